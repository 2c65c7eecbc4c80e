/* The board of projects: a card goes to the next column by its button; dragging, or Alt and an arrow, presses it. */
"use strict";

{
  let held = null;
  const columns = () => document.querySelectorAll(".board [data-phase]");
  const press = (card) => card.querySelector("form")?.requestSubmit();

  document.addEventListener("dragstart", (event) => {
    held = event.target.closest(".board-card[draggable]");
    if (!held) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", held.querySelector("a").textContent);
    columns().forEach((column) => column.classList.toggle("open", column.dataset.phase === held.dataset.to));
  });

  document.addEventListener("dragover", (event) => {
    const column = event.target.closest(".board [data-phase]");
    if (held && column) event.preventDefault();
  });

  document.addEventListener("drop", (event) => {
    const column = event.target.closest(".board [data-phase]");
    if (!held || !column) return;
    event.preventDefault();
    const says = document.querySelector("[data-board-says]");
    if (column.dataset.phase === held.dataset.to) {
      press(held);
    } else if (!column.contains(held) && says) {
      says.textContent = says.dataset.boardSays;
      says.classList.remove("visually-hidden");
    }
  });

  document.addEventListener("dragend", () => {
    held = null;
    columns().forEach((column) => column.classList.remove("open"));
  });

  document.addEventListener("keydown", (event) => {
    const card = event.target.closest?.(".board-card[draggable]");
    if (card && event.altKey && event.key === "ArrowRight") {
      event.preventDefault();
      press(card);
    }
  });
}

/* For every page: what script adds. Nothing here is needed to use the portal. */
"use strict";

{
  document.documentElement.classList.add("js");

  /* A menu closes with Escape, with a click elsewhere, or with its own "Toch niet". */
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details.drop[open]").forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.drop[open]").forEach((menu) => {
      const closes = event.target.closest("[data-close]");
      if (!menu.contains(event.target) || (closes && menu.contains(closes))) menu.open = false;
    });
  });

  /* The tab where one is, is in view. */
  document.querySelectorAll(".tabs [aria-current]").forEach((tab) => {
    const tabs = tab.closest(".tabs");
    tabs.scrollLeft = tab.offsetLeft - (tabs.clientWidth - tab.offsetWidth) / 2;
  });

  /* What is wrong with a form is read first. */
  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();

  /* An answer other than 2xx (a form with faults, a refusal) is shown when it says that it is meant for the page. */
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!event.detail.xhr.getResponseHeader("X-Fragment")) return;
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const faults = event.detail.elt.querySelector?.("[data-focus]");
    if (faults) faults.focus();
  });

  /* A message can be put away. */
  document.querySelectorAll("[data-dismissible]").forEach((notice) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "dismiss";
    button.textContent = "✕";
    button.setAttribute("aria-label", "Bericht sluiten");
    button.addEventListener("click", () => notice.remove());
    notice.classList.add("dismissible");
    notice.append(button);
  });

  /* A form is sent once, however often the button is clicked; a page that comes back from history starts afresh. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 5000); // the answer may be a file: then this page stays
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  });
}

/* For who works here all day: the keyboard. `?` shows the list (templates/components/shortcuts.html). */
"use strict";

{
  const dialog = document.getElementById("shortcuts");
  const rows = () =>
    [...document.querySelectorAll(".data tbody tr, .today li, .hits li")].filter((row) => row.querySelector("a"));
  let chosen = -1;
  let went = 0;

  const choose = (step) => {
    const all = rows();
    if (!all.length) return;
    chosen = Math.max(0, Math.min(all.length - 1, chosen + step));
    all[chosen].querySelector("a").focus();
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    const composed = event.getModifierState("AltGraph"); // as [ and ] are typed on a Belgian keyboard
    if (typing || (!composed && (event.ctrlKey || event.metaKey || event.altKey))) return;
    const follow = (selector) => document.querySelector(selector)?.click();
    const field = document.querySelector(`[data-shortcut="${CSS.escape(event.key)}"]`);
    if (field) {
      event.preventDefault();
      field.focus();
    } else if (event.key === "?" && dialog) {
      dialog.showModal();
    } else if (event.key === "j" || event.key === "k") {
      choose(event.key === "j" ? 1 : -1);
    } else if (event.key === "x") {
      const row = event.target.closest("tr") || rows()[chosen];
      const box = row && row.querySelector('[name="rows"]');
      if (box) box.click();
    } else if (event.key === "g") {
      went = Date.now();
    } else if (Date.now() - went < 1500) {
      follow(`.side [data-go="${CSS.escape(event.key)}"]`);
    } else if (event.key === "[" || event.key === "]") {
      follow(`[data-key="${event.key}"]`);
    } else if (/^[1-9]$/.test(event.key)) {
      follow(`.dossier-head .tabs li:nth-child(${event.key}) a`);
    }
  });
}

/* Rows are ticked to be handled together: how many are, and all of this page at once. The rows may be renewed. */
{
  const tell = () => {
    const boxes = [...document.querySelectorAll('[name="rows"][form="bulk"]')];
    const all = document.querySelector("[data-pick-all]");
    const said = document.querySelector("[data-picked]");
    if (!boxes.length || !all || !said) return;
    const picked = boxes.filter((box) => box.checked).length;
    said.textContent = picked === 1 ? said.dataset.one : said.dataset.many.replace("%n", picked);
    all.checked = picked === boxes.length;
    all.indeterminate = picked > 0 && picked < boxes.length;
  };

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-pick-all]")) {
      document.querySelectorAll('[name="rows"][form="bulk"]').forEach((box) => {
        box.checked = event.target.checked;
      });
    }
    if (event.target.matches('[data-pick-all], [name="rows"]')) tell();
  });
  window.addEventListener("pageshow", tell); // ticks that the browser brings back with the page
  document.addEventListener("htmx:afterSwap", tell);
  tell();
}

/* What the search suggests: the arrows go through it, Escape and a click elsewhere put it away. */
{
  document.querySelectorAll("[data-suggests]").forEach((field) => {
    const place = document.getElementById(field.dataset.suggests);
    const box = field.closest("form");
    const away = () => place.replaceChildren();

    box.addEventListener("keydown", (event) => {
      const links = [field, ...place.querySelectorAll("a")];
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.key === "Escape") {
        away();
        field.focus();
      } else if (step && links.length > 1) {
        event.preventDefault();
        const next = links.indexOf(document.activeElement) + step;
        links[Math.max(0, Math.min(links.length - 1, next))].focus();
      }
    });
    box.addEventListener("submit", away);
    document.addEventListener("click", (event) => box.contains(event.target) || away());
    box.addEventListener("focusout", (event) => box.contains(event.relatedTarget) || setTimeout(away, 200));
  });
}

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

/* What is suggested in a place below a field: the arrows go through it, Escape and leaving the field put it away. */
{
  const lead = (field, place, box) => {
    const away = () => place.replaceChildren();

    box.addEventListener("keydown", (event) => {
      const choices = [field, ...place.querySelectorAll("a, button")];
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (choices.length < 2 && event.key !== "Escape") return;
      if (event.key === "Escape") {
        away();
        field.focus();
      } else if (step) {
        event.preventDefault();
        const next = choices.indexOf(document.activeElement) + step;
        choices[Math.max(0, Math.min(choices.length - 1, next))].focus();
      }
    });
    document.addEventListener("click", (event) => box.contains(event.target) || away());
    const left = () => box.contains(document.activeElement) || away(); // not who came back meanwhile
    box.addEventListener("focusout", () => setTimeout(left, 200));
    return away;
  };

  document.querySelectorAll("[data-suggests]").forEach((field) => {
    const box = field.closest("form");
    box.addEventListener("submit", lead(field, document.getElementById(field.dataset.suggests), box));
  });

  /* Behind an @ stand the colleagues whose name, or a part of it, begins as what is typed there. */
  document.querySelectorAll("[data-colleagues]").forEach((field) => {
    const names = JSON.parse(field.dataset.colleagues);
    const box = document.createElement("div");
    const place = document.createElement("div");
    place.setAttribute("role", "status");
    field.replaceWith(box);
    box.append(field, place);
    const away = lead(field, place, box);

    const typed = () => field.value.slice(0, field.selectionEnd).match(/(?<![\p{L}\p{N}_.])@([^\n@]{0,60})$/u)?.[1];
    const plain = (text) =>
      text
        .normalize("NFD")
        .replace(/\p{M}/gu, "")
        .replace(/[’‘`]/g, "'")
        .toLowerCase();
    const fits = (begin) => (name) => plain(name) !== begin && ` ${plain(name)}`.includes(` ${begin.trimStart()}`);
    const put = (name) => {
      field.setRangeText(`${name} `, field.selectionEnd - typed().length, field.selectionEnd, "end");
      away();
      field.focus();
      field.dispatchEvent(new Event("input", { bubbles: true }));
    };

    field.addEventListener("input", () => {
      const begin = typed();
      const found = begin === undefined ? [] : names.filter(fits(plain(begin)));
      const list = document.createElement("ul");
      list.className = "suggestions";
      list.append(
        ...found.map((name) => {
          const row = document.createElement("li");
          const button = document.createElement("button");
          button.type = "button";
          button.textContent = name;
          button.addEventListener("click", () => put(name));
          row.append(button);
          return row;
        }),
      );
      place.replaceChildren(...(found.length ? [list] : []));
    });
  });
}

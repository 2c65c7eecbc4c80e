/* For who works here all day: the keyboard. `?` shows the list (templates/components/shortcuts.html). */
"use strict";

{
  const dialog = document.getElementById("shortcuts");
  const rows = () => [...document.querySelectorAll(".data tbody tr, .today li, .hits li")].filter((row) => row.querySelector("a"));
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
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const field = document.querySelector(`[data-shortcut="${CSS.escape(event.key)}"]`);
    if (field) {
      event.preventDefault();
      field.focus();
    } else if (event.key === "?" && dialog) {
      dialog.showModal();
    } else if (event.key === "j" || event.key === "k") {
      choose(event.key === "j" ? 1 : -1);
    } else if (event.key === "g") {
      went = Date.now();
    } else if (event.key === "v" && Date.now() - went < 1500) {
      const first = document.querySelector(".side a");
      if (first) first.click();
    }
  });
}

/* Beside a decision: what an adviser wrote is taken over into the grounds, behind what stands there. Without script the
   remark is there to be read and copied. */
"use strict";

document.querySelectorAll("[data-take-over]").forEach((button) => {
  const text = document.getElementById(button.dataset.takeOver);
  if (!text) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const remark = button.closest(".remark").querySelector("[data-remark]").innerText.trim();
    const before = text.value.trimEnd();
    text.value = before ? `${before}\n\n${remark}` : remark;
    text.dispatchEvent(new Event("input", { bubbles: true }));
    text.focus();
    text.setSelectionRange(text.value.length, text.value.length);
  });
});

/* Forms: a counter under long texts. Files are in files.js, what saves while typing in saving.js. */
"use strict";

{
  const countOf = (text) => text.replace(/\r?\n/g, "\r\n").length; // as the server receives it

  /* "Hoogstens 2.000 tekens" becomes "Nog 1.982 tekens". */
  document.querySelectorAll("[data-counter]").forEach((counter) => {
    const field = document.getElementById(counter.dataset.counter);
    if (!field) return;
    const limit = Number(field.dataset.longest);
    const number = new Intl.NumberFormat("nl-BE");
    const show = () => {
      const left = limit - countOf(field.value);
      counter.textContent = left < 0 ? `${number.format(-left)} tekens te veel` : `Nog ${number.format(left)} tekens`;
      counter.classList.toggle("over", left < 0);
    };
    field.addEventListener("input", show);
    show();
  });
}

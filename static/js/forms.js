/* Forms: a counter under long texts, files that can be dropped. What saves while typing is in saving.js. */
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

  /* A file field in a .drop-zone takes what is dropped; the upload of its form shows how far it is. */
  document.querySelectorAll(".drop-zone").forEach((zone) => {
    const input = zone.querySelector("input[type=file]");
    const status = zone.querySelector(".drop-status");
    if (!input) return;
    const name = () => {
      if (status) status.textContent = [...input.files].map((file) => file.name).join(", ");
    };
    zone.addEventListener("dragover", (event) => {
      event.preventDefault();
      zone.classList.add("over");
    });
    zone.addEventListener("dragleave", () => zone.classList.remove("over"));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      zone.classList.remove("over");
      input.files = event.dataTransfer.files;
      name();
    });
    input.addEventListener("change", name);
    const form = input.form;
    form.addEventListener("submit", (event) => {
      if (!input.files.length || !status || event.defaultPrevented) return;
      event.preventDefault();
      const meter = document.createElement("progress");
      meter.className = "progress-bar-line";
      meter.max = 100;
      meter.setAttribute("aria-label", "Bestand versturen");
      status.append(meter);
      const request = new XMLHttpRequest();
      request.upload.addEventListener("progress", (p) => {
        if (p.lengthComputable) meter.value = (100 * p.loaded) / p.total;
      });
      request.addEventListener("load", () => {
        document.open();
        document.write(request.responseText);
        document.close();
        if (request.responseURL) history.replaceState(null, "", request.responseURL);
      });
      request.addEventListener("error", () => {
        delete form.dataset.sent;
        status.textContent = "Het versturen is mislukt. Probeer het opnieuw.";
      });
      request.open("POST", form.action);
      request.send(new FormData(form));
    });
  });
}

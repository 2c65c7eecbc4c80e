/* Files: dropped or picked, several at once. Each is sent by itself, shows how far it is, and can be stopped.

   A [data-drop] place has a file input, a [data-uploads] list and a [data-said] line for screen readers; its value is
   the address (empty: that of the form). The address answers 201 with the new row for the [data-file-list] of the same
   [data-files] part of the page, or 422 with the sentence that refuses the file. */
"use strict";

{
  const MEGABYTE = 1024 * 1024;
  let busy = 0;

  const size = (bytes) =>
    bytes < 1e6
      ? `${Math.max(1, Math.round(bytes / 1e3))} kB`
      : `${new Intl.NumberFormat("nl-BE", { maximumFractionDigits: 1 }).format(bytes / 1e6)} MB`;

  const element = (name, className, text) => {
    const made = document.createElement(name);
    made.className = className;
    if (text) made.textContent = text;
    return made;
  };

  const named = (label, name) => {
    const button = element("button", "btn btn-quiet btn-small", label);
    button.type = "button";
    button.append(element("span", "visually-hidden", ` ${name}`));
    return button;
  };

  const setUp = (zone) => {
    if (zone.dataset.ready) return;
    zone.dataset.ready = "1";
    const input = zone.querySelector("input[type=file]");
    const uploads = zone.querySelector("[data-uploads]");
    const said = zone.querySelector("[data-said]");
    const part = zone.closest("[data-files]");
    const list = part.querySelector("[data-file-list]");
    const address = new URL(zone.dataset.drop || input.form.getAttribute("action") || "", location.href);
    const waiting = [];
    let sending = false;

    const refuse = (job, sentence) => {
      job.meter.remove();
      job.row.append(element("span", "refused", sentence));
      const away = named("Sluiten", job.file.name);
      away.addEventListener("click", () => job.row.remove());
      job.stop.replaceWith(away);
      said.textContent = `“${job.file.name}”: ${sentence}`;
    };

    const arrived = (job, request) => {
      if (request.status === 201) {
        job.row.remove();
        list.insertAdjacentHTML("beforeend", request.responseText);
        said.textContent = `“${job.file.name}” is toegevoegd.`;
      } else if (request.status === 422) {
        refuse(job, request.responseText);
      } else if (new URL(request.responseURL || location.href).pathname !== address.pathname) {
        refuse(job, "U bent niet meer ingelogd. Log opnieuw in en voeg het bestand dan toe.");
      } else {
        refuse(job, "Het versturen is mislukt. Probeer het opnieuw.");
      }
    };

    const send = (job) => {
      const request = new XMLHttpRequest();
      const body = new FormData();
      body.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
      body.append("file", job.file);
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) job.meter.value = (100 * event.loaded) / event.total;
      });
      request.addEventListener("load", () => arrived(job, request));
      request.addEventListener("error", () => refuse(job, "Het versturen is mislukt. Probeer het opnieuw."));
      request.addEventListener("loadend", () => {
        busy -= 1;
        sending = false;
        next();
      });
      job.abort = () => request.abort();
      sending = true;
      busy += 1;
      request.open("POST", address);
      request.setRequestHeader("X-Upload", zone.dataset.drop ? "field" : "page");
      request.send(body);
    };

    const next = () => {
      if (!sending && waiting.length) send(waiting.shift());
    };

    const stop = (job) => {
      const place = waiting.indexOf(job);
      if (place >= 0) waiting.splice(place, 1);
      if (job.abort) job.abort();
      job.row.remove();
      said.textContent = `“${job.file.name}” is gestopt.`;
      input.focus();
    };

    const take = (file) => {
      const job = { file, row: element("li", ""), meter: element("progress", "progress-bar-line") };
      const label = element("span", "name", `${file.name} `);
      label.append(element("span", "soft small", size(file.size)));
      job.meter.max = 100;
      job.meter.value = 0;
      job.meter.setAttribute("aria-label", `${file.name} versturen`);
      job.stop = named("Stoppen", file.name);
      job.stop.addEventListener("click", () => stop(job));
      job.row.append(label, job.stop, job.meter);
      uploads.append(job.row);
      const most = Number(input.dataset.mostBytes);
      if (file.size > most) {
        const now = Math.floor(file.size / MEGABYTE);
        const limit = `Het mag hoogstens ${most / MEGABYTE} MB zijn: maak het kleiner of splits het.`;
        refuse(job, `Dit bestand is ${now} MB groot. ${limit}`);
      } else waiting.push(job);
    };

    const takeAll = (files) => {
      [...files].forEach(take);
      next();
    };

    zone.addEventListener("dragover", (event) => {
      event.preventDefault();
      zone.classList.add("over");
    });
    zone.addEventListener("dragleave", () => zone.classList.remove("over"));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      zone.classList.remove("over");
      takeAll(event.dataTransfer.files);
    });
    input.addEventListener("change", () => {
      takeAll(input.files);
      input.value = "";
    });
    // what is dropped here is sent at once: nothing is left to save
    ["input", "change"].forEach((name) => input.addEventListener(name, (event) => event.stopPropagation()));
  };

  const setUpAll = (root) => root.querySelectorAll("[data-drop]").forEach(setUp);
  setUpAll(document);
  document.addEventListener("htmx:load", (event) => setUpAll(event.target));

  /* A file that is dropped beside the place would open instead of the page, with all that was typed in it. */
  ["dragover", "drop"].forEach((name) => window.addEventListener(name, (event) => event.preventDefault()));
  window.addEventListener("beforeunload", (event) => {
    if (busy) event.preventDefault();
  });
}

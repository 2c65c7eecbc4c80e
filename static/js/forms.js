/* Forms: a counter under long texts; a form of one writer that is saved while it is typed. Files are in files.js, a
   section of an application, which colleagues write together, in saving.js. */
"use strict";

{
  const countOf = (text) => text.replace(/\r?\n/g, "\r\n").length; // as the server receives it

  /* "Minstens 50 en hoogstens 2.000 tekens" becomes "Nog minstens 32 tekens", then "Nog 1.950 tekens". */
  document.querySelectorAll("[data-counter]").forEach((counter) => {
    const field = document.getElementById(counter.dataset.counter);
    if (!field) return;
    const limit = Number(field.dataset.longest);
    const least = Number(field.dataset.least || 0);
    const number = new Intl.NumberFormat("nl-BE");
    const show = () => {
      const length = countOf(field.value);
      const left = limit - length;
      if (left < 0) counter.textContent = `${number.format(-left)} tekens te veel`;
      else if (length < least) counter.textContent = `Nog minstens ${number.format(least - length)} tekens`;
      else counter.textContent = `Nog ${number.format(left)} tekens`;
      counter.classList.toggle("over", left < 0);
    };
    field.addEventListener("input", show);
    show();
  });

  /* A form with a [data-autosave] place is saved a moment after the last key, and says so there. The address answers a
     POST of the form with 2xx when it is saved, or with another status and a sentence in the body when it is not. An
     X-Version in the answer goes into the form's _version: saves follow each other, so that none overtakes another. */
  document.querySelectorAll("[data-autosave]").forEach((place) => {
    const form = place.closest("form");
    let waiting, saving, again;
    const say = (text, failed) => {
      place.textContent = text;
      place.className = `push saved${failed ? " not" : ""}`;
    };
    const save = async () => {
      if (saving) {
        again = true;
        return;
      }
      saving = true;
      say("Bezig met bewaren…", false);
      try {
        const answer = await fetch(place.dataset.autosave, {
          method: "POST",
          body: new FormData(form),
          headers: { "X-Requested-With": "autosave" },
        });
        const version = answer.headers.get("X-Version");
        if (version && form.elements._version) form.elements._version.value = version;
        const now = new Date().toLocaleTimeString("nl-BE", {
          hour: "2-digit",
          minute: "2-digit",
          timeZone: "Europe/Brussels",
        });
        if (answer.ok) say(`Bewaard om ${now.replace(":", ".")} uur`, false);
        else say((await answer.text()).slice(0, 200) || "Niet bewaard. Klik op bewaren.", true);
      } catch {
        say("Niet bewaard: u bent niet verbonden. Uw tekst blijft hier staan.", true);
      } finally {
        saving = false;
      }
      if (again) {
        again = false;
        save();
      }
    };
    form.addEventListener("input", (event) => {
      if (event.target.type === "file") return;
      clearTimeout(waiting);
      waiting = setTimeout(save, 800);
    });
    form.addEventListener("submit", () => clearTimeout(waiting));
  });
}

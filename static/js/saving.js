/* A form of which each answer is saved while it is typed (templates/calls/applicant/fields.html). htmx sends; here is
   what goes with an answer, what is said meanwhile, and what happens when it could not be saved. */
"use strict";

{
  const boxOf = (element) => element.closest("[data-answer]");
  const stateOf = (box) => box.querySelector(".answer-state");
  const unsaved = new Set();
  let waking = false;

  const say = (box, text, failed) => {
    const line = document.createElement("span");
    line.className = failed ? "saved not" : "saved busy";
    line.textContent = text;
    stateOf(box).replaceChildren(line);
  };
  const again = (box) => htmx.trigger(box, "again");

  /* With one answer goes that answer, and what names the page; not the whole form. */
  document.addEventListener("htmx:configRequest", (event) => {
    const box = boxOf(event.detail.elt);
    if (!box) return;
    const own = new Set([...box.querySelectorAll("[name]")].map((input) => input.name));
    for (const name of ["_version", "_page", "csrfmiddlewaretoken"]) own.add(name);
    for (const name of [...event.detail.formData.keys()]) if (!own.has(name)) event.detail.formData.delete(name);
  });

  document.addEventListener("htmx:beforeSend", (event) => {
    const box = boxOf(event.detail.elt);
    if (!box) return;
    unsaved.add(box);
    if (!box.querySelector(".conflict")) say(box, "Bezig met bewaren…", false);
  });

  /* Whoever was logged out in between reads it under the answer; what is typed stays. */
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.getResponseHeader("X-Fragment") !== "logged-out") return;
    const box = boxOf(event.detail.requestConfig.elt);
    (box ? stateOf(box) : event.detail.target).innerHTML = event.detail.serverResponse;
    event.detail.shouldSwap = false;
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const box = boxOf(event.detail.elt);
    if (box && event.detail.xhr.status === 200) unsaved.delete(box);
    if (waking && event.detail.pathInfo.requestPath.includes("/aanwezig/") && event.detail.successful) {
      waking = false;
      setTimeout(() => [...unsaved].filter((waiting) => !waiting.querySelector(".conflict")).forEach(again), 50);
    }
  });

  document.addEventListener("htmx:sendError", (event) => {
    const box = boxOf(event.detail.elt);
    if (box)
      say(
        box,
        "Niet bewaard: u bent niet verbonden. Uw tekst blijft hier staan, en wordt bewaard zodra het weer kan.",
        true,
      );
  });
  document.addEventListener("htmx:responseError", (event) => {
    const box = boxOf(event.detail.elt);
    if (!box || event.detail.xhr.getResponseHeader("X-Fragment")) return;
    say(box, "Niet bewaard: er ging iets mis bij ons. Uw tekst blijft hier staan; we proberen het opnieuw.", true);
    setTimeout(() => unsaved.has(box) && again(box), 5000);
  });

  /* Back on line, or back from logging in elsewhere: first a fresh token, then what waits. */
  const retry = () => {
    const presence = document.getElementById("section-presence");
    if (!unsaved.size || !presence) return;
    waking = true;
    htmx.trigger(presence, "awake");
  };
  window.addEventListener("online", retry);
  window.addEventListener("focus", retry);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && retry());
}

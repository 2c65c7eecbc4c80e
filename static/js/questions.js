/* Questions: those that are asked only with some answers to another one, and tables of costs that add up. */
"use strict";

{
  /* A [data-when] question shows itself while the field of that name has one of the answers in data-is. A question that
     is hidden itself counts as unanswered. Without script all are there, each with a line that says when it is
     asked. */
  const answersTo = (form, name) =>
    [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)]
      .filter((input) => !input.closest("[data-when][hidden]"))
      .filter((input) => input.checked || !["radio", "checkbox", "hidden"].includes(input.type))
      .map((input) => input.value);

  const askAll = (form) => {
    form.querySelectorAll("[data-when]").forEach((question) => {
      const wanted = JSON.parse(question.dataset.is);
      question.hidden = !answersTo(form, question.dataset.when).some((value) => wanted.includes(value));
    });
  };

  document.addEventListener("change", (event) => {
    if (event.target.form) askAll(event.target.form);
  });

  /* Amounts are read as the server does (pio_portal/reading.py); what it refuses adds nothing. */
  const amountOf = (text) => {
    let plain = text
      .trim()
      .replace(/^(€|euro?)\s*|\s*(€|euro?)$/gi, "")
      .replace(/,--?$/, "");
    if (/^[1-9]\d{0,2}(\s\d{3})+([.,]|$)/.test(plain)) plain = plain.replace(/\s/g, "");
    else if (/^[1-9]\d{0,2}(\.\d{3})+(,\d+)?$/.test(plain)) plain = plain.replaceAll(".", "");
    return /^\d+([.,]\d{1,2})?$/.test(plain) ? Number(plain.replace(",", ".")) : 0;
  };

  const euro = new Intl.NumberFormat("nl-BE", { style: "currency", currency: "EUR" });

  const plainNumber = new Intl.NumberFormat("nl-BE", { minimumFractionDigits: 2 });

  const totalOf = (table) => {
    const cents = [...table.querySelectorAll("tbody td.num input")].map((input) =>
      Math.round(100 * amountOf(input.value)),
    );
    return cents.reduce((sum, amount) => sum + amount, 0) / 100;
  };

  const addUp = (table) => {
    table.querySelector("[data-total]").textContent = euro.format(totalOf(table));
  };

  const boxOf = (button) => button.parentElement.querySelector(".input-unit input");

  /* An amount that follows a table of costs can take over its total; the button is there while that would change it. */
  const offerTotals = (root) =>
    root.querySelectorAll("[data-take-total]").forEach((button) => {
      const post = button.form?.querySelector(`[name="${CSS.escape(`${button.dataset.takeTotal}_post`)}"]`);
      const table = post?.closest("[data-costs]");
      const sum = table ? totalOf(table) : 0;
      button.hidden = !sum || amountOf(boxOf(button).value) === sum;
      button.querySelector("[data-sum]").textContent = `(${euro.format(sum)})`;
      button.value = plainNumber.format(sum);
    });

  document.addEventListener("input", (event) => {
    const table = event.target.closest("[data-costs]");
    if (table) addUp(table);
    if (event.target.form) offerTotals(event.target.form);
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-take-total]");
    if (!button) return;
    const box = boxOf(button);
    box.value = button.value;
    box.focus();
    ["input", "change"].forEach((kind) => box.dispatchEvent(new Event(kind, { bubbles: true })));
  });

  const number = (row, n) => {
    row.querySelectorAll("input").forEach((input) => {
      input.value = "";
      input.classList.remove("wrong");
      input.removeAttribute("aria-invalid");
      input.id = input.id.replace(
        /(_post)?_\d+$/,
        (_end, post) => `${input.name.endsWith("_post") && !post ? "_post" : post || ""}_${n}`,
      );
      input.setAttribute("aria-label", input.getAttribute("aria-label").replace(/\d+$/, n));
    });
    return row;
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add-row]");
    if (!button) return;
    const table = button.closest(".field").querySelector("[data-costs]");
    const rows = table.tBodies[0].rows;
    const row = number(rows[rows.length - 1].cloneNode(true), rows.length + 1);
    table.tBodies[0].append(row);
    row.querySelector("input").focus();
    button.hidden = rows.length >= Number(table.dataset.most);
  });

  const setUp = (root) => {
    root.querySelectorAll("[data-add-row]").forEach((button) => {
      const table = button.closest(".field").querySelector("[data-costs]");
      button.hidden = table.tBodies[0].rows.length >= Number(table.dataset.most);
    });
    document.querySelectorAll("form").forEach((form) => {
      askAll(form);
      offerTotals(form);
    });
  };
  setUp(document);
  document.addEventListener("htmx:load", (event) => setUp(event.target));
}

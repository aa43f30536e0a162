// Filters, sorting and opening; without this script the report is complete and readable.
"use strict";

const reveal = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let one = target; one; one = one.parentElement) {
    if (one.tagName === "DETAILS") one.open = true;
    if (one.hidden) one.hidden = false;
  }
  const inside = target && target.querySelector(":scope > details");
  if (inside && target.matches(".finding, .work")) inside.open = true;
  if (target) target.scrollIntoView();
};

const filter = (form) => {
  const items = [...document.querySelectorAll(`.${form.dataset.list}`)].filter(
    (item) => !item.parentElement.closest(`.${form.dataset.list}`));
  const apply = () => {
    const words = form.elements.text.value.trim().toLowerCase();
    const chosen = [...form.querySelectorAll("select")].filter((select) => select.value);
    let shown = 0;
    for (const item of items) {
      const fits = (!words || item.textContent.toLowerCase().includes(words)) &&
        chosen.every((select) => item.dataset[select.name].split(" ").includes(select.value));
      item.hidden = !fits;
      shown += fits;
    }
    const output = form.querySelector("output");
    output.textContent = output.dataset.of.replace("#", shown).replace("@", items.length);
  };
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const button of form.querySelectorAll("[data-open]")) {
    button.addEventListener("click", () => {
      for (const item of items) {
        for (const details of item.querySelectorAll("details")) details.open = Boolean(button.dataset.open);
      }
    });
  }
};

const sortable = (table) => {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    if ("fixed" in head.dataset) return;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const numeric = head.classList.contains("n");
      const down = head.ariaSort ? head.ariaSort === "ascending" : numeric;
      const value = (row) => row.cells[column].textContent.trim();
      const rows = [...table.tBodies[0].rows].sort((a, b) => numeric
        ? value(a).replace(/\D/g, "") - value(b).replace(/\D/g, "")
        : value(a).localeCompare(value(b), document.documentElement.lang));
      if (down) rows.reverse();
      table.tBodies[0].append(...rows);
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
    });
  });
};

document.querySelectorAll("form.tools").forEach(filter);
document.querySelectorAll("table[data-sortable]").forEach(sortable);
addEventListener("hashchange", reveal);
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("details:not([open])")) {
    details.open = true;
    details.dataset.printed = "";
  }
});
addEventListener("afterprint", () => {
  for (const details of document.querySelectorAll("details[data-printed]")) {
    details.open = false;
    delete details.dataset.printed;
  }
});
if (location.hash) reveal();

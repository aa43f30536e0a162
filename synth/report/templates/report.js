// Filters, sorting, unfolding and the map; without this script the report is complete and readable.
"use strict";

const byId = (id) => document.getElementById(id);

// A folded sheet is text until it is opened; what it holds was escaped when the report was written.
const folded = (details) => details.querySelector(":scope > script[type='text/plain']");
const unfold = (details) => {
  const sheet = folded(details);
  if (!sheet) return;
  sheet.insertAdjacentHTML("afterend", sheet.textContent);
  sheet.remove();
  details.querySelectorAll("table[data-sortable]").forEach(sortable);
};

const findFolded = (id) => {
  for (const sheet of document.querySelectorAll(".fold > script[type='text/plain']")) {
    if (sheet.textContent.includes(` id="${id}"`)) {
      unfold(sheet.parentElement);
      return byId(id);
    }
  }
  return null;
};

const reveal = () => {
  const id = decodeURIComponent(location.hash.slice(1));
  const target = byId(id) || (id && findFolded(id));
  for (let one = target; one; one = one.parentElement) {
    if (one.tagName === "DETAILS") one.open = true;
    if (one.hidden) one.hidden = false;
  }
  const inside = target && target.querySelector(":scope > details");
  if (inside && target.matches(".finding, .work, .of-work")) inside.open = true;
  if (target) target.scrollIntoView();
};

const filter = (form) => {
  const kind = `.${form.dataset.list}`;
  const section = form.closest("section");
  const outer = () => [...section.querySelectorAll(kind)].filter((one) => !one.parentElement.closest(kind));
  const apply = () => {
    const words = form.elements.text.value.trim().toLowerCase();
    const pattern = new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "i");
    const chosen = [...form.querySelectorAll("select")].filter((select) => select.value);
    let opened = 0;
    for (const fold of section.querySelectorAll(".fold")) {
      const sheet = folded(fold);
      const fits = !sheet || !words || pattern.test(sheet.textContent);
      fold.hidden = !fits;
      if (sheet && words && fits && opened < 3) {
        unfold(fold);
        fold.open = true;
        opened += 1;
      }
    }
    const items = outer();
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
  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 120);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const button of form.querySelectorAll("[data-open]")) {
    button.addEventListener("click", () => {
      for (const item of outer()) {
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

document.querySelectorAll("form.tools[data-list]").forEach(filter);
document.querySelectorAll("table[data-sortable]").forEach(sortable);
addEventListener("hashchange", reveal);
addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href^='#']");
  if (link && link.hash === location.hash) reveal();
});
document.addEventListener("toggle", (event) => {
  if (event.target.open && event.target.matches(".fold")) unfold(event.target);
}, true);
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("details:not([open], .fold)")) {
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

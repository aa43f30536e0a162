// Words selected in a text go into the form; a search field narrows a list of choices.
(() => {
  "use strict";
  const fill = (name, value) => document.querySelectorAll(`[data-picked="${name}"]`).forEach((field) => {
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  const choose = () => {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed) return;
    const inside = selection.anchorNode.parentElement && selection.anchorNode.parentElement.closest("[data-text]");
    if (!inside || !inside.contains(selection.focusNode)) return;
    const words = selection.toString().trim();
    if (!words) return;
    fill("quote", words);
    fill("field", inside.dataset.text);
  };
  document.addEventListener("mouseup", choose);
  document.addEventListener("touchend", () => setTimeout(choose, 50));
  document.addEventListener("keyup", (event) => { if (event.shiftKey || event.key === "Shift") choose(); });

  document.addEventListener("input", (event) => {
    const list = event.target.dataset && event.target.dataset.narrows && document.getElementById(event.target.dataset.narrows);
    if (!list) return;
    const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
    list.querySelectorAll("[data-words]").forEach((one) => {
      one.hidden = !words.every((word) => one.dataset.words.includes(word));
    });
    list.querySelectorAll("details").forEach((group) => {
      const shown = group.querySelector("[data-words]:not([hidden])");
      group.hidden = !shown;
      if (words.length && shown) group.open = true;
    });
  });
})();

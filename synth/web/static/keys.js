// Keys press the buttons that are on the screen; nothing can be done by key that cannot be done by pointing.
(() => {
  "use strict";
  const typing = (target) => target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
  const shown = (element) => element.getClientRects().length > 0 && !element.disabled;
  const named = (key) => [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key && shown(one));

  const step = (by) => {
    const stops = [...document.querySelectorAll("[data-row]")].filter(shown);
    const at = stops.findIndex((one) => one === document.activeElement || one.contains(document.activeElement));
    const to = stops[Math.min(stops.length - 1, Math.max(0, at + by))];
    if (to) { to.focus(); to.scrollIntoView({ block: "nearest" }); }
  };

  const help = () => {
    const dialog = document.getElementById("keys");
    if (!dialog) return;
    const list = dialog.querySelector("dl");
    list.querySelectorAll(".here").forEach((one) => one.remove());
    const seen = new Set();
    document.querySelectorAll("[data-key]").forEach((one) => {
      if (!shown(one) || seen.has(one.dataset.key)) return;
      seen.add(one.dataset.key);
      const term = document.createElement("dt"), what = document.createElement("dd"), key = document.createElement("kbd");
      term.className = what.className = "here";
      key.textContent = one.dataset.key;
      term.append(key);
      what.textContent = one.dataset.does || one.getAttribute("aria-label") || one.innerText.replace(/\s+\S$/, "");
      list.append(term, what);
    });
    dialog.showModal();
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (document.body.dataset.keys === "off" || document.querySelector("dialog[open]")) return;
    if (typing(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (event.key === "?") { event.preventDefault(); help(); return; }
    if (event.key === "j" || event.key === "k") { event.preventDefault(); step(event.key === "j" ? 1 : -1); return; }
    if (event.repeat) return;
    const target = named(event.key);
    if (!target) return;
    event.preventDefault();
    if (target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select")) { target.focus(); if (target.select) target.select(); }
    else target.click();
  });

  // What is typed in a field with data-keep stays in this tab until its form was stored.
  const place = (field) => `synth:${location.pathname}:${field.form ? field.form.getAttribute("action") : ""}:${field.name}`;
  const within = (root, what) => [...(root.matches && root.matches(what) ? [root] : []), ...root.querySelectorAll(what)];
  const kept = (root) => within(root, "[data-keep]").forEach((field) => {
    const was = sessionStorage.getItem(place(field));
    if (was !== null && !field.value) field.value = was;
  });
  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-keep]")) sessionStorage.setItem(place(event.target), event.target.value);
  });
  const forget = (form) => form.querySelectorAll("[data-keep]").forEach((field) => sessionStorage.removeItem(place(field)));

  // A form that has to be sent when something in it is chosen.
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-at-once]");
    if (form) form.requestSubmit();
  });

  const say = (text) => {
    const notices = document.getElementById("notices");
    if (!notices) return;
    const notice = document.createElement("div"), words = document.createElement("p");
    notice.className = "notice problem";
    words.textContent = text;
    notice.append(words);
    notices.replaceChildren(notice);
    notices.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("htmx:sendError", () => say(document.body.dataset.unreached));
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status === 401) say(event.detail.xhr.responseText);
    else if (!event.detail.xhr.getResponseHeader("HX-Retarget")) say(event.detail.xhr.responseText.slice(0, 300));
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    if (xhr.status >= 400 && xhr.getResponseHeader("HX-Retarget")) event.detail.shouldSwap = true;
    else if (xhr.status < 400 && event.detail.requestConfig.elt.matches("form")) forget(event.detail.requestConfig.elt);
  });
  document.addEventListener("htmx:load", (event) => { kept(event.detail.elt); listen(event.detail.elt); });

  // Something that goes on at the server: each event has the element ask for itself again. A page has one
  // stream, whichever element stands there by then: a browser opens no more than six connections to a server.
  const streams = new Map();
  const listen = (root) => within(root, "[data-events]").forEach((element) => {
    const address = element.dataset.events;
    element.dataset.listens = "yes";
    const known = streams.get(address);
    if (known && known.late) tell(address, known);
    if (known) return;
    const one = { stream: new EventSource(address), late: false };
    streams.set(address, one);
    one.stream.onmessage = () => tell(address, one);
    one.stream.addEventListener("end", () => { leave(address); tell(address, one); });
  });
  const leave = (address) => {
    if (streams.has(address)) streams.get(address).stream.close();
    streams.delete(address);
  };
  const tell = (address, one) => {
    const element = document.querySelector(`[data-events="${address}"]`);
    if (!element) { leave(address); return; }
    one.late = element.matches(".htmx-request"); // what is on its way may not have this yet: asked for after it
    if (!one.late) window.htmx.trigger(element, "told");
  };
  addEventListener("pagehide", () => [...streams.keys()].forEach(leave));
  document.addEventListener("DOMContentLoaded", () => { kept(document); listen(document); });
})();

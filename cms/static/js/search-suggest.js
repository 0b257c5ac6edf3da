/* search-suggest.js: a field that offers what its text may mean while somebody types (combobox of WAI-ARIA 1.2).
   Use: <div class="find"><input name="q" data-suggest="/projects/suggest/"></div> inside a form. The server answers
   with <div role="option" data-href="…"> in groups; a choice goes to that address. Without script: a plain field. */
"use strict";
(() => {
  const WAIT = 130;
  const state = new WeakMap();

  const make = (tag, attributes) => {
    const made = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    return made;
  };

  const prepare = (field) => {
    if (state.has(field)) return state.get(field);
    const list = make("div", { role: "listbox", id: `${field.id}-list`, class: "suggest", hidden: "" });
    list.setAttribute("aria-label", field.labels?.[0]?.textContent.trim() || field.name);
    const said = make("p", { role: "status", class: "vh" });
    field.after(list);
    list.after(said);
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false" };
    Object.entries(attributes).forEach(([name, value]) => field.setAttribute(name, value));
    field.setAttribute("aria-controls", list.id);
    const held = { list, said, at: -1, timer: 0, request: null, asked: field.value };
    state.set(field, held);
    return held;
  };

  const options = (held) => [...held.list.querySelectorAll("[role=option]")];

  const close = (field) => {
    const held = state.get(field);
    if (!held) return;
    clearTimeout(held.timer);
    held.request?.abort();
    held.list.hidden = true;
    held.at = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };

  const mark = (field, at) => {
    const held = state.get(field);
    const all = options(held);
    held.at = at;
    all.forEach((option, number) => option.setAttribute("aria-selected", String(number === at)));
    if (at < 0) return field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-activedescendant", all[at].id);
    all[at].scrollIntoView({ block: "nearest" });
  };

  const show = (field, html) => {
    const held = prepare(field);
    held.list.innerHTML = html; // escaped by the server's template
    const all = options(held);
    all.forEach((option, number) => { option.id = `${field.id}-option-${number}`; });
    const root = held.list.firstElementChild;
    held.said.textContent = all.length ? root?.dataset.said ?? "" : root?.dataset.none ?? "";
    if (!all.length) return close(field);
    held.list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    mark(field, -1);
  };

  const ask = async (field) => {
    const held = prepare(field);
    held.request?.abort();
    held.asked = field.value;
    if (!field.value.trim()) return close(field);
    const data = new FormData(field.form);
    const sent = new URLSearchParams([...data].filter(([, value]) => typeof value === "string" && value));
    held.request = new AbortController();
    try {
      const answer = await fetch(`${field.dataset.suggest}?${sent}`, { signal: held.request.signal, credentials: "same-origin" });
      if (answer.ok && document.activeElement === field) show(field, await answer.text());
    } catch (error) {
      if (error.name !== "AbortError") close(field); // without an answer it is a plain field
    }
  };

  const later = (field) => {
    const held = prepare(field);
    clearTimeout(held.timer);
    held.timer = setTimeout(() => ask(field), WAIT);
  };

  const go = (option) => { window.location.assign(option.dataset.href); };
  const of = (event) => event.target.closest?.("input[data-suggest]");

  document.addEventListener("input", (event) => {
    const field = of(event);
    if (field && !event.isComposing) later(field); // letters of an unfinished character are not asked for
  });
  document.addEventListener("compositionend", (event) => { if (of(event)) later(of(event)); });
  document.addEventListener("focusin", (event) => { if (of(event)) prepare(of(event)); });
  document.addEventListener("focusout", (event) => { if (of(event)) close(of(event)); });
  document.addEventListener("submit", (event) => event.target.querySelectorAll("input[data-suggest]").forEach(close));

  document.addEventListener("keydown", (event) => {
    const field = of(event);
    const held = field && state.get(field);
    if (!held || event.isComposing) return;
    const is_open = !held.list.hidden;
    const all = options(held);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!is_open) return ask(field);
      const step = event.key === "ArrowDown" ? 1 : -1;
      const places = all.length + 1; // the last place is the field itself
      mark(field, ((held.at + 1 + step + places) % places) - 1);
    } else if (event.key === "Escape" && is_open) {
      event.preventDefault(); // a second one empties the field
      close(field);
    } else if (event.key === "Enter" && is_open && held.at >= 0) {
      event.preventDefault();
      go(all[held.at]);
    }
  });

  document.addEventListener("mousedown", (event) => {
    if (event.target.closest(".suggest")) event.preventDefault(); // the field keeps the focus
  });
  document.addEventListener("click", (event) => {
    const option = event.target.closest(".suggest [role=option]");
    if (option) go(option);
  });
  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("input[data-suggest]").forEach(prepare));
  document.addEventListener("htmx:afterSettle", () => document.querySelectorAll("input[data-suggest]").forEach(prepare));
})();

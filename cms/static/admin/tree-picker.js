/* A search over a tree of codes for a <select> that holds only what is chosen.
     <div data-tree-picker data-url="/admin/pick/region/" data-within="510300"> <select hidden> … <input role="combobox"> <ul role="listbox">
   Arrow keys move, Enter takes, Escape closes, Backspace in the empty field removes the last one. */
(() => {
  "use strict";
  const WAIT = 180; // ms between two questions to the server

  function setUp(root) {
    if (root.dataset.ready) return;
    root.dataset.ready = "1";
    const select = root.querySelector("select");
    const input = root.querySelector("input");
    const list = root.querySelector("[role=listbox]");
    const chosen = root.querySelector("[data-chosen]");
    const said = root.querySelector("[role=status]");
    const paths = new Map([...root.querySelectorAll("template[data-path]")].map((t) => [t.dataset.path, t.innerHTML]));
    let active = -1;
    let timer = 0;
    let asked = 0;

    const taken = () => [...select.options].filter((o) => o.value && o.selected);

    function showChosen() {
      chosen.replaceChildren(
        ...taken().map((option) => {
          const item = document.createElement("li");
          const name = document.createElement("span");
          name.textContent = `${option.text} ${option.value}`;
          if (paths.get(option.value)) {
            const above = document.createElement("small");
            above.innerHTML = paths.get(option.value);
            item.append(above);
          }
          const button = document.createElement("button");
          button.type = "button";
          button.textContent = "×";
          button.setAttribute("aria-label", `${root.dataset.remove}: ${option.text}`);
          button.addEventListener("click", () => remove(option));
          item.append(name, button);
          return item;
        }),
      );
    }

    function changed() {
      showChosen();
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }

    function remove(option) {
      option.remove();
      if (!select.multiple) select.value = "";
      changed();
      input.focus();
    }

    function take(item) {
      const { code, label, path } = item.dataset;
      if (!select.multiple) taken().forEach((o) => o.remove());
      if (![...select.options].some((o) => o.value === code)) select.add(new Option(label, code, true, true));
      const above = document.createElement("i");
      above.textContent = path;
      paths.set(code, above.innerHTML);
      input.value = "";
      close();
      changed();
    }

    function close() {
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function mark(index) {
      const items = [...list.querySelectorAll("[role=option]")];
      if (!items.length) return;
      active = (index + items.length) % items.length;
      items.forEach((item, i) => item.setAttribute("aria-selected", String(i === active)));
      input.setAttribute("aria-activedescendant", items[active].id);
      items[active].scrollIntoView({ block: "nearest" });
    }

    function show(results) {
      list.replaceChildren(
        ...results.map((result, i) => {
          const item = document.createElement("li");
          item.id = `${list.id}-${i}`;
          item.setAttribute("role", "option");
          item.setAttribute("aria-selected", "false");
          Object.assign(item.dataset, result);
          const name = document.createElement("b");
          name.textContent = result.label;
          const rest = document.createElement("small");
          rest.textContent = [result.code, result.path].filter(Boolean).join(" · ");
          item.append(name, " ", rest);
          // not "click": the field would lose the focus and close the list first
          item.addEventListener("mousedown", (event) => { event.preventDefault(); take(item); });
          return item;
        }),
      );
      list.hidden = !results.length;
      if (results.length) list.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-expanded", String(Boolean(results.length)));
      said.textContent = results.length ? `${results.length} ${root.dataset.count}` : root.dataset.none;
      said.classList.toggle("w-sr-only", Boolean(results.length));
      active = -1;
    }

    async function ask() {
      const turn = ++asked;
      const query = new URLSearchParams({ q: input.value, within: root.dataset.within });
      try {
        const answer = await fetch(`${root.dataset.url}?${query}`, { headers: { Accept: "application/json" } });
        if (!answer.ok) throw new Error(answer.statusText);
        const { results } = await answer.json();
        if (turn === asked) show(results);
      } catch {
        said.textContent = root.dataset.failed;
        said.classList.remove("w-sr-only");
      }
    }

    input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, WAIT); });
    input.addEventListener("focus", ask);
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      const items = list.querySelectorAll("[role=option]");
      if (event.key === "ArrowDown") { event.preventDefault(); if (list.hidden) ask(); else mark(active + 1); }
      else if (event.key === "ArrowUp") { event.preventDefault(); mark(active - 1); }
      else if (event.key === "Escape" && !list.hidden) { event.stopPropagation(); close(); }
      else if (event.key === "Enter" && !list.hidden) { event.preventDefault(); take(items[Math.max(active, 0)]); }
      else if (event.key === "Backspace" && !input.value && taken().length) remove(taken().at(-1));
    });
    showChosen();
  }

  const all = (node) => node.querySelectorAll?.("[data-tree-picker]").forEach(setUp);
  const start = () => {
    all(document);
    new MutationObserver((changes) => changes.forEach((c) => c.addedNodes.forEach(all)))
      .observe(document.body, { childList: true, subtree: true });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();

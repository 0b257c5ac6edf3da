/* Suggestions under a field that takes several names.

   htmx fills <div id="FIELD_suggest"> with buttons; a click puts one in place of the last word that was typed.
   Use: <textarea id="FIELD" data-suggest="region" hx-get="…" hx-target="#FIELD_suggest"></textarea>
        <div id="FIELD_suggest"><button type="button" data-pick="四川省自贡市">…</button></div>
   Without script the field is plain text, and the server names the words it could not resolve. */
"use strict";

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-pick]");
  const panel = button && button.closest("[id$='_suggest']");
  const field = panel && document.getElementById(panel.id.replace(/_suggest$/, ""));
  if (!field) return;
  const several = field.tagName === "TEXTAREA";
  const before = several ? field.value.replace(/[^、，,;；\n\t]*$/, "") : "";
  field.value = before + button.dataset.pick + (several ? "\n" : "");
  panel.replaceChildren();
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const field = event.target.closest("[data-suggest]");
  const panel = field ? document.getElementById(field.id + "_suggest") : event.target.closest("[id$='_suggest']");
  if (!panel) return;
  panel.replaceChildren();
  document.getElementById(panel.id.replace(/_suggest$/, "")).focus();
});

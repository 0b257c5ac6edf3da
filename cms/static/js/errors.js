/* errors.js: after a form came back with faults, the reader starts at their summary.
   Use: <div data-errors tabindex="-1"> anywhere in the page. */
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  document.querySelector("[data-errors]")?.focus();
});

/* The amount in 亿元 beside a field that counts in 万元, while it is typed.
     <span data-wan><input type="number"><output></output></span>
   The server prints the same on every render; this only keeps up. */
(() => {
  "use strict";
  const short = (n) => Number(n.toFixed(6)).toLocaleString("en-US", { maximumFractionDigits: 6 });
  const english = document.documentElement.lang.startsWith("en");

  function spoken(wan) {
    if (!Number.isFinite(wan) || wan === 0) return "";
    if (!english) return wan >= 10000 ? `= ${short(wan / 10000)} 亿元` : `= ${short(wan)} 万元`;
    if (wan >= 100000) return `= ${short(wan / 100000)} billion yuan`;
    return wan >= 100 ? `= ${short(wan / 100)} million yuan` : `= ${short(wan * 10000)} yuan`;
  }

  document.addEventListener("input", (event) => {
    const box = event.target.closest("[data-wan]");
    if (box) box.querySelector("output").textContent = spoken(parseFloat(event.target.value));
  });
})();

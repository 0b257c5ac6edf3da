/* weights.js: a slider beside each number, the sum as one types, and a preview that is being computed looked at again.

   <form data-weights> … <td data-slider="60"><input type="number"></td><td data-now="34">… <span data-diff></span></td>
     data-slider  the right end of the slider
     data-apart   does not count towards the sum
     data-sum     where the sum of the others stands
     data-running and, in it, data-again: the button that is pressed every three seconds
   Without this script the numbers are typed and the sum is checked when one looks at the effect. */

"use strict";

for (const form of document.querySelectorAll("[data-weights]")) {
  const cells = [...form.querySelectorAll("[data-slider]")];
  const shown = (value) => String(Math.round(value * 100) / 100);

  const count = () => {
    let sum = 0;
    for (const cell of cells) {
      const value = Number(cell.querySelector("input[type=number]").value || 0);
      if (!("apart" in cell.dataset)) sum += value;
      const now = cell.parentElement.querySelector("[data-now]");
      const difference = value - Number(now.dataset.now);
      const sign = difference > 0 ? "+" : "−";
      now.querySelector("[data-diff]").textContent =
        Math.abs(difference) < 0.005 ? "" : sign + shown(Math.abs(difference));
    }
    const total = form.querySelector("[data-sum]");
    const says = form.querySelector("[data-sum-says]");
    const off = Math.abs(sum - 100) > 0.004;
    total.textContent = shown(sum);
    total.classList.toggle("is-off", off);
    says.classList.toggle("is-off", off);
    says.hidden = !off;
  };

  for (const cell of cells) {
    const number = cell.querySelector("input[type=number]");
    const slider = document.createElement("input");
    slider.type = "range";
    slider.min = "0";
    slider.max = cell.dataset.slider;
    slider.step = "0.5";
    slider.tabIndex = -1; // the number beside it is the control for the keyboard
    slider.setAttribute("aria-hidden", "true");
    slider.value = number.value;
    slider.addEventListener("input", () => { number.value = slider.value; count(); });
    number.addEventListener("input", () => { slider.value = number.value; count(); });
    cell.append(slider);
  }
  count();

  const running = form.querySelector("[data-running] [data-again]");
  if (running) setTimeout(() => running.click(), 3000);
  else if (form.querySelector("#effect")) form.querySelector("#effect").scrollIntoView();
}

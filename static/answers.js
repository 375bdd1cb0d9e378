/* The grid of answers goes by keys: arrows to the next cell, x for đạt, k for không đạt, Delete for nothing yet.
   The page works without this: each cell is a select and the button sends them all. */
"use strict";

(() => {
  const grid = document.querySelector("form[data-answers] table.answers");
  if (!grid) return;
  const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const KEYS = { x: "yes", k: "no", Delete: "", Backspace: "" };

  grid.addEventListener("keydown", (event) => {
    const cell = event.target.closest("td"), select = event.target;
    if (select.tagName !== "SELECT" || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = STEPS[event.key], answer = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (step) {
      event.preventDefault();
      reach(cell, step)?.focus();
    } else if (answer !== undefined && [...select.options].some((one) => one.value === answer)) {
      event.preventDefault();
      select.value = answer;
      if (answer) reach(cell, STEPS.ArrowDown)?.focus();
    }
  });

  // The next cell that asks something, in the direction of the key.
  function reach(cell, [down, right]) {
    let row = cell.parentElement.rowIndex, place = cell.cellIndex;
    for (;;) {
      row += down;
      place += right;
      const next = grid.rows[row]?.cells[place];
      if (!next || next.closest("thead")) return null;
      const select = next.querySelector("select");
      if (select) return select;
    }
  }
})();

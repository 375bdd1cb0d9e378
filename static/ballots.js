/* A ballot is typed by one key for each line: 1, 2, 3, then the next line; 9 and 0 fill the whole ballot, Enter sends it.
   The page works without this: the lines are radios and the buttons send the form. */
"use strict";

(() => {
  const form = document.querySelector("form[data-ballot]");
  if (!form) return;
  const lines = [...form.querySelectorAll("fieldset")].map((one) => [...one.querySelectorAll("input[type=radio]")]);
  const WHOLE = { 9: 0, 0: 2 };
  form.querySelector("[data-ballot-keys]").hidden = false;

  const here = () => Math.max(lines.findIndex((line) => line.includes(document.activeElement)), 0);
  const button = () => form.querySelector("button[type=submit]:not([name])");

  form.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key in WHOLE) {
      lines.forEach((line) => { line[WHOLE[event.key]].checked = true; });
      button().focus();
    } else if (["1", "2", "3"].includes(event.key) && document.activeElement.type === "radio") {
      const at = here();
      lines[at][event.key - 1].checked = true;
      const next = lines[at + 1];
      next ? (next.find((one) => one.checked) || next[0]).focus() : button().focus();
    } else return;
    event.preventDefault();
  });
})();

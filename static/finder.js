/* The box that finds anything: "/" or Ctrl+K goes to it from everywhere, arrows go through what was found, Escape closes.
   Without this it is a field with a form, and Enter opens the page of the search. */
"use strict";

(() => {
  const form = document.querySelector("form[data-finder]");
  if (!form) return;
  const box = form.querySelector("input"), found = document.getElementById("finder-found");
  const links = () => [...found.querySelectorAll("a")];
  const typing = (one) => one.matches("input, textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    const slash = event.key === "/" && !event.ctrlKey && !event.altKey && !typing(event.target);
    const k = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
    if (!slash && !k) return;
    event.preventDefault();
    box.focus();
    box.select();
  });

  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { found.textContent = ""; return box.focus(); }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const all = links();
    if (!all.length) return;
    event.preventDefault();
    const next = all.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    (all[next] ?? (next < 0 ? box : all.at(-1))).focus();
  });

  document.addEventListener("click", (event) => { if (!form.contains(event.target)) found.textContent = ""; });
})();

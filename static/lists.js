/* A list is pasted and looked through without the mouse: each line is judged anew as soon as it was left, keys go from
   cell to cell as in a sheet. The page works without this: the boxes are real fields and the buttons send them. */
"use strict";

(() => {
  // ---- the box to paste into

  const paste = document.querySelector("form[data-paste]");
  paste?.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.key === "Enter") paste.requestSubmit();
  });

  // ---- the grid

  const form = document.querySelector("form[data-grid]");
  if (!form) return;
  const status = form.querySelector("[data-status]"), keys = status?.textContent ?? "";
  const flying = new Map();   // row: the answer waited for
  const again = new Set();    // rows changed while their answer was on its way
  let leaving = false;

  const bodyOf = (field) => field.closest("tbody[data-row]");
  const fieldsOf = (body) => [...body.querySelectorAll("input[name], select[name]")];
  const column = (field) => field.closest("td").cellIndex;
  const say = (text) => { if (status) status.textContent = text || keys; };

  form.addEventListener("change", (event) => {
    const body = bodyOf(event.target);
    if (body) send(body);
  });

  /* The fields of one line go to the server; the answer holds every line that stands otherwise now. */
  async function send(body) {
    const row = body.dataset.row;
    if (flying.has(row)) return again.add(row);
    const fields = new URLSearchParams({ csrf_token: form.elements.csrf_token.value });
    const sent = new Map(fieldsOf(body).map((one) => [one.name, one.value]));
    sent.forEach((value, name) => fields.append(name, value));
    for (const one of form.querySelectorAll('input[name="field"], input[name="show"]')) fields.append(one.name, one.value);
    const address = form.dataset.rowAddress.replace(/\/0$/, `/${row}`);
    const asked = fetch(address, { method: "POST", body: fields, redirect: "manual" });
    flying.set(row, asked);
    try {
      const answer = await asked;
      if (!answer.ok) throw new Error(String(answer.status));
      take(await answer.text(), sent);
      say("");
    } catch {
      if (!leaving) say("Chưa gửi được dòng vừa sửa. Bấm “Xem lại các ô vừa sửa” để gửi lại cả trang.");
    } finally {
      flying.delete(row);
      if (again.delete(row)) send(document.getElementById(`row-${row}`));
    }
  }

  /* A line is exchanged for how it stands now; the cell one is typing in keeps what was typed and where the cursor is. */
  function take(html, sent) {
    const made = new DOMParser().parseFromString(html, "text/html");
    for (const id of ["shows", "save-lines"]) document.getElementById(id)?.replaceWith(made.getElementById(id) ?? "");
    for (const fresh of made.querySelectorAll("tbody[data-row]")) {
      const old = document.getElementById(fresh.id);
      if (!old) continue;
      const at = old.contains(document.activeElement) ? document.activeElement : null;
      const typed = new Map(fieldsOf(old).filter((one) => sent.has(one.name) && one.value !== sent.get(one.name)).map((one) => [one.name, one.value]));
      const spot = at?.selectionStart ?? null, end = at?.selectionEnd ?? null;
      old.replaceWith(fresh);
      typed.forEach((value, name) => { fresh.querySelector(`[name="${name}"]`).value = value; });
      if (!at?.name) continue;
      const back = fresh.querySelector(`[name="${at.name}"]`);
      back?.focus();
      if (back && spot !== null) back.setSelectionRange?.(spot, end);
    }
  }

  // ---- keys

  const step = (field, way) => {
    const at = column(field), kind = field.tagName;
    for (let body = bodyOf(field); body;) {
      body = way > 0 ? body.nextElementSibling : body.previousElementSibling;
      const found = body?.matches("tbody[data-row]") && body.rows[0].cells[at]?.querySelector(kind);
      if (found) return goTo(found);
    }
  };
  const goTo = (field) => { field.focus(); field.select?.(); };

  function nextFault(from) {
    const open = [...form.querySelectorAll('[aria-invalid="true"], [aria-describedby]')].filter((one) => one.matches("input, select"));
    const next = open.find((one) => !from || from.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) ?? open[0];
    if (next) return goTo(next);
    const more = document.querySelector('nav a[rel="next"]');
    more ? more.focus() : say("Không còn chỗ nào cần xem trên trang này.");
  }

  form.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key === "F8") { event.preventDefault(); return nextFault(field); }
    if (event.ctrlKey && event.key === "Enter") { event.preventDefault(); return form.requestSubmit(form.querySelector('[name="save"]') ?? undefined); }
    if (!bodyOf(field)) return;
    if (event.key === "Escape" && field.tagName === "INPUT") { field.value = field.defaultValue; return; }
    const typing = field.tagName === "INPUT";
    if (event.key === "Enter") { event.preventDefault(); return step(field, event.shiftKey ? -1 : 1); }
    if (typing && !field.hasAttribute("list") && !event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      step(field, event.key === "ArrowDown" ? 1 : -1);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "F8" && !form.contains(event.target)) { event.preventDefault(); nextFault(null); }
  });

  /* Several cells pasted into one go down the column and along the line, as in a sheet. */
  form.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const field = event.target;
    if (!bodyOf(field) || field.tagName !== "INPUT" || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    let body = bodyOf(field);
    const first = column(field);
    for (const line of text.replace(/\r/g, "").replace(/\n$/, "").split("\n")) {
      if (!body) break;
      line.split("\t").forEach((cell, place) => {
        const box = body.rows[0].cells[first + place]?.querySelector("input");
        if (box) box.value = cell.trim();
      });
      send(body);
      body = body.nextElementSibling;
    }
  });

  window.addEventListener("pagehide", () => { leaving = true; });
  const start = form.querySelector('[aria-invalid="true"]') ?? form.querySelector("tbody input");
  if (start && !location.hash && document.activeElement === document.body) goTo(start);
})();

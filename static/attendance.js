/* Marks are typed by one key each and save themselves; what is not saved yet is kept on this machine.
   The page works without this: the boxes are real fields and the button sends them. The server alone decides what is
   written: each cell goes with what was seen in it, and one that somebody else changed comes back to be chosen. */
"use strict";

(() => {
  const PAUSE = 1000, PATIENCE = 15000, AGAIN = 5000, EMPTY = "-";
  const form = document.querySelector("form[data-attendance]");
  if (!form) return;
  const status = form.querySelector("[data-status]"), disputes = form.querySelector("[data-clashes]"), notes = form.querySelector("[data-notes]");
  const words = JSON.parse(form.dataset.words), keep = form.dataset.keep;

  const boxes = new Map();    // "5-17" (training, learner): its text box, or its radios
  const across = new Map();   // training: its cells, top to bottom
  const along = new Map();    // learner: their cells
  const seen = new Map();     // cell: the key that stands on the server as far as this page knows
  const waiting = new Map();  // cell: {seen, key}, typed and not yet confirmed
  const held = new Set();     // laid into the page by a paste without script: not sent before the button
  const clashes = new Map();  // cell: {key, said} of somebody else, until one of the two is chosen
  let flying = new Map(), timer = null, saved = "Gõ đến đâu lưu đến đó", alarm = "", over = false, offline = false, leaving = false;

  // ---- cells

  const radios = (box) => Array.isArray(box);
  const cellOf = (field) => field.name.slice(1);
  const fold = (typed) => typed.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d").trim();
  const shown = (cell) => {
    const box = boxes.get(cell);
    return radios(box) ? box.find((one) => one.checked)?.value ?? "" : box.value;
  };
  const title = (cell) => cell.split("-").map((id, place) =>
    document.getElementById((place ? "r" : "c") + id)?.firstChild.textContent.trim()).filter(Boolean).reverse().join(", ");

  function show(cell, key) {
    const box = boxes.get(cell);
    if (!box) return;
    if (radios(box)) box.forEach((one) => { one.checked = one.value === key; });
    else { box.value = key; blame(box, ""); }
    count(cell);
  }
  function blame(box, why) {
    why ? box.setAttribute("aria-invalid", "true") : box.removeAttribute("aria-invalid");
    box.title = why;
    if (why) say(why, "bad");
  }
  function count(cell) {
    const [training, learner] = cell.split("-");
    const write = (mark, cells, keys) => {
      const place = form.querySelector(mark);
      if (place) place.textContent = cells.filter((one) => keys.includes(shown(one) || EMPTY)).length;
    };
    for (const key of "xmvp") write(`[data-count="${training}-${key}"]`, across.get(training), key);
    write(`[data-came="${learner}"]`, along.get(learner), "xm");
    write(`[data-away="${learner}"]`, along.get(learner), "vp");
  }

  function set(cell, key) {
    const known = seen.get(cell) ?? "";
    alarm = "";
    show(cell, key);
    if (clashes.has(cell)) return settle(cell, key === clashes.get(cell).key ? key : null);
    held.delete(cell);
    if (key === known && !flying.has(cell)) waiting.delete(cell);
    else waiting.set(cell, { seen: known, key });
    store();
    tell();
    later(PAUSE);
  }

  // ---- saving

  /* The first of several cells sets the time: who types without a pause is saved every second all the same. */
  function later(pause) {
    const due = Date.now() + pause;
    if (timer && timer.due <= due) return;
    clearTimeout(timer?.id);
    timer = { due, id: setTimeout(send, pause) };
  }
  const ready = () => [...waiting].filter(([cell]) => !held.has(cell) && !clashes.has(cell));

  async function send() {
    clearTimeout(timer?.id);
    timer = null;
    if (flying.size || over) return;
    const cells = ready();
    if (!cells.length) return tell();
    flying = new Map(cells.map(([cell, one]) => [cell, one.key]));
    tell();
    const said = cells.map(([cell, one]) => `${cell}:${one.seen || EMPTY}${one.key || EMPTY}`).join(" ");
    const answer = await post(form.dataset.save, { cells: said });
    const sent = flying;
    flying = new Map();
    if (answer) taken(sent, answer);
    else if (!over) later(AGAIN);
    tell();
  }

  /* The answer as an object; null when the server was not reached or has forgotten who we are. */
  async function post(address, fields) {
    const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value, ...fields });
    try {
      const answer = await fetch(address, {
        method: "POST", body, redirect: "manual", keepalive: said(fields) < 60000, signal: AbortSignal.timeout(PATIENCE),
      });
      offline = answer.status >= 500;
      if (answer.ok && answer.headers.get("Content-Type")?.includes("json")) return await answer.json();
      over = !offline;
    } catch {
      offline = true;
    }
    return null;
  }
  const said = (fields) => Object.values(fields).join("").length;

  function taken(sent, answer) {
    for (const cell of answer.saved) {
      const typed = waiting.get(cell);
      seen.set(cell, sent.get(cell));
      if (typed?.key === sent.get(cell)) waiting.delete(cell);
      else if (typed) typed.seen = sent.get(cell);
    }
    for (const [cell, why] of Object.entries(answer.refused)) {
      waiting.delete(cell);
      if (boxes.has(cell)) show(cell, seen.get(cell) ?? "");
      say(`${title(cell)}: ${why}`, "bad");
    }
    for (const [cell, now] of Object.entries(answer.clashes)) clashes.set(cell, now);
    const fresh = Object.entries(answer.columns).reduce((sum, [training, keys]) => sum + refresh(training, keys), 0);
    saved = `Đã lưu lúc ${answer.time}${fresh ? `; ${fresh} ô khác vừa có người ghi` : ""}`;
    store();
    dispute();
    if (ready().length) later(PAUSE);
  }

  /* Show what others wrote meanwhile in a column that was touched; what is being typed here stays. */
  function refresh(training, keys) {
    let fresh = 0;
    for (const cell of across.get(training) ?? []) {
      const key = keys[cell.split("-")[1]] ?? "";
      if (waiting.has(cell) || key === (seen.get(cell) ?? "")) continue;
      seen.set(cell, key);
      show(cell, key);
      fresh += 1;
    }
    return fresh;
  }

  // ---- kept on this machine while not saved: numbers and keys, no names

  function kept() {
    try {
      return JSON.parse(localStorage.getItem(keep)) ?? {};
    } catch {
      return {};
    }
  }
  let mine = new Set();
  function store() {
    const all = kept();  // another window may keep cells of its own
    for (const cell of mine) delete all[cell];
    mine = new Set([...waiting.keys()].filter((cell) => !held.has(cell)));
    for (const cell of mine) all[cell] = waiting.get(cell);
    try {
      if (Object.keys(all).length) localStorage.setItem(keep, JSON.stringify(all));
      else localStorage.removeItem(keep);
    } catch { /* a browser that keeps nothing: the warning before leaving remains */ }
  }

  // ---- saying

  function say(words, tone = "") {
    alarm = tone === "bad" ? words : "";
    status.textContent = words;
    status.dataset.tone = tone;
  }
  function tell() {
    const left = waiting.size;
    form.dataset.unsaved = left;
    if (over) return ended(left);
    if (offline && left) return say(`Chưa lưu ${left} ô: mất kết nối, đang giữ trên máy này`, "wait");
    if (held.size) return say(`Chưa lưu ${left} ô vừa điền: xem lại rồi bấm “Lưu điểm danh”`, "wait");
    if (clashes.size) return say(`${clashes.size} ô người khác đã ghi khác: chọn ở trên. ${saved}`, "wait");
    if (flying.size) return say(`Đang lưu ${flying.size} ô…`);
    if (left) return say(`Chưa lưu ${left} ô…`);
    if (!alarm) say(saved);
  }
  function ended(left) {
    say(`Phiên làm việc đã hết hoặc đã đổi. Chưa lưu ${left} ô, đang giữ trên máy này: `, "bad");
    const link = document.createElement("a");
    link.href = location.pathname + location.search;
    link.textContent = "đăng nhập lại để lưu tiếp";
    link.addEventListener("click", () => { leaving = true; });
    status.append(link);
  }

  // ---- two people at once: both values, and a choice

  function dispute() {
    const order = [...boxes.keys()], higher = ([one], [other]) => order.indexOf(one) - order.indexOf(other);
    disputes.replaceChildren(...[...clashes].sort(higher).map(([cell, now]) => {
      const line = document.createElement("p"), own = waiting.get(cell)?.key ?? "", place = title(cell);
      line.id = `clash-${cell}`;
      line.append(`${place || "Ô ở buổi khác"}: ${now.said} Bạn ghi ${own || "trống"}. `,
        choice(now.key ? `Giữ ${now.key}` : "Giữ ô trống", () => settle(cell, now.key), place),
        choice(own ? `Ghi đè ${own}` : "Xóa ô", () => settle(cell, null), place));
      const box = boxes.get(cell);
      if (box) mark(box, now.said, line.id, now.key || "trống");
      return line;
    }));
  }
  function choice(words, act, place) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-plain btn-small";
    button.textContent = words;
    button.setAttribute("aria-label", `${words}: ${place}`);
    button.addEventListener("click", act);
    return button;
  }
  function mark(box, words, id, key) {
    const one = radios(box) ? box[0].closest("fieldset") : box, place = radios(box) ? one : one.closest("td");
    key ? place.dataset.other = key : delete place.dataset.other;
    key ? one.setAttribute("aria-describedby", id) : one.removeAttribute("aria-describedby");
    one.classList.toggle("clash", Boolean(key));
    one.title = words;
  }
  /* Keep what somebody else wrote (a key), or write one's own over it, having read it (null). */
  function settle(cell, key) {
    const now = clashes.get(cell), box = boxes.get(cell), own = box ? shown(cell) : waiting.get(cell).key;
    clashes.delete(cell);
    seen.set(cell, now.key);
    if (key === null) waiting.set(cell, { seen: now.key, key: own });
    else { waiting.delete(cell); show(cell, key); }
    if (box) mark(box, "");
    store();
    dispute();
    tell();
    later(0);
    if (box) (radios(box) ? box.find((one) => one.checked) ?? box[0] : box).focus();
  }

  // ---- going from cell to cell

  function neighbour(field, rows, columns) {
    if (field.type === "radio") {
      const cells = [...boxes.keys()], box = boxes.get(cells[cells.indexOf(cellOf(field)) + rows]);
      return columns ? null : box && (box.find((one) => one.checked) ?? box[0]);
    }
    const cell = field.closest("td");
    let row = cell.parentElement, at = cell.cellIndex;
    for (;;) {
      for (let step = 0; step < Math.abs(rows); step += 1) row = rows > 0 ? row?.nextElementSibling : row?.previousElementSibling;
      at += columns;
      const next = row?.cells[at]?.querySelector("input") ?? null;
      if (!next || !next.disabled) return next;
    }
  }
  function go(field, rows, columns) {
    const next = neighbour(field, rows, columns);
    if (next) { next.focus(); next.select?.(); return true; }
    return false;
  }
  /* After the last of the list the next key must not fall on the same person again. */
  function down(field) {
    if (go(field, 1, 0)) return;
    form.querySelector("button.btn-primary").focus();
    say(`Hết danh sách: ${(across.get(cellOf(field).split("-")[0]) ?? []).length} người`);
  }

  const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  form.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!boxes.has(field.name && cellOf(field)) || event.ctrlKey || event.metaKey || event.altKey) return;
    const choosing = field.type === "radio";
    const key = choosing && event.key.length === 1 ? words[fold(event.key)] : undefined;
    if (MOVES[event.key] && !(choosing && MOVES[event.key][1])) {
      event.preventDefault();
      go(field, ...MOVES[event.key]);
    } else if (event.key === "Enter") {
      event.preventDefault();
      event.shiftKey ? go(field, -1, 0) : down(field);
    } else if (event.key === "Backspace" || event.key === "Delete") {
      event.preventDefault();
      if (shown(cellOf(field))) set(cellOf(field), "");
      else if (event.key === "Backspace") go(field, -1, 0);
    } else if (key) {
      event.preventDefault();
      set(cellOf(field), key);
      down(field);
    }
  });

  /* Letters come by this event from every keyboard, that of a phone and of a Vietnamese input method included. */
  form.addEventListener("input", (event) => {
    const field = event.target, cell = field.name && cellOf(field);
    if (!boxes.has(cell)) return;
    if (field.type === "radio") return set(cell, field.value);
    const typed = fold(field.value);
    if (typed.length === 1 && words[typed]) {
      set(cell, words[typed]);
      down(field);
    }
  });
  /* A longer word, such as "có mặt", is read when one goes on; what nobody can read stays and is said. */
  form.addEventListener("change", (event) => {
    const field = event.target, cell = field.name && cellOf(field);
    if (!boxes.has(cell) || field.type === "radio") return;
    const typed = fold(field.value), key = typed ? words[typed] : "";
    if (key === undefined) blame(field, `Không hiểu “${field.value}”: gõ x, v, p hoặc m`);
    else if (key !== (waiting.get(cell)?.key ?? seen.get(cell) ?? "")) set(cell, key);
    else show(cell, key);
  });
  form.addEventListener("focusin", (event) => { if (boxes.has(cellOf(event.target))) event.target.select?.(); });
  form.addEventListener("click", (event) => { if (event.target.matches("td input")) event.target.select(); });

  // ---- a block copied from a sheet

  form.addEventListener("paste", async (event) => {
    const field = event.target, cell = field.name && cellOf(field);
    if (!boxes.has(cell) || field.type === "radio") return;
    event.preventDefault();
    const block = event.clipboardData.getData("text/plain"), [training, learner] = cell.split("-");
    const answer = await post(form.dataset.block, { block, training, learner });
    if (!answer) return over ? tell() : say("Chưa dán được: mất kết nối. Khối ô vẫn còn để dán lại.", "bad");
    if (answer.stop) return say(answer.stop, "bad");
    const before = Object.keys(answer.cells).map((one) => [one, shown(one)]);
    for (const [one, key] of Object.entries(answer.cells)) set(one, key);
    for (const [one, why] of Object.entries(answer.faults)) blame(boxes.get(one), why);
    laid([...answer.notes, ...Object.entries(answer.faults).map(([one, why]) => `${title(one)}: ${why}`)], before);
  });
  function laid(words, before) {
    const line = document.createElement("p"), back = choice("Hoàn tác", () => {
      for (const [cell, key] of before) set(cell, key);
      line.remove();
    }, "trả lại như trước khi dán");
    line.append(`Đã dán ${before.length} ô. ${words.join(" ")} `, back);
    notes.replaceChildren(line);
  }

  // ---- the buttons

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    held.clear();
    const [training, key] = (event.submitter?.name === "fill" ? event.submitter.value : "").split(":");
    for (const cell of (key && across.get(training)) || []) if (!shown(cell)) set(cell, key);
    over = false;
    later(0);
  });
  /* Another form of this page, such as that of a newcomer, waits until the marks are safe. */
  document.addEventListener("submit", async (event) => {
    if (event.target === form || leaving || over || !ready().length) return;
    event.preventDefault();
    await send();
    if (offline) return;
    leaving = true;
    event.target.requestSubmit(event.submitter);
  });
  /* What was typed a moment ago goes out as the page closes; of what cannot go the official is warned. */
  addEventListener("beforeunload", (event) => {
    if (waiting.size && !leaving && (offline || over || held.size || clashes.size)) event.preventDefault();
  });
  addEventListener("pagehide", () => { send(); });
  addEventListener("online", () => { later(0); });

  // ---- the start: what stands on the page, what this machine still keeps

  for (const field of form.elements) {
    if (!/^m\d+-\d+$/.test(field.name) || field.disabled) continue;
    const cell = cellOf(field), [training, learner] = cell.split("-");
    if (field.type === "radio" && boxes.has(cell)) { boxes.get(cell).push(field); continue; }
    boxes.set(cell, field.type === "radio" ? [field] : field);
    if (!across.has(training)) across.set(training, []);
    if (!along.has(learner)) along.set(learner, []);
    across.get(training).push(cell);
    along.get(learner).push(cell);
  }
  const [head, ...columns] = form.elements.seen.value.split(";"), learners = head.split(",");
  for (const column of columns) {
    const [training, keys] = column.split("=");
    learners.forEach((learner, place) => { if (keys[place] !== EMPTY) seen.set(`${training}-${learner}`, keys[place]); });
  }
  if ("laid" in form.dataset) {
    for (const cell of boxes.keys()) {
      const key = shown(cell), known = seen.get(cell) ?? "";
      if (key === known || (key && !words[fold(key)])) continue;
      waiting.set(cell, { seen: known, key: key && words[fold(key)] });
      held.add(cell);
      count(cell);
    }
  }
  for (const [cell, one] of Object.entries(kept())) {
    waiting.set(cell, one);
    mine.add(cell);
    show(cell, one.key);
  }
  tell();
  if (ready().length) send();
})();

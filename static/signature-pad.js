/* The pen on the screen: strokes of a finger, a pen or a mouse become paths in an SVG and numbers in a hidden field.
   An SVG in units of its own is sharp at every pixel ratio and keeps its strokes when the window changes size. */
"use strict";

(() => {
  const WIDTH = 1200, HEIGHT = 400, NEAR = 3, MOST = 5500;
  const NAMES = "http://www.w3.org/2000/svg";

  function setUp(box) {
    const svg = box.querySelector("svg"), layer = box.querySelector("[data-strokes]"), field = box.querySelector("input");
    const strokes = read(field.value);
    let line = null, pen = null;

    const count = () => strokes.reduce((sum, stroke) => sum + stroke.length, 0);
    const keep = () => { field.value = strokes.length ? JSON.stringify({ width: WIDTH, height: HEIGHT, strokes }) : ""; };

    function begin(stroke) {
      line = document.createElementNS(NAMES, "polyline");
      layer.append(line);
      show(stroke);
    }
    function show(stroke) {
      const points = stroke.length > 1 ? stroke : [stroke[0], [stroke[0][0] + 1, stroke[0][1]]];
      line.setAttribute("points", points.map((point) => point.join(",")).join(" "));
    }
    function at(event) {
      const edge = svg.getBoundingClientRect();
      const within = (value, most) => Math.min(most, Math.max(0, Math.round(value)));
      return [
        within((event.clientX - edge.left) / edge.width * WIDTH, WIDTH),
        within((event.clientY - edge.top) / edge.height * HEIGHT, HEIGHT),
      ];
    }

    svg.addEventListener("pointerdown", (event) => {
      if (pen !== null || event.button > 0 || count() >= MOST) return;
      event.preventDefault();
      pen = event.pointerId;
      svg.setPointerCapture(pen);
      strokes.push([at(event)]);
      begin(strokes.at(-1));
    });
    svg.addEventListener("pointermove", (event) => {
      if (event.pointerId !== pen) return;
      const stroke = strokes.at(-1);
      for (const one of event.getCoalescedEvents?.() ?? [event]) {
        const point = at(one), last = stroke.at(-1);
        if (Math.hypot(point[0] - last[0], point[1] - last[1]) >= NEAR && count() < MOST) stroke.push(point);
      }
      show(stroke);
    });
    const lift = (event) => {
      if (event.pointerId !== pen) return;
      pen = null;
      keep();
    };
    svg.addEventListener("pointerup", lift);
    svg.addEventListener("pointercancel", lift);
    box.querySelector("[data-clear]").addEventListener("click", () => {
      strokes.length = 0;
      layer.replaceChildren();
      keep();
    });

    strokes.forEach(begin);
    box.hidden = false;
  }

  /* What stands in the field after a refused form; anything else is no drawing of ours. */
  function read(typed) {
    try {
      return JSON.parse(typed).strokes.filter((stroke) => stroke.length);
    } catch {
      return [];
    }
  }

  document.querySelectorAll("[data-signature-pad]").forEach(setUp);
})();

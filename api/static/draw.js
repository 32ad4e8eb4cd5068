// Drawing a box on the page: with the mouse or a finger, or with the arrow keys (Shift: size), Enter to take it.

import { resetTurn, sheet } from "./viewer.js";

const SVG = "http://www.w3.org/2000/svg";
const STEP = 6;
let drawing = null; // { form, paper, svg, rect, box: [x0, y0, x1, y1], from }

const say = (text) => { document.getElementById("siar").textContent = text; };

function begin(form) {
  stop();
  const paper = sheet().querySelector(".paper");
  if (!paper) return;
  resetTurn();
  const width = Number(paper.dataset.width);
  const height = Number(paper.dataset.height);
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "drawn");
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("preserveAspectRatio", "none");
  const rect = document.createElementNS(SVG, "rect");
  svg.append(rect);
  paper.append(svg);
  drawing = { form, paper, svg, rect, width, height, from: null, box: [width * 0.2, height * 0.3, width * 0.8, height * 0.35] };
  document.body.classList.add("drawing");
  show();
  sheet().querySelector(".frame").focus();
  say("Tarik kotak pada halaman. Dengan papan ketik: panah memindahkan, Shift dan panah mengubah ukuran, Enter memakai, Esc membatalkan.");
}

function stop() {
  if (!drawing) return;
  drawing.svg.remove();
  document.body.classList.remove("drawing");
  drawing = null;
}

function show() {
  const [x0, y0, x1, y1] = drawing.box;
  drawing.rect.setAttribute("x", String(Math.min(x0, x1)));
  drawing.rect.setAttribute("y", String(Math.min(y0, y1)));
  drawing.rect.setAttribute("width", String(Math.abs(x1 - x0)));
  drawing.rect.setAttribute("height", String(Math.abs(y1 - y0)));
}

function take() {
  const { form, box, width, height } = drawing;
  const [x0, y0, x1, y1] = [Math.min(box[0], box[2]), Math.min(box[1], box[3]), Math.max(box[0], box[2]), Math.max(box[1], box[3])];
  stop();
  if (x1 - x0 < 2 || y1 - y0 < 2) { say("Kotaknya terlalu kecil; belum dipakai."); return; }
  const kept = [Math.max(0, x0), Math.max(0, y0), Math.min(width, x1), Math.min(height, y1)];
  form.querySelector("[name=box]").value = kept.map((n) => n.toFixed(2)).join(",");
  const page = form.querySelector("[name=page]");
  page.value = sheet().dataset.page;
  page.dispatchEvent(new Event("input", { bubbles: true }));
  form.querySelector("[data-draw-word]").textContent = "Kotak sudah ditarik; tarik ulang";
  form.querySelector("[data-do=draw]").focus();
  say(`Kotak di halaman ${sheet().dataset.page} dipakai.`);
}

/** Where on the page, in points. */
function place(event) {
  const around = drawing.paper.getBoundingClientRect();
  return [
    ((event.clientX - around.left) / around.width) * drawing.width,
    ((event.clientY - around.top) / around.height) * drawing.height,
  ];
}

function onKey(event) {
  if (!drawing || event.ctrlKey || event.metaKey || event.altKey) return;
  const move = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[event.key];
  if (move) {
    const box = drawing.box;
    if (!event.shiftKey) { box[0] += move[0]; box[1] += move[1]; }
    box[2] += move[0];
    box[3] += move[1];
    show();
  } else if (event.key === "Enter") take();
  else if (event.key === "Escape") { const { form } = drawing; stop(); form.querySelector("[data-do=draw]").focus(); }
  else return;
  event.preventDefault();
  event.stopPropagation();
}

export function startDrawing() {
  document.addEventListener("keydown", onKey, true);
  document.body.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do=draw]");
    if (button) { begin(button.closest("form")); return; }
    const closer = event.target.closest("[data-do=close-form]");
    if (!closer) return;
    const holder = closer.closest(".form-place");
    if (!holder) return;
    event.preventDefault();
    stop();
    holder.replaceChildren();
    (document.querySelector("#fakta tr.selected .fix") ?? document.getElementById("isi")).focus({ preventScroll: true });
  });
  document.body.addEventListener("pointerdown", (event) => {
    if (!drawing || !drawing.paper.contains(event.target)) return;
    event.preventDefault();
    drawing.from = place(event);
    drawing.box = [...drawing.from, ...drawing.from];
    drawing.paper.setPointerCapture(event.pointerId);
    show();
  });
  document.body.addEventListener("pointermove", (event) => {
    if (!drawing?.from) return;
    drawing.box = [...drawing.from, ...place(event)];
    show();
  });
  document.body.addEventListener("pointerup", () => { if (drawing?.from) take(); });
  // Another page has another paper; the form that came in gets the keyboard.
  document.body.addEventListener("htmx:afterSettle", (event) => {
    const target = event.detail.target;
    if (target?.id === "lembar" && drawing) begin(drawing.form);
    const form = target?.matches?.(".form-place") ? target.querySelector("form") : null;
    if (!form) return;
    (form.querySelector("[aria-invalid=true]") ?? form.querySelector("input:not([type=hidden]), select")).focus();
    form.scrollIntoView({ block: "nearest" });
  });
}

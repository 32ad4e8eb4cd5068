// The page on the left: turning pages, zoom, and showing where a finding or a fact stands.

const ZOOMS = [75, 100, 125, 150, 200, 300];
const TURNS = [90, 180, 270];
let zoom = 100;
let turned = 0;
let asked = 0;

export const sheet = () => document.getElementById("lembar");
const wide = () => matchMedia("(min-width: 62rem)").matches;
const calm = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

/** Show page `number`, with what `ref` (a finding or fact) marks there. */
export async function showPage(number, ref = "", { scroll = true } = {}) {
  const now = sheet();
  const pages = Number(now.dataset.pages);
  if (!(number >= 1 && number <= pages)) return;
  if (Number(now.dataset.page) !== number) {
    asked = number;
    const query = ref ? `?sorot=${encodeURIComponent(ref)}` : "";
    await htmx.ajax("GET", `${now.dataset.base}/lembar/${number}${query}`, { target: "#lembar", swap: "outerHTML" });
    // A faster key press may have asked for another page meanwhile.
    if (asked !== number) return;
  }
  highlight(ref, scroll);
  remember(number, ref);
}

/** Turn pages by `step`. */
export function turn(step) {
  return showPage(Number(sheet().dataset.page) + step, "");
}

export function changeZoom(step) {
  const place = ZOOMS.indexOf(zoom) + step;
  if (place < 0 || place >= ZOOMS.length) return;
  zoom = ZOOMS[place];
  applyZoom();
  const selected = sheet().querySelector(".mark.selected");
  if (selected) bringIntoFrame(selected);
}

/** Turn the view of the page; the page itself and its boxes stay as they are. */
function turnView(by) {
  turned = (turned + by) % 360;
  applyZoom();
  document.getElementById("siar").textContent = `Tampilan diputar ${turned} derajat`;
}

export function resetTurn() {
  turned = 0;
  applyZoom();
}

function applyZoom() {
  const paper = sheet().querySelector(".paper");
  if (paper) {
    for (const value of TURNS) paper.classList.toggle(`turn-${value}`, value === turned);
    for (const value of ZOOMS) paper.classList.toggle(`zoom-${value}`, value === zoom && value !== 100);
  }
  const output = sheet().querySelector(".zoom-now");
  if (output) output.textContent = `${zoom}%`;
}

function highlight(ref, scroll) {
  const now = sheet();
  now.dataset.ref = ref;
  for (const mark of now.querySelectorAll(".mark")) {
    mark.classList.toggle("selected", ref !== "" && mark.dataset.ref === ref);
  }
  for (const place of document.querySelectorAll(".panel .place")) {
    place.classList.toggle("selected", ref !== "" && place.dataset.ref === ref && place.dataset.page === now.dataset.page);
  }
  const selected = now.querySelector(".mark.selected");
  if (selected && scroll) bringIntoFrame(selected);
  if (!selected && scroll) now.querySelector(".frame").scrollTo({ top: 0 });
}

/** Scroll only the frame, so that the list on the right stays where it is. */
function bringIntoFrame(mark) {
  const frame = mark.closest(".frame");
  const box = mark.getBoundingClientRect();
  const around = frame.getBoundingClientRect();
  frame.scrollTo({
    top: frame.scrollTop + box.top - around.top - Math.max(24, (around.height - box.height) / 3),
    left: frame.scrollLeft + box.left - around.left - Math.max(12, (around.width - box.width) / 2),
    behavior: calm(),
  });
}

function remember(number, ref) {
  const query = new URLSearchParams({ halaman: String(number) });
  if (ref) query.set("sorot", ref);
  history.replaceState(null, "", `?${query}${location.hash}`);
}

function sheetArrived() {
  applyZoom();
  const now = sheet();
  const number = Number(now.dataset.page);
  for (const link of document.querySelectorAll(".thumbs a")) {
    const here = Number(link.dataset.page) === number;
    if (here) {
      link.setAttribute("aria-current", "page");
      link.parentElement.parentElement.parentElement.scrollTo({ left: link.offsetLeft - 120, behavior: calm() });
    } else link.removeAttribute("aria-current");
  }
  document.getElementById("siar").textContent = `Halaman ${number} dari ${now.dataset.pages}`;
  // The next page is fetched ahead: reviewers read forwards. Its address is the one the sheet will have.
  if (number < Number(now.dataset.pages) && now.dataset.nextTurn !== undefined)
    new Image().src = `${now.dataset.base}/halaman/${number + 1}.webp?putar=${now.dataset.nextTurn}`;
}

/** Dragging an enlarged page moves it; with the keyboard the frame scrolls. */
function startPanning() {
  let from = null;
  document.body.addEventListener("pointerdown", (event) => {
    const frame = event.target.closest?.(".frame");
    if (!frame || event.button !== 0 || event.pointerType === "touch" || document.body.classList.contains("drawing")) return;
    if (event.target.closest("a.mark")) return;
    from = { frame, x: event.clientX + frame.scrollLeft, y: event.clientY + frame.scrollTop };
  });
  document.body.addEventListener("pointermove", (event) => {
    if (!from) return;
    event.preventDefault();
    from.frame.classList.add("panning");
    from.frame.scrollTo({ left: from.x - event.clientX, top: from.y - event.clientY, behavior: "instant" });
  });
  for (const end of ["pointerup", "pointercancel"]) {
    addEventListener(end, () => { from?.frame.classList.remove("panning"); from = null; });
  }
  document.body.addEventListener("dragstart", (event) => { if (event.target.closest?.(".frame")) event.preventDefault(); });
}

export function startViewer() {
  applyZoom();
  startPanning();
  document.body.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target?.id === "lembar" || event.target.id === "lembar") sheetArrived();
  });
  document.body.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-zoom]");
    if (button) { changeZoom(Number(button.dataset.zoom)); return; }
    const turner = event.target.closest("button[data-turn]");
    if (turner) { turnView(Number(turner.dataset.turn)); return; }
    // Links to a page or place work without scripts too; here they need no new page.
    const link = event.target.closest("a[data-page]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    showPage(Number(link.dataset.page), link.dataset.ref ?? "");
    if (!wide() && !link.closest(".viewer")) document.querySelector(".viewer").scrollIntoView({ behavior: calm() });
  });
  const selected = sheet().querySelector(".mark.selected");
  if (selected) {
    const picture = sheet().querySelector("img");
    if (picture.complete) bringIntoFrame(selected);
    else picture.addEventListener("load", () => bringIntoFrame(selected), { once: true });
  }
}

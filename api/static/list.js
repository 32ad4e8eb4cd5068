// The right side: parts (findings, facts, text, file), selecting an entry, filtering, printing.

import { sheet, showPage } from "./viewer.js";

const calm = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
const shown = (element) => element.getClientRects().length > 0;

export function showTab(name) {
  const changed = document.body.dataset.tab !== name;
  document.body.dataset.tab = name;
  for (const link of document.querySelectorAll("[data-tab]")) {
    if (link === document.body) continue;
    if (link.dataset.tab === name) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  if (changed) toItsBeginning(document.getElementById(name));
}

/** Another part begins at its beginning, right below the bar when that is stuck: nothing is half hidden under it. */
function toItsBeginning(part) {
  const bar = document.getElementById("bagian").getBoundingClientRect();
  const panel = document.getElementById("panel").getBoundingClientRect();
  const stuck = bar.top <= Math.max(panel.top, document.querySelector(".top").getBoundingClientRect().bottom) + 1;
  if (stuck) part.scrollIntoView({ block: "start", behavior: "instant" });
}

/** The entries that can be selected in the part that is shown, in order. */
function entries() {
  const place = document.body.dataset.tab === "fakta" ? "#fakta tr[data-ref]" : "#temuan .finding";
  return [...document.querySelectorAll(place)].filter((entry) => !entry.hidden && !entry.closest(".group.folded:not([open])"));
}

export const current = () => document.querySelector(".finding[open]:focus-within, .finding.current, #fakta tr.selected");

/** Select an entry: open it, close the one before, show its place on the page. */
export function select(entry, { focus = true, page = true, scroll = true } = {}) {
  for (const other of document.querySelectorAll(".finding.current, #fakta tr.selected")) {
    if (other === entry) continue;
    other.classList.remove("current", "selected");
    if (other.matches("details") && !other.querySelector("textarea")?.value) other.open = false;
  }
  if (entry.matches("details")) {
    const group = entry.closest("details.group");
    if (group) group.open = true;
    entry.open = true;
    entry.classList.add("current");
    if (focus) entry.querySelector("summary").focus({ preventScroll: true });
  } else {
    entry.classList.add("selected");
    const place = entry.querySelector("a.place, a.fix");
    if (focus && place) place.focus({ preventScroll: true });
  }
  if (scroll) entry.scrollIntoView({ block: "nearest", behavior: calm() });
  if (page && entry.dataset.page) showPage(Number(entry.dataset.page), entry.dataset.ref);
}

/** The next (step 1) or previous (-1) entry. */
export function step(by) {
  const all = entries();
  if (!all.length) return;
  const at = all.indexOf(current());
  const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by));
  select(all[next]);
}

function open(ref) {
  const entry = document.getElementById(ref);
  if (!entry) return;
  showTab(entry.closest("#fakta") ? "fakta" : "temuan");
  select(entry);
}

function filter(text) {
  const wanted = text.trim().toLocaleLowerCase("id");
  let left = 0;
  for (const entry of document.querySelectorAll("#temuan .finding, #fakta tr[data-ref]")) {
    entry.hidden = wanted !== "" && !entry.textContent.toLocaleLowerCase("id").includes(wanted);
    if (!entry.hidden) left += 1;
  }
  for (const group of document.querySelectorAll("#temuan .group, #fakta .fact-group")) {
    group.hidden = wanted !== "" && !group.querySelector(".finding:not([hidden]), tr[data-ref]:not([hidden])");
    if (wanted && group.matches("details")) group.open = true;
  }
  document.querySelector(".no-match").hidden = left > 0;
}

/** On paper everything is open; afterwards the screen is as before. */
function openForPrint() {
  for (const fold of document.querySelectorAll("#temuan details:not([open], .dismissal, .source)")) {
    fold.open = true;
    fold.dataset.closeAfter = "1";
  }
}

function closeAfterPrint() {
  for (const fold of document.querySelectorAll("details[data-close-after]")) {
    fold.open = false;
    delete fold.dataset.closeAfter;
  }
}

export function startList() {
  const hash = location.hash.slice(1);
  showTab(["temuan", "fakta", "teks", "berkas"].includes(hash) ? hash : document.body.dataset.tab);
  document.body.addEventListener("click", (event) => {
    const tab = event.target.closest("a[data-tab]");
    if (tab) { event.preventDefault(); showTab(tab.dataset.tab); return; }
    const opener = event.target.closest("a[data-open]") ?? event.target.closest("a.mark");
    if (opener) { event.preventDefault(); open(opener.dataset.open ?? opener.dataset.ref); return; }
    if (event.target.closest("[data-do=print]")) { print(); return; }
    const row = event.target.closest("#fakta tr[data-ref]");
    if (row && !event.target.closest("a") && !getSelection().toString()) select(row, { focus: false });
  });
  // Opening a finding with mouse, touch or Enter selects it.
  document.body.addEventListener("toggle", (event) => {
    const finding = event.target;
    if (!finding.matches?.(".finding") || !finding.open || finding.classList.contains("current")) return;
    if (finding.dataset.closeAfter) return;
    select(finding, { focus: false });
  }, true);
  // After a decision the finding is a new element: it is selected again and keeps the keyboard's place.
  document.body.addEventListener("htmx:afterSettle", (event) => {
    const finding = event.target.closest?.(".finding") ?? document.getElementById(event.detail.target?.id);
    if (!finding?.matches?.(".finding") || event.detail.requestConfig?.verb !== "post") return;
    finding.classList.add("current");
    const field = finding.querySelector("[aria-invalid=true]");
    if (field) field.focus();
    else finding.querySelector("summary").focus({ preventScroll: true });
  });
  document.getElementById("saring").addEventListener("input", (event) => filter(event.target.value));
  addEventListener("beforeprint", openForPrint);
  addEventListener("afterprint", closeAfterPrint);

  const selected = sheet().dataset.ref;
  if (selected) {
    const entry = document.getElementById(selected);
    // After a correction the news stands at the top; it must not scroll away.
    if (entry) select(entry, { focus: false, page: false, scroll: !document.querySelector(".changed") });
  }
}

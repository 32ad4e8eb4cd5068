// One-letter shortcuts. They can be switched off (WCAG 2.1.4) and never act while something is typed.

import { changeZoom, turn } from "./viewer.js";
import { current, showTab, step } from "./list.js";

const OFF = "lindung:pintasan-mati";
const help = document.getElementById("pintasan");

const typing = (element) => element.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");

/** Press the button of the selected finding that carries this key. */
function press(key) {
  const finding = current();
  const button = finding?.querySelector(`[data-key="${key}"]`);
  if (!button) return;
  button.click();
  const form = key === "d" ? finding.querySelector("details.dismissal[open]") : null;
  if (!form) return;
  form.querySelector("textarea").focus({ preventScroll: true });
  form.scrollIntoView({ block: "nearest", behavior: "instant" }); // whole, not half under the bar
}

/** Correct the selected fact; from the list of findings, add one that was missed. */
function edit() {
  if (document.body.dataset.tab === "fakta") press("e");
  else document.querySelector('#temuan a[href$="/temuan-baru"]')?.click();
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  n: () => turn(1),
  p: () => turn(-1),
  c: () => press("c"),
  d: () => press("d"),
  u: () => press("u"),
  e: () => edit(),
  a: () => document.querySelector('[data-step="a"]')?.click(),
  t: () => showTab("temuan"),
  f: () => showTab("fakta"),
  "+": () => changeZoom(1),
  "=": () => changeZoom(1),
  "-": () => changeZoom(-1),
  "/": () => document.getElementById("saring").focus(),
  "?": () => help.showModal(),
};

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape" && typing(event.target)) {
    // Out of the field, back to the finding it belongs to; what was typed stays.
    (event.target.closest(".finding")?.querySelector("summary") ?? document.querySelector("#isi")).focus({ preventScroll: true });
    return;
  }
  if (typing(event.target) || help.open) return;
  if (localStorage.getItem(OFF) && event.key !== "?") return;
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

export function startKeyboard() {
  document.addEventListener("keydown", onKey);
  document.body.addEventListener("click", (event) => {
    if (event.target.closest("[data-do=help]")) help.showModal();
  });
  const active = document.getElementById("pintasan-aktif");
  active.checked = !localStorage.getItem(OFF);
  active.addEventListener("change", () => {
    if (active.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
  });
}

// On every screen: failures of requests are told, and half-typed texts survive a reload or a lost session.

const toast = document.getElementById("gagal-kirim");
let hiding;

/** Show a message above the page for a while. `make` fills the (empty) box. */
function tell(make) {
  toast.replaceChildren();
  make(toast);
  toast.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => { toast.hidden = true; }, 12000);
}

function plainMessage(text) {
  return (box) => {
    const line = document.createElement("p");
    line.className = "problem";
    line.textContent = text;
    box.append(line);
  };
}

document.body.addEventListener("htmx:sendError", () => {
  tell(plainMessage("Server tidak dapat dihubungi; perubahan terakhir belum disimpan. Periksa jaringan lalu coba lagi."));
});
document.body.addEventListener("htmx:responseError", () => {
  tell(plainMessage("Permintaan gagal; perubahan terakhir belum disimpan. Coba lagi, atau muat ulang halaman."));
});
document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target !== toast) return;
  const filled = [...toast.childNodes];
  tell((box) => box.append(...filled));
});

// --- half-typed texts: kept in this tab only, gone when sent or when the tab is closed --------------------------------
const draftKey = (field) => `lindung:${location.pathname}:${field.dataset.draft}`;

function restoreDrafts(root) {
  for (const field of root.querySelectorAll("[data-draft]")) {
    const kept = sessionStorage.getItem(draftKey(field));
    if (!kept || field.value !== field.defaultValue || field.matches("[aria-invalid=true]")) continue;
    field.value = kept;
    const fold = field.closest("details");
    if (fold) fold.open = true;
  }
}

document.body.addEventListener("input", (event) => {
  const field = event.target;
  if (!field.matches?.("[data-draft]")) return;
  if (field.value && field.value !== field.defaultValue) sessionStorage.setItem(draftKey(field), field.value);
  else sessionStorage.removeItem(draftKey(field));
});
// A decision that was taken answers with a finding that has no field any more; a refused one still has it.
document.body.addEventListener("htmx:beforeSwap", (event) => {
  const field = event.detail.target?.querySelector?.("textarea[data-draft]");
  if (field && event.detail.xhr.status === 200) sessionStorage.removeItem(draftKey(field));
});
// What was sent and taken needs no draft any more, also when the answer leads to another page.
document.body.addEventListener("htmx:afterRequest", (event) => {
  const { elt, successful, requestConfig } = event.detail;
  if (!successful || requestConfig?.verb !== "post" || !elt.matches?.("form")) return;
  for (const field of elt.querySelectorAll("[data-draft]")) sessionStorage.removeItem(draftKey(field));
});
document.body.addEventListener("htmx:load", (event) => restoreDrafts(event.detail.elt));
restoreDrafts(document);

// Ready-made reasons: fill the field beside the button.
document.body.addEventListener("click", (event) => {
  const button = event.target.closest?.("button[data-fill]");
  if (!button) return;
  const field = button.closest("form").querySelector("textarea");
  field.value = button.dataset.fill;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
});

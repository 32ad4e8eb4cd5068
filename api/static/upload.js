// Handing in: drag and drop, the names of the chosen files, a first look at their size, how much has been sent.
// Everything also works without this file.

const form = document.getElementById("unggah");

if (form) {
  const input = form.querySelector("input[type=file]");
  const chosen = document.getElementById("terpilih");
  const sent = document.getElementById("terkirim");
  const result = document.getElementById("unggah-hasil");
  const limit = Number(input.dataset.max);
  const inUnit = (size, unit) => (size / unit).toLocaleString("id-ID", { maximumFractionDigits: 1 });
  const readable = (size) => (size < 1048576 ? `${inUnit(size, 1024)} KB` : `${inUnit(size, 1048576)} MB`);

  const describe = () => {
    const files = [...input.files];
    chosen.classList.toggle("picked", files.length > 0);
    chosen.textContent = files.length > 3
      ? `${files.length} berkas, ${readable(files.reduce((sum, file) => sum + file.size, 0))}`
      : files.map((file) => `${file.name} (${readable(file.size)})`).join(", ");
    const heavy = files.filter((file) => file.size > limit);
    result.replaceChildren(...heavy.map((file) => {
      const line = document.createElement("p");
      line.className = "problem";
      line.textContent = `${file.name} lebih besar dari batas ${readable(limit)} dan akan ditolak. `
        + "Pindai ulang dengan 200–300 dpi atau bagi menjadi beberapa berkas.";
      return line;
    }));
  };
  input.addEventListener("change", describe);

  let depth = 0;
  const over = (inside) => form.classList.toggle("over", inside);
  form.addEventListener("dragenter", (event) => { event.preventDefault(); depth += 1; over(true); });
  form.addEventListener("dragleave", () => { depth -= 1; if (depth <= 0) over(false); });
  form.addEventListener("dragover", (event) => event.preventDefault());
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    depth = 0;
    over(false);
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    describe();
    form.querySelector("button[type=submit]").focus();
  });
  // A file dropped beside the form must not replace the page.
  for (const name of ["dragover", "drop"]) document.addEventListener(name, (event) => event.preventDefault());

  form.addEventListener("htmx:beforeRequest", () => { sent.hidden = false; sent.value = 0; result.replaceChildren(); });
  form.addEventListener("htmx:xhr:progress", (event) => {
    if (event.detail.lengthComputable) sent.value = (100 * event.detail.loaded) / event.detail.total;
  });
  form.addEventListener("htmx:afterRequest", () => { sent.hidden = true; });
  describe();
}

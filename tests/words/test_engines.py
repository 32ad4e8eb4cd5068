"""Both real engines on pages made by the benchmark: golden words for every kind of damage."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from extractor.pages.prepare import page_image, turned
from extractor.words import default_engines, ppocr_models, read_page, warm_up
from extractor.words.engines import Engine
from extractor.words.ppocr import PPOcr
from extractor.words.ppocr_models import Recogniser, model_folder, recogniser
from extractor.words.ppocr_recognise import fit, recognise
from extractor.words.ppocr_runtime import opened
from extractor.words.tesseract import Tesseract
from extractor.words.types import PageWords
from tests.bench.ocr_damage import DAMAGES, Damage
from tests.bench.ocr_pages import BenchPage, make_page
from tests.bench.ocr_score import PageScore, plain, score


def read(page: BenchPage, *engines: Engine) -> tuple[PageWords, PageScore]:
    """The page read by these engines, and its score."""
    words = read_page(page.raw, engines=engines or None)
    lines: dict[int, list[str]] = {}
    for word in words.words:
        lines.setdefault(word.line, []).append(word.text)
    text = "\n".join(" ".join(line) for line in lines.values())
    return words, score(page.words, page.text, words.words, text)


def test_both_engines_are_installed() -> None:
    """The default is PP-OCR first, Tesseract second."""
    warm_up()
    assert [e.name for e in default_engines()] == ["ppocr", "tesseract"]


@pytest.mark.parametrize("kind", DAMAGES)
def test_every_kind_of_damage_is_read(kind: Damage) -> None:
    """At 200 dpi at least 97 of 100 words are read (95 of a one-bit fax in a small serif font), every amount has its
    value, no other value is put out, and 19 of 20 boxes overlap the true word by IoU 0.6."""
    page, counts = read(make_page(3, kind=kind, dpi=200))
    assert counts.words_found >= (0.95 if kind == "fax" else 0.97) * counts.words
    assert counts.amounts >= 8
    assert counts.values_right == counts.amounts
    assert counts.values_wrong == 0
    assert counts.boxes_good >= 0.95 * counts.boxes > 0
    assert page.rotation == 0


def test_tesseract_alone_reads_a_prepared_page() -> None:
    """Without PP-OCR Tesseract reads the page; it says that figures were read once."""
    page, counts = read(make_page(3, kind="photocopy", dpi=200), Tesseract())
    assert counts.words_found >= 0.95 * counts.words
    assert counts.boxes_good >= 0.95 * counts.boxes > 0
    assert page.engine == "tesseract"
    assert any("satu kali" in note for note in page.notes)


def test_ppocr_alone_reads_figures_twice() -> None:
    """Without Tesseract PP-OCR checks its figures with its second model."""
    page, counts = read(make_page(5, kind="office", dpi=150), PPOcr())
    assert counts.words_found >= 0.97 * counts.words
    assert page.notes == ()


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_ppocr_knows_which_way_is_up(degrees: int) -> None:
    """A page turned by any multiple of 90 degrees is recognised as such, for a clean and a photographed page."""
    for number, kind in ((7, "fax"), (9, "phone")):
        raw = make_page(number, kind=kind, dpi=150).raw  # type: ignore[arg-type]
        page = page_image(raw.pixels(), width=raw.width, height=raw.height)
        assert PPOcr().turn(turned(page, degrees).image, dpi=150) == (360 - degrees) % 360


def test_tesseract_knows_which_way_is_up() -> None:
    """Without PP-OCR Tesseract's own detection turns an upside-down page."""
    raw = make_page(7, kind="office", dpi=150).raw
    page = page_image(raw.pixels(), width=raw.width, height=raw.height)
    assert Tesseract().turn(turned(page, 180).image, dpi=150) == 180


def test_tesseract_reads_many_crops_in_one_call() -> None:
    """Lines cut out of a page come back in the order given."""
    bench = make_page(3, kind="office", dpi=200)
    page = page_image(bench.raw.pixels(), width=bench.width, height=bench.height)
    scale = 200 / 72
    picked = [w for w in bench.words if len(w.text) > 7 and w.text.isalpha()][:12]
    crops = []
    for word in picked:
        box = word.box
        rows = slice(int((box.y0 - 1) * scale), int((box.y1 + 1) * scale))
        crops.append(np.ascontiguousarray(page.image[rows, int((box.x0 - 2) * scale) : int((box.x1 + 2) * scale)]))
    readings = Tesseract().read_crops(crops, dpi=200)
    assert len(readings) == len(picked)
    hits = sum(plain(r.text).strip(".,") == w.text for r, w in zip(readings, picked, strict=True))
    assert hits >= 10


def test_a_narrowed_model_reads_as_the_whole_one() -> None:
    """Cutting the output to Latin characters changes no reading of a line of Latin text."""
    folder = model_folder()
    assert folder is not None
    bench = make_page(3, kind="office", dpi=200)
    box, scale = bench.words[0].box, 200 / 72
    line = [w for w in bench.words if w.line == bench.words[20].line]
    box = line[0].box
    strip = bench.image[int(box.y0 * scale) : int(box.y1 * scale), int(box.x0 * scale) : int(line[-1].box.x1 * scale)]
    whole = opened(folder / "tiny" / "rec" / "rec.onnx", arena=True)
    entries = ("", *(folder / "ppocrv6_tiny_dict.txt").read_text("utf-8").splitlines(), " ")
    narrow = recogniser("tiny", 48)
    crop = fit(np.ascontiguousarray(strip))
    (narrow_text,) = recognise(narrow, [crop])
    (whole_text,) = recognise(Recogniser(model=whole, classes=entries, height=48), [crop])
    assert len(narrow.classes) < 140
    assert "".join(c.text for c in narrow_text) == "".join(c.text for c in whole_text)


def test_the_benchmark_is_the_same_every_time() -> None:
    """A page number always gives the same pixels and words."""
    first, second = make_page(11), make_page(11)
    assert first.words == second.words
    assert np.array_equal(first.image, second.image)
    assert Counter(first.text.split()) == Counter(w.text for w in first.words)


def test_broken_models_leave_the_page_to_the_other_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Model files damaged on disk do not stop a page: Tesseract reads it and the page says why."""
    for part in ("tiny/det/det.onnx", "tiny/rec/rec.onnx", "small/rec/rec.onnx"):
        (tmp_path / part).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / part).write_bytes(b"not a model")
    for name in ("ppocrv6_tiny_dict.txt", "ppocrv6_dict.txt"):
        (tmp_path / name).write_text("a\nb\n")
    monkeypatch.setattr(ppocr_models, "model_folder", lambda: tmp_path)
    ppocr_models.detector.cache_clear()
    ppocr_models.recogniser.cache_clear()
    try:
        warm_up([PPOcr()])
        page, counts = read(make_page(1, kind="office", dpi=150), PPOcr(), Tesseract())
    finally:
        ppocr_models.detector.cache_clear()
        ppocr_models.recogniser.cache_clear()
    assert page.engine == "tesseract"
    assert any("ppocr gagal" in note for note in page.notes)
    assert counts.words_found >= 0.95 * counts.words


def test_without_the_model_package_the_engine_is_not_available(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation without the models has Tesseract alone."""
    monkeypatch.setattr(ppocr_models, "find_spec", lambda _name: None)
    assert model_folder() is None

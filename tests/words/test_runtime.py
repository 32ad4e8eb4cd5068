"""The two runtimes of the PP-OCR models, and which of them is taken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from extractor.words import ppocr_runtime
from extractor.words.ppocr_models import detector, recogniser
from extractor.words.ppocr_recognise import fit, recognise
from extractor.words.ppocr_runtime import RUNTIME_VARIABLE, chosen, multiplies_bf16
from tests.bench.ocr_pages import make_page


@pytest.fixture(autouse=True)
def models_opened_anew() -> Iterator[None]:
    """No model of another runtime stays for the next test."""
    detector.cache_clear()
    recogniser.cache_clear()
    yield
    detector.cache_clear()
    recogniser.cache_clear()


@pytest.mark.parametrize(
    ("flags", "expected"),
    [("fpu avx2", False), ("fpu avx2 avx512_bf16 sse", True), ("amx_bf16", True), ("not_amx_bf16x", False)],
)
def test_bfloat16_is_a_flag_of_the_processor(tmp_path: Path, flags: str, expected: bool) -> None:
    """The processor's own list says whether it multiplies in bfloat16."""
    cpuinfo = tmp_path / "cpuinfo"
    cpuinfo.write_text(f"processor : 0\nmodel name : X\nflags\t\t: {flags}\nbugs :\n")
    assert multiplies_bf16(cpuinfo) is expected


def test_without_a_list_of_flags_nothing_is_assumed(tmp_path: Path) -> None:
    """A system that tells nothing of its processor gets the runtime that runs everywhere."""
    assert not multiplies_bf16(tmp_path / "none")


@pytest.mark.parametrize(
    ("named", "units", "installed", "expected"),
    [
        ("", False, True, "onnxruntime"),
        ("", True, True, "openvino"),
        ("auto", True, True, "openvino"),
        ("auto", True, False, "onnxruntime"),
        ("onnxruntime", True, True, "onnxruntime"),
        ("openvino", False, True, "openvino"),
        ("openvino", True, False, "onnxruntime"),
    ],
)
def test_openvino_is_taken_where_it_gains(
    monkeypatch: pytest.MonkeyPatch, named: str, units: bool, installed: bool, expected: str
) -> None:
    """By itself only with bfloat16 units; by name wherever it is installed; never when it is not."""
    monkeypatch.setenv(RUNTIME_VARIABLE, named)
    monkeypatch.setattr(ppocr_runtime, "multiplies_bf16", lambda: units)
    monkeypatch.setattr(ppocr_runtime, "_has_openvino", lambda: installed)
    assert chosen() == expected


def test_an_unknown_runtime_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A misspelt runtime is an error that says which are known."""
    monkeypatch.setenv(RUNTIME_VARIABLE, "tensorrt")
    with pytest.raises(ValueError, match="onnxruntime or openvino"):
        chosen()


def test_both_runtimes_see_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """The map of text and the letters of a line come out alike from either runtime, for lines of several widths."""
    page = make_page(5, kind="office", dpi=200)
    scale = 200 / 72
    lines = []
    for line in (2, 4, 7):
        words = [w.box for w in page.words if w.line == line]
        rows = slice(int(min(b.y0 for b in words) * scale) - 4, int(max(b.y1 for b in words) * scale) + 4)
        columns = slice(int(words[0].x0 * scale) - 4, int(words[-1].x1 * scale) + 4)
        lines.append(fit(np.ascontiguousarray(page.image[rows, columns])))
    look = np.random.default_rng(3).random((1, 3, 160, 128), np.float32)
    seen = {}
    for runtime in ("onnxruntime", "openvino"):
        monkeypatch.setenv(RUNTIME_VARIABLE, runtime)
        detector.cache_clear()
        recogniser.cache_clear()
        texts = ["".join(c.text for c in line) for line in recognise(recogniser("tiny", 48), lines)]
        seen[runtime] = (type(detector("tiny")).__name__, detector("tiny")(look), texts)
    (first, a, texts), (second, b, others) = seen["onnxruntime"], seen["openvino"]
    assert first != second
    assert texts == others
    assert any(len(text) > 20 for text in texts)
    assert np.allclose(a, b, atol=0.02)

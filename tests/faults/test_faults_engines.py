"""Engines that are killed, hang, run out of memory or are not there: another one reads the page and the page says so."""

from __future__ import annotations

import os
import stat
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
import sandbox_engines
from PIL import Image as Pillow

from extractor.intake import SourceFile, identify
from extractor.pages.types import Image, PixelPage, RawPage
from extractor.sandbox import Limits, ReadingPool
from extractor.sandbox.watched import engine_in
from extractor.words import reading
from extractor.words.engines import Engine
from extractor.words.errors import EngineFailure, NoEngine
from extractor.words.ppocr import PPOcr
from extractor.words.tesseract import Tesseract
from extractor.words.types import PageFailure, PageWords
from tests.bench.ocr_pages import make_page

HERE = Path(sandbox_engines.__file__).parent
TIGHT = Limits(cpu_seconds=2, wall_seconds=60.0, address_space_bytes=1024**3)


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> SourceFile:
    """A small scan as a PDF."""
    path = tmp_path_factory.mktemp("scan") / "pindai.pdf"
    Pillow.fromarray(small_page()).save(path, "PDF", resolution=150, quality=80)
    return identify(path)


@lru_cache(maxsize=1)
def small_page() -> Image:
    """The upper fourth of a benchmark page, so that reading it is quick."""
    image = make_page(3, kind="office", dpi=150).image
    return np.ascontiguousarray(image[: image.shape[0] // 4])


@pytest.mark.parametrize("how", ["KILLED", "SPIN", "MEMORY"])
def test_the_other_engine_reads_the_page_when_one_takes_the_process_with_it(scan: SourceFile, how: str) -> None:
    """Killed, crashed, spinning or out of memory inside the child: Tesseract reads the page, and the page says why."""
    with ReadingPool(1, TIGHT, verbs=f"sandbox_engines:{how}", import_paths=[HERE]) as pool:
        page = pool.read_page(scan, 1, inspection=pool.inspect(scan))
    assert page.engine == "tesseract"
    assert len(page.words) > 10
    assert "ppocr terhenti" in page.notes[0]


def test_an_engine_that_hangs_is_ended_and_replaced(scan: SourceFile) -> None:
    """An engine that waits for ever is ended by the clock; the other one reads the page."""
    with ReadingPool(1, Limits(wall_seconds=8.0), verbs="sandbox_engines:HANG", import_paths=[HERE]) as pool:
        page = pool.read_page(scan, 1, inspection=pool.inspect(scan))
    assert page.engine == "tesseract"
    assert "ppocr terhenti" in page.notes[0]


def test_without_another_engine_the_page_fails_with_its_first_reason(scan: SourceFile) -> None:
    """Nobody is left to read: the page is a failure that tells what happened and what to do."""
    with ReadingPool(1, TIGHT, verbs="sandbox_engines:ALONE", import_paths=[HERE]) as pool:
        (page,) = pool.read_pages(scan, pool.inspect(scan))
    assert isinstance(page, PageFailure)
    assert page.code == "page-crashed"
    assert "Pindai ulang" in page.remedy


def test_only_a_known_engine_is_blamed(tmp_path: Path) -> None:
    """What a child wrote about itself is believed only as far as it names an engine."""
    assert engine_in(tmp_path) is None
    (tmp_path / "engine").write_bytes(b"")
    assert engine_in(tmp_path) is None
    (tmp_path / "engine").write_bytes(b"ppocr")
    assert engine_in(tmp_path) == "ppocr"
    (tmp_path / "engine").write_bytes(b"../../etc/passwd \xff")
    assert engine_in(tmp_path) is None


# -- Tesseract, a program of its own -----------------------------------------------------------------------------------


def fake_tesseract(folder: Path, body: str) -> None:
    """A program called tesseract that lists the languages as the real one does and then does ``body``."""
    program = folder / "tesseract"
    program.write_text(
        "#!/bin/sh\n"
        'case "$*" in\n'
        '*--list-langs*) printf "List of available languages (2):\\nind\\neng\\nosd\\n"; exit 0;;\n'
        '*--version*) echo "tesseract 5.3.0"; exit 0;;\n'
        f"esac\n{body}\n"
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


DEATHS = {
    "killed": "kill -9 $$",
    "hanging": "exec sleep 600",
    "out of memory": 'echo "terminate called after throwing an instance of std::bad_alloc" >&2; kill -6 $$',
    "garbage": "printf 'level\\tleft\\nxx\\tyy\\n' > \"$2.tsv\"; exit 0",
    "no answer": "exit 0",
    "not binary": "exec /bin/false",
}


def read_with(*engines: Engine) -> PageWords:
    image = small_page()
    raw = RawPage(
        number=1, width=image.shape[1] * 0.48, height=image.shape[0] * 0.48, text_words=(), rulings=(),
        image_coverage=1.0, pixels=lambda: PixelPage(image=image, dpi=150),
    )  # fmt: skip
    return reading.read_page(raw, engines=engines)


@pytest.mark.parametrize("death", DEATHS)
def test_a_dying_tesseract_leaves_the_page_to_ppocr(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, death: str
) -> None:
    """Whatever becomes of the program, its page is read by the other engine, and the page says so."""
    fake_tesseract(tmp_path, DEATHS[death])
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    page = read_with(Tesseract(timeout=1.0), PPOcr())
    assert page.engine == "ppocr"
    assert any("tesseract gagal" in note for note in page.notes)


@pytest.mark.parametrize("death", ["killed", "hanging", "out of memory"])
def test_a_dying_tesseract_alone_is_a_failure_with_a_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, death: str
) -> None:
    """Without another engine the page fails: never an empty page."""
    fake_tesseract(tmp_path, DEATHS[death])
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(EngineFailure) as caught:
        read_with(Tesseract(timeout=1.0))
    assert "Pindai" in caught.value.remedy or "pindai" in caught.value.remedy


def test_a_dying_arbiter_does_not_cost_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tesseract asked only about disputed figures may die: the page is read, the dispute stays open."""
    fake_tesseract(tmp_path, DEATHS["killed"])
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    page = read_with(PPOcr(), Tesseract(timeout=1.0))
    assert page.engine == "ppocr"
    assert len(page.words) > 10


def test_without_tesseract_ppocr_works_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation without the program reads with PP-OCR."""
    monkeypatch.setenv("PATH", "/nonexistent")
    assert not Tesseract().available()
    assert [engine.name for engine in (PPOcr(), Tesseract()) if engine.available()] == ["ppocr"]


def test_without_any_engine_the_remedy_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """No engine at all is an error whose remedy names the packages."""
    with pytest.raises(NoEngine) as caught:
        read_with()
    assert "tesseract-ocr-ind" in caught.value.remedy


def test_without_indonesian_tesseract_does_not_count_as_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A Tesseract that knows no Indonesian would read contracts badly and unnoticed."""
    fake_tesseract(tmp_path, "exit 0")
    program = tmp_path / "tesseract"
    program.write_text(program.read_text().replace("nind\\n", "n"))
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert not Tesseract().available()

"""Tesseract through pytesseract: one ``image_to_data`` call a page."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from extractor.geometry import Box
from extractor.pages.types import Image
from extractor.words.engines import EngineName, Reading, SeenWord
from extractor.words.errors import EngineFailure
from extractor.words.heights import even_heights
from extractor.words.orientation import turn_by_osd

_TIMEOUT = 60.0
_PAD = 14


@dataclass(frozen=True, slots=True)
class _Table:
    """Tesseract's answer, one entry a word or block; ``conf`` 0 to 100, -1 for blocks. Raises ValueError or TypeError
    when the columns are not of one length or hold no numbers."""

    text: list[str]
    conf: list[float]
    block_num: list[int]
    par_num: list[int]
    line_num: list[int]
    left: list[int]
    top: list[int]
    width: list[int]
    height: list[int]

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", [str(text) for text in self.text])
        object.__setattr__(self, "conf", [float(number) for number in self.conf])
        for name in ("block_num", "par_num", "line_num", "left", "top", "width", "height"):
            object.__setattr__(self, name, [int(number) for number in getattr(self, name)])
        if len({len(getattr(self, name)) for name in self.__dataclass_fields__}) != 1:
            raise ValueError("columns of different length")


class Tesseract:
    """The engine every installation has. Reads prepared pages (straight, flat light, no rulings) far better.

    ``psm 4`` (one column of text of different sizes) keeps the order of table rows; ``ind+eng`` because contracts mix
    both. Tesseract's own threads cost more than they give: one thread a call, pages in parallel processes.
    """

    name: EngineName = "tesseract"
    wants_prepared = True
    crops_by_another_model = False

    def __init__(self, *, timeout: float = _TIMEOUT) -> None:
        self._timeout = timeout

    def available(self) -> bool:
        return shutil.which("tesseract") is not None and "ind" in self._languages

    def warm_up(self) -> None:
        import pytesseract  # noqa: F401

        _ = self._language

    @cached_property
    def _languages(self) -> frozenset[str]:
        import pytesseract

        os.environ["OMP_THREAD_LIMIT"] = "1"
        try:
            return frozenset(pytesseract.get_languages())
        except (OSError, RuntimeError):
            return frozenset()

    @cached_property
    def _language(self) -> str:
        return "ind+eng" if "eng" in self._languages else "ind"

    def turn(self, image: Image, *, dpi: float) -> int | None:
        return turn_by_osd(image, dpi=dpi, timeout=min(20.0, self._timeout))

    def read(self, image: Image, *, dpi: float) -> tuple[SeenWord, ...]:
        data = self._data(image, dpi=dpi, psm=4)
        words, lines = [], dict[tuple[int, int, int], int]()
        for i, raw in enumerate(data.text):
            text = raw.strip()
            if not text or data.conf[i] < 0:
                continue
            key = (data.block_num[i], data.par_num[i], data.line_num[i])
            x, y = data.left[i], data.top[i]
            words.append(
                SeenWord(
                    text=text,
                    box=Box(x, y, x + data.width[i], y + data.height[i]),
                    confidence=data.conf[i] / 100,
                    line=lines.setdefault(key, len(lines)),
                )
            )
        return _evened(words)

    def read_crops(self, crops: Sequence[Image], *, dpi: float) -> tuple[Reading, ...]:
        """All crops in one call: pasted below each other as lines of one page, told apart by their height."""
        if not crops:
            return ()
        sheet, tops = _montage(crops)
        data = self._data(sheet, dpi=dpi, psm=4)
        found: list[list[tuple[float, str, float]]] = [[] for _ in crops]
        for i, raw in enumerate(data.text):
            if not raw.strip() or data.conf[i] < 0:
                continue
            middle = data.top[i] + data.height[i] / 2
            owner = int(np.searchsorted(tops, middle, side="right")) - 1
            if 0 <= owner < len(crops):
                found[owner].append((data.left[i], raw.strip(), data.conf[i] / 100))
        return tuple(
            Reading(
                text=" ".join(text for _, text, _ in sorted(parts)),
                confidence=min((confidence for *_, confidence in parts), default=0.0),
            )
            for parts in found
        )

    def _data(self, image: Image, *, dpi: float, psm: int) -> _Table:
        import pytesseract

        os.environ["OMP_THREAD_LIMIT"] = "1"
        try:
            with tempfile.TemporaryDirectory(prefix="lindung-") as folder:
                # A file of raw grey pixels: handed an image object, pytesseract would spend half a second on a PNG.
                path = Path(folder) / "page.pgm"
                path.write_bytes(b"P5 %d %d 255\n" % (image.shape[1], image.shape[0]) + image.tobytes())
                data: dict[str, list[Any]] = pytesseract.image_to_data(
                    str(path),
                    lang=self._language,
                    config=f"--psm {psm} --dpi {round(dpi)}",
                    timeout=self._timeout,
                    output_type=pytesseract.Output.DICT,
                )
            return _Table(**{name: data[name] for name in _Table.__dataclass_fields__})
        except (OSError, RuntimeError, ValueError, KeyError, TypeError) as error:
            # pytesseract raises RuntimeError for a timeout and for its own TesseractError; the others come of an
            # answer that is no table of words.
            raise EngineFailure(f"Tesseract gagal membaca halaman ini ({type(error).__name__}).") from error


def _evened(words: Sequence[SeenWord]) -> tuple[SeenWord, ...]:
    lines: dict[int, list[SeenWord]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    out = []
    for line in lines.values():
        boxes = even_heights([(w.text, w.box) for w in line])
        out += [replace(w, box=box) for w, box in zip(line, boxes, strict=True)]
    return tuple(out)


def _montage(crops: Sequence[Image]) -> tuple[Image, list[int]]:
    """The crops as lines of one white sheet, and the y at which each one's own strip begins."""
    width = max(crop.shape[1] for crop in crops) + 2 * _PAD
    rows, tops, y = [], [], 0
    for crop in crops:
        strip = np.full((crop.shape[0] + 2 * _PAD, width), 255, np.uint8)
        strip[_PAD : _PAD + crop.shape[0], _PAD : _PAD + crop.shape[1]] = crop
        rows.append(strip)
        tops.append(y)
        y += strip.shape[0]
    return np.vstack(rows), tops

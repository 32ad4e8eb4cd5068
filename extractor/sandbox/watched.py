"""Which engine a child is in: written down before each call, so that a death is laid at the right door.

An engine that runs inside the child (PP-OCR) takes the child with it when it is killed, hangs or eats all memory. The
parent then has the page read by the other engine.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar, get_args

from extractor.pages.types import Image
from extractor.words.engines import Engine, EngineName, Reading, SeenWord
from extractor.words.errors import EngineFailure

_MARK = "engine"
_NAMES: frozenset[str] = frozenset(get_args(EngineName))
_R = TypeVar("_R")


def engine_in(folder: Path) -> EngineName | None:
    """The engine in which the child of this folder was when it ended; None when it was elsewhere.

    Written by the child, so nothing but a known name is taken from it.
    """
    try:
        with (folder / _MARK).open("rb") as file:
            told = file.read(32).decode("ascii", "replace")
    except OSError:
        return None
    return told if told in _NAMES else None  # type: ignore[return-value]


def watched(engines: Sequence[Engine], *, without: Sequence[EngineName] = ()) -> tuple[Engine, ...]:
    """The engines, each noting in the child's own folder (its working directory) while it works."""
    return tuple(_Watched(engine) for engine in engines if engine.name not in without)


class _Watched:
    """An engine that says when it is at work."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.name: EngineName = engine.name
        self.wants_prepared: bool = engine.wants_prepared
        self.crops_by_another_model: bool = engine.crops_by_another_model

    def available(self) -> bool:
        return self._engine.available()

    def warm_up(self) -> None:
        self._engine.warm_up()

    def turn(self, image: Image, *, dpi: float) -> int | None:
        return self._noting(lambda: self._engine.turn(image, dpi=dpi))

    def read(self, image: Image, *, dpi: float) -> tuple[SeenWord, ...]:
        return self._noting(lambda: self._engine.read(image, dpi=dpi))

    def read_crops(self, crops: Sequence[Image], *, dpi: float) -> tuple[Reading, ...]:
        return self._noting(lambda: self._engine.read_crops(crops, dpi=dpi))

    def _noting(self, work: Callable[[], _R]) -> _R:
        Path(_MARK).write_bytes(self.name.encode())
        try:
            done = work()
        except EngineFailure:
            os.truncate(_MARK, 0)
            raise
        # Any other exception (no memory left, above all) leaves the mark where it is: it says who could not go on.
        os.truncate(_MARK, 0)
        return done

"""Reading children whose first engine is killed, hangs, spins or eats all memory; the second is the real Tesseract."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from typing import NoReturn

from extractor.pages.types import Image
from extractor.sandbox import inspecting, page_reading
from extractor.sandbox.limits import Limits
from extractor.sandbox.requests import InspectReply, InspectRequest, ReadRequest
from extractor.sandbox.verb import Files, Verb
from extractor.words.engines import Engine, EngineName, Reading, SeenWord
from extractor.words.tesseract import Tesseract
from extractor.words.types import PageWords


class Ill:
    """An engine by the name of PP-OCR that ends its process in the way it is told."""

    name: EngineName = "ppocr"
    wants_prepared = False
    crops_by_another_model = True

    def __init__(self, how: str) -> None:
        self._how = how

    def available(self) -> bool:
        return True

    def warm_up(self) -> None:
        """Nothing to load."""

    def turn(self, image: Image, *, dpi: float) -> int | None:
        return 0

    def read(self, image: Image, *, dpi: float) -> tuple[SeenWord, ...]:
        match self._how:
            case "killed":
                os.kill(os.getpid(), signal.SIGKILL)
            case "abort":
                os.abort()
            case "hang":
                time.sleep(600)
            case "spin":
                _spin()
            case "memory":
                _hoard()
        return ()

    def read_crops(self, crops: Sequence[Image], *, dpi: float) -> tuple[Reading, ...]:
        return ()


def _spin() -> NoReturn:
    while True:
        pass


def _hoard() -> NoReturn:
    hoard = []
    while True:
        hoard.append(bytearray(64 << 20))


def _reading(how: str, *, alone: bool = False) -> dict[str, Verb]:
    engines: tuple[Engine, ...] = (Ill(how),) if alone else (Ill(how), Tesseract())

    def read(request: ReadRequest, files: Files, limits: Limits) -> PageWords:
        page_reading.default_engines = lambda: engines  # type: ignore[attr-defined]
        return page_reading.read(request, files, limits)

    return {
        "inspect": Verb(inspecting.inspect, request=InspectRequest, result=InspectReply),
        "read_page": Verb(read, request=ReadRequest, result=PageWords),
    }


KILLED = _reading("killed")
ABORT = _reading("abort")
HANG = _reading("hang")
SPIN = _reading("spin")
MEMORY = _reading("memory")
ALONE = _reading("abort", alone=True)

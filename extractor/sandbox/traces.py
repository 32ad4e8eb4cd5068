"""What may be logged of a failure: the kind of exception and where it happened, never what it says.

The message of an exception, and whatever a library prints, may carry words of the contract (UU 27/2022).
"""

from __future__ import annotations

import re
import traceback
from pathlib import Path

_FRAMES = 6
_PLACE = re.compile(rb'File "([^"\n]{1,300})", line (\d{1,7})')
_KIND = re.compile(rb"^(?:[A-Za-z_]\w*\.)*([A-Z]\w{1,60}(?:Error|Exception|Interrupt|Exit))(?=:|\s*$)", re.MULTILINE)

_TRACE = re.compile(r"[\w.<>]{1,80} at (?:(?:[\w.<>-]{1,60}:\d{1,7}(?:; )?){1,6}|an unknown place)")


def trace_of(error: BaseException) -> str:
    """``ValueError at raster.py:88; page_reading.py:41``: the innermost frames of an exception, innermost first."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    places = "; ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
    return f"{type(error).__qualname__} at {places or 'an unknown place'}"


def trace_in(printed: bytes) -> str:
    """The same from what a dead process printed; "no trace" when it printed none."""
    kinds = [kind.decode("ascii", "replace") for kind in _KIND.findall(printed)]
    found = _PLACE.findall(printed)[-_FRAMES:]
    places = "; ".join(f"{Path(name.decode('utf-8', 'replace')).name}:{int(line)}" for name, line in reversed(found))
    if not kinds and not places:
        return "no trace"
    return f"{kinds[-1] if kinds else 'an unknown exception'} at {places or 'an unknown place'}"


def as_trace(told: object) -> str:
    """What a child says about its failure, as far as it has the form of ``trace_of``: a child taken over by what it
    read must not write into the log."""
    text = str(told)
    return text if _TRACE.fullmatch(text) else "no trace"

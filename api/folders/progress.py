"""How far a batch is, as one line in the terminal."""

from __future__ import annotations

import sys
import time
from collections import deque
from typing import TextIO

from api.services.batches import Figures

OVER = 60.0
"""Seconds over which the speed is taken: long enough to be calm, short enough to show that something stands still."""


class ProgressLine:
    """Rewrites one line on a terminal; writes a line now and then where the output is a file."""

    def __init__(self, out: TextIO = sys.stderr, *, every: float = 30.0) -> None:
        self._out = out
        self._live = out.isatty()
        self._every = every
        self._written = float("-inf")
        self._past: deque[tuple[float, int, int]] = deque()

    def show(self, figures: Figures, *, trouble: str | None = None, now: float | None = None) -> None:
        """``trouble``: what the batch waits for; ``now``: seconds of a monotonic clock."""
        moment = time.monotonic() if now is None else now
        self._past.append((moment, figures.pages_done, figures.settled))
        while len(self._past) > 2 and moment - self._past[0][0] > OVER:
            self._past.popleft()
        if not self._live and moment - self._written < self._every:
            return
        self._written = moment
        text = self.text(figures, trouble=trouble)
        self._out.write(f"\r\x1b[K{text}" if self._live else f"{text}\n")
        self._out.flush()

    def text(self, figures: Figures, *, trouble: str | None = None) -> str:
        """The line: files, pages a second, time left, what went wrong, what is waited for."""
        parts = [f"{figures.settled} dari {figures.total} berkas", f"{figures.pages_done} halaman"]
        speed, left = self._speed(figures)
        if speed is not None:
            parts.append(f"{speed:.1f} hal/dtk".replace(".", ","))
        if left is not None and figures.settled < figures.total:
            parts.append(f"sisa ± {_duration(left)}")
        if figures.not_right:
            parts.append(f"{figures.not_right} perlu dilihat")
        if trouble:
            parts.append(f"MENUNGGU: {trouble}")
        return " · ".join(parts)

    def close(self) -> None:
        """Leave the last line standing."""
        if self._live:
            self._out.write("\n")
            self._out.flush()

    def _speed(self, figures: Figures) -> tuple[float | None, float | None]:
        """Pages a second and seconds left, over the last minute; None while too little is known."""
        if not self._past:
            return None, None
        since, pages, files = self._past[0]
        seconds = self._past[-1][0] - since
        if seconds <= 0:
            return None, None
        a_file = (figures.settled - files) / seconds
        left = (figures.total - figures.settled) / a_file if a_file > 0 else None
        return (figures.pages_done - pages) / seconds, left


def _duration(seconds: float) -> str:
    minutes = max(1, round(seconds / 60))
    if minutes < 60:
        return f"{minutes} menit"
    return f"{minutes // 60} jam {minutes % 60} menit"

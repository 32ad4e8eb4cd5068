"""A child that turns words into facts, with the same fences and limits as the children that open files.

It is a child of its own because the language pipeline and the recognition engines have nothing in common but their
weight: a reading child stays small, and one understanding child serves them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Self

from pydantic import TypeAdapter

from extractor.errors import ReadingFailure
from extractor.sandbox.errors import PageCpuLimit, PageCrashed, PageGarbled, PageMemoryLimit, PageTimeout
from extractor.sandbox.limits import Limits
from extractor.sandbox.pool import ReadingPool
from extractor.understood import Understood
from extractor.words.types import PageFailure, PageWords

TEXT_VERBS = "extractor.sandbox.text_table:VERBS"
_PAGES: TypeAdapter[list[PageWords | PageFailure]] = TypeAdapter(list[PageWords | PageFailure])
_UNDERSTOOD: TypeAdapter[Understood] = TypeAdapter(Understood)


class NotUnderstood(ReadingFailure):
    """Reading the content stopped; the words of the pages are safe."""

    code = "not-understood"
    status = 500
    exit_code = 5
    message = "Halaman-halamannya terbaca, tetapi pemahaman isinya terhenti; laporan belum dibuat."
    remedy = "Baca ulang dokumen ini sekali lagi; bila berulang, laporkan kepada pengelola dengan nomor dokumennya."


class UnderstandingPool:
    """One warm child with the language pipeline. Thread-safe; use as a context manager or call ``close``."""

    def __init__(self, limits: Limits | None = None, *, verbs: str = TEXT_VERBS) -> None:
        """``verbs`` lets tests put their own verbs into the child."""
        self._pool = ReadingPool(workers=1, limits=limits, verbs=verbs)

    def warm_up(self) -> None:
        """Start the child now, without waiting for it."""
        self._pool.warm_up()

    def understand(self, pages: Sequence[PageWords | PageFailure]) -> Understood:
        """Structure and facts of a document. Raises NotUnderstood when the child crashed, hung or answered nonsense."""
        try:
            found: Understood = self._pool.call("understand", _PAGES.dump_json(list(pages)), result=_UNDERSTOOD)
        except (PageCpuLimit, PageCrashed, PageGarbled, PageMemoryLimit, PageTimeout) as error:
            raise NotUnderstood from error
        if len(found.page_texts) != len(pages):
            raise NotUnderstood
        return found

    def close(self) -> None:
        """End the child."""
        self._pool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

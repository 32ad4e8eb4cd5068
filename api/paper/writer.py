"""Blocks to a PDF on A4."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO, Literal

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Spacer

from api.paper.blocks import Block, Letterhead
from api.paper.setting import FONTS, Face, Setter
from api.paper.text import printable

Orientation = Literal["portrait", "landscape"]

MARGIN = 56.7
"""2 cm on every side."""
FOOT = 28.0
_HEAD = 28.0
"""How far a running head begins below the edge of the paper."""
_MOST_HEAD = 0.45
"""The part of a page that head and foot may each take: the text needs the rest."""


def write_pdf(
    blocks: Iterable[Block],
    out: BinaryIO,
    *,
    title: str,
    language: str = "id",
    orientation: Orientation = "portrait",
    letterhead: Letterhead | None = None,
    author: str = "",
    subject: str = "",
    page_word: str = "Halaman {page} dari {pages}",
    face: Face = "sans",
    size: float = 10,
    margins: tuple[float, float, float, float] = (MARGIN, MARGIN, MARGIN, MARGIN),
    first_head: Sequence[Block] = (),
    head: Sequence[Block] = (),
    foot: Sequence[Block] = (),
) -> int:
    """Write the document; how many pages it has.

    ``title``, ``author``, ``subject`` and ``language`` (BCP 47) are the file's own data; ``margins`` are top, right,
    bottom, left. ``page_word`` is the line at the foot, "" for none. ``first_head`` stands above the first page and
    ``head`` above the others, within or beyond the margin as they need; ``foot`` stands below every page. Texts are
    plain text: nothing in them is taken for markup, and what the core fonts lack is replaced (``printable``).
    """
    pagesize = landscape(A4) if orientation == "landscape" else A4
    setter = Setter(face=face, size=size, width=pagesize[0] - margins[1] - margins[3])
    document = _Document(
        out, pagesize=pagesize, title=printable(title), author=printable(author), subject=printable(subject),
        lang=language, displayDocTitle=True, creator="Lindung",
    )  # fmt: skip
    document.addPageTemplates([
        _page("first", setter, pagesize=pagesize, margins=margins, head=first_head, foot=foot, onward="later"),
        _page("later", setter, pagesize=pagesize, margins=margins, head=head, foot=foot, onward="later"),
    ])  # fmt: skip
    story = [*setter.letterhead(letterhead), *setter.all(blocks)] or [Spacer(1, 1)]
    line = _Foot(word=page_word, font=FONTS[face], x=pagesize[0] / 2, y=min(FOOT, margins[2] / 2))
    document.build(story, canvasmaker=_numbering(line))
    return line.pages


def _page(
    name: str,
    setter: Setter,
    *,
    pagesize: tuple[float, float],
    margins: tuple[float, float, float, float],
    head: Sequence[Block],
    foot: Sequence[Block],
    onward: str,
) -> PageTemplate:
    """A page with a head and a foot of blocks, and the room between them."""
    top, right, bottom, left = margins
    wide, high = pagesize[0] - left - right, pagesize[1]
    most = high * _MOST_HEAD
    above, below = min(most, setter.height(head)), min(most, setter.height(foot))
    begin = high - max(top, _HEAD + above) if head else high - top
    end = max(bottom, FOOT + 12 + below) if foot else bottom

    def draw(canvas: Canvas, _document: object) -> None:
        for part, y, room in ((head, high - _HEAD - above, above), (foot, FOOT + 12, below)):
            if part:
                # A hair more than was measured: sums of heights differ in their last digits.
                _frame(left, y - 1, wide, room + 1).addFromList(list(setter.all(part)), canvas)

    return PageTemplate(
        id=name, frames=[_frame(left, end, wide, begin - end)], onPage=draw, autoNextPageTemplate=onward
    )  # fmt: skip


def _frame(x: float, y: float, wide: float, high: float) -> Frame:
    return Frame(x, y, wide, high, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)


class _Document(BaseDocTemplate):  # type: ignore[misc]
    """Headings become bookmarks of the file, each below the one it belongs to."""

    def afterFlowable(self, flowable: Flowable) -> None:
        level = getattr(flowable, "outline_level", None)
        if level is None:
            return
        # A bookmark may be one level below the one before it, no more.
        depth = min(level, getattr(self, "_deepest", -1) + 1)
        self._deepest = depth
        self._marks = getattr(self, "_marks", 0) + 1
        key = f"bagian-{self._marks}"
        self.canv.bookmarkPage(key)
        self.canv.addOutlineEntry(flowable.outline_text, key, depth, 0)


class _Foot:
    """The line at the foot of every page; ``pages`` is known at the end."""

    def __init__(self, *, word: str, font: str, x: float, y: float) -> None:
        self.word, self.font, self.x, self.y = printable(word), font, x, y
        self.pages = 0

    def draw(self, canvas: Canvas, page: int) -> None:
        if self.word:
            canvas.setFont(self.font, 8)
            canvas.drawCentredString(self.x, self.y, self.word.format(page=page, pages=self.pages))


def _numbering(foot: _Foot) -> type[Canvas]:
    """A canvas that holds its pages back until their number is known."""

    class Numbered(Canvas):  # type: ignore[misc]
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            self._held: list[dict[str, Any]] = []

        def showPage(self) -> None:
            self._held.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            foot.pages = len(self._held)
            for number, state in enumerate(self._held, start=1):
                self.__dict__.update(state)
                foot.draw(self, number)
                super().showPage()
            super().save()

    return Numbered

"""What only the screens need: names of uploaders, the first text while reading goes on, small page pictures."""

from __future__ import annotations

import io
import uuid
from collections.abc import Iterable
from pathlib import Path

from PIL import Image
from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session

from extractor.words.types import PageWords
from models import Document, Page, User

THUMBNAIL = (120, 170)
"""Largest width and height of a small picture, in pixels: twice the size on the screen, for sharp displays."""
_WORDS: TypeAdapter[PageWords] = TypeAdapter(PageWords)


def uploaders(session: Session, documents: Iterable[Document]) -> dict[uuid.UUID | None, str]:
    """Names of those who handed the documents in, in one query."""
    ids = {document.uploaded_by for document in documents if document.uploaded_by is not None}
    if not ids:
        return {}
    rows = session.execute(select(User.id, User.display_name, User.name).where(User.id.in_(ids)))
    return {identifier: shown or name for identifier, shown, name in rows}


def first_text(session: Session, document: Document) -> tuple[int, str] | None:
    """Number and text of the first page that has been read, in the reader's lines; None while there is none."""
    row = session.execute(
        select(Page.number, Page.words)
        .where(
            Page.document_id == document.id,
            Page.pipeline_version == document.pipeline_version,
            Page.status == "done",
        )
        .order_by(Page.number)
        .limit(1)
    ).one_or_none()
    if row is None or row.words is None:
        return None
    return row.number, line_text(_WORDS.validate_json(row.words))


def line_text(page: PageWords) -> str:
    """The words of a page, one printed line a line."""
    lines: dict[int, list[str]] = {}
    for word in page.words:
        lines.setdefault(word.line, []).append(word.text)
    return "\n".join(" ".join(words) for words in lines.values())


def thumbnail(image: Path) -> bytes:
    """A small WebP of a page image that this installation made (never of an uploaded file)."""
    out = io.BytesIO()
    with Image.open(image) as page:
        page.thumbnail(THUMBNAIL, Image.Resampling.BILINEAR, reducing_gap=2.0)
        page.convert("RGB").save(out, "WEBP", quality=60, method=2)
    return out.getvalue()

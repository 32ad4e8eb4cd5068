"""Documents beside a step: recognised by their content, kept by it, handed out as downloads only.

Nothing of them is ever rendered or parsed here: of a DOCX only the list of its parts is read, to tell it from other
archives and to refuse macros.
"""

from __future__ import annotations

import re
import uuid
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.context import Context
from api.errors import Invalid, NotFound
from api.planning.form import line
from api.services import events
from api.storage import Incoming, Storage
from extractor.errors import LindungError
from models import Plan, PlanFile, PlanStep, User

MAX_BYTES = 20 * 1024 * 1024
MOST = 10
"""Documents that come with one step."""
FIELD = "files"

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SUFFIXES = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png", DOCX: ".docx"}
_MARKS = ((b"%PDF-", "application/pdf"), (b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"))
_MOST_PARTS = 5000


@dataclass(frozen=True, slots=True)
class Upload:
    """A document as it comes in."""

    filename: str
    stream: BinaryIO


@dataclass(frozen=True, slots=True)
class Received:
    """A document that can be kept."""

    incoming: Incoming
    filename: str
    media_type: str


@contextmanager
def received(storage: Storage, uploads: Sequence[Upload], errors: dict[str, LindungError]) -> Iterator[list[Received]]:
    """The documents in the incoming folder while the block runs; what is not kept in it is gone afterwards. What is
    wrong with them goes into ``errors``."""
    found: list[Received] = []
    with ExitStack() as stack:
        if len(uploads) > MOST:
            errors[FIELD] = Invalid.at(
                FIELD, f"Lebih dari {MOST} lampiran sekaligus.", remedy="Lampirkan dalam beberapa kali."
            )
            uploads = ()
        for upload in uploads:
            name = line(upload.filename)[-80:] or "tanpa nama"
            try:
                incoming = storage.receive(upload.stream)
                stack.callback(storage.discard, incoming)
                found.append(_recognised(incoming, name))
            except LindungError as error:
                about = f"Lampiran “{name}”: {error.message}"
                errors.setdefault(FIELD, Invalid.at(FIELD, about, remedy=error.remedy))
        yield found


def keep(context: Context, session: Session, step: PlanStep, documents: Sequence[Received]) -> None:
    """Write the rows of the documents and move them to their places. The caller has flushed the step."""
    for document in documents:
        session.add(
            PlanFile(
                plan_id=step.plan_id,
                step_id=step.id,
                sha256=document.incoming.sha256,
                filename=document.filename,
                media_type=document.media_type,
                size=document.incoming.size,
            )
        )
    session.flush()
    for document in documents:
        context.storage.keep_attachment(document.incoming)


def hand_out(
    context: Context, session: Session, plan: Plan, identifier: uuid.UUID, *, user: User
) -> tuple[PlanFile, Path]:
    """The document and where it lies; who took it is on record. NotFound when there is none."""
    row = session.scalar(select(PlanFile).where(PlanFile.id == identifier, PlanFile.plan_id == plan.id))
    if row is None:
        raise NotFound()
    place = context.storage.attachment(row.sha256)
    if not context.storage.fetch(place):
        raise NotFound(
            "Lampiran ini tidak ditemukan lagi di penyimpanan.",
            remedy="Hubungi pengelola untuk memulihkan cadangan, atau lampirkan lagi berkasnya.",
        )
    events.record(
        session,
        "plan.file-downloaded",
        org=user.org,
        actor_id=user.id,
        subject=("plan", plan.id),
        after={"sha256": row.sha256},
    )
    return row, place


def _recognised(incoming: Incoming, name: str) -> Received:
    """Invalid when it is empty, too large, or of another kind."""
    if incoming.size == 0:
        raise Invalid.at(FIELD, "berkasnya kosong.", remedy="Pilih berkas yang berisi.")
    if incoming.size > MAX_BYTES:
        raise Invalid.at(
            FIELD,
            f"lebih besar dari {MAX_BYTES // 1024 // 1024} MB.",
            remedy="Perkecil hasil pindaiannya, lalu lampirkan lagi.",
        )
    media_type = _media_type(incoming.path)
    if media_type is None:
        raise Invalid.at(
            FIELD, "bukan PDF, JPG, PNG, atau DOCX tanpa makro.", remedy="Simpan sebagai PDF, lalu lampirkan lagi."
        )
    # The name a person gave, with the suffix of what the file really is.
    stem = re.sub(r"\.(pdf|jpe?g|png|docx)$", "", name, flags=re.IGNORECASE)
    plain = re.sub(r'[\\/:*?"<>|]+', "-", stem).strip(" .") or "lampiran"
    return Received(incoming=incoming, filename=plain + SUFFIXES[media_type], media_type=media_type)


def _media_type(path: Path) -> str | None:
    with path.open("rb") as opened:
        head = opened.read(1024)
    for mark, media_type in _MARKS:
        if head.startswith(mark):
            return media_type
    return DOCX if head.startswith(b"PK\x03\x04") and _is_docx(path) else None


def _is_docx(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError):
        return False
    if len(parts) > _MOST_PARTS or any("vbaproject" in part.lower() for part in parts):
        return False
    return {"[Content_Types].xml", "word/document.xml"} <= set(parts)

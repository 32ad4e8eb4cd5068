"""The law data in force, and putting an office's own minimum wage into it.

The data lies in files (``Settings.law_folder``), so that every process and the command line see the same; who changed
what stands in the audit trail.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import event, select, update
from sqlalchemy.orm import Session

from api.context import Context
from api.errors import DiskFull, Invalid, NotFound, RowRefused
from api.services import events
from api.services.law_form import WageForm, checked, field_of
from api.settings import Settings
from api.storage import Incoming, Storage
from api.storage.files import draft_beside, publish
from extractor.errors import LindungError, UnreadableFile
from extractor.intake import identify
from extractor.law import WAGES_FILE, Law, LawDataError, MinimumWageRow, NewWage, law_with, load_law
from models import Event, User

SOURCE = "sha256:"
"""Before the hash of a decree in the column ``source``: the decree is kept here."""


@dataclass(frozen=True, slots=True)
class LawEvent:
    """One change of the law data. ``who`` is "" when the person belongs to another office; wages as the event holds
    them, ``before`` None for a row that was not there."""

    at: datetime
    who: str
    before: dict[str, Any] | None
    after: dict[str, Any]


def in_force(settings: Settings) -> Law:
    """The law data as its files are now. ``LawDataError`` names the row that cannot be taken."""
    return load_law(settings.law_folder)


def usable(settings: Settings) -> tuple[Law, LawDataError | None]:
    """The law data, or the shipped part of it and what is wrong with the office's own."""
    try:
        return in_force(settings), None
    except LawDataError as error:
        return load_law(), error


def version_now(settings: Settings) -> str:
    """The version that a document would be judged by now; "" while the office's own data cannot be used."""
    data, broken = usable(settings)
    return "" if broken is not None else data.version


def history(session: Session, *, org: str, limit: int = 50) -> Sequence[LawEvent]:
    """The newest changes made through the form, newest first. The law data serves the whole installation; who of
    another office changed it is not told."""
    rows = session.execute(
        select(Event, User)
        .outerjoin(User, User.id == Event.actor_id)
        .where(Event.subject_type == "law")
        .order_by(Event.id.desc())
        .limit(limit)
    ).all()
    return [
        LawEvent(
            at=row.at,
            who=(user.display_name or user.name) if user is not None and user.org == org else "",
            before=row.before,
            after=row.after or {},
        )
        for row, user in rows
    ]


def decree_path(context: Context, sha256: str) -> Path:
    """The kept decree; NotFound when there is none."""
    place = context.storage.decree(sha256)
    if not context.storage.fetch(place):
        raise NotFound("SK ini tidak ada di arsip.", remedy="Unggah lagi SK-nya lewat isian upah minimum.")
    return place


def add_wage(
    context: Context,
    session: Session,
    *,
    form: WageForm,
    decree: BinaryIO | None,
    user: User,
    today: date,
) -> MinimumWageRow:
    """Put a year's minimum wage into the office's file, keep its decree, record who did it.

    The row as it now counts. ``RowRefused`` with what is wrong at each field; nothing has changed then. When the
    transaction is rolled back afterwards the file is put back.
    """
    folder = context.settings.law_folder
    law, broken = usable(context.settings)
    if broken is not None:
        raise RowRefused({"": broken})
    wage, errors = checked(form, law=law, today=today)
    incoming = _receive(context.storage, decree, errors)
    with ExitStack() as stack:
        if incoming is not None:
            stack.callback(context.storage.discard, incoming)
        if errors or incoming is None or wage is None:
            raise RowRefused(errors)
        wage = replace(wage, source=f"{SOURCE}{incoming.sha256}")
        # The database's write lock first, then the folder's: two requests must not wait for each other.
        session.execute(update(User).where(User.id == user.id).values(role=User.role))
        try:
            stack.enter_context(alone(folder))
            change = _prepared(context, wage=wage, may_replace=form.replace)
            stack.callback(change.draft.unlink, missing_ok=True)
            context.storage.keep_decree(incoming)
        except OSError as error:
            problem = f"Folder data hukum tidak dapat ditulis ({error.strerror}); tidak ada yang berubah."
            remedy = "Minta pengelola memeriksa hak tulis atas folder data hukum."
            raise RowRefused({"": Invalid.at("", problem, remedy=remedy)}) from error
        _publish(session, change, user=user)
        return change.after


@dataclass(frozen=True, slots=True)
class _Change:
    """A validated change, written to ``draft`` beside ``place``. ``old`` is what ``place`` holds, None: no file."""

    place: Path
    draft: Path
    old: bytes | None
    before: MinimumWageRow | None
    after: MinimumWageRow


def _prepared(context: Context, *, wage: NewWage, may_replace: bool) -> _Change:
    settings = context.settings
    place, first_day = settings.law_folder / WAGES_FILE, date(wage.year, 1, 1)
    try:
        before = in_force(settings).wage_row(wage.region.level, wage.region.name, first_day)
        if before is not None and not may_replace:
            raise RowRefused({"replace": _already_there(before)})
        text, law = law_with(settings.law_folder, wage)
    except LawDataError as error:
        raise RowRefused({field_of(error): error}) from error
    after = law.wage_row(wage.region.level, wage.region.name, first_day)
    if after is None:
        raise AssertionError("law_with gave a law without the row")
    old = place.read_bytes() if place.exists() else None
    return _Change(place=place, draft=drafted(place, text.encode()), old=old, before=before, after=after)


def _publish(session: Session, change: _Change, *, user: User) -> None:
    """Record the change, then make it visible: a database that refuses the event leaves the file as it was."""
    events.record(
        session,
        "law.wage-set",
        org=user.org,
        actor_id=user.id,
        subject=("law", change.after.name[:64]),
        before=None if change.before is None else _told(change.before),
        after=_told(change.after),
    )
    session.flush()
    event.listen(session, "after_rollback", lambda _: _put_back(change), once=True)
    publish(change.draft, change.place)


def _receive(storage: Storage, decree: BinaryIO | None, errors: dict[str, LindungError]) -> Incoming | None:
    """The decree in the incoming folder; None, and the reason in ``errors``, when it cannot be taken. It is looked at
    by its first bytes only, never opened."""
    if decree is None:
        errors["decree"] = Invalid.at(
            "decree", "Berkas SK belum dipilih.", remedy="Pilih PDF keputusan yang memuat angka ini."
        )
        return None
    try:
        incoming = storage.receive(decree)
    except (UnreadableFile, DiskFull) as error:
        errors["decree"] = error
        return None
    try:
        if identify(incoming.path).media_type != "application/pdf":
            remedy = "Simpan sebagai PDF, lalu pilih PDF-nya."
            errors["decree"] = Invalid.at("decree", "Berkas ini gambar, bukan PDF.", remedy=remedy)
    except UnreadableFile as error:
        errors["decree"] = error
    return incoming


def _already_there(row: MinimumWageRow) -> Invalid:
    amount = f"{row.amount:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".").removesuffix(",00")
    return Invalid.at(
        "replace",
        f"{row.name} sudah ada: Rp{amount} ({row.legal_basis}).",
        remedy="Bila angka itu memang harus diganti, centang kotak ini lalu simpan lagi.",
    )


def _told(row: MinimumWageRow) -> dict[str, Any]:
    return {
        "row": row.name,
        "amount": format(row.amount, "f"),
        "legal_basis": row.legal_basis,
        "source": row.source,
        "verified": row.verified,
        "office": row.office,
    }


def drafted(place: Path, data: bytes) -> Path:
    """The file written whole beside its place; a name that is not taken for law data."""
    draft = draft_beside(place)
    try:
        draft.write_bytes(data)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    return draft


def _put_back(change: _Change) -> None:
    """The transaction failed after the file had been renamed: no change without its record."""
    if change.old is None:
        change.place.unlink(missing_ok=True)
    else:
        publish(drafted(change.place, change.old), change.place)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One writer at a time, also of several processes: a row added meanwhile must not be lost."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(folder / ".lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)

"""What reviewers correct, as a layer over what was read: the reading stays as it was, the report follows at once.

The newest correction of a place stands, unless it takes the one before it back. The current report is always the last
*reading* with all standing corrections put in, judged again: so that a new reading, or other law, loses none of them.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, joinedload, undefer

from api.clock import today_here
from api.errors import Invalid, NotFound, NotReady, StaleCorrection
from api.services import audit, events, fact_paths, page_words, reports, turning, workflow
from api.services.corrected_report import AddedFinding, applied, at
from api.services.law import usable
from api.settings import Settings
from extractor.geometry import Box
from extractor.law import Law
from extractor.report import PageResult, Report, from_json
from models import Correction, Document, ReportRow, User
from models.correction import CorrectionKind

MAX_REASON = 2000


@dataclass(frozen=True, slots=True)
class Drawn:
    """Where on a page something stands; ``box`` None: the page as a whole."""

    page: int
    box: Box | None


def standing(session: Session, document: Document, *kinds: CorrectionKind) -> Sequence[Correction]:
    """The corrections that count, oldest first, with their people; of all kinds when none is named."""
    newest = select(func.max(Correction.id)).where(Correction.document_id == document.id)
    if kinds:
        newest = newest.where(Correction.kind.in_(kinds))
    rows = session.scalars(
        select(Correction)
        .where(Correction.id.in_(newest.group_by(Correction.kind, Correction.path)), Correction.undo.is_(False))
        .options(joinedload(Correction.user, innerjoin=True))
        .order_by(Correction.id)
    ).all()
    return rows


def correct_fact(
    session: Session,
    document: Document,
    *,
    path: str,
    typed: str,
    drawn: Drawn | None,
    reason: str,
    user: User,
    seen: int,
    law: Law,
    today: date,
) -> Correction:
    """Set a fact to what was typed, at the place that was drawn (None: where it was read), and judge again.

    Invalid at ``value``, ``box``, ``page`` or ``reason``; StaleCorrection when ``seen`` (0: none) is not the standing
    correction of this fact; NotOpen, Forbidden, NotReady.
    """
    report = _begin(session, document, user=user)
    before = _seen(session, document, "fact", path, seen=seen)
    contract, inner = at(report, path)
    field = fact_paths.field_at(contract, inner)
    value, old = fact_paths.understood(field, typed), fact_paths.value_at(contract, inner)
    if drawn is not None and drawn.box is None:
        # Only the page was named, and the fact stands there already: its boxes are kept.
        places = fact_paths.evidence_at(contract, inner)
        drawn = None if places and places[0].page == drawn.page else drawn
    needs_place = value not in (None, "absent") and inner != "kind" and not fact_paths.evidence_at(contract, inner)
    if drawn is None and needs_place:
        raise Invalid.at(
            "page",
            "Fakta tanpa tempat tidak dapat diperiksa orang lain; koreksi belum disimpan.",
            remedy="Tarik kotak pada gambar halaman, atau isi nomor halamannya.",
        )
    if drawn is None and value == old:
        raise Invalid.at("value", "Nilainya sama dengan yang sekarang.", remedy="Ubah nilainya, atau tutup saja.")
    if drawn is not None:
        _require_on_page(report.document.pages, drawn)
    fact_paths.put(contract, inner, value, evidence=())  # Refuses what would not fit, before anything is written.
    row = _add(
        session, document, "fact", path, old=old, new=value, drawn=drawn, reason=_reason(reason), user=user
    )  # fmt: skip
    _record(session, document, row, action="fact.corrected", before=before)
    rebuild(session, document, law=law, today=today)
    return row


def add_finding(
    session: Session,
    document: Document,
    added: AddedFinding,
    *,
    drawn: Drawn | None,
    user: User,
    law: Law,
    today: date,
    part: int = 1,
) -> Correction:
    """Put a finding into the report that the program missed, on contract ``part`` of the file.

    Invalid at ``rule``, ``title``, ``page`` or ``box``; NotFound when the file has no such contract.
    """
    report = _begin(session, document, user=user)
    if not 1 <= part <= report.contracts_in_scan:
        raise NotFound()
    if added.rule not in {rule.id for rule in law.rules}:
        raise Invalid.at("rule", "Aturan ini tidak ada dalam data hukum.", remedy="Pilih aturan dari daftar.")
    if not added.explanation.strip() or len(added.explanation) > MAX_REASON:
        raise Invalid.at(
            "explanation",
            "Temuan memerlukan penjelasan (paling banyak 2.000 huruf); belum ada yang disimpan.",
            remedy="Tuliskan apa yang dilanggar atau tidak ada, dan mengapa.",
        )
    if added.verdict == "violated" and drawn is None:
        raise Invalid.at(
            "page",
            "Pelanggaran harus ditunjukkan tempatnya; temuan belum disimpan.",
            remedy="Tarik kotak pada gambar halaman, atau isi nomor halamannya.",
        )
    if drawn is not None:
        _require_on_page(report.document.pages, drawn)
    row = _add(
        session,
        document,
        "finding",
        fact_paths.joined(part, secrets.token_hex(8)),
        old=None,
        new=json.dumps(asdict(added), ensure_ascii=False),
        drawn=drawn,
        reason="",
        user=user,
    )
    _record(session, document, row, action="finding.added", before=None, rule=added.rule)
    rebuild(session, document, law=law, today=today)
    return row


def mark_page(
    session: Session,
    document: Document,
    number: int,
    *,
    unreadable: bool,
    reason: str,
    user: User,
    law: Law,
    today: date,
) -> Correction | None:
    """Say that nobody can read a page (nothing may then be called absent because of it), or take that back.

    None when it is so already.
    """
    report = _begin(session, document, user=user)
    _require_on_page(report.document.pages, Drawn(number, None))
    before = _newest(session, document, "page", str(number))
    if (before is not None and not before.undo) == unreadable:
        return None
    row = _add(
        session,
        document,
        "page",
        str(number),
        old=None,
        new="unreadable",
        undo=not unreadable,
        drawn=Drawn(number, None),
        reason=_reason(reason),
        user=user,
    )
    _record(session, document, row, action="page.marked-unreadable" if unreadable else "page.unmarked", before=before)
    rebuild(session, document, law=law, today=today)
    return row


def correct_word(
    session: Session,
    document: Document,
    *,
    page: int,
    place: int,
    typed: str,
    user: User,
    seen: int,
    law: Law,
    today: date,
) -> Correction:
    """Put another word over the one at ``place`` (0-based) of the page's words; its box stays.

    The text, the search and the checks that look for words follow at once; facts follow when the document is read
    again ("baca ulang"), which then reads only the words, not the pages.
    """
    report = _begin(session, document, user=user)
    _require_on_page(report.document.pages, Drawn(page, None))
    words = page_words.of(session, document, page)
    if words is None or not 0 <= place < len(words.words):
        raise NotFound("Kata itu tidak ada di halaman ini.", remedy="Muat ulang halamannya, lalu pilih lagi katanya.")
    path = f"{page}.{place}"
    before = _seen(session, document, "word", path, seen=seen)
    text = typed.strip()
    if not text or len(text) > 200:
        raise Invalid.at("value", "Kata pengganti kosong atau terlalu panjang.", remedy="Tulis kata yang tercetak.")
    word = words.words[place]
    row = _add(
        session,
        document,
        "word",
        path,
        nth=sum(other.text == word.text for other in words.words[:place]),
        old=word.text,
        new=text,
        drawn=Drawn(page, word.box),
        reason="",
        user=user,
    )
    _record(session, document, row, action="word.corrected", before=before)
    rebuild(session, document, law=law, today=today)
    return row


def undo(session: Session, document: Document, correction_id: int, *, user: User, law: Law, today: date) -> Correction:
    """Take a standing correction back. NotFound for another document's, StaleCorrection when it no longer stands."""
    _begin(session, document, user=user)
    row = session.get(Correction, correction_id)
    if row is None or row.document_id != document.id:
        raise NotFound()
    newest = _newest(session, document, row.kind, row.path)
    if newest is None or newest.id != row.id or row.undo or row.kind == "turn":
        # A page that was turned goes back with the reading it had: api.services.turning.restore.
        raise StaleCorrection()
    taken = _add(
        session, document, row.kind, row.path, old=row.new_value, new=None, undo=True, drawn=None, reason="", user=user
    )
    _record(session, document, taken, action=f"{row.kind}.correction-undone", before=row)
    rebuild(session, document, law=law, today=today)
    return taken


def store_reading(session: Session, document: Document, report: Report, *, settings: Settings) -> None:
    """Keep the report of a reading, and over it all standing corrections."""
    reports.store(session, document, report)
    if standing(session, document):
        rebuild(session, document, law=usable(settings)[0], today=today_here())


def rebuild(session: Session, document: Document, *, law: Law, today: date) -> bool:
    """Make the current report anew from the last reading and the standing corrections; False when nothing changed."""
    base = session.scalar(
        select(ReportRow)
        .where(ReportRow.document_id == document.id, ReportRow.origin == "reading")
        .order_by(ReportRow.id.desc())
        .limit(1)
        .options(undefer(ReportRow.body))
    )
    if base is None:
        raise NotReady()
    turns = turning.rows(session, document)
    report = applied(from_json(base.body), standing(session, document), law=law, today=today, turns=turns)
    if report == reports.current(session, document).report:
        return False
    reports.store(session, document, report, origin="judged")
    return True


def _begin(session: Session, document: Document, *, user: User) -> Report:
    """Take the document's row, and the document into this person's hands; its current report."""
    session.execute(update(Document).where(Document.id == document.id).values(run=Document.run))
    session.refresh(document)
    if not document.finished:
        raise NotReady()
    workflow.touch(session, document, user=user)
    return reports.current(session, document).report


def _newest(session: Session, document: Document, kind: CorrectionKind, path: str) -> Correction | None:
    return session.scalar(
        select(Correction)
        .where(Correction.document_id == document.id, Correction.kind == kind, Correction.path == path)
        .order_by(Correction.id.desc())
        .limit(1)
    )


def _seen(session: Session, document: Document, kind: CorrectionKind, path: str, *, seen: int) -> Correction | None:
    newest = _newest(session, document, kind, path)
    if seen != (0 if newest is None or newest.undo else newest.id):
        raise StaleCorrection()
    return newest


def _reason(reason: str) -> str:
    text = reason.strip()
    if len(text) > MAX_REASON:
        raise Invalid.at("reason", f"Alasan lebih panjang dari {MAX_REASON} huruf.", remedy="Ringkaskan alasannya.")
    return text


def _require_on_page(pages: Sequence[PageResult], drawn: Drawn) -> None:
    page = next((p for p in pages if p.number == drawn.page), None)
    if page is None:
        raise Invalid.at(
            "page",
            f"Dokumen ini tidak punya halaman {drawn.page}; belum ada yang disimpan.",
            remedy=f"Isi nomor 1 sampai {len(pages)}.",
        )
    box = drawn.box
    inside = box is None or (
        0 <= box.x0 < box.x1 <= page.width + 0.5 and 0 <= box.y0 < box.y1 <= page.height + 0.5
    )  # NaN is inside nothing
    if not inside:
        raise Invalid.at(
            "box",
            "Kotaknya tidak berada di dalam halaman; belum ada yang disimpan.",
            remedy="Tarik lagi kotaknya pada gambar halaman.",
        )


def _add(
    session: Session,
    document: Document,
    kind: CorrectionKind,
    path: str,
    *,
    old: str | None,
    new: str | None,
    drawn: Drawn | None,
    reason: str,
    user: User,
    undo: bool = False,
    nth: int = 0,
) -> Correction:
    box = None if drawn is None else drawn.box
    row = Correction(
        document_id=document.id,
        kind=kind,
        path=path,
        old_value=old,
        new_value=new,
        undo=undo,
        pipeline_version=document.pipeline_version,
        page=None if drawn is None else drawn.page,
        x0=None if box is None else box.x0,
        y0=None if box is None else box.y0,
        x1=None if box is None else box.x1,
        y1=None if box is None else box.y1,
        quote="" if drawn is None or box is None else page_words.quote(session, document, drawn.page, box),
        nth=nth,
        reason=reason,
        user=user,
    )
    session.add(row)
    session.flush()
    return row


def _record(
    session: Session, document: Document, row: Correction, *, action: str, before: Correction | None, rule: str = ""
) -> None:
    """Values may be names or numbers of people: the trail keeps digests of them."""
    key: bytes = session.info[audit.KEY]

    def kept(value: str | None) -> str | None:
        return None if value is None else audit.digest(key, value)[:16]

    after = {"correction": row.id, "path": row.path, "page": row.page, "value": kept(row.new_value)}
    events.record(
        session,
        action,
        org=document.org,
        actor_id=row.user_id,
        subject=("document", document.id),
        before={"correction": None if before is None else before.id, "value": kept(row.old_value)},
        after={**after, "rule": rule} if rule else after,
        why=row.reason,
    )

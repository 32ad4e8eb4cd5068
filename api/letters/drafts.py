"""Writing a letter: what the form proposes, what it may hold, and the draft that comes of it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from api.errors import Invalid, NotFound
from api.letters.errors import LetterRefused, LetterTaken, NotCheckedYet
from api.letters.kinds import ANSWERED, KINDS, SIDES, SUBJECTS
from api.letters.office import LetterOffice
from api.letters.wording import Item, items
from api.permissions import require, visible
from api.services import events, reports
from api.services.reports import StoredReport
from extractor.errors import LindungError
from extractor.law import Law
from extractor.report import Contract, Party
from extractor.vocabulary import PartyFunction
from models import Document, Letter, LetterFinding, User
from models.document import ReviewState
from models.letter import LetterKind

CHECKED: frozenset[ReviewState] = frozenset({"checked", "approved"})
"""Documents that a letter may be about: a person has decided on every finding, and said so."""
MOST_NOTE = 2000
FURTHEST = timedelta(days=366)
_SIDES: dict[str, tuple[PartyFunction, ...]] = {
    "vendor": ("vendor", "employer", "worker_group"),
    "agency": ("user", "ppk"),
}


@dataclass(frozen=True, slots=True)
class LetterForm:
    """What stands in the form, as typed. ``findings`` are the fingerprints that were ticked. The last day for the
    answer is ``answer_until``, or where that is empty ``answer_days`` working days after the letter's date."""

    kind: str = "clarify"
    addressee: str = ""
    address: str = ""
    subject: str = ""
    letter_date: str = ""
    answer_until: str = ""
    answer_days: str = ""
    contact: str = ""
    signatory: str = ""
    signatory_position: str = ""
    signatory_number: str = ""
    note: str = ""
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Basis:
    """What a letter about a document can be made from. ``items`` are the findings it may be about."""

    document: Document
    stored: StoredReport
    items: tuple[Item, ...]

    @property
    def contract(self) -> Contract:
        return self.stored.report.contract


def basis(session: Session, document: Document, *, law: Law) -> Basis:
    """NotCheckedYet for a document that nobody has declared checked; raises as ``reports.current`` does."""
    if document.review_state not in CHECKED:
        raise NotCheckedYet()
    stored = reports.current(session, document)
    return Basis(document=document, stored=stored, items=items(stored, law=law))


def proposed(
    found: Basis, *, kind: LetterKind, office: LetterOffice, today: date, reminds: Letter | None = None
) -> LetterForm:
    """A form filled as far as document and office know: addressee by the kind, all decided findings ticked."""
    addressee, address = _addressee(found.contract, kind, office)
    made = LetterForm(
        kind=kind,
        addressee=addressee,
        address=address,
        subject=SUBJECTS[kind],
        letter_date=today.isoformat(),
        answer_days=office.answer_days if kind in ANSWERED else "",
        contact=office.contact,
        signatory=office.signatory,
        signatory_position=office.signatory_position,
        signatory_number=office.signatory_number,
        findings=tuple(item.fingerprint for item in found.items if item.decided),
    )
    if reminds is None:
        return made
    return replace(made, addressee=reminds.addressee, address=reminds.address, contact=reminds.contact or made.contact)


def form_of(letter: Letter, findings: Sequence[LetterFinding]) -> LetterForm:
    """The form that a draft came from."""
    return LetterForm(
        kind=letter.kind,
        addressee=letter.addressee,
        address=letter.address,
        subject=letter.subject,
        letter_date=letter.letter_date.isoformat(),
        answer_until="" if letter.answer_until is None else letter.answer_until.isoformat(),
        contact=letter.contact,
        signatory=letter.signatory,
        signatory_position=letter.signatory_position,
        signatory_number=letter.signatory_number,
        note=letter.note,
        findings=tuple(finding.fingerprint for finding in findings),
    )


def create(
    session: Session,
    found: Basis,
    *,
    form: LetterForm,
    user: User,
    law: Law,
    today: date,
    reminds: Letter | None = None,
) -> Letter:
    """Keep a new draft. LetterRefused with what is wrong at each field; nothing was kept then."""
    require(user, "review")
    document = found.document
    letter = Letter(
        id=uuid.uuid4(),
        org=document.org,
        agency=document.agency,
        document_id=document.id,
        reminds_id=None if reminds is None else reminds.id,
        created_by=user.id,
        contract_number=(document.number or "")[:255],
    )
    _put(letter, form, found=found, law=law, today=today)
    session.add(letter)
    session.flush()
    _pick(session, letter, form, found)
    _record(session, "letter.drafted", letter, user, kind=letter.kind, document=str(document.id))
    return letter


def change(
    session: Session, letter: Letter, found: Basis, *, form: LetterForm, user: User, version: int, law: Law, today: date
) -> None:
    """Change a draft. LetterRefused (fields), LetterTaken (no draft any more, or somebody was faster)."""
    require(user, "review")
    trial = Letter(kind=letter.kind)
    _put(trial, form, found=found, law=law, today=today)  # refused before anything of the letter is touched
    lock(session, letter, version=version)
    _put(letter, form, found=found, law=law, today=today)
    session.execute(delete(LetterFinding).where(LetterFinding.letter_id == letter.id))
    _pick(session, letter, form, found)
    _record(session, "letter.changed", letter, user)


def discard(session: Session, letter: Letter, *, user: User, version: int) -> None:
    """Throw a draft away; an issued letter is withdrawn instead."""
    require(user, "review")
    lock(session, letter, version=version)
    _record(session, "letter.discarded", letter, user)
    session.execute(delete(LetterFinding).where(LetterFinding.letter_id == letter.id))
    session.delete(letter)
    session.flush()


def get(session: Session, user: User, letter_id: uuid.UUID) -> Letter:
    """The letter; NotFound when there is none in the person's office."""
    letter = session.get(Letter, letter_id)
    if letter is None or letter.org != user.org:
        raise NotFound()
    return letter


def document_of(session: Session, user: User, letter: Letter) -> Document | None:
    """The document that the letter is about; None when it was erased."""
    if letter.document_id is None:
        return None
    return session.scalar(select(Document).where(Document.id == letter.document_id, visible(user)))


def findings_of(session: Session, letter: Letter) -> Sequence[LetterFinding]:
    """The findings of the letter in its order."""
    return session.scalars(
        select(LetterFinding).where(LetterFinding.letter_id == letter.id).order_by(LetterFinding.position)
    ).all()


def lock(session: Session, letter: Letter, *, version: int, state: str = "draft") -> None:
    """Count the letter's version on, so that nobody else changes it; LetterTaken when it is not the one that was seen
    or not in ``state``."""
    taken = session.execute(
        update(Letter)
        .where(Letter.id == letter.id, Letter.version == version, Letter.state == state)
        .values(version=Letter.version + 1)
        .execution_options(synchronize_session=False)
    )
    session.refresh(letter)
    if taken.rowcount != 1:  # type: ignore[attr-defined]
        raise LetterTaken()


def working_days(law: Law, first: date, last: date) -> int | None:
    """How many working days lie after ``first`` up to ``last``; None when the holidays of a year are not known."""
    for count in range(1, (last - first).days + 1):
        day = law.working_day_after(first, count, joint_leave_counts=False)
        if day is None:
            return None
        if day >= last:
            return count if day == last else count - 1
    return 0


def _put(letter: Letter, form: LetterForm, *, found: Basis, law: Law, today: date) -> None:
    """Check the form and write it into ``letter``; LetterRefused leaves the letter as it was."""
    errors: dict[str, LindungError] = {}
    if form.kind not in KINDS:
        errors["kind"] = _wrong("kind", "jenis surat tidak dikenal", "Pilih jenis surat dari daftar.")
    for name, what, longest in (
        ("addressee", "yang dituju", 255), ("subject", "perihal", 255), ("address", "", 500), ("contact", "", 255),
        ("signatory", "", 128), ("signatory_position", "", 128), ("signatory_number", "", 32), ("note", "", MOST_NOTE),
    ):  # fmt: skip
        text = getattr(form, name).strip()
        if what and not text:
            errors[name] = _wrong(name, f"{what} belum diisi", "Isi bagian ini, lalu simpan lagi.")
        elif len(text) > longest:
            errors[name] = _wrong(name, f"isian ini lebih panjang dari {longest} huruf", "Ringkaskan isinya.")
    known = {item.fingerprint for item in found.items}
    if not form.findings:
        errors["findings"] = _wrong("findings", "belum ada temuan yang dipilih", "Centang paling sedikit satu temuan.")
    elif not known.issuperset(form.findings):
        errors["findings"] = _wrong(
            "findings", "ada temuan yang sudah diabaikan atau berubah", "Centang lagi dari daftar yang sekarang."
        )
    dated = _day(form.letter_date)
    if dated is None or not today - FURTHEST <= dated <= today + FURTHEST:
        errors["letter_date"] = _wrong(
            "letter_date", "tanggal surat belum diisi, tidak dikenali, atau terlalu jauh", "Tulis seperti 2026-11-24."
        )
        dated = None
    until = _until(form, dated, law, errors)
    if errors:
        raise LetterRefused(errors)
    for name in ("addressee", "subject", "address", "contact", "signatory", "signatory_position", "signatory_number"):
        setattr(letter, name, getattr(form, name).strip())
    letter.note = form.note.strip()
    letter.kind = form.kind  # type: ignore[assignment]
    letter.letter_date, letter.answer_until = dated or today, until


def _until(form: LetterForm, dated: date | None, law: Law, errors: dict[str, LindungError]) -> date | None:
    """The last day for the answer; what is wrong with it goes into ``errors``."""
    if form.answer_until.strip():
        until = _day(form.answer_until)
        if until is None:
            errors["answer_until"] = _wrong("answer_until", "batas jawab tidak dikenali", "Tulis seperti 2026-12-03.")
        elif dated is not None and until <= dated:
            errors["answer_until"] = _wrong(
                "answer_until", "batas jawab tidak sesudah tanggal surat", "Pilih hari sesudah tanggal surat."
            )
        elif dated is not None and until > dated + FURTHEST:
            errors["answer_until"] = _wrong("answer_until", "batas jawab lebih dari setahun", "Periksa tahunnya.")
        return until
    days = form.answer_days.strip()
    if not days:
        if form.kind in ANSWERED:
            errors["answer_until"] = _wrong(
                "answer_until", "surat ini meminta jawaban, tetapi batasnya belum diisi", "Isi tanggal atau hari kerja."
            )
        return None
    if not days.isdecimal() or not 1 <= int(days) <= 250:
        errors["answer_days"] = _wrong("answer_days", "jumlah hari kerja bukan angka 1 sampai 250", "Isi angka saja.")
        return None
    until = None if dated is None else law.working_day_after(dated, int(days), joint_leave_counts=False)
    if until is None and dated is not None:
        errors["answer_until"] = _wrong(
            "answer_until",
            "hari libur tahun itu belum ada di data hukum, sehingga hari kerja tidak dapat dihitung",
            "Isi tanggal batas jawabnya.",
        )
    return until


def _pick(session: Session, letter: Letter, form: LetterForm, found: Basis) -> None:
    chosen = [item for item in found.items if item.fingerprint in set(form.findings)]
    for position, item in enumerate(chosen):
        session.add(
            LetterFinding(
                letter_id=letter.id,
                position=position,
                fingerprint=item.fingerprint,
                rule=item.rule,
                title=item.title,
            )
        )
    session.flush()


def _addressee(contract: Contract, kind: LetterKind, office: LetterOffice) -> tuple[str, str]:
    if SIDES[kind] == "supervisor":
        return office.supervisor, office.supervisor_address
    party = party_of(contract, SIDES[kind])
    if party is None or party.name is None:
        return "", ""
    return f"Pimpinan {party.name.value}"[:255], ("" if party.address is None else party.address.value)[:500]


def party_of(contract: Contract, side: str) -> Party | None:
    """The first party of that side that has a name."""
    for function in _SIDES[side]:
        for party in contract.parties:
            if party.function == function and party.name is not None:
                return party
    return None


def _record(session: Session, action: str, letter: Letter, user: User, **after: str) -> None:
    events.record(session, action, org=letter.org, actor_id=user.id, subject=("letter", letter.id), after=after or None)


def _wrong(field: str, what: str, remedy: str) -> Invalid:
    return Invalid.at(field, f"Surat belum disimpan: {what}.", remedy=remedy)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None

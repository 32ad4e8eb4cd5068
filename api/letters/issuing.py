"""From a draft to an issued letter: number, frozen Word file, first step of each finding; and taking it back."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import BinaryIO

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from api.errors import Invalid, NotFound
from api.letters import drafts, following, kept_templates, numbers
from api.letters import office as offices
from api.letters.drafts import Basis
from api.letters.engine import filled
from api.letters.errors import LetterRefused, LetterTaken, NumberUsed
from api.letters.fields import Content
from api.letters.office import LetterOffice
from api.letters.wording import Item
from api.masking import cover_personal
from api.permissions import require
from api.routes.web_format import listing, long_date
from api.services import events
from api.storage import Storage
from extractor.errors import LindungError
from extractor.law import Law
from extractor.report import Contract
from extractor.vocabulary import CONTRACT_KIND_NAMES
from models import Letter, LetterFinding, User
from models.base import utc_now

NO_NUMBER = "……………………"
"""Stands in a draft where the number will be."""
MOST_REASON = 2000
LARGEST_SCAN = 20 * 1024 * 1024
_SCANS = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}


def content(
    found: Basis,
    letter: Letter,
    findings: Sequence[LetterFinding],
    *,
    office: LetterOffice,
    law: Law,
    reminds: Letter | None,
    number: str,
) -> Content:
    """All that the letter says, from the current report. LetterRefused when a picked finding was dismissed since, or
    is no longer in the report."""
    known = {item.fingerprint: item for item in found.items}
    if any(finding.fingerprint not in known for finding in findings):
        raise LetterRefused({
            "findings": Invalid.at(
                "findings",
                "Surat belum dibuat: ada temuan yang sejak itu diabaikan atau berubah.",
                remedy="Buka isian surat, periksa centangnya, lalu simpan lagi.",
            )
        })  # fmt: skip
    chosen = [known[finding.fingerprint] for finding in findings]
    days = None
    if letter.answer_until is not None:
        days = drafts.working_days(law, letter.letter_date, letter.answer_until)
    values = {
        "pemerintah": office.government,
        "nama_kantor": office.name,
        "alamat_kantor": office.address,
        "kontak_kantor": office.contact_line,
        "tempat": office.place,
        "tanggal": long_date(letter.letter_date),
        "nomor": number or NO_NUMBER,
        "perihal": letter.subject,
        "lampiran": "-",
        "kepada": cover_personal(letter.addressee),
        "alamat_tujuan": letter.address,
        **_contracts(found, chosen),
        "batas_jawab": "" if letter.answer_until is None else long_date(letter.answer_until),
        "hari_jawab": str(days) if days else "",
        "catatan": cover_personal(letter.note),
        "narahubung": letter.contact,
        "penanda_tangan": letter.signatory,
        "jabatan_penanda_tangan": letter.signatory_position,
        "nip": letter.signatory_number,
        "nomor_sebelumnya": "" if reminds is None else reminds.number or "",
        "tanggal_sebelumnya": "" if reminds is None else long_date(reminds.letter_date),
        "batas_sebelumnya": "" if reminds is None or reminds.answer_until is None else long_date(reminds.answer_until),
    }
    return Content(values=values, items=chosen)


def draft_file(
    session: Session, storage: Storage, found: Basis, letter: Letter, *, law: Law, number: str = ""
) -> tuple[bytes, str, Content]:
    """The Word file of the letter as it would be issued now, the hash of its template ("" the shipped one), and what
    it says."""
    office = offices.of(session, org=letter.org)
    reminds = None if letter.reminds_id is None else session.get(Letter, letter.reminds_id)
    said = content(
        found, letter, drafts.findings_of(session, letter), office=office, law=law, reminds=reminds, number=number
    )
    one = kept_templates.of_kind(session, org=letter.org, kind=letter.kind)
    title = f"{letter.subject} {number}".strip()
    logo = offices.logo_of(storage, office)
    return filled(kept_templates.content(storage, one), said, logo=logo, title=title), one.sha256, said


def issue(
    session: Session, storage: Storage, found: Basis, letter: Letter, *, number: str, user: User, version: int, law: Law
) -> None:
    """Give the draft its number and freeze it. LetterRefused (what is missing, at its field), NumberUsed, LetterTaken.

    The Word file is kept by its content; every picked finding begins with the step "sent".
    """
    require(user, "approve")
    number = " ".join(number.split())
    office = offices.of(session, org=letter.org)
    _require_complete(letter, office, number)
    drafts.lock(session, letter, version=version)
    if numbers.used(session, org=letter.org, number=number):
        raise NumberUsed()
    data, template, said = draft_file(session, storage, found, letter, law=law, number=number)
    incoming = storage.receive(io.BytesIO(data))
    storage.keep_attachment(incoming)
    try:
        with session.begin_nested():
            letter.number, letter.number_key = number, numbers.key(number)
            letter.sequence = numbers.sequence_in(office.number_pattern, number, day=letter.letter_date)
            session.flush()
    except IntegrityError:
        # Somebody else took the number between the question and now.
        raise NumberUsed() from None
    letter.state, letter.issued_by, letter.issued_at = "issued", user.id, utc_now()
    letter.docx_sha256, letter.template_sha256 = incoming.sha256, template
    picked = drafts.findings_of(session, letter)
    for finding, item in zip(picked, said.items, strict=True):
        finding.title, finding.said, finding.pages, finding.basis = item.title, item.said, item.place[:255], item.basis
    session.flush()
    following.begin(session, letter, [finding.fingerprint for finding in picked], user=user)
    events.record(
        session,
        "letter.issued",
        org=letter.org,
        actor_id=user.id,
        subject=("letter", letter.id),
        after={"kind": letter.kind, "number": number, "sha256": incoming.sha256, "findings": len(picked)},
    )


def withdraw(session: Session, letter: Letter, *, reason: str, user: User, version: int) -> None:
    """Take an issued letter back, with a reason: its number stays used, its steps count no more."""
    require(user, "approve")
    reason = reason.strip()
    if not reason or len(reason) > MOST_REASON:
        raise Invalid.at(
            "reason",
            "Surat belum ditarik: alasannya belum diisi, atau lebih panjang dari 2000 huruf.",
            remedy="Tuliskan mengapa surat ini ditarik, lalu kirim lagi.",
        )
    drafts.lock(session, letter, version=version, state="issued")
    letter.state, letter.withdrawn_by, letter.withdrawn_at = "withdrawn", user.id, utc_now()
    letter.withdrawn_reason = reason
    session.flush()
    events.record(
        session, "letter.withdrawn", org=letter.org, actor_id=user.id, subject=("letter", letter.id), why=reason
    )


def attach_scan(
    session: Session, storage: Storage, letter: Letter, *, stream: BinaryIO, filename: str, user: User
) -> None:
    """Keep the signed letter, scanned, beside an issued one. Invalid at ``scan`` for what is neither PDF nor JPEG nor
    PNG, or too large; FileTooLarge, DiskFull."""
    require(user, "review")
    if letter.state == "draft":
        raise LetterTaken()
    data = stream.read(LARGEST_SCAN + 1)
    kind = next((kind for mark, kind in _SCANS.items() if data.startswith(mark)), None)
    if kind is None or len(data) > LARGEST_SCAN:
        raise Invalid.at(
            "scan",
            "Pindaian belum disimpan: bukan PDF, JPEG, atau PNG, atau lebih besar dari 20 MB.",
            remedy="Pindai surat yang sudah ditandatangani sebagai PDF, lalu unggah lagi.",
        )
    incoming = storage.receive(io.BytesIO(data))
    storage.keep_attachment(incoming)
    before = letter.scan_sha256
    letter.scan_sha256, letter.scan_filename, letter.scan_media_type = incoming.sha256, filename[-255:], kind
    letter.version += 1
    session.flush()
    events.record(
        session,
        "letter.scan-attached",
        org=letter.org,
        actor_id=user.id,
        subject=("letter", letter.id),
        before={"sha256": before},
        after={"sha256": incoming.sha256},
    )


def kept_file(storage: Storage, sha256: str | None) -> bytes:
    """An issued letter, or a scan, as it was kept; NotFound when there is none."""
    if sha256 is not None and storage.fetch(place := storage.attachment(sha256)):
        return place.read_bytes()
    raise NotFound("Berkas surat ini tidak ada di penyimpanan.", remedy="Hubungi pengelola untuk memulihkan cadangan.")


def _contracts(found: Basis, chosen: Sequence[Item]) -> dict[str, str]:
    """What the letter says of the contract, or of those contracts of the file that the findings are about."""
    report = found.stored.report
    marks = {item.fingerprint for item in chosen}
    contracts: list[Contract] = []
    at = 0
    for part in report.parts:
        rows = found.stored.findings[at : at + len(part.findings)]
        at += len(part.findings)
        if any(judged.row.fingerprint in marks for judged in rows):
            contracts.append(part.contract)
    contracts = contracts or [report.contract]
    first = contracts[0]
    user, vendor = drafts.party_of(first, "agency"), drafts.party_of(first, "vendor")
    said = {
        "jenis_kontrak": CONTRACT_KIND_NAMES[first.kind],
        "nomor_kontrak": listing([c.number.value for c in contracts if c.number is not None]) or "(tanpa nomor)",
        "tanggal_kontrak": "(tanpa tanggal)" if first.signed_on is None else long_date(first.signed_on.value),
        "pengguna": "pemberi kerja" if user is None or user.name is None else user.name.value,
        "penyedia": "penyedia" if vendor is None or vendor.name is None else vendor.name.value,
    }
    return {name: cover_personal(value) for name, value in said.items()}


def _require_complete(letter: Letter, office: LetterOffice, number: str) -> None:
    errors: dict[str, LindungError] = {}
    if not number or len(number) > 128:
        errors["number"] = Invalid.at(
            "number", "Surat belum terbit: nomornya belum diisi, atau terlalu panjang.", remedy="Isi nomor surat."
        )
    if not letter.signatory or not letter.signatory_position:
        errors["signatory"] = Invalid.at(
            "signatory",
            "Surat belum terbit: penanda tangan dan jabatannya belum diisi.",
            remedy="Isi pada isian surat, simpan, lalu terbitkan.",
        )
    if not office.complete:
        errors["office"] = Invalid.at(
            "office",
            "Surat belum terbit: nama, alamat, atau tempat kantor belum diisi.",
            remedy="Minta admin melengkapi kop surat di halaman templat surat.",
        )
    if errors:
        raise LetterRefused(errors)

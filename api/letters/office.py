"""The office as its letters name it: letterhead, signatory, the number pattern. Kept among the office's settings."""

from __future__ import annotations

import io
import re
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, BinaryIO

from PIL import Image, UnidentifiedImageError
from sqlalchemy.orm import Session

from api.errors import Invalid
from api.letters import numbers
from api.letters.errors import LetterRefused
from api.services import office as settings
from api.storage import Storage
from extractor.errors import LindungError
from extractor.intake.errors import FileTooLarge
from models import User

KEY = "letters.office"
MOST_LOGO = 512 * 1024
_MOST_PIXELS = 4_000_000
_LONGEST: dict[str, int] = {"address": 500, "supervisor_address": 500, "answer_days": 3, "signatory_number": 32}


@dataclass(frozen=True, slots=True)
class LetterOffice:
    """``government`` stands above the ``name`` of the office ("PEMERINTAH KABUPATEN …"), ``place`` before the date.
    ``supervisor`` is whom a letter is handed on to. ``number_pattern`` see ``api.letters.numbers``; ``answer_days``
    working days for an answer. ``logo`` is the hash of the picture that is kept ("": none)."""

    government: str = ""
    name: str = ""
    address: str = ""
    contact_line: str = ""
    place: str = ""
    supervisor: str = ""
    supervisor_address: str = ""
    number_pattern: str = "560/{urut}/DISNAKER/{tahun}"
    answer_days: str = "7"
    contact: str = ""
    signatory: str = ""
    signatory_position: str = "Kepala Dinas"
    signatory_number: str = ""
    logo: str = ""

    @property
    def complete(self) -> bool:
        """Whether a letter can be headed with it."""
        return bool(self.name and self.address and self.place)


FIELDS: tuple[str, ...] = tuple(f.name for f in fields(LetterOffice) if f.name != "logo")


def of(session: Session, *, org: str) -> LetterOffice:
    """The office's data; what it never filled in is empty."""
    kept: dict[str, Any] = settings.value(session, org=org, key=KEY) or {}
    return LetterOffice(**{name: str(value) for name, value in kept.items() if name in {*FIELDS, "logo"}})


def keep(
    session: Session,
    storage: Storage,
    *,
    user: User,
    typed: dict[str, str],
    logo: BinaryIO | None,
    remove_logo: bool = False,
) -> LetterOffice:
    """Keep what was typed for the user's office; ``logo`` None: the picture stays. LetterRefused with what is wrong at
    each field; nothing has changed then."""
    before = of(session, org=user.org)
    made = LetterOffice(**{name: " ".join(typed.get(name, "").split(" ")).strip() for name in FIELDS}, logo=before.logo)
    errors: dict[str, LindungError] = {}
    for name in FIELDS:
        longest = _LONGEST.get(name, 255)
        if len(getattr(made, name)) > longest:
            errors[name] = Invalid.at(
                name, f"Isian ini lebih panjang dari {longest} huruf; belum disimpan.", remedy="Ringkaskan isinya."
            )
    for name, what in (("name", "nama kantor"), ("address", "alamat kantor"), ("place", "tempat surat")):
        if not getattr(made, name):
            errors[name] = Invalid.at(
                name, f"Data kantor belum disimpan: {what} belum diisi.", remedy="Isi seperti pada kop surat kantor."
            )
    if not re.fullmatch(r"[1-9]\d{0,2}", made.answer_days):
        errors["answer_days"] = Invalid.at(
            "answer_days", "Waktu jawab bukan angka 1 sampai 999; belum disimpan.", remedy="Isi jumlah hari kerja."
        )
    problem = numbers.problem(made.number_pattern)
    if problem is not None:
        errors["number_pattern"] = problem
    picture: bytes | None = None
    if logo is not None:
        picture = logo.read(MOST_LOGO + 1)
        wrong = _picture_problem(picture)
        if wrong is not None:
            errors["logo"] = wrong
    if errors:
        raise LetterRefused(errors)
    if remove_logo:
        made = replace(made, logo="")
    if picture is not None:
        incoming = storage.receive(io.BytesIO(picture))
        storage.keep_attachment(incoming)
        made = replace(made, logo=incoming.sha256)
    settings.keep(session, user=user, key=KEY, value=asdict(made))
    return made


def logo_of(storage: Storage, office: LetterOffice) -> bytes | None:
    """The picture as PNG or JPEG bytes; None when the office has none, or it is no longer there."""
    if not office.logo:
        return None
    place = storage.attachment(office.logo)
    return place.read_bytes() if storage.fetch(place) else None


def _picture_problem(data: bytes) -> LindungError | None:
    remedy = "Pilih gambar PNG atau JPEG paling besar 512 KB dan 4 juta titik."
    if len(data) > MOST_LOGO:
        return FileTooLarge("Gambar logo melebihi 512 KB; belum disimpan.", remedy=remedy)
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
            if image.width * image.height <= _MOST_PIXELS:
                image.load()
                return None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        pass
    return Invalid.at("logo", "Berkas logo bukan gambar yang dapat dipakai; belum disimpan.", remedy=remedy)

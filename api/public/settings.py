"""What an office decided about its page for everybody. Off until somebody switches it on."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from api.errors import Invalid
from api.services import office
from models import User

KEY = "public.page"
LICENCES = (
    "Creative Commons Atribusi 4.0 (CC BY 4.0)",
    "Creative Commons CC0 1.0 (domain publik)",
)
"""Offered to choose from; an office may write its own line."""


@dataclass(frozen=True, slots=True)
class Settings:
    """``on``: the page is there. ``vendors``: firms are named on it. ``licence`` is the line under which the data may
    be used, ``contact`` where people may ask ("": not said)."""

    on: bool = False
    vendors: bool = False
    licence: str = LICENCES[0]
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """The head of the office's paper as a form holds it: ``lines`` one a line."""

    above: str = ""
    name: str = ""
    lines: str = ""


def settings(session: Session, *, org: str) -> Settings:
    """Those of the office; the beginning ones when it never set any."""
    kept = office.value(session, org=org, key=KEY)
    return Settings(**kept) if isinstance(kept, dict) else Settings()


def paper(session: Session, *, org: str) -> Paper:
    head = office.letterhead(session, org=org)
    return Paper() if head is None else Paper(above=head.above, name=head.name, lines="\n".join(head.lines))


def keep(session: Session, *, user: User, chosen: Settings, head: Paper) -> None:
    """Invalid at its field: a page that is on needs the name of the office and a licence."""
    name = " ".join(head.name.split())
    if not name:
        raise Invalid.at(
            "nama",
            "Pengaturan belum disimpan: nama kantor belum diisi.",
            remedy="Isi nama kantor seperti pada kop surat; nama itu tercetak di atas rekapitulasi dan halaman umum.",
        )
    if not chosen.licence.strip():
        raise Invalid.at(
            "lisensi",
            "Pengaturan belum disimpan: lisensi data belum diisi.",
            remedy="Pilih salah satu, misalnya CC BY 4.0, atau tulis ketentuan kantor Anda.",
        )
    office.keep(
        session,
        user=user,
        key=office.LETTERHEAD,
        value={
            "above": " ".join(head.above.split())[:255],
            "name": name[:255],
            "lines": [" ".join(line.split())[:255] for line in head.lines.splitlines() if line.strip()][:6],
        },
    )
    office.keep(
        session,
        user=user,
        key=KEY,
        value={
            "on": chosen.on,
            "vendors": chosen.vendors,
            "licence": " ".join(chosen.licence.split())[:255],
            "contact": " ".join(chosen.contact.split())[:255],
        },
    )

"""Agencies and vendors as an office knows them. A tax number decides, then a known spelling; what merely looks alike is
suggested to a person and never joined by itself."""

from __future__ import annotations

import re
import unicodedata
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.errors import Invalid, NotFound
from api.services import events
from models import Organisation, OrganisationAlias, User
from models.register import OrganisationKind

_FORMS = re.compile(r"\b(?:pt|cv|ud|pd|fa|tbk|persero|koperasi|kop|yayasan|perum|perseroan terbatas)\b\.?")
_SHORT = (
    (re.compile(r"\bkab\b\.?"), "kabupaten"),
    (re.compile(r"\bkec\b\.?"), "kecamatan"),
    (re.compile(r"\bdin\b\.?"), "dinas"),
    (re.compile(r"\bprov\b\.?"), "provinsi"),
    (re.compile(r"\brsud\b"), "rumah sakit umum daerah"),
)
ALIKE = 90
"""Similarity (0 to 100) from which two names are shown as perhaps the same."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two organisations that may be one. ``score`` 0 to 100."""

    first: Organisation
    second: Organisation
    score: float


def key_of(name: str) -> str:
    """The name without legal form, case, accents, punctuation: "PT. Bina  Raga (Persero)" and "Bina Raga" are one."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    plain = plain.replace("&", " dan ")
    for short, long in _SHORT:
        plain = short.sub(long, plain)
    bare = _FORMS.sub(" ", plain)
    words = re.sub(r"[^a-z0-9]+", " ", bare).split() or re.sub(r"[^a-z0-9]+", " ", plain).split()
    return " ".join(words)[:255]


def npwp_of(text: str) -> str:
    """Its digits; "" when they are not the 15 or 16 of a tax number."""
    digits = re.sub(r"\D", "", text)
    return digits if len(digits) in (15, 16) else ""


def tax_key(npwp: str) -> str:
    """The number under which an NPWP is compared: 16 digits that are 15 with a zero before them are the same number, as
    the long form of firms is made (PMK 112/PMK.03/2022, from memory)."""
    return npwp[1:] if len(npwp) == 16 and npwp.startswith("0") else npwp


def recognise(session: Session, *, org: str, kind: OrganisationKind, name: str, npwp: str = "") -> Organisation:
    """The organisation of that tax number, or known under that spelling, or a new one. The spelling is remembered.

    A known spelling with another tax number is another body: two firms may share a name.
    """
    key, digits = key_of(name), npwp_of(npwp)
    same = tax_key(digits)
    found = None
    if digits:
        found = session.scalar(
            select(Organisation)
            .where(Organisation.org == org, Organisation.kind == kind, Organisation.npwp.in_((same, f"0{same}")))
            .order_by(Organisation.created_at)
            .limit(1)
        )
    alias = session.scalar(
        select(OrganisationAlias).where(
            OrganisationAlias.org == org, OrganisationAlias.kind == kind, OrganisationAlias.key == key
        )
    )
    if found is None and alias is not None:
        known = session.get_one(Organisation, alias.organisation_id)
        if not digits or not known.npwp or tax_key(known.npwp) == same:
            found = known
            found.npwp = found.npwp or digits
    if found is None:
        found = Organisation(org=org, kind=kind, name=name.strip()[:255], npwp=digits)
        session.add(found)
        session.flush()
    if alias is None:
        session.add(OrganisationAlias(org=org, kind=kind, key=key, organisation_id=found.id))
        session.flush()
    return found


def alike(session: Session, *, org: str, kind: OrganisationKind, limit: int = 50) -> tuple[Pair, ...]:
    """Organisations that may be one body, the most alike first; never two with different tax numbers."""
    rows = session.scalars(
        select(Organisation)
        .where(Organisation.org == org, Organisation.kind == kind, Organisation.merged_into_id.is_(None))
        .order_by(Organisation.name)
    ).all()
    keys = [key_of(row.name) for row in rows]
    pairs: list[Pair] = []
    for index, row in enumerate(rows):
        found = process.extract(
            keys[index], keys[index + 1 :], scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE, limit=5
        )
        for _key, score, offset in found:
            other = rows[index + 1 + offset]
            if not (row.npwp and other.npwp and tax_key(row.npwp) != tax_key(other.npwp)):
                pairs.append(Pair(first=row, second=other, score=score))
    return tuple(sorted(pairs, key=lambda pair: -pair.score)[:limit])


def merge(session: Session, first: uuid.UUID, second: uuid.UUID, *, user: User) -> None:
    """From now on ``second`` counts as ``first``. Nothing else changes, so ``unmerge`` brings the old state back.

    NotFound for organisations of another office, Invalid when they cannot be one.
    """
    kept, gone = get(session, first, org=user.org), get(session, second, org=user.org)
    if kept.id == gone.id or kept.kind != gone.kind or kept.merged_into_id or gone.merged_into_id:
        raise Invalid.at(
            "second",
            "Kedua nama ini tidak dapat digabung; tidak ada yang diubah.",
            remedy="Pilih dua nama sejenis yang belum digabung.",
        )
    for row in session.scalars(select(Organisation).where(Organisation.merged_into_id == gone.id)):
        row.merged_into_id = kept.id
    gone.merged_into_id = kept.id
    _record(session, "organisation.merged", gone, user=user, into=kept.id)


def unmerge(session: Session, identifier: uuid.UUID, *, user: User) -> None:
    """Let a merged organisation stand for itself again."""
    row = get(session, identifier, org=user.org)
    if row.merged_into_id is None:
        raise Invalid.at("id", "Nama ini tidak sedang digabung; tidak ada yang diubah.", remedy="Muat ulang halaman.")
    before, row.merged_into_id = row.merged_into_id, None
    _record(session, "organisation.unmerged", row, user=user, into=before)


def merged(session: Session, *, org: str) -> Sequence[tuple[Organisation, Organisation]]:
    """All merges that hold: (what was merged, into what)."""
    rows = session.scalars(
        select(Organisation).where(Organisation.org == org, Organisation.merged_into_id.is_not(None))
    ).all()
    into = {
        row.id: row
        for row in session.scalars(select(Organisation).where(Organisation.id.in_({r.merged_into_id for r in rows})))
    }
    return [(row, into[row.merged_into_id]) for row in rows if row.merged_into_id in into]


def get(session: Session, identifier: uuid.UUID, *, org: str) -> Organisation:
    """NotFound when there is none or it belongs to another office."""
    row = session.get(Organisation, identifier)
    if row is None or row.org != org:
        raise NotFound()
    return row


def _record(session: Session, action: str, row: Organisation, *, user: User, into: uuid.UUID) -> None:
    events.record(
        session,
        action,
        org=user.org,
        actor_id=user.id,
        subject=("organisation", row.id),
        after={"into": str(into)},
    )

"""Lists of agencies and vendors: what they would change, changing it, and taking it back."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from api.register.imports.dependents import refuse_when_used
from api.register.imports.errors import ImportInUse
from api.register.imports.known import Known
from api.register.imports.rows import Parsed, Planned
from api.register.names import key_of, tax_key
from models import Organisation, OrganisationAlias, RegisterImport, RegisterImportRow
from models.register import OrganisationKind

_FIELDS = ("name", "short_name", "npwp", "nib", "district", "address")
_WORDS: dict[OrganisationKind, str] = {"agency": "Instansi", "vendor": "Penyedia"}


class _Seen:
    """What earlier rows of the same list said: nobody may stand in it twice."""

    def __init__(self) -> None:
        self.keys: dict[str, tuple[int, str]] = {}
        self.npwp: dict[str, int] = {}
        self.nib: dict[str, int] = {}
        self.targets: dict[uuid.UUID, int] = {}


def plan(session: Session, *, org: str, kind: OrganisationKind, rows: Sequence[Parsed]) -> list[Planned]:
    """What each row would do: a new organisation, a change, nothing, or why it cannot. Two queries.

    A tax number or NIB decides, then a known spelling; a name that is merely similar is only noted. An empty cell
    never takes away what is known.
    """
    known, seen = Known(session, org=org, kind=kind), _Seen()
    made = []
    for row in rows:
        planned = Planned(row.number, row.fields, "error" if row.problems else "same", list(row.problems))
        _twice(planned, seen, _WORDS[kind])
        if planned.state != "error":
            _compare(planned, known, seen, _WORDS[kind])
        made.append(planned)
    new = [planned for planned in made if planned.state == "new"]
    similar = known.similar([str(planned.fields["name"]) for planned in new])
    for planned, other in zip(new, similar, strict=True):
        npwp = str(planned.fields.get("npwp", ""))
        if other is not None and not (npwp and other.npwp and tax_key(npwp) != tax_key(other.npwp)):
            planned.notes.append(
                f"Mirip dengan “{other.name}” yang sudah dikenal. Bila sama, gabungkan di bagian Nama yang sama "
                "setelah impor; tidak digabung sendiri."
            )
    return made


def spellings(fields: dict[str, Any]) -> list[str]:
    """The keys of the name and of every other name of a row, each once."""
    names = [fields.get("name", ""), *fields.get("aliases", ())]
    return [key for key in dict.fromkeys(key_of(str(name)) for name in names) if key]


def _twice(planned: Planned, seen: _Seen, word: str) -> None:
    fields, number = planned.fields, planned.number
    npwp, nib = tax_key(str(fields.get("npwp", ""))), str(fields.get("nib", ""))
    if npwp and (earlier := seen.npwp.setdefault(npwp, number)) != number:
        planned.refuse("NPWP", f"{word} ini sudah ada di baris {earlier} (NPWP sama).")
    if nib and (earlier := seen.nib.setdefault(nib, number)) != number:
        planned.refuse("NIB", f"{word} ini sudah ada di baris {earlier} (NIB sama).")
    keys = spellings(fields)
    if fields.get("name") and not key_of(str(fields["name"])):
        planned.refuse("Nama", "Nama ini tidak berisi huruf atau angka.")
    for index, key in enumerate(keys):
        earlier, of_npwp = seen.keys.setdefault(key, (number, npwp))
        if earlier == number or (index == 0 and npwp and of_npwp and npwp != of_npwp):
            continue  # Two bodies may share a name when their tax numbers say so.
        column = "Nama" if index == 0 else "Nama lain"
        planned.refuse(column, f"{word} ini sudah ada di baris {earlier} (nama sama).")


def _compare(planned: Planned, known: Known, seen: _Seen, word: str) -> None:
    fields = planned.fields
    name, npwp, nib = (str(fields.get(field, "")) for field in ("name", "npwp", "nib"))
    by_npwp = known.by_npwp.get(tax_key(npwp)) if npwp else None
    by_nib = known.by_nib.get(nib) if nib else None
    if by_npwp is not None and by_nib is not None and by_npwp is not by_nib:
        planned.refuse("NIB", f"NPWP ini milik “{by_npwp.name}”, tetapi NIB-nya milik “{by_nib.name}”.")
        return
    target, by_name = by_npwp or by_nib, known.by_key.get(key_of(name))
    if target is not None and by_name is not None and by_name is not target:
        planned.refuse(
            "Nama",
            f"Nama ini dikenal sebagai “{by_name.name}”, tetapi NPWP atau NIB-nya milik “{target.name}”. "
            "Bila keduanya sama, gabungkan dahulu di bagian Nama yang sama.",
        )
        return
    if target is None and by_name is not None:
        if npwp and by_name.npwp and tax_key(npwp) != tax_key(by_name.npwp):
            planned.notes.append(f"“{by_name.name}” sudah dikenal dengan NPWP lain; yang ini dicatat tersendiri.")
        else:
            target = by_name
    for alias in fields.get("aliases") or ():  # type: ignore[union-attr]
        other = known.by_key.get(key_of(str(alias)))
        if other is not None and other is not target:
            planned.refuse("Nama lain", f"“{alias}” sudah dikenal sebagai “{other.name}”.")
            return
    if target is None:
        planned.state = "new"
        return
    earlier = seen.targets.setdefault(target.id, planned.number)
    if earlier != planned.number:
        planned.refuse("Nama", f"{word} ini sudah ada di baris {earlier}: keduanya dikenal sebagai “{target.name}”.")
        return
    planned.target = target.id
    planned.before = _changes(fields, target, known)
    planned.state = "changed" if planned.before else "same"


def _changes(fields: dict[str, Any], target: Organisation, known: Known) -> dict[str, Any]:
    """Of the fields that would change, what they say now; ``aliases`` are the spellings that would be added."""
    before: dict[str, Any] = {}
    for field in _FIELDS:
        value, now = fields.get(field, ""), getattr(target, field)
        if not value or value == now:
            continue
        if field == "npwp" and now:
            continue  # the same number, written with 15 or 16 digits, or that of one merged into this
        before[field] = now
    added = [key for key in spellings(fields) if key not in known.by_key]
    if added:
        before["aliases"] = added
    return before


def apply(session: Session, made: RegisterImport, rows: Sequence[RegisterImportRow]) -> None:
    """Do what was planned."""
    kind: OrganisationKind = "agency" if made.kind == "agency" else "vendor"
    taken = set(
        session.scalars(
            select(OrganisationAlias.key).where(OrganisationAlias.org == made.org, OrganisationAlias.kind == kind)
        )
    )
    known = targets(session, made)
    aliases: list[dict[str, Any]] = []

    def remember(keys: Iterable[str], identifier: uuid.UUID) -> None:
        for key in keys:
            if key not in taken:
                taken.add(key)
                aliases.append({"org": made.org, "kind": kind, "key": key, "organisation_id": identifier})

    for row in rows:
        if row.state == "new":
            identifier = uuid.uuid4()
            said = {field: row.fields.get(field, "") for field in _FIELDS}
            session.add(Organisation(id=identifier, org=made.org, kind=kind, **said))
            row.target_id = identifier
            remember(spellings(row.fields), identifier)
        elif row.state == "changed" and row.target_id is not None:
            target = known[row.target_id]
            for field in row.before.keys() - {"aliases"}:
                setattr(target, field, row.fields[field])
            remember(row.before.get("aliases", ()), target.id)
    session.flush()
    add_spellings(session, aliases)


def add_spellings(session: Session, columns: Sequence[dict[str, Any]]) -> None:
    """In one statement: mapped one by one they would be asked for their numbers one by one."""
    if columns:
        session.execute(insert(OrganisationAlias), list(columns))


def undo(session: Session, made: RegisterImport, rows: Sequence[RegisterImportRow]) -> None:
    """Take everything back. ImportInUse when something rests on it or was changed since."""
    new = [row.target_id for row in rows if row.state == "new" and row.target_id is not None]
    refuse_when_used(session, "organisation", new)
    known = targets(session, made)
    gone: list[str] = []
    for row in rows:
        if row.state != "changed" or row.target_id is None:
            continue
        target = known.get(row.target_id)
        if target is None:
            continue
        for field in row.before.keys() - {"aliases"}:
            if getattr(target, field) != row.fields[field]:
                raise changed_since(target.name)
            setattr(target, field, row.before[field])
        gone += row.before.get("aliases", ())
    kind = "agency" if made.kind == "agency" else "vendor"
    for start in range(0, len(gone), 500):
        session.execute(
            delete(OrganisationAlias).where(
                OrganisationAlias.org == made.org,
                OrganisationAlias.kind == kind,
                OrganisationAlias.key.in_(gone[start : start + 500]),
            )
        )
    session.flush()
    remove(session, new)


def targets(session: Session, made: RegisterImport) -> dict[uuid.UUID, Organisation]:
    """The organisations that the import's rows change. One query."""
    found = session.scalars(
        select(Organisation)
        .join(RegisterImportRow, RegisterImportRow.target_id == Organisation.id)
        .where(RegisterImportRow.import_id == made.id, Organisation.org == made.org)
    )
    return {row.id: row for row in found}


def remove(session: Session, identifiers: Sequence[uuid.UUID]) -> None:
    """Delete organisations; their spellings go with them."""
    for start in range(0, len(identifiers), 500):
        session.execute(delete(Organisation).where(Organisation.id.in_(identifiers[start : start + 500])))


def changed_since(name: str) -> ImportInUse:
    return ImportInUse(
        f"“{name}” sudah diubah lagi setelah impor ini; impor tidak diurungkan, tidak ada yang berubah.",
        remedy="Urungkan dahulu perubahan yang lebih baru, atau perbaiki lewat impor baru.",
    )

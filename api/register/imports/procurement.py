"""Lists of procurement packages: what they would change, changing it, and taking it back."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from api.register.imports import organisations
from api.register.imports.dependents import refuse_when_used, used
from api.register.imports.errors import ImportInUse
from api.register.imports.known import Known
from api.register.imports.rows import Parsed, Planned, from_json
from api.register.labour import cue_of
from api.register.names import key_of, tax_key
from extractor.contract_numbers import number_key
from models import Organisation, Package, RegisterImport, RegisterImportRow
from models.procurement import PackageSource
from models.register import OrganisationKind

_FIELDS = (
    "rup_code", "name", "year", "budget", "estimate", "value", "method", "funds", "category", "volume",
    "contract_number", "signed_on", "starts_on", "ends_on",
)  # fmt: skip
_SIDES: tuple[tuple[OrganisationKind, str, str], ...] = (
    ("agency", "agency", "Instansi"),
    ("vendor", "vendor", "Penyedia"),
)
_AT_ONCE = 500


def plan(session: Session, *, org: str, source: PackageSource, rows: Sequence[Parsed]) -> list[Planned]:
    """What each row would do. Four queries for the organisations and one for every 500 codes.

    A unit or winner that nobody knows is brought along as a new organisation, and the row says so.
    """
    known = {kind: Known(session, org=org, kind=kind) for kind, _, _ in _SIDES}
    there = _there(session, org, source, [str(row.fields["code"]) for row in rows if "code" in row.fields])
    seen: dict[str, int] = {}
    made = []
    for row in rows:
        planned = Planned(row.number, row.fields, "error" if row.problems else "new", list(row.problems))
        code = str(row.fields.get("code", ""))
        if code and (earlier := seen.setdefault(code, row.number)) != row.number:
            planned.refuse("Kode RUP" if source == "rup" else "Kode paket", f"Kode ini sudah ada di baris {earlier}.")
        for _, field, word in _SIDES:
            if row.fields.get(field) and not key_of(str(row.fields[field])):
                planned.refuse(word, "Nama ini tidak berisi huruf atau angka.")
        package = there.get(code)
        if planned.state != "error" and package is not None:
            planned.target = package.id
            planned.before = _changes(row.fields, package, known)
            planned.state = "changed" if planned.before else "same"
        made.append(planned)
    _note_new_names(made, known)
    return made


def _there(session: Session, org: str, source: PackageSource, codes: Sequence[str]) -> dict[str, Package]:
    found: dict[str, Package] = {}
    for start in range(0, len(codes), _AT_ONCE):
        some = codes[start : start + _AT_ONCE]
        for package in session.scalars(
            select(Package).where(Package.org == org, Package.source == source, Package.code.in_(some))
        ):
            found[package.code] = package
    return found


def _changes(fields: dict[str, Any], package: Package, known: dict[OrganisationKind, Known]) -> dict[str, Any]:
    """Of the fields that would change, what they say now, in the form in which they are kept."""
    before: dict[str, Any] = {}
    for field in _FIELDS:
        if field in fields and fields[field] != getattr(package, field):
            before[field] = _plain(getattr(package, field))
    for kind, field, _ in _SIDES:
        if field not in fields:
            continue
        now = getattr(package, f"{field}_id")
        meant = known[kind].named(str(fields[field]), str(fields.get(f"{field}_npwp", "")))
        stands = known[kind].by_id.get(now)
        if meant is None or stands is None or known[kind].standing(stands) is not meant:
            before[f"{field}_id"] = None if now is None else str(now)
    return before


def _note_new_names(made: Sequence[Planned], known: dict[OrganisationKind, Known]) -> None:
    """Say at each row which names it would bring along, and to which known one they come near."""
    for kind, field, word in _SIDES:
        unknown: dict[str, list[Planned]] = {}
        for planned in made:
            name = str(planned.fields.get(field, ""))
            npwp = str(planned.fields.get(f"{field}_npwp", ""))
            if planned.state in ("new", "changed") and name and known[kind].named(name, npwp) is None:
                unknown.setdefault(name, []).append(planned)
        for (name, rows), other in zip(unknown.items(), known[kind].similar(list(unknown)), strict=True):
            note = f"{word} baru akan dicatat: “{name}”."
            if other is not None:
                note += f" Mirip dengan “{other.name}” yang sudah dikenal; tidak digabung sendiri."
            for planned in rows:
                planned.notes.append(note)


def apply(session: Session, made: RegisterImport, rows: Sequence[RegisterImportRow]) -> None:
    """Do what was planned. The organisations that come along are noted in ``made.made``."""
    sides = {kind: _Side(session, org=made.org, kind=kind) for kind, _, _ in _SIDES}
    source: PackageSource = "rup" if made.kind == "rup" else "spse"
    known = _targets(session, made)
    read: list[tuple[RegisterImportRow, dict[str, Any]]] = []
    for row in rows:
        fields: dict[str, Any] = from_json(row.fields, made.kind)
        for kind, field, _ in _SIDES:
            if field in fields:
                fields[f"{field}_id"] = sides[kind].identify(fields[field], fields.get(f"{field}_npwp", ""))
        read.append((row, fields))
    for side in sides.values():
        side.write()
    for row, fields in read:
        if row.state == "new":
            package = Package(id=uuid.uuid4(), org=made.org, source=source, code=fields["code"])
            session.add(package)
            row.target_id = package.id
        elif row.target_id is not None:
            package = known[row.target_id]
        else:
            continue
        for name in (*_FIELDS, "agency_id", "vendor_id"):
            if name in fields:
                setattr(package, name, fields[name])
        _derive(package)
    session.flush()
    made.made = [str(identifier) for side in sides.values() for identifier in side.made]
    session.flush()


class _Side:
    """Agencies or vendors while a list of packages is brought in: known ones, and new ones as they come along."""

    def __init__(self, session: Session, *, org: str, kind: OrganisationKind) -> None:
        self.session, self.org, self.kind = session, org, kind
        self.known = Known(session, org=org, kind=kind)
        self.made: list[uuid.UUID] = []
        self.aliases: list[dict[str, Any]] = []

    def write(self) -> None:
        """The new organisations, before anything points to them."""
        self.session.flush()
        organisations.add_spellings(self.session, self.aliases)

    def identify(self, name: str, npwp: str) -> uuid.UUID:
        found = self.known.named(name, npwp)
        if found is not None:
            return found.id
        row = Organisation(id=uuid.uuid4(), org=self.org, kind=self.kind, name=name, npwp=npwp)
        self.session.add(row)
        self.made.append(row.id)
        self.known.by_id[row.id] = row
        if npwp:
            self.known.by_npwp[tax_key(npwp)] = row
        key = key_of(name)
        if key not in self.known.by_key:
            self.known.by_key[key] = row
            self.aliases.append({"org": self.org, "kind": self.kind, "key": key, "organisation_id": row.id})
        return row.id


def undo(session: Session, made: RegisterImport, rows: Sequence[RegisterImportRow]) -> int:
    """Take everything back; how many organisations stay because something else has come to use them.

    ImportInUse when a person has already decided on one of its packages, or one was changed since.
    """
    known = _targets(session, made)
    new = [row.target_id for row in rows if row.state == "new" and row.target_id in known]
    decided = [
        package.name
        for identifier in new
        if identifier is not None
        and ((package := known[identifier]).labour is not None or package.linked_document_id is not None)
    ]
    if decided:
        raise ImportInUse(
            f"Impor ini tidak dapat diurungkan: {len(decided)} paketnya sudah ditandai atau dicocokkan orang, "
            f"antara lain “{decided[0]}”. Tidak ada yang berubah.",
            remedy="Batalkan dahulu tanda dan kecocokannya di bagian Paket pengadaan, lalu ulangi.",
        )
    refuse_when_used(session, "package", [identifier for identifier in new if identifier is not None])
    for row in rows:
        changed = known.get(row.target_id) if row.state == "changed" and row.target_id is not None else None
        if changed is not None:
            _restore(changed, row, made)
    session.flush()
    for start in range(0, len(new), _AT_ONCE):
        session.execute(delete(Package).where(Package.id.in_(new[start : start + _AT_ONCE])))
    brought = [uuid.UUID(text) for text in made.made]
    kept = used(session, "organisation", brought)
    organisations.remove(session, [identifier for identifier in brought if identifier not in kept])
    return len(kept)


def _restore(package: Package, row: RegisterImportRow, made: RegisterImport) -> None:
    said = from_json(row.fields, made.kind)
    for name, before in row.before.items():
        if name.endswith("_id"):
            setattr(package, name, None if before is None else uuid.UUID(before))
            continue
        if getattr(package, name) != said[name]:
            raise organisations.changed_since(package.name)
        setattr(package, name, _typed(name, before))
    _derive(package)


def _derive(package: Package) -> None:
    """What follows from the list's own words."""
    package.cue = cue_of(package.name, category=package.category or "")
    package.number_key = number_key(package.contract_number or "")[:255]


def _targets(session: Session, made: RegisterImport) -> dict[uuid.UUID, Package]:
    """The packages that the import's rows made or change. One query."""
    found = session.scalars(
        select(Package)
        .join(RegisterImportRow, RegisterImportRow.target_id == Package.id)
        .where(RegisterImportRow.import_id == made.id, Package.org == made.org)
    )
    return {package.id: package for package in found}


def _plain(value: object) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def _typed(name: str, kept: Any) -> Any:
    if kept is None:
        return None
    if name in ("budget", "estimate", "value"):
        return Decimal(kept)
    return date.fromisoformat(kept) if name.endswith("_on") else kept

"""From an approved contract to its rows in the register, and away again when the approval falls."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from api.register import contracts, names
from api.services import effective
from extractor.contract_numbers import number_key
from models import Document, Engagement, ReportRow
from models.register import OrganisationKind

_SIDES: dict[str, OrganisationKind] = {"user": "agency", "ppk": "agency", "vendor": "vendor", "employer": "vendor"}
"""Which side of the register a party stands on. In a PKWT the employer is the firm; its worker is nobody's row."""


def enter(session: Session, document: Document) -> int:
    """Write the document's rows anew from its current report; how many. Nothing for what is no labour contract.

    The rows say what holds after all approved addenda; the contract that an addendum changes is written anew as well.
    """
    written = _write(session, document)
    _write_related(session, document)
    return written


def _write_related(session: Session, document: Document) -> None:
    """The approved contracts that ``document`` changes, or no longer changes, and the approved addenda to it."""
    for related in (*effective.parents_of(session, document), *effective.addenda_of(session, document)):
        _write(session, related)


def _write(session: Session, document: Document) -> int:
    _remove(session, document)
    text = session.scalar(select(ReportRow.body).where(ReportRow.document_id == document.id, ReportRow.current))
    if text is None or document.kind in (None, "other"):
        return 0
    report: dict[str, Any] = json.loads(text)
    written = 0
    for number, part in enumerate(report.get("parts") or [report], start=1):
        amended = {**part, "contract": effective.overlaid(session, document, part["contract"], part=number)}
        written += _contract(session, document, amended, first=written)
    session.flush()
    # An addendum whose contract is in the register is part of that contract: its workers are counted there, once.
    counted_there = document.kind == "addendum" and bool(effective.parents_of(session, document))
    contracts.write(session, document.id, severities=_severities(report), addenda=not counted_there)
    return written


def leave(session: Session, document: Document) -> None:
    """Take the document's rows out of the register; the contract that an addendum changed says again what it says, and
    an addendum to a contract that left stands for itself."""
    _remove(session, document)
    _write_related(session, document)


def _remove(session: Session, document: Document) -> None:
    session.execute(delete(Engagement).where(Engagement.document_id == document.id))
    contracts.remove(session, document.id)


def _contract(session: Session, document: Document, part: dict[str, Any], *, first: int) -> int:
    """The rows of one contract of the file, numbered from ``first``; how many."""
    contract: dict[str, Any] = part["contract"]
    if contract["kind"] == "other":
        return 0
    sides = _sides(session, document.org, contract["parties"])
    number = _value(contract["number"]) or ""
    positions: list[dict[str, Any]] = contract["positions"] or [{}]
    for index, position in enumerate(positions, start=first):
        wage = _value(position.get("wage"))
        session.add(
            Engagement(
                org=document.org,
                document_id=document.id,
                position=index,
                agency_id=sides.get("agency"),
                vendor_id=sides.get("vendor"),
                kind=contract["kind"],
                contract_number=number[:255],
                contract_key=number_key(number)[:255],
                signed_on=_day(contract["signed_on"]),
                starts_on=_day(contract["starts_on"]),
                ends_on=_day(contract["ends_on"]),
                title=(_value(position.get("title")) or "")[:255],
                headcount=_value(position.get("headcount")),
                wage=None if wage is None else Decimal(wage),
                wage_period=position.get("wage_period"),
                place=(_value(contract["work_place"]) or "")[:255],
                insured=sorted({i["programme"] for i in contract["insurance"] if i["status"] == "granted"}),
                missing=sorted(part["missing"]),
                below_minimum="wage_below_minimum" in part["violations"],
                individual=contract["kind"] == "pkwt" or _with_a_person(contract["parties"]),
            )
        )
    return len(positions)


def _severities(report: dict[str, Any]) -> dict[str, str]:
    """How grave the report finds the lack of each protection; the gravest where several findings name it."""
    found: dict[str, str] = {}
    for part in report.get("parts") or [report]:
        for finding in part["findings"]:
            for code in finding["protections"]:
                grave = finding["severity"]
                known = found.setdefault(code, grave)
                found[code] = min(known, grave, key=contracts.SEVERITIES.index)
    return found


def _sides(session: Session, org: str, parties: list[dict[str, Any]]) -> dict[OrganisationKind, Any]:
    """The organisation of each side: the first party of that side that has a name."""
    found: dict[OrganisationKind, Any] = {}
    for party in parties:
        side = _SIDES.get(party["function"])
        name = _value(party["name"])
        if side is None or not name or side in found:
            continue
        if party["form"] == "perorangan":
            continue  # a person under an SPK is no firm: the register keeps no worker's name
        made = names.recognise(session, org=org, kind=side, name=name, npwp=_value(party["npwp"]) or "")
        found[side] = made.id
    return found


def _with_a_person(parties: list[dict[str, Any]]) -> bool:
    """Whether the side that provides the work is a person: the first party of that side that is no firm's."""
    forms = [party["form"] for party in parties if _SIDES.get(party["function"]) == "vendor" and _value(party["name"])]
    return bool(forms) and forms[0] == "perorangan"


def _value(fact: dict[str, Any] | None) -> Any:
    return None if fact is None else fact["value"]


def _day(fact: dict[str, Any] | None) -> date | None:
    value = _value(fact)
    return None if value is None else date.fromisoformat(value)

"""All figures of the screen, each counted by the database from the register as it is now: nothing is kept aside."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.dashboard import thr, wages
from api.dashboard.months import months
from api.dashboard.types import Figures, Group
from api.register import contracts, overview
from api.register.sums import AgencySums, sums
from api.register.wanted import NO_DISTRICT, Filter
from extractor.law import Law, load_law
from models import Organisation

NO_AGENCY = "(instansi tidak disebut)"
NO_DISTRICT_NAME = "(belum diisi)"


def figures(
    session: Session, *, org: str, wanted: Filter | None = None, today: date, law: Law | None = None
) -> Figures:
    """The figures of the office ``org`` over what ``wanted`` asks for (default: what is in force ``today``).

    Terms ("within 30 days", the next holiday) count from ``wanted.on``, else from ``today``. ``law`` is the office's
    own (``api.services.law.in_force``); without it the shipped one. A constant number of queries, however many
    contracts, agencies or vendors there are.
    """
    chosen = wanted or Filter(on=today)
    day = chosen.on or today
    law = law or load_law()
    contracts.settle(session, org=org, law=law)
    found = sums(session, org=org, wanted=chosen, today=day)
    known = _agencies(session, org=org)
    return Figures(
        day=day,
        sums=found,
        agencies=_by_agency(found.agencies, known),
        districts=_by_district(found.agencies, known),
        agency_names=tuple((str(row[0]), row[1]) for row in known.values() if not row[3]),
        district_names=tuple(sorted({row[2] for row in known.values() if row[2] and not row[3]})),
        months=months(session, org=org, wanted=chosen, today=day),
        ahead=wages.ahead(session, org=org, law=law, wanted=chosen, today=day),
        season=thr.season(session, org=org, law=law, wanted=chosen, today=day),
        not_approved=overview.not_approved(session, org=org),
    )


_Known = tuple[uuid.UUID, str, str, bool]
"""An agency: id, name, kecamatan, whether another one stands for it."""


def _agencies(session: Session, *, org: str) -> dict[uuid.UUID, _Known]:
    """All agencies of the office by name."""
    rows = session.execute(
        select(Organisation.id, Organisation.name, Organisation.district, Organisation.merged_into_id.is_not(None))
        .where(Organisation.org == org, Organisation.kind == "agency")
        .order_by(Organisation.name)
    )
    return {row[0]: (row[0], row[1], row[2], bool(row[3])) for row in rows}


def _by_agency(agencies: tuple[AgencySums, ...], known: Mapping[uuid.UUID, _Known]) -> tuple[Group, ...]:
    made = []
    for one in agencies:
        identifier = one.organisation_id
        named = known.get(identifier) if identifier is not None else None
        key, name = ("", NO_AGENCY) if named is None else (str(named[0]), named[1])
        made.append(Group(key, name, one.contracts, one.workers, one.states["never"]))
    return _ordered(made)


def _by_district(agencies: tuple[AgencySums, ...], known: Mapping[uuid.UUID, _Known]) -> tuple[Group, ...]:
    """By the kecamatan in which the agency sits; unknown ones and contracts without an agency stand together."""
    made: dict[str, Group] = {}
    for one in agencies:
        named = known.get(one.organisation_id) if one.organisation_id is not None else None
        key = named[2] if named is not None and named[2] else NO_DISTRICT
        before = made.get(key, Group(key, NO_DISTRICT_NAME if key == NO_DISTRICT else key, 0, 0, 0))
        made[key] = Group(
            key,
            before.name,
            before.contracts + one.contracts,
            before.workers + one.workers,
            before.never + one.states["never"],
        )
    return _ordered(list(made.values()))


def _ordered(groups: list[Group]) -> tuple[Group, ...]:
    return tuple(sorted(groups, key=lambda one: (-one.never, -one.contracts, one.name)))

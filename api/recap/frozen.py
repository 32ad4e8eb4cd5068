"""Recapitulations that were fixed: kept with their figures, proven by a digest, and held against what is known now."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, undefer

from api.errors import NotFound, RecapChanged
from api.recap import tables
from api.recap.figures import lines, recap
from api.recap.period import Period
from api.recap.sums import Asking, Line, Movement, Named, Recap, Sums
from api.services import events
from models import FixedRecap, User

SCHEMA = "lindung/recap/1"


@dataclass(frozen=True, slots=True)
class Kept:
    """A fixed recapitulation with its figures. ``intact``: the figures are those whose digest was taken."""

    row: FixedRecap
    recap: Recap
    lines: tuple[Line, ...]
    intact: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that is another now. ``name`` is the agency, "" for all of them together."""

    name: str
    word: str
    then: int
    now: int


def fix(session: Session, asking: Asking, *, agency: str, note: str, user: User) -> FixedRecap:
    """Keep the figures as they are now. RecapChanged when the register changed while they were counted."""
    made = recap(session, asking, agency=agency)
    found = tuple(lines(session, asking))
    if (
        sum(line.sums.workers for line in found) != made.total.workers
        or sum(one.sums.contracts for one in made.agencies) != made.total.contracts
    ):
        raise RecapChanged()
    text = written(made, found)
    period = asking.period
    row = FixedRecap(
        org=asking.org,
        period=period.label,
        starts_on=period.start,
        ends_on=period.end,
        as_of=period.as_of,
        agency_id=asking.agency,
        agency_name=agency,
        note=note.strip()[:255],
        figures=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        fixed_by=user.id,
    )
    session.add(row)
    session.flush()
    events.record(
        session,
        "recap.fixed",
        org=asking.org,
        actor_id=user.id,
        subject=("fixed_recap", row.id),
        after={"from": period.start.isoformat(), "to": period.end.isoformat(), "sha256": row.sha256},
    )
    return row


def listing(session: Session, *, org: str, limit: int = 100) -> Sequence[FixedRecap]:
    """The newest of the office, without their figures."""
    return session.scalars(
        select(FixedRecap)
        .where(FixedRecap.org == org)
        .options(joinedload(FixedRecap.user))
        .order_by(FixedRecap.fixed_at.desc(), FixedRecap.id)
        .limit(limit)
    ).all()


def get(session: Session, identifier: uuid.UUID, *, org: str) -> Kept:
    """NotFound when there is none or it belongs to another office."""
    row = session.scalar(
        select(FixedRecap)
        .where(FixedRecap.id == identifier, FixedRecap.org == org)
        .options(undefer(FixedRecap.figures), joinedload(FixedRecap.user))
    )
    if row is None:
        raise NotFound()
    made, found = read(row.figures)
    intact = hashlib.sha256(row.figures.encode()).hexdigest() == row.sha256
    return Kept(row=row, recap=made, lines=found, intact=intact)


def asking_of(row: FixedRecap) -> Asking:
    """What would count the same anew."""
    period = Period(label=row.period, start=row.starts_on, end=row.ends_on, as_of=row.as_of)
    return Asking(org=row.org, period=period, agency=row.agency_id)


def differences(session: Session, kept: Kept) -> tuple[Difference, ...]:
    """Which figures of the same period and day are others now: all together first, then by agency."""
    now = recap(session, asking_of(kept.row), agency=kept.recap.agency)
    found = [
        Difference("", word, then, after)
        for (word, then), (_, after) in zip(_figures(kept.recap), _figures(now), strict=True)
        if then != after
    ]
    before = {one.id: one for one in kept.recap.agencies}
    after_all = {one.id: one for one in now.agencies}
    for identifier in [*before, *(other for other in after_all if other not in before)]:
        old, new = before.get(identifier), after_all.get(identifier)
        name = (old or new).name or tables.UNNAMED_AGENCY  # type: ignore[union-attr]
        for word, then, later in (
            ("Kontrak berlaku", _of(old, "contracts"), _of(new, "contracts")),
            ("Kontrak dilaporkan", _of(old, "reported"), _of(new, "reported")),
            ("Pekerja", _of(old, "workers"), _of(new, "workers")),
        ):
            if then != later:
                found.append(Difference(name, word, then, later))
    return tuple(found)


def written(made: Recap, found: Iterable[Line]) -> str:
    """The figures as JSON whose text is always the same for the same figures."""
    period = made.period
    return json.dumps(
        {
            "schema": SCHEMA,
            "period": {
                "label": period.label,
                "start": period.start.isoformat(),
                "end": period.end.isoformat(),
                "as_of": period.as_of.isoformat(),
            },
            "agency": made.agency,
            "vendors": made.vendors,
            "movement": [made.movement.any_day, made.movement.begun, made.movement.ended],
            "total": _plain(made.total),
            "statuses": [_named(one) for one in made.statuses],
            "agencies": [_named(one) for one in made.agencies],
            "titles": [_named(one) for one in made.titles],
            "lines": [
                {
                    "agency_id": None if line.agency_id is None else str(line.agency_id),
                    "agency": line.agency,
                    "vendor": line.vendor,
                    "title": line.title,
                    "status": line.status,
                    "sums": _plain(line.sums),
                }
                for line in found
            ],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def read(text: str) -> tuple[Recap, tuple[Line, ...]]:
    """The figures back from ``written``."""
    body: dict[str, Any] = json.loads(text)
    period = body["period"]
    made = Recap(
        period=Period(
            label=period["label"],
            start=date.fromisoformat(period["start"]),
            end=date.fromisoformat(period["end"]),
            as_of=date.fromisoformat(period["as_of"]),
        ),
        agency=body["agency"],
        total=_sums(body["total"]),
        vendors=body["vendors"],
        statuses=tuple(_name(one) for one in body["statuses"]),
        agencies=tuple(_name(one) for one in body["agencies"]),
        titles=tuple(_name(one) for one in body["titles"]),
        movement=Movement(*body["movement"]),
    )
    found = tuple(
        Line(
            agency_id=None if line["agency_id"] is None else uuid.UUID(line["agency_id"]),
            agency=line["agency"],
            vendor=line["vendor"],
            title=line["title"],
            status=line["status"],
            sums=_sums(line["sums"]),
        )
        for line in body["lines"]
    )
    return made, found


def _figures(made: Recap) -> tuple[tuple[str, int], ...]:
    return (*tables.summary(made), *tables.protections(made))


def _of(one: Named | None, what: str) -> int:
    return 0 if one is None else int(getattr(one.sums, what))


def _plain(sums: Sums) -> dict[str, Any]:
    return {
        "contracts": sums.contracts,
        "reported": sums.reported,
        "positions": sums.positions,
        "workers": sums.workers,
        "unknown": sums.unknown,
        "wage_stated": sums.wage_stated,
        "below_minimum": sums.below_minimum,
        "insured": sums.insured,
        "lacking": sums.lacking,
        "wage_low": None if sums.wage_low is None else str(sums.wage_low),
        "wage_high": None if sums.wage_high is None else str(sums.wage_high),
    }


def _sums(body: dict[str, Any]) -> Sums:
    wages = {name: None if body[name] is None else Decimal(body[name]) for name in ("wage_low", "wage_high")}
    return Sums(**{**body, **wages})


def _named(one: Named) -> dict[str, Any]:
    return {"id": None if one.id is None else str(one.id), "name": one.name, "sums": _plain(one.sums)}


def _name(body: dict[str, Any]) -> Named:
    return Named(name=body["name"], sums=_sums(body["sums"]), id=None if body["id"] is None else uuid.UUID(body["id"]))

"""What lies ahead: a new minimum wage and the religious holiday allowance, decided only by what is sure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from approved import Job, Office
from sqlalchemy import update

from api.dashboard import Figures, charts, figures
from api.database import transaction
from api.register import contracts
from extractor.law import Law, load_law
from models import Engagement

TODAY = date(2025, 11, 24)
PLACE = "Kabupaten Seluma, Bengkulu"


def law_with(*, amount: str | None, verified: str = "yes") -> Law:
    """The shipped law data, with (or without) a minimum wage of the place for 2026 and for its province."""
    law = load_law()
    kept = [row for row in law.minimum_wages if row.year != 2026]
    if amount is not None:
        old = law.wage_row("kabupaten", "Seluma", TODAY)
        assert old is not None
        first, last = date(2026, 1, 1), date(2026, 12, 31)
        new = replace(old, year=2026, amount=Decimal(amount), valid_from=first, valid_until=last, verified=verified)  # type: ignore[arg-type]
        kept.append(new)
    return replace(
        law, version=f"coba-{amount}-{verified}", minimum_wages=tuple(kept),
    )  # fmt: skip


def found(office: Office, law: Law) -> Figures:
    with transaction(office.context.sessions) as session:
        return figures(session, org=office.org, today=TODAY, law=law)


@pytest.fixture
def placed(office: Office) -> Office:
    """Two contracts over the turn of the year and one that ends before it, all in one regency."""
    for number, wage, ends in (
        ("1/A", 2_400_000, date(2026, 6, 30)),
        ("2/A", 2_900_000, None),
        ("3/A", 2_000_000, date(2025, 12, 31)),
        ("4/A", None, date(2026, 6, 30)),
    ):
        made = office.contract(number, Job("Satpam", 2, wage), starts=date(2025, 1, 1), ends=ends)
        with transaction(office.context.sessions) as session:
            session.execute(update(Engagement).where(Engagement.document_id == made.id).values(place=PLACE))
            session.flush()
            contracts.write(session, made.id, severities={"thr": "kritis"})
    return office


def test_a_new_minimum_wage_that_is_sure_decides(placed: Office) -> None:
    """Wages under it are below, a contract that states none by the month is not known, what ends before is neither."""
    ahead = found(placed, law_with(amount="2500000")).ahead
    assert (ahead.since, ahead.known, ahead.crossing) == (date(2026, 1, 1), True, 3)
    assert (ahead.below_contracts, ahead.unknown_contracts) == (1, 1)


@pytest.mark.parametrize(("amount", "verified"), [(None, "yes"), ("2500000", "approx")])
def test_what_is_not_known_or_not_sure_decides_nothing(placed: Office, amount: str | None, verified: str) -> None:
    """Without a decree, or with a figure that is only remembered, nobody is called below."""
    ahead = found(placed, law_with(amount=amount, verified=verified)).ahead
    assert (ahead.known, ahead.crossing, ahead.below_contracts) == (False, 3, 0)


def test_the_allowance_is_due_seven_days_before_the_holiday(placed: Office) -> None:
    """Permenaker 6/2016: Christmas 2025 asks for payment by 18 December; a holiday that is not sure does not count."""
    law = law_with(amount=None)
    season = found(placed, law).season
    assert (season.name, season.holiday, season.pay_by) == ("Natal", date(2025, 12, 25), date(2025, 12, 18))
    assert (season.contracts, season.workers, season.without_clause) == (4, 8, 4)
    assert season.next_idulfitri == date(2026, 3, 21)
    doubtful = tuple(
        replace(h, verified="no") if h.day == date(2025, 12, 25) else h  # type: ignore[arg-type]
        for h in law.holidays
    )
    later = found(placed, replace(law, version="ragu", holidays=doubtful)).season
    assert later.holiday == date(2026, 2, 17)
    none = found(placed, replace(law, version="kosong", holidays=())).season
    assert (none.holiday, none.pay_by, none.without_clause) == (None, None, 0)


def test_months_follow_beginnings_and_ends(placed: Office) -> None:
    """The last point is the day itself, the ones before it the last days of the months."""
    months = found(placed, law_with(amount=None)).months
    assert [(m.day, m.contracts, m.workers) for m in months[-2:]] == [
        (date(2025, 10, 31), 4, 8),
        (TODAY, 4, 8),
    ]
    assert len(months) == 24
    assert [m.contracts for m in months if m.day < date(2025, 1, 1)] == [0] * 13


def test_a_share_is_never_rounded_to_all_or_nothing() -> None:
    """999 of 1000 are 99%, one of 1000 is less than 1%; a longest bar fills the room."""
    chart = charts.bar_chart(
        "x", title="x", of="x", unit="x", values=[("a", 999, ""), ("b", 1, ""), ("c", 0, "")], whole=1000
    )
    assert [bar.share for bar in chart.bars] == ["99%", "kurang dari 1%", "0%"]
    free = charts.bar_chart("x", title="x", of="x", unit="x", values=[("a", 7, ""), ("b", 0, "")])
    assert [bar.width for bar in free.bars] == ["100.0", "0.0"]

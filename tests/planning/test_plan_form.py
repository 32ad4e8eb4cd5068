"""What is typed about a need or a step: understood, or refused at its field."""

from __future__ import annotations

import uuid
from dataclasses import replace
from decimal import Decimal

import pytest
from planned import FORM, SAID, TODAY

from api.planning.form import amount_of, decided, need_of
from models import Organisation

AGENCY = Organisation(id=uuid.uuid4(), org="utama", kind="agency", name="Dinas Sosial")
GOOD = replace(FORM, agency=str(AGENCY.id))


def test_a_form_that_says_all_is_a_need() -> None:
    """Amounts and days as people and browsers write them."""
    need, errors = need_of(replace(GOOD, headcount=" 4 "), agencies={AGENCY.id: AGENCY}, today=TODAY)
    assert errors == {}
    assert need is not None
    assert (need.agency_id, need.headcount, need.budget, need.year) == (AGENCY.id, 4, Decimal(145_000_000), 2026)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"agency": "bukan"}, "agency"),
        ({"agency": "00000000-0000-0000-0000-000000000000"}, "agency"),
        ({"title": "  "}, "title"),
        ({"title": "x" * 256}, "title"),
        ({"headcount": "0"}, "headcount"),
        ({"headcount": "-3"}, "headcount"),
        ({"headcount": "2,5"}, "headcount"),
        ({"headcount": "\u00b2"}, "headcount"),
        ({"budget": "banyak"}, "budget"),
        ({"budget": "0"}, "budget"),
        ({"budget": "-5000"}, "budget"),
        ({"budget": "1.00.000"}, "budget"),
        ({"budget": "9" * 20}, "budget"),
        ({"place": ""}, "place"),
        ({"starts_on": "1/4/2026"}, "starts_on"),
        ({"ends_on": "2026-03-31"}, "ends_on"),
        ({"ends_on": "2206-12-31"}, "ends_on"),
        ({"year": "26"}, "year"),
        ({"year": "2024"}, "year"),
        ({"year": "2027"}, "year"),
        ({"reason": "\n \n"}, "reason"),
        ({"reason": "x" * 4001}, "reason"),
    ],
)
def test_a_need_that_cannot_be_is_refused_at_its_field(changes: dict[str, str], field: str) -> None:
    """End before start, no people, a budget that is no amount: each at its field alone."""
    need, errors = need_of(replace(GOOD, **changes), agencies={AGENCY.id: AGENCY}, today=TODAY)
    assert need is None
    assert list(errors) == [field]


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("145000000", "145000000"),
        ("Rp 145.000.000,-", "145000000"),
        ("145.000.000,50", "145000000.50"),
        ("145.000", "145000"),
        ("1e9", None),
        ("\u0661\u0662", None),
        ("12.34.567", None),
    ],
)
def test_amounts_are_read_as_people_write_them(typed: str, amount: str | None) -> None:
    """With points, comma and Rp; what is no amount is none."""
    assert amount_of(typed) == (None if amount is None else Decimal(amount))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"decided_on": ""}, "decided_on"),
        ({"decided_on": "2026-03-03"}, "decided_on"),
        ({"letter_number": "1", "letter_date": "2027-01-01"}, "letter_date"),
        ({"letter_number": "1", "letter_date": "kemarin"}, "letter_date"),
        ({"letter_date": "2026-03-01"}, "letter_number"),
        ({"letter_number": "x" * 129}, "letter_number"),
        ({"note": "x" * 4001}, "note"),
    ],
)
def test_a_step_that_cannot_be_is_refused_at_its_field(changes: dict[str, str], field: str) -> None:
    """A decision of tomorrow, a letter of next year, a date of a letter without its number."""
    said, errors = decided(replace(SAID, **changes), reason=False, today=TODAY)
    assert said is None
    assert list(errors) == [field]

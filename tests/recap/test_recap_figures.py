"""The figures of a recapitulation: counted once, the same wherever the register counts them too."""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal

import pytest
from approved import Job, Office
from sqlalchemy import event, select

from api import dashboard
from api.database import transaction
from api.errors import Invalid
from api.recap import figures
from api.recap.period import Asked, Period, latest_quarter, period_of
from api.recap.sums import Asking, Line, Recap
from api.register import gaps, names, overview
from models import Engagement, Organisation, PositionName, User

TODAY = date(2026, 11, 24)
NOW = Period(label="hari ini", start=TODAY, end=TODAY, as_of=TODAY)
QUARTER = period_of(Asked(span="triwulan", year="2026", quarter="3"), today=TODAY)


def made(office: Office, *, period: Period = NOW, agency: uuid.UUID | None = None) -> Recap:
    with office.context.sessions() as session:
        return figures.recap(session, Asking(org="utama", period=period, agency=agency))


def lines(office: Office, *, period: Period = NOW) -> list[Line]:
    with office.context.sessions() as session:
        return list(figures.lines(session, Asking(org="utama", period=period)))


def report(office: Office, number: str, *, received: date) -> None:
    with transaction(office.context.sessions) as session:
        gaps.record(
            session,
            user=session.get_one(User, office.reviewer.id),
            letter_number=f"560/{number}",
            received_on=received,
            channel="written",
            sender="vendor",
            contract_number=number,
            headcount=None,
            wage=None,
            today=TODAY,
        )


@pytest.fixture
def house(office: Office) -> Office:
    """Contracts of every kind: of a firm, of a person, without a headcount, ended, and not begun yet."""
    year = {"signed": date(2026, 1, 2), "starts": date(2026, 1, 5), "ends": date(2026, 12, 31)}
    office.contract("1/A/2026", Job("Satpam", 4, 2_500_000), Job("Pengemudi", 2, 2_700_000), **year)  # type: ignore[arg-type]
    office.contract("2/A/2026", Job("satpam", 6, 2_600_000), vendor="PT Tirta Bersih", below=True, **year)  # type: ignore[arg-type]
    office.contract("3/A/2026", Job("Operator", None, None), agency="Badan Pendapatan", **year)  # type: ignore[arg-type]
    office.contract("4/A/2026", Job("Satpam", 1, 2_500_000), kind="pkwt", agency=None, **year)  # type: ignore[arg-type]
    office.contract(
        "5/A/2026", Job("Satpam", 9, None), signed=date(2026, 7, 1), starts=date(2026, 7, 1), ends=date(2026, 8, 31)
    )
    office.contract("6/A/2027", Job("Satpam", 9, None), starts=date(2027, 1, 1), ends=date(2027, 12, 31))
    report(office, "1/A/2026", received=date(2026, 11, 2))
    return office


def test_the_sums_agree_with_the_register(house: Office) -> None:
    """Over one day the recapitulation and the first screen of the register count the same."""
    with house.context.sessions() as session:
        known = overview.totals(session, org="utama", today=TODAY)
    recap = made(house)
    total = recap.total
    assert (total.contracts, total.positions, total.workers, total.unknown, total.below_minimum) == (4, 5, 13, 1, 6)
    assert (known.contracts, known.rows, known.workers, known.unknown, known.below_minimum) == (4, 5, 13, 1, 6)
    assert {p: total.insured[p] for p in known.insured} == known.insured
    assert known.insured["jkk"] == 13
    assert sorted((one.name, one.sums.workers) for one in recap.titles) == sorted(known.by_title)
    assert (sum(one.id is not None for one in recap.agencies), recap.vendors) == (known.agencies, known.vendors)


def test_the_sums_agree_with_the_dashboard(house: Office) -> None:
    """Contracts, workers, agencies, insured, never reported and positions are those of the first screen, also where the
    office counts two spellings as one position."""
    with transaction(house.context.sessions) as session:
        session.add(PositionName(org="utama", key="operator", written="Operator", name="Satpam"))
    with transaction(house.context.sessions) as session:
        known = dashboard.figures(session, org="utama", today=TODAY)
    recap = made(house)
    sums, total = known.sums, recap.total
    assert (sums.contracts, sums.rows, sums.workers, sums.unknown, sums.below_minimum, sums.vendors) == (
        total.contracts, total.positions, total.workers, total.unknown, total.below_minimum, recap.vendors,
    )  # fmt: skip
    assert sums.insured == total.insured
    assert sum(n for (state, _), n in sums.states.items() if state == "never") == total.unreported == 3
    assert sorted((one.name, one.contracts, one.workers, one.never) for one in known.agencies) == sorted(
        (one.name or "(instansi tidak disebut)", one.sums.contracts, one.sums.workers, one.sums.unreported)
        for one in recap.agencies
    )
    assert sorted((one.name, one.workers) for one in sums.titles) == sorted(
        (one.name, one.sums.workers) for one in recap.titles
    )
    assert [one.name for one in recap.titles] == ["Satpam", "Pengemudi"]


def test_lines_agencies_positions_and_statuses_come_to_the_same(house: Office) -> None:
    """Whichever way the workers are cut, the pieces make the whole."""
    recap, found = made(house), lines(house)
    for pieces in (recap.agencies, recap.titles, recap.statuses, found):
        assert sum(one.sums.workers for one in pieces) == 13
        assert sum(one.sums.unknown for one in pieces) == 1
        assert sum(one.sums.lacking["thr"] for one in pieces) == 13
    assert {one.name: one.sums.workers for one in recap.statuses} == {"alih_daya": 12, "pkwt": 1}
    assert [(line.agency, line.vendor, line.title, line.sums.workers) for line in found] == [
        ("Badan Pendapatan", "PT Jaga Aman", "Operator", 0),
        ("Dinas Sosial Kabupaten Wanasari", "PT Jaga Aman", "Pengemudi", 2),
        ("Dinas Sosial Kabupaten Wanasari", "PT Jaga Aman", "Satpam", 4),
        ("Dinas Sosial Kabupaten Wanasari", "PT Tirta Bersih", "Satpam", 6),
        ("", "PT Jaga Aman", "Satpam", 1),
    ]
    satpam = next(one.sums for one in recap.titles if one.name == "Satpam")
    assert (satpam.wage_low, satpam.wage_high, satpam.wage_stated) == (Decimal(2_500_000), Decimal(2_600_000), 11)


def test_a_period_counts_its_last_day_and_tells_what_moved(house: Office) -> None:
    """Workers are counted on the last day of the quarter; a contract that ended in it counts as ended, not twice."""
    recap = made(house, period=QUARTER)
    assert (recap.total.contracts, recap.total.workers) == (4, 13)
    assert (recap.movement.any_day, recap.movement.begun, recap.movement.ended) == (5, 1, 1)
    with house.context.sessions() as session:
        rows = list(figures.contracts(session, Asking(org="utama", period=QUARTER)))
    assert [row.counted for row in rows if row.number == "5/A/2026"] == [False]
    assert sum(row.headcount or 0 for row in rows if row.counted) == 13


def test_a_report_counts_from_the_day_on_which_it_came(house: Office) -> None:
    """What was reported in November was not reported at the end of September."""
    assert (made(house, period=QUARTER).total.reported, made(house).total.reported) == (0, 1)
    assert made(house).total.unreported == 3


def test_one_agency_alone(house: Office) -> None:
    """Only its contracts, and merged names count as one."""
    with transaction(house.context.sessions) as session:
        user = session.get_one(User, house.approver.id)
        found = {row.name: row for row in session.scalars(select(Organisation).where(Organisation.kind == "agency"))}
        office, other = found["Dinas Sosial Kabupaten Wanasari"].id, found["Badan Pendapatan"].id
        assert [one.id for one in made(house, agency=other).agencies] == [other]
        names.merge(session, office, other, user=user)
    recap = made(house, agency=office)
    assert [(one.id, one.sums.contracts, one.sums.unknown) for one in recap.agencies] == [(office, 3, 1)]


def test_another_office_counts_for_itself(house: Office) -> None:
    """Nothing of one office is in the figures of another."""
    with house.context.sessions() as session:
        other = figures.recap(session, Asking(org="lain", period=NOW))
    assert (other.total.contracts, other.total.workers, other.agencies, other.titles) == (0, 0, (), ())


def test_a_person_under_an_spk_is_told_apart_from_a_firm(office: Office) -> None:
    """The status says "perorangan", and the line names nobody."""
    office.contract(
        "7/SPK/2026", Job("Satpam", 1, None), kind="spk", vendor=None, starts=date(2026, 1, 1), ends=date(2026, 12, 31)
    )
    with transaction(office.context.sessions) as session:
        session.scalars(select(Engagement)).one().individual = True
    assert [(line.status, line.vendor) for line in lines(office)] == [("person", "")]


def test_queries_do_not_grow_with_the_contracts(house: Office) -> None:
    """A recapitulation with its lines takes five queries, however many contracts there are."""
    count = 0

    def note(*_: object) -> None:
        nonlocal count
        count += 1

    event.listen(house.context.engine, "before_cursor_execute", note)
    try:
        made(house)
        lines(house)
    finally:
        event.remove(house.context.engine, "before_cursor_execute", note)
    assert count == 5


@pytest.mark.parametrize(
    ("asked", "label", "start", "end", "as_of"),
    [
        (Asked("bulan", "2026", month="2"), "Februari 2026", date(2026, 2, 1), date(2026, 2, 28), date(2026, 2, 28)),
        (Asked("bulan", "2024", month="2"), "Februari 2024", date(2024, 2, 1), date(2024, 2, 29), date(2024, 2, 29)),
        (Asked("bulan", "2025", month="12"), "Desember 2025", date(2025, 12, 1), date(2025, 12, 31), date(2025, 12, 31)),
        (Asked("triwulan", "2026", quarter="4"), "Triwulan IV 2026", date(2026, 10, 1), date(2026, 12, 31), TODAY),
        (Asked("tahun", "2025"), "Tahun 2025", date(2025, 1, 1), date(2025, 12, 31), date(2025, 12, 31)),
        (
            Asked("rentang", start="2026-03-05", end="2026-03-05"),
            "5 Maret 2026 sampai 5 Maret 2026",
            date(2026, 3, 5),
            date(2026, 3, 5),
            date(2026, 3, 5),
        ),
        (latest_quarter(TODAY), "Triwulan III 2026", date(2026, 7, 1), date(2026, 9, 30), date(2026, 9, 30)),
        (latest_quarter(date(2026, 2, 1)), "Triwulan IV 2025", date(2025, 10, 1), date(2025, 12, 31), date(2025, 12, 31)),
    ],
)  # fmt: skip
def test_periods(asked: Asked, label: str, start: date, end: date, as_of: date) -> None:
    """Month, quarter, year and two days; the state is that of the last day, or of today when that comes first."""
    today = min(TODAY, date(2026, 2, 1)) if label == "Triwulan IV 2025" else TODAY
    assert period_of(asked, today=today) == Period(label, start, end, as_of)


@pytest.mark.parametrize(
    ("asked", "field", "said"),
    [
        (Asked("rentang", start="2026-03-05", end="2026-03-04"), "sampai", "mendahului awalnya"),
        (Asked("rentang", start="5 Maret", end="2026-03-04"), "dari", "tidak dikenali"),
        (Asked("rentang", start="2026-03-05", end=""), "sampai", "belum diisi"),
        (Asked("rentang", start="0001-01-01", end="2026-03-04"), "dari", "tidak dikenali"),
        (Asked("tahun", "0"), "tahun", "tidak masuk akal"),
        (Asked("tahun", "²026"), "tahun", "tidak masuk akal"),
        (Asked("tahun", "2027"), "tahun", "tidak masuk akal"),
        (Asked("tahun", "99999999999999999999"), "tahun", "tidak masuk akal"),
        (Asked("bulan", "2026", month="13"), "bulan", "bulannya belum dipilih"),
        (Asked("bulan", "2026", month="12"), "bulan", "belum mulai"),
        (Asked("triwulan", "2026", quarter="0"), "triwulan", "triwulannya belum dipilih"),
        (Asked("minggu", "2026"), "periode", "tidak dikenal"),
    ],
)
def test_what_is_no_period_is_said_at_its_field(asked: Asked, field: str, said: str) -> None:
    """Ends before starts, year 0, periods that have not begun: the field and the sentence."""
    with pytest.raises(Invalid) as caught:
        period_of(asked, today=TODAY)
    assert caught.value.field == field
    assert said in caught.value.message


@pytest.mark.parametrize("text", ["bukan-id", str(uuid.UUID(int=7))])
def test_an_unknown_agency_is_said_at_its_field(office: Office, text: str) -> None:
    """Neither what is no id nor the id of nobody."""
    with office.context.sessions() as session, pytest.raises(Invalid) as caught:
        figures.agency_named(session, text, org="utama")
    assert caught.value.field == "instansi"


def test_a_vendor_or_a_foreign_agency_is_no_agency_of_the_office(house: Office) -> None:
    """Only an agency of this office that stands for itself can be asked for."""
    with transaction(house.context.sessions) as session:
        foreign = Organisation(org="lain", kind="agency", name="Dinas Lain")
        session.add(foreign)
        session.flush()
        vendor = session.scalars(select(Organisation).where(Organisation.kind == "vendor")).first()
        assert vendor is not None
        for identifier in (foreign.id, vendor.id):
            with pytest.raises(Invalid):
                figures.agency_named(session, str(identifier), org="utama")

"""The register: from approved contracts to rows, names, totals, and what was never reported."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from approved import Job, Office
from sqlalchemy import event, select

from api.database import transaction
from api.errors import Invalid, NotFound, ReportKnown
from api.register import gaps, names, overview
from extractor.law import load_law
from models import Engagement, Event, LabourReport, Organisation, User

TODAY = date(2024, 9, 2)
SATPAM = Job("Satpam", 4, 2_500_000)


def rows(office: Office, **wanted: object) -> list[overview.Row]:
    with office.context.sessions() as session:
        chosen = overview.Filter(**wanted)  # type: ignore[arg-type]
        return list(overview.rows(session, org="utama", wanted=chosen, today=TODAY).rows)


def totals(office: Office, **wanted: object) -> overview.Totals:
    with office.context.sessions() as session:
        chosen = overview.Filter(**wanted) if wanted else None  # type: ignore[arg-type]
        return overview.totals(session, org="utama", today=TODAY, wanted=chosen)


def state_of(office: Office) -> tuple[gaps.Gap, ...]:
    with office.context.sessions() as session:
        return gaps.gaps(session, org="utama", law=load_law(), today=TODAY)


def report(office: Office, number: str, **changes: object) -> None:
    values: dict[str, object] = {
        "letter_number": "560/11/2024",
        "received_on": date(2024, 3, 4),
        "channel": "online",
        "sender": "vendor",
        "contract_number": number,
        "headcount": None,
        "wage": None,
        "today": TODAY,
    }
    with transaction(office.context.sessions) as session:
        user = session.get_one(User, office.reviewer.id)
        gaps.record(session, user=user, **{**values, **changes})  # type: ignore[arg-type]


def test_a_contract_enters_with_its_approval_and_leaves_with_it(office: Office) -> None:
    """Only approved contracts are in the register; one that is sent back is out again until it is approved anew."""
    document = office.contract("1/A/2024", SATPAM, Job("Pengemudi", 2, 2_700_000), approve=False)
    assert rows(office) == []
    office.approve(document)
    found = rows(office)
    assert [(r.engagement.title, r.engagement.headcount) for r in found] == [("Satpam", 4), ("Pengemudi", 2)]
    assert {(r.agency.name, r.vendor.name) for r in found if r.agency and r.vendor} == {
        ("Dinas Sosial Kabupaten Wanasari", "PT Jaga Aman")
    }
    first = found[0].engagement
    assert (first.wage, first.insured, first.missing) == (Decimal(2_500_000), ["jkk"], ["thr"])
    office.step(document, "send_back", office.approver, reason="upah satpam perlu dilihat lagi")
    assert rows(office) == []
    office.approve(document)
    assert len(rows(office)) == 2


def test_a_contract_without_positions_is_one_row(office: Office) -> None:
    """What the contract does not say stays empty: no invented title, no headcount of zero."""
    office.contract("1/A/2024")
    (row,) = rows(office)
    assert (row.engagement.title, row.engagement.headcount, row.engagement.wage) == ("", None, None)
    assert (totals(office).workers, totals(office).unknown) == (0, 1)


def test_one_firm_under_several_spellings_is_one(office: Office) -> None:
    """Form, case and punctuation do not make another firm; a tax number joins what the names would not."""
    office.contract("1/A/2024", SATPAM, vendor="PT. JAGA AMAN", vendor_npwp="01.234.567.8-901.000")
    office.contract("2/A/2024", SATPAM, vendor="Jaga Aman, PT")
    office.contract("3/A/2024", SATPAM, vendor="PT Jaga Aman Sentosa", vendor_npwp="01.234.567.8-901.000")
    assert totals(office).vendors == 1


def test_two_firms_of_one_name_stay_two(office: Office) -> None:
    """The same name with another tax number is another firm."""
    office.contract("1/A/2024", SATPAM, vendor_npwp="01.234.567.8-901.000")
    office.contract("2/A/2024", SATPAM, vendor_npwp="09.876.543.2-109.000")
    assert totals(office).vendors == 2


def test_names_that_look_alike_are_suggested_merged_and_unmerged(office: Office) -> None:
    """Nothing is merged by itself; a merge counts at once, is on record, and can be taken back."""
    office.contract("1/A/2024", SATPAM, agency="Dinas Sosial Kab. Wanasari")
    office.contract("2/A/2024", SATPAM, agency="Dinas Sosial Kabupaten Wanasri")
    assert totals(office).agencies == 2
    with transaction(office.context.sessions) as session:
        user = session.get_one(User, office.approver.id)
        (pair,) = names.alike(session, org="utama", kind="agency")
        names.merge(session, pair.first.id, pair.second.id, user=user)
    assert totals(office).agencies == 1
    with transaction(office.context.sessions) as session:
        user = session.get_one(User, office.approver.id)
        assert names.alike(session, org="utama", kind="agency") == ()
        ((gone, kept),) = names.merged(session, org="utama")
        assert {r.agency.id for r in overview.rows(session, org="utama", today=TODAY).rows if r.agency} == {kept.id}
        names.unmerge(session, gone.id, user=user)
    with office.context.sessions() as session:
        told = session.scalars(select(Event.action).where(Event.subject_type == "organisation")).all()
        assert list(told) == ["organisation.merged", "organisation.unmerged"]
    assert totals(office).agencies == 2


def test_an_organisation_of_another_office_does_not_exist(office: Office) -> None:
    """Merging across offices is refused as not found."""
    office.contract("1/A/2024", SATPAM)
    with transaction(office.context.sessions) as session:
        foreign = Organisation(org="lain", kind="vendor", name="PT Jaga Aman")
        session.add(foreign)
        session.flush()
        own = session.scalars(select(Organisation).where(Organisation.org == "utama")).first()
        assert own is not None
        with pytest.raises(NotFound):
            names.merge(session, own.id, foreign.id, user=session.get_one(User, office.approver.id))


def test_totals_count_workers_in_force_on_the_day(office: Office) -> None:
    """Ended and future contracts do not count; ending soon, below the minimum and insured are workers, not rows."""
    office.contract("1/A/2024", SATPAM, ends=date(2024, 9, 20), below=True)
    office.contract("2/A/2024", Job("Pengemudi", 3, None), agency="Badan Pendapatan", ends=date(2024, 11, 20))
    office.contract("3/A/2023", Job("Satpam", 9, None), starts=date(2023, 1, 1), ends=date(2023, 12, 31))
    office.contract("4/A/2025", Job("Satpam", 9, None), starts=date(2025, 1, 1), ends=date(2025, 12, 31))
    office.contract("5/A/2024", SATPAM, approve=False)
    sums = totals(office)
    assert (sums.agencies, sums.vendors, sums.contracts, sums.workers) == (2, 1, 2, 7)
    assert sums.by_title == (("Satpam", 4), ("Pengemudi", 3))
    assert (sums.below_minimum, sums.insured["jkk"], sums.insured["jp"]) == (4, 7, 0)
    assert sums.ending == {30: 1, 60: 1, 90: 2}
    assert sums.not_approved == 1
    assert [r.engagement.contract_number for r in rows(office, ending_within=30)] == ["1/A/2024"]
    assert len(rows(office, title="satpam")) == 3


def test_the_number_of_queries_does_not_grow_with_the_rows(office: Office) -> None:
    """A page of the register and the list of gaps take as many queries for six contracts as for two."""

    def queries() -> int:
        count = 0

        def note(*_: object) -> None:
            nonlocal count
            count += 1

        event.listen(office.context.engine, "before_cursor_execute", note)
        try:
            with office.context.sessions() as session:
                overview.rows(session, org="utama", today=TODAY)
                overview.totals(session, org="utama", today=TODAY)
                gaps.gaps(session, org="utama", law=load_law(), today=TODAY)
        finally:
            event.remove(office.context.engine, "before_cursor_execute", note)
        return count

    for number in range(2):
        office.contract(f"{number}/A/2024", SATPAM)
    few = queries()
    for number in range(2, 6):
        office.contract(f"{number}/A/2024", SATPAM, vendor=f"PT Nomor {number}")
    assert queries() == few


def test_never_reported_comes_first_and_counts_the_days(office: Office) -> None:
    """A contract without a report says for how many days; what asks for the report is told apart from a duty."""
    office.contract("1/A/2024", SATPAM)
    office.contract("2/PKWT/2024", SATPAM, kind="pkwt", agency=None, signed=date(2024, 8, 26))
    report(office, "2/PKWT/2024", received_on=date(2024, 8, 28))
    first, second = state_of(office)
    assert (first.contract_number, first.state, first.days, first.duty) == ("1/A/2024", "never", 185, "office")
    assert (second.state, second.duty) == ("in_time", "statute")
    assert "bukan kewajiban undang-undang" in gaps.DUTY_NAMES[first.duty]


@pytest.mark.parametrize(
    ("channel", "received", "state"),
    [
        ("online", date(2024, 8, 29), "in_time"),
        ("online", date(2024, 8, 30), "late"),
        ("written", date(2024, 9, 4), "in_time"),
        ("written", date(2024, 9, 5), "late"),
    ],
)
def test_a_pkwt_is_late_after_three_or_seven_working_days(
    office: Office, channel: str, received: date, state: str
) -> None:
    """PP 35/2021 Pasal 14, counted from Monday 26 August 2024, a week without a holiday."""
    office.contract("2/PKWT/2024", SATPAM, kind="pkwt", agency=None, signed=date(2024, 8, 26))
    report(office, "2/PKWT/2024", channel=channel, received_on=received, today=date(2024, 12, 1))
    (gap,) = state_of(office)
    assert gap.state == state


def test_a_report_that_says_something_else_is_shown_with_the_difference(office: Office) -> None:
    """Headcount and wage of the letter are held against the contract."""
    office.contract("1/A/2024", SATPAM, Job("Pengemudi", 2, 2_700_000))
    report(office, " 1 / a / 2024", headcount=5, wage=Decimal(2_000_000))
    (gap,) = state_of(office)
    assert gap.state == "differs"
    assert gap.differences == (
        "Jumlah pekerja: 5 di laporan, 6 di kontrak.",
        "Upah di laporan tidak sama dengan upah mana pun di kontrak.",
    )


@pytest.mark.parametrize(
    ("kind", "signed", "duty"),
    [
        ("alih_daya", date(2015, 5, 1), "former_statute"),
        ("alih_daya", date(2022, 5, 1), "office"),
        ("alih_daya", None, "office"),
        ("spk", date(2015, 5, 1), "office"),
        ("pkwt", date(2020, 5, 1), "office"),
        ("pkwt", date(2021, 2, 2), "statute"),
    ],
)
def test_what_asks_for_a_report_depends_on_kind_and_date(kind: str, signed: date | None, duty: str) -> None:
    """Office policy is never called a duty of statute."""
    assert gaps.duty_of(kind, signed) == duty


def test_a_report_about_an_unknown_contract_is_kept_as_a_lead(office: Office) -> None:
    """It is listed by itself, and belongs to the contract as soon as that is in the register."""
    report(office, "1/A/2024")
    with office.context.sessions() as session:
        (lead,) = gaps.unknown(session, org="utama")
        assert lead.contract_number == "1/A/2024"
    office.contract("1/A/2024", SATPAM)
    with office.context.sessions() as session:
        assert gaps.unknown(session, org="utama") == []
    assert state_of(office)[0].state == "reported"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"letter_number": " "}, "letter_number"),
        ({"contract_number": ""}, "contract_number"),
        ({"received_on": date(2030, 1, 1)}, "received_on"),
        ({"headcount": 0}, "headcount"),
        ({"headcount": 1_000_000}, "headcount"),
    ],
)
def test_a_report_that_cannot_be_is_refused_at_its_field(
    office: Office, changes: dict[str, object], field: str
) -> None:
    """The message names the field, and nothing is stored."""
    with pytest.raises(Invalid) as caught:
        report(office, str(changes.pop("contract_number", "1/A/2024")), **changes)
    assert caught.value.field == field
    with office.context.sessions() as session:
        assert session.scalars(select(LabourReport)).all() == []


def test_the_same_letter_about_the_same_contract_is_kept_once(office: Office) -> None:
    """A second time it says so."""
    report(office, "1/A/2024")
    with pytest.raises(ReportKnown):
        report(office, "1/a/2024 ")


def test_an_erased_document_leaves_no_row(office: Office) -> None:
    """The rows go with their document (UU 27/2022)."""
    document = office.contract("1/A/2024", SATPAM)
    with transaction(office.context.sessions) as session:
        session.delete(session.get_one(type(document), document.id))
    with office.context.sessions() as session:
        assert session.scalars(select(Engagement)).all() == []


def test_the_long_form_of_a_tax_number_is_the_same_number(office: Office) -> None:
    """A firm whose contract prints 16 digits is the one known by its 15; another number is another firm."""
    with transaction(office.context.sessions) as session:
        known = names.recognise(
            session, org=office.org, kind="vendor", name="PT Jaga Aman", npwp="01.234.567.8-901.000"
        )
        long = names.recognise(session, org=office.org, kind="vendor", name="PT Jaga Aman Tbk", npwp="0012345678901000")
        other = names.recognise(session, org=office.org, kind="vendor", name="PT Jaga Aman", npwp="0912345678901000")
        assert long.id == known.id
        assert other.id != known.id

"""Procurement packages beside the register: the guess, the suggested contract, and what left no trace."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal

import pytest
from approved import Job, Office
from sqlalchemy import event, select, update
from sqlalchemy.orm import Session

from api.database import transaction
from api.errors import NotFound
from api.register import gaps, names, packages
from api.register.imports import rows as lists
from api.register.imports import service
from api.register.labour import cue_of
from models import Document, Event, Organisation, Package, User

TODAY = date(2024, 9, 2)
AGENCY = "Dinas Sosial Kabupaten Wanasari"
HEAD = (
    "Kode Tender;Kode RUP;Nama Paket;Nama Satker;Pemenang;NPWP Pemenang;Nilai Kontrak;No Kontrak;Tgl Kontrak"
    ";Tgl Selesai;Jenis Pengadaan"
)


@contextmanager
def opened(office: Office) -> Iterator[tuple[Session, User]]:
    with transaction(office.context.sessions) as session:
        yield session, session.get_one(User, office.approver.id)


def bring(office: Office, *lines: str, head: str = HEAD, kind: str = "spse") -> None:
    """Import these packages; every line must be good."""
    data = "\n".join((head, *lines)).encode()
    with opened(office) as (session, user):
        listing = lists.read(data, kind=kind, filename="paket.csv")  # type: ignore[arg-type]
        made = service.stage(
            session,
            listing,
            kind=kind,
            filename="paket.csv",
            data=data,
            org=user.org,
            user=user,  # type: ignore[arg-type]
        )
        assert made.count_error == 0, [row.problems for row in service.page(session, made, state="error")]
        assert service.confirm(session, made, user=user)


def guards(code: str = "7001", *, vendor: str = "PT Jaga Aman", number: str = "", signed: str = "2024-03-01") -> str:
    return f"{code};;Jasa Tenaga Keamanan;{AGENCY};{vendor};;120000000;{number};{signed};2025-02-28;Jasa Lainnya"


def shown(office: Office, **wanted: object) -> list[packages.PackageRow]:
    with office.context.sessions() as session:
        chosen = packages.Filter(**wanted)  # type: ignore[arg-type]
        return list(packages.page(session, org="utama", wanted=chosen, today=TODAY).rows)


def counted(office: Office) -> dict[str, int]:
    with office.context.sessions() as session:
        found = packages.counts(session, org="utama", today=TODAY)
        return {state: number for state, number in found.items() if number}


@pytest.mark.parametrize(
    ("name", "category", "cue"),
    [
        ("Belanja Jasa Tenaga Keamanan", "", "jasa tenaga keamanan"),
        ("Pengadaan Jasa Cleaning Service Gedung", "Jasa Lainnya", "jasa cleaning"),
        ("Penyediaan Tenaga Alih Daya RSUD", "", "penyediaan tenaga"),
        ("Jasa Pengemudi Kendaraan Dinas", "", "jasa pengemudi"),
        ("PRAMUBAKTI Kantor Bupati", "", "pramubakti"),
        ("Seragam Satpam", "", ""),
        ("Bahan untuk petugas kebersihan", "", ""),
        ("Jasa Keamanan Siber", "", ""),
        ("Jasa tenaga keamanan", "Pekerjaan Konstruksi", ""),
        ("Pemeliharaan Jalan Lingkar", "", ""),
    ],
)
def test_the_guess_is_made_by_words(name: str, category: str, cue: str) -> None:
    """Services of people are taken for outsourced labour; goods for them, cyber security and works are not."""
    assert cue_of(name, category=category) == cue


def test_a_package_without_contract_and_report_is_a_gap_with_its_days(office: Office) -> None:
    """It waits since its contract was signed; other packages, future ones and plans carried out by a tender do not."""
    bring(office, guards(), "7002;;Meja kursi;Dinas Baru;CV Kayu;;5000000;;2024-01-05;;Barang")
    bring(office, guards("7003", signed="2024-10-01"))
    bring(
        office,
        f"7001R;Jasa Tenaga Keamanan;{AGENCY};130000000;2024;Maret 2024",
        f"7009R;Jasa Tenaga Kebersihan;{AGENCY};130000000;2024;April 2024",
        head="Kode RUP;Nama Paket;Satuan Kerja;Pagu;Tahun;Awal Pelaksanaan",
        kind="rup",
    )
    with opened(office) as (session, _):
        session.execute(update(Package).where(Package.code == "7001").values(rup_code="7001R"))
    assert counted(office) == {"gap": 2, "other": 1, "upcoming": 1, "carried": 1}
    found = [(row.package.code, row.days, row.agency and row.agency.name) for row in shown(office, state="gap")]
    assert found == [("7001", 185, AGENCY), ("7009R", 154, AGENCY)]
    with office.context.sessions() as session:
        (agency,) = packages.shares(session, org="utama", today=TODAY, side="agency")
        vendors = packages.shares(session, org="utama", today=TODAY, side="vendor")
    assert (agency.name, agency.count, agency.days) == (AGENCY, 2, 185)
    assert [(one.name, one.count) for one in vendors] == [("", 1), ("PT Jaga Aman", 1)]


def test_a_person_turns_the_guess_round(office: Office) -> None:
    """What a person says goes before the guess, and the guess comes back when it is taken away."""
    bring(office, guards())
    (row,) = shown(office)
    for labour, state in ((False, "other"), (True, "gap"), (None, "gap")):
        with opened(office) as (session, user):
            packages.set_labour(session, row.package.id, labour, user=user)
        assert counted(office) == {state: 1}
    with office.context.sessions() as session:
        told = session.scalars(select(Event).where(Event.action == "package.labour").order_by(Event.id)).all()
    assert [(e.before, e.after) for e in told] == [
        ({"labour": None}, {"labour": False}),
        ({"labour": False}, {"labour": True}),
        ({"labour": True}, {"labour": None}),
    ]


def test_a_report_about_its_contract_number_closes_the_gap(office: Office) -> None:
    """The number is compared without signs and case, as everywhere in the register."""
    bring(office, guards(number="12/SPK/2024"))
    assert counted(office) == {"gap": 1}
    with opened(office) as (session, user):
        gaps.record(
            session,
            user=user,
            letter_number="560/1/2024",
            received_on=date(2024, 4, 1),
            channel="online",
            sender="vendor",
            contract_number="12 / spk / 2024",
            headcount=None,
            wage=None,
            today=TODAY,
        )
    assert counted(office) == {"reported": 1}


def test_a_contract_is_suggested_and_a_person_confirms(office: Office) -> None:
    """Same agency, vendor and period suggest a contract; only the confirmation closes the gap, and it can be undone."""
    document = office.contract("9/PKS/2024", Job("Satpam", 4, 2_500_000))
    office.contract("10/PKS/2024", Job("Satpam", 4, 2_500_000), vendor="PT Lain Sekali")
    office.contract("11/PKWT/2024", Job("Satpam", 1, 2_500_000), kind="pkwt")
    bring(office, guards())
    (row,) = shown(office, state="gap")
    (one,) = row.candidates
    assert (one.document_id, one.contract_number) == (document.id, "9/PKS/2024")
    assert one.reasons == ("instansi sama", "penyedia sama", "masanya bersinggungan")
    with opened(office) as (session, user):
        packages.link(session, row.package.id, document_id=document.id, contract_key=one.contract_key, user=user)
    assert counted(office) == {"linked": 1}
    with opened(office) as (session, user):
        packages.unlink(session, row.package.id, user=user)
    assert counted(office) == {"gap": 1}


def test_the_contract_number_counts_only_with_the_same_agency(office: Office) -> None:
    """Every agency counts from one: the number of another agency's contract suggests nothing."""
    office.contract("1/SPK/2024", agency="Dinas Kesehatan Kabupaten Wanasari", vendor="PT Lain Sekali")
    own = office.contract("01/SPK/2024", vendor="PT Lain Sekali")
    bring(office, guards(number="1/SPK/2024"))
    (row,) = shown(office, state="gap")
    assert [(one.document_id, one.reasons[0]) for one in row.candidates] == [(own.id, "nomor kontrak sama")]
    assert "penyedianya lain" in row.candidates[0].reasons


def test_a_plan_without_vendor_is_matched_by_agency_period_and_value(office: Office) -> None:
    """The contract's value within the plan's budget is what tells contracts of one agency apart."""
    document, other = office.contract("5/PKS/2024"), office.contract("6/PKS/2024", vendor="PT Lain Sekali")
    with opened(office) as (session, _):
        session.execute(update(Document).where(Document.id == document.id).values(value=Decimal(118_000_000)))
        session.execute(update(Document).where(Document.id == other.id).values(value=Decimal(20_000_000)))
    bring(
        office,
        f"88;Jasa Tenaga Keamanan;{AGENCY};Rp120.000.000,00;2024;Maret 2024;Februari 2025",
        head="ID RUP;Paket;Satker;Pagu (Rp);Tahun Anggaran;Mulai;Selesai",
        kind="rup",
    )
    (row,) = shown(office, state="gap")
    assert [one.contract_number for one in row.candidates] == ["5/PKS/2024"]


def test_another_office_is_not_seen(office: Office) -> None:
    """Its contracts cannot be linked, its packages neither marked nor listed."""
    bring(office, guards())
    (row,) = shown(office)
    with opened(office) as (session, user):
        stranger = User(id=user.id, org="lain", name="x", password_hash="x", role="approver")
        with pytest.raises(NotFound):
            packages.set_labour(session, row.package.id, True, user=stranger)
        with pytest.raises(NotFound):
            packages.link(session, row.package.id, document_id=row.package.id, contract_key="", user=user)
        assert packages.page(session, org="lain", wanted=packages.Filter(), today=TODAY).rows == ()


def test_merged_agencies_are_one(office: Office) -> None:
    """A package of the merged name counts for the kept one, and matches its contracts."""
    office.contract("9/PKS/2024", agency="Dinas Sosial Wanasari Lama")
    bring(office, guards())
    with opened(office) as (session, user):
        by_name = {o.name: o.id for o in session.scalars(select(Organisation).where(Organisation.kind == "agency"))}
        names.merge(session, by_name["Dinas Sosial Wanasari Lama"], by_name[AGENCY], user=user)
    (row,) = shown(office, state="gap", agency=by_name["Dinas Sosial Wanasari Lama"])
    assert row.agency is not None
    assert row.agency.name == "Dinas Sosial Wanasari Lama"
    assert [one.contract_number for one in row.candidates] == ["9/PKS/2024"]


def test_pages_follow_each_other_and_the_table_has_every_row(office: Office) -> None:
    """Walking page by page meets each package once, those without a day last; queries do not grow with the rows."""
    days = ("2024-01-05", "2024-02-01", "2024-02-01", "", "2023-12-01")
    bring(office, *(guards(str(index), signed=day) for index, day in enumerate(days)))
    met: list[str] = []
    with office.context.sessions() as session:
        after: str | None = ""
        while after is not None:
            found = packages.page(session, org="utama", wanted=packages.Filter(), today=TODAY, after=after, limit=2)
            met += [row.package.code for row in found.rows]
            after = found.next
        cells = list(packages.cells(session, org="utama", wanted=packages.Filter(), today=TODAY))
    assert met[0] == "4"
    assert met[-1] == "3"
    assert sorted(met) == ["0", "1", "2", "3", "4"]
    assert [row[1] for row in cells] == met
    assert all(len(row) == len(packages.COLUMNS) for row in cells)

    def queries(limit: int) -> int:
        told: list[str] = []
        with office.context.sessions() as session:
            event.listen(session.bind, "before_cursor_execute", lambda *a: told.append(a[2]))
            packages.page(session, org="utama", wanted=packages.Filter(state="gap"), today=TODAY, limit=limit)
        return len(told)

    assert queries(1) == queries(5)

"""The history on the screen: pictures with their tables, pages of one agency and one vendor, lists to take away."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from approved import Job, Office
from register_site import fresh, register_site
from sqlalchemy import select
from web_site import Site

from api.database import transaction
from api.register import history, names
from api.routes.web_timeline import view
from extractor.law import load_law
from models import Organisation, User


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with register_site(tmp_path_factory.mktemp("web")) as made:
        yield made


@pytest.fixture
def web(running: Site) -> tuple[Site, Office]:
    """Three contracts: a vendor changed after a gap, for less, and one ran beside the last."""
    site, office = fresh(running)
    for number, vendor, wage, starts, ends in (
        ("1/2024", "PT Jaga Aman", 2_600_000, date(2024, 1, 1), date(2024, 12, 31)),
        ("2/2025", "PT Penjaga Baru", 2_500_000, date(2025, 1, 11), date(2025, 12, 31)),
        ("3/2025", "PT Jaga Aman", 2_500_000, date(2025, 3, 1), date(2025, 9, 30)),
    ):
        job = Job("Satpam", 4, wage)
        office.contract(number, job, vendor=vendor, signed=starts, starts=starts, ends=ends)
    site.sign_in(role="head")
    return site, office


def identifiers(office: Office) -> dict[str, uuid.UUID]:
    with office.context.sessions() as session:
        found = session.scalars(select(Organisation).where(Organisation.org == office.org)).all()
    return {row.name: row.id for row in found}


def test_the_page_shows_changes_with_their_law_and_no_verdict(web: tuple[Site, Office]) -> None:
    """The picture has a table behind it; the change of vendor names both clauses, MK 27 and PP 35, and blames nobody."""
    site, _ = web
    text = site.client.get("/daftar/riwayat").text
    assert "10 hari tanpa kontrak" in text
    assert "Selisih Rp100.000" in text
    assert "Putusan MK 27/PUU-IX/2011" in text
    assert "PP 35/2021, Pasal 19" in text
    assert "bukan menyatakan pelanggaran" in text
    assert "Dua kontrak untuk jabatan dan tempat yang sama selama 214 hari" in text
    assert text.count('class="bar tone') == 3
    assert 'role="img" aria-label="Garis waktu 3 kontrak' in text
    assert "style=" not in text


def test_filters_narrow_and_nonsense_asks_nothing(web: tuple[Site, Office]) -> None:
    """By position; an address that says nothing is no error."""
    site, _ = web
    assert "Tidak ada kontrak yang disetujui" in site.client.get("/daftar/riwayat?jabatan=pramubakti").text
    assert "1/2024" in site.client.get("/daftar/riwayat?instansi=x&penyedia=y").text


def test_the_table_holds_a_row_a_contract(web: tuple[Site, Office]) -> None:
    """Days and differences are numbers of their own columns."""
    site, _ = web
    lines = site.client.get("/daftar/riwayat.csv").text.strip().splitlines()
    assert len(lines) == 4
    assert "tanpa kontrak, penyedia berganti, upah lebih rendah;10;;;-100000;" in lines[2]
    assert ";tumpang tindih;;214;;;" in lines[3]
    assert site.client.get("/daftar/riwayat.xlsx").content.startswith(b"PK")


def test_an_agency_and_a_vendor_have_a_page_with_what_was_reported(web: tuple[Site, Office]) -> None:
    """Contracts, workers, the state of reports, and the lines; the vendor's page has those before and after it too."""
    site, office = web
    known = identifiers(office)
    text = site.client.get(f"/daftar/instansi/{known['Dinas Sosial Kabupaten Wanasari']}").text
    assert "<dt>belum pernah dilaporkan</dt><dd>3</dd>" in text
    assert "PT Penjaga Baru" in text
    text = site.client.get(f"/daftar/penyedia/{known['PT Penjaga Baru']}").text
    assert "<dt>belum pernah dilaporkan</dt><dd>1</dd>" in text
    assert "1/2024" in text
    assert site.client.get(f"/daftar/penyedia/{known['Dinas Sosial Kabupaten Wanasari']}").status_code == 404
    assert site.client.get(f"/daftar/instansi/{uuid.uuid4()}").status_code == 404


def test_a_merged_name_leads_to_the_one_that_it_counts_as(web: tuple[Site, Office]) -> None:
    """The old address still works, and the page names the other spelling."""
    site, office = web
    known = identifiers(office)
    kept, gone = known["PT Jaga Aman"], known["PT Penjaga Baru"]
    with transaction(office.context.sessions) as session:
        names.merge(session, kept, gone, user=session.get_one(User, office.approver.id))
    answer = site.client.get(f"/daftar/penyedia/{gone}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/daftar/penyedia/{kept}")
    assert "Juga ditulis" in site.client.get(f"/daftar/penyedia/{kept}").text


@pytest.mark.parametrize("address", ["/daftar/riwayat", "/daftar/riwayat.csv"])
def test_an_uploader_sees_no_history(web: tuple[Site, Office], address: str) -> None:
    """The register is of the whole office."""
    site, _ = web
    site.sign_in(role="uploader")
    assert site.client.get(address).status_code == 403


def test_the_picture_is_to_scale() -> None:
    """Two years from January to December; a half year is a quarter of it; what runs beside lies in a lane of its own."""
    agency = Organisation(id=uuid.uuid4(), org="x", kind="agency", name="Dinas")
    vendors = [Organisation(id=uuid.uuid4(), org="x", kind="vendor", name=f"PT {n}") for n in range(2)]

    def term(vendor: Organisation, starts: date, days: int) -> history.Term:
        return history.Term(
            document_id=uuid.uuid4(), contract_key="", contract_number="", kind="spk", vendor=vendor, title="Satpam",
            place="", signed_on=starts, starts_on=starts, ends_on=starts + timedelta(days=days - 1), printed_end=None,
            headcount=None, wage=None, wage_period=None, clause_missing=False,
        )  # fmt: skip

    terms = (
        term(vendors[0], date(2025, 1, 1), 365),
        term(vendors[1], date(2025, 7, 1), 73),
        term(vendors[1], date(2026, 1, 11), 355),
    )
    line = history.Line(agency, "Satpam", terms, (), history.changes(terms, law=load_law()))
    shown = view(line, today=date(2026, 7, 2))
    assert shown.picture is not None
    assert [(bar.lane, bar.left, bar.width, bar.letter) for bar in shown.picture.bars] == [
        (0, "0.00", "50.00", "A"),
        (1, "24.79", "10.00", "B"),
        (0, "51.37", "48.63", "B"),
    ]
    assert shown.picture.holes == (("50.00", "1.37"),)
    assert [(tick.left, tick.year) for tick in shown.picture.ticks] == [("0.00", 2025), ("50.00", 2026)]
    assert (shown.picture.lanes, shown.picture.today) == (2, "74.93")

"""The law data on the screen, an office's own minimum wage, and judging a document again by it."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fake_reader import pdf
from httpx import Response
from sqlalchemy import select, text
from test_web_screens import inspect
from web_site import Site

from api.clock import today_here
from extractor.law import WAGES_FILE, load_law
from models import Event, ReportRow

YEAR = today_here().year
FORM = {
    "region": "Kabupaten Seluma",
    "year": "2026",
    "amount": "Rp 2.950.000,50",
    "decree_number": "SK Gubernur Nomor 77/K.910",
    "decree_date": "2025-12-17",
    "remark": "Disalin dari lampiran",
}


@pytest.fixture(autouse=True)
def no_rows_left(running: Site) -> Iterator[None]:
    """The law serves the whole installation: what a test put in is taken out again."""
    yield
    for path in running.context.settings.law_folder.glob("*"):
        path.unlink()


def send(site: Site, *, decree: bytes | None = pdf("sk"), **changes: Any) -> Response:
    fields = {**FORM, **changes, "csrf_token": changes.get("csrf_token", site.csrf)}
    files = [("decree", ("sk.pdf" if decree is not None else "", decree or b"", "application/pdf"))]
    return site.client.post("/data-hukum/upah", data=fields, files=files)


def folder(site: Site) -> Path:
    return site.context.settings.law_folder


def changes_recorded(site: Site) -> list[Event]:
    with site.context.sessions() as session:
        return list(
            session.scalars(select(Event).where(Event.org == site.office, Event.action == "law.wage-set"))
        )  # fmt: skip


def kept_decrees(site: Site) -> set[str]:
    return {path.name for path in site.context.settings.decrees.rglob("*") if path.is_file()}


def test_reviewers_see_the_data_and_cannot_change_it(site: Site) -> None:
    """Amount, decree, source and standing in words; no form, and a form made by hand is refused."""
    site.sign_in()
    page = site.client.get("/data-hukum", params={"tahun": "2026", "daerah": "seluma"})
    assert page.status_code == 200
    for said in (load_law().version, "Kabupaten Seluma", "Rp2.827.250,90", "dipakai memutus", "Jaminan Kematian"):
        assert said in page.text, said
    assert "Kabupaten Mukomuko" not in page.text.split('id="upah-judul"')[1].split('id="kantor"')[0]
    assert "/data-hukum/upah" not in page.text
    assert send(site).status_code == 403
    assert not list(folder(site).glob("*.csv"))


@pytest.mark.parametrize("role", ["uploader", "auditor"])
def test_the_page_is_for_those_who_judge(site: Site, role: Any) -> None:
    """Uploaders and auditors neither find the link nor the page."""
    site.sign_in(role=role)
    assert "/data-hukum" not in site.client.get("/").text
    assert site.client.get("/data-hukum").status_code == 403
    assert send(site).status_code == 403


def test_what_only_is_shown_says_so(site: Site) -> None:
    """A row from memory or in conflict is marked as not deciding."""
    site.sign_in()
    page = site.client.get("/data-hukum?tahun=semua").text
    assert "hanya ditampilkan: ada dua angka berbeda" in page
    assert "hanya ditampilkan: dari ingatan" in page
    assert "Spanduk tampil pada setiap laporan" in page


def test_the_years_whose_holidays_are_known_are_listed(site: Site) -> None:
    """Each year with its days and decree; a year without one is named; an office's own file adds it."""
    site.sign_in()
    before = site.client.get("/data-hukum").text.split('id="libur-judul"')[1]
    assert "SKB 3 Menteri 1497/2/5 Tahun 2025" in before
    assert ">17 hari<" in before
    head = "date,name,kind,legal_basis,source,verified\n"
    days = "".join(
        f"{year}-01-0{day},Libur {day},{kind},SKB uji,arsip,yes\n"
        for year in range(2027, 2040)
        for day, kind in ((1, "libur_nasional"), (4, "cuti_bersama"), (5, "batal"))
    )
    folder(site).mkdir(parents=True, exist_ok=True)
    (folder(site) / "holidays_uji.csv").write_text(head + days, encoding="utf-8")
    after = site.client.get("/data-hukum").text.split('id="libur-judul"')[1]
    row = after.split('<th scope="row">2030</th>')[1].split("</tr>")[0]
    assert (row.count("1 hari"), "SKB uji" in row) == (2, True)
    assert "Setelah SKB" not in after


def test_the_screen_obeys_the_policy_and_names_its_fields(site: Site) -> None:
    """No inline code, unique ids, no address of another host; also with refusals in the form."""
    site.sign_in(role="admin")
    for page in (site.client.get("/data-hukum").text, send(site, decree=None, amount="banyak").text):
        found = inspect(page)
        assert found.wrong == []
        assert sorted(found.ids) == sorted(set(found.ids))
        for _, field in found.fields:
            assert field.get("type") == "hidden" or f'for="{field.get("id")}"' in page, field


def test_a_row_is_written_kept_with_its_decree_and_recorded(site: Site) -> None:
    """The office's file in the documented format, the decree by its content, who changed what from what to what."""
    site.sign_in(role="admin")
    answer = send(site, replace="1")
    assert answer.status_code == 303, answer.text
    law = load_law(folder(site))
    row = next(r for r in law.minimum_wages if r.office)
    assert (row.name, str(row.amount), row.decides) == ("UMK Kabupaten Seluma 2026", "2950000.50", True)
    assert row.legal_basis == "SK Gubernur Nomor 77/K.910, 17-12-2025"
    assert row.source.removeprefix("sha256:") in kept_decrees(site)
    assert {path.name for path in folder(site).iterdir()} == {WAGES_FILE, ".lock"}
    (event,) = changes_recorded(site)
    assert event.actor_id is not None
    assert event.before is not None
    assert (event.before["amount"], event.before["office"]) == ("2827250.9", False)
    assert (event.after or {})["amount"] == "2950000.50"
    assert "Disalin" not in json.dumps(event.after)
    page = site.client.get(answer.headers["location"]).text
    for said in (
        "Tersimpan dan langsung dipakai",
        "Rp2.950.000,50",
        "milik kantor",
        "digantikan data kantor",
        "Rp2.827.250,90 →",
    ):
        assert said in page, said
    decree = site.client.get(f"/data-hukum/sk/{row.source.removeprefix('sha256:')}")
    assert decree.content == pdf("sk")
    assert decree.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in decree.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"region": "Kota Atlantis"}, "region", "tidak dikenal"),
        ({"region": "Bandung"}, "region", "dapat berarti Kabupaten Bandung, Kota Bandung"),
        ({"region": ""}, "region", "Daerah belum diisi"),
        ({"year": "dua ribu"}, "year", "Tahun ini tidak dapat dipakai"),
        ({"year": str(YEAR + 2)}, "year", "Tahun ini tidak dapat dipakai"),
        ({"amount": "tiga juta"}, "amount", "tidak dapat dibaca"),
        ({"amount": "3.95"}, "amount", "tidak masuk akal"),
        ({"amount": "295000000"}, "amount", "tidak masuk akal"),
        ({"amount": "2.500.000"}, "amount", "lebih rendah daripada UMP Bengkulu 2026"),
        ({"amount": "-3950000"}, "amount", "tidak dapat dibaca"),
        ({"amount": "3.950.00"}, "amount", "tidak dapat dibaca"),
        ({"decree_number": "  "}, "decree_number", "Nomor SK belum diisi"),
        ({"decree_number": "=HYPERLINK(1)"}, "decree_number", "tidak boleh diawali"),
        ({"decree_number": "x" * 301}, "decree_number", "lebih panjang"),
        ({"decree_date": "17/12/2024"}, "decree_date", "bukan tanggal"),
        ({"decree_date": "2019-12-17"}, "decree_date", "tidak menetapkan"),
        ({"decree_date": "2999-01-01"}, "decree_date", "belum tiba"),
        ({"decree": None}, "decree", "belum dipilih"),
        ({"decree": b"bukan pdf"}, "decree", "teks biasa"),
        ({"decree": b"\xff\xd8\xff\xe0foto"}, "decree", "gambar, bukan PDF"),
        ({"decree": b""}, "decree", "kosong"),
        ({"replace": ""}, "replace", "UMK Kabupaten Seluma 2026 sudah ada: Rp2.827.250,90"),
    ],
)
def test_a_bad_value_is_said_at_its_field_and_nothing_changes(
    site: Site, typed: dict[str, Any], field: str, said: str
) -> None:
    """The message stands at the field, what was typed stays, and neither file, decree nor event is left."""
    site.sign_in(role="admin")
    before = kept_decrees(site)
    fields: dict[str, Any] = {"replace": "1", **typed}
    if not fields["replace"]:
        del fields["replace"]
    answer = send(site, **fields)
    assert answer.status_code == 422
    message = answer.text.split(f'id="galat-{field}"')[1].split("</div>")[0]
    assert said in message
    assert f'aria-describedby="galat-{field}' in answer.text
    for name, value in {**FORM, **{k: v for k, v in typed.items() if isinstance(v, str)}}.items():
        if value and name not in ("replace", "decree"):
            assert f'value="{value}"' in answer.text, name
    assert not list(folder(site).glob("*.csv"))
    assert kept_decrees(site) == before
    assert changes_recorded(site) == []
    assert not any(site.context.settings.incoming.iterdir())


def test_all_slips_are_said_at_once(site: Site) -> None:
    """Whoever sends an empty form learns of every field."""
    site.sign_in(role="admin")
    answer = send(site, decree=None, **dict.fromkeys(FORM, ""))
    for field in ("region", "year", "amount", "decree_number", "decree_date", "decree"):
        assert f'id="galat-{field}"' in answer.text, field


def test_the_form_needs_the_token_of_its_session(site: Site) -> None:
    """Another site cannot change the law data."""
    site.sign_in(role="admin")
    assert send(site, csrf_token="karangan").status_code == 403
    assert changes_recorded(site) == []


def test_a_broken_office_file_is_named_and_not_written_over(site: Site) -> None:
    """The page shows the shipped data and which row is wrong; a new row waits until that is mended."""
    site.sign_in(role="admin")
    folder(site).mkdir(exist_ok=True)
    (folder(site) / WAGES_FILE).write_text("year,level\nentah\n", encoding="utf-8")
    page = site.client.get("/data-hukum").text
    assert "hanya data bawaan" in page
    assert f"{WAGES_FILE} baris 1" in page
    refused = send(site, replace="1")
    assert refused.status_code == 422
    assert 'id="galat-umum"' in refused.text
    assert (folder(site) / WAGES_FILE).read_text(encoding="utf-8") == "year,level\nentah\n"


def test_a_commit_that_fails_puts_the_file_back(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """No change of the law data without its record: the row goes when the transaction does."""
    site.sign_in(role="admin")
    assert send(site, replace="1").status_code == 303
    kept = (folder(site) / WAGES_FILE).read_bytes()
    with site.context.engine.begin() as connection:
        connection.execute(
            text("CREATE TABLE late (x INTEGER REFERENCES user(id) DEFERRABLE INITIALLY DEFERRED)")
        )  # fmt: skip
        connection.execute(
            text("CREATE TRIGGER late_fault AFTER INSERT ON event BEGIN INSERT INTO late VALUES ('tidak ada'); END")
        )
    try:
        with pytest.raises(Exception, match="FOREIGN KEY"):
            send(site, replace="1", amount="4.100.000")
    finally:
        with site.context.engine.begin() as connection:
            connection.execute(text("DROP TRIGGER late_fault"))
            connection.execute(text("DROP TABLE late"))
    assert (folder(site) / WAGES_FILE).read_bytes() == kept
    assert len(changes_recorded(site)) == 1


def judge_again(site: Site, address: str) -> Response:
    return site.client.post(f"{address}/nilai-ulang", data={"csrf_token": site.csrf})


def test_judging_again_shows_what_a_new_minimum_wage_changes(site: Site) -> None:
    """The stored facts are judged by the law of now: before and after stand side by side, the report is the new one."""
    site.sign_in(role="admin")
    address = site.read("nilai.pdf")
    assert "Dinilai dengan data hukum yang lebih lama" in site.report(address)
    assert judge_again(site, address).headers["location"] == f"{address}/perubahan"
    settled = site.report(address)
    assert "Dinilai dengan data hukum yang lebih lama" not in settled
    old = load_law(folder(site)).version
    balikpapan = {"region": "Kota Balikpapan", "year": "2025", "decree_date": "2024-12-17", "amount": "3.950.000"}
    assert send(site, **balikpapan).status_code == 303
    new = load_law(folder(site)).version
    assert old != new
    outdated = site.report(address)
    assert "Dinilai dengan data hukum yang lebih lama" in outdated
    assert old in outdated
    assert new in outdated
    assert judge_again(site, address).status_code == 303
    page = site.client.get(f"{address}/perubahan").text
    assert old in page
    assert new in page
    assert "wage-minimum" in page
    assert "3.950.000" in page
    assert inspect(page).wrong == []
    assert "Lihat yang berubah" in site.report(address)
    assert site.client.get(f"{address}/laporan.json").json()["law_version"] == new
    with site.context.sessions() as session:
        event = session.scalars(
            select(Event).where(Event.org == site.office, Event.action == "document.rejudged").order_by(Event.id.desc())
        ).first()
    assert event is not None
    assert ((event.before or {})["law"], (event.after or {})["law"]) == (old, new)
    assert (event.after or {})["changed"] >= 1


def test_judging_again_by_the_same_law_adds_no_report(site: Site) -> None:
    """A second press says that all stayed as it was."""
    site.sign_in()
    address = site.read("sama.pdf")
    judge_again(site, address)
    again = judge_again(site, address)
    assert again.headers["location"] == f"{address}/perubahan?tetap=1"
    assert "hasilnya sama persis" in site.client.get(again.headers["location"]).text
    with site.context.sessions() as session:
        identifier = uuid.UUID(address.rsplit("/", 1)[1])
        rows = session.scalars(select(ReportRow.current).where(ReportRow.document_id == identifier)).all()
    assert sorted(rows) == [False, True]


def test_decisions_survive_judging_again(site: Site) -> None:
    """A finding that comes out the same keeps its decision."""
    site.sign_in()
    address = site.read("putusan.pdf")
    judge_again(site, address)
    assert site.decide(address, "wage-minimum", action="confirm").status_code == 303
    (folder(site)).mkdir(exist_ok=True)
    (folder(site) / "position_fields_kantor.csv").write_text("field,alias\nkatering,juru gulai\n", encoding="utf-8")
    assert judge_again(site, address).headers["location"] == f"{address}/perubahan"
    assert "Tidak ada temuan yang berubah" in site.client.get(f"{address}/perubahan").text
    part = next(p for p in site.report(address).split('<details id="t') if ">wage-minimum</p>" in p)
    assert "Dibenarkan" in part


def test_a_document_that_is_being_read_is_not_judged_again(waiting_site: Site) -> None:
    """Its reading ends with a judgement anyway."""
    waiting_site.sign_in()
    address = waiting_site.upload(("antre.pdf", pdf("antre nilai"))).headers["location"]
    assert judge_again(waiting_site, address).status_code == 409


def test_judging_again_is_for_those_who_hand_in_and_only_in_their_office(site: Site) -> None:
    """An auditor only reads; a document of another office is not there."""
    site.sign_in()
    address = site.read("milik.pdf")
    site.sign_in(role="auditor")
    assert judge_again(site, address).status_code == 403
    site.sign_in(office="kantor lain")
    assert judge_again(site, address).status_code == 404
    assert site.client.get(f"{address}/perubahan").status_code == 404

"""The register as people see it: figures, rows, what was never reported, names that are one, lists to take away."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
from approved import Job, Office
from installation import add_user
from web_site import Site

from api.clock import today_here


@pytest.fixture
def office(waiting_site: Site) -> Office:
    """Two approved contracts in this test's own office, in force today."""
    # The names of parametrised tests are alike in their first sixty characters, so an office is named by chance.
    waiting_site.office = f"kantor-{uuid.uuid4().hex[:12]}"
    context, org = waiting_site.context, waiting_site.office
    made = Office(
        context=context,
        reviewer=add_user(context, f"p{uuid.uuid4().hex[:12]}", role="reviewer", org=org),
        approver=add_user(context, f"s{uuid.uuid4().hex[:12]}", role="approver", org=org),
        org=org,
    )
    today = today_here()
    for number, agency, job in (
        ("11/DS/2026", "Dinas Sosial Kab. Wanasari", Job("Satpam", 4, 2_500_000)),
        ("12/DS/2026", "Dinas Sosial Kabupaten Wanasri", Job("=Pengemudi", 2, None)),
    ):
        made.contract(
            number,
            job,
            agency=agency,
            signed=today - timedelta(days=40),
            starts=today - timedelta(days=40),
            ends=today + timedelta(days=20),
        )
    return made


def test_the_register_shows_figures_and_rows(waiting_site: Site, office: Office) -> None:
    """Workers, contracts, what ends soon, shares per programme, and a row with a link to its document."""
    waiting_site.sign_in(role="head")
    page = waiting_site.client.get("/daftar").text
    assert "<dt>pekerja</dt><dd>6</dd>" in page
    assert re.search(r"berakhir dalam 30 hari</dt><dd><a [^>]+>2<", page)
    assert "6 dari 6" in page
    assert "Rp2.500.000" in page
    narrowed = waiting_site.client.get("/daftar?jabatan=satpam").text
    assert "11/DS/2026" in narrowed
    assert "12/DS/2026" not in narrowed


def test_lists_agree_with_the_page_and_run_no_formula(waiting_site: Site, office: Office) -> None:
    """CSV and XLSX hold the rows of the page; a title that looks like a formula is text."""
    waiting_site.sign_in(role="auditor")
    table = waiting_site.client.get("/daftar/register.csv")
    assert table.content.startswith(b"\xef\xbb\xbfinstansi;penyedia;")
    assert len(table.text.strip().splitlines()) == 3
    assert ";'=Pengemudi;2;" in table.text
    assert waiting_site.client.get("/daftar/register.xlsx?jabatan=satpam").content.startswith(b"PK")
    assert "belum pernah dilaporkan" in waiting_site.client.get("/daftar/laporan.csv").text


def test_a_report_closes_the_gap(waiting_site: Site, office: Office) -> None:
    """Never reported until a report is recorded; then its letter stands beside the contract."""
    waiting_site.sign_in()
    assert waiting_site.client.get("/daftar/laporan").text.count("40 hari sejak ditandatangani") == 2
    answer = waiting_site.client.post(
        "/daftar/laporan",
        data={
            "csrf_token": waiting_site.csrf,
            "letter_number": "560/77",
            "received_on": today_here().isoformat(),
            "contract_number": "11 / ds / 2026",
            "headcount": "4",
            "wage": "Rp 2.500.000",
            "channel": "online",
            "sender": "vendor",
        },
    )
    assert answer.status_code == 303
    page = waiting_site.client.get("/daftar/laporan").text
    assert page.count("hari sejak ditandatangani") == 1
    assert "560/77" in page


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("received_on", "kemarin", "tanggal terima"),
        ("headcount", "empat", "bukan angka"),
        ("wage", "banyak", "upah ini tidak dapat dibaca"),
        ("letter_number", "", "nomor surat belum diisi"),
        ("channel", "merpati", "pilihan ini tidak dikenal"),
    ],
)
def test_what_cannot_be_understood_is_said_and_the_typed_text_kept(
    waiting_site: Site, office: Office, field: str, value: str, said: str
) -> None:
    """The message names what is wrong; everything else typed stands there still, and nothing is stored."""
    waiting_site.sign_in()
    typed = {
        "letter_number": "560/78",
        "received_on": today_here().isoformat(),
        "contract_number": "11/DS/2026",
        "headcount": "4",
        "wage": "",
        "channel": "online",
        "sender": "vendor",
    }
    answer = waiting_site.client.post("/daftar/laporan", data={"csrf_token": waiting_site.csrf, **typed, field: value})
    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="11/DS/2026"' in answer.text
    assert "560/78" not in waiting_site.client.get("/daftar/laporan").text


def test_names_are_merged_and_taken_apart_again(waiting_site: Site, office: Office) -> None:
    """The suggestion has a button; a merge has one that undoes it."""
    waiting_site.sign_in(role="approver")
    page = waiting_site.client.get("/daftar/nama").text
    pair = re.search(r'name="first" value="([^"]+)"><input type="hidden" name="second" value="([^"]+)"', page)
    assert pair is not None
    token = {"csrf_token": waiting_site.csrf}
    done = waiting_site.client.post("/daftar/nama/gabung", data={**token, "first": pair[1], "second": pair[2]})
    assert done.status_code == 303
    assert "<dt>instansi</dt><dd>1</dd>" in waiting_site.client.get("/daftar").text
    page = waiting_site.client.get("/daftar/nama").text
    assert "dihitung sebagai" in page
    assert waiting_site.client.post("/daftar/nama/pisah", data={**token, "identifier": pair[2]}).status_code == 303
    assert "<dt>instansi</dt><dd>2</dd>" in waiting_site.client.get("/daftar").text


def test_who_may_not_see_or_do(waiting_site: Site, office: Office) -> None:
    """An uploader sees no register, an auditor records nothing, and another office sees none of it."""
    waiting_site.sign_in(role="uploader")
    assert waiting_site.client.get("/daftar").status_code == 403
    assert "/daftar" not in waiting_site.client.get("/").text
    waiting_site.sign_in(role="auditor")
    assert "Catat laporan" not in waiting_site.client.get("/daftar/laporan").text
    refused = waiting_site.client.post("/daftar/laporan", data={"csrf_token": waiting_site.csrf})
    assert refused.status_code == 403
    waiting_site.sign_in(role="reviewer", office="kantor-lain-lagi")
    assert "11/DS/2026" not in waiting_site.client.get("/daftar?waktu=semua").text

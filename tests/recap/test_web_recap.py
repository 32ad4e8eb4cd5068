"""The recapitulation as people see it and take it away: page, workbook, CSV, PDF, and what was fixed."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import openpyxl
import pypdfium2
import pytest
from approved import Job, Office
from sqlalchemy import select, update
from web_site import Site

from api.clock import today_here
from api.database import transaction
from models import Event, FixedRecap

SPAN = "periode=rentang"


@pytest.fixture
def house(web_office: Office) -> Office:
    """Two agencies, two firms, one position without a headcount and a name that looks like a formula."""
    days = {"signed": today_here() - timedelta(days=60), "starts": today_here() - timedelta(days=60)}
    ends = today_here() + timedelta(days=300)
    web_office.contract("1/DS", Job("Satpam", 1204, 2_500_000), Job("Pengemudi", 7, 2_700_000), ends=ends, **days)
    web_office.contract("2/BP", Job("Satpam", 29, 2_400_000), agency="Badan Pendapatan", below=True, ends=ends, **days)
    web_office.contract(
        "3/BP", Job("Operator", None, None), agency="Badan Pendapatan", vendor='=HYPERLINK("x")', ends=ends, **days
    )
    return web_office


def today_query() -> str:
    day = today_here().isoformat()
    return f"{SPAN}&dari={day}&sampai={day}"


def workbook(data: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def words_of(data: bytes) -> str:
    """The text of a PDF, blanks made one."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())
    finally:
        pdf.close()


def figures_of(rows: Sequence[Sequence[Any]]) -> dict[str, int]:
    return {str(row[0]): row[1] for row in rows if isinstance(row[1], int)}


def test_page_workbook_csv_and_pdf_say_the_same(site: Site, house: Office) -> None:
    """Contracts, workers, unknown headcounts and insured workers are the same number in all four."""
    site.sign_in(role="head")
    get = site.client.get
    page = get(f"/daftar/rekap?{today_query()}").text
    sheets = workbook(get(f"/daftar/rekap.xlsx?{today_query()}").content)
    table = [line.split(";") for line in get(f"/daftar/rekap.csv?{today_query()}").text.lstrip("\ufeff").splitlines()]
    paper = words_of(get(f"/daftar/rekap.pdf?{today_query()}").content)
    expected = {
        "Instansi": 2,
        "Kontrak berlaku": 3,
        "Kontrak belum dilaporkan": 3,
        "Pekerja": 1240,
        "Jabatan tanpa jumlah orang": 1,
        "Upahnya di bawah upah minimum": 29,
        "Kontraknya memberi JKK": 1240,
        "Kontraknya tidak memuat THR": 1240,
    }
    first = figures_of(sheets["Ringkasan"])
    assert {word: first[word] for word in expected} == expected
    for word, number in expected.items():
        shown = f"{number:,}".replace(",", ".")
        assert re.search(rf"<(dt|th)[^>]*>{word}</(dt|th)><(dd|td)[^>]*>{re.escape(shown)}<", page), word
        assert f"{word} {shown}" in paper, word
    last = dict(zip(table[0], table[-1], strict=True))
    assert (last["baris"], last["kontrak"], last["pekerja"], last["jabatan_tanpa_jumlah"]) == (
        "jumlah semua",
        "3",
        "1240",
        "1",
    )
    assert [str(cell) if cell is not None else "" for cell in sheets["Rincian"][-1]] == table[-1]
    agencies = {row[0]: row[5] for row in sheets["Per instansi"][1:]}
    assert agencies == {"Badan Pendapatan": 29, "Dinas Sosial Kabupaten Wanasari": 1211, "Jumlah": 1240}
    sums = {line[1]: line[9] for line in table if line[0] == "jumlah instansi"}
    assert sums == {"Badan Pendapatan": "29", "Dinas Sosial Kabupaten Wanasari": "1211"}
    assert "Jumlah Badan Pendapatan" in paper
    assert len(sheets["Kontrak"]) == 1 + 4


def test_nothing_in_the_files_is_a_formula(site: Site, house: Office) -> None:
    """A firm whose name looks like a formula is text in the workbook and marked as text in the CSV."""
    site.sign_in(role="head")
    table = site.client.get(f"/daftar/rekap.csv?{today_query()}")
    assert table.content.startswith(b"\xef\xbb\xbfbaris;instansi;")
    assert "'=HYPERLINK" in table.text
    book = openpyxl.load_workbook(io.BytesIO(site.client.get(f"/daftar/rekap.xlsx?{today_query()}").content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)
    assert {cell.data_type for cell in cells} == {"s", "n"}


def test_the_sheet_says_whose_it_is_what_it_counts_and_who_made_it(site: Site, house: Office) -> None:
    """Letterhead, period, day of the state, maker, and the rules of counting."""
    site.sign_in(role="admin")
    typed = {"csrf_token": site.csrf, "nama": "DINAS TENAGA KERJA", "pemerintah": "PEMERINTAH KABUPATEN WANASARI"}
    assert site.client.post("/daftar/terbuka", data={**typed, "lisensi": "CC0"}).status_code == 303
    first = [row[0] for row in workbook(site.client.get(f"/daftar/rekap.xlsx?{today_query()}").content)["Ringkasan"]]
    assert first[:2] == ["PEMERINTAH KABUPATEN WANASARI", "DINAS TENAGA KERJA"]
    assert {"Periode", "Keadaan per", "Instansi", "Dibuat"} <= set(first)
    paper = words_of(site.client.get(f"/daftar/rekap.pdf?{today_query()}").content)
    for said in ("DINAS TENAGA KERJA", "belum ditetapkan", "tidak pernah dikira-kira", "bukan bukti kepesertaan"):
        assert said in paper, said


def test_a_fixed_recapitulation_prints_the_same_figures_and_shows_what_changed(site: Site, house: Office) -> None:
    """A contract approved afterwards changes the live figures, not the fixed ones, and is named as a difference."""
    site.sign_in(role="head")
    day = today_here().isoformat()
    form = {"csrf_token": site.csrf, "periode": "rentang", "dari": day, "sampai": day, "catatan": "pengantar 560/9"}
    made = site.client.post("/daftar/rekap/tetapkan", data=form)
    assert made.status_code == 303, made.text
    address = made.headers["location"].split("?")[0]
    before = {suffix: site.client.get(f"{address}.{suffix}") for suffix in ("csv", "xlsx", "pdf")}
    assert "Tidak ada: dihitung lagi hari ini" in site.client.get(address).text
    house.contract("9/DS", Job("Satpam", 50, None), signed=today_here(), starts=today_here(), ends=None)
    assert "<dt>Pekerja</dt><dd>1.290</dd>" in site.client.get(f"/daftar/rekap?{today_query()}").text
    page = site.client.get(address).text
    assert "<dt>Pekerja</dt><dd>1.240</dd>" in page
    assert re.search(
        r"Dinas Sosial[^<]*</td><th scope=\"row\">Pekerja</th>\s*<td[^>]*>1\.211</td><td[^>]*>1\.261<", page
    )
    after = {suffix: site.client.get(f"{address}.{suffix}") for suffix in ("csv", "xlsx", "pdf")}
    assert before["csv"].content == after["csv"].content
    assert workbook(before["xlsx"].content) == workbook(after["xlsx"].content)
    assert words_of(before["pdf"].content) == words_of(after["pdf"].content)
    assert "Ditetapkan oleh" in words_of(after["pdf"].content)
    with site.context.sessions() as session:
        told = session.scalars(
            select(Event.action).where(Event.org == site.office, Event.action == "recap.fixed")
        ).all()
    assert len(told) == 1


def test_changed_figures_of_a_fixed_recapitulation_are_noticed(site: Site, house: Office) -> None:
    """Whoever changes the stored figures behind the program's back is told on by the digest."""
    site.sign_in(role="head")
    day = today_here().isoformat()
    form = {"csrf_token": site.csrf, "periode": "rentang", "dari": day, "sampai": day}
    address = site.client.post("/daftar/rekap/tetapkan", data=form).headers["location"].split("?")[0]
    with transaction(site.context.sessions) as session:
        text = session.scalars(select(FixedRecap.figures).where(FixedRecap.org == site.office)).one()
        changed = text.replace('"workers":1240', '"workers":1239')
        session.execute(update(FixedRecap).where(FixedRecap.org == site.office).values(figures=changed))
    assert "tidak cocok dengan sidiknya" in site.client.get(address).text


@pytest.mark.parametrize(
    ("query", "field", "said"),
    [
        ("periode=rentang&dari=2026-03-05&sampai=2026-03-01", "sampai", "mendahului awalnya"),
        ("periode=tahun&tahun=0", "tahun", "tidak masuk akal"),
        ("periode=tahun&tahun=2025&instansi=bukan-instansi", "instansi", "tidak ada dalam daftar"),
        ("periode=windu", "periode", "tidak dikenal"),
    ],
)
def test_what_cannot_be_understood_is_said_at_its_field(site: Site, query: str, field: str, said: str) -> None:
    """The page answers 422 with the message at the field and the typed text; so do the files."""
    site.sign_in(role="head")
    for suffix in ("", ".xlsx", ".csv", ".pdf"):
        answer = site.client.get(f"/daftar/rekap{suffix}?{query}")
        assert answer.status_code == 422
        assert f'aria-describedby="galat-{field}"' in answer.text
        assert said in answer.text.split(f'id="galat-{field}"')[1].split("</small>")[0]
    if "2026-03-05" in query:
        assert 'value="2026-03-05"' in answer.text


def test_who_may_not_see_or_fix(site: Site, house: Office) -> None:
    """An uploader sees no recapitulation, an auditor fixes none, another office does not know what was fixed."""
    site.sign_in(role="uploader")
    assert site.client.get("/daftar/rekap").status_code == 403
    site.sign_in(role="auditor")
    page = site.client.get(f"/daftar/rekap?{today_query()}").text
    assert "Tetapkan rekapitulasi ini" not in page
    form = {"csrf_token": site.csrf, "periode": "tahun", "tahun": str(today_here().year)}
    assert site.client.post("/daftar/rekap/tetapkan", data=form).status_code == 403
    site.sign_in(role="head")
    address = site.client.post("/daftar/rekap/tetapkan", data={**form, "csrf_token": site.csrf}).headers["location"]
    site.sign_in(role="head", office="kantor-lain-sama-sekali")
    for suffix in ("", ".csv", ".xlsx", ".pdf"):
        assert site.client.get(address.split("?")[0] + suffix).status_code == 404

"""The report screen and the decisions taken on it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

import pytest
from httpx import Response
from web_site import Site


@pytest.fixture
def address(site: Site) -> str:
    """A report that has been read, seen by a reviewer."""
    site.sign_in()
    return site.read()


@dataclass(frozen=True)
class Shown:
    """``page`` is the report as its reader sees it, whoever else signed in meanwhile."""

    site: Site
    cookies: dict[str, str]
    address: str

    def get(self, path: str = "", **options: Any) -> Response:
        self.site.client.cookies.clear()
        self.site.client.cookies.update(self.cookies)
        return self.site.client.get(self.address + path, **options)

    def page(self, query: str = "") -> str:
        answer = self.get(query)
        assert answer.status_code == 200, answer.text
        return answer.text


@pytest.fixture(scope="module")
def shown(running: Site) -> Shown:
    """One report that no test changes."""
    site = replace(running, office="laporan bersama")
    site.sign_in()
    return Shown(site=site, cookies=dict(site.client.cookies), address=site.read())


def test_findings_come_by_verdict_and_the_gravest_first(shown: Shown) -> None:
    """Violations stand above what is absent, unclear, unreadable, satisfied; inside a group severity decides."""
    text = shown.page()
    titles = re.findall(r"<h3>(.*?)</h3>", text)
    assert titles == [
        "Upah anggota satpam di bawah upah minimum Kota Balikpapan",
        "Kelebihan jam kerja tidak dibayar sebagai lembur",
        "Pekerja didenda bila mengundurkan diri",
        "Tunjangan Hari Raya tidak diatur",
        "Keselamatan kerja hanya disebut sebagian",
        "Jaminan Pensiun mungkin ada di halaman yang tidak terbaca",
        "Jenis pekerjaan, jabatan, dan jumlah pekerja dirinci",
        "Batas lama PKWT",
    ]


def test_a_finding_shows_quote_law_calculation_advice_and_weight(shown: Shown) -> None:
    """Everything a reviewer needs to judge stands in the finding."""
    part = shown.page().split('<details id="t2"')[1].split('<details id="t3"')[0]
    for said in (
        "membayar upah anggota satpam sebesar Rp2.950.000",
        "hlm. 2",
        "PP 36/2021",
        "Pasal 23 ayat (3)",
        "berlaku sejak 2 Februari 2021 sampai sekarang",
        "belum dicocokkan dengan naskah resmi",
        "Undang-undang / PP",
        "Rp3.701.508",
        "data upah minimum 2025",
        "kurang Rp751.508 per orang per bulan",
        "Naikkan upah pokok",
    ):
        assert said in part, said


def test_an_absent_protection_says_what_was_searched_where_and_how_readable(shown: Shown) -> None:
    """Terms, pages and grades are named, and the unreadable page is pointed at."""
    part = shown.page().split('<details id="t1"')[1].split("</details>")[0]
    for said in (
        "tunjangan hari raya",
        "di halaman 1–4",
        "2 terbaca jelas",
        "1 tidak terbaca",
        "Periksa sendiri halaman 4",
    ):
        assert said in part, said


def test_an_incomplete_document_never_claims_that_nothing_is_missing(shown: Shown) -> None:
    """The banner names the unreadable page and what to do."""
    text = shown.page()
    assert "Dokumen ini tidak lengkap." in text
    assert "Halaman 4 tidak terbaca." in text
    assert "Pindai ulang" in text


def test_a_document_that_was_not_checked_is_never_called_free_of_faults(site: Site) -> None:
    """Where no rule applies, neither the list nor the report says that nothing is missing."""
    site.sign_in()
    address = site.read("bukan kontrak.pdf")
    text = site.report(address)
    assert "Pelindungan pekerja tidak diperiksa." in text
    assert "daftar belanja" in text
    listed = site.client.get("/").text
    assert "bukan kontrak kerja; tidak diperiksa" in listed
    for soothing in ("Tidak ada pelanggaran", "Tidak ada pelindungan", "tidak ada temuan", "sudah diputuskan"):
        assert soothing not in text + listed, soothing


def test_the_clause_is_boxed_where_it_stands(shown: Shown) -> None:
    """The picture carries one rectangle per line, in points of the page, linked to its finding."""
    text = shown.page("?halaman=2&sorot=t2")
    assert 'viewBox="0 0 595.0 842.0"' in text
    mark = text.split('class="mark temuan tone-kritis selected"')[1].split("</a>")[0]
    assert 'href="#t2"' in mark
    assert "aria-label=" in mark
    numbers = [
        [float(n) for n in re.findall(r' (?:x|y|width|height)="([\d.]+)"', rect)] for rect in mark.split("<rect")[1:]
    ]
    assert len(numbers) == 2
    for x, y, width, height in numbers:
        assert 0 <= x < x + width <= 595
        assert 0 <= y < y + height <= 842


def test_the_page_can_be_fetched_as_a_piece_with_its_text(shown: Shown) -> None:
    """Turning the page swaps the sheet and the text beside it, without reloading."""
    answer = shown.get("/lembar/3", params={"sorot": "t4"}, headers={"hx-request": "true"})
    assert 'id="lembar"' in answer.text
    assert "hx-swap-oob" in answer.text
    assert "mengundurkan diri" in answer.text
    assert shown.get("/lembar/9", headers={"hx-request": "true"}).status_code == 404
    assert shown.get("/lembar/3").headers["location"].startswith(f"{shown.address}?halaman=3")


def test_an_unreadable_page_is_shown_with_the_reason(shown: Shown) -> None:
    """Its picture stays visible and the reason stands above it."""
    text = shown.page("?halaman=4")
    assert "Halaman ini tidak terbaca." in text
    assert "terlalu gelap" in text


def test_facts_show_value_place_and_doubt(shown: Shown) -> None:
    """A fact below 0.7 is marked, other readings are named, and its place is a link."""
    facts = shown.page().split('<section id="fakta"')[1].split('<section id="teks"')[0]
    row = next(r for r in facts.split("<tr") if "Mulai berlaku" in r)
    for said in ("1 Juli 2025", "periksa 62%", "bacaan lain: 1 Juni 2025", "hlm. 2"):
        assert said in row, said
    assert "Rp748.800.000" in facts
    assert "pemberi kerja 4%, pekerja 1%" in facts.replace("; ", ", ")
    assert "jam per hari: 12" in facts


def test_summary_lists_violations_and_missing_protections_with_links(shown: Shown) -> None:
    """Each entry leads to the finding that says so."""
    text = shown.page().split('id="pokok"')[1].split('id="bagian"')[0]
    assert 'href="#t2" data-open="t2"' in text
    assert "Upah di bawah upah minimum" in text
    assert "Tunjangan Hari Raya (THR)" in text
    assert "1 hal tidak dapat dipastikan" in text


def test_a_confirmed_finding_says_who_and_when(site: Site, address: str) -> None:
    """The decision stands in the finding after a reload."""
    assert site.decide(address, "wage-minimum", action="confirm").status_code == 303
    part = site.report(address).split('<details id="t2"')[1].split('<details id="t3"')[0]
    assert "Dibenarkan" in part
    assert "oleh sari" in part
    assert "1 dari 6" in site.report(address)


def test_a_finding_cannot_be_dismissed_without_a_reason(site: Site, address: str) -> None:
    """The message is at the field, in both ways of sending, and nothing is decided."""
    for htmx in (True, False):
        answer = site.decide(address, "wage-minimum", action="dismiss", reason="   ", htmx=htmx)
        assert answer.status_code == 422
        part = answer.text.split('<details id="t2"')[1]
        assert "tidak dapat ditolak tanpa alasan" in part
        assert 'aria-invalid="true"' in part
    assert "0 dari 6" in site.report(address)


def test_a_too_long_reason_stays_in_the_field(site: Site, address: str) -> None:
    """What was typed is not lost when it is refused."""
    reason = "Sudah diatur di lampiran. " * 100
    answer = site.decide(address, "wage-minimum", action="dismiss", reason=reason, htmx=True)
    assert answer.status_code == 422
    assert reason.strip() in answer.text


def test_a_dismissed_finding_stays_dismissed_and_can_be_taken_back_and_decided_again(site: Site, address: str) -> None:
    """Dismiss, undo, confirm: each step is shown after a reload."""
    site.decide(address, "wage-minimum", action="dismiss", reason="Diatur di lampiran II")
    text = site.report(address)
    assert "Diabaikan" in text
    assert "Diatur di lampiran II" in text
    assert site.decide(address, "wage-minimum", action="reopen").status_code == 303
    assert "0 dari 6" in site.report(address)
    assert site.decide(address, "wage-minimum", action="confirm").status_code == 303
    assert "1 dari 6" in site.report(address)


def test_the_second_of_two_reviewers_is_told_and_overwrites_nothing(site: Site, address: str) -> None:
    """A form from before the other's decision is refused, the text stays, and the decision is shown."""
    target, seen = site.finding_address(address, "wage-minimum")
    site.decide(address, "wage-minimum", action="confirm")
    late = site.client.post(
        target,
        data={"csrf_token": site.csrf, "seen": seen, "action": "dismiss", "reason": "Salah baca"},
        headers={"hx-request": "true"},
    )
    assert late.status_code == 409
    assert "Orang lain sudah memutuskan" in late.text
    assert "Dibenarkan" in late.text
    assert "Dibenarkan" in site.report(address)


def test_a_decision_answers_with_the_finding_and_the_counts(site: Site, address: str) -> None:
    """The piece holds the finding, the new count, the chips, the flags of its page, and a spoken line."""
    text = site.decide(address, "overtime-pay-and-cap", action="dismiss", reason="Regu ketiga ada", htmx=True).text
    assert "<html" not in text
    assert text.startswith('<details id="t3"')
    assert 'id="tinjauan"' in text
    assert 'id="pokok"' in text
    assert 'id="bendera-2"' in text
    assert "Temuan diabaikan. 5 temuan belum diputuskan." in text


def test_a_decision_without_the_sessions_token_is_refused(site: Site, address: str) -> None:
    """Another site cannot decide in someone's name."""
    target, seen = site.finding_address(address, "wage-minimum")
    answer = site.client.post(target, data={"csrf_token": "karangan", "seen": seen, "action": "confirm"})
    assert answer.status_code == 403
    assert "0 dari 6" in site.report(address)

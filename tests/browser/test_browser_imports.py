"""A list of packages on its way into the register and out again, before a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import Desk
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

LIST = (
    "Kode Tender;Nama Paket;Nama Satker;Pemenang;Nilai Kontrak;Tgl Kontrak;Catatan\n"
    "9001;Jasa Tenaga Keamanan Kantor;Dinas Sosial Kabupaten Wanasari;PT Jaga Aman;Rp120.000.000,00;1 Maret 2024;x\n"
    "9002;Jasa Kebersihan;Dinas Sosial Kabupaten Wanasari;PT Bersih;-5;1 Maret 2024;x\n"
)


def no_fault(page: Page, axe: str) -> None:
    page.evaluate(axe)
    found = page.evaluate("() => axe.run(document)")
    assert found["passes"], "axe has looked at nothing"
    assert [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found["violations"]] == []


def fits(page: Page) -> None:
    """Only the table may be scrolled sideways, never the page."""
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")


def test_a_list_is_looked_at_confirmed_and_taken_back(desk: Desk, axe: str, tmp_path: Path) -> None:
    """Preview with the wrong row, confirmation, the lead among the packages, undo; each without accessibility fault."""
    file = tmp_path / "spse.csv"
    file.write_text(LIST)
    page = desk.open("/daftar/impor")
    page.select_option("[name=kind]", "spse")
    page.set_input_files("[name=file]", file)
    page.get_by_role("button", name="Periksa dahulu").click()
    expect(page.get_by_text("Jumlah uang negatif.")).to_be_visible()
    expect(page.get_by_text("Kolom yang tidak dipakai: Catatan.")).to_be_visible()
    no_fault(page, axe)
    page.set_viewport_size({"width": 390, "height": 844})
    fits(page)
    page.set_viewport_size({"width": 1366, "height": 768})
    page.get_by_role("button", name="Impor 1 baris yang benar").click()
    expect(page.get_by_text("1 baris sudah masuk; 1 baris salah tidak ikut.")).to_be_visible()
    result = page.url
    page.goto(desk.server.address + "/daftar/paket?cari=9001")
    expect(page.get_by_text("Jasa Tenaga Keamanan Kantor").first).to_be_visible()
    no_fault(page, axe)
    page.set_viewport_size({"width": 390, "height": 844})
    fits(page)
    page.goto(result)
    page.get_by_role("button", name="Urungkan seluruh impor").click()
    expect(page.get_by_text("Impor ini sudah diurungkan")).to_be_visible()

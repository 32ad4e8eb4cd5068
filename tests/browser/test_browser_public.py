"""From the settings to the page for everybody, in a real browser without a session."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from desk import Desk, Witness
from playwright.sync_api import expect
from test_browser_access import EVERYTHING, faults

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_office_publishes_and_everybody_reads(desk: Desk, axe: str, scheme: str) -> None:
    """Settings, preview, publishing; then the page in a browser that never signed in, without an accessibility fault, on a
    screen and on a telephone, without a cookie and without asking another host."""
    page = desk.open("/daftar/terbuka", color_scheme=scheme)
    page.fill("[name=nama]", "")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.locator("#galat-nama")).to_be_visible()
    assert faults(page, axe) == []
    page.fill("[name=pemerintah]", "PEMERINTAH KABUPATEN WANASARI")
    page.fill("[name=nama]", "Dinas Tenaga Kerja")
    page.check("[name=nyala]")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.locator("text=Pengaturan sudah disimpan")).to_be_visible()
    assert faults(page, axe) == []
    page.get_by_role("button", name="Terbitkan angka ini").click()
    expect(page.locator("text=Sudah diterbitkan")).to_be_visible()
    page.goto(f"{desk.server.address}/daftar/rekap")
    assert faults(page, axe) == []
    witness = Witness()
    for width in (1366, 390):
        context = desk.browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
        guest = context.new_page()
        witness.watch(guest)
        guest.goto(f"{desk.server.address}/terbuka")
        expect(guest.locator("h1")).to_contain_text("yang tercatat")
        guest.locator("summary").click()
        assert faults(guest, axe, rules=EVERYTHING) == []
        assert guest.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
        assert guest.locator("text=Keluar").count() == 0
        assert context.cookies() == []
        context.close()
    assert witness.complaints == []
    assert witness.hosts == {urlsplit(desk.server.address).netloc}

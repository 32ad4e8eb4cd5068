"""The one door in a real browser: planned, approved, contracted, compared, reported; and readable on every screen."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import approved
import pytest
from approved import Job, Office
from desk import PASSWORD, Desk
from installation import opened
from live_server import LiveServer
from planned import account
from playwright.sync_api import Browser, Page, expect

from api.clock import today_here
from api.context import Context
from api.database import transaction
from api.register import names
from api.services import auth
from api.settings import from_environment
from extractor.pipeline import PIPELINE_VERSION
from models import Document

pytestmark = pytest.mark.browser

AGENCY = "Dinas Perhubungan Kabupaten Wanasari"
NUMBER = "551/07/SPK/2026"
HOME = "/daftar/perencanaan"
STARTS = today_here() - timedelta(days=30)
ENDS = STARTS + timedelta(days=364)


@pytest.fixture(scope="module")
def house(server: LiveServer) -> Iterator[Context]:
    """The data of the running server, from beside it."""
    with opened(from_environment(server.environment)) as context:
        with transaction(context.sessions) as session:
            names.recognise(session, org="utama", kind="agency", name=AGENCY)
            auth.create_user(session, org="utama", name="rina", password=PASSWORD, role="head", by=None)
        yield context


@pytest.fixture(scope="module")
def head(browser: Browser, server: LiveServer, house: Context) -> Any:
    """The cookie of the second person."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{server.address}/masuk")
    page.fill("[name=name]", "rina")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector(".top-user")
    state = context.storage_state()
    context.close()
    return state


def unread(context: Context, data: bytes, *, org: str) -> Document:
    """A document for which nobody is asked to read: the running server would find out that it is none."""
    with transaction(context.sessions) as session:
        row = Document(
            org=org, sha256=hashlib.sha256(data).hexdigest(), filename="kontrak.pdf", media_type="application/pdf",
            size=len(data), door="api", pipeline_version=PIPELINE_VERSION,
        )  # fmt: skip
        session.add(row)
        session.flush()
    return row


def record_step(page: Page, name: str, **fields: str) -> None:
    page.get_by_label(name).check()
    for field, value in fields.items():
        page.fill(f"#isian-{field}", value)
    page.get_by_role("button", name="Catat", exact=True).click()


def test_a_need_becomes_a_contract_and_the_gap_closes(
    desk: Desk, house: Context, head: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Planned, agreed to by three bodies, approved by another person, linked to its contract, compared, reported."""
    page = desk.open(f"{HOME}/baru")
    page.get_by_label("Instansi", exact=True).select_option(label=AGENCY)
    page.get_by_label("Jabatan").fill("Pengemudi")
    page.get_by_label("Jumlah orang").fill("tiga")
    page.get_by_label("Anggaran (rupiah)").fill("120.000.000")
    page.get_by_label("Tahun anggaran").fill(str(STARTS.year))
    page.get_by_label("Tempat kerja").fill("Terminal Wanasari")
    page.get_by_label("Mulai").fill(STARTS.isoformat())
    page.get_by_label("Selesai").fill(ENDS.isoformat())
    page.get_by_label("Alasan kebutuhan").fill("Tiga bus sekolah baru.")
    page.get_by_role("button", name="Simpan konsep").click()
    expect(page.locator("#galat-headcount")).to_be_visible()
    expect(page.get_by_label("Tempat kerja")).to_have_value("Terminal Wanasari")
    page.get_by_label("Jumlah orang").fill("3")
    page.get_by_role("button", name="Simpan konsep").click()
    expect(page).to_have_url(re.compile(HOME + r"/[0-9a-f-]{36}$"))
    address = page.url.removeprefix(desk.server.address)

    letter = tmp_path / "surat bappeda.pdf"
    letter.write_bytes(b"%PDF-1.7 surat")
    record_step(page, "Ajukan ke Bappeda")
    expect(page.locator(".stations .here")).to_have_text("di Bappeda")
    page.set_input_files("#isian-files", letter)
    record_step(page, "Catat persetujuan, teruskan ke Disnakertrans", letter_number="050/12")
    expect(page.locator(".stations .here")).to_have_text("di Disnakertrans")
    with page.expect_download() as download:
        page.get_by_role("link", name="surat bappeda.pdf").click()
    assert download.value.suggested_filename == "surat bappeda.pdf"
    record_step(page, "Kembalikan ke instansi")
    expect(page.locator("#galat-note")).to_contain_text("Alasannya belum diisi")
    record_step(page, "Catat persetujuan, teruskan ke bagian hukum")
    expect(page.locator(".stations .here")).to_have_text("di bagian hukum")
    expect(page.get_by_label("Catat persetujuan akhir")).to_have_count(0)

    second = replace(desk, state=head).open(address)
    record_step(second, "Catat persetujuan akhir")
    expect(second.locator(".stations .here")).to_have_text("disetujui")

    page.goto(desk.server.address + f"{HOME}/tanpa-pasangan")
    expect(page.locator("section", has=page.locator("#tanpa-kontrak"))).to_contain_text("30 hari")

    monkeypatch.setattr(approved, "hand_in", unread)
    office = Office(
        context=house,
        reviewer=account(house, "reviewer", org="utama"),
        approver=account(house, "approver", org="utama"),
    )
    office.contract(NUMBER, Job("Pengemudi", 4, 2_800_000), agency=AGENCY, signed=STARTS, starts=STARTS, ends=ENDS)
    page.goto(desk.server.address + address)
    page.get_by_role("button", name="Hubungkan").click()
    expect(page.locator("#kontrak table")).to_contain_text(re.compile(r"Jumlah orang\s*3\s*4"))
    expect(page.locator(".differences")).to_contain_text("Direncanakan 3 orang, dikontrak 4: 1 lebih banyak.")

    page.goto(desk.server.address + "/daftar/laporan")
    row = page.locator("tr", has_text=NUMBER)
    expect(row).to_contain_text("belum pernah dilaporkan")
    page.locator("[name=letter_number]").fill("560/99/2026")
    page.locator("[name=received_on]").fill(today_here().isoformat())
    page.locator("[name=contract_number]").fill(NUMBER)
    page.locator("[name=headcount]").fill("4")
    page.get_by_role("button", name="Catat laporan").click()
    expect(page.locator("tr", has_text=NUMBER)).to_contain_text("sudah dilaporkan")
    page.goto(desk.server.address + "/daftar/riwayat?jabatan=pengemudi")
    page.get_by_role("link", name=AGENCY).first.click()
    expect(page.locator("tr", has_text=NUMBER).first).to_contain_text("sudah dilaporkan")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_have_no_accessibility_fault_and_fit_the_display(
    desk: Desk, house: Context, axe: str, scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """List, form with its mistakes, case, and the history with a change of vendor: light and dark, office and phone."""
    monkeypatch.setattr(approved, "hand_in", unread)
    office = Office(
        context=house,
        reviewer=account(house, "reviewer", org="utama"),
        approver=account(house, "approver", org="utama"),
    )
    for number, vendor, starts in ((f"1/{scheme}", "PT Jaga Aman", STARTS), (f"2/{scheme}", "PT Baru", ENDS)):
        job = Job(f"Satpam {scheme}", 2, 2_600_000)
        ends = starts + timedelta(days=360)
        office.contract(number, job, vendor=vendor, agency=AGENCY, signed=starts, starts=starts, ends=ends)
    page = desk.open(HOME, color_scheme=scheme)
    first = page.locator("table a[href^='/daftar/perencanaan/']").first
    case = first.get_attribute("href") if first.count() else HOME
    agency = None
    for address in (HOME, f"{HOME}/baru", case, f"{HOME}/tanpa-pasangan", "/daftar/riwayat", "agency"):
        if address == "agency":
            address = agency
        page.goto(desk.server.address + str(address))
        if address == f"{HOME}/baru":
            page.get_by_role("button", name="Simpan konsep").click()
            expect(page.locator("#galat-title")).to_be_visible()
        if address == "/daftar/riwayat":
            agency = page.locator("h3 a").first.get_attribute("href")
            page.locator("summary").first.click()
        page.evaluate(axe)
        found: dict[str, Any] = page.evaluate("axe.run(document)")
        assert [(f["id"], f["nodes"][0]["html"][:160]) for f in found["violations"]] == [], address
        for width, height in ((1366, 768), (390, 844)):
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)
        page.set_viewport_size({"width": 1366, "height": 768})

"""A letter in a real browser: from a finding to its reply to the closing; readable on every screen."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import letter_office
import pytest
from desk import Desk
from installation import add_user, opened
from letter_office import OFFICE, checked_document
from live_server import LiveServer
from playwright.sync_api import Page, expect

from api.clock import today_here
from api.context import Context
from api.database import transaction
from api.settings import from_environment
from extractor.pipeline import PIPELINE_VERSION
from models import Document

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def house(server: LiveServer) -> Iterator[Context]:
    """The data of the running server, from beside it."""
    with opened(from_environment(server.environment)) as context:
        yield context


@pytest.fixture(scope="module")
def document(house: Context) -> Document:
    """A checked document for which nobody is asked to read: the running server would find out that it is none."""

    def unread(context: Context, data: bytes, *, filename: str, org: str) -> Document:
        with transaction(context.sessions) as session:
            row = Document(
                org=org, sha256=hashlib.sha256(data).hexdigest(), filename=filename, media_type="application/pdf",
                size=len(data), door="api", pipeline_version=PIPELINE_VERSION,
            )  # fmt: skip
            session.add(row)
            session.flush()
        return row

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(letter_office, "hand_in", unread)
        reviewer = add_user(house, "peninjau-surat", role="reviewer")
        return checked_document(house, org="utama", reviewer=reviewer, dismiss=("k3-clause",))


@pytest.fixture
def office(desk: Desk) -> Page:
    """The administrator's page after the office's data was filled in."""
    page = desk.open("/daftar/surat-templat")
    for name, value in OFFICE.items():
        page.fill(f"#kantor-{name}", value)
    page.get_by_role("button", name="Simpan data kantor").click()
    expect(page.locator(".note.good")).to_contain_text("Data kantor tersimpan")
    return page


def faults(page: Page, axe: str) -> list[str]:
    """What axe-core finds on the page."""
    page.evaluate(axe)
    found: dict[str, Any] = page.evaluate("axe.run(document)")
    assert found["passes"], "axe has looked at nothing"
    return [f"{v['id']}: {n['html'][:200]}" for v in found["violations"] for n in v["nodes"]]


def test_a_letter_from_a_finding_to_its_reply_to_the_closing(
    desk: Desk, office: Page, document: Document, axe: str
) -> None:
    """Written from the report, refused once, issued, overdue, answered, corrected, closed: the report tells it."""
    page, today = office, today_here()
    page.goto(f"{desk.server.address}/dokumen/{document.id}")
    page.get_by_role("link", name="Buat surat").click()
    expect(page.locator("#isian-addressee")).to_have_value("Pimpinan PT Garda Jaya Paripurna")
    page.locator("#isian-addressee").fill("")
    page.locator("#isian-letter_date").fill((today - timedelta(days=20)).isoformat())
    page.locator("#isian-answer_until").fill((today - timedelta(days=3)).isoformat())
    page.locator("#isian-note").fill("Mohon disertai daftar pekerja.")
    page.get_by_role("button", name="Simpan konsep").click()
    expect(page.locator("#galat-addressee")).to_contain_text("yang dituju belum diisi")
    expect(page.locator("#isian-note")).to_have_value("Mohon disertai daftar pekerja.")
    assert faults(page, axe) == []
    page.locator("#isian-addressee").fill("Direktur PT Garda Jaya Paripurna")
    page.get_by_role("button", name="Simpan konsep").click()

    paper = page.locator(".paper")
    expect(paper).to_contain_text("PEMERINTAH KABUPATEN WANASARI")
    expect(paper).to_contain_text("Direktur PT Garda Jaya Paripurna")
    expect(paper).to_contain_text("Pasal 4, halaman 2")
    expect(paper).to_contain_text("Mohon disertai daftar pekerja.")
    assert faults(page, axe) == []
    number = page.locator("[name=number]").input_value()
    assert re.fullmatch(rf"560/\d+/DISNAKER/{(today - timedelta(days=20)).year}", number)
    page.get_by_role("button", name="Terbitkan surat").click()
    expect(page.locator("h1")).to_contain_text(number)
    expect(page.locator(".paper")).to_contain_text(number)
    with page.expect_download() as download:
        page.get_by_role("link", name="Word").click()
    assert download.value.suggested_filename.endswith(".docx")

    page.get_by_role("link", name="Daftar surat").click()
    expect(page.locator("tr", has_text=number)).to_contain_text("belum dijawab, lewat 3 hari")
    expect(page.locator("tr", has_text=number).get_by_role("link", name="Kirim pengingat")).to_be_visible()
    assert faults(page, axe) == []
    page.get_by_role("link", name=number).click()

    page.get_by_role("button", name="Catat tahap").click()
    expect(page.locator("#galat-answer_number")).to_be_visible()
    page.locator("#tahap-answer_number").fill("12/GJP/2026")
    page.get_by_role("button", name="Catat tahap").click()
    expect(page.locator("#tahap .pill").first).to_contain_text("dijawab")
    for state, word in (("corrected", "diperbaiki"), ("closed", "selesai")):
        for box in page.locator("#tahap input[type=checkbox]").all():
            box.check()
        page.locator("#tahap-state").select_option(state)
        page.locator("#tahap-note").fill("Addendum diterima.")
        page.get_by_role("button", name="Catat tahap").click()
        expect(page.locator("#tahap .pill").first).to_contain_text(word)
    assert faults(page, axe) == []

    page.goto(f"{desk.server.address}/daftar/surat")
    expect(page.locator("tr", has_text=number)).not_to_contain_text("lewat 3 hari")
    expect(page.locator("tr", has_text=number)).to_contain_text("selesai")
    page.goto(f"{desk.server.address}/dokumen/{document.id}")
    page.locator("details.finding:has(.followed)").first.evaluate("e => e.open = true")
    expect(page.locator(".followed").first).to_contain_text(f"menurut surat {number}")


@pytest.mark.parametrize("address", ["/daftar/surat", "/daftar/surat-templat", "/daftar/surat/baru?dokumen={}"])
def test_letters_fit_a_telephone_in_the_dark(desk: Desk, document: Document, axe: str, address: str) -> None:
    """No page is wider than a telephone, and nothing is unreadable in dark colours."""
    page = desk.open(address.format(document.id), width=390, height=844, color_scheme="dark")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert faults(page, axe) == []

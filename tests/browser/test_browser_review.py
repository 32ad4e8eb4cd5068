"""From the upload to a decision, with mouse, keyboard, paper, telephone, and without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from desk import BORN, PASSWORD, READING_MS, SCAN, Desk
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def settle(page: Page) -> None:
    page.wait_for_load_state("networkidle")


def inside(page: Page, selector: str, frame: str) -> bool:
    """Whether the middle of the first ``selector`` is inside the visible part of ``frame``."""
    return bool(
        page.evaluate(
            """([selector, frame]) => {
                const box = document.querySelector(selector).getBoundingClientRect();
                const around = document.querySelector(frame).getBoundingClientRect();
                const x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
                return x >= around.left && x <= around.right && y >= around.top && y <= around.bottom;
            }""",
            [selector, frame],
        )
    )


def test_a_scan_is_uploaded_read_judged_and_a_dismissed_finding_stays_dismissed(desk: Desk) -> None:
    """Upload, watch the pages, land on the report, see the clause boxed, dismiss with a reason, reload."""
    page = desk.open()
    page.set_input_files("#berkas", SCAN)
    expect(page.locator("#terpilih")).to_contain_text("03.scan.pdf")
    page.click("#unggah button[type=submit]")
    expect(page).to_have_url(re.compile(r"/dokumen/[0-9a-f-]{36}/proses"))
    page.wait_for_selector(".page-state", timeout=READING_MS)
    page.wait_for_selector("#temuan", timeout=READING_MS)
    expect(page).to_have_url(re.compile(r"/dokumen/[0-9a-f-]{36}$"))

    finding = page.locator(".group[data-verdict=violated] .finding").first
    finding.locator("> summary").click()
    page.wait_for_selector(".mark.selected")
    page.wait_for_function("document.querySelector('#lembar img').complete")
    page.wait_for_timeout(600)
    assert inside(page, ".mark.selected rect", ".frame")

    finding.locator(".dismissal > summary").click()
    finding.locator("button[value=dismiss]").click()
    expect(finding.locator(".problem")).to_contain_text("tidak dapat ditolak tanpa alasan")
    expect(finding.locator("textarea")).to_be_focused()
    finding.locator("textarea").fill("Sudah diatur di lampiran upah")
    finding.locator("button[value=dismiss]").click()
    expect(finding).to_have_class(re.compile("decided"))
    expect(page.locator("#siar")).to_contain_text("Temuan diabaikan.")
    page.reload()
    again = page.locator(".group[data-verdict=violated] .finding.decided")
    expect(again).to_have_count(1)
    expect(again).to_contain_text("Sudah diatur di lampiran upah")
    expect(page.locator("#tinjauan")).to_contain_text("1 dari")


def test_a_whole_review_by_keyboard_alone(desk: Desk, read: Callable[[Path], str]) -> None:
    """j selects, n turns the page, c confirms, u takes back, d asks for the reason, Esc leaves the field."""
    page = desk.open(read(BORN))
    page.keyboard.press("j")
    first = page.locator(".finding.current")
    expect(first.locator("> summary")).to_be_focused()
    name = first.get_attribute("id")
    page.keyboard.press("c")
    expect(page.locator(f"#{name}.decided.confirm")).to_be_visible()
    expect(page.locator(f"#{name} > summary")).to_be_focused()
    page.keyboard.press("u")
    expect(page.locator(f"#{name}:not(.decided)")).to_be_visible()
    page.keyboard.press("j")
    expect(page.locator(".finding.current")).not_to_have_attribute("id", name or "")
    page.keyboard.press("k")
    expect(page.locator(".finding.current")).to_have_attribute("id", name or "")
    page.keyboard.press("d")
    field = page.locator(f"#{name} textarea")
    expect(field).to_be_focused()
    page.keyboard.type("Jumlah jamnya sudah benar, cj?")
    expect(field).to_have_value("Jumlah jamnya sudah benar, cj?")
    page.keyboard.press("Escape")
    expect(page.locator(f"#{name} > summary")).to_be_focused()
    settle(page)
    number = int(page.locator("#lembar").get_attribute("data-page") or 0)
    step, other = ("n", number + 1) if page.locator("#lembar [aria-keyshortcuts=n]").count() else ("p", number - 1)
    page.keyboard.press(step)
    expect(page.locator("#lembar")).to_have_attribute("data-page", str(other))
    page.keyboard.press("/")
    expect(page.locator("#saring")).to_be_focused()
    page.keyboard.type("zzzz")
    expect(page.locator(".no-match")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("#pintasan")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#pintasan")).to_be_hidden()


def test_half_typed_reasons_survive_a_reload(desk: Desk, read: Callable[[Path], str]) -> None:
    """An ended session or a slipped key costs nothing that was typed."""
    page = desk.open(read(BORN))
    finding = page.locator(".group[data-verdict=absent] .finding").nth(1)
    finding.locator("> summary").click()
    finding.locator(".dismissal > summary").click()
    finding.locator("textarea").fill("Separuh kalimat")
    name = finding.get_attribute("id")
    page.reload()
    expect(page.locator(f"#{name} textarea")).to_have_value("Separuh kalimat")


def test_a_session_that_ended_in_mid_edit_loses_nothing(desk: Desk, read: Callable[[Path], str]) -> None:
    """The decision is not taken, the sign-in comes, and the typed reason is there again afterwards."""
    path = read(BORN)
    page = desk.open(path)
    finding = page.locator(".group[data-verdict=absent] .finding").nth(2)
    name = finding.get_attribute("id")
    finding.locator("> summary").click()
    finding.locator(".dismissal > summary").click()
    finding.locator("textarea").fill("Tidak boleh hilang")
    page.context.clear_cookies()
    finding.locator("button[value=dismiss]").click()
    page.wait_for_url("**/masuk**")
    page.fill("[name=name]", "admin")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{path}**")
    expect(page.locator(f"#{name} textarea")).to_have_value("Tidak boleh hilang")
    expect(page.locator(f"#{name}")).not_to_have_class(re.compile("decided"))


def test_a_fact_leads_to_its_place_and_a_mark_to_its_fact(desk: Desk, read: Callable[[Path], str]) -> None:
    """Facts and page point at each other."""
    page = desk.open(read(BORN))
    page.keyboard.press("f")
    row = page.locator("#fakta tr:has-text('Nilai kontrak')").first
    row.locator("a.place").first.click()
    ref = row.get_attribute("data-ref")
    expect(page.locator(f".mark.selected[data-ref={ref}]")).to_have_count(1)
    expect(page.locator("#lembar")).to_have_attribute("data-page", row.get_attribute("data-page") or "")
    other = page.locator(f".mark.fakta:not([data-ref={ref}])").first
    target = other.get_attribute("data-ref")
    other.focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"#fakta tr.selected[data-ref={target}]")).to_be_visible()


def test_zoom_enlarges_the_page_and_keeps_it_when_turning(desk: Desk, read: Callable[[Path], str]) -> None:
    """The plus key makes the picture wider; the next page has the same size."""
    page = desk.open(read(BORN) + "?halaman=1")
    before = page.locator(".paper").bounding_box()
    page.keyboard.press("+")
    page.keyboard.press("+")
    after = page.locator(".paper").bounding_box()
    assert before is not None
    assert after is not None
    assert after["width"] == pytest.approx(before["width"] * 1.5, rel=0.02)
    page.keyboard.press("n")
    expect(page.locator("#lembar")).to_have_attribute("data-page", "2")
    expect(page.locator(".paper.zoom-150")).to_be_visible()


def test_on_paper_everything_is_open_and_nothing_is_for_the_screen(desk: Desk, read: Callable[[Path], str]) -> None:
    """Findings with page and article are printed, navigation and buttons are not, also without JavaScript."""
    for javascript in (True, False):
        page = desk.open(read(BORN), java_script_enabled=javascript)
        page.emulate_media(media="print")
        finding = page.locator(".group[data-verdict=violated] .finding").first
        expect(finding.locator(".law li").first).to_be_visible()
        expect(finding.locator(".reasoning")).to_be_visible()
        for gone in (".top", ".viewer", ".panel-tabs", ".actions"):
            expect(page.locator(gone).first).to_be_hidden()


BEYOND = """[...document.querySelectorAll("body *")]
    .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .slice(0, 8).map(e => e.outerHTML.slice(0, 160))"""
"""The first elements that reach beyond the right edge."""


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_no_screen_is_wider_than_the_display(desk: Desk, read: Callable[[Path], str], width: int, height: int) -> None:
    """On an office display and a telephone nothing has to be scrolled sideways."""
    path = read(BORN)
    page = desk.open("/", width=width, height=height)
    for address in ("/", path, "/bantuan", "/kata-sandi"):
        page.goto(desk.server.address + address)
        settle(page)
        # People with long names and titles work in the office.
        page.evaluate(
            "document.querySelector('#serah')?.add(new Option('Nama yang panjang sekali, S.H., M.H. '.repeat(4)))"
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, page.evaluate(BEYOND))
    page.goto(desk.server.address + path)
    page.locator(".finding > summary").first.click()
    expect(page.locator(".finding[open] .confirm").first).to_be_visible()


def test_on_the_office_display_page_and_findings_scroll_on_their_own(desk: Desk, read: Callable[[Path], str]) -> None:
    """The page picture stays in sight however far down the list one is."""
    page = desk.open(read(BORN))
    page.locator(".finding").last.evaluate("e => e.scrollIntoView()")
    assert page.evaluate("scrollY") == 0
    expect(page.locator(".sheet-tools")).to_be_in_viewport()


def test_without_javascript_reading_and_deciding_work(desk: Desk, read: Callable[[Path], str]) -> None:
    """Links turn pages and open findings, forms decide, errors keep the text."""
    page = desk.open(read(BORN), java_script_enabled=False)
    page.locator("#lembar [aria-keyshortcuts=n]").click()
    expect(page.locator("#lembar")).to_have_attribute("data-page", "2")
    finding = page.locator(".group[data-verdict=absent] .finding").first
    name = finding.get_attribute("id")
    finding.locator("> summary").click()
    finding.locator(".dismissal > summary").click()
    finding.locator("button[value=dismiss]").click()
    expect(page.locator(f"#{name} .problem")).to_contain_text("tidak dapat ditolak tanpa alasan")
    page.locator(f"#{name} textarea").fill("Diatur di lampiran")
    page.locator(f"#{name} button[value=dismiss]").click()
    expect(page.locator(f"#{name}")).to_have_class(re.compile("dismiss"))
    expect(page.locator(f"#{name}")).to_have_attribute("open", "")


def test_a_file_that_is_no_contract_is_explained_in_the_form(desk: Desk, tmp_path: Path) -> None:
    """The message appears beside the field and the chosen file stays chosen."""
    wrong = tmp_path / "catatan rapat.pdf"
    wrong.write_bytes(b"ini bukan pdf sama sekali")
    page = desk.open()
    page.set_input_files("#berkas", wrong)
    page.click("#unggah button[type=submit]")
    expect(page.locator("#unggah-hasil .problem")).to_contain_text("catatan rapat.pdf")
    expect(page.locator("#terpilih")).to_contain_text("catatan rapat.pdf")
    expect(page).to_have_url(desk.server.address + "/")


def test_a_file_can_be_dropped_on_the_form(desk: Desk) -> None:
    """Dropping fills the same field as choosing."""
    page = desk.open()
    drop = page.evaluate_handle(
        """() => { const data = new DataTransfer();
                   data.items.add(new File(["%PDF-1.4"], "jatuh.pdf", {type: "application/pdf"})); return data; }"""
    )
    page.dispatch_event("#unggah", "drop", {"dataTransfer": drop})
    expect(page.locator("#terpilih")).to_contain_text("jatuh.pdf")
    assert page.evaluate("document.getElementById('berkas').files.length") == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_background(desk: Desk, read: Callable[[Path], str], scheme: str) -> None:
    """Every visible text of the report and the first screen has a contrast of at least 4.5:1 (3:1 when large)."""
    faint_texts = (Path(__file__).parent / "contrast.js").read_text()
    page = desk.open(read(BORN), color_scheme=scheme)
    page.locator(".finding > summary").first.click()
    settle(page)
    faint = page.evaluate(faint_texts)
    page.keyboard.press("f")
    faint += page.evaluate(faint_texts)
    page.goto(desk.server.address)
    faint += page.evaluate(faint_texts)
    assert faint == []

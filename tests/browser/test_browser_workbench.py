"""The workbench in a real browser: two people, corrections, the keyboard alone, foreign documents, ended sessions."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from desk import BORN, Desk
from live_server import LiveServer
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PEOPLE = {"wulan": "reviewer", "bayu": "approver", "tamu": "uploader"}
WORDS = "gulajawamanis"


@pytest.fixture(scope="module")
def people(browser: Browser, server: LiveServer) -> dict[str, object]:
    """The cookies of a reviewer, an approver and another agency's uploader, after their first sign-in."""
    states: dict[str, object] = {}
    for name, role in PEOPLE.items():
        password = server.run("user", "add", name, "--role", role, *(("--agency", "rsud") if name == "tamu" else ()))
        once = re.search(r"sekali pakai: (\S+)", password)
        assert once is not None
        context = browser.new_context()
        page = context.new_page()
        sign_in(page, server, name, once[1])
        page.fill("[name=old]", once[1])
        page.fill("[name=new]", WORDS)
        page.fill("[name=again]", WORDS)
        page.keyboard.press("Enter")
        page.wait_for_selector("text=Kata sandi sudah diganti")
        states[name] = context.storage_state()
        context.close()
    return states


@pytest.fixture
def desk_of(desk: Desk, people: dict[str, object]) -> Callable[[str], Desk]:
    """A desk for one of the people, watched like the first."""
    return lambda name: replace(desk, state=people[name])


def sign_in(page: Page, server: LiveServer, name: str, password: str) -> None:
    page.goto(f"{server.address}/masuk")
    page.fill("[name=name]", name)
    page.fill("[name=password]", password)
    page.keyboard.press("Enter")


def open_fact(page: Page, label: str) -> None:
    """The form of a fact, by keyboard from its selected row."""
    page.keyboard.press("f")
    page.locator(f"#fakta tr:has(th:text-is('{label}'))").first.click(position={"x": 5, "y": 5})
    page.keyboard.press("e")
    expect(page.locator("#koreksi")).to_be_visible()


def test_a_correction_drawn_on_the_page_removes_a_finding_and_undo_brings_it_back(
    desk: Desk, read: Callable[[Path], str]
) -> None:
    """The wage is corrected with a box on the page; the report says which finding changed; u takes it back."""
    page = desk.open(read(BORN))
    low = page.locator(".group[data-verdict=violated] .finding:has-text('wage-minimum')")
    expect(low.first).to_be_attached()
    page.keyboard.press("f")
    row = page.locator("#fakta tr:has(th:text-matches('^Upah'))").first
    row.click(position={"x": 5, "y": 5})
    page.wait_for_load_state("networkidle")
    page.keyboard.press("e")
    page.click("#koreksi [data-do=draw]")
    frame = page.locator(".frame").bounding_box()
    assert frame is not None
    page.mouse.move(frame["x"] + 80, frame["y"] + 120)
    page.mouse.down()
    page.mouse.move(frame["x"] + 300, frame["y"] + 160, steps=4)
    page.mouse.up()
    expect(page.locator("#koreksi [data-draw-word]")).to_contain_text("sudah ditarik")
    page.fill("#koreksi [name=value]", "tujuh juta")
    page.click("#koreksi button[type=submit]")
    expect(page.locator("#koreksi .problem")).to_contain_text("bukan jumlah rupiah")
    expect(page.locator("#koreksi [name=value]")).to_have_value("tujuh juta")
    page.fill("#koreksi [name=value]", "Rp7.000.000")
    page.click("#koreksi button[type=submit]")
    expect(page.locator(".changed")).to_contain_text("temuan berubah")
    expect(page.locator(".changed")).to_be_in_viewport()
    expect(page.locator("#fakta .corrected-by")).to_have_count(1)
    page.locator("#fakta tr:has(.corrected-by)").first.click(position={"x": 5, "y": 5})
    page.keyboard.press("u")
    expect(page.locator("#fakta .corrected-by")).to_have_count(0)
    expect(page.locator(".group[data-verdict=violated] .finding:has-text('wage-minimum')").first).to_be_attached()


def test_a_box_is_drawn_with_the_keyboard_alone(desk: Desk, read: Callable[[Path], str]) -> None:
    """Arrows move, Shift and arrows size, Enter takes it; Escape gives it up."""
    page = desk.open(read(BORN))
    open_fact(page, "Judul")
    page.locator("#koreksi [data-do=draw]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".drawn rect")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".drawn")).to_have_count(0)
    page.keyboard.press("Enter")
    for key in ("ArrowUp", "ArrowUp", "Shift+ArrowRight", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("#koreksi [name=box]")).to_have_value(re.compile(r"^[\d.]+(,[\d.]+){3}$"))
    expect(page.locator("#koreksi [data-do=draw]")).to_be_focused()


def test_a_session_that_ended_in_a_correction_keeps_what_was_typed(
    desk: Desk, read: Callable[[Path], str], desk_of: Callable[[str], Desk]
) -> None:
    """After signing in again the form holds the value and the reason."""
    path = read(BORN)
    page = desk_of("wulan").open(path)
    open_fact(page, "Judul")
    page.fill("#koreksi [name=value]", "SPK yang benar")
    page.fill("#koreksi [name=reason]", "Judulnya dua baris")
    page.context.clear_cookies()
    page.click("#koreksi button[type=submit]")
    page.wait_for_url("**/masuk**")
    page.fill("[name=name]", "wulan")
    page.fill("[name=password]", WORDS)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: urlsplit(url).path == path)
    open_fact(page, "Judul")
    expect(page.locator("#koreksi [name=value]")).to_have_value("SPK yang benar")
    expect(page.locator("#koreksi [name=reason]")).to_have_value("Judulnya dua baris")


def test_the_second_of_two_reviewers_on_a_finding_is_told(
    read: Callable[[Path], str], desk_of: Callable[[str], Desk]
) -> None:
    """The first decision stands, and the second sees whose it is."""
    path = read(BORN)
    first, second = desk_of("wulan").open(path), desk_of("bayu").open(path)
    name = first.locator(".group[data-verdict=absent] .finding:not(.decided)").last.get_attribute("id")
    for page in (first, second):
        page.locator(f"#{name} > summary").click()
    first.locator(f"#{name} button[value=confirm]").click()
    expect(first.locator(f"#{name}.decided.confirm")).to_be_visible()
    second.locator(f"#{name} .dismissal > summary").click()
    second.locator(f"#{name} textarea").fill("Ada di lampiran")
    second.locator(f"#{name} button[value=dismiss]").click()
    expect(second.locator(f"#{name} .problem")).to_contain_text("Orang lain sudah memutuskan")
    expect(second.locator(f"#{name}")).to_contain_text("Dibenarkan oleh wulan")


def test_a_foreign_document_is_not_there(read: Callable[[Path], str], desk_of: Callable[[str], Desk]) -> None:
    """An uploader of another agency sees neither page, picture, file nor history, and an empty queue."""
    path = read(BORN)
    desk = desk_of("tamu")
    page = desk.open("/")
    expect(page.locator(".empty")).to_be_visible()
    for part in ("", "/proses", "/asli", "/halaman/1.webp", "/riwayat", "/laporan.json", "/koreksi?fakta=title"):
        status = page.request.get(desk.server.address + path + part, max_redirects=0).status
        assert status in ((404,) if "koreksi" not in part else (403, 404)), part


def test_from_the_queue_to_approval_by_two_people_with_the_keyboard(
    read: Callable[[Path], str], desk_of: Callable[[str], Desk], tmp_path: Path
) -> None:
    """The reviewer decides everything with j and c and declares it checked with a; the approver approves with a."""
    own = tmp_path / BORN.name  # a document that nobody else has in hand
    own.write_bytes(BORN.read_bytes() + b"\n% disetujui berdua\n")
    path = read(own)
    desk = desk_of("wulan")
    page = desk.open("/antrean?cari=upah")
    page.click(f"a[href^='{path}?halaman=']")
    page.wait_for_selector(".mark.cari")
    open_ones = page.locator(
        ".finding[data-verdict=violated], .finding[data-verdict=absent], .finding[data-verdict=unclear], .finding[data-verdict=unreadable]"
    )
    for _ in range(open_ones.count()):
        page.keyboard.press("j")
        current = page.locator(".finding.current")
        name = current.get_attribute("id")
        if "decided" not in (current.get_attribute("class") or ""):
            page.keyboard.press("c")
            expect(page.locator(f"#{name}.decided")).to_be_visible()
    expect(page.locator("#tinjauan")).to_contain_text("sudah diputuskan")
    page.keyboard.press("a")
    expect(page.locator("#tahap")).to_contain_text("Diperiksa")
    expect(page.locator("#tahap [data-step=a]")).to_have_count(0)
    other = desk_of("bayu").open(path)
    other.keyboard.press("a")
    expect(other.locator("#tahap")).to_contain_text("Disetujui")
    other.goto(f"{desk.server.address}{path}/riwayat")
    expect(other.locator(".history")).to_contain_text("bayu menyetujui dokumen ini")

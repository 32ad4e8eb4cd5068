"""Accessibility: axe-core finds nothing on any screen, and everything can be reached with the Tab key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from desk import BORN, Desk
from live_server import LiveServer
from playwright.sync_api import Browser, Page
from screens import OF_REPORT, SCREENS

pytestmark = pytest.mark.browser

FOCUS_SHOWN = """() => {
  const box = document.activeElement.querySelector("rect");
  const line = box === null ? 0 : parseFloat(getComputedStyle(box).strokeWidth);
  return getComputedStyle(document.activeElement).outlineStyle !== "none" || line >= 3;
}"""
EVERYTHING = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
COLOURS = ("color-contrast",)
"""All that the dark scheme changes."""


def faults(page: Page, axe: str, *, rules: tuple[str, ...] = EVERYTHING) -> list[str]:
    """What axe-core finds on the page as it is now, one line a fault."""
    page.evaluate(axe)
    chosen = {"type": "rule" if rules is COLOURS else "tag", "values": list(rules)}
    found: dict[str, Any] = page.evaluate("chosen => axe.run(document, {runOnly: chosen})", chosen)
    assert found["passes"], "axe has looked at nothing"
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:120]}" for fault in found["violations"]]


def test_the_sign_in_has_no_accessibility_fault(browser: Browser, server: LiveServer, axe: str) -> None:
    """Also with the message of a refused password."""
    page = browser.new_page()
    page.goto(f"{server.address}/masuk")
    assert faults(page, axe) == []
    page.fill("[name=name]", "bukan.siapa-siapa")
    page.fill("[name=password]", "salah sekali")
    page.keyboard.press("Enter")
    page.wait_for_selector(".problem")
    assert faults(page, axe) == []
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_screen_of_the_office_has_an_accessibility_fault(desk: Desk, axe: str, scheme: str) -> None:
    """Every page that needs no document, as the administrator sees it."""
    rules = EVERYTHING if scheme == "light" else COLOURS
    page = desk.open("/", color_scheme=scheme)
    found = {}
    for address in SCREENS:
        page.goto(desk.server.address + address)
        if wrong := faults(page, axe, rules=rules):
            found[address] = wrong
    assert found == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_screen_of_a_document_has_an_accessibility_fault(
    desk: Desk, read: Callable[[Path], str], axe: str, scheme: str
) -> None:
    """The report with an opened finding and its form, the facts with their form, the shortcuts, and its other pages."""
    rules = EVERYTHING if scheme == "light" else COLOURS
    path = read(BORN)
    page = desk.open("/", color_scheme=scheme)
    for address in (f"{path}/{one}" for one in OF_REPORT):
        page.goto(desk.server.address + address)
        assert faults(page, axe, rules=rules) == [], address
    page.goto(desk.server.address + path)
    assert faults(page, axe, rules=rules) == []
    page.keyboard.press("j")
    page.keyboard.press("d")
    page.wait_for_selector(".dismissal[open] textarea")
    assert faults(page, axe, rules=rules) == []
    page.keyboard.press("Escape")
    page.keyboard.press("f")
    assert faults(page, axe, rules=rules) == []
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.wait_for_selector("#koreksi")
    assert faults(page, axe, rules=rules) == []
    page.click("[data-do=close-form]")
    page.keyboard.press("?")
    assert faults(page, axe, rules=rules) == []


def test_the_refused_form_of_the_law_data_has_no_accessibility_fault(desk: Desk, axe: str) -> None:
    """All messages at once, on a screen and on a telephone; a browser's empty file field is a message too."""
    for width in (1366, 390):
        page = desk.open("/data-hukum", width=width)
        page.click("#isian button[type=submit]")
        page.wait_for_selector("#galat-decree")
        assert faults(page, axe) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


def test_on_a_telephone_there_is_no_accessibility_fault(desk: Desk, read: Callable[[Path], str], axe: str) -> None:
    """The narrow arrangement is looked at too."""
    page = desk.open(read(BORN), width=390, height=844)
    page.locator(".finding > summary").first.click()
    assert faults(page, axe) == []


def test_the_tab_key_reaches_the_page_its_marks_and_the_findings(desk: Desk, read: Callable[[Path], str]) -> None:
    """Nothing needs a mouse: the way through the screen touches each kind of control, visibly."""
    page = desk.open(read(BORN))
    page.wait_for_load_state("networkidle")
    touched: set[str] = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break  # Once around: the browser's own controls come now.
        touched.update(page.evaluate("[...document.activeElement.classList, document.activeElement.tagName]"))
        assert page.evaluate(FOCUS_SHOWN), page.evaluate("document.activeElement.outerHTML.slice(0, 150)")
    assert {"skip", "tool", "frame", "mark", "chip", "SUMMARY"} <= touched

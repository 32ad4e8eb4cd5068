"""A reviewer's desk: browser pages that are already signed in, watched for complaints and for requests to others."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from live_server import LiveServer
from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).resolve().parents[2]
SCAN = ROOT / "samples" / "03.scan.pdf"
BORN = ROOT / "samples" / "04.born.pdf"
PASSWORD = "payungmerahjambu"
READING_MS = 180_000


@dataclass
class Witness:
    """What the browser complained about, and which hosts it asked."""

    complaints: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def watch(self, page: Page) -> None:
        page.on("console", lambda message: self._console(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))

    def _console(self, kind: str, text: str) -> None:
        # A refused form answers 4xx on purpose; the browser reports every such answer.
        if kind in ("error", "warning") and "Failed to load resource" not in text:
            self.complaints.append(text)


@dataclass
class Desk:
    """A signed-in reviewer: ``open`` gives a page of a size (and further options of the browser context)."""

    browser: Browser
    server: LiveServer
    state: Any
    witness: Witness
    contexts: list[BrowserContext] = field(default_factory=list)

    def open(self, path: str = "/", *, width: int = 1366, height: int = 768, **options: Any) -> Page:
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, storage_state=self.state, locale="id-ID", **options
        )
        self.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        self.witness.watch(page)
        page.goto(self.server.address + path)
        return page

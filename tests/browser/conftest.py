"""A real Chromium before a real server that really reads. Both are started once."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from desk import PASSWORD, READING_MS, Desk, Witness
from live_server import CHROMIUM, CHROMIUM_ARGS, LiveServer, live_server
from playwright.sync_api import Browser, expect, sync_playwright

# Waiting ends as soon as there is something to see; on a busy machine that can take long.
expect.set_options(timeout=45_000)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    with live_server(tmp_path_factory.mktemp("browser")) as made:
        yield made


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as tool:
        made = tool.chromium.launch(executable_path=CHROMIUM, args=list(CHROMIUM_ARGS))
        yield made
        made.close()


@pytest.fixture(scope="session")
def signed_in(browser: Browser, server: LiveServer) -> Any:
    """The cookie of the administrator, after the one-time password was changed."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{server.address}/masuk")
    page.fill("[name=name]", "admin")
    page.fill("[name=password]", server.password)
    page.keyboard.press("Enter")
    page.fill("[name=old]", server.password)
    page.fill("[name=new]", PASSWORD)
    page.fill("[name=again]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Kata sandi sudah diganti")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def desk(browser: Browser, server: LiveServer, signed_in: Any) -> Iterator[Desk]:
    """At its end nothing may have been complained about, and no other host may have been asked."""
    made = Desk(browser=browser, server=server, state=signed_in, witness=Witness())
    yield made
    for context in made.contexts:
        context.close()
    assert made.witness.complaints == []
    assert made.witness.hosts <= {urlsplit(server.address).netloc}


@pytest.fixture(scope="session")
def read(browser: Browser, server: LiveServer, signed_in: Any) -> Callable[[Path], str]:
    """Uploads a file once and gives the path of its report when it has been read."""
    known: dict[Path, str] = {}

    def path_of(file: Path) -> str:
        if file not in known:
            context = browser.new_context(storage_state=signed_in)
            page = context.new_page()
            page.goto(server.address)
            page.set_input_files("#berkas", file)
            page.click("#unggah button[type=submit]")
            page.wait_for_selector("#temuan", timeout=READING_MS)
            known[file] = urlsplit(page.url).path
            context.close()
        return known[file]

    return path_of


@pytest.fixture(scope="session")
def axe() -> str:
    """The program text of axe-core; its wrapper only carries it here."""
    package = importlib.util.find_spec("axe_playwright_python")
    assert package is not None
    assert package.origin is not None
    return (Path(package.origin).parent / "axe.min.js").read_text()

"""Take the pictures of register, dashboard, letters, recapitulation and public page from the made-up regency.

    python scripts/screenshots_register.py [--folder FOLDER --password SANDI] [--out docs/panduan/img]

Without a folder a regency of 400 contracts is made first (minutes). Needs what the tests need (Chromium, Playwright).
"""

from __future__ import annotations

import argparse
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests" / "support")]

from live_server import CHROMIUM, CHROMIUM_ARGS  # noqa: E402
from screenshots import PHONE, SCREEN, shrink  # noqa: E402

PICTURES: tuple[tuple[str, str], ...] = (
    ("ringkasan", "/daftar/ringkasan"),
    ("daftar", "/daftar"),
    ("pelaporan", "/daftar/laporan"),
    ("riwayat", "/daftar/riwayat"),
    ("paket", "/daftar/paket"),
    ("perencanaan", "/daftar/perencanaan"),
    ("surat", "/daftar/surat"),
    ("rekap", "/daftar/rekap"),
    ("peringatan", "/peringatan"),
)
"""Name of the picture and address of the screen, as the head of the office meets them."""
STARTING = 60.0


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--folder", type=Path, help="a regency made with `lindung demo`")
    parser.add_argument("--password", default="", help="the password that the command printed")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "panduan" / "img")
    chosen = parser.parse_args(arguments)
    chosen.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as spare:
        folder = chosen.folder or Path(spare) / "contoh"
        password = chosen.password or _made(folder)
        with _served(folder) as address, sync_playwright() as tool:
            browser = tool.chromium.launch(executable_path=CHROMIUM, args=list(CHROMIUM_ARGS))
            page = browser.new_page(viewport=SCREEN, locale="id-ID")
            taken = take(page, address, password=password, out=chosen.out)
            browser.close()
    for picture in taken:
        shrink(picture)
    return 0


def take(page: Page, address: str, *, password: str, out: Path) -> list[Path]:
    """All pictures; where they lie."""
    taken: list[Path] = []

    def shoot(name: str, path: str = "", *, whole: bool = False) -> None:
        if path:
            answer = page.goto(address + path)
            if answer is None or answer.status != 200:
                raise RuntimeError(f"{path}: {None if answer is None else answer.status}")
        page.wait_for_load_state("networkidle")
        page.screenshot(path=out / f"{name}.png", full_page=whole)
        taken.append(out / f"{name}.png")

    page.goto(f"{address}/masuk")
    page.fill("[name=name]", "admin")
    page.fill("[name=password]", password)
    page.click("main button[type=submit]")
    for name, path in PICTURES:
        shoot(name, path, whole=name == "ringkasan")
    page.goto(f"{address}/daftar/surat")
    page.locator("main a[href*='/daftar/surat/']:not([href$='/baru'])").first.click()
    shoot("surat-satu")
    page.goto(f"{address}/daftar/perencanaan")
    page.locator("main td a[href*='/daftar/perencanaan/'], main th a[href*='/daftar/perencanaan/']").first.click()
    shoot("perencanaan-satu")
    page.set_viewport_size(PHONE)
    shoot("ringkasan-ponsel", "/daftar/ringkasan")
    page.set_viewport_size(SCREEN)
    page.emulate_media(color_scheme="dark")
    shoot("ringkasan-gelap", "/daftar/ringkasan")
    page.emulate_media(color_scheme="light")
    page.context.clear_cookies()
    shoot("terbuka", "/terbuka")
    return taken


def _made(folder: Path) -> str:
    """Make the regency; the password of its accounts."""
    command = [sys.executable, "-m", "api.cli", "demo", str(folder)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"Kata sandi[^:]*: (\S+)", said)
    if found is None:
        raise RuntimeError("the command printed no password")
    return found[1]


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """``lindung serve`` over the folder; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {**os.environ, "LINDUNG_DATA_DIR": str(folder.resolve()), "LINDUNG_ORG": "wanasari"}
    address = f"http://127.0.0.1:{port}"
    server = subprocess.Popen([sys.executable, "-m", "api.cli", "serve", "--port", str(port)], env=env)
    try:
        end = time.monotonic() + STARTING
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=2).close()
                break
            except OSError:
                if server.poll() is not None or time.monotonic() > end:
                    raise
                time.sleep(0.3)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


if __name__ == "__main__":
    raise SystemExit(main())

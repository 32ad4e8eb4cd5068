"""Take the pictures of the user guide (``docs/panduan/img``) from the real program, reading a sample contract.

    python scripts/screenshots.py [--sample samples/03.scan.pdf] [--out docs/panduan/img]

Needs what the tests need (Chromium, Playwright). The server runs on a temporary data folder.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "support"))

from live_server import CHROMIUM, CHROMIUM_ARGS, LiveServer, live_server  # noqa: E402

PASSWORD = "payungmerahjambu"  # noqa: S105  (of an account that lives as long as this script)
SCREEN = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
READING_MS = 240_000
OTHERS = [ROOT / "samples" / f"{number}.born.pdf" for number in ("01", "04", "05", "06")]
"""More documents, so that the list is one."""
NAME = "PKS tenaga klinik 2023.pdf"
"""What the sample is called in the pictures."""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sample", type=Path, default=ROOT / "samples" / "03.scan.pdf")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "panduan" / "img")
    chosen = parser.parse_args(arguments)
    chosen.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, live_server(Path(folder)) as server, sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=CHROMIUM, args=list(CHROMIUM_ARGS))
        take(browser, server, sample=chosen.sample, out=chosen.out)
        browser.close()
    for picture in chosen.out.glob("*.png"):
        shrink(picture)
    return 0


def shrink(picture: Path) -> None:
    """Two hundred and fifty-six colours are enough for a screen and take a third of the room in the repository."""
    with Image.open(picture) as image:
        made = image.convert("RGB").quantize(256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    made.save(picture, optimize=True)


def take(browser: Browser, server: LiveServer, *, sample: Path, out: Path) -> None:
    """All pictures, in the order in which a new user meets the screens."""
    page = browser.new_page(viewport=SCREEN, locale="id-ID")
    page.goto(f"{server.address}/masuk")
    page.screenshot(path=out / "login.png")
    sign_in(page, server)

    page.set_input_files("#berkas", {"name": NAME, "mimeType": "application/pdf", "buffer": sample.read_bytes()})
    page.screenshot(path=out / "upload.png")
    page.click("#unggah button[type=submit]")
    page.wait_for_selector(".first-text, .finding", timeout=READING_MS)
    page.screenshot(path=out / "progress.png")

    page.wait_for_selector("#temuan", timeout=READING_MS)
    address = page.url
    settle(page)
    page.screenshot(path=out / "summary.png")
    page.keyboard.press("j")
    settle(page)
    page.screenshot(path=out / "report.png")
    first = page.locator(".finding.current")
    if first.locator(".calculation").count():
        first.locator(".calculation > summary").click()
    first.scroll_into_view_if_needed()
    page.keyboard.press("d")
    page.locator(".finding.current textarea").fill("Sudah diatur di Lampiran II halaman 3")
    settle(page)
    page.screenshot(path=out / "dismiss.png")
    page.keyboard.press("Escape")
    page.keyboard.press("f")
    page.keyboard.press("j")
    settle(page)
    page.screenshot(path=out / "facts.png")
    page.locator("#fakta tr:has(th:text-matches('^Upah'))").first.click(position={"x": 5, "y": 5})
    settle(page)
    page.keyboard.press("e")
    page.wait_for_selector("#koreksi")
    settle(page)
    page.screenshot(path=out / "correct.png")
    page.click("[data-do=close-form]")
    page.keyboard.press("?")
    settle(page)
    page.screenshot(path=out / "shortcuts.png")

    page.goto(server.address)
    page.set_input_files("#berkas", OTHERS)
    page.click("#unggah button[type=submit]")
    for _ in range(READING_MS // 2000):
        page.wait_for_timeout(2000)
        page.goto(server.address)
        if (
            page.locator(".doc-link").count() > len(OTHERS)
            and not page.locator("text=/Menunggu|Sedang dibaca/").count()
        ):
            break
    page.screenshot(path=out / "list.png")
    page.goto(f"{server.address}/antrean?cari=upah+lembur")
    settle(page)
    page.screenshot(path=out / "queue.png")
    page.goto(address.split("?")[0])
    settle(page)
    page.screenshot(path=out / "review-panel.png")

    page.set_viewport_size(PHONE)
    page.goto(address.split("?")[0])
    settle(page)
    page.screenshot(path=out / "phone.png")

    page.set_viewport_size(SCREEN)
    page.emulate_media(color_scheme="dark")
    page.goto(address.split("?")[0])
    page.keyboard.press("j")
    settle(page)
    page.screenshot(path=out / "dark.png")


def sign_in(page: Page, server: LiveServer) -> None:
    """With the one-time password, which must be changed at once."""
    page.fill("[name=name]", "admin")
    page.fill("[name=password]", server.password)
    page.click("main button[type=submit]")
    page.fill("[name=old]", server.password)
    page.fill("[name=new]", PASSWORD)
    page.fill("[name=again]", PASSWORD)
    page.click("main button[type=submit]")
    page.click("text=Ke daftar dokumen")


def settle(page: Page) -> None:
    """Wait until pictures are there and scrolling has come to rest."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(700)


if __name__ == "__main__":
    raise SystemExit(main())

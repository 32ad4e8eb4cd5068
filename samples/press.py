"""HTML source to a born-digital PDF that comes out the same on every run, and the text of that PDF."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import pikepdf
import pypdfium2

CHROMIUM = "/usr/bin/chromium"
_HYPHEN_AT_LINE_END = ("\ufffe", "\x02")


def print_html(source: Path, target: Path) -> None:
    """Print one self-contained HTML file to ``target`` with headless Chromium, then remove what differs between runs.

    Raises ``subprocess.CalledProcessError`` when Chromium fails.
    """
    with tempfile.TemporaryDirectory() as scratch:
        printed = Path(scratch) / "printed.pdf"
        subprocess.run(
            [
                CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                f"--user-data-dir={scratch}/profile", f"--print-to-pdf={printed}", source.resolve().as_uri(),
            ],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        with pikepdf.open(printed) as pdf:
            make_reproducible(pdf)
            # The structure tree of the tagged PDF doubles the file and no office scanner or word processor writes one.
            for key in ("/StructTreeRoot", "/MarkInfo"):
                if key in pdf.Root:
                    del pdf.Root[key]
            pdf.remove_unreferenced_resources()
            pdf.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def make_reproducible(pdf: pikepdf.Pdf) -> None:
    """Drop the metadata that carries the time of printing."""
    if "/Metadata" in pdf.Root:
        del pdf.Root["/Metadata"]
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]


def page_texts(pdf_path: Path) -> list[str]:
    """Text of each page in the order of the content stream, lines ended by a newline."""
    texts = []
    pdf = pypdfium2.PdfDocument(pdf_path)
    try:
        for page in pdf:
            text = page.get_textpage().get_text_bounded()
            for mark in _HYPHEN_AT_LINE_END:
                text = text.replace(mark, "-")
            texts.append("\n".join(line.rstrip() for line in text.splitlines() if line.strip()))
            page.close()
    finally:
        pdf.close()
    return texts

"""A reader without files and engines, for tests of what stands around reading: it does what it is told."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from extractor.errors import LindungError
from extractor.geometry import Box
from extractor.intake.types import Inspection, SourceFile
from extractor.report import (
    Citation,
    Contract,
    DateFact,
    DocumentResult,
    Evidence,
    Finding,
    MoneyFact,
    PageResult,
    Party,
    Report,
    Searched,
    TextFact,
)
from extractor.words.types import PageFailure, PageWords, Word

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
WEBP = b"RIFF\x1a\x00\x00\x00WEBPVP8L"


def pdf(mark: str = "") -> bytes:
    """Bytes that intake takes for a PDF; another ``mark`` makes another file."""
    return PDF + f"% {mark}\n".encode()


@dataclass
class FakeReader:
    """``failures`` raises on those pages; ``before_page`` is called at the start of each page reading."""

    page_count: int = 3
    failures: Mapping[int, Exception] = field(default_factory=dict)
    inspect_error: LindungError | None = None
    before_page: Callable[[int], None] | None = None
    seconds_a_page: float = 0.0
    notes: tuple[str, ...] = ()
    understand_error: Exception | None = None
    read: list[int] = field(default_factory=list)
    closed: threading.Event = field(default_factory=threading.Event)

    def inspect(self, source: SourceFile) -> Inspection:
        if self.inspect_error is not None:
            raise self.inspect_error
        return Inspection(page_count=self.page_count, notes=self.notes)

    def read_page(
        self, source: SourceFile, number: int, *, inspection: Inspection, image_path: Path, turn: int | None = None
    ) -> PageWords:
        self.read.append(number)
        if self.before_page is not None:
            self.before_page(number)
        time.sleep(self.seconds_a_page)
        if number in self.failures:
            raise self.failures[number]
        image_path.write_bytes(WEBP)
        words = tuple(
            Word(text=text, box=Box(50.0 + 60 * i, 70.0, 105.0 + 60 * i, 82.0), confidence=0.93)
            for i, text in enumerate(("Pasal", str(number), "Upah", "bulanan"))
        )
        return PageWords(number=number, width=595.0, height=842.0, words=words, source="ocr", confidence=0.93)

    def understand(
        self, source: SourceFile, inspection: Inspection, pages: Sequence[PageWords | PageFailure]
    ) -> Report:
        if self.understand_error is not None:
            raise self.understand_error
        return make_report(source, pages, notes=inspection.notes)

    def close(self) -> None:
        self.closed.set()


def make_report(source: SourceFile, pages: Sequence[PageWords | PageFailure], *, notes: tuple[str, ...] = ()) -> Report:
    """A report with one violated, one absent and one satisfied finding; partial when a page failed."""
    failed = [page for page in pages if isinstance(page, PageFailure)]
    status = "failed" if len(failed) == len(pages) else "partial" if failed else "complete"
    here = Evidence(page=1, quote="Upah Rp 2.150.000 per bulan", boxes=(Box(50.0, 70.0, 260.0, 82.0),))
    citation = Citation("PP 36/2021", "Pasal 23 ayat (3)", date(2021, 2, 2), None, "JDIH")
    return Report(
        document=DocumentResult(
            sha256=source.sha256,
            filename=source.filename,
            status=status,
            pages=tuple(_page(page) for page in pages),
            notes=notes,
        ),
        contract=Contract(
            kind="alih_daya",
            kind_confidence=0.97,
            number=TextFact("017/PKS/TUGU-BNR/III/2024", "017/PKS/TUGU-BNR/III/2024", 0.95, (here,)),
            signed_on=DateFact(date(2024, 3, 18), "18 Maret 2024", 0.94, (here,)),
            value=MoneyFact(Decimal("486000000.50"), "Rp 486.000.000,50", 0.92, (here,)),
            parties=(
                Party("PIHAK PERTAMA", "user", "pt", TextFact("PT Tugu Rasa", "PT TUGU RASA", 0.9, (here,))),
                Party("PIHAK KEDUA", "vendor", "pt", TextFact("PT Bina Raga Lestari", "PT BINA RAGA", 0.9, (here,))),
            ),
        ),
        findings=(
            Finding(
                rule="wage-minimum",
                verdict="violated",
                severity="kritis",
                title="Upah di bawah upah minimum",
                explanation="Upah yang tertulis lebih rendah daripada upah minimum.",
                advice="Naikkan upah.",
                citations=(citation,),
                evidence=(here,),
                violations=("wage_below_minimum",),
            ),
            Finding(
                rule="thr-allowance",
                verdict="absent",
                severity="tinggi",
                title="THR tidak diatur",
                explanation="Tidak ditemukan pasal tentang THR.",
                advice="Tambahkan pasal THR.",
                searched=Searched(("THR", "tunjangan hari raya"), (1,), ("good",)),
                protections=("thr",),
            ),
            Finding(
                rule="ad-written-agreement",
                verdict="satisfied",
                severity="rendah",
                title="Perjanjian tertulis",
                explanation="Perjanjian dibuat tertulis.",
                advice="",
                evidence=(here,),
            ),
        ),
        missing=("thr",),
        violations=("wage_below_minimum",),
        law_version="2026.1",
        pipeline_version="test",
    )


def _page(page: PageWords | PageFailure) -> PageResult:
    if isinstance(page, PageFailure):
        return PageResult(page.number, "none", 0, "unreadable", 0.0, "", 0.0, 0.0, grade_reason=page.message)
    text = " ".join(word.text for word in page.words)
    return PageResult(page.number, page.source, 0, page.grade, page.confidence, text, page.width, page.height)

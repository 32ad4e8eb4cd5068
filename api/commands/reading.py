"""``check``, ``read`` and ``schema``: one file, no database."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from api.clock import today_here
from api.settings import from_environment
from extractor.intake import identify
from extractor.law import load_law
from extractor.pipeline import check_file
from extractor.report import Contract, Finding, Report, json_schema, to_json
from extractor.sandbox import ReadingPool, UnderstandingPool
from extractor.understood import words_of
from extractor.vocabulary import CONTRACT_KIND_NAMES, Verdict
from extractor.words.export import hocr as hocr_of
from extractor.words.types import PageFailure, PageWords

PARTIAL = 4
VERDICT_NAMES: dict[Verdict, str] = {
    "violated": "DILANGGAR",
    "absent": "TIDAK ADA",
    "unclear": "BELUM JELAS",
    "unreadable": "TAK TERBACA",
    "satisfied": "TERPENUHI",
    "not_applicable": "TIDAK BERLAKU",
}
MISMATCH = "TIDAK COCOK"
STATUS_NAMES = {"complete": "lengkap", "partial": "TIDAK LENGKAP", "failed": "TIDAK TERBACA"}


def check(file: Path, *, as_json: bool) -> int:
    """Read and judge one file; the report as JSON, or a line per finding."""
    settings = from_environment()
    law = load_law(settings.law_folder)
    with ReadingPool(workers=settings.workers) as pool, UnderstandingPool() as mind, _progress(file) as progress:
        mind.warm_up()
        report = check_file(file, reader=pool, understander=mind, law=law, today=today_here(), progress=progress)
    print(to_json(report, indent=2) if as_json else "\n".join(lines(report)))
    return 0 if report.document.status == "complete" else PARTIAL


def read(file: Path, *, hocr: bool) -> int:
    """The text of one file, pages separated by a form feed; or hOCR."""
    settings = from_environment()
    source = identify(file)
    pages: list[PageWords | PageFailure] = []
    with ReadingPool(workers=settings.workers) as pool, _progress(file) as progress:
        inspection = pool.inspect(source)
        for page in pool.read_pages(source, inspection):
            pages.append(page)
            progress(len(pages), inspection.page_count)
    if hocr:
        sys.stdout.write(hocr_of([words_of(page) for page in pages], title=source.filename))
    else:
        with UnderstandingPool() as understanding:
            print("\f".join(understanding.understand(pages).page_texts))
    failures = [page for page in pages if isinstance(page, PageFailure)]
    for failure in failures:
        print(f"Halaman {failure.number}: {failure.message} {failure.remedy}", file=sys.stderr)
    return PARTIAL if failures else 0


def schema() -> int:
    """The JSON Schema of a report."""
    print(json.dumps(json_schema(), ensure_ascii=False, indent=2))
    return 0


def lines(report: Report) -> Iterator[str]:
    """The report for a terminal."""
    document = report.document
    yield f"{document.filename}: {len(document.pages)} halaman, {STATUS_NAMES[document.status]}"
    for page in document.pages:
        if page.grade in ("poor", "unreadable"):
            yield f"  halaman {page.number}: {page.grade_reason}"
    if not report.parts:
        yield from contract_lines(report.contract, report.findings, report.banners)
    for number, part in enumerate(report.parts, start=1):
        yield ""
        yield f"Kontrak {number} dari {len(report.parts)}, halaman {', '.join(map(str, part.pages))}"
        if part.reason:
            yield part.reason
        yield from contract_lines(part.contract, part.findings, report.banners if number == 1 else ())


def contract_lines(contract: Contract, findings: Sequence[Finding], banners: Sequence[str]) -> Iterator[str]:
    """One contract and its findings, a line each, the worst first; the counts last."""
    about = [CONTRACT_KIND_NAMES[contract.kind]]
    if contract.number is not None:
        about.append(f"nomor {contract.number.value}")
    if contract.signed_on is not None:
        about.append(f"tanggal {contract.signed_on.value.isoformat()}")
    yield ", ".join(about)
    if contract.reason:
        yield contract.reason
    for banner in banners:
        yield f"Perhatian: {banner}"
    shown = [f for f in findings if f.verdict != "not_applicable"]
    yield from (_line(finding) for finding in sorted(shown, key=_order))
    counts = Counter(_stands(finding) for finding in findings)
    named = (*list(VERDICT_NAMES.values())[:2], MISMATCH, *list(VERDICT_NAMES.values())[2:])
    yield "Jumlah: " + ", ".join(f"{counts[name]} {name.lower()}" for name in named if counts[name])


def _stands(finding: Finding) -> str:
    """The verdict in capitals; figures that contradict each other break no article."""
    mismatch = finding.weight == "calculation" and finding.verdict == "violated"
    return MISMATCH if mismatch else VERDICT_NAMES[finding.verdict]


def _line(finding: Finding) -> str:
    pages = sorted({e.page for e in finding.evidence})
    if pages:
        where = "hlm. " + ", ".join(map(str, pages))
    elif finding.searched is not None and finding.searched.pages:
        where = "dicari di hlm. " + ", ".join(map(str, finding.searched.pages))
    else:
        where = "seluruh dokumen"
    law = "; ".join(f"{c.instrument} {c.article}".strip() for c in finding.citations)
    return f"{_stands(finding):<13} {finding.severity:<7} {finding.rule}: {finding.title} ({where})" + (
        f" [{law}]" if law else ""
    )


def _order(finding: Finding) -> tuple[int, int]:
    return list(VERDICT_NAMES).index(finding.verdict), ("kritis", "tinggi", "sedang", "rendah").index(finding.severity)


class _Progress:
    """Writes ``nama: 3/12`` over itself on a terminal; silent when standard error is a file."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._shown = sys.stderr.isatty()

    def __call__(self, done: int, total: int) -> None:
        if self._shown:
            print(f"\r{self._name}: {done}/{total} halaman", end="", file=sys.stderr, flush=True)

    def finish(self) -> None:
        if self._shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)


@contextmanager
def _progress(file: Path) -> Iterator[_Progress]:
    progress = _Progress(file.name)
    try:
        yield progress
    finally:
        progress.finish()

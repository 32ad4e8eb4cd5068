"""The view of a report that is longer than a screen can show."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from written_contract import written_report

from api.routes.web_views import Judged, ReportView
from extractor.intake.types import SourceFile
from extractor.report import Report


def report_of(pages: int) -> Report:
    """The written report with its last page repeated until it has that many."""
    source = SourceFile(path=Path("x.pdf"), filename="x.pdf", sha256="0" * 64, size=1, media_type="application/pdf")
    report = written_report(source)
    last = report.document.pages[2]
    extra = tuple(replace(last, number=number, grade="good") for number in range(5, pages + 1))
    return replace(report, document=replace(report.document, pages=report.document.pages + extra))


def view_of(report: Report) -> ReportView:
    return ReportView(report, [Judged(key=str(n)) for n in range(len(report.findings))])


def test_a_short_document_shows_all_its_thumbnails() -> None:
    """Four pages, four thumbnails, with the open findings on each."""
    links = view_of(report_of(4)).page_links(1)
    assert [(link.number, link.flags) for link in links] == [(1, 0), (2, 2), (3, 2), (4, 0)]


def test_a_long_document_shows_the_neighbours_the_ends_and_the_pages_with_findings() -> None:
    """Two thousand pages must not become two thousand pictures."""
    numbers = [link.number for link in view_of(report_of(2000)).page_links(1000)]
    assert numbers == [1, 2, 3, *range(992, 1009), 2000]


def test_the_table_of_a_long_document_names_only_the_weak_pages() -> None:
    """Of two thousand pages only the two that are not well readable are listed."""
    assert [page.number for page in view_of(report_of(2000)).listed_pages()] == [3, 4]


def test_pages_cannot_be_asked_beyond_the_end() -> None:
    """The view knows no page 5 of 4."""
    assert view_of(report_of(4)).sheet(5) is None


def test_figures_that_do_not_agree_stand_apart_from_breaches() -> None:
    """A calculation has a group and chips of its own, whatever its verdict, and is never called a breach."""
    report = report_of(4)
    breach, *others = report.findings
    sums = replace(breach, rule="a", weight="calculation", verdict="violated", violations=("row_sum_mismatch",))
    floor = replace(breach, rule="b", weight="calculation", verdict="unclear", violations=())
    fine = replace(breach, rule="c", weight="calculation", verdict="satisfied", violations=())
    findings = (breach, *others, sums, floor, fine)
    view = view_of(replace(report, findings=findings, violations=("wage_below_minimum", "row_sum_mismatch")))
    groups = {group.key: [f.rule for f in group.findings] for group in view.groups}
    assert groups["calculation"] == ["a", "b"]
    assert "c" in groups["satisfied"]
    assert "a" not in groups["violated"]
    assert [group.key for group in view.groups].index("calculation") == 2
    assert [chip.label for chip in view.violations] == ["Upah di bawah upah minimum"]
    assert [chip.label for chip in view.mismatches] == ["Rincian harga tidak cocok"]
    assert [f.verdict_label for f in view.findings if f.rule in "ab"] == ["Tidak cocok", "Perlu diperiksa"]

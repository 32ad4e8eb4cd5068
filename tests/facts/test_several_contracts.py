"""A file with several contracts: each is read by itself, with evidence on its own pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import several_contracts as files
from born_words import born_words
from structure_paper import Paper

from extractor.intake.types import Inspection, SourceFile
from extractor.law import load_law
from extractor.pipeline import judge_again, judge_document
from extractor.report import Evidence, Report, from_json, to_json
from extractor.understanding import understand
from extractor.words.types import PageWords

CORPUS = Path(__file__).parents[1] / "corpus"
TODAY = date(2026, 11, 24)
SOURCE = SourceFile(Path("a.pdf"), "a.pdf", "application/pdf", "0" * 64, 1)


def report_of(pages: list[PageWords]) -> Report:
    inspection = Inspection(page_count=len(pages))
    return judge_document(SOURCE, inspection, pages, understood=understand(pages), law=load_law(), today=TODAY)


def evidence_in(value: object) -> list[Evidence]:
    """Every piece of evidence anywhere in a value."""
    if isinstance(value, Evidence):
        return [value]
    if isinstance(value, tuple):
        return [e for one in value for e in evidence_in(one)]
    fields = getattr(value, "__dataclass_fields__", {})
    return [e for name in fields for e in evidence_in(getattr(value, name))]


@pytest.fixture(scope="module")
def three() -> Report:
    return report_of(files.stack(3).finish())


def test_each_part_has_the_facts_of_its_own_contract(three: Report) -> None:
    """Number, worker and wage of each agreement are those printed on its own pages."""
    parts = three.parts
    assert [part.pages for part in parts] == [(1,), (2,), (3,)]
    assert [p.contract.number.value[:3] for p in parts if p.contract.number] == ["021", "022", "023"]
    wages = [p.contract.positions[0].wage.value for p in parts if p.contract.positions[0].wage]
    assert wages == [2_480_000, 2_610_000, 2_450_000]


def test_evidence_of_a_part_stands_on_its_pages(three: Report) -> None:
    """Facts and findings of a part point to no page of another part, and what was searched is its pages."""
    for part in three.parts:
        found = evidence_in(part.contract) + evidence_in(part.findings)
        assert {e.page for e in found} <= set(part.pages)
        assert all(set(f.searched.pages) <= set(part.pages) for f in part.findings if f.searched)


def test_the_first_contract_stands_on_top(three: Report) -> None:
    """A reader that knows nothing of parts sees the first contract and its findings."""
    first = three.parts[0]
    assert (three.contract, three.findings, three.missing) == (first.contract, first.findings, first.missing)
    assert three.contracts_in_scan == 3
    assert len(three.all_findings) == sum(len(part.findings) for part in three.parts)
    assert three.document.notes[0].startswith("Berkas ini memuat 3 kontrak")
    assert three.of_part(2).contract == three.parts[1].contract
    with pytest.raises(IndexError):
        three.of_part(4)


def test_parts_survive_json_and_judging_again(three: Report) -> None:
    """The stored form keeps the parts, and the same law gives the same findings for each of them."""
    stored = from_json(to_json(three))
    assert [(p.pages, p.reason, p.missing, p.violations) for p in stored.parts] == [
        (p.pages, p.reason, p.missing, p.violations) for p in three.parts
    ]
    assert judge_again(stored, law=load_law(), today=TODAY) == stored


def test_a_file_with_one_contract_has_no_parts() -> None:
    """Nothing changes for the usual file."""
    report = report_of(files.stack(1).finish())
    assert report.parts == ()
    assert report.contracts_in_scan == 1


def test_contract_and_addendum_are_judged_each_as_what_it_is() -> None:
    """The agreement is a PKWT, the paper behind it an addendum with the new wage."""
    report = report_of(files.with_addendum().finish())
    assert [part.contract.kind for part in report.parts] == ["pkwt", "addendum"]


def test_a_paper_that_is_no_contract_stays_with_the_contract_before_it() -> None:
    """A loan agreement behind a work agreement is no part of its own."""
    paper = files.stack(1)
    paper.new_page()
    loan(paper)
    report = report_of(paper.finish())
    assert report.parts == ()
    assert report.contract.kind == "pkwt"


def loan(paper: Paper) -> None:
    paper.centre("PERJANJIAN PINJAMAN UANG")
    paper.centre("Nomor : 3/PINJ/KSP/V/2024")
    paper.para(
        "Yang bertanda tangan di bawah ini: Rukmini, selanjutnya disebut Pemberi Pinjaman, dan Sariman Wibisono,"
    )
    paper.para("selanjutnya disebut Peminjam, sepakat atas pinjaman uang sebesar Rp 5.000.000 dengan bunga 1 persen.")
    for n, text in enumerate(
        ("Pinjaman dilunasi dalam sepuluh kali angsuran.", "Jaminan berupa BPKB sepeda motor."), 1
    ):
        paper.centre(f"Pasal {n}")
        paper.para(text)
    paper.side_by_side([["Pemberi Pinjaman,", "", "", "Rukmini"], ["Peminjam,", "", "", "Sariman Wibisono"]])


def test_two_real_layouts_in_one_file_are_read_as_if_alone() -> None:
    """Two regression documents put together give the facts that each gives alone."""
    one, other = (born_words(CORPUS / f"{name}.born.pdf") for name in ("02", "22"))
    pages = [replace(page, number=i) for i, page in enumerate((*one, *other), start=1)]
    report = report_of(pages)
    alone = [understand(list(words)).contract for words in (one, other)]
    assert [part.contract.kind for part in report.parts] == [c.kind for c in alone]
    assert [part.contract.number and part.contract.number.value for part in report.parts] == [
        c.number and c.number.value for c in alone
    ]
    assert [len(part.contract.positions) for part in report.parts] == [len(c.positions) for c in alone]

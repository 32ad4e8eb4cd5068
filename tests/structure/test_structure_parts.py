"""Files with several contracts are parted at the right pages, and files with one are left whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import several_contracts as files
from born_words import born_words
from structure_paper import Paper

from extractor.structure import build_structure, find_parts
from extractor.structure.parts import Part, merged
from extractor.words.types import PageWords

ROOT = Path(__file__).parents[2]
BORN = sorted([*(ROOT / "tests" / "corpus").glob("*.born.pdf"), *(ROOT / "samples").glob("*.born.pdf")])
JOINED = (
    ("02", "03"),
    ("11", "22"),
    ("34", "39"),
    ("45", "08"),
    ("17", "28"),
    ("25", "50"),
    ("30", "18"),
    ("49", "14"),
)


def parts_of(pages: Sequence[PageWords]) -> tuple[Part, ...]:
    return find_parts(build_structure(pages))


def ranges(paper: Paper) -> list[tuple[int, int]]:
    return [(part.first_page, part.last_page) for part in parts_of(paper.finish())]


@pytest.mark.parametrize(
    ("paper", "expected"),
    [
        (files.stack(2), [(1, 1), (2, 2)]),
        (files.stack(3), [(1, 1), (2, 2), (3, 3)]),
        (files.stack(2, second=True), [(1, 2), (3, 4)]),
        (files.stack(3, second=True), [(1, 2), (3, 4), (5, 6)]),
        (files.with_addendum(), [(1, 1), (2, 2)]),
    ],
    ids=("two", "three", "two of two pages", "three of two pages", "contract and addendum"),
)
def test_each_contract_of_a_file_is_a_part(paper: Paper, expected: list[tuple[int, int]]) -> None:
    """A title and parties at the top of a page, after signatures, begin another contract."""
    assert ranges(paper) == expected


@pytest.mark.parametrize(
    "make",
    [files.restated, files.with_annex, files.with_cover, files.twice, files.with_order],
    ids=("restated text", "annex", "cover sheet", "second copy", "order to begin work"),
)
def test_what_belongs_to_a_contract_is_no_part(make: Callable[[], Paper]) -> None:
    """Restated texts, annexes, covers, copies and orders to begin work stay with their contract."""
    assert len(parts_of(make().finish())) == 1


def test_the_reason_names_the_page_and_what_was_seen() -> None:
    """The reason of a part says where it begins and which signs part it from the contract before."""
    first, second = parts_of(files.stack(2).finish())
    assert first.reason == ""
    assert second.reason.startswith('Halaman 2 memulai kontrak lain ("PERJANJIAN KERJA WAKTU TERTENTU")')
    assert "mulai lagi dari Pasal 1" in second.reason
    assert "nomornya lain" in second.reason
    assert "para pihaknya lain" in second.reason


def test_the_regression_documents_hold_one_contract_each() -> None:
    """No document of the corpus or the samples is parted."""
    assert [path.name for path in BORN if len(parts_of(born_words(path))) > 1] == []


@pytest.mark.parametrize(("one", "other"), JOINED)
def test_two_documents_put_together_are_parted_where_the_second_begins(one: str, other: str) -> None:
    """Two unlike contracts in one file are parted between them."""
    folder = ROOT / "tests" / "corpus"
    first, second = born_words(folder / f"{one}.born.pdf"), born_words(folder / f"{other}.born.pdf")
    pages = tuple(replace(page, number=i) for i, page in enumerate((*first, *second), start=1))
    assert [part.first_page for part in parts_of(pages)] == [1, len(first) + 1]


def test_parts_that_are_no_contract_join_the_one_before() -> None:
    """Leading papers join the first contract, later ones the contract before them."""
    parts = (Part(1, 2), Part(3, 4, "a"), Part(5, 6, "b"), Part(7, 7, "c"))
    assert merged(parts, keep=(False, True, False, True)) == (Part(1, 6), Part(7, 7, "c"))
    assert merged(parts, keep=(False, False, False, False)) == (Part(1, 7),)

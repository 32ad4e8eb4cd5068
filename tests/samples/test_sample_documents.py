"""The committed documents and their gold files."""

from __future__ import annotations

import copy
import json
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest

from samples import gold, make, paper, press

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
CORPUS = ROOT / "tests" / "corpus"
DOCUMENTS = [
    pytest.param(folder, number, id=f"{folder.name}-{number}")
    for folder in (SAMPLES, CORPUS)
    for number in make.sources(folder)
]


@pytest.mark.parametrize(("folder", "number"), DOCUMENTS)
def test_every_source_has_its_pdfs_text_gold_and_recipe(folder: Path, number: str) -> None:
    """Each HTML source comes with a born-digital PDF, a scan, the text, a gold file and a scan recipe."""
    for ending in ("born.pdf", "scan.pdf", "txt", "gold.json"):
        assert (folder / f"{number}.{ending}").stat().st_size > 0
    recipes = json.loads((folder / "recipes.json").read_text(encoding="utf-8"))
    assert paper.Scan.from_json(recipes[number]).dpi >= 150


@pytest.mark.parametrize(("folder", "number"), DOCUMENTS)
def test_gold_file_says_only_what_the_document_says(folder: Path, number: str) -> None:
    """Every quote, name and number of a gold file stands in the born-digital PDF on the page it names."""
    pages = press.page_texts(folder / f"{number}.born.pdf")
    assert gold.problems(gold.load(folder / f"{number}.gold.json"), pages) == []


@pytest.mark.parametrize(("folder", "number"), DOCUMENTS)
def test_text_file_is_the_text_of_the_born_digital_pdf(folder: Path, number: str) -> None:
    """The text file holds the pages of the born-digital PDF separated by form feeds."""
    kept = (folder / f"{number}.txt").read_text(encoding="utf-8").split("\f")
    printed = press.page_texts(folder / f"{number}.born.pdf")
    assert [gold.flat(page) for page in kept] == [gold.flat(page) for page in printed]


@pytest.mark.parametrize(("folder", "number"), DOCUMENTS)
def test_scan_has_the_same_pages_and_no_text(folder: Path, number: str) -> None:
    """A scan holds one image for each page of its born-digital twin and no text layer."""
    scan = pypdfium2.PdfDocument(folder / f"{number}.scan.pdf")
    try:
        assert len(scan) == gold.load(folder / f"{number}.gold.json")["pages"]
        assert all(page.get_textpage().count_chars() == 0 for page in scan)
    finally:
        scan.close()


def test_samples_cover_the_three_families_good_and_bad() -> None:
    """The samples hold three outsourcing, two government and three PKWT contracts, flawless and flawed ones."""
    golds = [gold.load(path) for path in sorted(SAMPLES.glob("*.gold.json"))]
    assert Counter(one["doc_type"] for one in golds) == {
        "pks_alih_daya": 3, "spk": 1, "surat_perjanjian": 1, "pkwt": 3,
    }  # fmt: skip
    flawless = [one["id"] for one in golds if not one["expected_missing"] and not one["expected_violations"]]
    assert flawless == ["01", "06", "08"]


def test_committed_pdfs_stay_small() -> None:
    """The PDFs of the samples stay under 8 MB together and those of the held-back documents under 34 MB."""
    for folder, limit in ((SAMPLES, 8), (CORPUS, 34)):
        assert sum(path.stat().st_size for path in folder.glob("*.pdf")) < limit * 1024 * 1024


def test_texts_that_are_no_labour_contracts_are_many_and_short() -> None:
    """At least twenty texts that are no labour contracts are kept, each of at most a page."""
    texts = [path.read_text(encoding="utf-8") for path in (CORPUS / "not_contracts").glob("*.txt")]
    assert len(texts) >= 20
    assert all(200 < len(text) < 2500 for text in texts)


def test_no_document_uses_a_name_or_number_of_another() -> None:
    """Contract numbers, tax numbers, identity numbers and people appear in one document only."""
    seen: Counter[str] = Counter()
    for folder in (SAMPLES, CORPUS):
        for path in folder.glob("*.gold.json"):
            one = gold.load(path)
            own = {one["number"]} | {party[key] for party in one["parties"] for key in ("name", "npwp", "nik")}
            own |= {party["representative"] for party in one["parties"]}
            seen.update(own - {None})
    assert [value for value, times in seen.items() if times > 1] == []


class TestProblems:
    """``gold.problems`` finds what a person got wrong."""

    @pytest.fixture
    def pages(self) -> list[str]:
        """The text of sample 01."""
        return press.page_texts(SAMPLES / "01.born.pdf")

    @pytest.fixture
    def one(self) -> dict[str, object]:
        """The gold file of sample 01, free to spoil."""
        return copy.deepcopy(gold.load(SAMPLES / "01.gold.json"))

    def test_a_quote_that_is_not_there(self, one: dict[str, dict[str, dict[str, object]]], pages: list[str]) -> None:
        """A quote that the page does not hold is named."""
        one["clauses"]["thr"]["quote"] = "THR dua bulan upah"
        assert [problem for problem in gold.problems(one, pages) if "clause thr" in problem]

    def test_a_quote_on_the_wrong_page(self, one: dict[str, dict[str, dict[str, object]]], pages: list[str]) -> None:
        """A quote that stands on another page than the gold file says is named."""
        one["field_evidence"]["number"]["page"] = 3
        assert [problem for problem in gold.problems(one, pages) if problem.startswith("number:")]

    def test_a_protection_that_is_missing_and_present(self, one: dict[str, object], pages: list[str]) -> None:
        """A protection listed as missing although the gold file says it is present is named."""
        one["expected_missing"] = ["thr"]
        assert [problem for problem in gold.problems(one, pages) if problem.startswith("expected_missing")]

    def test_a_violation_without_its_clause(self, one: dict[str, object], pages: list[str]) -> None:
        """An expected violation of a forbidden kind whose clause is not present is named."""
        one["expected_violations"] = ["probation_in_pkwt"]
        assert [problem for problem in gold.problems(one, pages) if "probation" in problem]

    def test_a_party_that_is_not_named(self, one: dict[str, list[dict[str, object]]], pages: list[str]) -> None:
        """A party name that the document does not hold is named."""
        one["parties"][0]["name"] = "PT Yang Lain"
        assert [problem for problem in gold.problems(one, pages) if "PT Yang Lain" in problem]

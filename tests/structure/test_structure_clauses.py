"""Clauses with their context, blocks, running text, and odd input."""

from __future__ import annotations

import pytest
from structure_documents import TOPICS
from structure_paper import Paper

from extractor.geometry import Box
from extractor.structure import (
    build_structure,
    clauses,
    evidence,
    flow,
    party_block,
    recitals,
    sentence_spans,
    signature_block,
    title_block,
)
from extractor.words.types import PageWords, Word


def contract(*, broken: bool = False) -> Paper:
    """A short contract; ``broken`` runs a clause over the page end and prints a header and footer."""
    paper = Paper(tight=True)
    paper.centre("PERJANJIAN KERJA SAMA")
    paper.centre("Nomor : 017/PKS/II/2023")
    paper.gap()
    paper.para("Pada hari ini Rabu, kami yang bertanda tangan di bawah ini :")
    paper.pair("Nama", "Laras Widuri")
    paper.para("selanjutnya disebut PIHAK PERTAMA.")
    paper.para("Menimbang bahwa PIHAK PERTAMA memerlukan tenaga kebersihan.")
    paper.centre("Pasal 1")
    paper.centre("HAL YANG TIDAK DITANGGUNG")
    paper.para("(1) PIHAK PERTAMA tidak menanggung :", hang=20)
    paper.para("a. biaya pengobatan;", indent=20, hang=14)
    paper.para("b. tunjangan hari raya.", indent=20, hang=14)
    if broken:
        paper.bottom = paper.y + 1.5 * paper.pitch
    paper.para(
        "(2) Upah dibayar bulanan oleh PT. Tirta Jelita. Lembur dibayar terpisah sesuai peraturan perundang-undangan "
        "yang berlaku bagi seluruh pekerja.",
        hang=20,
    )
    paper.bottom = 770.0
    paper.centre("Pasal 2")
    for _, sentence in TOPICS[:4]:
        paper.para(sentence)
    paper.gap()
    paper.side_by_side([["PIHAK PERTAMA", "", "", "Laras Widuri"], ["PIHAK KEDUA", "", "", "Bagas Prakoso"]])
    if broken:
        paper.margins(header="PT Tirta Jelita - Rahasia", footer="Halaman # dari @")
    return paper


def test_clause_knows_its_context() -> None:
    """A clause carries its place in words, the article's title and the sentences that lead into it."""
    found = clauses(build_structure(contract().finish()))
    item = next(c for c in found if c.text == "tunjangan hari raya.")
    assert item.where == "Pasal 1 ayat (1) huruf b"
    assert (item.pasal, item.heading, item.section, item.part) == ("1", "HAL YANG TIDAK DITANGGUNG", "huruf", "pasal")
    assert item.lead_in == "PIHAK PERTAMA tidak menanggung :"
    assert item.in_context == "HAL YANG TIDAK DITANGGUNG PIHAK PERTAMA tidak menanggung : tunjangan hari raya."
    assert [c.text for c in found if c.leads] == ["PIHAK PERTAMA tidak menanggung :"]
    assert [c.where for c in found if c.part == "recitals"] == ["Pertimbangan"]


def test_clause_sentences_end_at_sentences() -> None:
    """A clause's sentences are spans of the document; "PT." does not end one."""
    structure = build_structure(contract().finish())
    clause = next(c for c in clauses(structure) if c.where == "Pasal 1 ayat (2)")
    assert [" ".join(structure.text.text[a:b].split()) for a, b in clause.sentences] == [
        "Upah dibayar bulanan oleh PT. Tirta Jelita.",
        "Lembur dibayar terpisah sesuai peraturan perundang-undangan yang berlaku bagi seluruh pekerja.",
    ]


def test_flow_leads_back_to_the_document() -> None:
    """Any part of a clause's running text is found again in the document, over page ends and margins too."""
    structure = build_structure(contract(broken=True).finish())
    assert len(structure.pages) > 1
    crossing = 0
    for clause in clauses(structure):
        for start in range(0, len(clause.text), 7):
            end = min(len(clause.text), start + 5)
            a, b = clause.flow.document_span(start, end)
            wanted = clause.text[start:end]
            assert "".join(flow(structure, a, b).text.split()) == "".join(wanted.split())
        assert "Halaman" not in clause.text
        assert "Rahasia" not in clause.text
        crossing += "\f" in structure.text.text[clause.start : clause.end]
    assert crossing >= 1


def test_evidence_leaves_margins_out() -> None:
    """The evidence of a clause that runs over a page end has no box on the footer between."""
    structure = build_structure(contract(broken=True).finish())
    clause = next(c for c in clauses(structure) if "\f" in structure.text.text[c.start : c.end])
    found = evidence(structure, clause.start, clause.end)
    assert len(found) == 2
    assert " ".join(e.quote for e in found) == clause.text
    assert len(structure.text.evidence(clause.start, clause.end)[0].quote) > len(found[0].quote)


def test_blocks() -> None:
    """Title, party, recital and signature blocks are given as running text."""
    structure = build_structure(contract().finish())
    title, parties, recital, signed = (
        block(structure) for block in (title_block, party_block, recitals, signature_block)
    )
    assert title is not None
    assert title.flow.text == "PERJANJIAN KERJA SAMA Nomor : 017/PKS/II/2023"
    assert parties is not None
    assert parties.flow.text.endswith("selanjutnya disebut PIHAK PERTAMA.")
    assert recital is not None
    assert recital.flow.text == "Menimbang bahwa PIHAK PERTAMA memerlukan tenaga kebersihan."
    assert signed is not None
    assert signed.flow.text == "PIHAK PERTAMA Laras Widuri PIHAK KEDUA Bagas Prakoso"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Upah dibayar oleh PT. Tirta Jelita. Lembur dibayar.", 2),
        ("Sesuai UU No. 13 Tahun 2003 jo. PP No. 35 Tahun 2021.", 1),
        ("Diwakili oleh Laras Widuri, S.E., M.M. selaku Direktur.", 1),
        ("Sebesar Rp. 3.500.000,- per bulan; Lembur terpisah.", 2),
        ("a. Seragam dan sepatu.", 1),
        ("", 0),
    ],
)
def test_sentences(text: str, count: int) -> None:
    """Abbreviations, titles and enumerators do not end a sentence."""
    spans = sentence_spans(text)
    assert len(spans) == count
    assert " ".join(text[a:b] for a, b in spans) == text


def test_nothing_at_all() -> None:
    """No page, a blank page and a single word give a structure without clauses."""
    word = PageWords(1, 595, 842, (Word("upah", Box(70, 70, 90, 80)),), "ocr")
    for pages in ([], [PageWords(1, 595, 842, (), "none")], [word]):
        structure = build_structure(pages)
        assert structure.pages == tuple(pages)
        assert structure.tables == ()
        assert clauses(structure) == ()
        assert title_block(structure) is None or len(pages[0].words) == 1
        assert signature_block(structure) is None


@pytest.mark.parametrize("text", ["upah", "1.", "(1)", "Pasal", "PIHAK", "|", "a.", "LAMPIRAN", "BAB"])
def test_thousands_of_one_word(text: str) -> None:
    """Two thousand lines of one word are read to the end, every word in its place and no table made of them."""
    pages = [
        PageWords(
            n, 595, 842, tuple(Word(text, Box(70, 40 + 8 * i, 100, 46 + 8 * i), 0.9, i) for i in range(95)), "ocr"
        )
        for n in range(1, 22)
    ]
    structure = build_structure(pages)
    assert len(structure.text.words) == 21 * 95
    assert structure.tables == ()

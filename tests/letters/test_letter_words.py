"""What letters say: the report's words and nothing else, asked and never accused, personal numbers covered."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pdfplumber
import pytest
from letter_office import TODAY, Desk
from written_contract import ACCOUNT, NIK

from api.letters import fields, issuing, reading, wording
from api.letters.fields import Content
from api.letters.kinds import KINDS
from extractor.checks import in_letter
from extractor.law import load_law
from extractor.report import Citation, Evidence, Finding
from models import Letter


def letter_of(desk: Desk, letter: Letter) -> tuple[bytes, Content]:
    with desk.context.sessions() as session:
        row = session.get_one(Letter, letter.id)
        data, _, said = issuing.draft_file(session, desk.context.storage, desk.basis(), row, law=desk.law)
        return data, said


def words_of(data: bytes) -> str:
    """All words of a Word file, with its headers, blanks drawn together."""
    document = docx.Document(io.BytesIO(data))
    parts = [document.element.body, *(s.first_page_header._element for s in document.sections)]
    return " ".join(" ".join(t.text or "" for t in part.iter("{*}t")) for part in parts)


def pdf_words(data: bytes) -> str:
    out = io.BytesIO()
    reading.pdf(reading.read(data), out, title="Surat", author="Dinas")
    with pdfplumber.open(out) as pdf:
        words = []
        for page in pdf.pages:
            words.append(page.extract_text())
            page.close()
    return " ".join(" ".join(words).split())


def test_pages_articles_and_figures_are_those_of_the_report(desk: Desk) -> None:
    """Every finding of the letter stands in the report JSON with its pages, articles and sentence; none is added."""
    data, said = letter_of(desk, desk.draft())
    told = " ".join(words_of(data).split())
    findings = {f.rule: f for f in desk.report.all_findings}
    assert {item.rule for item in said.items} == {
        "thr-allowance", "wage-minimum", "overtime-pay-and-cap", "resignation-penalty", "bpjs-enrolment-programmes",
    }  # fmt: skip
    for item in said.items:
        finding = findings[item.rule]
        pages = [e.page for e in finding.evidence] or list(finding.searched.pages if finding.searched else ())
        assert all(str(page) in item.pages for page in (pages[0], pages[-1]))
        assert " ".join(item.said.split()) in told
        assert item.place in told
        cited = [f"{c.instrument} {c.article}" for c in finding.citations if c.verified]
        assert item.firm is False or all(c in told for c in cited)
    assert "Rp2.950.000" in told
    assert "Pasal 4, halaman 2" in told
    assert "Pasal 5, halaman 2" in told
    assert "UU 13/2003 Pasal 90A" not in told


def test_the_pdf_says_what_the_word_file_says(desk: Desk) -> None:
    """Each paragraph and cell of the Word letter stands in the PDF that is made from it."""
    data, said = letter_of(desk, desk.draft())
    printed = pdf_words(data).replace(" ", "")
    for text in (
        "PEMERINTAH KABUPATEN WANASARI", "DINAS TENAGA KERJA", "Perihal", "Wanasari, 2 Maret 2026",
        "Dra. Melati Anggraini", "NIP 197005051995032001", "paling lambat 11 Maret 2026 (7 hari kerja",
    ):  # fmt: skip
        assert text.replace(" ", "") in printed, text
    assert all(item.title for item in said.items)


def test_a_dismissed_finding_cannot_be_picked(desk: Desk) -> None:
    """What a reviewer dismissed, and what is satisfied, is not offered for a letter."""
    rules = {item.rule for item in desk.basis().items}
    assert "k3-clause" not in rules
    assert all(f.verdict != "satisfied" for f in desk.report.all_findings if f.rule in rules)


@pytest.mark.parametrize("kind", KINDS)
def test_no_letter_pronounces_a_breach(desk: Desk, kind: str) -> None:
    """A regency office advises: the word for a breach stands only where the letter says that it pronounces none."""
    data, _ = letter_of(desk, desk.draft(kind=kind))
    told = " ".join(words_of(data).split()).lower()
    rest = told.replace("bukan hasil pemeriksaan maupun penetapan pelanggaran", "").replace(
        "tidak menetapkan pelanggaran", ""
    )
    assert rest != told
    assert "melanggar" not in rest
    assert "pelanggaran" not in rest
    assert "provinsi" in told


def test_contested_unverified_and_office_findings_are_asked_about() -> None:
    """Whatever no checked rule stands behind ends in a request, names no duty, and is kept in its own group."""
    law = load_law()
    for rule in law.rules:
        finding = Finding(
            rule=rule.id, verdict="violated", severity=rule.severity, title=rule.title,
            explanation=f"Uraian. {rule.why}", advice="", weight=rule.weight, citations=rule.periods[-1].citations,
        )  # fmt: skip
        said = wording.sentence(finding, law=law)
        assert said, rule.id
        if rule.weight in ("contested", "office_policy", "calculation", "circular"):
            assert not wording.is_firm(finding)
            assert said.endswith("bila memang diperlukan."), rule.id
            assert "Mohon diperbaiki" not in said
        doubtful = replace(
            finding, weight="statute", citations=(Citation("UU 1/2000", "Pasal 1", None, None, "", False),)
        )
        assert not wording.is_firm(doubtful)
        assert "UU 1/2000" not in wording.sentence(doubtful, law=law)


def test_every_rule_has_a_sentence_for_every_question() -> None:
    """No finding that a person may pick is without words, whatever its verdict."""
    law = load_law()
    for rule in law.rules:
        for verdict in ("violated", "absent", "unreadable", "unclear"):
            finding = Finding(rule.id, verdict, rule.severity, rule.title, rule.why, "", rule.weight)  # type: ignore[arg-type]
            assert in_letter(finding, law=law), (rule.id, verdict)
            assert wording.sentence(finding, law=law), (rule.id, verdict)


def test_a_rule_that_the_law_data_no_longer_has_is_still_told() -> None:
    """An old report may hold a rule that is gone: its own explanation becomes a request."""
    finding = Finding("sudah-tiada", "violated", "sedang", "Judul", "Uraian lama.", "")
    assert wording.sentence(finding, law=load_law()) == "Uraian lama. Mohon penjelasan tertulis."


def test_personal_numbers_are_covered_in_letters(desk: Desk) -> None:
    """NIK and account numbers are covered in quotes, notes and addressees; the office's own telephone is not."""
    letter = desk.draft(note=f"NIK {NIK}, rekening {ACCOUNT}", addressee=f"Bonar NIK {NIK}")
    told = words_of(letter_of(desk, letter)[0])
    assert NIK not in told
    assert ACCOUNT not in told
    assert "(0555) 210045" in told
    finding = Finding(
        "wage-minimum", "violated", "kritis", f"Judul {NIK}", f"Pekerja NIK {NIK} diupah kurang.", "",
        evidence=(Evidence(1, f"NIK {NIK} rekening {ACCOUNT}", ()),),
    )  # fmt: skip
    judged = replace(desk.basis().stored.findings[0], finding=finding)
    item = wording.item(judged, pages=(), law=desk.law)
    assert NIK not in f"{item.title}{item.said}{item.quote}"
    assert ACCOUNT not in item.quote


@pytest.mark.parametrize(
    ("kind", "addressee"),
    [
        ("clarify", "Pimpinan PT Garda Jaya Paripurna"),
        ("guide", "Pimpinan PT Garda Jaya Paripurna"),
        ("notify", "Pimpinan PT Samudra Kelola Medika"),
        ("forward", "Kepala Dinas Tenaga Kerja Provinsi Mahakam"),
    ],
)
def test_the_addressee_comes_from_the_contract_or_the_office(desk: Desk, kind: str, addressee: str) -> None:
    """Vendor, agency or supervisor, by the kind of the letter; only some kinds ask for an answer."""
    letter = desk.draft(kind=kind)
    assert letter.addressee == addressee
    assert (letter.answer_until is not None) is (kind in ("clarify", "guide"))
    assert letter.letter_date == TODAY


def test_findings_are_numbered_as_they_stand_in_the_letter() -> None:
    """What rests on a regulation is numbered from 1, what is asked about goes on from there, each in its own order."""
    firm, asked = fields.sample().items
    items = (asked, firm, asked, firm)
    made = fields.context(Content({}, items))
    numbered = {part: [row["no"] for row in made[part]] for part in ("temuan_peraturan", "temuan_penjelasan", "temuan")}
    assert numbered == {
        "temuan_peraturan": ["1", "2"], "temuan_penjelasan": ["3", "4"], "temuan": ["1", "2", "3", "4"],
    }  # fmt: skip

"""Figures against words: amounts of money, numbers of people and months printed both ways."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.checks.case import Case
from extractor.checks.text import rupiah
from extractor.facts.numbers import parse_number_words
from extractor.report import AmountPair, Calculation, CalculationInput, CountFact, Evidence, Finding

_ABOUT = {"value": "nilai kontrak", "wage": "upah", "amount": "jumlah uang"}
_BOTH_WAYS = re.compile(r"(?P<figures>\d{1,5})\s{0,3}[(\[]\s{0,2}(?P<words>[A-Za-z ]{3,60}?)\s{0,2}[)\]]")
_ADVICE = (
    "Minta para pihak menetapkan jumlah yang benar melalui addendum atau renvoi yang diparaf kedua pihak. "
    "Hubungi: {contact}"
)


def figures_and_words(case: Case, rule_id: str) -> Iterator[Finding]:
    """What is printed in figures and in words and differs: nobody can say which one was agreed."""
    for pair in case.contract.amount_pairs:
        if abs(pair.figures - pair.words) >= 1:
            yield _amount(case, rule_id, pair)
    for position in case.contract.positions:
        if position.headcount is not None:
            yield from _count(case, rule_id, position.headcount, about=f"jumlah {position.title.value}")
    if case.contract.duration_months is not None:
        yield from _count(case, rule_id, case.contract.duration_months, about="jangka waktu")


def _amount(case: Case, rule_id: str, pair: AmountPair) -> Finding:
    about = _ABOUT.get(pair.about, pair.about or "nilai")
    return _apart(
        case,
        rule_id,
        about=about,
        figures=rupiah(pair.figures),
        words=rupiah(pair.words),
        step=f"{rupiah(pair.figures)} - {rupiah(pair.words)} = {rupiah(pair.figures - pair.words)}",
        evidence=pair.evidence,
    )


def _count(case: Case, rule_id: str, fact: CountFact, *, about: str) -> Iterator[Finding]:
    """ "6 (delapan) orang": a count whose bracketed words name another number."""
    match = _BOTH_WAYS.search(fact.raw)
    words = parse_number_words(match["words"]) if match else None
    if match is None or words is None or words == int(match["figures"]):
        return
    yield _apart(
        case,
        rule_id,
        about=about,
        figures=match["figures"],
        words=f"{match['words'].strip()} ({words})",
        step=f"{match['figures']} ≠ {words}",
        evidence=fact.evidence,
    )


def _apart(
    case: Case, rule_id: str, *, about: str, figures: str, words: str, step: str, evidence: tuple[Evidence, ...]
) -> Finding:
    return case.finding(
        rule_id,
        "violated",
        f"Angka dan huruf untuk {about} berbeda: {figures} dan {words}.",
        why="Selama keduanya berbeda, tidak jelas jumlah mana yang berlaku.",
        advice=_ADVICE.format(contact=case.contact(case.rule(rule_id))),
        title="Kecocokan angka dan huruf",
        severity="tinggi",
        weight="calculation",
        evidence=evidence,
        calculation=Calculation(
            inputs=(
                CalculationInput("Angka", figures, "kontrak"),
                CalculationInput("Huruf", words, "kontrak"),
            ),
            steps=(step,),
            result="tidak sama",
            label="Angka terhadap huruf",
        ),
        violations=("digits_words_mismatch",),
        by_law=False,
    )

"""Reports and words with the personal numbers covered, for everybody who has no reason to see them."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from api.masking import cover_personal, covered, digits_of
from extractor.report import Party, Report, TextFact
from extractor.words.export import lines_of
from extractor.words.types import PageWords, Word

T = TypeVar("T")

_NEVER = frozenset({"sha256", "schema", "law_version", "pipeline_version", "rule", "instrument", "article", "source"})
"""Fields that hold identifiers of the house or of the law, in which a run of digits is no person's number."""


def covered_report(report: Report) -> Report:
    """The same report with NIK, NPWP of persons, telephone and account numbers covered wherever they stand."""
    return _walk(report, organisation_numbers(report))


def organisation_numbers(report: Report) -> frozenset[str]:
    """Digits of the NPWP of parties that are not persons: public, and needed to tell firms apart."""
    contracts = [part.contract for part in report.parts] or [report.contract]
    return frozenset(
        digits_of(number)
        for contract in contracts
        for party in contract.parties
        if party.npwp is not None and party.form not in ("perorangan", None)
        for number in (party.npwp.raw, party.npwp.value)
    )


def covered_words(page: PageWords, open_numbers: frozenset[str]) -> PageWords:
    """The page with the numbers covered in its words. A number that is spread over several words of a line is seen too;
    the second reading of a covered word is left out."""
    new: dict[int, Word] = {}
    for line in lines_of(page):
        text = cover_personal(" ".join(word.text for word in line), open_numbers=open_numbers)
        start = 0
        for word in line:
            shown = text[start : start + len(word.text)]
            start += len(word.text) + 1
            if shown != word.text:
                new[id(word)] = replace(word, text=shown, alternative=None)
    return replace(page, words=tuple(new.get(id(word), word) for word in page.words))


def _walk(value: T, open_numbers: frozenset[str]) -> T:
    made: Any = value
    if isinstance(value, str):
        made = cover_personal(value, open_numbers=open_numbers)
    elif isinstance(value, tuple):
        made = tuple(_walk(item, open_numbers) for item in value)
    elif is_dataclass(value) and not isinstance(value, type):
        changed = {
            field.name: _walk(getattr(value, field.name), open_numbers)
            for field in fields(value)
            if field.init and field.name not in _NEVER
        }
        if isinstance(value, Party):
            changed["nik"] = _wholly(value.nik)
            if value.form in ("perorangan", None):
                changed["npwp"] = _wholly(value.npwp)
        made = replace(value, **changed)
    result: T = made
    return result


def _wholly(fact: TextFact | None) -> TextFact | None:
    """A fact that is nothing but a person's number, however it is printed."""
    if fact is None:
        return None
    evidence = tuple(replace(e, quote=_only(e.quote)) for e in fact.evidence)
    return replace(
        fact,
        value=covered(fact.value),
        raw=covered(fact.raw),
        evidence=evidence,
        alternatives=tuple(covered(a) for a in fact.alternatives),
    )


def _only(quote: str) -> str:
    return cover_personal(quote) if any(c.isspace() for c in quote) else covered(quote)

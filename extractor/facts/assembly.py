"""From findings to the facts of the report: values, quotes, boxes and confidences."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from rapidfuzz import fuzz

from extractor.facts.amendments import FoundChange
from extractor.facts.clauses.engine import ClauseFinding
from extractor.facts.components import Findings
from extractor.facts.dates import find_dates
from extractor.facts.identifiers import Identifier
from extractor.facts.insurance import CoverFinding
from extractor.facts.measures import find_people
from extractor.facts.money import Amount, find_amounts
from extractor.facts.names import NameSpan
from extractor.facts.parties import FoundParty
from extractor.facts.period import DatedFact
from extractor.facts.positions import PositionDraft
from extractor.facts.price_tables import price_tables
from extractor.facts.reading import Reading
from extractor.facts.value import FoundValue
from extractor.report import (
    Allowance,
    Amends,
    AmountPair,
    Change,
    Clause,
    Contract,
    CountFact,
    DateFact,
    Evidence,
    InsuranceCover,
    MoneyFact,
    Party,
    Position,
    TextFact,
)

_ALIKE = 75  # of 100: the words as read are those printed, a slip or two apart
_NUMBER = 12  # figures of a value that is a tax or resident number
MOST_PLACES = 4
"""So many places of one fact are kept: a date or a total may stand on the cover, in the body and in a table."""


def assemble(reading: Reading, findings: Findings) -> Contract:
    """The contract of the report. "other" keeps only kind, reason and language."""
    make = _Maker(reading)
    verdict = findings.kind
    insurance = tuple(make.cover(c) for c in findings.insurance)
    clauses = tuple(make.clause(c) for c in findings.clauses)
    if not findings.is_contract:
        return Contract(
            kind="other", kind_confidence=verdict.confidence, reason=verdict.reason, language=findings.language,
            insurance=insurance, clauses=clauses,
        )  # fmt: skip
    period = findings.period
    return Contract(
        kind=verdict.kind,
        kind_confidence=verdict.confidence,
        reason=verdict.reason,
        language=findings.language,
        title=make.text(findings.title.start, findings.title.end, strength=0.9) if findings.title.end else None,
        number=make.identifier(findings.number.number, findings.number.others) if findings.number else None,
        signed_on=make.date(findings.signed),
        signed_at=make.text(*findings.signed_at, strength=0.8) if findings.signed_at else None,
        starts_on=make.date(period.starts),
        ends_on=make.date(period.ends),
        duration_months=make.months(period.months),
        value=make.total(findings.value) if findings.value else None,
        work_place=make.text(findings.place.start, findings.place.end, strength=findings.place.strength)
        if findings.place
        else None,
        parties=tuple(make.party(p) for p in findings.parties),
        positions=tuple(q for p in findings.positions if (q := make.position(p))),
        insurance=insurance,
        clauses=clauses,
        amount_pairs=tuple(_once(make.pair(a, findings) for a in findings.pairs)),
        price_tables=tuple(price_tables(reading, findings.grids)),
        signatures=_signatures(reading, findings),
        amends=make.amends(findings),
    )


def _once(pairs: Iterable[AmountPair]) -> list[AmountPair]:
    kept: dict[tuple[Decimal, Decimal], AmountPair] = {}
    for pair in pairs:
        kept.setdefault((pair.figures, pair.words), pair)
    return list(kept.values())


class _Maker:
    """Turns spans of one reading into facts."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def _evidence(self, start: int, end: int) -> tuple[Evidence, ...]:
        return self._reading.evidence(start, end)

    def _places(self, *spans: tuple[int, int]) -> tuple[Evidence, ...]:
        """The evidence of all spans, the first one first, each place once, at most ``MOST_PLACES``."""
        seen: dict[Evidence, None] = {}
        for start, end in dict.fromkeys(spans):
            seen.update(dict.fromkeys(self._evidence(start, end)))
        return tuple(seen)[:MOST_PLACES]

    def _confidence(self, start: int, end: int, strength: float) -> float:
        """Strength of the rule, lowered by the least certain word it rests on."""
        return round(strength * (0.4 + 0.6 * self._reading.confidence(start, end)), 3)

    def text(self, start: int, end: int, *, strength: float, value: str | None = None) -> TextFact | None:
        printed = self._reading.printed(start, end)
        evidence = self._evidence(start, end)
        shown = (value or printed).strip()
        if not evidence or not shown:
            return None
        return TextFact(shown, printed, self._confidence(start, end, strength), evidence)

    def name(self, span: NameSpan | None, *, strength: float = 0.85) -> TextFact | None:
        if span is None:
            return None
        printed = self._reading.printed(span.start, span.end)
        # A value that was cut out of a longer printed text keeps its own words.
        # Word for word the same words are shown as printed: a street called Selar is no slip for solar. Long numbers
        # keep the figures that were read for letters.
        number = sum(c.isdigit() for c in span.text) >= _NUMBER
        alike = fuzz.ratio(printed.lower(), span.text.lower()) > _ALIKE
        same = alike and not number and len(printed.split()) == len(span.text.split())
        same = same or re.sub(r"\W", "", printed.lower()) == re.sub(r"\W", "", span.text.lower())
        return self.text(
            span.start,
            span.end,
            strength=strength if span.strength is None else span.strength,
            value=re.sub(r"\s+", " ", printed if same else span.text).strip(" ,;:"),
        )

    def identifier(self, found: Identifier, others: tuple[Identifier, ...] = ()) -> TextFact | None:
        fact = self.text(found.start, found.end, strength=0.9 if found.labelled else 0.7, value=found.value)
        if fact is None:
            return None
        alternatives = tuple(self._reading.printed(o.start, o.end) for o in others)
        elsewhere = self._places(*((o.start, o.end) for o in others))
        return replace(fact, alternatives=alternatives, alternative_evidence=elsewhere)

    def date(self, found: DatedFact | None) -> DateFact | None:
        if found is None:
            return None
        dates = [d for d in find_dates(self._reading.text) if d.whole]
        again = ((d.start, d.end) for d in dates if d.value == found.value)
        evidence = self._places((found.start, found.end), *found.also, *again)
        if not evidence:
            return None
        return DateFact(
            found.value, self._reading.printed(found.start, found.end),
            self._confidence(found.start, found.end, found.strength), evidence,
            tuple(d.isoformat() for d in found.others),
            self._places(*((d.start, d.end) for d in dates if d.value in found.others)),
        )  # fmt: skip

    def months(self, found: tuple[int, int, int] | None) -> CountFact | None:
        if found is None:
            return None
        count, start, end = found
        start, end = min(start, end), max(start, end)
        evidence = self._evidence(start, end)
        if not evidence:
            return None
        return CountFact(count, self._reading.printed(start, end), self._confidence(start, end, 0.85), evidence)

    def money(self, amount: Amount | None, strength: float, others: tuple[Decimal, ...] = ()) -> MoneyFact | None:
        if amount is None:
            return None
        evidence = self._evidence(amount.start, amount.end)
        if not evidence:
            return None
        alternatives = [f"{d:f}" for d in others]
        if amount.words is not None and amount.words != amount.value:
            alternatives.insert(0, f"{amount.words:f}")
        return MoneyFact(
            amount.value, self._reading.printed(amount.start, amount.end),
            self._confidence(amount.start, amount.end, strength), evidence, tuple(alternatives),
        )  # fmt: skip

    def total(self, found: FoundValue) -> MoneyFact | None:
        """The contract total, with every place where the same amount is printed (cover, body, sum of a table)."""
        fact = self.money(found.amount, found.strength, found.others)
        if fact is None:
            return None
        amounts = list(find_amounts(self._reading.text, bare=True))
        again = ((a.start, a.end) for a in amounts if a.value == found.amount.value)
        others = ((a.start, a.end) for a in amounts if a.value in found.others)
        return replace(
            fact,
            evidence=self._places((found.amount.start, found.amount.end), *again),
            alternative_evidence=self._places(*others),
        )

    def pair(self, amount: Amount, findings: Findings) -> AmountPair:
        about = (
            "value"
            if findings.value and findings.value.amount.start == amount.start
            else "wage"
            if any(p.wage and p.wage.start == amount.start for p in findings.positions)
            else "amount"
        )
        figures = amount.value if amount.figures is None else amount.figures
        words = amount.value if amount.words is None else amount.words
        return AmountPair(about, figures, words, self._evidence(amount.start, amount.end))

    def party(self, found: FoundParty) -> Party:
        return Party(
            role=found.role,
            function=found.function,
            form=found.form,
            name=self.name(found.name),
            representative=self.name(found.representative),
            representative_position=self.name(found.representative_position, strength=0.8),
            address=self.name(found.address, strength=0.8),
            npwp=self.name(found.npwp, strength=0.95),
            nik=self.name(found.nik, strength=0.95),
        )

    def position(self, draft: PositionDraft) -> Position | None:
        title = self.name(draft.title, strength=draft.strength)
        if title is None:
            return None
        count = draft.count
        headcount = None
        if count is not None and (evidence := self._evidence(count.start, count.end)):
            others = [*draft.other_counts, *([count.words] if count.words is not None else [])]
            headcount = CountFact(
                count.count, self._reading.printed(count.start, count.end),
                self._confidence(count.start, count.end, 0.85), evidence, tuple(str(n) for n in dict.fromkeys(others)),
                self._people(others),
            )  # fmt: skip
        elif draft.single:
            headcount = CountFact(1, title.raw, title.confidence, title.evidence)
        allowances = []
        for paid in draft.allowances:
            amount = self.money(paid.amount, 0.75)
            if amount is not None:
                allowances.append(Allowance(paid.name or "tunjangan", amount, paid.period or "month", paid.fixed))
        return Position(
            title=title,
            headcount=headcount,
            wage=self.money(draft.wage, draft.wage_strength),
            wage_period=draft.period if draft.wage else None,
            allowances=tuple(allowances),
        )

    def _people(self, counts: list[int]) -> tuple[Evidence, ...]:
        """Where these numbers of people stand."""
        if not counts:
            return ()
        return self._places(*((p.start, p.end) for p in find_people(self._reading.text) if p.count in counts))

    def cover(self, found: CoverFinding) -> InsuranceCover:
        if found.status == "absent":
            return InsuranceCover(found.programme, "absent")
        return InsuranceCover(
            programme=found.programme,
            status=found.status,
            payer=found.payer,
            employer_pct=found.employer_pct,
            worker_pct=found.worker_pct,
            evidence=self._merged(found.spans),
            confidence=self._confidence(*found.spans[0], found.strength),
        )

    def clause(self, found: ClauseFinding) -> Clause:
        if found.status == "absent":
            return Clause(found.kind, "absent")
        return Clause(
            kind=found.kind,
            status=found.status,
            evidence=self._merged(found.spans),
            details=found.details,
            confidence=self._confidence(*found.spans[0], found.strength),
        )

    def _merged(self, spans: Iterable[tuple[int, int]]) -> tuple[Evidence, ...]:
        return tuple(dict.fromkeys(e for start, end in spans for e in self._evidence(start, end)))

    def amends(self, findings: Findings) -> Amends | None:
        parent = findings.parent
        number = self.identifier(parent.number) if parent is not None and parent.number is not None else None
        signed = parent.signed if parent is not None else None
        changes = tuple(self._change(found) for found in findings.changes)
        if number is None and signed is None and not changes:
            return None
        return Amends(
            number=number,
            signed_on=self.date(DatedFact(signed.value, signed.start, signed.end, 0.85)) if signed else None,
            changes=changes,
        )

    def _change(self, found: FoundChange) -> Change:
        """Old and new value as printed. They stand in the structure's text: this reading leaves the old one out."""
        return Change(
            found.about, found.label, self._sourced(found.old, found.old_span), self._sourced(found.new, found.new_span)
        )

    def _sourced(self, value: str, span: tuple[int, int]) -> TextFact:
        source = self._reading.structure.text
        raw = re.sub(r"\s+", " ", source.text[slice(*span)]).strip()
        confidence = round(0.8 * (0.4 + 0.6 * source.confidence(*span)), 3)
        return TextFact(value, raw, confidence, source.evidence(*span))


def _signatures(reading: Reading, findings: Findings) -> int | None:
    """How many of the parties sign at the end; None when the text has no signature block."""
    section = next((s for s in reading.structure.root.walk() if s.kind == "signatures"), None)
    if section is None:
        return None
    start, end = reading.span(section.start, section.end)
    block = _bare(reading.low[start:end])
    signed = 0
    for party in findings.parties:
        names = [n for n in (party.representative, party.name) if n]
        signed += any(len(_bare(n.text)) > 4 and _bare(n.text)[:18] in block for n in names)
    return signed


def _bare(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())

"""How right the facts of a contract are, field by field, against hand-written true facts.

Used by ``lindung model evaluate``, the regression test and the benchmark. The true facts are JSON files in the form of
``tests/corpus/README.md``; texts are compared without regard to case, punctuation and small slips of the reading.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, Literal

from rapidfuzz import fuzz

from extractor.report import Contract, CountFact, DateFact, MoneyFact, Party, Position, TextFact
from extractor.vocabulary import STATUTORY_PROGRAMMES

Verdict = Literal["right", "wrong", "missed", "invented"]
"""``wrong``: another value than the true one; ``invented``: a value where the document has none."""
Fact = TextFact | DateFact | MoneyFact | CountFact | None
ALIKE: Final = 85.0
ADDRESS_ALIKE: Final = 75.0
_KINDS: Final = {"pks_alih_daya": "alih_daya"}
_DENIED: Final = ("excluded", "prohibited")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One comparison; ``confidence`` (0 to 1) is what the report says of its own value, None when it gave none."""

    field: str
    verdict: Verdict
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one field over any number of documents. A wrong value counts as invented and as missed."""

    right: int
    invented: int
    missed: int

    @property
    def f1(self) -> float:
        """2 right / (2 right + invented + missed); 1 when there was nothing to find and nothing was found."""
        whole = 2 * self.right + self.invented + self.missed
        return 2 * self.right / whole if whole else 1.0


def load_truth(path: Path) -> dict[str, Any]:
    """The true facts of one document. ValueError when the file is not such a list of facts."""
    truth = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(truth, dict) or "doc_type" not in truth or "parties" not in truth:
        raise ValueError(f"{path.name} holds no true facts")
    return truth


def totals(outcomes: Iterable[Outcome]) -> dict[str, Score]:
    """Scores by field, in the order in which fields first appear."""
    counts: dict[str, list[int]] = {}
    for outcome in outcomes:
        row = counts.setdefault(outcome.field, [0, 0, 0])
        row[0] += outcome.verdict == "right"
        row[1] += outcome.verdict in ("wrong", "invented")
        row[2] += outcome.verdict in ("wrong", "missed")
    return {field: Score(*row) for field, row in counts.items()}


def overall(scores: Iterable[Score]) -> Score:
    """All fields together."""
    known = list(scores)
    return Score(sum(s.right for s in known), sum(s.invented for s in known), sum(s.missed for s in known))


def compare(truth: dict[str, Any], contract: Contract) -> tuple[Outcome, ...]:
    """Every fact of ``contract`` against the truth. What the truth calls ambiguous is not compared."""
    return tuple(_outcomes(truth, contract))


def _outcomes(truth: dict[str, Any], contract: Contract) -> Iterator[Outcome]:
    kind = _KINDS.get(truth["doc_type"], truth["doc_type"])
    yield Outcome("kind", "right" if contract.kind == kind else "wrong", contract.kind_confidence)
    numbers = [truth["number"], *truth.get("numbers_alt", [])] if truth["number"] else []
    yield from _scalar("number", numbers, contract.number)
    for field, key, fact in (
        ("signed_on", "signing_date", contract.signed_on),
        ("starts_on", "start_date", contract.starts_on),
        ("ends_on", "end_date", contract.ends_on),
    ):
        yield from _scalar(field, [truth[key]] if truth[key] else [], fact)
    if truth["value_idr"] is not None:
        yield from _scalar("value", [truth["value_idr"]], contract.value)
    yield from _parties(truth["parties"], contract.parties)
    yield from _positions(truth["positions"], contract.positions)
    soft = set(truth.get("ambiguous_ok_either_way", []))
    yield from _insurance(truth, contract, soft=soft)
    yield from _clauses(truth, contract, soft=soft)


def _scalar(field: str, true: Sequence[Any], fact: Fact, *, alike: float = 100.0) -> Iterator[Outcome]:
    """``true`` holds the values that are right; none of them means that the document has no such fact."""
    if fact is None:
        if true:
            yield Outcome(field, "missed")
    elif not true:
        yield Outcome(field, "invented", fact.confidence)
    else:
        right = any(_same(one, fact.value, alike=alike) for one in true)
        yield Outcome(field, "right" if right else "wrong", fact.confidence)


def _same(true: Any, found: Any, *, alike: float) -> bool:
    if isinstance(found, Decimal | int):
        return abs(Decimal(str(true)) - Decimal(found)) < 1
    one, other = _plain(true), _plain(found)
    return bool(one) and (one.replace(" ", "") == other.replace(" ", "") or fuzz.ratio(one, other) >= alike)


def _plain(text: Any) -> str:
    return re.sub(r"[^0-9a-z]+", " ", str(text).casefold()).strip()


def _parties(true: Sequence[dict[str, Any]], found: Sequence[Party]) -> Iterator[Outcome]:
    pairs, extra = _paired([p["name"] for p in true], [p.name.value if p.name else "" for p in found])
    for index, place in pairs:
        want, got = true[index], found[place] if place is not None else None
        for field, key, alike in (
            ("name", "name", ALIKE), ("representative", "representative", ALIKE),
            ("address", "address", ADDRESS_ALIKE), ("npwp", "npwp", 100.0), ("nik", "nik", 100.0),
        ):  # fmt: skip
            values = [want[key]] if want[key] else []
            yield from _scalar(f"party {field}", values, getattr(got, field) if got else None, alike=alike)
        yield from _word("party function", want["function"], got.function if got else None)
        yield from _word("party form", want["kind"], got.form if got else None)
    for place in extra:
        name = found[place].name
        yield Outcome("party name", "invented", name.confidence if name else None)


def _positions(true: Sequence[dict[str, Any]], found: Sequence[Position]) -> Iterator[Outcome]:
    pairs, extra = _paired([p["title"] for p in true], [p.title.value for p in found])
    for index, place in pairs:
        want, got = true[index], found[place] if place is not None else None
        yield Outcome("position title", "right", got.title.confidence) if got else Outcome("position title", "missed")
        counts = [want["headcount"]] if want["headcount"] is not None else []
        yield from _scalar("position headcount", counts, got.headcount if got else None)
        wages = [want["wage_idr"]] if want["wage_idr"] is not None else []
        yield from _scalar("position wage", wages, got.wage if got else None)
    for place in extra:
        yield Outcome("position title", "invented", found[place].title.confidence)


def _word(field: str, true: str | None, found: str | None) -> Iterator[Outcome]:
    if true is None and found is None:
        return
    yield Outcome(
        field, "right" if true == found else "missed" if found is None else "invented" if true is None else "wrong"
    )


def _paired(true: Sequence[str], found: Sequence[str]) -> tuple[list[tuple[int, int | None]], list[int]]:
    """Each true name with the place of the most similar one found, and the places left over."""
    left = list(range(len(found)))
    pairs: list[tuple[int, int | None]] = []
    for index, name in enumerate(true):
        scored = [(_likeness(name, found[place]), -place) for place in left]
        best = max(scored, default=(0.0, 0))
        place = -best[1] if best[0] > 55.0 else None
        if place is not None:
            left.remove(place)
        pairs.append((index, place))
    return pairs, left


def _likeness(one: str, other: str) -> float:
    a, b = _plain(one), _plain(other)
    if not a or not b:
        return 0.0
    return max(fuzz.ratio(a, b), 80.0 if a in b or b in a else 0.0)


def _insurance(truth: dict[str, Any], contract: Contract, *, soft: set[str]) -> Iterator[Outcome]:
    found = {c.programme: c for c in contract.insurance if c.status == "granted"}
    true = {i["programme"]: i for i in truth["insurance"] if i["present"]}
    for programme in sorted({*true, *found} - soft):
        field = "insurance programme" if programme in STATUTORY_PROGRAMMES else "other insurance"
        got = found.get(programme)
        confidence = got.confidence if got else None
        yield Outcome(field, "missed" if got is None else "right" if programme in true else "invented", confidence)
        if field == "insurance programme" and programme in true:
            payer = true[programme]["payer"]
            if payer not in (None, "unspecified"):
                yield from _word("insurance payer", payer, got.payer if got else None)


def _clauses(truth: dict[str, Any], contract: Contract, *, soft: set[str]) -> Iterator[Outcome]:
    known = set(truth["clauses"]) - soft
    for field, statuses, key in (
        ("clause", ("granted",), "present"), ("clause negated", _DENIED, "excluded_or_negated"),
    ):  # fmt: skip
        true = {k for k in known if truth["clauses"][k][key]}
        found = {c.kind: c.confidence for c in contract.clauses if c.status in statuses and c.kind in known}
        for clause in sorted({*true, *found}):
            verdict: Verdict = "missed" if clause not in found else "right" if clause in true else "invented"
            yield Outcome(field, verdict, found.get(clause))

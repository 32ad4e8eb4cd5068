"""Whether a new model may take the place of the one in use: it must not be worse on the regression set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from extractor.facts.learning.corrections import CorrectedDocument
from extractor.facts.learning.measure import Outcome, Score, compare, overall
from extractor.report import Contract, Party, Position

TOLERANCE = 0.005
"""A field may lose this much F1 (one fact among two hundred) when everything together does not fall."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """``worse`` names the fields that fell too far, "all facts" when the whole fell; empty: the model may be used."""

    before: float
    after: float
    worse: tuple[str, ...]

    @property
    def may_be_used(self) -> bool:
        return not self.worse


def judge_models(before: Mapping[str, Score], after: Mapping[str, Score]) -> Judgement:
    """The scores of the model in use against those of the new one, on the same documents."""
    old, new = overall(before.values()).f1, overall(after.values()).f1
    worse = [field for field, score in before.items() if _f1(after, field) < score.f1 - TOLERANCE]
    if new < old:
        worse.append("all facts")
    return Judgement(old, new, tuple(worse))


def _f1(scores: Mapping[str, Score], field: str) -> float:
    return scores[field].f1 if field in scores else 0.0


def outcomes_of(document: CorrectedDocument, contract: Contract) -> tuple[Outcome, ...]:
    """What a model read of a corrected document against what the reviewers left.

    Of a document that was not closed only the corrected facts count.
    """
    found = compare(truth_of(document.contract), contract)
    if document.checked:
        return found
    fields = {_FIELDS.get(_shape(path)) for path in document.paths}
    return tuple(outcome for outcome in found if outcome.field in fields)


_FIELDS = {
    "kind": "kind", "number": "number", "signed_on": "signed_on", "starts_on": "starts_on", "ends_on": "ends_on",
    "value": "value", "parties.name": "party name", "parties.representative": "party representative",
    "parties.address": "party address", "parties.npwp": "party npwp", "parties.nik": "party nik",
    "positions.title": "position title", "positions.headcount": "position headcount", "positions.wage": "position wage",
    "insurance": "insurance programme", "clauses": "clause",
}  # fmt: skip


def _shape(path: str) -> str:
    parts = [part for part in path.split(".") if not part.isdigit()]
    return parts[0] if parts[0] in ("insurance", "clauses") else ".".join(parts[:2])


def truth_of(contract: Contract) -> dict[str, object]:
    """A corrected contract in the form of the true facts of ``tests/corpus``."""
    return {
        "doc_type": contract.kind,
        "number": contract.number.value if contract.number else None,
        "signing_date": contract.signed_on.value.isoformat() if contract.signed_on else None,
        "start_date": contract.starts_on.value.isoformat() if contract.starts_on else None,
        "end_date": contract.ends_on.value.isoformat() if contract.ends_on else None,
        "value_idr": str(contract.value.value) if contract.value else None,
        "parties": [_party(party) for party in contract.parties],
        "positions": [_position(position) for position in contract.positions],
        "insurance": [
            {"programme": c.programme, "present": c.status == "granted", "payer": c.payer} for c in contract.insurance
        ],
        "clauses": {
            c.kind: {
                "present": c.status == "granted",
                "excluded_or_negated": c.status in ("excluded", "prohibited"),
            }
            for c in contract.clauses
        },
    }


def _party(party: Party) -> dict[str, str | None]:
    facts = {key: getattr(party, key) for key in ("name", "representative", "address", "npwp", "nik")}
    values = {key: None if fact is None else str(fact.value) for key, fact in facts.items()}
    return {**values, "name": values["name"] or "", "function": party.function, "kind": party.form}


def _position(position: Position) -> dict[str, object]:
    return {
        "title": position.title.value,
        "headcount": position.headcount.value if position.headcount else None,
        "wage_idr": str(position.wage.value) if position.wage else None,
    }

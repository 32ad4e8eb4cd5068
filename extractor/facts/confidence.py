"""From what a rule claims to how often such facts are right: the calibrated confidence of every fact.

A rule's own figure (its strength, lowered by the least certain word) orders facts but measures nothing. The curves in
``model/calibration.json`` were fitted on documents at the moment the rules first met them and on damaged copies; see
``docs/model-card.md`` for their figures. Curves never fall, so the order of facts of one kind stays.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

from extractor.model_folder import model_folder
from extractor.report import (
    Allowance,
    Amends,
    Clause,
    Contract,
    CountFact,
    DateFact,
    MoneyFact,
    Party,
    Position,
    TextFact,
)

Group = Literal[
    "kind", "number", "date", "value", "party name", "person", "address", "identity", "position title", "headcount",
    "wage", "insurance", "clause", "denial", "other",
]  # fmt: skip
"""Facts that are right about equally often at the same figure; "other" are those no true facts were written down for."""

FIELD_GROUPS: dict[str, Group] = {
    "kind": "kind", "number": "number", "signed_on": "date", "starts_on": "date", "ends_on": "date", "value": "value",
    "party name": "party name", "party representative": "person", "party address": "address", "party npwp": "identity",
    "party nik": "identity", "position title": "position title", "position headcount": "headcount",
    "position wage": "wage", "insurance programme": "insurance", "other insurance": "insurance", "clause": "clause",
    "clause negated": "denial",
}  # fmt: skip
"""The fields of ``learning.measure`` by group."""

FILE = "calibration.json"
DOUBTFUL = 0.85
"""Below this a fact is shown as "periksa": on unseen documents one fact in six, and of those one in seven is wrong."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """A curve a group: points (claimed, right), both 0 to 1, rising in both; between them it runs straight."""

    curves: Mapping[str, tuple[tuple[float, float], ...]]

    def of(self, group: Group, claimed: float) -> float:
        """How often facts of this group with this figure are right, three decimals; ``claimed`` without a curve."""
        curve = self.curves.get(group) or self.curves.get("other")
        if not curve:
            return claimed
        at = bisect_right(curve, (claimed, 2.0))
        if at == 0:
            return curve[0][1]
        if at == len(curve):
            return curve[-1][1]
        (x0, y0), (x1, y1) = curve[at - 1], curve[at]
        return round(y0 + (y1 - y0) * (claimed - x0) / (x1 - x0), 3)


@lru_cache(maxsize=4)
def load_calibration(folder: Path | None = None) -> Calibration:
    """The curves of the model in ``folder`` (the model in use by default); none at all when it has no such file."""
    path = (folder or model_folder()) / FILE
    if not path.exists():
        return Calibration({})
    stored = json.loads(path.read_text(encoding="utf-8"))["curves"]
    return Calibration({name: tuple((x, y) for x, y in points) for name, points in stored.items()})


def calibrated(contract: Contract, calibration: Calibration) -> Contract:
    """The contract with every confidence as measured. Of a document that is no contract only the kind is."""
    c = _Curves(calibration)
    return replace(
        contract,
        kind_confidence=c.at("kind", contract.kind_confidence),
        title=c.text("other", contract.title),
        number=c.text("number", contract.number),
        signed_on=c.date(contract.signed_on),
        signed_at=c.text("other", contract.signed_at),
        starts_on=c.date(contract.starts_on),
        ends_on=c.date(contract.ends_on),
        duration_months=c.count("date", contract.duration_months),
        value=c.money("value", contract.value),
        work_place=c.text("other", contract.work_place),
        parties=tuple(c.party(party) for party in contract.parties),
        positions=tuple(c.position(position) for position in contract.positions),
        insurance=tuple(
            replace(i, confidence=c.at("insurance", i.confidence)) if i.evidence else i for i in contract.insurance
        ),
        clauses=tuple(c.clause(clause) for clause in contract.clauses),
        amends=c.amends(contract.amends),
    )


@dataclass(frozen=True, slots=True)
class _Curves:
    calibration: Calibration

    def at(self, group: Group, claimed: float) -> float:
        return self.calibration.of(group, claimed)

    def text(self, group: Group, fact: TextFact | None) -> TextFact | None:
        return None if fact is None else replace(fact, confidence=self.at(group, fact.confidence))

    def date(self, fact: DateFact | None) -> DateFact | None:
        return None if fact is None else replace(fact, confidence=self.at("date", fact.confidence))

    def money(self, group: Group, fact: MoneyFact | None) -> MoneyFact | None:
        return None if fact is None else replace(fact, confidence=self.at(group, fact.confidence))

    def count(self, group: Group, fact: CountFact | None) -> CountFact | None:
        return None if fact is None else replace(fact, confidence=self.at(group, fact.confidence))

    def party(self, party: Party) -> Party:
        return replace(
            party,
            name=self.text("party name", party.name),
            representative=self.text("person", party.representative),
            representative_position=self.text("person", party.representative_position),
            address=self.text("address", party.address),
            npwp=self.text("identity", party.npwp),
            nik=self.text("identity", party.nik),
        )

    def position(self, position: Position) -> Position:
        return replace(
            position,
            title=replace(position.title, confidence=self.at("position title", position.title.confidence)),
            headcount=self.count("headcount", position.headcount),
            wage=self.money("wage", position.wage),
            allowances=tuple(self.allowance(a) for a in position.allowances),
        )

    def allowance(self, allowance: Allowance) -> Allowance:
        amount = replace(allowance.amount, confidence=self.at("wage", allowance.amount.confidence))
        return replace(allowance, amount=amount)

    def clause(self, clause: Clause) -> Clause:
        if not clause.evidence:
            return clause
        group: Group = "denial" if clause.status in ("excluded", "prohibited") else "clause"
        return replace(clause, confidence=self.at(group, clause.confidence))

    def amends(self, amends: Amends | None) -> Amends | None:
        if amends is None:
            return None
        return replace(amends, number=self.text("number", amends.number), signed_on=self.date(amends.signed_on))

"""Findings and what reviewers decided on them, as the API shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from api.services.reports import JudgedFinding
from extractor.vocabulary import Severity, Verdict
from models import Decision
from models.decision import Action


class DecisionOut(BaseModel):
    """The reason is for the office's own people and is not shown here."""

    action: Literal["confirm", "dismiss"]
    at: datetime

    @classmethod
    def of(cls, row: Decision) -> Self:
        return cls(action="confirm" if row.action == "confirm" else "dismiss", at=row.at)


class FindingOut(BaseModel):
    """One finding of the current report; ``position`` is its place in the report's findings, contract by contract.
    ``etag`` goes into ``If-Match`` of a decision on it."""

    id: int
    position: int
    rule: str
    verdict: Verdict
    severity: Severity
    title: str
    decision: DecisionOut | None
    etag: str

    @classmethod
    def of(cls, judged: JudgedFinding) -> Self:
        row, decision = judged.row, judged.decision
        return cls(
            id=row.id,
            position=row.position,
            rule=row.rule,
            verdict=row.verdict,
            severity=row.severity,
            title=row.title,
            decision=None if decision is None else DecisionOut.of(decision),
            etag=etag(decision),
        )


class FindingList(BaseModel):
    """In the order of the report. ``next`` goes into ``after`` of the following request; null at the end."""

    findings: list[FindingOut]
    next: int | None


class NewDecision(BaseModel):
    """Dismissing needs a reason; reopening takes the decision before back."""

    model_config = ConfigDict(extra="forbid")

    action: Action
    reason: str = Field("", pattern=r"^[^\x00]{0,2000}$")


def etag(decision: Decision | None) -> str:
    return f'"decision-{0 if decision is None else decision.id}"'

"""What judging a document again changed, as the API shows it."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, Field

from api.services.rejudging import FindingChange
from extractor.report import Finding
from extractor.vocabulary import Verdict


class Judgement(BaseModel):
    verdict: Verdict
    explanation: str

    @classmethod
    def of(cls, finding: Finding | None) -> Self | None:
        return None if finding is None else cls(verdict=finding.verdict, explanation=finding.explanation)


class ChangedFinding(BaseModel):
    """A finding whose verdict or explanation changed; ``before`` or ``after`` is null when it was not there."""

    rule: str
    title: str
    before: Judgement | None
    after: Judgement | None

    @classmethod
    def of(cls, change: FindingChange) -> Self:
        return cls(
            rule=change.rule, title=change.title, before=Judgement.of(change.before), after=Judgement.of(change.after)
        )


class Rejudged(BaseModel):
    stored: bool = Field(description="false: the result is the same, no report was added")
    law_before: str
    law_after: str
    changed: list[ChangedFinding]

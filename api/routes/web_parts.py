"""A file with several contracts on the report screen: one contract at a time, and links to the others."""

from __future__ import annotations

from dataclasses import dataclass

from api.routes.web_format import cover_personal, moment, page_list
from api.routes.web_views import DecisionView, Judged, ReportView
from api.services.reports import StoredReport
from extractor.report import Contract, Report
from extractor.vocabulary import CONTRACT_KIND_NAMES
from models import Decision

REFS_A_PART = 1000
"""So many findings (and facts) of one contract can be told apart by their ``ref``; no contract comes near."""


@dataclass(frozen=True, slots=True)
class PartLink:
    """One contract of the file: ``number`` from 1, its pages in words, its kind and number, and why it stands alone."""

    number: int
    first_page: int
    pages: str
    label: str
    reason: str


def part_links(report: Report) -> tuple[PartLink, ...]:
    """The contracts of the file; none when it holds only one."""
    return tuple(
        PartLink(
            number=number,
            first_page=part.pages[0],
            pages=f"halaman {page_list(part.pages)}",
            label=_label(part.contract),
            reason=cover_personal(part.reason),
        )
        for number, part in enumerate(report.parts, start=1)
    )


def _label(contract: Contract) -> str:
    kind = CONTRACT_KIND_NAMES[contract.kind]
    return kind if contract.number is None else f"{kind} {contract.number.value}"


def chosen_part(stored: StoredReport, *, number: int | None, selected: str, finding_id: int | None) -> int:
    """Which contract to show (from 1): that of the finding, else of the selected ref, else of page ``number``."""
    report = stored.report
    if not report.parts:
        return 1
    if finding_id is not None:
        at = next((i for i, f in enumerate(stored.findings) if f.row.id == finding_id), 0)
        for part_number, part in enumerate(report.parts, start=1):
            if at < len(part.findings):
                return part_number
            at -= len(part.findings)
    if selected:
        return min(1 + max(0, int(selected[1:]) - 1) // REFS_A_PART, len(report.parts))
    return next((i for i, part in enumerate(report.parts, start=1) if number in part.pages), 1)


def part_view(stored: StoredReport, number: int) -> ReportView:
    """The report on contract ``number`` with the decisions on its findings."""
    before = sum(len(part.findings) for part in stored.report.parts[: number - 1])
    report = stored.report.of_part(number)
    own = stored.findings[before : before + len(report.findings)]
    judged = [
        Judged(key=str(f.row.id), decision=_decision(f.decision), seen=f.decision.id if f.decision else 0) for f in own
    ]
    return ReportView(report, judged, first_ref=(number - 1) * REFS_A_PART)


def _decision(decision: Decision | None) -> DecisionView | None:
    if decision is None or decision.action == "reopen":
        return None
    user = decision.user
    return DecisionView(
        action=decision.action, who=user.display_name or user.name, at=moment(decision.at), reason=decision.reason
    )

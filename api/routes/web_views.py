"""What the report templates show: a ``Report`` and the reviewers' decisions, turned into words and places.

Nothing here asks the database or the clock. Personal numbers are covered here, once, so that no template can forget.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from api.routes import web_labels as labels
from api.routes.web_context import whole_pasal
from api.routes.web_format import cover_personal, digits_of, listing, long_date, page_list
from api.routes.web_labels import Tone
from extractor.geometry import Box
from extractor.report import Calculation, Citation, Evidence, Finding, PageResult, Report, Searched
from extractor.vocabulary import PageGrade, Severity, Verdict

OPEN_VERDICTS: frozenset[Verdict] = frozenset({"violated", "absent", "unclear", "unreadable"})
"""Verdicts that wait for a person; the others are shown folded."""
ALL_THUMBNAILS, AROUND = 60, 8
"""A document up to that long shows all its thumbnails; a longer one those so near to the page that is shown."""
LISTED_PAGES = 200
BESIDE, ABOVE = 3.0, 1.2
"""Points by which a box is widened sideways and upwards/downwards: its line must not cut through the letters, and
boxes of neighbouring lines must not run into each other."""


@dataclass(frozen=True, slots=True)
class DecisionView:
    """What the last reviewer decided. ``at`` is already in words."""

    action: Literal["confirm", "dismiss"]
    who: str
    at: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """How a finding is addressed and where it stands: ``key`` for its address, ``decision`` None while it is open,
    ``seen`` the id of the last decision row (0: none), sent back so that two reviewers cannot overwrite each other."""

    key: str
    decision: DecisionView | None = None
    seen: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """One piece of evidence. ``ref`` names the finding or fact it belongs to, on the page and in the list."""

    ref: str
    page: int
    quote: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What is drawn over one page for one finding or fact. Numbers are points on the upright page."""

    ref: str
    family: Literal["temuan", "fakta", "cari"]
    tone: Tone
    label: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class CitationView:
    instrument: str
    article: str
    force: str
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class SearchedView:
    """``grades`` says how readable the searched pages were, in words."""

    terms: tuple[str, ...]
    pages: str
    grades: str
    weak_pages: str


@dataclass(frozen=True, slots=True)
class FindingView:
    ref: str
    key: str
    seen: int
    rule: str
    verdict: Verdict
    verdict_label: str
    calculated: bool
    severity: Severity
    severity_label: str
    tone: Tone
    title: str
    explanation: str
    advice: str
    weight: str
    weight_help: str
    citations: tuple[CitationView, ...]
    places: tuple[Place, ...]
    searched: SearchedView | None
    calculation: Calculation | None
    notes: tuple[str, ...]
    decision: DecisionView | None
    context: str = ""

    @property
    def needs_person(self) -> bool:
        return self.verdict in OPEN_VERDICTS

    @property
    def pages(self) -> tuple[int, ...]:
        return tuple(sorted({place.page for place in self.places}))


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings of one verdict, the gravest first. ``folded`` groups need no person.

    ``key`` is the verdict, or "calculation" for figures that do not agree: no article is broken by them, so they
    never stand among the breaches.
    """

    key: str
    verdict: Verdict
    label: str
    help: str
    findings: tuple[FindingView, ...]
    folded: bool

    @property
    def open_count(self) -> int:
        return sum(f.decision is None for f in self.findings)


@dataclass(frozen=True, slots=True)
class Chip:
    """A missing protection or a violation in the summary; ``ref`` is the finding that says so (None: none does)."""

    label: str
    tone: Tone
    ref: str | None
    dismissed: bool


@dataclass(frozen=True, slots=True)
class SheetView:
    """One page: its picture's size in points, how it was read, what is marked on it, its text."""

    number: int
    width: float
    height: float
    grade: PageGrade
    grade_label: str
    grade_tone: Tone
    grade_reason: str
    source: str
    rotation: int
    next_rotation: int | None
    confidence: float
    notes: tuple[str, ...]
    marks: tuple[Mark, ...]
    text: str


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page in the row of thumbnails. ``flags`` counts the open findings on it."""

    number: int
    grade_label: str
    grade_tone: Tone
    flags: int
    rotation: int


class ReportView:
    """Everything the report screen shows of one document."""

    def __init__(self, report: Report, judged: Sequence[Judged], *, first_ref: int = 0) -> None:
        """``first_ref`` is added to the numbers of findings and facts, so that those of several contracts in one file
        never share a ``ref``."""
        if len(judged) != len(report.findings):
            raise ValueError(f"{len(report.findings)} findings but {len(judged)} of them are addressed")
        self.report = report
        self.first_ref = first_ref
        self.contract = report.contract
        self._open_numbers = _numbers_of_organisations(report)
        self._pages = {page.number: page for page in report.document.pages}
        self.findings = tuple(
            self._finding(index, finding, state)
            for index, (finding, state) in enumerate(zip(report.findings, judged, strict=True), start=first_ref + 1)
        )
        self.groups = _grouped(self.findings)
        self.partial = report.document.status == "partial"
        self.failed = report.document.status == "failed"
        self.unchecked = all(finding.verdict == "not_applicable" for finding in report.findings)
        """No rule could be applied: neither "nothing is missing" nor "nothing is violated" may be said."""
        self.unread_pages = page_list(p.number for p in report.document.pages if p.grade == "unreadable")
        self.poor_pages = page_list(p.number for p in report.document.pages if p.grade == "poor")
        self.page_count = len(report.document.pages)
        self.missing = self._chips(report.missing, labels.protection_name, lambda f: f.protections)
        mismatches = {c for f in report.findings if f.weight == "calculation" for c in f.violations}
        breaches = [c for c in report.violations if c not in mismatches]
        self.violations = self._chips(breaches, labels.violation_name, lambda f: f.violations)
        self.mismatches = self._chips(
            [c for c in report.violations if c in mismatches], labels.violation_name, lambda f: f.violations
        )

    @property
    def open_count(self) -> int:
        """Findings that wait for a decision."""
        return sum(f.needs_person and f.decision is None for f in self.findings)

    @property
    def to_decide(self) -> int:
        """Findings that a person has to look at, decided or not."""
        return sum(f.needs_person for f in self.findings)

    def finding(self, key: str) -> FindingView | None:
        return next((f for f in self.findings if f.key == key), None)

    def cover(self, text: str) -> str:
        """Text with personal numbers covered; those of organisations stay."""
        return cover_personal(text, open_numbers=self._open_numbers)

    def place(self, evidence: Evidence, ref: str) -> Place:
        return Place(ref=ref, page=evidence.page, quote=self.cover(evidence.quote))

    def page_links(self, current: int) -> tuple[PageLink, ...]:
        """The row of thumbnails; of a long document the first and last page, those around ``current``, and those with
        open findings."""
        flags: dict[int, int] = {}
        for finding in self.findings:
            if finding.needs_person and finding.decision is None:
                for number in finding.pages:
                    flags[number] = flags.get(number, 0) + 1
        last = self.page_count
        return tuple(
            PageLink(
                number=page.number,
                grade_label=labels.GRADES[page.grade],
                grade_tone=labels.GRADE_TONES[page.grade],
                flags=flags.get(page.number, 0),
                rotation=page.rotation,
            )
            for page in self.report.document.pages
            if last <= ALL_THUMBNAILS
            or page.number in (1, last)
            or page.number in flags
            or abs(page.number - current) <= AROUND
        )

    def listed_pages(self) -> tuple[PageResult, ...]:
        """Pages for the table of readability; of a long document only those that are not well readable."""
        pages = self.report.document.pages
        return pages if len(pages) <= LISTED_PAGES else tuple(p for p in pages if p.grade != "good")

    def sheet(
        self,
        number: int,
        *,
        fact_marks: Iterable[tuple[str, str, Sequence[Evidence]]] = (),
        found: Sequence[Box] = (),
    ) -> SheetView | None:
        """Page ``number`` with its marks; None when the document has no such page.

        ``fact_marks``  (ref, label, evidence) of every fact, from ``web_facts``; ``found`` the boxes of words that
        were searched for.
        """
        page = self._pages.get(number)
        if page is None:
            return None
        marks = [
            mark
            for view, finding in zip(self.findings, self.report.findings, strict=True)
            if (
                mark := _mark(
                    page, finding.evidence, ref=view.ref, family="temuan", tone=_mark_tone(view), label=_spoken(view)
                )
            )
        ]
        marks += [
            mark
            for ref, label, evidence in fact_marks
            if (mark := _mark(page, evidence, ref=ref, family="fakta", tone="netral", label=f"Fakta: {label}"))
        ]
        if found:
            marks.append(Mark(ref="", family="cari", tone="netral", label="Kata yang dicari", boxes=tuple(found)))
        return SheetView(
            number=page.number,
            width=page.width,
            height=page.height,
            grade=page.grade,
            grade_label=labels.GRADES[page.grade],
            grade_tone=labels.GRADE_TONES[page.grade],
            grade_reason=page.grade_reason,
            source=labels.SOURCES[page.source],
            rotation=page.rotation,
            next_rotation=following.rotation if (following := self._pages.get(number + 1)) is not None else None,
            confidence=page.confidence,
            notes=page.notes,
            marks=tuple(marks),
            text=self.cover(page.text),
        )

    def _finding(self, index: int, finding: Finding, state: Judged) -> FindingView:
        ref = f"t{index}"
        return FindingView(
            ref=ref,
            key=state.key,
            seen=state.seen,
            rule=finding.rule,
            verdict=finding.verdict,
            verdict_label=labels.verdict_label(finding),
            calculated=finding.weight == "calculation",
            severity=finding.severity,
            severity_label=labels.SEVERITIES[finding.severity],
            tone=labels.finding_tone(finding.verdict, finding.severity),
            title=self.cover(finding.title),
            explanation=self.cover(finding.explanation),
            advice=self.cover(finding.advice),
            weight=labels.WEIGHTS[finding.weight],
            weight_help=labels.WEIGHT_HELP[finding.weight],
            citations=tuple(_citation(c) for c in finding.citations),
            places=tuple(self.place(e, ref) for e in finding.evidence),
            searched=_searched(finding.searched) if finding.searched else None,
            calculation=finding.calculation,
            notes=tuple(self.cover(note) for note in finding.notes),
            decision=state.decision,
            context=self._context(finding),
        )

    def _context(self, finding: Finding) -> str:
        """The whole Pasal of the first quotation, for findings that a person has to look at."""
        if finding.verdict not in OPEN_VERDICTS or not finding.evidence:
            return ""
        return self.cover(whole_pasal(self.report.document.pages, finding.evidence[0]))

    def _chips(
        self, codes: Sequence[str], name: Callable[[str], str], listed: Callable[[Finding], Sequence[str]]
    ) -> tuple[Chip, ...]:
        chips = []
        for code in codes:
            about = [
                view
                for view, finding in zip(self.findings, self.report.findings, strict=True)
                if code in listed(finding)
            ]
            first = about[0] if about else None
            chips.append(
                Chip(
                    label=name(code),
                    tone=first.tone if first else "netral",
                    ref=first.ref if first else None,
                    dismissed=bool(about) and all(f.decision and f.decision.action == "dismiss" for f in about),
                )
            )
        return tuple(chips)


def _grouped(findings: Sequence[FindingView]) -> tuple[FindingGroup, ...]:
    grouped: dict[str, list[FindingView]] = {}
    for finding in findings:
        apart = finding.calculated and finding.needs_person
        grouped.setdefault("calculation" if apart else finding.verdict, []).append(finding)
    return tuple(
        FindingGroup(
            key=key,
            verdict=verdict,
            label=label,
            help=said,
            findings=tuple(sorted(grouped[key], key=lambda f: labels.SEVERITY_ORDER.index(f.severity))),
            folded=verdict not in OPEN_VERDICTS,
        )
        for key, verdict, label, said in labels.GROUPS
        if key in grouped
    )


def _mark_tone(finding: FindingView) -> Tone:
    """A dismissed finding is no longer marked in its colour."""
    return "netral" if finding.decision and finding.decision.action == "dismiss" else finding.tone


def _spoken(finding: FindingView) -> str:
    return f"{finding.verdict_label}, {finding.severity_label.lower()}: {finding.title}"


def _mark(
    page: PageResult,
    evidence: Sequence[Evidence],
    *,
    ref: str,
    family: Literal["temuan", "fakta"],
    tone: Tone,
    label: str,
) -> Mark | None:
    boxes = tuple(
        Box(box.x0 - BESIDE, box.y0 - ABOVE, box.x1 + BESIDE, box.y1 + ABOVE).clipped(
            width=page.width, height=page.height
        )
        for one in evidence
        if one.page == page.number
        for box in one.boxes
    )
    return Mark(ref=ref, family=family, tone=tone, label=label, boxes=boxes) if boxes else None


def _citation(citation: Citation) -> CitationView:
    return CitationView(
        instrument=citation.instrument,
        article=citation.article,
        force=in_force(citation.in_force_from, citation.in_force_until),
        source=citation.source,
        verified=citation.verified,
    )


def in_force(start: date | None, end: date | None) -> str:
    """``berlaku 2 Februari 2021 – sekarang``; what is not known is said, not guessed."""
    if start is None and end is None:
        return "masa berlaku belum dipastikan"
    since = f"berlaku sejak {long_date(start)}" if start else "berlaku sejak tanggal yang belum dipastikan"
    return f"{since} sampai {long_date(end)}" if end else f"{since} sampai sekarang"


def _searched(searched: Searched) -> SearchedView:
    counts: dict[PageGrade, int] = {}
    for grade in searched.grades:
        counts[grade] = counts.get(grade, 0) + 1
    weak = [
        number
        for number, grade in zip(searched.pages, searched.grades, strict=False)
        if grade in ("poor", "unreadable")
    ]
    return SearchedView(
        terms=searched.terms,
        pages=page_list(searched.pages),
        grades=listing([f"{counts[grade]} {labels.GRADES[grade]}" for grade in labels.GRADES if grade in counts]),
        weak_pages=page_list(weak),
    )


def _numbers_of_organisations(report: Report) -> frozenset[str]:
    """Digits of the NPWP of parties that are not persons: public, and needed to tell firms apart."""
    persons = ("perorangan", None)
    return frozenset(
        digits_of(number)
        for party in report.contract.parties
        if party.npwp is not None and party.form not in persons
        for number in (party.npwp.raw, party.npwp.value)
    )

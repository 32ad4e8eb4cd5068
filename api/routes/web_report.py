"""The report screen: the page with its marks, the findings with their decisions, the facts."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from api.auth import CurrentUser, require_csrf
from api.context import Context, InContext
from api.database import Database
from api.errors import Invalid, NotFound, NotOpen, StaleDecision
from api.routes import web_states as states
from api.routes.web_correct_labels import label_of
from api.routes.web_effective import effective_view
from api.routes.web_facts import FactSheet, summarise
from api.routes.web_format import moment
from api.routes.web_letter_screens import followed
from api.routes.web_parts import chosen_part, part_links, part_view
from api.routes.web_rejudge import changed_findings
from api.routes.web_render import Reader, from_htmx, render
from api.routes.web_review import panel
from api.routes.web_views import FindingView, SheetView
from api.services import (
    corrections,
    documents,
    effective,
    law,
    lineage,
    page_words,
    rejudging,
    reports,
    reviews,
    search,
    versions,
)
from api.storage import StorageAway
from extractor.errors import LindungError
from models import Document, UserSession

router = APIRouter(prefix="/dokumen/{document_id}")

Selected = Annotated[str, Query(alias="sorot", max_length=12, pattern=r"^([tf]\d{1,6})?$")]


@dataclass(frozen=True, slots=True)
class FixView:
    """Who corrected a fact. ``id`` takes the correction back."""

    id: int
    label: str
    who: str
    at: str


class Screen:
    """The report of one document, ready for the templates."""

    def __init__(
        self,
        database: Session,
        context: Context,
        session: UserSession,
        document: Document,
        *,
        number: int | None = None,
        selected: str = "",
        finding_id: int | None = None,
    ) -> None:
        """Of a file with several contracts, the one that holds the finding ``finding_id``, else what is ``selected``,
        else page ``number``; the first when nothing says which."""
        self.document = document
        self._context = context
        self._session = session
        stored = reports.current(database, document)
        self.chosen = chosen_part(stored, number=number, selected=selected, finding_id=finding_id)
        self.view = part_view(stored, self.chosen)
        self._letters = followed(database, document, stored)
        self.parts = part_links(stored.report)
        self.facts = FactSheet(self.view, part=self.chosen)
        contract, part = self.view.contract, self.chosen
        self._parents = lineage.parents(database, document, contract, part=part, user=session.user)
        self._addenda = lineage.addenda(database, document, contract, part=part, user=session.user)
        holds = effective.around if contract.kind == "addendum" else effective.of
        found = holds(database, document, contract, part=part, user=session.user) if self._related else None
        self._effective = None if found is None else effective_view(found, document)
        self._review = panel(database, document, session.user)
        self._corrections = corrections.standing(database, document)
        self._database = database
        self._law_now = law.version_now(context.settings)
        self._has_earlier = rejudging.has_earlier(database, stored.row)

    @property
    def _related(self) -> bool:
        return bool(self._parents or self._addenda)

    def first_page(self, selected: str) -> int:
        """The page to begin with: of what is selected, else of the gravest open finding that has a place."""
        for ref, _, evidence in self.facts.marks:
            if ref == selected:
                return evidence[0].page
        ordered = [f for group in self.view.groups for f in group.findings]
        for finding in ordered:
            if finding.ref == selected and finding.pages:
                return finding.places[0].page
        first = self.parts[self.chosen - 1].first_page if self.parts else 1
        return next((f.places[0].page for f in ordered if f.needs_person and f.pages), first)

    def sheet(self, number: int, *, looked_for: str = "") -> SheetView:
        """Page ``number`` with its marks, and the words of a search on it."""
        query = search.understood(looked_for)
        words = page_words.of(self._database, self.document, number) if query.parts else None
        sheet = self.view.sheet(
            number, fact_marks=self.facts.marks, found=() if words is None else search.boxes(words, query)
        )
        if sheet is None:
            raise NotFound(
                f"Dokumen ini tidak punya halaman {number}.", remedy="Pilih halaman dari deretan di bawah gambar."
            )
        return sheet

    def has_image(self, number: int) -> bool:
        document = self.document
        storage = self._context.storage
        try:
            return storage.has(storage.page_image(document.sha256, document.pipeline_version, number))
        except StorageAway:
            # The findings are read from the database: they are shown without the picture rather than not at all.
            return False

    def page(
        self,
        *,
        number: int | None = None,
        selected: str = "",
        status: int = 200,
        known: bool = False,
        failing: FindingView | None = None,
        error: LindungError | None = None,
        typed: str = "",
        looked_for: str = "",
        changed: bool = False,
    ) -> Response:
        """The whole screen. ``failing`` is the finding whose decision was refused with ``error``; ``changed`` tells
        what the last correction changed in the findings."""
        sheet = self.sheet(self.first_page(selected) if number is None else number, looked_for=looked_for)
        return render(
            "report.html",
            status=status,
            session=self._session,
            document=self.document,
            view=self.view,
            parts=self.parts,
            chosen=self.chosen,
            parents=self._parents,
            addenda=self._addenda,
            effective=self._effective,
            summary=summarise(self.view),
            facts=self.facts,
            sheet=sheet,
            has_image=self.has_image(sheet.number),
            page_links=self.view.page_links(sheet.number),
            selected=selected,
            known=known,
            law_now=self._law_now,
            outdated=bool(self._law_now) and self._law_now != self.view.report.law_version,
            has_earlier=self._has_earlier,
            review=self._review,
            letters=self._letters,
            action_names=states.ACTIONS,
            step_error=None,
            step_typed="",
            fixes=self._fixes(),
            may_correct=self.may_correct,
            marked_pages=self.marked_pages,
            differences=changed_findings(self._database, self.document) if changed else None,
            looked_for=looked_for,
            newer=None if self.document.latest else versions.newer_than(self._database, self.document),
            swapped=False,
            failing=failing.ref if failing else "",
            refusal=error,
            refused_text=typed,
        )

    @property
    def may_correct(self) -> bool:
        return self._review.may_correct

    @property
    def marked_pages(self) -> frozenset[int | None]:
        return frozenset(row.page for row in self._corrections if row.kind == "page")

    def _fixes(self) -> dict[str, FixView]:
        """The standing corrections of facts by their address."""
        return {
            row.path: FixView(
                id=row.id, label=label_of(row.path), who=row.user.display_name or row.user.name, at=moment(row.at)
            )
            for row in self._corrections
            if row.kind == "fact"
        }

    def part(
        self, finding: FindingView, *, status: int = 200, error: LindungError | None = None, typed: str = ""
    ) -> Response:
        """One finding after a decision, with the counts beside it that the decision changes."""
        return render(
            "parts/decided.html",
            status=status,
            session=self._session,
            document=self.document,
            view=self.view,
            finding=finding,
            page_links=self.view.page_links(finding.pages[0] if finding.pages else 1),
            selected=finding.ref,
            review=self._review,
            letters=self._letters,
            action_names=states.ACTIONS,
            step_error=None,
            step_typed="",
            swapped=True,
            failing=finding.ref,
            refusal=error,
            refused_text=typed,
        )


@router.get("")
def report_page(
    database: Database,
    context: InContext,
    session: Reader,
    document_id: uuid.UUID,
    number: Annotated[int | None, Query(alias="halaman", ge=1)] = None,
    selected: Selected = "",
    known: Annotated[bool, Query(alias="sudah")] = False,
    looked_for: Annotated[str, Query(alias="cari", max_length=200)] = "",
    changed: Annotated[bool, Query(alias="berubah")] = False,
) -> Response:
    """The report; while there is none yet, the progress of the reading."""
    document = documents.seen_by(database, session.user, document_id)
    if document.kind is None:
        return RedirectResponse(f"/dokumen/{document.id}/proses", status_code=303)
    screen = Screen(database, context, session, document, number=number, selected=selected)
    return screen.page(number=number, selected=selected, known=known, looked_for=looked_for, changed=changed)


@router.get("/lembar/{number}")
def sheet_part(
    request: Request,
    database: Database,
    context: InContext,
    session: Reader,
    document_id: uuid.UUID,
    number: int,
    selected: Selected = "",
) -> Response:
    """One page with its marks, and its text beside it."""
    document = documents.seen_by(database, session.user, document_id)
    if not from_htmx(request):
        return RedirectResponse(f"/dokumen/{document.id}?halaman={number}&sorot={selected}", status_code=303)
    screen = Screen(database, context, session, document, number=number, selected="")
    sheet = screen.sheet(number)
    return render(
        "parts/sheet.html",
        session=session,
        document=document,
        view=screen.view,
        sheet=sheet,
        has_image=screen.has_image(number),
        page_links=screen.view.page_links(number),
        selected=selected,
        may_correct=screen.may_correct,
        marked_pages=screen.marked_pages,
        swapped=True,
    )


@router.post("/temuan/{finding_id}", dependencies=[Depends(require_csrf)])
def decide(
    request: Request,
    database: Database,
    context: InContext,
    session: Reader,
    user: CurrentUser,
    document_id: uuid.UUID,
    finding_id: int,
    action: Annotated[Literal["confirm", "dismiss", "reopen"], Form()],
    reason: Annotated[str, Form(max_length=20_000)] = "",
    seen: Annotated[int, Form(ge=0)] = 0,
) -> Response:
    """Confirm, dismiss or reopen one finding. A refusal is shown at the finding and the typed reason stays."""
    document = documents.seen_by(database, user, document_id)
    error: LindungError | None = None
    try:
        reviews.decide(
            database, org=user.org, finding_id=finding_id, action=action, user=user, reason=reason, seen=seen
        )
    except (Invalid, NotOpen, StaleDecision) as refused:
        error = refused
    screen = Screen(database, context, session, document, finding_id=finding_id)
    finding = screen.view.finding(str(finding_id))
    if finding is None:
        raise NotFound()
    status = error.status if error else 200
    typed = reason if error else ""
    if from_htmx(request):
        return screen.part(finding, status=status, error=error, typed=typed)
    if error is None:
        return RedirectResponse(f"/dokumen/{document.id}?sorot={finding.ref}#{finding.ref}", status_code=303)
    return screen.page(selected=finding.ref, status=status, failing=finding, error=error, typed=typed)

"""The screens of letters: the form, and the letter with its preview and its steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import Response
from sqlalchemy.orm import Session, joinedload

from api.clock import today_here
from api.context import Context
from api.errors import NotFound
from api.letters import drafts, following, issuing, kinds, numbers, reading
from api.letters import office as offices
from api.letters.drafts import Basis, LetterForm
from api.letters.errors import LetterRefused, LetterTaken
from api.permissions import may
from api.routes.web_format import long_date, moment
from api.routes.web_render import render
from api.services import law
from api.services.reports import StoredReport
from extractor.errors import LindungError
from models import Document, Letter, User, UserSession


def form_screen(
    database: Session,
    session: UserSession,
    found: Basis,
    form: LetterForm,
    *,
    letter: Letter | None = None,
    reminds: Letter | None = None,
    refused: LetterRefused | LetterTaken | None = None,
) -> Response:
    if letter is not None:
        action = f"/daftar/surat/{letter.id}/ubah"
    elif reminds is not None:
        action = f"/daftar/surat/baru?ingatkan={reminds.id}"
    else:
        action = f"/daftar/surat/baru?dokumen={found.document.id}"
    reminder = reminds is not None or (letter is not None and letter.kind == "remind")
    errors: dict[str, LindungError] = refused.errors if isinstance(refused, LetterRefused) else {}
    return render(
        "letter_form.html",
        status=200 if refused is None else refused.status,
        session=session,
        here="register",
        document=found.document,
        items=found.items,
        standing=following.of_document(database, found.document.id),
        form=form,
        letter=letter,
        reminder=reminder,
        action=action,
        version=0 if letter is None else letter.version,
        errors=errors,
        refused=refused,
        **names(),
    )


def letter_screen(
    database: Session,
    context: Context,
    session: UserSession,
    letter: Letter,
    *,
    issuing_error: LindungError | None = None,
    typed_number: str | None = None,
    withdraw_error: LindungError | None = None,
    typed_reason: str = "",
    step_error: LetterRefused | None = None,
    typed_step: dict[str, str] | None = None,
    chosen: frozenset[str] | None = None,
    scan_error: LindungError | None = None,
) -> Response:
    user, today = session.user, today_here()
    shown = database.get_one(
        Letter,
        letter.id,
        options=(joinedload(Letter.creator), joinedload(Letter.issuer), joinedload(Letter.withdrawer)),
        populate_existing=True,
    )
    office = offices.of(database, org=letter.org)
    sheet, preview_error = None, None
    try:
        sheet = reading.read(word_file_of(database, context, user, shown))
    except LindungError as problem:
        # The page must open all the same: from here the draft is mended, or thrown away.
        preview_error = problem.errors.get("findings", problem) if isinstance(problem, LetterRefused) else problem
    proposed = ""
    if shown.state == "draft":
        proposed = numbers.proposed(database, org=shown.org, pattern=office.number_pattern, day=shown.letter_date)
    standing = {} if shown.document_id is None else following.of_document(database, shown.document_id)
    error = issuing_error or withdraw_error or step_error or scan_error
    return render(
        "letter.html",
        status=200 if error is None else error.status,
        session=session,
        here="register",
        letter=shown,
        findings=drafts.findings_of(database, shown),
        standing=standing,
        history=following.history(database, shown),
        reminded=None if shown.reminds_id is None else database.get(Letter, shown.reminds_id),
        sheet=sheet,
        preview_error=preview_error,
        number=proposed if typed_number is None else typed_number,
        issuing_error=issuing_error,
        withdraw_error=withdraw_error,
        typed_reason=typed_reason,
        step_error=step_error,
        step_errors={} if step_error is None else step_error.errors,
        typed_step=typed_step or {"state": "answered", "on": today.isoformat(), "note": "", "answer_number": ""},
        chosen=frozenset(waiting(database, shown)) if chosen is None else chosen,
        scan_error=scan_error,
        is_admin=may(user, "users"),
        today=today,
        day=long_date,
        moment=moment,
        **names(),
    )


def names() -> dict[str, Any]:
    return {
        "letter_kinds": kinds.KIND_NAMES,
        "chosen_kinds": kinds.CHOSEN,
        "letter_states": kinds.STATE_NAMES,
        "steps": kinds.STEPS,
        "step_names": kinds.STEP_NAMES,
    }


def word_file_of(database: Session, context: Context, user: User, letter: Letter) -> bytes:
    """The Word file: of an issued letter the frozen one, of a draft as it would be issued now."""
    if letter.state != "draft":
        return issuing.kept_file(context.storage, letter.docx_sha256)
    found = basis_of(database, context, user, letter)
    return issuing.draft_file(database, context.storage, found, letter, law=law.usable(context.settings)[0])[0]


def basis_of(database: Session, context: Context, user: User, letter: Letter) -> Basis:
    document = drafts.document_of(database, user, letter)
    if document is None:
        raise NotFound("Dokumen surat ini sudah dihapus.", remedy="Buang konsep suratnya.")
    return drafts.basis(database, document, law=law.usable(context.settings)[0])


def waiting(database: Session, letter: Letter) -> tuple[str, ...]:
    """The findings of the letter that still wait for an answer."""
    if letter.document_id is None:
        return ()
    standing = following.of_document(database, letter.document_id)
    picked = drafts.findings_of(database, letter)
    return tuple(f.fingerprint for f in picked if f.fingerprint in standing and standing[f.fingerprint].state == "sent")


@dataclass(frozen=True, slots=True)
class FollowedView:
    """Where a finding stands after its letter, in words. ``tone`` of the page's colours; ``path`` the letter's page."""

    said: str
    tone: str
    number: str
    path: str


def followed(session: Session, document: Document, stored: StoredReport) -> dict[str, FollowedView]:
    """The findings of the report that a letter was sent about, by the key of their forms."""
    standing = following.of_document(session, document.id)
    today = today_here()
    made: dict[str, FollowedView] = {}
    for judged in stored.findings:
        now = standing.get(judged.row.fingerprint)
        if now is not None:
            late = now.overdue(today)
            words = f"{kinds.STEP_NAMES[now.state]} {long_date(now.on)}"
            made[str(judged.row.id)] = FollowedView(
                said=f"{words}; belum dijawab sampai batasnya" if late else words,
                tone="kritis" if late else "baik" if now.state == "closed" else "netral",
                number=now.letter_number,
                path=f"/daftar/surat/{now.letter_id}",
            )
    return made

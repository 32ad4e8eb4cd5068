"""The queue: all documents by state, filtered, counted, searched; giving them to people; filters that are kept."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, get_args
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Depends, Form, Query, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from api.auth import CurrentUser, require_csrf
from api.database import Database
from api.errors import Invalid, NotFound
from api.permissions import may, require
from api.routes import web_labels as labels
from api.routes import web_states as states
from api.routes.web_render import Reader, render
from api.services import documents, queue, search, workflow
from api.services.queue import Filter
from extractor.errors import LindungError
from extractor.vocabulary import CONTRACT_KIND_NAMES, ContractKind, PageGrade
from models import User, UserSession
from models.document import Door, ReviewState

router = APIRouter(prefix="/antrean")

_SHOWN_STATES: tuple[ReviewState, ...] = (
    "to_review", "in_review", "sent_back", "checked", "approved", "read", "unread",
)  # fmt: skip
_CHOICES = {
    "keadaan": get_args(ReviewState),
    "milik": ("mine", "nobody"),
    "jenis": get_args(ContractKind),
    "hasil": ("violated", "absent", "unclear", "unreadable"),
    "bobot": ("4", "3", "2", "1"),
    "halaman": get_args(PageGrade),
    "pintu": get_args(Door),
}


@dataclass
class FilterForm:
    """What stands in the filter form: the words as typed, what they mean, and what cannot be understood of them."""

    typed: dict[str, str]
    wanted: Filter = field(default_factory=Filter)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def query(self) -> str:
        """The part of the address that says the same, without the empty fields."""
        return urlencode({name: value for name, value in self.typed.items() if value})

    def but(self, **changes: str) -> str:
        return urlencode({name: value for name, value in {**self.typed, **changes}.items() if value})

    @property
    def narrowed(self) -> bool:
        return any(value for name, value in self.typed.items() if name not in ("keadaan", "cari"))


def filter_form(
    keadaan: Annotated[str, Query(max_length=20)] = "",
    milik: Annotated[str, Query(max_length=20)] = "",
    instansi: Annotated[str, Query(max_length=64)] = "",
    penyedia: Annotated[str, Query(max_length=200)] = "",
    jenis: Annotated[str, Query(max_length=32)] = "",
    hasil: Annotated[str, Query(max_length=20)] = "",
    bobot: Annotated[str, Query(max_length=2)] = "",
    halaman: Annotated[str, Query(max_length=20)] = "",
    pindai: Annotated[str, Query(max_length=2)] = "",
    dari: Annotated[str, Query(max_length=10)] = "",
    sampai: Annotated[str, Query(max_length=10)] = "",
    pintu: Annotated[str, Query(max_length=16)] = "",
    cari: Annotated[str, Query(max_length=200)] = "",
) -> FilterForm:
    """The filter out of the address. What is no choice is left out and said at its field."""
    typed = {
        "keadaan": keadaan, "milik": milik, "instansi": instansi.strip(), "penyedia": penyedia.strip(), "jenis": jenis,
        "hasil": hasil, "bobot": bobot, "halaman": halaman, "pindai": pindai, "dari": dari, "sampai": sampai,
        "pintu": pintu, "cari": cari.strip(),
    }  # fmt: skip
    form = FilterForm(typed)
    chosen = {name: _chosen(form, name) for name in _CHOICES}
    form.wanted = Filter(
        state=chosen["keadaan"],  # type: ignore[arg-type]
        whose=chosen["milik"] or "",  # type: ignore[arg-type]
        agency=typed["instansi"],
        vendor=typed["penyedia"],
        kind=chosen["jenis"],  # type: ignore[arg-type]
        verdict=chosen["hasil"],  # type: ignore[arg-type]
        severity=int(chosen["bobot"] or 0),
        grade=chosen["halaman"],  # type: ignore[arg-type]
        rescan=bool(pindai),
        since=_day(form, "dari"),
        until=_day(form, "sampai"),
        door=chosen["pintu"],  # type: ignore[arg-type]
        text=typed["cari"],
    )
    return form


Filtered = Annotated[FilterForm, Depends(filter_form)]


@router.get("")
def queue_page(
    database: Database,
    session: Reader,
    form: Filtered,
    after: Annotated[str | None, Query(alias="setelah", max_length=200)] = None,
) -> Response:
    return _page(database, session, form, after=after)


@router.post("/saringan", dependencies=[Depends(require_csrf)])
def save_filter(
    database: Database,
    session: Reader,
    name: Annotated[str, Form(max_length=200)] = "",
    query: Annotated[str, Form(max_length=1000)] = "",
) -> Response:
    """Keep the present filter under a name of one's own."""
    form = filter_form(**{k: v for k, v in parse_qsl(query) if k in _FIELDS})
    try:
        queue.save(database, session.user, name=name, query=form.query)
    except Invalid as refused:
        return _page(database, session, form, error=refused, status=refused.status, name=name)
    return RedirectResponse(f"/antrean?{form.query}", status_code=303)


@router.post("/saringan/{filter_id}/hapus", dependencies=[Depends(require_csrf)])
def forget_filter(database: Database, user: CurrentUser, filter_id: int) -> Response:
    queue.forget(database, user, filter_id)
    return RedirectResponse("/antrean", status_code=303)


@router.post("/serahkan", dependencies=[Depends(require_csrf)])
def assign(
    database: Database,
    session: Reader,
    chosen: Annotated[list[str], Form(alias="dokumen", default_factory=list)],
    to: Annotated[str, Form(alias="kepada", max_length=64)] = "",
    query: Annotated[str, Form(max_length=1000)] = "",
) -> Response:
    """Give the ticked documents to a person. ``chosen`` holds ``<id>:<version>``; what somebody else has moved in the
    meantime stays as it is and is counted."""
    user = session.user
    require(user, "assign")
    form = filter_form(**{k: v for k, v in parse_qsl(query) if k in _FIELDS})
    error: LindungError | None = None
    given = 0
    try:
        person = _person(database, user, to)
        if not chosen:
            raise Invalid.at(
                "dokumen", "Belum ada dokumen yang dicentang.", remedy="Centang dokumennya, lalu serahkan."
            )
        for entry in chosen[: queue.ROWS]:
            identifier, _, version = entry.partition(":")
            try:
                document = documents.seen_by(database, user, uuid.UUID(identifier))
                workflow.move(database, document, "assign", user=user, version=int(version), assignee=person)
                given += 1
            except (LindungError, ValueError) as refused:
                error = refused if isinstance(refused, LindungError) else NotFound()
    except LindungError as refused:
        error = refused
    if error is None:
        return RedirectResponse(f"/antrean?{form.query}", status_code=303)
    database.flush()
    return _page(database, session, form, error=error, status=error.status, given=given)


def _page(
    database: Session,
    session: UserSession,
    form: FilterForm,
    *,
    after: str | None = None,
    error: LindungError | None = None,
    status: int = 200,
    name: str = "",
    given: int | None = None,
) -> Response:
    user = session.user
    try:
        found = queue.listing(database, user, form.wanted, after=after)
    except Invalid as refused:
        error, status, after = refused, refused.status, None
        found = queue.listing(database, user, form.wanted)
    counted = queue.counts(database, user, form.wanted)
    may_assign = may(user, "assign")
    return render(
        "queue.html",
        status=422 if form.errors and status == 200 else status,
        session=session,
        here="queue",
        form=form,
        found=found,
        after=after or "",
        total=sum(counted.values()),
        tabs=[(state, states.STATES[state], counted[state]) for state in _SHOWN_STATES],
        state_names=states.STATES,
        state_tones=states.TONES,
        saved=queue.saved(database, user),
        agencies=queue.agencies(database, user),
        people=_people(database, user) if may_assign else (),
        may_assign=may_assign,
        choices={
            "jenis": [(k, CONTRACT_KIND_NAMES[k]) for k in _CHOICES["jenis"]],
            "hasil": [(v, labels.VERDICTS[v]) for v in _CHOICES["hasil"]],
            "bobot": [("4", "kritis"), ("3", "tinggi ke atas"), ("2", "sedang ke atas"), ("1", "rendah ke atas")],
            "halaman": [(g, labels.GRADES[g]) for g in _CHOICES["halaman"]],
            "pintu": [(d, states.DOORS[d]) for d in _CHOICES["pintu"]],
            "milik": [("mine", "di tangan saya"), ("nobody", "belum di tangan siapa pun")],
        },
        most_pages=search.MOST_PAGES,
        error=error,
        given=given,
        name=name,
    )


def _people(database: Session, user: User) -> list[tuple[str, str]]:
    return [(str(person.id), person.display_name or person.name) for person in workflow.colleagues(database, user)]


def _person(database: Session, user: User, to: str) -> User:
    person = next((p for p in workflow.colleagues(database, user) if str(p.id) == to), None)
    if person is None:
        raise Invalid.at("kepada", "Belum ada peninjau yang dipilih.", remedy="Pilih peninjaunya, lalu serahkan lagi.")
    return person


def _chosen(form: FilterForm, name: str) -> str | None:
    value = form.typed[name]
    if not value:
        return None
    if value not in _CHOICES[name]:
        form.errors[name] = "Pilihan ini tidak ada; saringan ini tidak dipakai."
        form.typed[name] = ""
        return None
    return value


def _day(form: FilterForm, name: str) -> date | None:
    value = form.typed[name]
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        form.errors[name] = "Bukan tanggal; saringan ini tidak dipakai. Tulis seperti 2026-11-24."
        form.typed[name] = ""  # A date field shows nothing but dates.
        return None


_FIELDS = frozenset(
    ("keadaan", "milik", "instansi", "penyedia", "jenis", "hasil", "bobot", "halaman", "pindai", "dari", "sampai",
     "pintu", "cari")
)  # fmt: skip

"""What a contract says after its addenda, for the report screen of the contract and of each addendum."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from api.masking import cover_personal
from api.routes import web_labels as labels
from api.routes.web_format import long_date, rupiah, thousands
from api.services.effective import Effective, Step
from extractor.vocabulary import ChangeKind
from models import Document


@dataclass(frozen=True, slots=True)
class NowView:
    label: str
    before: str
    after: str
    since: str


@dataclass(frozen=True, slots=True)
class StepView:
    """``address`` leads to the addendum; ``here``: it is the document on the screen."""

    label: str
    before: str
    after: str
    since: str
    addendum: str
    address: str
    here: bool
    approved: bool
    note: str


@dataclass(frozen=True, slots=True)
class EffectiveView:
    """``parent`` is the address of the contract when the screen shows an addendum, else ""."""

    parent: str
    now: tuple[NowView, ...]
    steps: tuple[StepView, ...]
    open: bool


def effective_view(found: Effective, shown: Document) -> EffectiveView:
    """``shown`` is the document on the screen: the contract, or one of its addenda."""
    last = {(step.about, step.position): step for step in found.steps if step.applied}
    return EffectiveView(
        parent="" if found.document_id == shown.id else f"/dokumen/{found.document_id}",
        now=tuple(
            NowView(_label(end), _written(end.about, _own(found, end)), _written(end.about, end.after), _day(end.since))
            for end in last.values()
        ),
        steps=tuple(_step(step, shown) for step in found.steps),
        open=len(found.steps) <= 6,
    )


def _own(found: Effective, step: Step) -> str:
    """The value that the contract itself names."""
    holder = found.contract if step.position is None else found.contract.positions[step.position]
    fact = getattr(holder, step.about)
    if fact is None:
        return ""
    return fact.value.isoformat() if isinstance(fact.value, date) else str(fact.value)


def _step(step: Step, shown: Document) -> StepView:
    related = step.addendum
    notes = [step.doubt] if step.doubt else []
    if step.applied and not step.agrees:
        notes.append("Nilai lama yang dikutip addendum berbeda dari yang berlaku sampai saat itu.")
    return StepView(
        label=_label(step),
        before=_written(step.about, step.before),
        after=_written(step.about, step.after),
        since=_day(step.since),
        addendum=cover_personal(related.number or related.filename),
        address=f"/dokumen/{related.document_id}?halaman={related.first_page}",
        here=related.document_id == shown.id,
        approved=step.approved,
        note=" ".join(notes),
    )


def _label(step: Step) -> str:
    if step.about == "other":
        return cover_personal(step.label) or labels.CHANGES["other"]
    of = f" {cover_personal(step.title)}" if step.title else ""
    return f"{labels.CHANGES[step.about]}{of}"


def _day(day: date | None) -> str:
    return "tanggal tidak terbaca" if day is None else long_date(day)


def _written(about: ChangeKind, value: str) -> str:
    if not value:
        return "tidak disebut"
    try:
        match about:
            case "wage" | "value":
                return rupiah(Decimal(value))
            case "headcount":
                return thousands(int(value))
            case "starts_on" | "ends_on":
                return long_date(date.fromisoformat(value))
    except (ValueError, ArithmeticError):
        pass
    return cover_personal(value)

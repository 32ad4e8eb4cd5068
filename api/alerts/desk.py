"""The alerts of one person: which there are, which were seen, and which are wanted by mail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import get_args

from sqlalchemy import ColumnElement, and_, exists, func, insert, literal, select
from sqlalchemy.orm import Session

from api.errors import Forbidden, Invalid, NotFound
from api.mail_server import ADDRESS
from api.permissions import may, sees_all
from api.services import events
from models import Alert, AlertSeen, AlertSubscription, User
from models.alert import AlertKind
from models.base import utc_now

PAGE_SIZE = 100
KINDS: tuple[AlertKind, ...] = get_args(AlertKind)


@dataclass(frozen=True, slots=True)
class Shown:
    """An alert as the person has it before them."""

    alert: Alert
    seen: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """Newest first. ``counts`` are unseen alerts by kind; ``next`` the id below which the following ones are."""

    alerts: tuple[Shown, ...]
    counts: dict[AlertKind, int]
    next: int | None


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants by mail; ``email`` "": no address is known."""

    email: str
    active: bool
    kinds: tuple[AlertKind, ...]


def notices_things(user: User) -> bool:
    """Whether the person has to do with alerts at all: those who review, and those who see the register."""
    return may(user, "review") or may(user, "register")


def unseen(session: Session, user: User) -> int:
    """The figure at the bell. One query."""
    if not notices_things(user):
        return 0
    return session.scalar(select(func.count()).select_from(Alert).where(unseen_by(user))) or 0


def listing(
    session: Session,
    user: User,
    *,
    kind: AlertKind | None = None,
    everything: bool = False,
    before: int | None = None,
    limit: int = PAGE_SIZE,
) -> Listing:
    """A page of the person's open alerts; those already seen only with ``everything``. Two queries."""
    _require(user)
    query = select(Alert, _seen(user).label("seen")).where(_open(user))
    if not everything:
        query = query.where(~_seen(user))
    if kind is not None:
        query = query.where(Alert.kind == kind)
    if before is not None:
        query = query.where(Alert.id < before)
    rows = session.execute(query.order_by(Alert.id.desc()).limit(limit + 1)).all()
    shown = tuple(Shown(alert=alert, seen=bool(seen)) for alert, seen in rows[:limit])
    counted = session.execute(select(Alert.kind, func.count()).where(unseen_by(user)).group_by(Alert.kind)).all()
    by_kind = dict(counted)
    return Listing(
        alerts=shown,
        counts={kind: by_kind.get(kind, 0) for kind in KINDS},
        next=shown[-1].alert.id if len(rows) > limit else None,
    )


def see(session: Session, user: User, alert_id: int) -> None:
    """Note that the person has seen it; twice is once. NotFound for what the person does not see."""
    _require(user)
    known = session.execute(select(_seen(user)).where(Alert.id == alert_id, visible(user))).one_or_none()
    if known is None:
        raise NotFound("Peringatan ini tidak ada lagi.", remedy="Muat ulang halaman peringatan.")
    if not known[0]:
        session.add(AlertSeen(alert_id=alert_id, user_id=user.id))
        session.flush()


def see_all(session: Session, user: User, *, up_to: int) -> None:
    """Note all open alerts up to the id that was the newest on the screen: what came since stays unseen."""
    _require(user)
    wanted = select(Alert.id, literal(user.id), literal(utc_now())).where(unseen_by(user), Alert.id <= up_to)
    session.execute(insert(AlertSeen).from_select(["alert_id", "user_id", "at"], wanted))


def wish(session: Session, user: User) -> Wish:
    """What the person wants by mail; who never said anything wants every kind, once there is an address."""
    row = session.get(AlertSubscription, user.id)
    if row is None:
        return Wish(email=user.email, active=bool(user.email), kinds=KINDS)
    return Wish(email=user.email, active=row.active, kinds=tuple(kind for kind in KINDS if kind in row.kinds))


def subscribe(session: Session, user: User, *, email: str, active: bool, kinds: Iterable[str]) -> Wish:
    """Keep what the person wants. Invalid at ``email`` or ``kinds``."""
    _require(user)
    email = email.strip()
    wanted = set(kinds)
    if email and (len(email) > 254 or not ADDRESS.fullmatch(email)):
        raise Invalid.at(
            "email",
            "Alamat surel ini tidak dapat dipakai; langganan belum disimpan.",
            remedy="Tulis satu alamat saja, misalnya nama@dinas.go.id.",
        )
    if active and not email:
        raise Invalid.at(
            "email",
            "Surel harian diminta, tetapi alamatnya kosong; langganan belum disimpan.",
            remedy="Isi alamat surel, atau hapus centang surel harian.",
        )
    if not wanted <= set(KINDS) or (active and not wanted):
        raise Invalid.at(
            "kinds",
            "Belum ada jenis peringatan yang dipilih; langganan belum disimpan.",
            remedy="Centang sedikitnya satu jenis, atau hapus centang surel harian.",
        )
    row = session.get(AlertSubscription, user.id)
    if row is None:
        row = AlertSubscription(user_id=user.id)
        session.add(row)
    row.active, row.kinds = active, [kind for kind in KINDS if kind in wanted]
    user.email = email
    session.flush()
    events.record(
        session,
        "alerts.subscribed",
        org=user.org,
        actor_id=user.id,
        subject=("user", user.id),
        after={"active": active, "kinds": row.kinds, "address": bool(email)},
    )
    return wish(session, user)


def open_alerts(session: Session, *, org: str) -> Sequence[Alert]:
    """All open alerts of the office, newest first, for the command line."""
    return session.scalars(
        select(Alert).where(Alert.org == org, Alert.resolved_at.is_(None)).order_by(Alert.id.desc())
    ).all()


def unseen_by(user: User) -> ColumnElement[bool]:
    """Open alerts that the person has not seen yet."""
    return and_(_open(user), ~_seen(user))


def _require(user: User) -> None:
    if not notices_things(user):
        raise Forbidden()


def visible(user: User) -> ColumnElement[bool]:
    """The alerts in the person's part of the house."""
    in_office = Alert.org == user.org
    if sees_all(user):
        return in_office
    # What is about no document (a minimum wage) concerns the whole office, not one agency.
    return and_(in_office, Alert.agency == user.agency, Alert.document_id.is_not(None))


def _open(user: User) -> ColumnElement[bool]:
    return and_(visible(user), Alert.resolved_at.is_(None))


def _seen(user: User) -> ColumnElement[bool]:
    return exists().where(AlertSeen.alert_id == Alert.id, AlertSeen.user_id == user.id)

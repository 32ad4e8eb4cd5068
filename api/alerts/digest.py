"""One letter a day for everyone who wants it: what is new, in plain text, without personal data."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from api.alerts import desk
from api.alerts.notices import KIND_NAMES
from api.routes.web_format import long_date
from models import Alert, AlertMail, AlertMailItem, AlertSubscription, User
from models.alert import AlertKind

MOST = 50
"""Alerts written out in one letter; of more, only the number is told."""


def prepare(session: Session, *, org: str, base_url: str, today: date) -> int:
    """Put today's letters into the outbox; how many. Who has one of today already gets none, and no alert is put into
    two letters to the same person."""
    made = 0
    for user in _readers(session, org=org, today=today):
        alerts = _news(session, user)
        if alerts:
            _put(session, user, alerts, base_url=base_url, today=today)
            made += 1
    return made


def body(alerts: Sequence[Alert], *, base_url: str, today: date) -> str:
    """The text of the letter. An agency's and a contract's name stand on one line each: a name with a line break in it
    cannot pose as another entry."""
    lines = [f"Peringatan Lindung, {long_date(today)}", ""]
    shown = alerts[:MOST]
    for kind, name in KIND_NAMES.items():
        of_kind = [alert for alert in shown if alert.kind == kind]
        if not of_kind:
            continue
        lines += [f"{name} ({len(of_kind)})", ""]
        for alert in of_kind:
            head = " · ".join(_line(part) for part in (alert.about or "tanpa nomor", alert.who) if part)
            lines += [f"- {head}", f"  {_line(alert.what)}", f"  {base_url}{alert.path}", ""]
    if len(alerts) > MOST:
        lines += [f"Dan {len(alerts) - MOST} peringatan lain; semuanya ada di halaman Peringatan.", ""]
    lines += [
        f"Semua peringatan: {base_url}/peringatan",
        f"Mengubah atau menghentikan surel ini: {base_url}/peringatan/surel",
        "",
        "Surel ini dibuat oleh Lindung dan tidak memuat data pribadi pekerja. Jangan dibalas.",
    ]
    return "\n".join(lines) + "\n"


def subject(alerts: Sequence[Alert], *, today: date) -> str:
    return f"Lindung: {len(alerts)} peringatan, {long_date(today)}"


def _readers(session: Session, *, org: str, today: date) -> list[User]:
    """Those who want mail, have an address, and have no letter of today yet."""
    written = exists().where(AlertMail.user_id == User.id, AlertMail.day == today)
    people = session.execute(
        select(User, AlertSubscription)
        .outerjoin(AlertSubscription, AlertSubscription.user_id == User.id)
        .where(User.org == org, User.active, User.email != "", ~written)
        .order_by(User.name)
    ).all()
    return [
        user for user, wish in people if desk.notices_things(user) and (wish is None or (wish.active and wish.kinds))
    ]


def _news(session: Session, user: User) -> Sequence[Alert]:
    """Open alerts that the person wants, has not seen and was never written about."""
    kinds: tuple[AlertKind, ...] = desk.wish(session, user).kinds
    written = exists().where(AlertMailItem.alert_id == Alert.id, AlertMailItem.user_id == user.id)
    return session.scalars(
        select(Alert)
        .where(desk.unseen_by(user), Alert.kind.in_(kinds), ~written)
        .order_by(Alert.due_on.is_(None), Alert.due_on, Alert.id)
    ).all()


def _put(session: Session, user: User, alerts: Sequence[Alert], *, base_url: str, today: date) -> None:
    mail = AlertMail(
        id=uuid.uuid4(),
        org=user.org,
        user_id=user.id,
        day=today,
        address=user.email,
        subject=subject(alerts, today=today),
        body=body(alerts, base_url=base_url, today=today),
    )
    session.add(mail)
    session.flush()
    session.add_all(AlertMailItem(user_id=user.id, alert_id=alert.id, mail_id=mail.id) for alert in alerts)
    session.flush()


def _line(text: str) -> str:
    return " ".join(text.split())

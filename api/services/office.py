"""The switches and data of one office: read and set by key, each change on record."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.paper import Letterhead
from api.services import events
from models import OfficeSetting, User
from models.base import utc_now

LETTERHEAD = "letterhead"
"""``{"above": ..., "name": ..., "lines": [...]}``: what stands at the head of the office's paper."""

BANNER = "demo.banner"
"""``true``: every page says that what it shows is made up."""


def value(session: Session, *, org: str, key: str) -> Any:
    """What the office keeps under the key; None when it never set it."""
    return session.scalar(select(OfficeSetting.value).where(OfficeSetting.org == org, OfficeSetting.key == key))


def keep(session: Session, *, user: User, key: str, value: Any) -> bool:
    """Set the key for the user's office; whether that changed anything. ``value`` must fit into JSON.

    The trail tells who changed which key and when. Values are not told there: what an office writes (a letterhead, the
    name of its head) may be personal data.
    """
    row = session.get(OfficeSetting, (user.org, key))
    if row is not None and row.value == value:
        return False
    if row is None:
        row = OfficeSetting(org=user.org, key=key)
        session.add(row)
    row.value, row.changed_by, row.changed_at = value, user.id, utc_now()
    session.flush()
    events.record(session, "office.setting-changed", org=user.org, actor_id=user.id, subject=("office_setting", key))
    return True


def letterhead(session: Session, *, org: str) -> Letterhead | None:
    """The head of the office's paper; None until the office has said its name."""
    kept = value(session, org=org, key=LETTERHEAD)
    if not isinstance(kept, dict) or not kept.get("name"):
        return None
    return Letterhead(name=kept["name"], above=kept.get("above", ""), lines=tuple(kept.get("lines", ())))

"""API tokens: keys with which programs act for an account."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from api.errors import Invalid, NotFound
from api.services import events
from api.services.auth import hash_secret
from models import ApiToken, User
from models.base import utc_now

TOKEN_PREFIX = "lindung_"  # noqa: S105  (the visible start of every token, not a secret)


@dataclass(frozen=True, slots=True)
class NewToken:
    """``secret`` is shown once."""

    secret: str
    row: ApiToken


def create(session: Session, *, user: User, name: str, days: int | None = None) -> NewToken:
    """A new API token that acts for ``user``, valid for ``days`` (None: until revoked)."""
    if not name.strip():
        raise Invalid.at("name", "Token belum bernama.", remedy="Tulis untuk sistem mana token ini dipakai.")
    secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
    row = ApiToken(
        user=user,
        name=name.strip()[:128],
        prefix=secret[:14],
        token_hash=hash_secret(secret),
        expires_at=None if days is None else utc_now() + timedelta(days=days),
    )
    session.add(row)
    session.flush()
    events.record(session, "token.created", org=user.org, actor_id=user.id, subject=("token", row.id))
    return NewToken(secret=secret, row=row)


def listing(session: Session, *, user: User) -> Sequence[ApiToken]:
    """The user's tokens, newest first."""
    return session.scalars(
        select(ApiToken).where(ApiToken.user_id == user.id).order_by(ApiToken.created_at.desc())
    ).all()


def revoke(session: Session, *, user: User, token_id: uuid.UUID) -> None:
    """End a token of the user; NotFound for another's."""
    row = session.get(ApiToken, token_id)
    if row is None or row.user_id != user.id:
        raise NotFound()
    row.revoked_at = row.revoked_at or utc_now()
    events.record(session, "token.revoked", org=user.org, actor_id=user.id, subject=("token", row.id))


def revoke_named(session: Session, *, user: User, prefix: str) -> int:
    """End the live tokens of the user that begin with ``prefix``; how many. NotFound when none does."""
    found = [row for row in listing(session, user=user) if row.prefix.startswith(prefix) and row.revoked_at is None]
    if not found:
        raise NotFound("Token itu tidak ada.", remedy=f"Daftarnya: lindung token list {user.name}")
    for row in found:
        revoke(session, user=user, token_id=row.id)
    return len(found)


def user_of(session: Session, secret: str) -> User | None:
    """The active user for whom this live token acts, or None."""
    now = utc_now()
    row = session.scalar(
        select(ApiToken)
        .where(ApiToken.token_hash == hash_secret(secret), ApiToken.revoked_at.is_(None))
        .options(joinedload(ApiToken.user, innerjoin=True))
    )
    if row is None or not row.user.active or (row.expires_at is not None and row.expires_at <= now):
        return None
    if row.last_used_at is None or now - row.last_used_at > timedelta(minutes=1):
        row.last_used_at = now
    return row.user

"""API tokens: keys with which programs act for an account, and what any bearer token stands for."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from api.errors import Invalid, NotFound
from api.refusals import TokenExpired, TokenRefused, TokenRevoked
from api.services import events
from api.services.auth import hash_secret
from models import AccessToken, ApiClient, ApiToken, User
from models.base import utc_now

TOKEN_PREFIX = "lindung_"  # noqa: S105  (the visible start of every token, not a secret)
LONGEST_DAYS = 3650
USE_NOTED = timedelta(minutes=1)
"""The last use is written down this often at most: otherwise every request would queue for SQLite's one writer."""


@dataclass(frozen=True, slots=True)
class NewToken:
    """``secret`` is shown once."""

    secret: str
    row: ApiToken


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whom a bearer token acts for. ``scopes`` None: all that the role allows. ``key`` names the program whose requests
    are counted together."""

    user: User
    scopes: frozenset[str] | None
    key: str


def create(session: Session, *, user: User, name: str, days: int | None = None, scopes: str = "") -> NewToken:
    """A new API token that acts for ``user``, valid for ``days`` (None: until revoked).

    ``scopes`` as ``api.scopes.checked`` gives them ("": all that the role allows). Invalid at ``name`` or ``days``.
    """
    if days is not None and not 1 <= days <= LONGEST_DAYS:
        raise Invalid.at(
            "days", f"Masa berlaku {days} hari tidak dapat dipakai.", remedy=f"Pilih 1 sampai {LONGEST_DAYS} hari."
        )
    if not name.strip():
        raise Invalid.at("name", "Token belum bernama.", remedy="Tulis untuk sistem mana token ini dipakai.")
    secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
    row = ApiToken(
        user=user,
        name=name.strip()[:128],
        prefix=secret[:14],
        token_hash=hash_secret(secret),
        scopes=scopes,
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


def bearer_of(session: Session, secret: str) -> Bearer:
    """What this token stands for. TokenRefused, TokenExpired or TokenRevoked when it opens nothing."""
    hashed = hash_secret(secret)
    row = session.scalar(
        select(ApiToken).where(ApiToken.token_hash == hashed).options(joinedload(ApiToken.user, innerjoin=True))
    )
    if row is None:
        return _access(session, hashed)
    _require_live(row.user, revoked=row.revoked_at, expires=row.expires_at)
    _note_use(row)
    return Bearer(user=row.user, scopes=frozenset(row.scopes.split()) or None, key=f"token:{row.id}")


def _access(session: Session, hashed: str) -> Bearer:
    row = session.scalar(
        select(AccessToken)
        .where(AccessToken.token_hash == hashed)
        .options(joinedload(AccessToken.client, innerjoin=True).joinedload(ApiClient.user, innerjoin=True))
    )
    if row is None:
        raise TokenRefused()
    client = row.client
    ends = row.expires_at if client.expires_at is None else min(row.expires_at, client.expires_at)
    _require_live(client.user, revoked=client.revoked_at, expires=ends)
    _note_use(client)
    return Bearer(user=client.user, scopes=frozenset(row.scopes.split()), key=f"client:{client.id}")


def _require_live(user: User, *, revoked: datetime | None, expires: datetime | None) -> None:
    if revoked is not None or not user.active:
        raise TokenRevoked()
    if expires is not None and expires <= utc_now():
        raise TokenExpired()


def _note_use(row: ApiToken | ApiClient) -> None:
    now = utc_now()
    if row.last_used_at is None or now - row.last_used_at > USE_NOTED:
        row.last_used_at = now

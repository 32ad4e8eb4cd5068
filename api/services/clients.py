"""API clients: other systems with a name of their own, and the short-lived tokens they get for their secret
(OAuth 2.0 client credentials, RFC 6749 section 4.4)."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, joinedload

from api.errors import Invalid, NotFound
from api.services import auth, events
from api.services.auth import hash_secret
from api.services.tokens import LONGEST_DAYS
from models import AccessToken, ApiClient, User
from models.base import utc_now
from models.user import Role

SECRET_PREFIX = "lindung_rahasia_"  # noqa: S105  (the visible start of every secret, not one)
ACCESS_PREFIX = "lindung_akses_"
ACCESS_LASTS = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class NewSecret:
    """``secret`` is shown once."""

    client: ApiClient
    secret: str


@dataclass(frozen=True, slots=True)
class Granted:
    """A token for ``seconds``; ``scopes`` separated by spaces."""

    token: str
    scopes: str
    seconds: int


class GrantRefused(Exception):
    """``error`` is a code of RFC 6749, section 5.2."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(error)
        self.error = error
        self.description = description


def create(
    session: Session,
    *,
    org: str,
    name: str,
    scopes: str,
    role: Role = "api",
    agency: str = "",
    days: int | None = None,
    by: User | None = None,
) -> NewSecret:
    """A client that may do what both ``role`` and ``scopes`` (from ``api.scopes.checked``) allow, for ``days`` (None:
    until revoked), on the documents of ``agency`` ("": of the whole office).

    Invalid at ``name``, ``scopes``, ``role``, ``agency`` or ``days``; Forbidden unless ``by`` is an admin or None.
    """
    if not name.strip():
        raise Invalid.at("name", "Klien belum bernama.", remedy="Tulis sistem mana yang memakainya.")
    if not scopes:
        raise Invalid.at("scopes", "Klien belum punya cakupan.", remedy="Pilih paling sedikit satu cakupan.")
    if days is not None and not 1 <= days <= LONGEST_DAYS:
        raise Invalid.at(
            "days", f"Masa berlaku {days} hari tidak dapat dipakai.", remedy=f"Pilih 1 sampai {LONGEST_DAYS} hari."
        )
    identifier = uuid.uuid4()
    # An account like any other, so that roles, offices and the audit trail need no second kind of actor. Nobody knows
    # its password.
    user = auth.create_user(
        session,
        org=org,
        name=f"klien-{identifier.hex[:12]}",
        password=secrets.token_urlsafe(32),
        role=role,
        agency=agency,
        by=by,
    )
    user.display_name = name.strip()[:128]
    secret = SECRET_PREFIX + secrets.token_urlsafe(32)
    row = ApiClient(
        id=identifier,
        org=org,
        name=name.strip()[:128],
        user=user,
        scopes=scopes,
        prefix=secret[len(SECRET_PREFIX) :][:6],
        secret_hash=hash_secret(secret),
        expires_at=None if days is None else utc_now() + timedelta(days=days),
    )
    session.add(row)
    session.flush()
    _record(session, row, "client.created", by, after={"role": role, "scopes": scopes})
    return NewSecret(client=row, secret=secret)


def listing(session: Session, *, org: str) -> Sequence[ApiClient]:
    """The office's clients with their accounts, newest first."""
    return session.scalars(
        select(ApiClient)
        .where(ApiClient.org == org)
        .options(joinedload(ApiClient.user, innerjoin=True))
        .order_by(ApiClient.created_at.desc(), ApiClient.id)
    ).all()


def get(session: Session, client_id: uuid.UUID, *, org: str) -> ApiClient:
    """The client; NotFound when there is none or it belongs to another office."""
    row = session.get(ApiClient, client_id, options=[joinedload(ApiClient.user, innerjoin=True)])
    if row is None or row.org != org:
        raise NotFound("Klien itu tidak ada.", remedy="Daftarnya: lindung client list")
    return row


def renew_secret(session: Session, client: ApiClient, *, by: User | None = None) -> NewSecret:
    """A new secret; the old one and every token given out for it open nothing any more."""
    secret = SECRET_PREFIX + secrets.token_urlsafe(32)
    client.secret_hash = hash_secret(secret)
    client.prefix = secret[len(SECRET_PREFIX) :][:6]
    session.execute(delete(AccessToken).where(AccessToken.client_id == client.id))
    _record(session, client, "client.secret-renewed", by)
    return NewSecret(client=client, secret=secret)


def revoke(session: Session, client: ApiClient, *, by: User | None = None) -> None:
    """End the client and every token it has."""
    client.revoked_at = client.revoked_at or utc_now()
    client.user.active = False
    _record(session, client, "client.revoked", by)


def grant(session: Session, *, client_id: str, secret: str, asked: str) -> Granted:
    """A token for the client with this secret, for the scopes ``asked`` for ("": all it has). GrantRefused."""
    row = session.scalar(
        select(ApiClient)
        .where(ApiClient.secret_hash == hash_secret(secret))
        .options(joinedload(ApiClient.user, innerjoin=True))
    )
    now = utc_now()
    if row is None or str(row.id) != client_id.strip().lower() or row.revoked_at is not None or not row.user.active:
        raise GrantRefused("invalid_client", "client_id or client_secret is wrong, or the client was revoked")
    if row.expires_at is not None and row.expires_at <= now:
        raise GrantRefused("invalid_client", "the client has expired")
    has = row.scopes.split()
    wanted = asked.split() or has
    if not set(wanted) <= set(has):
        raise GrantRefused("invalid_scope", f"this client has: {row.scopes}")
    token = ACCESS_PREFIX + secrets.token_urlsafe(32)
    scopes = " ".join(scope for scope in has if scope in wanted)
    session.add(
        AccessToken(client_id=row.id, token_hash=hash_secret(token), scopes=scopes, expires_at=now + ACCESS_LASTS)
    )
    row.last_used_at = now
    return Granted(token=token, scopes=scopes, seconds=int(ACCESS_LASTS.total_seconds()))


def tidy(session: Session) -> int:
    """Remove access tokens that have been over for a day (until then they are told as expired); how many."""
    over = utc_now() - timedelta(days=1)
    return len(
        session.execute(delete(AccessToken).where(AccessToken.expires_at < over).returning(AccessToken.id)).all()
    )


def _record(
    session: Session, client: ApiClient, action: str, by: User | None, *, after: dict[str, str] | None = None
) -> None:
    events.record(
        session,
        action,
        org=client.org,
        actor_id=None if by is None else by.id,
        subject=("client", client.id),
        after=after,
    )

"""Accounts, sign-ins and API tokens.

Secrets (session cookies, tokens) are random 256-bit values of which the database keeps only the SHA-256: unlike
passwords they cannot be guessed, so a slow hash would add nothing. Passwords are hashed with argon2id.
"""

from __future__ import annotations

import hashlib
import math
import re
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from pwdlib import PasswordHash
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session, joinedload

from api.errors import Forbidden, Invalid, LoginLocked, LoginRefused, NotFound
from api.services import events
from models import ApiToken, User, UserSession
from models.base import utc_now
from models.user import Role

FREE_TRIES = 5
"""Wrong passwords in a row before the first pause."""
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=1)
LEAST_PASSWORD = 10
MOST_PASSWORD = 200
TOKEN_PREFIX = "lindung_"  # noqa: S105  (the visible start of every token, not a secret)
USER_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,62}")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """``token`` is what the cookie carries; it is not kept anywhere in clear."""

    token: str
    session: UserSession
    user: User


@dataclass(frozen=True, slots=True)
class OneTimePassword:
    """An account whose ``password`` the system made up: shown once, to be changed at the first sign-in."""

    name: str
    password: str


@dataclass(frozen=True, slots=True)
class NewToken:
    """``secret`` is shown once."""

    secret: str
    row: ApiToken


def sign_in(session: Session, *, name: str, password: str, hours: int) -> SignedIn | LoginRefused:
    """Check name and password and open a session that lasts ``hours`` without use.

    A refusal is returned, not raised: the caller's transaction must commit the counted failure. After ``FREE_TRIES``
    wrong passwords each further one doubles a pause in which even the right password is refused.
    """
    now = utc_now()
    user = session.scalar(select(User).where(User.name == name.strip().lower()))
    if user is None or not user.active:
        # The same work as for a known name, so that the time taken does not tell names.
        _hasher().verify(password[:MOST_PASSWORD], _decoy())
        return LoginRefused()
    if user.locked_until is not None and user.locked_until > now:
        return LoginLocked.for_minutes(_minutes(user.locked_until - now))
    valid, better = _hasher().verify_and_update(password[:MOST_PASSWORD], user.password_hash)
    if not valid:
        return _count_failure(session, user, now)
    if better is not None:
        user.password_hash = better
    user.failed_logins = 0
    user.locked_until = None
    user.last_login_at = now
    session.execute(delete(UserSession).where(UserSession.user_id == user.id, UserSession.expires_at < now))
    token = secrets.token_urlsafe(32)
    row = UserSession(
        token_hash=_hash(token),
        csrf_token=secrets.token_urlsafe(32),
        user=user,
        expires_at=now + timedelta(hours=hours),
    )
    session.add(row)
    session.flush()
    events.record(session, "user.signed-in", org=user.org, actor_id=user.id, subject=("user", user.id))
    return SignedIn(token=token, session=row, user=user)


def session_of(session: Session, token: str, *, hours: int) -> UserSession | None:
    """The live session of this cookie with its user, its end moved on by use; None when it ended or never was."""
    now = utc_now()
    row = session.scalar(
        select(UserSession)
        .where(UserSession.token_hash == _hash(token), UserSession.expires_at > now)
        .options(joinedload(UserSession.user, innerjoin=True))
    )
    if row is None or not row.user.active:
        return None
    # Written at most once a minute: otherwise every page view would queue for SQLite's one writer.
    if now - row.last_seen_at > timedelta(minutes=1):
        row.last_seen_at = now
        row.expires_at = now + timedelta(hours=hours)
    return row


def sign_out(session: Session, row: UserSession) -> None:
    """End a session on the server; its cookie opens nothing any more."""
    events.record(session, "user.signed-out", org=row.user.org, actor_id=row.user_id, subject=("user", row.user_id))
    session.delete(row)


def change_password(session: Session, *, user: User, old: str, new: str, keep: UserSession | None = None) -> None:
    """Set a new password. All other sessions of the user end. Invalid at ``old`` or ``new``."""
    if not _hasher().verify(old[:MOST_PASSWORD], user.password_hash):
        raise Invalid.at("old", "Kata sandi lama salah; kata sandi belum diubah.", remedy="Ketik lagi kata sandi lama.")
    if old == new:
        raise Invalid.at("new", "Kata sandi baru sama dengan yang lama.", remedy="Pilih kata sandi yang berbeda.")
    require_good_password(new, name=user.name)
    user.password_hash = _hasher().hash(new)
    user.must_change_password = False
    others = delete(UserSession).where(UserSession.user_id == user.id)
    session.execute(others if keep is None else others.where(UserSession.id != keep.id))
    events.record(session, "user.password-changed", org=user.org, actor_id=user.id, subject=("user", user.id))


def first_admin(session: Session, *, org: str, renew: bool = False) -> OneTimePassword | None:
    """Make the account ``admin`` when there is no user at all; None when there is one.

    With ``renew``, an ``admin`` that has never been used gets a new password: the one printed before may be lost.
    """
    users = session.scalar(select(func.count()).select_from(User))
    if not users:
        return invite(session, org=org, name="admin", role="admin")
    if not renew:
        return None
    unused = session.scalar(
        select(User).where(User.name == "admin", User.must_change_password, User.last_login_at.is_(None))
    )
    return None if unused is None or users > 1 else reset_password(session, user=unused)


def invite(session: Session, *, org: str, name: str, role: Role) -> OneTimePassword:
    """Add an account with a one-time password. Invalid at ``name`` or ``role``."""
    password = secrets.token_urlsafe(12)
    user = create_user(session, org=org, name=name, password=password, role=role, by=None)
    user.must_change_password = True
    return OneTimePassword(name=user.name, password=password)


def reset_password(session: Session, *, user: User) -> OneTimePassword:
    """Give the account a new one-time password; whoever is signed in with it no longer is."""
    password = secrets.token_urlsafe(12)
    user.password_hash = _hasher().hash(password)
    user.must_change_password = True
    user.failed_logins = 0
    user.locked_until = None
    session.execute(delete(UserSession).where(UserSession.user_id == user.id))
    events.record(session, "user.password-reset", org=user.org, actor_id=None, subject=("user", user.id))
    return OneTimePassword(name=user.name, password=password)


def set_active(session: Session, *, user: User, active: bool) -> None:
    """Shut an account out at once, sessions and tokens included, or let it in again."""
    events.record(
        session,
        "user.active",
        org=user.org,
        actor_id=None,
        subject=("user", user.id),
        before={"active": user.active},
        after={"active": active},
    )
    user.active = active


def user_named(session: Session, name: str) -> User:
    """The account of that name; NotFound when there is none."""
    user = session.scalar(select(User).where(User.name == name.strip().lower()))
    if user is None:
        raise NotFound(f"Akun {name!r} tidak ada.", remedy="Daftarnya: lindung user list")
    return user


def create_user(session: Session, *, org: str, name: str, password: str, role: Role, by: User | None) -> User:
    """Add an account. Invalid at ``name``, ``password`` or ``role``; Forbidden unless ``by`` is an admin or None."""
    if by is not None and by.role != "admin":
        raise Forbidden()
    name = name.strip().lower()
    if not USER_NAME.fullmatch(name):
        raise Invalid.at(
            "name", "Nama pengguna tidak dapat dipakai.", remedy="Pakai 2–63 huruf kecil, angka, titik, atau strip."
        )
    if session.scalar(select(User.id).where(User.name == name)) is not None:
        raise Invalid.at("name", "Nama pengguna sudah dipakai.", remedy="Pilih nama lain.")
    if role not in ("admin", "reviewer", "uploader", "auditor"):
        raise Invalid.at("role", "Peran tidak dikenali.", remedy="Pilih admin, reviewer, uploader, atau auditor.")
    require_good_password(password, name=name, field="password")
    user = User(org=org, name=name, password_hash=_hasher().hash(password), role=role)
    session.add(user)
    session.flush()
    events.record(
        session,
        "user.created",
        org=org,
        actor_id=None if by is None else by.id,
        subject=("user", user.id),
        after={"role": role},
    )
    return user


def create_token(session: Session, *, user: User, name: str, days: int | None = None) -> NewToken:
    """A new API token that acts for ``user``, valid for ``days`` (None: until revoked)."""
    if not name.strip():
        raise Invalid.at("name", "Token belum bernama.", remedy="Tulis untuk sistem mana token ini dipakai.")
    secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
    row = ApiToken(
        user=user,
        name=name.strip()[:128],
        prefix=secret[:14],
        token_hash=_hash(secret),
        expires_at=None if days is None else utc_now() + timedelta(days=days),
    )
    session.add(row)
    session.flush()
    events.record(session, "token.created", org=user.org, actor_id=user.id, subject=("token", row.id))
    return NewToken(secret=secret, row=row)


def tokens(session: Session, *, user: User) -> Sequence[ApiToken]:
    """The user's tokens, newest first."""
    return session.scalars(
        select(ApiToken).where(ApiToken.user_id == user.id).order_by(ApiToken.created_at.desc())
    ).all()


def revoke_token(session: Session, *, user: User, token_id: uuid.UUID) -> None:
    """End a token of the user; NotFound for another's."""
    row = session.get(ApiToken, token_id)
    if row is None or row.user_id != user.id:
        raise NotFound()
    row.revoked_at = row.revoked_at or utc_now()
    events.record(session, "token.revoked", org=user.org, actor_id=user.id, subject=("token", row.id))


def revoke_tokens_named(session: Session, *, user: User, prefix: str) -> int:
    """End the live tokens of the user that begin with ``prefix``; how many. NotFound when none does."""
    found = [row for row in tokens(session, user=user) if row.prefix.startswith(prefix) and row.revoked_at is None]
    if not found:
        raise NotFound("Token itu tidak ada.", remedy=f"Daftarnya: lindung token list {user.name}")
    for row in found:
        revoke_token(session, user=user, token_id=row.id)
    return len(found)


def user_of_token(session: Session, secret: str) -> User | None:
    """The active user for whom this live token acts, or None."""
    now = utc_now()
    row = session.scalar(
        select(ApiToken)
        .where(ApiToken.token_hash == _hash(secret), ApiToken.revoked_at.is_(None))
        .options(joinedload(ApiToken.user, innerjoin=True))
    )
    if row is None or not row.user.active or (row.expires_at is not None and row.expires_at <= now):
        return None
    if row.last_used_at is None or now - row.last_used_at > timedelta(minutes=1):
        row.last_used_at = now
    return row.user


def require_good_password(password: str, *, name: str, field: str = "new") -> None:
    """Length and not the user name: NIST SP 800-63B asks for length, not for special characters."""
    if not LEAST_PASSWORD <= len(password) <= MOST_PASSWORD or name in password.lower():
        raise Invalid.at(
            field,
            "Kata sandi baru terlalu lemah; belum disimpan.",
            remedy=f"Pakai {LEAST_PASSWORD}–{MOST_PASSWORD} huruf, tanpa nama pengguna di dalamnya.",
        )


def _count_failure(session: Session, user: User, now: datetime) -> LoginRefused:
    user.failed_logins += 1
    events.record(
        session,
        "user.login-refused",
        org=user.org,
        actor_id=None,
        subject=("user", user.id),
        after={"failures": user.failed_logins},
    )
    over = user.failed_logins - FREE_TRIES
    if over < 0:
        return LoginRefused()
    pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(over, 10))
    user.locked_until = now + pause
    return LoginLocked.for_minutes(_minutes(pause))


def _minutes(wait: timedelta) -> int:
    return max(1, math.ceil(wait.total_seconds() / 60))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@cache
def _hasher() -> PasswordHash:
    return PasswordHash.recommended()


@cache
def _decoy() -> str:
    return _hasher().hash(secrets.token_urlsafe(16))

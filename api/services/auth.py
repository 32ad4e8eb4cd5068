"""Accounts and sign-ins.

Secrets (session cookies, tokens) are random 256-bit values of which the database keeps only the SHA-256: unlike
passwords they cannot be guessed, so a slow hash would add nothing. Passwords are hashed with argon2id.
"""

from __future__ import annotations

import hashlib
import math
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from pwdlib import PasswordHash
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session, joinedload

from api.errors import Invalid, LoginLocked, LoginRefused, NotFound
from api.permissions import ROLES, require
from api.services import events
from models import User, UserSession
from models.base import utc_now
from models.user import Role

FREE_TRIES = 5
"""Wrong passwords in a row before the first pause."""
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=1)
LEAST_PASSWORD = 10
MOST_PASSWORD = 200
USER_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,62}")
AGENCY = re.compile(r"[a-z0-9][a-z0-9._-]{0,62}")


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


def sign_in(session: Session, *, name: str, password: str, hours: int) -> SignedIn | LoginRefused:
    """Check name and password and open a session that lasts ``hours`` without use.

    A refusal is returned, not raised: the caller's transaction must commit the counted failure. After ``FREE_TRIES``
    wrong passwords each further one doubles a pause in which even the right password is refused.
    """
    now = utc_now()
    user = session.scalar(select(User).where(User.name == name.strip().lower()))
    if user is None or not user.active or user.role == "api":
        # A program has tokens and no password. The same work as for a known name: the time taken must not tell names.
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
    return open_session(session, user, hours=hours)


def open_session(session: Session, user: User, *, hours: int, how: str = "password") -> SignedIn:
    """A session of the account that lasts ``hours`` without use; ``how`` the person proved who it is goes on record."""
    now = utc_now()
    user.last_login_at = now
    session.execute(delete(UserSession).where(UserSession.user_id == user.id, UserSession.expires_at < now))
    token = secrets.token_urlsafe(32)
    row = UserSession(
        token_hash=hash_secret(token),
        csrf_token=secrets.token_urlsafe(32),
        user=user,
        expires_at=now + timedelta(hours=hours),
    )
    session.add(row)
    session.flush()
    events.record(
        session, "user.signed-in", org=user.org, actor_id=user.id, subject=("user", user.id), after={"by": how}
    )
    return SignedIn(token=token, session=row, user=user)


def session_of(session: Session, token: str, *, hours: int) -> UserSession | None:
    """The live session of this cookie with its user, its end moved on by use; None when it ended or never was."""
    now = utc_now()
    row = session.scalar(
        select(UserSession)
        .where(UserSession.token_hash == hash_secret(token), UserSession.expires_at > now)
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


def invite(session: Session, *, org: str, name: str, role: Role, agency: str = "") -> OneTimePassword:
    """Add an account with a one-time password. Invalid at ``name``, ``role`` or ``agency``."""
    password = secrets.token_urlsafe(12)
    user = create_user(session, org=org, name=name, password=password, role=role, by=None, agency=agency)
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


def create_user(
    session: Session, *, org: str, name: str, password: str, role: Role, by: User | None, agency: str = ""
) -> User:
    """Add an account for the whole office, or for one agency.

    Invalid at ``agency``, ``name``, ``password`` or ``role``; Forbidden unless ``by`` is an admin or None.
    """
    if by is not None:
        require(by, "users")
    name = name.strip().lower()
    if not USER_NAME.fullmatch(name):
        raise Invalid.at(
            "name", "Nama pengguna tidak dapat dipakai.", remedy="Pakai 2–63 huruf kecil, angka, titik, atau strip."
        )
    if session.scalar(select(User.id).where(User.name == name)) is not None:
        raise Invalid.at("name", "Nama pengguna sudah dipakai.", remedy="Pilih nama lain.")
    if role not in ROLES:
        raise Invalid.at("role", "Peran tidak dikenali.", remedy=f"Pilih salah satu: {', '.join(ROLES)}.")
    agency = agency.strip().lower()
    if agency and not AGENCY.fullmatch(agency):
        raise Invalid.at(
            "agency", "Nama pendek instansi tidak dapat dipakai.", remedy="Pakai huruf kecil, angka, titik, atau strip."
        )
    require_good_password(password, name=name, field="password")
    user = User(org=org, name=name, password_hash=_hasher().hash(password), role=role, agency=agency)
    session.add(user)
    session.flush()
    events.record(
        session,
        "user.created",
        org=org,
        actor_id=None if by is None else by.id,
        subject=("user", user.id),
        after={"role": role, "agency": agency},
    )
    return user


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


def hash_secret(secret: str) -> str:
    """What the database keeps of a cookie or token."""
    return hashlib.sha256(secret.encode()).hexdigest()


@cache
def _hasher() -> PasswordHash:
    return PasswordHash.recommended()


@cache
def _decoy() -> str:
    return _hasher().hash(secrets.token_urlsafe(16))

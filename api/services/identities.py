"""Which account belongs to a person of the office's own sign-in service; and signing in with it."""

from __future__ import annotations

import re
import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from api.errors import Invalid, NotFound, OidcRefused
from api.mail_server import ADDRESS
from api.oidc import Person
from api.services import auth, events
from api.services.auth import SignedIn
from models import User, UserIdentity
from models.user import Role


def link(session: Session, *, user: User, issuer: str, email: str) -> UserIdentity:
    """Let the person with this address at the service in as ``user``; a new address forgets who it was before.

    Invalid at ``email`` for what is no address or belongs to another account.
    """
    email = email.strip().lower()
    if not ADDRESS.fullmatch(email) or len(email) > 254:
        raise Invalid.at(
            "email", "Ini bukan alamat surel; tidak ada yang diubah.", remedy="Tulis seperti nama@dinas.go.id."
        )
    taken = session.scalar(
        select(UserIdentity.id).where(
            UserIdentity.issuer == issuer, UserIdentity.email == email, UserIdentity.user_id != user.id
        )
    )
    if taken is not None:
        raise Invalid.at("email", "Alamat surel ini sudah dipakai akun lain.", remedy="Lepaskan dahulu dari akun itu.")
    row = _of(session, user, issuer)
    if row is None:
        row = UserIdentity(user_id=user.id, issuer=issuer, email=email)
        session.add(row)
    row.email, row.subject = email, None
    session.flush()
    events.record(session, "user.identity-linked", org=user.org, actor_id=None, subject=("user", user.id))
    return row


def unlink(session: Session, *, user: User, issuer: str) -> None:
    """Only the password opens the account from now on. NotFound when nothing was linked."""
    row = _of(session, user, issuer)
    if row is None:
        raise NotFound(
            "Akun ini tidak dihubungkan dengan layanan masuk kantor.", remedy="Tidak ada yang perlu dilepas."
        )
    session.delete(row)
    session.flush()
    events.record(session, "user.identity-unlinked", org=user.org, actor_id=None, subject=("user", user.id))


def sign_in(session: Session, person: Person, *, org: str, new_role: str, hours: int) -> SignedIn:
    """Open a session for the account of ``person``: by what the service calls it, the first time by its verified
    address. With ``new_role`` an account is made for whoever has none. OidcRefused otherwise."""
    row = session.scalar(
        select(UserIdentity)
        .where(UserIdentity.issuer == person.issuer, UserIdentity.subject == person.subject)
        .options(joinedload(UserIdentity.user, innerjoin=True))
    )
    if row is None and person.email:
        row = session.scalar(
            select(UserIdentity)
            .where(
                UserIdentity.issuer == person.issuer,
                UserIdentity.email == person.email,
                UserIdentity.subject.is_(None),
            )
            .options(joinedload(UserIdentity.user, innerjoin=True))
        )
        if row is not None:
            row.subject = person.subject
    if row is None:
        row = _made(session, person, org=org, new_role=new_role)
    user = row.user
    if not user.active or user.role == "api":
        raise OidcRefused.because("akun Lindung Anda tidak aktif")
    return auth.open_session(session, user, hours=hours, how="oidc")


def _made(session: Session, person: Person, *, org: str, new_role: str) -> UserIdentity:
    """A new account, when the office wants that; its password is nobody's."""
    if not new_role or not person.email:
        raise OidcRefused.because("belum ada akun Lindung yang dihubungkan dengan alamat surel Anda")
    known = session.scalar(
        select(UserIdentity.id).where(UserIdentity.issuer == person.issuer, UserIdentity.email == person.email)
    )
    if known is not None:
        raise OidcRefused.because("alamat surel Anda sudah dipakai orang lain di layanan itu")
    name = re.sub(r"[^a-z0-9._-]", "-", person.email.split("@")[0]).lstrip("._-")[:60]
    try:
        role: Role = new_role  # type: ignore[assignment]
        user = auth.create_user(session, org=org, name=name, password=secrets.token_urlsafe(32), role=role, by=None)
    except Invalid:
        raise OidcRefused.because("nama akun Anda sudah dipakai orang lain di Lindung") from None
    user.display_name = person.name
    row = UserIdentity(user=user, issuer=person.issuer, email=person.email, subject=person.subject)
    session.add(row)
    session.flush()
    return row


def _of(session: Session, user: User, issuer: str) -> UserIdentity | None:
    return session.scalar(select(UserIdentity).where(UserIdentity.user_id == user.id, UserIdentity.issuer == issuer))

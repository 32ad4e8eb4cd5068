"""``user`` and ``token``: accounts of people, and keys of programs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from api.context import open_context
from api.database import transaction
from api.scopes import checked
from api.services import auth, identities, tokens
from api.settings import from_environment
from models import User
from models.user import Role


def add_user(name: str, *, role: Role, agency: str = "") -> int:
    """Make an account; print its one-time password."""
    with opened_session() as session:
        _print(auth.invite(session, org=from_environment().org, name=name, role=role, agency=agency))
    return 0


def reset_user(name: str) -> int:
    """Give an account a new one-time password and end its sessions."""
    with opened_session() as session:
        _print(auth.reset_password(session, user=auth.user_named(session, name)))
    return 0


def switch_user(name: str, *, active: bool) -> int:
    """Shut an account out, or let it in again."""
    with opened_session() as session:
        auth.set_active(session, user=auth.user_named(session, name), active=active)
    return 0


def link_user(name: str, email: str | None) -> int:
    """Let the person with this address at the office's own sign-in service in as this account; without one no more."""
    service = from_environment().oidc
    if service is None:
        print("Layanan masuk kantor belum diatur (LINDUNG_OIDC_ISSUER).", file=sys.stderr)
        return 2
    with opened_session() as session:
        user = auth.user_named(session, name)
        if email is None:
            identities.unlink(session, user=user, issuer=service.issuer)
        else:
            identities.link(session, user=user, issuer=service.issuer, email=email)
    return 0


def list_users() -> int:
    """All accounts, one a line."""
    with opened_session() as session:
        for user in session.query(User).order_by(User.name):
            last = "belum pernah masuk" if user.last_login_at is None else user.last_login_at.date().isoformat()
            state = "aktif" if user.active else "nonaktif"
            print(f"{user.name:<24} {user.role:<10} {user.agency or 'semua':<16} {state:<9} {last}")
    return 0


def add_token(name: str, label: str, *, days: int | None, words: str = "") -> int:
    """Make an API token that acts for the account within the scopes of ``words``; it is shown this once."""
    with opened_session() as session:
        user = auth.user_named(session, name)
        made = tokens.create(session, user=user, name=label, days=days, scopes=checked(words.split()))
        print(made.secret)
    print("Simpan token ini sekarang; ia tidak dapat ditampilkan lagi.", file=sys.stderr)
    return 0


def revoke_token(name: str, prefix: str) -> int:
    """End the tokens of the account that begin so."""
    with opened_session() as session:
        ended = tokens.revoke_named(session, user=auth.user_named(session, name), prefix=prefix)
    print(f"{ended} token dicabut.", file=sys.stderr)
    return 0


def list_tokens(name: str) -> int:
    """The tokens of an account: how they begin, for what they are, until when."""
    with opened_session() as session:
        for row in tokens.listing(session, user=auth.user_named(session, name)):
            state = "dicabut" if row.revoked_at else "berlaku"
            until = "" if row.expires_at is None else f" sampai {row.expires_at.date().isoformat()}"
            print(f"{row.prefix}…  {row.name:<32} {state}{until}  {row.scopes or 'semua cakupan'}")
    return 0


def _print(account: auth.OneTimePassword) -> None:
    print(f"Masuk sebagai: {account.name}\nKata sandi sekali pakai: {account.password}")


@contextmanager
def opened_session() -> Iterator[Session]:
    """A transaction on the installation of this environment."""
    context = open_context(from_environment())
    try:
        with transaction(context.sessions) as session:
            yield session
    finally:
        context.close()

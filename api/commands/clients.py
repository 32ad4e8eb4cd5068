"""``client``: other systems that use the API under a name of their own."""

from __future__ import annotations

import argparse
import sys
import uuid

from api import scopes
from api.commands.accounts import opened_session
from api.errors import NotFound
from api.services import clients
from api.services.clients import NewSecret
from api.settings import from_environment
from models import ApiClient


def run(arguments: argparse.Namespace) -> int:
    """Carry out one action."""
    org = from_environment().org
    with opened_session() as session:
        match arguments.action:
            case "add":
                made = clients.create(
                    session,
                    org=org,
                    name=arguments.name,
                    scopes=scopes.checked(arguments.scopes.split()),
                    role=arguments.role,
                    agency=arguments.agency,
                    days=arguments.days,
                )
                _print(made)
            case "renew":
                _print(clients.renew_secret(session, clients.get(session, _identifier(arguments.client), org=org)))
            case "revoke":
                clients.revoke(session, clients.get(session, _identifier(arguments.client), org=org))
            case "list":
                for row in clients.listing(session, org=org):
                    print(_line(row))
    return 0


def _print(made: NewSecret) -> None:
    print(f"client_id: {made.client.id}\nclient_secret: {made.secret}")
    print("Simpan rahasia ini sekarang; ia tidak dapat ditampilkan lagi.", file=sys.stderr)


def _line(row: ApiClient) -> str:
    until = "" if row.expires_at is None else f" sampai {row.expires_at.date().isoformat()}"
    state = "dicabut" if row.revoked_at else f"berlaku{until}"
    return f"{row.id}  {row.name:<28} {row.user.role:<9} {state:<24} {row.scopes}"


def _identifier(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise NotFound("Klien itu tidak ada.", remedy="Daftarnya: lindung client list") from None

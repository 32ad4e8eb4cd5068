"""``alerts``: what should be noticed, and the mail about it."""

from __future__ import annotations

import argparse
import json
import sys
import uuid

from api.alerts import desk, loop, outbox
from api.alerts.notices import KIND_NAMES
from api.context import open_context
from api.errors import Invalid
from api.mail_server import ADDRESS
from api.settings import from_environment


def run(arguments: argparse.Namespace) -> int:
    match arguments.action:
        case "send":
            return send()
        case "test":
            return test(arguments.address)
        case _:
            return listing(as_json=arguments.json)


def send() -> int:
    """Look, write the letters of today and hand over what is due; what became of it, on standard error. Exit code 4
    when letters are still waiting or were given up."""
    context = open_context(from_environment())
    try:
        made = loop.look(context, early=True)
        with context.sessions() as session:
            state = outbox.health(session)
    finally:
        context.close()
    print(
        f"{made.made} peringatan baru, {made.resolved} sudah tidak berlaku; {made.written} surel ditulis, "
        f"{made.sent} terkirim, {state.waiting} menunggu, {state.given_up} tidak dapat dikirim.",
        file=sys.stderr,
    )
    if context.settings.mail is None:
        print("Server surel belum disetel (LINDUNG_SMTP_HOST): tidak ada surel yang ditulis.", file=sys.stderr)
        return 0
    if state.error:
        print(f"Kegagalan terakhir: {state.error}", file=sys.stderr)
    return 4 if state.waiting or state.given_up else 0


def test(address: str) -> int:
    """Hand a test letter over right now; exit code 4 with the reason when the server does not take it."""
    server = from_environment().mail
    if not ADDRESS.fullmatch(address):
        raise Invalid.at("address", "Alamat surel ini tidak dapat dipakai.", remedy="Tulis satu alamat saja.")
    if server is None:
        raise Invalid.at(
            "address",
            "Server surel belum disetel; tidak ada yang dikirim.",
            remedy="Isi LINDUNG_SMTP_HOST dan LINDUNG_SMTP_FROM, lalu ulangi.",
        )
    letter = outbox.Letter(
        id=uuid.uuid4(),
        address=address,
        subject="Lindung: surel percobaan",
        body="Surel ini membuktikan bahwa Lindung dapat mengirim peringatan ke alamat Anda.\n",
    )
    outcome = outbox.deliver(server, [letter])[0]
    if outcome.error:
        print(f"Tidak terkirim: {outcome.error}", file=sys.stderr)
        return 4
    print(f"Terkirim ke {address} lewat {server.host} port {server.port}.", file=sys.stderr)
    return 0


def listing(*, as_json: bool) -> int:
    """The open alerts of the office, newest first."""
    settings = from_environment()
    context = open_context(settings)
    try:
        with context.sessions() as session:
            found = desk.open_alerts(session, org=settings.org)
    finally:
        context.close()
    if as_json:
        shown = [
            {
                "id": alert.id,
                "kind": alert.kind,
                "stage": alert.stage,
                "contract": alert.about,
                "agency": alert.who,
                "what": alert.what,
                "path": alert.path,
                "due_on": None if alert.due_on is None else alert.due_on.isoformat(),
                "created_at": alert.created_at.isoformat(),
            }
            for alert in found
        ]
        print(json.dumps(shown, ensure_ascii=False, indent=2))
        return 0
    for alert in found:
        head = " · ".join(part for part in (alert.about or "tanpa nomor", alert.who) if part)
        print(f"{KIND_NAMES[alert.kind]}: {head}: {alert.what}")
    return 0

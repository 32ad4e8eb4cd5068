"""Hands the letters of the outbox to the mail server, and tries again later.

A mail server that is down, refuses or never answers stops nothing else: every try ends within ``SLOW`` seconds, its
reason is written down without the letter or the password, and the next one waits longer. The certificate of the server
is always verified.
"""

from __future__ import annotations

import logging
import smtplib
import ssl
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from api.context import Context
from api.database import transaction
from api.mail_server import MailServer
from models import AlertMail
from models.base import utc_now

LOG = logging.getLogger("lindung.alerts")

RETRIES = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720))
"""Pauses between tries; after the last the letter is given up: by then tomorrow's is on its way."""
LEASE = timedelta(minutes=5)
"""For so long a sender has a letter in hand."""
AT_ONCE = 50
SLOW = 20.0
"""Seconds in which the mail server must answer each time."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What is needed to hand one letter over, so that no transaction is open while the server thinks."""

    id: uuid.UUID
    address: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """``error`` "" when the server took the letter; ``for_good``: it said that it never will."""

    error: str = ""
    for_good: bool = False


@dataclass(frozen=True, slots=True)
class Health:
    """How the mail does, over all offices. ``error`` and ``address`` are of the newest letter that failed."""

    waiting: int
    given_up: int
    sent_at: datetime | None
    error: str
    failed_at: datetime | None


def send_due(context: Context) -> int:
    """Hand over what is due; how many letters the server took. Nothing without a mail server."""
    server = context.settings.mail
    if server is None:
        return 0
    letters = take_due(context)
    taken = 0
    for letter, outcome in zip(letters, deliver(server, letters), strict=True):
        _close(context, letter, outcome)
        taken += not outcome.error
    return taken


def take_due(context: Context) -> list[Letter]:
    """The letters that are due, from now on in this sender's hand for ``LEASE``."""
    now = utc_now()
    taken: list[Letter] = []
    with transaction(context.sessions) as session:
        due = session.scalars(
            select(AlertMail)
            .where(AlertMail.state == "waiting", AlertMail.next_at <= now)
            .order_by(AlertMail.next_at)
            .limit(AT_ONCE)
        ).all()
        for mail in due:
            moved = session.execute(
                update(AlertMail)
                .where(AlertMail.id == mail.id, AlertMail.next_at == mail.next_at, AlertMail.state == "waiting")
                .values(next_at=now + LEASE)
                .returning(AlertMail.id)
                .execution_options(synchronize_session=False)
            ).all()
            if moved:
                taken.append(Letter(id=mail.id, address=mail.address, subject=mail.subject, body=mail.body))
    return taken


def deliver(server: MailServer, letters: Sequence[Letter]) -> list[Outcome]:
    """One outcome for each letter, over one connection. Never raises for what the server does."""
    outcomes: list[Outcome] = []
    if not letters:
        return outcomes
    try:
        with _connected(server) as connection:
            for letter in letters:
                outcomes.append(_hand_over(connection, server, letter))
    except smtplib.SMTPServerDisconnected:
        outcomes += [Outcome("Server surel memutus sambungan.")] * (len(letters) - len(outcomes))
    except (OSError, smtplib.SMTPException) as error:
        outcomes += [Outcome(_reason(error))] * (len(letters) - len(outcomes))
    return outcomes[: len(letters)]


def message(server: MailServer, letter: Letter) -> EmailMessage:
    """The letter as mail. ValueError for a line break in a header: the policy refuses to write one."""
    made = EmailMessage(policy=SMTP)
    made["From"] = server.sender
    made["To"] = letter.address
    made["Subject"] = letter.subject
    made["Date"] = format_datetime(utc_now())
    # The same at every try: a server that took the letter and lost the connection shows it once.
    made["Message-ID"] = f"<{letter.id.hex}@{server.sender.rpartition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"
    made["Content-Language"] = "id"
    made.set_content(letter.body)
    return made


def health(session: Session) -> Health:
    """What an administrator sees; three small queries."""
    counts = dict(session.execute(select(AlertMail.state, func.count()).group_by(AlertMail.state)).all())
    failed = session.execute(
        select(AlertMail.last_error, AlertMail.ended_at, AlertMail.next_at)
        .where(AlertMail.last_error != "", AlertMail.state != "sent")
        .order_by(AlertMail.created_at.desc())
        .limit(1)
    ).one_or_none()
    return Health(
        waiting=counts.get("waiting", 0),
        given_up=counts.get("given_up", 0),
        sent_at=session.scalar(select(func.max(AlertMail.ended_at)).where(AlertMail.state == "sent")),
        error="" if failed is None else failed[0],
        failed_at=None if failed is None else failed[1] or failed[2],
    )


def _connected(server: MailServer) -> smtplib.SMTP:
    """A connection, encrypted and signed in as the settings say."""
    verified = ssl.create_default_context()
    if server.ca_file is not None:
        verified.load_verify_locations(server.ca_file)
    if server.security == "tls":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=SLOW, context=verified)
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=SLOW)
    try:
        if server.security == "starttls":
            connection.starttls(context=verified)
        if server.user:
            connection.login(server.user, server.password)
    except BaseException:
        connection.close()
        raise
    return connection


def _hand_over(connection: smtplib.SMTP, server: MailServer, letter: Letter) -> Outcome:
    try:
        connection.send_message(message(server, letter), from_addr=server.sender, to_addrs=[letter.address])
    except smtplib.SMTPRecipientsRefused as refused:
        code, said = next(iter(refused.recipients.values()))
        return Outcome(_said("Alamat penerima ditolak", code, said), for_good=code >= 500)
    except smtplib.SMTPServerDisconnected:
        raise
    except smtplib.SMTPResponseException as error:
        return Outcome(_said("Surel ditolak", error.smtp_code, error.smtp_error), for_good=error.smtp_code >= 500)
    except ValueError:
        return Outcome("Surel ini tidak dapat ditulis: ada baris baru di kepalanya.", for_good=True)
    return Outcome()


def _reason(error: OSError | smtplib.SMTPException) -> str:
    """Why nothing could be handed over, for people. Never the letter, never the password."""
    match error:
        case smtplib.SMTPAuthenticationError():
            return _said("Nama pengguna atau kata sandi server surel ditolak", error.smtp_code, "")
        case ssl.SSLCertVerificationError():
            return "Sertifikat server surel tidak dipercaya; kirim sertifikatnya lewat LINDUNG_SMTP_CA_FILE."
        case ssl.SSLError():
            return "Sambungan terenkripsi ke server surel gagal."
        case smtplib.SMTPNotSupportedError():
            return "Server surel tidak menawarkan cara yang diminta (STARTTLS atau masuk dengan kata sandi)."
        case smtplib.SMTPResponseException():
            return _said("Server surel menolak", error.smtp_code, error.smtp_error)
        case TimeoutError():
            return "Server surel tidak menjawab tepat waktu."
        case smtplib.SMTPException():
            return "Server surel menjawab di luar aturan."
    return f"Server surel tidak dapat dicapai: {error.strerror or type(error).__name__}."


def _said(what: str, code: int, said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    plain = " ".join("".join(c for c in text if c.isprintable() or c == " ").split())
    return f"{what} ({code}){': ' + plain if plain else ''}."[:255]


def _close(context: Context, letter: Letter, outcome: Outcome) -> None:
    """Write the try down, and when the next one is."""
    with transaction(context.sessions) as session:
        mail = session.get(AlertMail, letter.id)
        if mail is None or mail.state != "waiting":
            return  # its account went while the letter was on its way
        now = utc_now()
        mail.attempts += 1
        mail.last_error = outcome.error
        if not outcome.error:
            mail.state, mail.ended_at = "sent", now
        elif outcome.for_good or mail.attempts > len(RETRIES):
            mail.state, mail.ended_at = "given_up", now
        else:
            mail.next_at = now + RETRIES[mail.attempts - 1]
        LOG.info("alert mail %s try %d: %s", mail.id, mail.attempts, outcome.error or "sent")

"""A real mail server on this machine, which can be told to refuse."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from pathlib import Path
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from api.mail_server import MailSecurity, MailServer

USER, SECRET = "lindung", "sandi-surel-rahasia"


@dataclass
class PostOffice:
    """``refusals`` are answers to give before letters are taken, first to last; ``unknown`` recipients are refused
    for good. ``received`` are the letters as they arrived."""

    folder: Path
    refusals: list[str] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)
    received: list[EmailMessage] = field(default_factory=list)
    envelopes: list[list[str]] = field(default_factory=list)
    signed_in: list[str] = field(default_factory=list)
    port: int = 0

    @contextmanager
    def open(self, *, security: MailSecurity = "none", sign_in: bool = False) -> Iterator[PostOffice]:
        """Answer on a free port until the block ends."""
        context = None if security == "none" else self._certified()
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]  # the library itself cannot take "any"
        controller = Controller(
            cast(Any, self),
            hostname="127.0.0.1",
            port=self.port,
            ssl_context=context if security == "tls" else None,
            tls_context=context if security == "starttls" else None,
            require_starttls=security == "starttls",
            authenticator=self._authenticate if sign_in else None,
            # The library takes a connection that is encrypted from its first byte for one in clear.
            auth_required=sign_in and security == "starttls",
            auth_require_tls=security == "starttls",
        )
        controller.start()
        try:
            yield self
        finally:
            controller.stop()

    def settings(
        self, *, security: MailSecurity = "none", user: str = "", password: str = SECRET, trusted: bool = True
    ) -> MailServer:
        """How the program reaches it; ``trusted``: the settings name its certificate."""
        return MailServer(
            host="127.0.0.1",
            port=self.port,
            sender="lindung@dinas.example.go.id",
            user=user,
            password=password,
            security=security,
            ca_file=self.folder / "surel.pem" if trusted and security != "none" else None,
        )

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.unknown:
            return "550 5.1.1 No such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.refusals:
            return self.refusals.pop(0)
        assert isinstance(envelope.content, bytes)
        self.received.append(cast(EmailMessage, message_from_bytes(envelope.content, policy=default)))
        self.envelopes.append(list(envelope.rcpt_tos))
        return "250 OK"

    def _authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword
    ) -> AuthResult:
        good = data.login == USER.encode() and data.password == SECRET.encode()
        if good:
            self.signed_in.append(USER)
        return AuthResult(success=good, handled=False)

    def _certified(self) -> ssl.SSLContext:
        """A certificate of its own making, for this address, written beside its key."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "surel")])
        now = datetime.now(UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(hours=1))
            .not_valid_after(now + timedelta(hours=1))
            .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .sign(key, hashes.SHA256())
        )
        (self.folder / "surel.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        (self.folder / "surel.key").write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.folder / "surel.pem", self.folder / "surel.key")
        return context

"""The server that takes the office's mail, as the environment names it (``LINDUNG_SMTP_*``), and our own address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

MailSecurity = Literal["starttls", "tls", "none"]
PORTS: dict[MailSecurity, int] = {"starttls": 587, "tls": 465, "none": 25}
_LOCAL = ("localhost", "127.0.0.1", "::1")
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
"""A plain address: no name, no comment, no line break, nothing a mail header could be made of."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over. ``user`` "": without signing in. ``ca_file`` is a certificate (PEM) that is trusted
    besides those of the system, for a mail server with one of its own making."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    security: MailSecurity = "starttls"
    ca_file: Path | None = None


def mail_server(env: Mapping[str, str]) -> MailServer | None:
    """None without LINDUNG_SMTP_HOST. ValueError with the name of the variable that cannot be understood."""
    host = env.get("LINDUNG_SMTP_HOST", "").strip()
    if not host:
        return None
    security = _security(env.get("LINDUNG_SMTP_TLS") or "starttls")
    sender, user = env.get("LINDUNG_SMTP_FROM", "").strip(), env.get("LINDUNG_SMTP_USER", "")
    if not ADDRESS.fullmatch(sender):
        raise ValueError("LINDUNG_SMTP_FROM must be a plain address such as lindung@example.go.id")
    if user and security == "none" and host not in _LOCAL:
        # A password that crosses a network in clear is everybody's.
        raise ValueError("LINDUNG_SMTP_TLS=none with LINDUNG_SMTP_USER is accepted for this machine only")
    port = env.get("LINDUNG_SMTP_PORT") or str(PORTS[security])
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise ValueError(f"LINDUNG_SMTP_PORT must be a port, not {port!r}")
    return MailServer(
        host=host,
        port=int(port),
        sender=sender,
        user=user,
        password=_password(env),
        security=security,
        ca_file=Path(ca).expanduser().resolve() if (ca := env.get("LINDUNG_SMTP_CA_FILE")) else None,
    )


def base_url(text: str) -> str:
    """The address under which people open Lindung, without a slash at its end. ValueError for what is none."""
    parts = urlsplit(text.strip())
    if text.strip() and (parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment):
        raise ValueError(f"LINDUNG_BASE_URL must read like https://lindung.example.go.id, not {text!r}")
    return text.strip().rstrip("/")


def _security(text: str) -> MailSecurity:
    match text:
        case "starttls" | "tls" | "none":
            return text
        case _:
            raise ValueError(f"LINDUNG_SMTP_TLS must be one of {', '.join(PORTS)}, not {text!r}")


def _password(env: Mapping[str, str]) -> str:
    kept = env.get("LINDUNG_SMTP_PASSWORD_FILE")
    if not kept:
        return env.get("LINDUNG_SMTP_PASSWORD", "")
    try:
        return Path(kept).expanduser().read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ValueError(f"LINDUNG_SMTP_PASSWORD_FILE cannot be read: {error.strerror}") from None

"""Where things lie and how far they may go: read once from the environment (``LINDUNG_*``), then handed around."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from api.buckets import Bucket, reference_bucket, storage_bucket
from api.mail_server import MailServer, base_url, mail_server
from api.oidc_settings import OidcClient, oidc_client

MEBIBYTE = 1024 * 1024
THIS_MACHINE = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one installation.

    ``data_dir``         all that is kept (LINDUNG_DATA_DIR; default ``$XDG_DATA_HOME/lindung`` or ``~/lindung-data``)
    ``database_url``     SQLAlchemy address (LINDUNG_DATABASE_URL); default the one SQLite file in ``data_dir``
    ``org``              short name of the office that first-run accounts belong to (LINDUNG_ORG)
    ``workers``          reading processes (LINDUNG_WORKERS)
    ``max_upload``       largest accepted file in bytes (LINDUNG_MAX_UPLOAD_MB)
    ``min_free``         free disk space in bytes that must remain after an upload (LINDUNG_MIN_FREE_MB)
    ``hosts``            host names under which the web may be asked (LINDUNG_HOSTS, comma separated)
    ``session_hours``    how long a sign-in lasts without use (LINDUNG_SESSION_HOURS)
    ``secure_cookies``   send cookies over HTTPS only (LINDUNG_SECURE_COOKIES=1, behind a TLS proxy)
    ``slot``             the name under which this machine reads (LINDUNG_SLOT, PostgreSQL only); "": its host name
    ``inbox``            a folder that the server watches for new files (LINDUNG_INBOX); None: none
    ``inbox_pattern``    what the names of its folders say (LINDUNG_INBOX_PATTERN, see ``api.folders.metadata``)
    ``law_dir``          the office's own rows of law data (LINDUNG_LAW_DIR); None: ``law`` in ``data_dir``
    ``api_rate``         how often one program may ask (LINDUNG_API_RATE, as in "600/minute")
    ``webhook_private``  let webhooks reach private networks (LINDUNG_WEBHOOK_PRIVATE=1)
    ``reference_dir``    files that a program may name instead of sending them (LINDUNG_REFERENCE_DIR); None: none
    ``bucket``           where files are kept instead of ``data_dir`` (LINDUNG_STORAGE=s3://bucket/prefix with
                         LINDUNG_S3_ENDPOINT, LINDUNG_S3_REGION, LINDUNG_S3_ACCESS_KEY, LINDUNG_S3_SECRET_KEY, or
                         the keys from LINDUNG_S3_ACCESS_KEY_FILE, LINDUNG_S3_SECRET_KEY_FILE; plain http beyond this
                         machine only with LINDUNG_S3_HTTP=1); None: they are kept in ``data_dir``
    ``cache_size``       bytes of copies from the bucket that this machine keeps (LINDUNG_CACHE_MB)
    ``reference_bucket`` files that a program may name instead of sending them (LINDUNG_REFERENCE_S3=s3://bucket/prefix);
                         with LINDUNG_REFERENCE_S3_ENDPOINT its own server, LINDUNG_REFERENCE_S3_REGION and the keys
                         LINDUNG_REFERENCE_S3_ACCESS_KEY, LINDUNG_REFERENCE_S3_SECRET_KEY (or
                         LINDUNG_REFERENCE_S3_ACCESS_KEY_FILE, LINDUNG_REFERENCE_S3_SECRET_KEY_FILE), else those of
                         the storage; None: none
    ``mail``             the server that takes mail (LINDUNG_SMTP_HOST, LINDUNG_SMTP_PORT, LINDUNG_SMTP_TLS,
                         LINDUNG_SMTP_CA_FILE, LINDUNG_SMTP_USER, LINDUNG_SMTP_PASSWORD_FILE or LINDUNG_SMTP_PASSWORD,
                         LINDUNG_SMTP_FROM); None: alerts in the application only
    ``base_url``         the address of this installation as people type it (LINDUNG_BASE_URL), for links in mail
    ``oidc``             the office's own sign-in service (LINDUNG_OIDC_ISSUER, LINDUNG_OIDC_CLIENT_ID,
                         LINDUNG_OIDC_CLIENT_SECRET or LINDUNG_OIDC_CLIENT_SECRET_FILE, LINDUNG_OIDC_NAME,
                         LINDUNG_OIDC_NEW_ROLE); None: names and passwords alone
    ``audit_key``        64 hexadecimal digits that seal the audit trail (LINDUNG_AUDIT_KEY); "": the file ``audit.key``
    """

    data_dir: Path
    database_url: str
    org: str = "utama"
    workers: int = 2
    max_upload: int = 100 * MEBIBYTE
    min_free: int = 500 * MEBIBYTE
    hosts: tuple[str, ...] = THIS_MACHINE
    session_hours: int = 12
    secure_cookies: bool = False
    law_dir: Path | None = None
    slot: str = ""
    inbox: Path | None = None
    inbox_pattern: str = ""
    api_rate: str = "600/minute"
    webhook_private: bool = False
    reference_dir: Path | None = None
    bucket: Bucket | None = None
    cache_size: int = 2048 * MEBIBYTE
    reference_bucket: Bucket | None = None
    mail: MailServer | None = None
    base_url: str = ""
    oidc: OidcClient | None = None
    audit_key: str = field(default="", repr=False)

    @property
    def originals(self) -> Path:
        return self.data_dir / "originals"

    @property
    def derived(self) -> Path:
        return self.data_dir / "derived"

    @property
    def incoming(self) -> Path:
        """Uploads on their way in; on the same disk as ``originals``, so that a rename finishes them."""
        return self.data_dir / "incoming"

    @property
    def cache(self) -> Path:
        """Copies of what lies in the bucket; may be removed at any time."""
        return self.data_dir / "cache"

    @property
    def law_folder(self) -> Path:
        """Where the office's own law data lies; need not exist."""
        return self.law_dir or self.data_dir / "law"

    @property
    def decrees(self) -> Path:
        """The decrees behind the office's rows, by content. Apart from ``originals``: erasing a contract that happens
        to be the same file must not take the source of a minimum wage with it."""
        return self.data_dir / "decrees"

    @property
    def audit_key_file(self) -> Path:
        return self.data_dir / "audit.key"

    @property
    def worker_lock(self) -> Path:
        return self.data_dir / "worker.lock"


def from_environment(env: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this process. ValueError with the name of the variable that cannot be understood."""
    data_dir = _data_dir(env)
    law_dir = env.get("LINDUNG_LAW_DIR")
    hosts = [host.strip() for host in env.get("LINDUNG_HOSTS", "").split(",") if host.strip()]
    return Settings(
        data_dir=data_dir,
        database_url=env.get("LINDUNG_DATABASE_URL") or f"sqlite:///{data_dir / 'lindung.sqlite3'}",
        org=env.get("LINDUNG_ORG", "utama"),
        workers=_number(env, "LINDUNG_WORKERS", default=2, least=1),
        max_upload=_number(env, "LINDUNG_MAX_UPLOAD_MB", default=100, least=1) * MEBIBYTE,
        min_free=_number(env, "LINDUNG_MIN_FREE_MB", default=500, least=0) * MEBIBYTE,
        hosts=tuple(hosts) or THIS_MACHINE,
        session_hours=_number(env, "LINDUNG_SESSION_HOURS", default=12, least=1),
        secure_cookies=env.get("LINDUNG_SECURE_COOKIES", "0") == "1",
        law_dir=Path(law_dir) if law_dir else None,
        slot=env.get("LINDUNG_SLOT", ""),
        inbox=Path(inbox).expanduser().resolve() if (inbox := env.get("LINDUNG_INBOX")) else None,
        inbox_pattern=env.get("LINDUNG_INBOX_PATTERN", ""),
        api_rate=_rate(env.get("LINDUNG_API_RATE") or "600/minute"),
        webhook_private=env.get("LINDUNG_WEBHOOK_PRIVATE", "0") == "1",
        reference_dir=Path(named).expanduser().resolve() if (named := env.get("LINDUNG_REFERENCE_DIR")) else None,
        bucket=storage_bucket(env),
        cache_size=_number(env, "LINDUNG_CACHE_MB", default=2048, least=1) * MEBIBYTE,
        reference_bucket=reference_bucket(env),
        mail=mail_server(env),
        base_url=base_url(env.get("LINDUNG_BASE_URL", "")),
        oidc=oidc_client(env),
        audit_key=env.get("LINDUNG_AUDIT_KEY", "").strip().lower(),
    )


def _rate(text: str) -> str:
    if not re.fullmatch(r"[1-9]\d*/(second|minute|hour|day)", text):
        raise ValueError(f"LINDUNG_API_RATE must read like 600/minute, not {text!r}")
    return text


def _data_dir(env: Mapping[str, str]) -> Path:
    if named := env.get("LINDUNG_DATA_DIR"):
        return Path(named).expanduser().resolve()
    if xdg := env.get("XDG_DATA_HOME"):
        return Path(xdg) / "lindung"
    return Path.home() / "lindung-data"


def _number(env: Mapping[str, str], name: str, *, default: int, least: int) -> int:
    text = env.get(name)
    if not text:
        return default
    try:
        number = int(text)
    except ValueError:
        raise ValueError(f"{name} must be a whole number, not {text!r}") from None
    if number < least:
        raise ValueError(f"{name} must be at least {least}, not {number}")
    return number

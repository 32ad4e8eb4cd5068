"""``init`` and ``serve``."""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
from dataclasses import replace
from pathlib import Path

import uvicorn

from api import backup
from api.app import create_app
from api.context import open_context
from api.database import transaction
from api.jobs import housekeeping
from api.jobs.slots import take_file
from api.services import auth
from api.services.auth import OneTimePassword
from api.settings import THIS_MACHINE, Settings, from_environment

OLD_SERVER_SECONDS = 15.0
"""How long a server that is being restarted waits for the old one to let go of the data folder."""


def init() -> int:
    """Make the data folder, the database and the first account; print its one-time password."""
    settings = from_environment()
    admin = _prepare(settings, renew=True)
    print(f"Folder data: {settings.data_dir}")
    if admin is None:
        print("Akun admin sudah ada.")
    else:
        _print_password(admin)
    return 0


def serve(*, host: str, port: int, lan: bool) -> int:
    """Run the web and the reading until interrupted."""
    if not lan and not _loopback(host):
        print(
            f"{host} dapat dicapai dari komputer lain; server tidak dijalankan.\n"
            "Tambahkan --lan bila memang dimaksudkan untuk satu kantor, dan pasang TLS di depannya.",
            file=sys.stderr,
        )
        return 2
    if (taken := _port_problem(host, port)) is not None:
        print(taken, file=sys.stderr)
        return 2
    settings = from_environment()
    settings = replace(settings, hosts=_hosts(settings, host))
    admin = _prepare(settings, renew=False)
    # Asked before the web starts, so that the refusal is a sentence and not a traceback out of its start-up.
    if settings.database_url.startswith("sqlite"):
        os.close(take_file(settings, patience=OLD_SERVER_SECONDS))
    config = uvicorn.Config(
        create_app(settings),
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
    )
    _Server(config, admin=admin).run()
    return 0


class _Server(uvicorn.Server):
    """Says where it is once it really answers."""

    def __init__(self, config: uvicorn.Config, *, admin: OneTimePassword | None) -> None:
        super().__init__(config)
        self._admin = admin

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started:
            print(
                f"Lindung berjalan di http://{_in_address(self.config.host)}:{self.config.port}/ (berhenti: Ctrl+C)",
                flush=True,
            )
            if self._admin is not None:
                _print_password(self._admin)


def _prepare(settings: Settings, *, renew: bool) -> OneTimePassword | None:
    context = open_context(settings)
    try:
        with transaction(context.sessions) as session:
            return auth.first_admin(session, org=settings.org, renew=renew)
    finally:
        context.close()


def _port_problem(host: str, port: int) -> str | None:
    """Why nothing can be served there, in words; None when it can."""
    try:
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError as error:
        return (
            f"Alamat {host} port {port} tidak dapat dipakai: {error.strerror}.\n"
            "Pilih port lain dengan --port, atau hentikan program yang memakainya."
        )
    return None


def _print_password(admin: OneTimePassword) -> None:
    print(f"Masuk sebagai: {admin.name}\nKata sandi sekali pakai: {admin.password}", flush=True)


def _hosts(settings: Settings, host: str) -> tuple[str, ...]:
    """The names under which the web answers: as configured, else this machine's and the address served on.

    On all addresses of the machine its names in the office are not known, so any is answered; LINDUNG_HOSTS narrows it.
    """
    if settings.hosts != THIS_MACHINE or _loopback(host):
        return settings.hosts
    return ("*",) if host in ("0.0.0.0", "::") else (*settings.hosts, _in_address(host))  # noqa: S104


def _loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def tidy() -> int:
    """Clear away what nobody will ask for again; what went, on standard error."""
    context = open_context(from_environment())
    try:
        made = housekeeping.tidy(context)
    finally:
        context.close()
    print(
        f"Dibersihkan: {made.jobs} catatan pekerjaan, {made.uploads} unggahan terputus, "
        f"{made.originals} berkas tanpa dokumen, {made.copies} salinan usang, {made.sessions} sesi berakhir, "
        f"{made.keys} kunci permintaan, {made.tokens} token akses, {made.messages} pemberitahuan lama.",
        file=sys.stderr,
    )
    return 0


def copy(action: str, folder: Path, *, with_files: bool = True) -> int:
    """``backup`` into a folder, or ``restore`` from one; what it holds, on standard error."""
    settings = from_environment()
    if action == "backup":
        made = backup.backup(settings, folder, with_files=with_files)
    else:
        made = backup.restore(settings, folder)
    word = "Cadangan dibuat" if action == "backup" else "Cadangan dipulihkan"
    listed = f", {len(made.objects)} objek tetap di bucket" if made.objects else ""
    print(f"{word}: {made.rows['document']} dokumen, {len(made.files)} berkas{listed}.", file=sys.stderr)
    return 0

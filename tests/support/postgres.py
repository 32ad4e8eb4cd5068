"""A PostgreSQL server for the tests: a cluster in a temporary folder, reached over a socket in that folder alone."""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import sqlalchemy as sa

VARIABLE = "LINDUNG_TEST_POSTGRES"
"""Names the folder of the socket; processes that a test starts find the same server by it."""
TEMPLATE = "lindung_template"


@contextmanager
def running() -> Iterator[Path]:
    """Start a server, name it in the environment, stop and remove it at the end. The folder of its socket.

    Commits need not survive a power cut here, so nothing waits for the disk.
    """
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    data = folder / "data"
    _own(folder)
    _run("initdb", "-D", str(data), "-U", "lindung", "--auth=trust", "--encoding=UTF8", "--no-sync", "--locale=C")
    options = f"-c listen_addresses='' -k {folder} -c fsync=off -c full_page_writes=off -c max_connections=200"
    _run("pg_ctl", "-D", str(data), "-w", "-o", options, "-l", str(folder / "log"), "start")
    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = str(folder)
    try:
        yield folder
    finally:
        os.environ.pop(VARIABLE, None)
        if before is not None:
            os.environ[VARIABLE] = before
        _run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def kill_server(folder: Path) -> None:
    """Kill -9 the server and all that belong to it, then start it again over the same cluster."""
    data = folder / "data"
    leader = int((data / "postmaster.pid").read_text().splitlines()[0])
    for process in (leader, *_children(leader)):
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    # Until somebody reaps the dead server it stands there as a zombie, and a new one would take it for alive.
    (data / "postmaster.pid").unlink()
    (folder / ".s.PGSQL.5432.lock").unlink()
    options = f"-c listen_addresses='' -k {folder} -c fsync=off -c max_connections=200"
    _run("pg_ctl", "-D", str(data), "-w", "-t", "60", "-o", options, "-l", str(folder / "log"), "start")


def address(place: Path) -> str | None:
    """The SQLAlchemy address of the database that belongs to the folder ``place``, made when it is asked for first;
    None while no server runs. It is a copy of a database that has been migrated already."""
    socket = os.environ.get(VARIABLE)
    if socket is None:
        return None
    name = "t" + hashlib.sha256(str(place.resolve()).encode()).hexdigest()[:20]
    engine = sa.create_engine(_address("postgres", socket), isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            known = set(connection.scalars(sa.text("SELECT datname FROM pg_database")))
            if TEMPLATE not in known:
                connection.execute(sa.text(f"CREATE DATABASE {TEMPLATE}"))
                _migrate(_address(TEMPLATE, socket))
            if name not in known:
                connection.execute(sa.text(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}"))
    finally:
        engine.dispose()
    return _address(name, socket)


def empty(name: str) -> str:
    """The address of a new database without any table."""
    socket = os.environ[VARIABLE]
    engine = sa.create_engine(_address("postgres", socket), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE IF EXISTS {name}"))
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return _address(name, socket)


def _migrate(url: str) -> None:
    from dbos import DBOS

    from models.migrations import upgrade

    engine = sa.create_engine(url)
    upgrade(engine)
    engine.dispose()
    DBOS.migrate(url)


def _address(database: str, socket: str) -> str:
    return f"postgresql+psycopg://lindung@/{database}?host={socket}"


def _run(program: str, *arguments: str) -> None:
    """The server refuses to run as root; then it runs as the system's own user for it."""
    command = [_found(program), *arguments]
    if os.geteuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    assert done.returncode == 0, done.stderr + done.stdout


def _found(program: str) -> str:
    places = [*sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), reverse=True), shutil.which(program)]
    assert places[0] is not None, "PostgreSQL is not installed"
    return str(places[0])


def _children(leader: int) -> list[int]:
    """All processes of the server: each still holds its shared memory, and no new server starts before they are gone."""
    found = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(place.read_text().rpartition(")")[2].split()[1]) == leader:
                found.append(int(place.parent.name))
    return found


def _own(folder: Path) -> None:
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        folder.chmod(0o755)

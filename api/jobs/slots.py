"""Who works under which name. The engine takes unfinished work up again under the name of a slot, so two holders of
one name would both do it.

On SQLite there is one slot, held by a lock on a file of the data folder. On PostgreSQL there may be many machines; each
slot is a session lock of the database, which ends with the connection however its holder ends: that is how the others
learn that a machine is gone.
"""

from __future__ import annotations

import fcntl
import hashlib
import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from api.context import Context
from api.errors import WorkerBusy
from api.settings import Settings

LOG = logging.getLogger("lindung.jobs")

ONLY_SLOT = "worker-1"
"""The slot of an installation on SQLite: the same on whatever machine its data folder is opened."""
LOOK = 2.0
"""Seconds between two looks whether the lock is still ours."""
POLL = 0.25


def slot_name(context: Context) -> str:
    """The name under which this process works: LINDUNG_SLOT, else the machine's name."""
    if not distributed(context):
        return ONLY_SLOT
    return context.settings.slot or f"{socket.gethostname()}-1"


def distributed(context: Context) -> bool:
    """May several machines work on this database?"""
    return context.engine.dialect.name == "postgresql"


@contextmanager
def held(context: Context) -> Iterator[str]:
    """Hold this process's slot; its name. WorkerBusy when another process holds it.

    Should the connection that carries the lock be lost, this process ends as if it had been told to (SIGTERM): the
    others take its work over from that moment on.
    """
    name = slot_name(context)
    if not distributed(context):
        handle = take_file(context.settings)
        try:
            yield name
        finally:
            os.close(handle)
        return
    with context.engine.connect() as connection:
        connection.execute(text("SELECT set_config('application_name', :name, false)"), {"name": f"lindung {name}"})
        if not _try_lock(connection, name):
            raise WorkerBusy()
        connection.commit()
        released = threading.Event()
        watch = threading.Thread(target=_watch, args=(connection, released), name="slot", daemon=True)
        watch.start()
        try:
            yield name
        finally:
            released.set()
            watch.join()
            # Not back into the pool: the name and the lock belong to this connection. It may be lost already.
            with suppress(SQLAlchemyError):
                connection.detach()
                connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _key(name)})
                connection.commit()


def alive(connection: Connection, name: str) -> bool:
    """Does anybody hold this slot? (PostgreSQL)"""
    if not _try_lock(connection, name):
        return True
    connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _key(name)})
    return False


def living(connection: Connection) -> tuple[str, ...]:
    """The names of all slots held at the moment, in order. (PostgreSQL)"""
    names = connection.scalars(
        text(
            "SELECT substr(application_name, 9) FROM pg_stat_activity"
            " WHERE datname = current_database() AND application_name LIKE 'lindung %'"
        )
    )
    return tuple(sorted(name for name in names))


def take_file(settings: Settings, *, patience: float = 0.0) -> int:
    """Take the worker lock of the data folder and return its handle; WorkerBusy when another process holds it.

    ``patience`` seconds are waited for a holder that is about to end. The kernel frees the lock when the process ends,
    however it ends.
    """
    handle = os.open(settings.worker_lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    end = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= end:
                os.close(handle)
                raise WorkerBusy() from None
            time.sleep(POLL)
        else:
            return handle


def _watch(connection: Connection, released: threading.Event) -> None:
    while not released.wait(LOOK):
        try:
            connection.execute(text("SELECT 1"))
            connection.commit()
        except SQLAlchemyError as error:
            LOG.error("lost the slot's connection (%s): ending", type(error).__name__)
            os.kill(os.getpid(), signal.SIGTERM)
            return


def _try_lock(connection: Connection, name: str) -> bool:
    return bool(connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": _key(name)}))


def _key(name: str) -> int:
    return int.from_bytes(hashlib.sha256(f"lindung slot {name}".encode()).digest()[:8], signed=True)

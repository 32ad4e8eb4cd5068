"""One engine per process, one session per request or job, one commit at its end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

from fastapi import Depends, Request
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session, sessionmaker

from api.services import audit
from api.settings import Settings

Sessions = sessionmaker[Session]


def make_engine(settings: Settings) -> Engine:
    """The engine for the settings' database, whose folder exists. On SQLite every connection is set up as
    ``_prepare_sqlite`` says."""
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    if url.database and url.database != ":memory:":
        # For its owner only, wherever the data folder lies; the files beside it (-wal, -shm) get the same mode.
        os.close(os.open(url.database, os.O_CREAT | os.O_RDWR, 0o600))
    engine = create_engine(url)
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def make_sessions(engine: Engine, *, audit_key: bytes) -> Sessions:
    """Sessions that keep loaded values after the commit, so that a page can be rendered from them. The events of a
    transaction are sealed with ``audit_key`` and written when it commits."""
    made = sessionmaker(engine, expire_on_commit=False, info={audit.KEY: audit_key})
    event.listen(made, "before_commit", audit.write_pending)
    event.listen(made, "after_rollback", audit.forget_pending)
    return made


@contextmanager
def transaction(sessions: Sessions) -> Iterator[Session]:
    """One unit of work outside a request: committed at the end, rolled back when it raises."""
    with sessions() as session, session.begin():
        yield session


def request_session(request: Request) -> Iterator[Session]:
    """The session of one request, committed before the answer is sent (``scope="function"``): a commit that fails
    must not be answered with 200."""
    sessions: Sessions = request.app.state.context.sessions
    with transaction(sessions) as session:
        yield session


Database = Annotated[Session, Depends(request_session, scope="function")]


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Readers go on while one writes (WAL); a writer takes its lock at the first write (IMMEDIATE) and waits its
    turn up to 30 s; what a deleted document owns goes with it (foreign keys)."""
    connection.isolation_level = "IMMEDIATE"
    connection.execute("PRAGMA busy_timeout=30000")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA foreign_keys=ON")

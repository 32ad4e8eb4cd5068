"""What the parts of one running installation share. Made once per process, handed to services, never global."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import Engine

from api.audit_key import audit_key
from api.database import Sessions, make_engine, make_sessions, transaction
from api.jobs.queue import JobQueue
from api.services import audit
from api.settings import Settings
from api.storage import Storage
from models.migrations import upgrade


@dataclass(frozen=True, slots=True)
class Context:
    """``queue`` is the port to the job engine; ``sessions`` makes database sessions."""

    settings: Settings
    engine: Engine
    sessions: Sessions
    storage: Storage
    queue: JobQueue

    def close(self) -> None:
        """Give back all connections."""
        self.queue.close()
        self.engine.dispose()


def open_context(settings: Settings) -> Context:
    """Open (and if need be create) the data folder, bring the database to the present schema, connect the queue."""
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = make_engine(settings)
    upgrade(engine)
    key = audit_key(settings, engine)
    sessions = make_sessions(engine, audit_key=key)
    with transaction(sessions) as session:
        audit.begin(session, key)
    return Context(
        settings=settings,
        engine=engine,
        sessions=sessions,
        storage=Storage(settings),
        queue=JobQueue(settings, engine),
    )


def request_context(request: Request) -> Context:
    context: Context = request.app.state.context
    return context


InContext = Annotated[Context, Depends(request_context)]

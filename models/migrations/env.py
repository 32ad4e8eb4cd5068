"""Run by Alembic. The connection comes from the caller (``models.migrations.upgrade``)."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from models import Base

OURS = frozenset(Base.metadata.tables)


def is_ours(_object: object, name: str | None, type_: str, _reflected: bool, _compare_to: object) -> bool:
    """Only our own tables are compared: the job engine keeps its tables in the same file."""
    return type_ != "table" or name in OURS


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_object=is_ours,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_server_default=False,
    )
    # The caller owns the transaction; Alembic's own would commit step by step.
    context.run_migrations()


run(context.config.attributes["connection"])

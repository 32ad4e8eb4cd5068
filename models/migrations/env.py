"""Run by Alembic. The connection comes from the caller (``models.migrations.upgrade``)."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from models import Base
from models.migrations.env_filter import is_ours


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

"""Triggers by which the database itself refuses to change what must stay as it was written."""

from __future__ import annotations

from typing import Literal

from alembic import op

Change = Literal["UPDATE", "DELETE"]


def refuse(table: str, change: Change) -> None:
    """From now on a row of ``table`` cannot be changed in this way."""
    name = f"{table}_no_{change.lower()}"
    message = f"{table} is append-only"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"CREATE TRIGGER {name} BEFORE {change} ON {table} BEGIN SELECT RAISE(ABORT, '{message}'); END")
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{message}'; END $$"
    )
    op.execute(f"CREATE TRIGGER {name} BEFORE {change} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


def allow(table: str, change: Change) -> None:
    """Undo ``refuse``."""
    name = f"{table}_no_{change.lower()}"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"DROP TRIGGER {name}")
        return
    op.execute(f"DROP TRIGGER {name} ON {table}")
    op.execute(f"DROP FUNCTION {name}()")

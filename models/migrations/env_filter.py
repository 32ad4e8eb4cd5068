"""Which tables the migrations are about."""

from __future__ import annotations

from models import Base

OURS = frozenset(Base.metadata.tables)
BY_HAND = frozenset({"search_index"})
"""Indexes over an expression that only PostgreSQL has; the mapped classes cannot tell of them."""


def is_ours(_object: object, name: str | None, type_: str, _reflected: bool, _compare_to: object) -> bool:
    """Only our own tables are compared: the job engine keeps its tables in the same file."""
    if type_ == "index":
        return name not in BY_HAND
    return type_ != "table" or name in OURS

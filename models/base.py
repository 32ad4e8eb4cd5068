"""The declarative base, with one naming convention so that migrations can name every constraint on both databases."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import Date, MetaData, Uuid
from sqlalchemy.orm import DeclarativeBase

from models.types import Sen, UtcDateTime


class Base(DeclarativeBase):
    """Base of all tables. ``Decimal`` columns are rupiah (kept as integer sen), ``datetime`` columns are UTC."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[type, object]] = {
        datetime: UtcDateTime(),
        date: Date(),
        Decimal: Sen(),
        uuid.UUID: Uuid(),
    }


def utc_now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)

"""Names of positions: which spelling means which job."""

from __future__ import annotations

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class PositionName(Base):
    """A way in which a position is written, and the name under which the office counts it.

    ``key`` is the spelling without case and punctuation.
    """

    __tablename__ = "position_name"
    __table_args__ = (UniqueConstraint("org", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    org: Mapped[str] = mapped_column(String(64))
    key: Mapped[str] = mapped_column(String(255))
    written: Mapped[str] = mapped_column(String(255))
    name: Mapped[str] = mapped_column(String(255))

"""People who may enter, with their role in their office."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Literal

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, utc_now

Role = Literal["uploader", "reviewer", "approver", "head", "auditor", "admin", "api"]
"""What each may do stands in ``api.permissions``."""


class User(Base):
    """One account. ``org`` is the office; ``agency`` the one agency whose documents the person sees ("": all).

    ``email`` is where the daily mail of alerts goes ("": none).
    ``must_change_password`` is set while the password is one that the system made up and printed.
    ``failed_logins`` counts wrong passwords since the last right one; ``locked_until`` ends the pause they cause.
    """

    __tablename__ = "user"
    __table_args__ = (UniqueConstraint("name"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    org: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(64))
    display_name: Mapped[str] = mapped_column(String(128), default="")
    password_hash: Mapped[str] = mapped_column(String(255))
    role: Mapped[Role] = mapped_column(String(16))
    agency: Mapped[str] = mapped_column(String(64), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    active: Mapped[bool] = mapped_column(default=True)
    must_change_password: Mapped[bool] = mapped_column(default=False)
    failed_logins: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    last_login_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=utc_now)

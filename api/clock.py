"""The day in Indonesia, by which law is reckoned."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

WIB = timezone(timedelta(hours=7), "WIB")
"""Western Indonesian Time, by which the day of a check is reckoned."""


def today_here() -> date:
    """The day of a check made now."""
    return datetime.now(WIB).date()

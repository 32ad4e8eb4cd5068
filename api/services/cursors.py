"""Places in a list that is walked by keyset: newest first, by moment and id."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime, timedelta

from api.errors import Invalid

PATTERN = r"^[0-9]{1,16}-[0-9a-f]{32}$"
"""Every text of this form is a place, so that the description of the API can say exactly what is taken."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def cursor(created_at: datetime, identifier: uuid.UUID) -> str:
    """The place after this row, for the ``after`` of the next request."""
    return f"{(created_at - _EPOCH) // _MICROSECOND}-{identifier.hex}"


def place(text: str) -> tuple[datetime, uuid.UUID]:
    """The row before that place. Invalid at ``after`` for a text that is none."""
    if not re.fullmatch(PATTERN, text, re.ASCII):
        raise Invalid.at("after", "Penanda halaman daftar tidak dikenali.", remedy="Mulai lagi dari awal daftar.")
    moment, _, identifier = text.partition("-")
    return _EPOCH + int(moment) * _MICROSECOND, uuid.UUID(identifier)

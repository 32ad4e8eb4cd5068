"""Places in a list that is walked by keyset: newest first, by moment and id."""

from __future__ import annotations

import base64
import binascii
import uuid
from datetime import datetime

from api.errors import Invalid


def cursor(created_at: datetime, identifier: uuid.UUID) -> str:
    """The place after this row, for the ``after`` of the next request."""
    text = f"{created_at.isoformat()}|{identifier}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def place(text: str) -> tuple[datetime, uuid.UUID]:
    """The row before that place. Invalid at ``after`` for a text that ``cursor`` did not make."""
    try:
        plain = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
        moment, _, identifier = plain.partition("|")
        created = datetime.fromisoformat(moment)
        if created.tzinfo is None:
            raise ValueError("cursor without a time zone")
        return created, uuid.UUID(identifier)
    except (ValueError, OverflowError, binascii.Error, UnicodeError) as wrong:
        raise Invalid.at(
            "after", "Penanda halaman daftar tidak dikenali.", remedy="Mulai lagi dari awal daftar."
        ) from wrong

"""The key that seals the audit trail: made once, at the first start, and kept beside the database, never in it."""

from __future__ import annotations

import os
import re
import secrets

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from api.errors import AuditKeyMissing, AuditKeyWrong
from api.settings import Settings
from models import AuditHead

_HEX = re.compile(r"[0-9a-f]{64}")


def audit_key(settings: Settings, engine: Engine) -> bytes:
    """The key of this installation, made when the trail has none yet.

    AuditKeyMissing when the trail was sealed with a key that is not here; AuditKeyWrong for text that is no key.
    """
    if settings.audit_key:
        return _understood(settings.audit_key)
    try:
        return _understood(settings.audit_key_file.read_text().strip())
    except FileNotFoundError:
        pass
    with Session(engine) as session:
        if session.scalar(select(AuditHead.id)) is not None:
            raise AuditKeyMissing()
    made = secrets.token_hex(32)
    draft = settings.audit_key_file.with_suffix(f".{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as out:
        out.write(made + "\n")
        out.flush()
        os.fsync(out.fileno())
    try:
        # A link is never half there and does not replace the key that another process may have made meanwhile.
        os.link(draft, settings.audit_key_file)
    except FileExistsError:
        return _understood(settings.audit_key_file.read_text().strip())
    finally:
        draft.unlink()
    return _understood(made)


def _understood(text: str) -> bytes:
    if not _HEX.fullmatch(text):
        raise AuditKeyWrong()
    return bytes.fromhex(text)

"""Entity tags: what an answer says, as a short mark, and the conditions that requests put on it (RFC 9110)."""

from __future__ import annotations

import hashlib

from pydantic import BaseModel

from api.refusals import VersionChanged, VersionMissing


def tag_of(body: BaseModel | bytes) -> str:
    """The strong entity tag of an answer."""
    data = body if isinstance(body, bytes) else body.model_dump_json().encode()
    return f'"{hashlib.sha256(data).hexdigest()[:32]}"'


def unchanged(tag: str, if_none_match: str | None) -> bool:
    """Whether the sender has this very answer (weak comparison)."""
    if if_none_match is None:
        return False
    return if_none_match.strip() == "*" or tag in (_strong(part) for part in if_none_match.split(","))


def require_match(tag: str, if_match: str | None) -> None:
    """VersionMissing without a condition, VersionChanged when it does not hold (strong comparison)."""
    if if_match is None:
        raise VersionMissing()
    if if_match.strip() != "*" and tag not in (part.strip() for part in if_match.split(",")):
        raise VersionChanged()


def _strong(tag: str) -> str:
    return tag.strip().removeprefix("W/")

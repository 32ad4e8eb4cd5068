"""Who may do what, and to which documents: one table of roles, and the part of the house that a person sees.

A person works in one office (``org``) and there either for one agency (``User.agency``, the short name of the OPD or
firm that hands contracts in) or for all of it (""). The table says what the role allows; the agency says on which
documents. An uploader of the office itself ("") sees only what was handed in for no agency.
"""

from __future__ import annotations

from typing import Literal

from sqlalchemy import ColumnElement, and_

from api.errors import Forbidden
from models import Document, User
from models.user import Role

Permission = Literal[
    "read",  # reports, pages, lists
    "upload",  # hand in, have read or judged again
    "review",  # decide on findings, correct, declare checked
    "approve",  # approve what another has checked, send back
    "assign",  # give a document to somebody else
    "reveal",  # see a personal number uncovered, with a reason
    "register",  # the register of the whole office: agencies, vendors, positions, what was reported
    "audit",  # see the trail
    "law",  # change the office's law data
    "users",  # accounts and roles
    "erase",  # remove a document for good
]

_P: dict[Role, str] = {
    #           what the role may do
    "uploader": "read upload",
    "api":      "read upload",
    "reviewer": "read upload review reveal register",
    "approver": "read upload review approve assign reveal register",
    "head":     "read approve assign audit register",
    "auditor":  "read reveal audit register",
    "admin":    "read upload review approve assign reveal register audit law users erase",
}  # fmt: skip
ROLES: tuple[Role, ...] = tuple(_P)
ROLE_NAMES: dict[Role, str] = {
    "uploader": "pengunggah",
    "api": "program (API)",
    "reviewer": "peninjau",
    "approver": "penyetuju",
    "head": "pimpinan",
    "auditor": "auditor",
    "admin": "admin",
}
_ALLOWED: dict[Role, frozenset[str]] = {role: frozenset(words.split()) for role, words in _P.items()}


def may(user: User, permission: Permission) -> bool:
    return permission in _ALLOWED[user.role]


def require(user: User, permission: Permission) -> None:
    """Forbidden when the role does not allow it."""
    if not may(user, permission):
        raise Forbidden()


def sees_all(user: User) -> bool:
    """Whether the person sees the whole office, not only one agency's part of it."""
    return user.agency == "" and user.role != "uploader"


def sees(user: User, document: Document) -> bool:
    """Whether the document is in the person's part of the house; whatever is not, does not exist for the person."""
    if document.org != user.org:
        return False
    return sees_all(user) or document.agency == user.agency


def visible(user: User) -> ColumnElement[bool]:
    """The same as a condition of a query."""
    in_office = Document.org == user.org
    if sees_all(user):
        return in_office
    return and_(in_office, Document.agency == user.agency)

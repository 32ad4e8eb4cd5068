"""What a token may be used for. A token never allows more than the role of the account it acts for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, get_args

from fastapi import Depends, params

from api.auth import CurrentCaller
from api.errors import Invalid
from api.refusals import ScopeMissing

Scope = Literal[
    "documents:read",
    "documents:write",
    "documents:erase",
    "review:write",
    "exports:read",
    "personal:read",
    "webhooks:write",
    "admin",
]
SCOPES: tuple[Scope, ...] = get_args(Scope)
MEANINGS: dict[Scope, str] = {
    "documents:read": "dokumen, pekerjaan, laporan, gambar halaman",
    "documents:write": "mengirim dokumen, menilai ulang, mengatur masa simpan",
    "documents:erase": "menghapus dokumen",
    "review:write": "memutuskan temuan",
    "exports:read": "salinan, tabel, hOCR, ALTO, anotasi, paket arsip",
    "personal:read": "angka pribadi tanpa samaran dalam ekspor",
    "webhooks:write": "alamat yang diberi tahu",
    "admin": "angka pemantauan",
}


def needs(scope: Scope) -> params.Depends:
    """The dependency of a route: ScopeMissing for a token without ``scope``. A person's browser has no scopes."""
    made: params.Depends = Depends(_needing(scope))
    return made


def _needing(scope: Scope) -> Callable[[CurrentCaller], None]:
    def check(caller: CurrentCaller) -> None:
        if not caller.covers(scope):
            raise ScopeMissing.of(scope)

    check.scope = scope  # type: ignore[attr-defined] # for the test that every route declares one
    return check


def checked(words: Iterable[str]) -> str:
    """The scopes as stored: known ones, each once, in the order of the table. Invalid at ``scopes``."""
    asked = set(words)
    unknown = asked - set(SCOPES)
    if unknown:
        raise Invalid.at(
            "scopes",
            f"Cakupan tidak dikenal: {', '.join(sorted(unknown))}.",
            remedy=f"Pilih dari: {', '.join(SCOPES)}.",
        )
    return " ".join(scope for scope in SCOPES if scope in asked)

"""The organisations of an office in memory: a list of thousands of names is recognised with two queries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.register.names import ALIKE, key_of, tax_key
from models import Organisation, OrganisationAlias
from models.register import OrganisationKind

_AT_ONCE = 500
"""New names compared with all known ones in one step: keeps the table of scores under some megabytes."""


@dataclass(frozen=True, slots=True)
class Similar:
    """A known name that may mean the same as the asked one."""

    name: str
    npwp: str


class Known:
    """Agencies or vendors by tax number, NIB and every known spelling; merged ones stand for what they were merged
    into."""

    def __init__(self, session: Session, *, org: str, kind: OrganisationKind) -> None:
        rows = session.scalars(
            select(Organisation)
            .where(Organisation.org == org, Organisation.kind == kind)
            .order_by(Organisation.created_at, Organisation.id)
        ).all()
        self.by_id = {row.id: row for row in rows}
        self.by_npwp: dict[str, Organisation] = {}
        self.by_nib: dict[str, Organisation] = {}
        for row in rows:
            if row.npwp:
                self.by_npwp.setdefault(tax_key(row.npwp), self.standing(row))
            if row.nib:
                self.by_nib.setdefault(row.nib, self.standing(row))
        self.by_key: dict[str, Organisation] = {}
        aliases = select(OrganisationAlias.key, OrganisationAlias.organisation_id).where(
            OrganisationAlias.org == org, OrganisationAlias.kind == kind
        )
        for key, identifier in session.execute(aliases):
            self.by_key[key] = self.standing(self.by_id[identifier])

    def standing(self, row: Organisation) -> Organisation:
        """The organisation that ``row`` counts as."""
        return self.by_id.get(row.merged_into_id, row) if row.merged_into_id else row

    def named(self, name: str, npwp: str = "") -> Organisation | None:
        """Whom a list means by a name and perhaps a tax number, as ``names.recognise`` would decide: a known spelling
        with another tax number is another body."""
        if npwp and (found := self.by_npwp.get(tax_key(npwp))) is not None:
            return found
        found = self.by_key.get(key_of(name))
        if found is not None and npwp and found.npwp and tax_key(found.npwp) != tax_key(npwp):
            return None
        return found

    def similar(self, names: Sequence[str]) -> list[Similar | None]:
        """For each name the most alike known one, None where none comes near."""
        owners = [(_sorted(key), row) for key, row in self.by_key.items()]
        if not owners or not names:
            return [None] * len(names)
        known = [words for words, _ in owners]
        found: list[Similar | None] = []
        for start in range(0, len(names), _AT_ONCE):
            asked = [_sorted(key_of(name)) for name in names[start : start + _AT_ONCE]]
            scores = process.cdist(asked, known, scorer=fuzz.ratio, score_cutoff=ALIKE, dtype=np.uint8)
            for best, line in zip(scores.argmax(axis=1), scores, strict=True):
                row = owners[int(best)][1]
                found.append(Similar(row.name, row.npwp) if line[best] >= ALIKE else None)
        return found


def position_key(title: str) -> str:
    """A title without case, signs and double blanks."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", title.lower()).split())[:255]


def _sorted(key: str) -> str:
    """The words in order of the alphabet: a plain comparison then does not mind which stands first."""
    return " ".join(sorted(key.split()))

"""What changed from one state of the law data to another, row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal, TypeVar

from extractor.law.errors import LawDataError
from extractor.law.load import build_law, law_files, load_law, read_files
from extractor.law.types import ContributionRate, Law, MinimumWageRow, Rule

K = TypeVar("K")
T = TypeVar("T")
MARKS = {"added": "+", "removed": "-", "changed": "~"}


@dataclass(frozen=True, slots=True)
class LawChange:
    """One row that differs. ``before`` is "" for an added row, ``after`` for a removed one; ``what`` in Indonesian."""

    how: Literal["added", "removed", "changed"]
    what: str
    before: str
    after: str

    @property
    def text(self) -> str:
        """One line: ``+ upah minimum: ...``, ``- ...``, ``~ ... -> ...``."""
        return f"{MARKS[self.how]} {self.what}: {' -> '.join(part for part in (self.before, self.after) if part)}"


def law_of_folder(folder: Path) -> Law:
    """The law with an office's own folder, or, when the folder is a whole set of law data, that set alone.

    Raises ``LawDataError`` for a folder that is not there: an empty difference would hide a mistyped path.
    """
    if not folder.is_dir():
        raise LawDataError("Folder ini tidak ada.", file=str(folder), line=0)
    if not (folder / "provinces.csv").is_file():
        return load_law(folder)
    texts, version = read_files(law_files(None, data=folder))
    return build_law(texts, version=version)


def law_changes(old: Law, new: Law) -> tuple[LawChange, ...]:
    """Every row added, removed or changed: rules, minimum wages, rates, statutes on their way, places, holidays, job
    titles."""
    return (
        *_rules({r.id: r for r in old.rules}, {r.id: r for r in new.rules}),
        *_rows(_wages(old), _wages(new), _wage, "upah minimum"),
        *_rows(_rates(old), _rates(new), _rate, "iuran"),
        *_rows(
            {p.id: p for p in old.pending}, {p.id: p for p in new.pending}, lambda p: f"{p.title} ({p.status})",
            "peraturan baru",
        ),
        *_rows(
            {(r.level, r.name): r for r in old.regencies}, {(r.level, r.name): r for r in new.regencies},
            lambda r: f"{r.level} {r.name}, {r.province}", "daerah",
        ),
        *_rows(
            {h.day: h for h in old.holidays}, {h.day: h for h in new.holidays},
            lambda h: f"{h.day} {h.name} ({h.kind}; {h.legal_basis})", "hari libur",
        ),
        *_rows(_same(old.position_fields), _same(new.position_fields), lambda p: f"{p[1]} = {p[0]}", "jabatan"),
    )  # fmt: skip


def diff_laws(old: Law, new: Law) -> str:
    """The changes as text for a terminal: the two versions, then one line a change."""
    return "\n".join([f"versi {old.version} -> {new.version}", *(change.text for change in law_changes(old, new))])


def _wages(law: Law) -> dict[tuple[str, object], MinimumWageRow]:
    # The row read last counts, as in the law itself: an office's correction comes after the shipped row.
    return {(w.name, w.valid_from): w for w in law.minimum_wages}


def _rates(law: Law) -> dict[tuple[object, ...], ContributionRate]:
    return {(r.programme, r.risk_class, r.valid_from): r for r in reversed(law.rates)}


def _wage(row: MinimumWageRow) -> str:
    return f"{row.name} {row.amount} ({row.verified}; {row.legal_basis})"


def _rate(row: ContributionRate) -> str:
    risk = f" {row.risk_class}" if row.risk_class else ""
    ceiling = f", batas upah {row.wage_ceiling}" if row.wage_ceiling is not None else ""
    until = f" sampai {row.valid_until}" if row.valid_until else ""
    return f"{row.programme}{risk} {row.employer_pct}/{row.worker_pct} sejak {row.valid_from}{until}{ceiling}"


def _same(values: Iterable[T]) -> dict[T, T]:
    return {value: value for value in values}


def _rules(old: Mapping[str, Rule], new: Mapping[str, Rule]) -> Iterator[LawChange]:
    """A rule is long: of a changed one the names of the changed fields are said, not their contents."""
    for change in _rows(old, new, lambda r: f"{r.id} ({r.title})", "aturan"):
        if change.how != "changed":
            yield change
    for key, rule in new.items():
        before = old.get(key)
        if before is not None and before != rule:
            differing = [f.name for f in fields(Rule) if getattr(before, f.name) != getattr(rule, f.name)]
            yield LawChange("changed", "aturan", key, f"berubah pada {', '.join(differing)}")


def _rows(old: Mapping[K, T], new: Mapping[K, T], shown: Callable[[T], str], what: str) -> Iterator[LawChange]:
    for key, row in old.items():
        if key not in new:
            yield LawChange("removed", what, shown(row), "")
    for key, row in new.items():
        if key not in old:
            yield LawChange("added", what, "", shown(row))
        elif old[key] != row:
            yield LawChange("changed", what, shown(old[key]), shown(row))


def changes_json(old: Law, new: Law) -> dict[str, Any]:
    """The same as plain JSON values: ``{before, after, changes: [{how, what, before, after}]}``."""
    return {
        "before": old.version,
        "after": new.version,
        "changes": [
            {"how": c.how, "what": c.what, "before": c.before or None, "after": c.after or None}
            for c in law_changes(old, new)
        ],
    }

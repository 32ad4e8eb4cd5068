"""Reading the law data: the files shipped with the program, then the files an office keeps itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from fnmatch import fnmatch
from functools import lru_cache
from pathlib import Path

from extractor.law import rules as rules_file
from extractor.law import tables
from extractor.law.errors import LawDataError
from extractor.law.types import Law, PendingStatute, Period, Rule, Source

ONE_DAY = timedelta(days=1)
DATA = Path(__file__).with_name("data")
DATA_VERSION = "2026.11"
"""The state of the shipped data (year and month of the last change of substance)."""
OFFICE_FILES = (
    "minimum_wages*.csv", "bpjs_rates*.csv", "position_fields*.csv", "local_provisions*.csv", "holidays*.csv",
    "pending*.json",
)  # fmt: skip


def load_law(extra_dir: Path | None = None) -> Law:
    """All law data, validated and cached until a file changes.

    ``extra_dir`` holds an office's own files in the same formats, any number of each: ``minimum_wages*.csv``,
    ``bpjs_rates*.csv``, ``position_fields*.csv``, ``local_provisions*.csv``, ``holidays*.csv``, ``pending*.json``.
    Where an office row and a shipped row are for the same thing, the office row counts. Raises ``LawDataError`` (file,
    line) for a row that cannot be taken.
    """
    paths = law_files(extra_dir)
    return _load(tuple((label, path, path.stat().st_mtime_ns, path.stat().st_size) for label, path in paths.items()))


def law_files(extra_dir: Path | None, *, data: Path = DATA) -> dict[str, Path]:
    """The files read, by the name messages call them: shipped ones by their path in the data folder, an office's own
    by their full path. Other files in the office folder (a decree as PDF) are left alone."""
    shipped = sorted(p for p in data.rglob("*") if p.suffix in (".csv", ".json"))
    found = {str(path.relative_to(data)): path for path in shipped}
    if extra_dir is not None and extra_dir.is_dir():
        own = sorted(p for p in extra_dir.iterdir() if any(fnmatch(p.name, pattern) for pattern in OFFICE_FILES))
        found.update({str(path): path for path in own})
    return found


def read_files(paths: Mapping[str, Path]) -> tuple[dict[str, str], str]:
    """The texts of the files and the version they make. ``LawDataError`` when one is not UTF-8."""
    digest = hashlib.sha256()
    texts = {}
    for label, path in paths.items():
        raw = path.read_bytes()
        digest.update(path.name.encode() + b"\0" + raw)
        try:
            texts[label] = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            problem = "Berkas bukan teks UTF-8; simpan ulang sebagai CSV UTF-8."
            raise LawDataError(problem, file=label, line=line) from None
    return texts, f"{DATA_VERSION}+{digest.hexdigest()[:10]}"


@lru_cache(maxsize=8)
def _load(stamp: tuple[tuple[str, Path, int, int], ...]) -> Law:
    texts, version = read_files({label: path for label, path, _, _ in stamp})
    return build_law(texts, version=version)


def build_law(texts: Mapping[str, str], *, version: str) -> Law:
    """The law from the texts of its files (by label). Raises ``LawDataError`` for the first row it cannot take."""

    def all_of(pattern: str) -> list[tuple[str, str]]:
        return [(text, label) for label, text in texts.items() if fnmatch(Path(label).name, pattern)]

    sources = tables.sources(texts["sources.csv"], file="sources.csv")
    provinces = tables.provinces(texts["provinces.csv"], file="provinces.csv")
    regencies = tables.regencies(texts["regencies.csv"], file="regencies.csv", provinces=provinces)
    return Law(
        version=version,
        rules=_rules(texts, all_of("local_provisions*.csv"), {s.key: s for s in sources}),
        minimum_wages=tuple(
            replace(row, office=_of_office(label))
            for content, label in all_of("minimum_wages*.csv")
            for row in tables.minimum_wages(content, file=label, provinces=provinces, regencies=regencies)
        ),
        # Office rates come first: the first match of a date counts.
        rates=tuple(
            row
            for content, label in reversed(all_of("bpjs_rates*.csv"))
            for row in tables.contribution_rates(content, file=label)
        ),
        pending=_newest(
            row for content, label in all_of("pending*.json") for row in rules_file.read_pending(content, file=label)
        ),
        regencies=regencies,
        provinces=provinces,
        position_fields=tuple(
            row
            for content, label in all_of("position_fields*.csv")
            for row in tables.position_fields(content, file=label)
        ),
        sources=sources,
        holidays=tuple(
            row for content, label in all_of("holidays*.csv") for row in tables.holidays(content, file=label)
        ),
    )


def _of_office(label: str) -> bool:
    """Shipped tables lie in the data folder itself and are called by their bare name; an office's by their path."""
    return Path(label).parent != Path()


def _rules(
    texts: Mapping[str, str], local: Iterable[tuple[str, str]], sources: Mapping[str, Source]
) -> tuple[Rule, ...]:
    found: dict[str, Rule] = {}
    for label, content in texts.items():
        if Path(label).parent != Path("rules"):
            continue
        for rule in rules_file.read_rules(content, file=label, sources=sources):
            if rule.id in found:
                raise LawDataError(f'Aturan "{rule.id}" sudah ada di berkas lain.', file=label, line=1)
            found[rule.id] = rule
    for content, label in local:
        for rule_id, period in rules_file.read_local_provisions(content, file=label, rules=found):
            found[rule_id] = _with_local(found[rule_id], period)
    return tuple(sorted(found.values(), key=lambda r: r.chapter))


def _newest(entries: Iterable[PendingStatute]) -> tuple[PendingStatute, ...]:
    """One entry an id: an office's own entry replaces the shipped one (to mark a bill as passed or withdrawn)."""
    return tuple({entry.id: entry for entry in entries}.values())


def _with_local(rule: Rule, local: Period) -> Rule:
    """The rule with a local regulation cited in every period it overlaps (split where it starts or ends)."""
    made: list[Period] = []
    for period in rule.periods:
        start = max(period.since, local.since)
        ends = [d for d in (period.until, local.until) if d is not None]
        end = min(ends) if ends else None
        if (end is not None and end < start) or (period.until is not None and period.until < start):
            made.append(period)
            continue
        if period.since < start:
            made.append(replace(period, until=start - ONE_DAY))
        made.append(Period(start, end, (*local.citations, *period.citations)))
        if end is not None and (period.until is None or end < period.until):
            made.append(replace(period, since=end + ONE_DAY))
    return replace(rule, periods=tuple(made))

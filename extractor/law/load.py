"""Reading the law data: the files shipped with the program, then the files an office keeps itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

from extractor.law import rules as rules_file
from extractor.law import tables
from extractor.law.errors import LawDataError
from extractor.law.types import Law, PendingStatute, Period, Rule

ONE_DAY = timedelta(days=1)
DATA = Path(__file__).with_name("data")
DATA_VERSION = "2026.11"
"""The state of the shipped data (year and month of the last change of substance)."""


def load_law(extra_dir: Path | None = None) -> Law:
    """All law data, validated and cached until a file changes.

    ``extra_dir`` holds an office's own files in the same formats, any number of each: ``minimum_wages*.csv``,
    ``bpjs_rates*.csv``, ``position_fields*.csv``, ``local_provisions*.csv``, ``pending*.json``. Where an office row
    and a shipped row are for the same thing, the office row counts. Raises ``LawDataError`` (file, line) for a row
    that cannot be taken.
    """
    folders = (DATA, extra_dir) if extra_dir is not None and extra_dir.is_dir() else (DATA,)
    stamp = tuple(
        (str(path), path.stat().st_mtime_ns, path.stat().st_size)
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".csv", ".json")
    )
    return _load(folders, stamp)


@lru_cache(maxsize=8)
def _load(folders: tuple[Path, ...], stamp: tuple[tuple[str, int, int], ...]) -> Law:
    digest = hashlib.sha256()
    texts: dict[Path, str] = {}
    for name, _, _ in stamp:
        path = Path(name)
        raw = path.read_bytes()
        digest.update(path.name.encode() + b"\0" + raw)
        try:
            texts[path] = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            raise LawDataError(
                "Berkas bukan teks UTF-8; simpan ulang sebagai CSV UTF-8.", file=path.name, line=line
            ) from None
    version = f"{DATA_VERSION}+{digest.hexdigest()[:10]}"

    def shipped(name: str) -> tuple[str, str]:
        return texts[DATA / name], name

    def all_of(pattern: str) -> list[tuple[str, str]]:
        return [(text, path.name) for path, text in texts.items() if path.parent in folders and path.match(pattern)]

    text, file = shipped("sources.csv")
    sources = tables.sources(text, file=file)
    text, file = shipped("provinces.csv")
    provinces = tables.provinces(text, file=file)
    text, file = shipped("regencies.csv")
    regencies = tables.regencies(text, file=file, provinces=provinces)
    by_key = {s.key: s for s in sources}
    found: dict[str, Rule] = {}
    for path, content in texts.items():
        if path.parent != DATA / "rules":
            continue
        for rule in rules_file.read_rules(content, file=path.name, sources=by_key):
            if rule.id in found:
                raise LawDataError(f'Aturan "{rule.id}" sudah ada di berkas lain.', file=path.name, line=1)
            found[rule.id] = rule
    for content, name in all_of("local_provisions*.csv"):
        for rule_id, period in rules_file.read_local_provisions(content, file=name, rules=found):
            found[rule_id] = _with_local(found[rule_id], period)
    return Law(
        version=version,
        rules=tuple(sorted(found.values(), key=lambda r: r.chapter)),
        minimum_wages=tuple(
            row
            for content, name in all_of("minimum_wages*.csv")
            for row in tables.minimum_wages(content, file=name, provinces=provinces, regencies=regencies)
        ),
        # Office rates come first: the first match of a date counts.
        rates=tuple(
            row
            for content, name in reversed(all_of("bpjs_rates*.csv"))
            for row in tables.contribution_rates(content, file=name)
        ),
        pending=_newest(
            row for content, name in all_of("pending*.json") for row in rules_file.read_pending(content, file=name)
        ),
        regencies=regencies,
        provinces=provinces,
        position_fields=tuple(
            row
            for content, name in all_of("position_fields*.csv")
            for row in tables.position_fields(content, file=name)
        ),
        sources=sources,
    )


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
        if end is not None and end < start:
            made.append(period)
            continue
        if period.since < start:
            made.append(replace(period, until=start - ONE_DAY))
        made.append(Period(start, end, (*local.citations, *period.citations)))
        if end is not None and (period.until is None or end < period.until):
            made.append(replace(period, since=end + ONE_DAY))
    return replace(rule, periods=tuple(made))

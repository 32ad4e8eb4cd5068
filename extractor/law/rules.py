"""The rules (provisions and their dates) and pending statutes, read from JSON. Format: docs/law-data.md."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar, cast, get_args

from extractor.law.errors import LawDataError
from extractor.law.tables import read_rows
from extractor.law.types import PendingStatute, Period, Remark, Rule, RuleKind, RuleStatus, Source
from extractor.report import Citation
from extractor.vocabulary import CONTRACT_KIND_NAMES, ContractKind, LegalWeight, Severity

T = TypeVar("T", bound=str)


class _Entry:
    """One object of a JSON list with its place in the file, for messages."""

    def __init__(self, value: object, *, file: str, text: str) -> None:
        self.file, self._text = file, text
        self.line = 1
        if not isinstance(value, dict):
            raise self.refuse("Setiap entri harus berupa objek JSON.")
        self.value: Mapping[str, Any] = value
        name = json.dumps(str(value.get("id", "")), ensure_ascii=False)
        self.line = text[: max(0, text.find(name))].count("\n") + 1

    def refuse(self, problem: str) -> LawDataError:
        return LawDataError(problem, file=self.file, line=self.line)

    def text(self, key: str) -> str:
        value = self.value.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.refuse(f'"{key}" kosong atau bukan teks.')
        return value

    def one_of(self, key: str, allowed: tuple[T, ...]) -> T:
        value = self.text(key)
        if value not in allowed:
            raise self.refuse(f'"{key}" berisi "{value}"; yang dikenal: {", ".join(allowed)}.')
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.value.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise self.refuse(f'"{key}" harus berupa daftar teks.')
        return tuple(value)


def read_rules(text: str, *, file: str, sources: Mapping[str, Source]) -> tuple[Rule, ...]:
    """The rules of one file. Raises ``LawDataError`` for the first entry that cannot be taken."""
    return tuple(_rule(_Entry(value, file=file, text=text), sources) for value in _list(text, file=file))


def read_pending(text: str, *, file: str) -> tuple[PendingStatute, ...]:
    made = []
    for value in _list(text, file=file):
        entry = _Entry(value, file=file, text=text)
        announced = _day(entry.value.get("announce_from"), entry)
        if announced is None:
            raise entry.refuse('"announce_from" kosong.')
        made.append(
            PendingStatute(
                id=entry.text("id"),
                title=entry.text("title"),
                status=entry.one_of("status", ("pending", "passed", "withdrawn")),
                announce_from=announced,
                in_force_from=_day(entry.value.get("in_force_from"), entry),
                affects=entry.texts("affects"),
                message=entry.text("message"),
            )
        )
    return tuple(made)


def read_local_provisions(text: str, *, file: str, rules: Mapping[str, Rule]) -> tuple[tuple[str, Period], ...]:
    """Local regulations (Perda, Perbup) an office adds to a rule: (rule id, period with one citation)."""
    made = []
    needed = ("rule", "instrument", "article", "valid_from", "source")
    for row in read_rows(text, file=file, columns=needed):
        rule, since, until = row.text("rule"), row.day("valid_from"), row.day("valid_until")
        if rule not in rules:
            raise row.refuse(f'Aturan "{rule}" tidak dikenal.')
        if since is None:
            raise row.refuse('Kolom "valid_from" kosong.')
        if until is not None and until < since:
            raise row.refuse("Tanggal akhir mendahului tanggal mulai.")
        citation = Citation(
            instrument=row.text("instrument"),
            article=row.text("article"),
            in_force_from=since,
            in_force_until=until,
            source=row.text("source"),
        )
        made.append((rule, Period(since, until, (citation,))))
    return tuple(made)


def _rule(entry: _Entry, sources: Mapping[str, Source]) -> Rule:
    kinds = entry.texts("applies_to")
    unknown = [k for k in kinds if k not in CONTRACT_KIND_NAMES]
    if unknown or not kinds:
        raise entry.refuse(f'"applies_to" memuat jenis kontrak yang tidak dikenal: {", ".join(unknown) or "(kosong)"}.')
    for cue in entry.texts("cues"):
        try:
            re.compile(cue)
        except re.error as error:
            raise entry.refuse(f'"cues" memuat pola yang salah: {cue} ({error}).') from None
    return Rule(
        id=entry.text("id"),
        title=entry.text("title"),
        chapter=entry.text("chapter"),
        applies_to=cast("tuple[ContractKind, ...]", kinds),
        kind=entry.one_of("kind", get_args(RuleKind)),
        severity=entry.one_of("severity", get_args(Severity)),
        weight=entry.one_of("weight", get_args(LegalWeight)),
        status=entry.one_of("status", get_args(RuleStatus)),
        why=entry.text("why"),
        clause=entry.text("clause"),
        letter=entry.text("letter"),
        contact=entry.text("contact"),
        cues=entry.texts("cues"),
        remarks=_remarks(entry),
        periods=_periods(entry, sources),
        settle=entry.text("settle") if "settle" in entry.value else "",
        fix=entry.text("fix") if "fix" in entry.value else "",
    )


def _remarks(entry: _Entry) -> tuple[Remark, ...]:
    """The doubts: plain texts, or objects with ``text`` and, where they belong to some dates only, from and until."""
    found = entry.value.get("doubts", [])
    if not isinstance(found, list):
        raise entry.refuse('"doubts" harus berupa daftar.')
    made = []
    for value in found:
        told: Mapping[str, Any] = {"text": value} if isinstance(value, str) else value
        if not isinstance(told, dict) or not isinstance(told.get("text"), str) or not told["text"].strip():
            raise entry.refuse('Setiap isi "doubts" harus teks atau objek dengan "text".')
        since, until = _day(told.get("from"), entry), _day(told.get("until"), entry)
        made.append(Remark(told["text"], since, until, told.get("shown") is not False))
    return tuple(made)


def _periods(entry: _Entry, sources: Mapping[str, Source]) -> tuple[Period, ...]:
    made: list[Period] = []
    for value in entry.value.get("periods") or ():
        since, until = _day(value.get("from"), entry), _day(value.get("until"), entry)
        if since is None:
            raise entry.refuse('Ada masa berlaku tanpa "from".')
        if until is not None and until < since:
            raise entry.refuse(f"Masa berlaku {since} - {until} berakhir sebelum mulai.")
        if made and (made[-1].until is None or made[-1].until >= since):
            raise entry.refuse(f"Masa berlaku mulai {since} bertindihan dengan yang sebelumnya.")
        citations = []
        for cited in value.get("citations") or ():
            if cited.get("source") not in sources:
                raise entry.refuse(f'Sumber "{cited.get("source")}" tidak ada di sources.csv.')
            if not cited.get("instrument") or not cited.get("article"):
                raise entry.refuse("Ada dasar hukum tanpa nama peraturan atau pasal.")
            source = sources[cited["source"]]
            citations.append(
                Citation(
                    instrument=cited["instrument"],
                    article=cited["article"],
                    in_force_from=since,
                    in_force_until=until,
                    source=source.shown,
                    verified=cited.get("verified") is True and source.kind != "M",
                )
            )
        if not citations:
            raise entry.refuse(f"Masa berlaku mulai {since} tidak menyebut dasar hukum.")
        made.append(Period(since, until, tuple(citations)))
    if not made:
        raise entry.refuse("Tidak ada masa berlaku.")
    return tuple(made)


def _day(value: object, entry: _Entry) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise entry.refuse(f'"{value}" bukan tanggal (tulis TTTT-BB-HH).') from None


def _list(text: str, *, file: str) -> list[object]:
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise LawDataError(f"Bukan JSON yang sah ({error.msg}).", file=file, line=error.lineno) from None
    if not isinstance(value, list):
        raise LawDataError("Isi berkas harus berupa daftar JSON.", file=file, line=1)
    return value

"""The law for people and programs: lists, explanations, a check of the data.

Each function returns text (lines for a terminal) or plain JSON values; printing is the caller's work.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.law.errors import LawDataError
from extractor.law.load import build_law, law_files, read_files
from extractor.law.types import Law, Period, Rule
from extractor.vocabulary import CONTRACT_KIND_NAMES

WEIGHT_NAMES: dict[str, str] = {
    "statute": "undang-undang/peraturan pemerintah",
    "ministerial_rule": "peraturan menteri/lembaga",
    "circular": "surat edaran",
    "office_policy": "kebijakan kantor",
    "contested": "diperdebatkan",
    "calculation": "perhitungan bantu",
}
STATUS_NAMES: dict[str, str] = {
    "verified": "terverifikasi",
    "part_verified": "terverifikasi sebagian",
    "from_memory": "dari ingatan",
    "derived": "perhitungan bantu",
}
MOST_PROBLEMS = 200


def rules_text(law: Law) -> str:
    """One line a rule: id, severity, since when, first article, title."""
    lines = []
    for rule in law.rules:
        last = rule.periods[-1]
        cited = last.citations[0]
        until = f" - {last.until}" if last.until else ""
        since = f"{rule.periods[0].since}{until}"
        lines.append(f"{rule.id:<30} {rule.severity:<7} {since:<24} {cited.instrument} {cited.article} | {rule.title}")
    return "\n".join(lines)


def rules_json(law: Law) -> list[dict[str, Any]]:
    """All rules as plain JSON values."""
    return [rule_json(rule) for rule in law.rules]


def rule_json(rule: Rule) -> dict[str, Any]:
    """One rule as plain JSON values (dates ISO 8601)."""
    return {
        "id": rule.id,
        "title": rule.title,
        "chapter": rule.chapter,
        "applies_to": list(rule.applies_to),
        "kind": rule.kind,
        "severity": rule.severity,
        "weight": rule.weight,
        "status": rule.status,
        "why": rule.why,
        "clause": rule.clause,
        "letter": rule.letter,
        "contact": rule.contact,
        "doubts": list(rule.doubts),
        "settle": rule.settle,
        "fix": rule.fix,
        "periods": [
            {
                "from": period.since.isoformat(),
                "until": period.until.isoformat() if period.until else None,
                "citations": [
                    {"instrument": c.instrument, "article": c.article, "source": c.source, "verified": c.verified}
                    for c in period.citations
                ],
            }
            for period in rule.periods
        ],
    }


def rule_text(law: Law, rule_id: str) -> str:
    """One rule explained. KeyError when there is none of that id."""
    rule = law.rule(rule_id)
    kinds = ", ".join(CONTRACT_KIND_NAMES[k] for k in rule.applies_to)
    lines = [
        f"{rule.id}: {rule.title}",
        f"Berlaku untuk   : {kinds}",
        f"Tingkat         : {rule.severity}; bobot hukum: {WEIGHT_NAMES[rule.weight]}; {STATUS_NAMES[rule.status]}",
        f"Mengapa penting : {rule.why}",
        "Dasar hukum     :",
        *(line for period in rule.periods for line in _period_lines(period)),
        f"Contoh rumusan  : {rule.clause}",
        f"Hubungi         : {rule.contact}",
    ]
    if rule.doubts:
        lines.append("Catatan         :")
        lines.extend(f"  - {doubt}" for doubt in rule.doubts)
    if rule.settle:
        lines.append(f"Memastikannya   : {rule.settle}")
    return "\n".join(lines)


def _period_lines(period: Period) -> Iterable[str]:
    until = period.until.isoformat() if period.until else "sekarang"
    yield f"  {period.since.isoformat()} sampai {until}"
    for citation in period.citations:
        mark = "" if citation.verified else " [dari ingatan]"
        yield f"    {citation.instrument} {citation.article}{mark}; sumber: {citation.source}"


@dataclass(frozen=True, slots=True)
class LawCheck:
    """What ``check_law`` found: every bad row, how many files were read, and the version when all are good."""

    problems: tuple[LawDataError, ...]
    files: int
    version: str | None

    def text(self) -> str:
        if not self.problems:
            return f"Data hukum baik: {self.files} berkas, versi {self.version}."
        return "\n".join(f"{p.file}:{p.line}: {p.problem}" for p in self.problems)


def check_law(extra_dir: Path | None = None) -> LawCheck:
    """Validate every row of the shipped and the office's files; all bad rows are named, not only the first."""
    paths = law_files(extra_dir)
    problems: list[LawDataError] = []
    try:
        texts, version = read_files(paths)
    except LawDataError as error:
        return LawCheck((error,), len(paths), None)
    while len(problems) < MOST_PROBLEMS:
        try:
            build_law(texts, version=version)
        except LawDataError as error:
            if problems and (problems[-1].file, problems[-1].line) == (error.file, error.line):
                break
            problems.append(error)
            texts[error.file] = _without(texts[error.file], error)
        except KeyError:
            # A whole shipped table had to be left out above; what depends on it cannot be checked.
            break
        else:
            break
    return LawCheck(tuple(problems), len(paths), None if problems else version)


def _without(text: str, error: LawDataError) -> str:
    """The text with the bad row emptied (CSV), so that rows after it are checked; a bad JSON file is left out."""
    if error.file.endswith(".json"):
        return "[]"
    lines = text.split("\n")
    lines[error.line - 1] = ""
    return "\n".join(lines) if error.line > 1 else ""

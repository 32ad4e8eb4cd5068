"""``rules``, ``law check`` and ``law diff``: what is checked, whether the law data is in order, what changed in it."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path

from api.settings import from_environment
from extractor.law import Law, LawDataError, changes_json, check_law, diff_laws, law_of_folder, load_law
from extractor.law.types import Rule
from extractor.vocabulary import CONTRACT_KIND_NAMES

NOT_FOUND = 5


def rules(rule_id: str | None, *, as_json: bool) -> int:
    """All rules, one a line; or one rule with its law."""
    law = load_law(from_environment().law_folder)
    chosen = [rule for rule in law.rules if rule_id is None or rule.id == rule_id]
    if not chosen:
        print(f"Aturan {rule_id!r} tidak ada. Daftarnya: lindung rules", file=sys.stderr)
        return NOT_FOUND
    if as_json:
        print(json.dumps([asdict(rule) for rule in chosen], ensure_ascii=False, indent=2, default=_text))
    elif rule_id is None:
        print("\n".join(f"{rule.id:<28} {rule.severity:<7} {rule.title}" for rule in chosen))
    else:
        print(_described(chosen[0]))
    return 0


def check(folder: Path | None) -> int:
    """Validate all law data, the office's own with it; every bad row is named with its file and line."""
    extra = folder if folder is not None else from_environment().law_folder
    if folder is not None and not folder.is_dir():
        raise LawDataError("Folder ini tidak ada.", file=str(folder), line=0)
    found = check_law(extra)
    if found.problems:
        for problem in found.problems:
            print(f"{problem.file} baris {problem.line}: {problem.problem}", file=sys.stderr)
        print(f"{len(found.problems)} baris salah. {LawDataError.remedy}", file=sys.stderr)
        return LawDataError.exit_code
    print(_summary(load_law(extra)))
    return 0


def diff(old: Path, new: Path | None, *, as_json: bool) -> int:
    """What changed from one folder of law data to another; with one folder, from the shipped data to it."""
    before, after = (load_law(), law_of_folder(old)) if new is None else (law_of_folder(old), law_of_folder(new))
    if as_json:
        print(json.dumps(changes_json(before, after), ensure_ascii=False, indent=2))
    else:
        print(diff_laws(before, after))
    return 0


def _summary(law: Law) -> str:
    undecided = sum(not row.decides for row in law.minimum_wages)
    return (
        f"Data hukum {law.version}: {len(law.rules)} aturan, {len(law.minimum_wages)} baris upah minimum "
        f"({undecided} di antaranya hanya ditampilkan, tidak memutuskan), {len(law.rates)} tarif iuran, "
        f"{len(law.pending)} rancangan undang-undang. Semua baris dapat dipakai."
    )


def _described(rule: Rule) -> str:
    lines = [
        f"{rule.id}: {rule.title}",
        f"Tingkat: {rule.severity}; berlaku untuk: {', '.join(CONTRACT_KIND_NAMES[k] for k in rule.applies_to)}",
        f"Mengapa: {rule.why}",
    ]
    for period in rule.periods:
        until = "sekarang" if period.until is None else period.until.isoformat()
        law = "; ".join(f"{c.instrument} {c.article}".strip() for c in period.citations)
        lines.append(f"Dasar {period.since.isoformat()} s.d. {until}: {law}")
    if rule.clause:
        lines.append(f"Contoh klausul: {rule.clause}")
    lines.extend(f"Catatan: {doubt}" for doubt in rule.doubts)
    return "\n".join(lines)


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)

"""``rules`` and ``law``: what is checked, whether the law data is in order, what changed in it, what is doubtful."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from api.settings import from_environment
from extractor.law import (
    Law,
    LawDataError,
    changes_json,
    check_law,
    diff_laws,
    doubtful_text,
    law_of_folder,
    load_law,
    rule_text,
    rules_json,
    rules_text,
)

NOT_FOUND = 5


def rules(rule_id: str | None, *, as_json: bool) -> int:
    """All rules, one a line; or one rule with its law."""
    law = load_law(from_environment().law_folder)
    found = [rule for rule in rules_json(law) if rule_id in (None, rule["id"])]
    if not found:
        print(f"Aturan {rule_id!r} tidak ada. Daftarnya: lindung rules", file=sys.stderr)
        return NOT_FOUND
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        print(rules_text(law) if rule_id is None else rule_text(law, rule_id))
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


def doubts() -> int:
    """The list for a lawyer: what of the law data is not settled, and what would settle it."""
    print(doubtful_text(load_law(from_environment().law_folder)), end="")
    return 0


def _summary(law: Law) -> str:
    undecided = sum(not row.decides for row in law.minimum_wages)
    return (
        f"Data hukum {law.version}: {len(law.rules)} aturan, {len(law.minimum_wages)} baris upah minimum "
        f"({undecided} di antaranya hanya ditampilkan, tidak memutuskan), {len(law.rates)} tarif iuran, "
        f"{len(law.pending)} rancangan undang-undang. Semua baris dapat dipakai."
    )

"""Write ``docs/panduan/pemeriksaan.md``: every rule that is checked, from the law data itself.

python scripts/rule_guide.py            # write it
python scripts/rule_guide.py --check    # fail when it is not up to date
"""

from __future__ import annotations

import sys
from pathlib import Path

from extractor.law import load_law
from extractor.law.types import Rule
from extractor.vocabulary import CONTRACT_KIND_NAMES

PAGE = Path(__file__).resolve().parent.parent / "docs" / "panduan" / "pemeriksaan.md"
HEAD = """# Daftar pemeriksaan

Inilah semua aturan yang diperiksa Lindung. `lindung rules ATURAN` mencetak satu aturan dengan masa berlaku setiap
dasar hukumnya, contoh klausul, dan catatannya. Yang belum dipastikan dari naskah resmi ditampilkan sebagai catatan
dan tidak menentukan hasil.

Halaman ini dibuat dari data hukum oleh `scripts/rule_guide.py`.
"""


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for rule in load_law().rules:
        parts.append(_described(rule))
    return "\n".join(parts)


def _described(rule: Rule) -> str:
    kinds = ", ".join(CONTRACT_KIND_NAMES[kind] for kind in rule.applies_to)
    newest = rule.periods[-1] if rule.periods else None
    basis = "; ".join(f"{c.instrument} {c.article}".strip() for c in newest.citations) if newest else ""
    lines = [f"## {rule.title}", "", f"`{rule.id}` · {rule.severity} · {kinds}", "", rule.why]
    if basis:
        lines += ["", f"Dasar: {basis}."]
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    made = page()
    if arguments == ["--check"]:
        if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == made:
            return 0
        print("docs/panduan/pemeriksaan.md is out of date; run: python scripts/rule_guide.py", file=sys.stderr)
        return 1
    PAGE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

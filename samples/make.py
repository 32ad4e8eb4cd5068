"""Make the PDFs of a folder of invented contracts from their HTML source, and check the gold files against them.

    python samples/make.py                          # samples: NN.born.pdf, NN.scan.pdf, NN.txt
    python samples/make.py --folder tests/corpus --only 03,04
    python samples/make.py --check                  # no writing: gold files against the committed PDFs

The folder holds ``NN-slug.html`` (in ``src/`` when there is one) or ``NN.html``, ``NN.gold.json`` and ``recipes.json``
({"NN": {...}}, the fields of ``paper.Scan``). The same fonts, Chromium and seed give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from samples import gold, paper, press

HERE = Path(__file__).resolve().parent


def sources(folder: Path) -> dict[str, Path]:
    """Document number to HTML source."""
    kept = folder / "src" if (folder / "src").is_dir() else folder
    return {path.stem.split("-")[0]: path for path in sorted(kept.glob("[0-9][0-9]*.html"))}


def make(folder: Path, number: str, source: Path, recipe: dict[str, object]) -> None:
    """Write the born-digital PDF, its text and its scan."""
    born = folder / f"{number}.born.pdf"
    press.print_html(source, born)
    (folder / f"{number}.txt").write_text("\f".join(press.page_texts(born)) + "\n", encoding="utf-8")
    paper.scan_pdf(born, folder / f"{number}.scan.pdf", paper.Scan.from_json(recipe))


def check(folder: Path) -> list[str]:
    """Everything in the gold files of ``folder`` that their documents do not bear out."""
    found: list[str] = []
    for path in sorted(folder.glob("*.gold.json")):
        number = path.name.split(".")[0]
        pages = press.page_texts(folder / f"{number}.born.pdf")
        found.extend(f"{number}: {problem}" for problem in gold.problems(gold.load(path), pages))
    return found


def main() -> int:
    """Command line; 0 when nothing contradicts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=HERE)
    parser.add_argument("--only", default="", help="numbers with commas")
    parser.add_argument("--check", action="store_true", help="only check the gold files")
    args = parser.parse_args()
    if not args.check:
        recipes = json.loads((args.folder / "recipes.json").read_text(encoding="utf-8"))
        wanted = set(filter(None, args.only.split(",")))
        for number, source in sources(args.folder).items():
            if not wanted or number in wanted:
                make(args.folder, number, source, recipes[number])
                print(f"{number} {source.name}", file=sys.stderr)
    found = check(args.folder)
    print("\n".join(found) or "gold files agree with their documents", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

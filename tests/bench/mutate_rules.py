"""Does a changed rule break a test? Thresholds, dates, comparisons and verdicts are changed one at a time.

    python tests/bench/mutate_rules.py --sample 40 --seed 7

Works on a copy of the code in a temporary folder and runs the tests of law and checks on each mutant. Prints one line a
mutant ("killed" or "SURVIVED") and the share killed. Not part of the test run: it takes seconds a mutant.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CHECKS, RULES = "extractor/checks", "extractor/law/data/rules"
SWAPS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
VERDICTS = {
    "violated": "satisfied",
    "satisfied": "violated",
    "absent": "satisfied",
    "unclear": "violated",
    "granted": "excluded",
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: the file, a description, and the changed text of the file."""

    file: str
    what: str
    text: str


class _Mutate(ast.NodeTransformer):
    """Changes the ``target``-th place that can be changed; counts them all."""

    def __init__(self, target: int) -> None:
        self.target, self.seen, self.what = target, 0, ""

    def _hit(self, node: ast.expr, what: str) -> bool:
        self.seen += 1
        if self.seen - 1 == self.target:
            self.what = f"line {node.lineno}: {what}"
            return True
        return False

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        new = SWAPS.get(type(node.ops[0]))
        if new and self._hit(node, f"{type(node.ops[0]).__name__} -> {new.__name__}"):
            node.ops[0] = new()
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        self.generic_visit(node)
        if self._hit(node, "and <-> or"):
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        return node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        self.generic_visit(node)
        return node.operand if isinstance(node.op, ast.Not) and self._hit(node, "not dropped") else node

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        if isinstance(node.value, int) and not isinstance(node.value, bool) and self._hit(node, f"{node.value} + 1"):
            return ast.copy_location(ast.Constant(node.value + 1), node)
        if isinstance(node.value, str) and node.value in VERDICTS and self._hit(node, f"{node.value} swapped"):
            return ast.copy_location(ast.Constant(VERDICTS[node.value]), node)
        return node


def code_mutants() -> Iterator[Mutant]:
    """Every single change of the checks' code."""
    for path in sorted((ROOT / CHECKS).glob("*.py")):
        source = path.read_text()
        counter = _Mutate(-1)
        counter.visit(ast.parse(source))
        for target in range(counter.seen):
            change = _Mutate(target)
            tree = ast.fix_missing_locations(change.visit(ast.parse(source)))
            yield Mutant(f"{CHECKS}/{path.name}", change.what, ast.unparse(tree))


def date_mutants() -> Iterator[Mutant]:
    """Every rule's first day moved by forty days."""
    for path in sorted((ROOT / RULES).glob("*.json")):
        rules = json.loads(path.read_text())
        for rule in rules:
            period = rule["periods"][0]
            since = period["from"]
            period["from"] = (date.fromisoformat(since) - timedelta(days=40)).isoformat()
            yield Mutant(f"{RULES}/{path.name}", f"{rule['id']}: from {since} moved", json.dumps(rules))
            period["from"] = since


def killed(mutant: Mutant, copy: Path) -> bool:
    """Whether the tests of law and checks fail on the mutant."""
    place = copy / mutant.file
    original = place.read_text()
    place.write_text(mutant.text)
    try:
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "tests/checks", "tests/law"]
        done = subprocess.run(command, cwd=copy, capture_output=True, timeout=300, check=False)
    finally:
        place.write_text(original)
    return done.returncode != 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=40, help="how many mutants to try")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dates", action="store_true", help="only the rules' dates")
    args = parser.parse_args()
    mutants = list(date_mutants()) if args.dates else [*code_mutants(), *date_mutants()]
    random.Random(args.seed).shuffle(mutants)
    chosen = mutants[: args.sample]
    os.nice(10)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in ("extractor", "tests/checks", "tests/law", "tests/support"):
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", copy)
        shutil.copy(ROOT / "tests" / "conftest.py", copy / "tests")
        dead = 0
        for mutant in chosen:
            gone = killed(mutant, copy)
            dead += gone
            print(f"{'killed  ' if gone else 'SURVIVED'} {mutant.file} {mutant.what}", flush=True)
    print(f"{dead} of {len(chosen)} killed ({len(mutants)} possible)")


if __name__ == "__main__":
    main()

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
import resource
import shutil
import subprocess
import sys
import tempfile
import types
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TextIO

import pytest

ROOT = Path(__file__).resolve().parents[2]
TESTS, LONGEST = ("tests/checks", "tests/law"), 60
"""Test folders; seconds of processor time after which a mutant counts as killed (it may never end)."""
BY_TEXT = "*passage*"
"""Tests that read whole passages are left out: a rule has to be held by its own tests, and they take seconds each."""
SLOW = ("test_properties.py", "test_law_places.py", "test_law_show.py", "test_law_load.py")
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


EQUIVALENT: tuple[tuple[str, str, str, str], ...] = (
    ("term.py", "or months == 0 else", "0 + 1", "the two counts agree there in either case"),
    ("judge.py", "ACT_OF_2003 = date", "25 + 1", "no rule begins the day after"),
    ("roster.py", "match is None or number is None", "and <-> or", "a break that is found always has a number"),
    ("roster.py", "m.start() - 25", "25 + 1", "what is looked for there is shorter"),
    ("roster.py", "m.start() - 25", "0 + 1", "the first character of a text is no such word"),
    ("hours.py", "overtime.status if overtime else", "absent swapped", "all that is asked is whether it is granted"),
    ("roster.py", "match.end() + 12", "12 + 1", "what is looked for there is shorter"),
    ("money.py", "if days <= 3", "LtE -> Lt", "the formula gives nought for the third day"),
    ("wage_basis.py", "for r in classes), default", "0 + 1", "there are always classes of risk"),
    ("minimum_wage.py", "max(enough, floor or enough)", "and <-> or", "no UMK lies below the UMP of its province"),
    ("minimum_wage.py", "and most > least and floor", "Gt -> GtE", "with nothing added the wage was judged above"),
    ("case.py", "start = max(text.rfind", "0 + 1", "a sentence's end is never the first character of a page"),
    ("sums.py", "amount.value > one.expected", "Gt -> GtE", "a sum that is as expected is not doubted"),
    ("case.py", "if e >= 0]", "GtE -> Gt", "nothing is found before the end of the match"),
    (
        "social_security.py",
        "0 < cover.worker_pct",
        "Lt -> LtE",
        "a share of nought with the worker as payer is not read",
    ),
)
"""Changes that alter nothing a person sees: end of the file name, part of the line, end of the description, why."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: the file, the line of source it is in, a description, and the changed text of the file."""

    file: str
    line: str
    what: str
    text: str

    @property
    def harmless(self) -> bool:
        """Whether the change is known to alter nothing a person sees."""
        return any(
            self.file.endswith(file) and part in self.line and self.what.endswith(what)
            for file, part, what, _ in EQUIVALENT
        )

    def same(self, said: str) -> bool:
        """Whether a printed line of an earlier run is about this change."""
        what = self.what.split(": ", 1)[1] if self.line else self.what
        return self.file in said and what in said and self.line in said


class _Mutate(ast.NodeTransformer):
    """Changes the ``target``-th place that can be changed; counts them all."""

    def __init__(self, target: int) -> None:
        self.target, self.seen, self.what, self.at = target, 0, "", 0

    def _hit(self, node: ast.expr, what: str) -> bool:
        self.seen += 1
        if self.seen - 1 == self.target:
            self.what, self.at = f"line {node.lineno}: {what}", node.lineno
            return True
        return False

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        # Decorators (the size of a cache) and annotations decide nothing.
        node.body = [self.visit(statement) for statement in node.body]
        node.args.kw_defaults = [d and self.visit(d) for d in node.args.kw_defaults]
        node.args.defaults = [self.visit(d) for d in node.args.defaults]
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        node.value = node.value and self.visit(node.value)
        return node

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
            line = source.splitlines()[change.at - 1].strip()
            yield Mutant(f"{CHECKS}/{path.name}", line, change.what, ast.unparse(tree))


def unchanged() -> list[Mutant]:
    """Every file of the checks as it is: put in place like a mutant, it must not break a test."""
    files = sorted((ROOT / CHECKS).glob("*.py"))
    return [Mutant(f"{CHECKS}/{p.name}", "", "unchanged", ast.unparse(ast.parse(p.read_text()))) for p in files]


def date_mutants() -> Iterator[Mutant]:
    """Every rule's first day moved by forty days."""
    for path in sorted((ROOT / RULES).glob("*.json")):
        rules = json.loads(path.read_text())
        for rule in rules:
            period = rule["periods"][0]
            since = period["from"]
            period["from"] = (date.fromisoformat(since) - timedelta(days=40)).isoformat()
            yield Mutant(f"{RULES}/{path.name}", "", f"{rule['id']}: from {since} moved", json.dumps(rules))
            period["from"] = since


class Runner:
    """Takes the place of pytest's own run: the tests are collected once, and every mutant is tried in a forked child."""

    def __init__(self, mutants: list[Mutant], copy: Path, out: TextIO) -> None:
        self.mutants, self.copy, self.out, self.failed, self.dead = mutants, copy, out, False, 0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.failed = self.failed or report.failed

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if self._fails(session, unchanged()):
            print("The tests fail without any change; nothing can be measured.", file=self.out)
            return True
        for mutant in self.mutants:
            data = mutant.file.endswith(".json")
            gone = _data_fails(mutant, self.copy) if data else self._fails(session, [mutant])
            self.dead += gone
            said = "killed  " if gone else "SURVIVED"
            print(f"{said} {mutant.file} {mutant.what} | {mutant.line}", file=self.out, flush=True)
        return True

    def _fails(self, session: pytest.Session, mutants: list[Mutant]) -> bool:
        child = os.fork()
        if child:
            return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST))
            quiet = os.open(os.devnull, os.O_WRONLY)
            os.dup2(quiet, 1)
            os.dup2(quiet, 2)
            for mutant in mutants:
                put_in_place(mutant)
            os._exit(int(self._run(session, Path(mutants[0].file).stem)))
        finally:
            os._exit(1)

    def _run(self, session: pytest.Session, stem: str) -> bool:
        items = sorted(session.items, key=lambda item: _late(item.path.name, stem))
        for item, following in zip(items, [*items[1:], None], strict=True):
            session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if self.failed:
                return True
        return False


def _late(file: str, stem: str) -> int:
    """The tests named after the changed file come first, those that try many invented inputs last."""
    return 2 if file in SLOW else 0 if any(part in file for part in stem.split("_") if part) else 1


def _data_fails(mutant: Mutant, copy: Path) -> bool:
    """Changed data is read anew by a fresh run, as tests are made from it; the table of dates comes first."""
    place = copy / mutant.file
    original = place.read_text()
    place.write_text(mutant.text)
    try:
        for tests in (("tests/law/test_law_dates.py",), TESTS):
            command = [
                sys.executable,
                "-m",
                "pytest",
                "-q",
                "-x",
                "-p",
                "no:cacheprovider",
                f"--ignore-glob={BY_TEXT}",
                *tests,
            ]
            if subprocess.run(command, cwd=copy, capture_output=True, check=False).returncode:
                return True
        return False
    finally:
        place.write_text(original)


def put_in_place(mutant: Mutant) -> None:
    """Change the running program: every function does what the mutant's does, every constant has its value."""
    name = mutant.file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    changed = types.ModuleType(name)
    changed.__package__ = name.rpartition(".")[0]
    module = sys.modules.pop(name)
    sys.modules[name] = changed  # dataclasses look their module up
    exec(compile(mutant.text, mutant.file, "exec"), changed.__dict__)
    sys.modules[name] = module
    for key, new in vars(changed).items():
        old = vars(module).get(key)
        if isinstance(new, type) and new.__module__ == name and isinstance(old, type):
            for method, made in vars(new).items():
                _take_over(vars(old).get(method), made)
        elif getattr(new, "__module__", None) == name and callable(new):
            _take_over(old, new)
        elif not key.startswith("__") and new is not old:
            for loaded in list(sys.modules.values()):
                if getattr(loaded, "__dict__", {}).get(key) is old and old is not None:
                    setattr(loaded, key, new)


def _take_over(old: Any, new: Any) -> None:
    """The old function, wherever it is referred to, does from now on what the new one does."""
    if isinstance(old, property):
        old, new = old.fget, new.fget
    if hasattr(old, "cache_clear"):
        old.cache_clear()
    old, new = getattr(old, "__wrapped__", old), getattr(new, "__wrapped__", new)
    if isinstance(old, types.FunctionType) and isinstance(new, types.FunctionType):
        old.__code__, old.__defaults__, old.__kwdefaults__ = new.__code__, new.__defaults__, new.__kwdefaults__


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=100, help="how many mutants to try")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dates", action="store_true", help="only the rules' dates")
    parser.add_argument("--again", type=Path, help="only what SURVIVED in the output of an earlier run")
    args = parser.parse_args()
    mutants = list(date_mutants()) if args.dates else [*code_mutants(), *date_mutants()]
    random.Random(args.seed).shuffle(mutants)
    chosen = [m for m in mutants if not m.harmless][: args.sample]
    if args.again:
        survivors = [line for line in args.again.read_text().splitlines() if line.startswith("SURVIVED")]
        # Lines move between two runs: a change of code is known by what it does and the line it is in.
        chosen = [m for m in mutants if not m.harmless and any(m.same(line) for line in survivors)]
    os.nice(5)
    with tempfile.TemporaryDirectory() as folder, os.fdopen(os.dup(1), "w") as out:
        copy = Path(folder)
        for name in ("extractor", *TESTS, "tests/support"):
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", copy)
        shutil.copy(ROOT / "tests" / "conftest.py", copy / "tests")
        (copy / "docs").mkdir()
        shutil.copy(ROOT / "docs" / "law-doubtful.md", copy / "docs")  # held against the law data
        os.chdir(copy)
        sys.path.insert(0, str(copy))
        runner = Runner(chosen, copy, out)
        pytest.main(
            [
                "-o",
                "addopts=--import-mode=importlib",
                "-p",
                "no:cacheprovider",
                "-p",
                "no:terminal",
                f"--ignore-glob={BY_TEXT}",
                *TESTS,
            ],
            plugins=[runner],
        )
        print(
            f"{runner.dead} of {len(chosen)} killed = {runner.dead / len(chosen):.0%} ({len(mutants)} possible)",
            file=out,
        )
        os.chdir(ROOT)


if __name__ == "__main__":
    main()

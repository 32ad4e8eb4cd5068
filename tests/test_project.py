"""The project's own shape: packages, locks, file rules and documents hold what they promise."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

PACKAGES = ("extractor", "models", "api")


@pytest.mark.parametrize("name", PACKAGES)
def test_import_packages_resolve_inside_the_repository(name: str, root: Path) -> None:
    """A stray installed package of the same short name must never shadow ours."""
    module = importlib.import_module(name)
    assert module.__file__ is not None
    assert Path(module.__file__).resolve().is_relative_to(root)


def test_every_package_folder_is_named_in_pyproject(root: Path) -> None:
    """Packages are named explicitly, so a new folder that is forgotten would be missing from the wheel."""
    named = set(tomllib.loads((root / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"])
    found = {
        ".".join(path.parent.relative_to(root).parts) for top in PACKAGES for path in (root / top).rglob("__init__.py")
    }
    assert found == named


def test_locks_carry_hashes_and_no_index_address(root: Path) -> None:
    """A lock must install from any mirror and refuse a changed file."""
    for lock in ("requirements.lock", "requirements-data.lock", "requirements-test.lock"):
        text = (root / lock).read_text()
        pins = re.findall(r"^[a-z0-9][\w.\-\[\]]*==", text, re.MULTILINE)
        assert pins
        assert text.count("--hash=sha256:") >= len(pins)
        assert "://" not in text
        assert "--index" not in text


def test_file_rules_hold(root: Path) -> None:
    """No code file over 500 lines, no machine path, no registry address."""
    done = subprocess.run(
        [sys.executable, "scripts/check_files.py"], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_file_rules_can_break(root: Path, tmp_path: Path) -> None:
    """The checker sees a file that is too long and a machine path."""
    sys.path.insert(0, str(root / "scripts"))
    try:
        check_files = importlib.import_module("check_files")
    finally:
        sys.path.pop(0)
    long = tmp_path / "long.py"
    long.write_text("x = 1\n" * 501)
    leaky = tmp_path / "leaky.md"
    leaky.write_text("see /wo" + "rk/main\n")
    found = check_files.problems([long, leaky])
    assert len(found) == 2


def test_continuous_integration_runs_the_readme_test_command(root: Path) -> None:
    """What a newcomer runs and what guards the landing are one command."""
    assert "make test" in (root / ".ci" / "run").read_text()
    assert "make test" in (root / "README.md").read_text()


def test_dependencies_give_their_reason(root: Path) -> None:
    """Each runtime dependency carries one sentence of reason beside it."""
    block = (root / "pyproject.toml").read_text().split("dependencies = [", 1)[1].split("\n]", 1)[0]
    lines = [line for line in block.splitlines() if line.strip().startswith('"')]
    assert lines
    assert [line for line in lines if "#" not in line] == []


def test_the_web_and_the_command_line_do_not_carry_the_language_pipeline(root: Path) -> None:
    """spaCy lives in the understanding child only; every other process starts without it."""
    code = "import sys, api.app, api.commands.reading; print([m for m in ('spacy', 'cv2', 'onnxruntime') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

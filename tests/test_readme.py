"""The README's first screen stays true: what it shows is what the program prints."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path


def test_the_shown_check_is_what_the_command_prints(root: Path) -> None:
    """Every line of the README's console block stands, in that order, in the real output."""
    block = re.search(
        r"```console\n\$ \.venv/bin/lindung (?P<arguments>[^\n]+)\n(?P<shown>.*?)```", _readme(root), re.DOTALL
    )
    assert block is not None
    done = subprocess.run(
        [sys.executable, "-m", "api.cli", *block["arguments"].split()],
        cwd=root, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    printed = done.stdout.splitlines()
    places = [printed.index(line) for line in block["shown"].splitlines()]
    assert places == sorted(places)
    assert len(places) >= 4


def test_the_named_commands_and_files_exist(root: Path) -> None:
    """The make targets, links and pictures of the README lead somewhere."""
    text = _readme(root)
    makefile = (root / "Makefile").read_text()
    for target in re.findall(r"^make (\w+)", text, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    for link in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (root / link).exists(), link


def _readme(root: Path) -> str:
    return (root / "README.md").read_text()

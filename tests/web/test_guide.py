"""The user guide says what the program does: every command, every check, every shortcut, every picture."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.law import load_law
from extractor.words.ppocr_models import LEAN_VARIABLE
from extractor.words.ppocr_runtime import RUNTIME_VARIABLE


@pytest.fixture(scope="module")
def guide() -> Path:
    return Path(__file__).resolve().parents[2] / "docs" / "panduan"


def test_every_command_is_in_the_guide(guide: Path) -> None:
    """Whatever ``lindung --help`` lists is explained, and nothing else is."""
    shown = subprocess.run([sys.executable, "-m", "api.cli", "--help"], capture_output=True, text=True, check=True)
    commands = set(re.findall(r"^ {4}([a-z]+) {2,}\S", shown.stdout, re.M))
    explained = set(re.findall(r"\| `lindung ([a-z]+)", (guide / "baris-perintah.md").read_text()))
    assert commands
    assert explained == commands


def test_every_check_is_in_the_guide(guide: Path) -> None:
    """Each rule of the law data has its paragraph."""
    text = (guide / "pemeriksaan.md").read_text()
    assert [rule.id for rule in load_law().rules if f"`{rule.id}`" not in text] == []


def test_every_setting_is_in_the_guide(guide: Path, root: Path) -> None:
    """Each environment variable that the settings, or the reading children, read is named."""
    read = set(re.findall(r"LINDUNG_[A-Z][A-Z0-9_]*[A-Z0-9]", (root / "api" / "settings.py").read_text())) | {
        LEAN_VARIABLE,
        RUNTIME_VARIABLE,
    }
    explained = set(re.findall(r"LINDUNG_[A-Z][A-Z0-9_]*[A-Z0-9]", (guide / "baris-perintah.md").read_text()))
    assert explained == read


def test_every_shortcut_is_in_the_guide(guide: Path, root: Path) -> None:
    """The keys of the program and those of the guide are the same."""
    script = (root / "api" / "static" / "keyboard.js").read_text().split("const KEYS = {")[1].split("};")[0]
    keys = set(re.findall(r"^\s+\"?([^\s\":]+)\"?:", script, re.M)) - {"="}
    rows = (guide / "meninjau.md").read_text().split("| Tombol | Guna |")[1].split("\n\n")[0]
    assert keys
    assert keys <= set(re.findall(r"`([^`]+)`", rows))


def test_links_and_pictures_of_the_guide_exist(guide: Path) -> None:
    """No reader meets a missing page or picture."""
    for page in guide.glob("*.md"):
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text()):
            assert "://" not in target, (page.name, target)
            assert (guide / target).is_file(), (page.name, target)

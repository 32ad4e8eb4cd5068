"""What a child can reach."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import sandbox_verbs as verbs

from extractor.sandbox import ReadingPool, active_layers, kernel

HERE = Path(verbs.__file__).parent


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What a child says about its surroundings; ``tmp_path`` is no business of its."""
    monkeypatch.setenv("LINDUNG_DATABASE_PASSWORD", "rahasia")
    (tmp_path / "secret.txt").write_text("rahasia")
    handed_in = tmp_path / "berkas.txt"
    handed_in.write_text("isi berkas")
    with (
        ReadingPool(1, verbs="sandbox_verbs:VERBS", import_paths=[HERE]) as pool,
        handed_in.open("rb") as file,
    ):
        found: dict[str, str] = pool.call(
            "surroundings", verbs.TEXT.dump_json(str(tmp_path)), result=verbs.REPORT, files=[file.fileno()]
        )
    return found


def test_no_secret_of_the_parent_is_in_the_childs_environment(report: dict[str, str]) -> None:
    """Only the few variables a reader needs are passed on."""
    assert "LINDUNG_DATABASE_PASSWORD" not in report["environment"]
    assert "PATH" in report["environment"]


def test_a_child_works_with_what_it_is_handed(report: dict[str, str]) -> None:
    """The file handed in, its own folder and the installed programs are all a child needs."""
    assert report["read what was handed in"] == "isi berkas"
    assert report["write own folder"] == "allowed"
    assert report["run a program"] == "allowed"


def test_the_layers_that_are_called_active_hold(report: dict[str, str]) -> None:
    """A layer reported as active really denies; one reported as missing is not claimed."""
    active = {layer.name: layer.active for layer in active_layers()}
    if active["landlock"]:
        assert report["read elsewhere"] == "PermissionError"
        assert report["write elsewhere"] == "PermissionError"
        assert report["parent's environment"] == "PermissionError"
    else:
        assert report["read elsewhere"] == "allowed"
    if kernel.landlock_version() >= 6:
        assert report["signal parent"] == "PermissionError"
    assert report["network"] == ("PermissionError" if active["seccomp"] else "allowed")


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_call_filter_is_well_formed(machine: str) -> None:
    """Every jump of the filter lands on the refusal at its end, never beyond it."""
    program = kernel.seccomp_program(machine)
    steps = [program[i : i + 8] for i in range(0, len(program), 8)]
    assert len(program) % 8 == 0
    for place, step in enumerate(steps):
        assert place + 1 + step[2] < len(steps) or step[2] == 0
    denied = [place + 1 + step[2] for place, step in enumerate(steps) if step[0] == 0x15 and place > 5]
    assert set(denied) == {len(steps) - 1}


def test_every_layer_is_explained_in_words() -> None:
    """The doctor command has a sentence for each layer, whether it is on or off."""
    layers = active_layers()
    assert {layer.name for layer in layers} >= {"rlimit", "landlock", "seccomp"}
    assert all(layer.explanation.endswith(".") for layer in layers)


def test_the_childs_limits_do_not_touch_this_process() -> None:
    """Starting children changes nothing in the parent's own limits."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_AS), resource.getrlimit(resource.RLIMIT_CPU), os.getcwd()
    with ReadingPool(1, verbs="sandbox_verbs:VERBS", import_paths=[HERE]) as pool:
        pool.call("echo", b'"x"', result=verbs.TEXT)
    assert (resource.getrlimit(resource.RLIMIT_AS), resource.getrlimit(resource.RLIMIT_CPU), os.getcwd()) == before

"""Files that a program names instead of sending them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from archive_house import API, House, problem, running_house
from fake_reader import pdf

BY_REFERENCE = f"{API}/jobs/by-reference"


@pytest.fixture(scope="module")
def share(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("share")
    (folder / "2024").mkdir()
    for name in ("2024/a.pdf", "b.pdf"):
        (folder / name).write_bytes(pdf(name))
    (folder / "kosong.pdf").write_bytes(b"")
    (folder / "tautan.pdf").symlink_to("/etc/passwd")
    (folder / "luar").symlink_to("/etc")
    return folder


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, share: Path) -> Iterator[House]:
    with running_house(tmp_path_factory.mktemp("references"), reference_dir=share) as made:
        yield made


def name(house: House, *paths: str, **headers: str) -> Any:
    return house.client.post(BY_REFERENCE, json={"paths": list(paths)}, headers={**house.token(), **headers})


def test_named_files_are_copied_and_read(house: House, share: Path) -> None:
    """They make a job like sent ones; the share is not touched, and the copy stays when the file goes."""
    answer = name(house, "2024/a.pdf", "b.pdf")
    job = house.finished(house.token(), answer.headers["location"])
    assert (answer.status_code, job["files"]) == (202, {"complete": 2})
    items = house.client.get(job["items"], headers=house.token()).json()["items"]
    (share / "b.pdf").unlink()
    original = house.client.get(f"{items[1]['document']}/original", headers=house.token())
    assert original.content == pdf("b.pdf")
    (share / "b.pdf").write_bytes(pdf("b.pdf"))


def test_nothing_outside_the_folder_is_reached(house: House) -> None:
    """Paths that climb out, links, folders and what is not there are refused one by one; the good one is taken."""
    paths = ("2024/../../etc/passwd", "../x", "tautan.pdf", "luar/passwd", "2024", "hilang.pdf", "kosong.pdf", "b.pdf")
    job = house.finished(house.token(), name(house, *paths).headers["location"])
    items = house.client.get(job["items"], headers=house.token()).json()["items"]
    assert [(item["error"] or {}).get("code") for item in items] == [
        "entry-unsafe-path",
        "entry-unsafe-path",
        "not-a-regular-file",
        "not-a-regular-file",
        "not-a-regular-file",
        "file-gone",
        "empty-file",
        None,
    ]
    for path in ("/etc/passwd", "", "a\x00b"):
        problem(name(house, path), 422, "invalid-request")


def test_naming_can_be_repeated_under_a_key(house: House) -> None:
    """The same paths under the same key are the same job; others are refused."""
    key = {"Idempotency-Key": "rujukan-1"}
    first, again = name(house, "b.pdf", **key), name(house, "b.pdf", **key)
    assert first.headers["location"] == again.headers["location"]
    assert again.headers["idempotency-replayed"] == "true"
    problem(name(house, "2024/a.pdf", **key), 422, "idempotency-key-reused")


def test_only_the_office_of_the_folder_may_name_files(house: House, tmp_path: Path) -> None:
    """Another office, an agency of the office, and an installation without a folder get 404."""
    for who in (
        house.token("asing", role="admin", org="asing"),
        house.token("dinas", role="uploader", agency="dinas-a"),
    ):
        answer = house.client.post(BY_REFERENCE, json={"paths": ["b.pdf"]}, headers=who)
        problem(answer, 404, "reference-not-configured")
    with running_house(tmp_path) as other:
        problem(name(other, "b.pdf"), 404, "reference-not-configured")


def test_a_vanished_share_is_told(house: House, share: Path) -> None:
    """When the folder itself is gone nothing is taken, and the same request works once it is back."""
    away = share.with_name("away")
    share.rename(away)
    try:
        problem(name(house, "b.pdf"), 409, "share-gone")
    finally:
        away.rename(share)
    assert name(house, "b.pdf").status_code == 202

"""Objects that a program names instead of sending them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import obstore
import pytest
from archive_house import API, House, problem, running_house
from fake_reader import pdf
from s3_servers import S3Server

from api.archive import references
from api.buckets import Bucket
from api.storage.bucket import connect

BY_REFERENCE = f"{API}/jobs/by-reference"


@pytest.fixture(scope="module")
def bucket(rclone: S3Server) -> Bucket:
    part = rclone.part("arsip/kontrak")
    store, outside = connect(part), connect(rclone.part("arsip"))
    for name in ("2024/a.pdf", "b.pdf"):
        obstore.put(store, name, pdf(name))
    obstore.put(store, "kosong.pdf", b"")
    obstore.put(store, "besar.pdf", b"%PDF-" + bytes(1024 * 1024))
    obstore.put(outside, "rahasia.pdf", pdf("outside"))
    return part


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, bucket: Bucket) -> Iterator[House]:
    with running_house(tmp_path_factory.mktemp("objects"), reference_bucket=bucket) as made:
        yield made


def name(house: House, *paths: str, **more: Any) -> Any:
    return house.client.post(
        BY_REFERENCE, json={"source": "bucket", "paths": list(paths), **more}, headers=house.token()
    )


def errors(house: House, answer: Any) -> list[str | None]:
    job = house.finished(house.token(), answer.headers["location"])
    items = house.client.get(job["items"], headers=house.token()).json()["items"]
    return [(item["error"] or {}).get("code") for item in items]


def test_named_objects_are_copied_and_read(house: House) -> None:
    """They make a job like sent files; each has the bytes of its object."""
    answer = name(house, "2024/a.pdf", "b.pdf")
    assert errors(house, answer) == [None, None]
    job = house.client.get(answer.headers["location"], headers=house.token()).json()
    items = house.client.get(job["items"], headers=house.token()).json()["items"]
    original = house.client.get(f"{items[0]['document']}/original", headers=house.token())
    assert original.content == pdf("2024/a.pdf")


def test_nothing_but_the_part_of_the_bucket_is_reached(house: House) -> None:
    """Paths that climb out, addresses, other buckets, what is missing, empty or too large: refused one by one."""
    refused = {
        "../rahasia.pdf": "entry-unsafe-path",
        "2024/../../rahasia.pdf": "entry-unsafe-path",
        "a//b.pdf": "entry-unsafe-path",
        "x\\..\\rahasia.pdf": "entry-unsafe-path",
        "http://169.254.169.254/latest": "entry-unsafe-path",
        "s3:/lain/b.pdf": "file-gone",
        "%2e%2e/rahasia.pdf": "file-gone",
        "2024": "file-gone",
        "kosong.pdf": "empty-file",
        "besar.pdf": "too-large",
    }
    assert errors(house, name(house, *refused, "b.pdf")) == [*refused.values(), None]


def test_a_request_names_neither_server_nor_bucket(house: House) -> None:
    """Fields for them do not exist, and absolute paths are wrong already."""
    for more in ({"endpoint": "http://127.0.0.1:1"}, {"bucket": "lain"}):
        problem(name(house, "b.pdf", **more), 422, "invalid-request")
    problem(name(house, "/b.pdf"), 422, "invalid-request")


def test_only_what_is_configured_can_be_named(house: House, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Another office gets 404, and so does who asks for a folder where there is only a bucket."""
    other = house.token("asing", role="admin", org="asing")
    wanted = {"source": "bucket", "paths": ["b.pdf"]}
    problem(house.client.post(BY_REFERENCE, json=wanted, headers=other), 404, "reference-not-configured")
    answer = house.client.post(BY_REFERENCE, json={"paths": ["b.pdf"]}, headers=house.token())
    problem(answer, 404, "reference-not-configured")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"endpoint": "http://127.0.0.1:9"}, "storage-away"),
        ({"secret_key": "salah"}, "storage-refused"),
        ({"name": "bukan-bucket"}, "storage-refused"),
    ],
)
def test_a_bucket_that_does_not_answer_is_told(
    house: House, monkeypatch: pytest.MonkeyPatch, change: dict[str, str], code: str
) -> None:
    """Nothing is taken of the whole request, and the same request works once it answers."""
    with monkeypatch.context() as patch:
        patch.setattr(references, "connect", lambda bucket: connect(replace(bucket, **change)))
        problem(name(house, "b.pdf"), 503, code)
    assert name(house, "b.pdf").status_code == 202

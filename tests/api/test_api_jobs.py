"""Several files in one request, ZIP archives, safe repetition, and following a job."""

from __future__ import annotations

import io
import json
import stat
import struct
import threading
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from archive_house import API, House, problem, running_house
from fake_reader import pdf

from api.archive import unpack
from api.archive.unpack import UnpackLimits
from api.database import transaction
from api.jobs.housekeeping import tidy
from api.refusals import ArchiveRefused, ArchiveTooLarge, ArchiveTooMany
from models import Document, IdempotencyKey
from models.base import utc_now


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with running_house(tmp_path_factory.mktemp("jobs")) as made:
        yield made


def zipped(*files: tuple[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return out.getvalue()


def items_of(house: House, headers: dict[str, str], job: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = house.client.get(job["items"], headers=headers).json()["items"]
    return found


def test_one_file_makes_a_job_that_ends(house: House) -> None:
    """The answer names job and document; the job counts pages and ends as done."""
    headers = house.token()
    answer = house.post(headers, pdf("satu"))
    assert answer.status_code == 202
    assert answer.headers["content-location"] == f"{API}/documents/{answer.json()['id']}"
    job = house.finished(headers, answer.headers["location"])
    assert (job["files"], job["known"]) == ({"complete": 1}, 0)
    assert job["pages"] == {"total": 2, "done": 2, "failed": 0}
    (item,) = items_of(house, headers, job)
    assert item["document"] == answer.headers["content-location"]
    assert (item["outcome"], item["error"]) == ("complete", None)


def test_every_file_of_a_request_has_its_own_outcome(house: House) -> None:
    """Good, known, broken and empty files, and those of a ZIP among them, are told one by one."""
    headers = house.token()
    house.post(headers, pdf("sudah ada"))
    archive = zipped(("2024/a.pdf", pdf("dalam arsip")), ("2024/catatan.txt", b"halo, ini catatan biasa " * 20))
    answer = house.post_many(
        headers,
        ("baik.pdf", pdf("beberapa")),
        ("lama.pdf", pdf("sudah ada")),
        ("kosong.pdf", b""),
        ("kiriman.zip", archive),
    )
    assert answer.status_code == 202
    job = house.finished(headers, answer.headers["location"])
    assert (job["files"], job["known"]) == ({"complete": 3, "refused": 2}, 1)
    items = items_of(house, headers, job)
    assert [(i["filename"], i["outcome"]) for i in items] == [
        ("baik.pdf", "complete"),
        ("lama.pdf", "complete"),
        ("kosong.pdf", "refused"),
        ("a.pdf", "complete"),
        ("catatan.txt", "refused"),
    ]
    assert [i["known"] for i in items] == [False, True, False, False, False]
    assert [i["error"]["code"] for i in items if i["error"]] == ["empty-file", "not-a-supported-file"]
    second = house.client.get(job["items"], params={"after": 2, "limit": 1}, headers=headers).json()
    assert ([i["position"] for i in second["items"]], second["next"]) == ([3], 3)


def test_what_an_archive_hides_is_refused_entry_by_entry(house: House) -> None:
    """Paths out of the archive, links, nested archives and locked entries are refused; the good one is read; what
    systems leave behind is passed over."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("../luar.pdf", "/mutlak.pdf", "C:\\pc.pdf", "a\\..\\..\\b.pdf"):
            archive.writestr(name, pdf(name))
        link = zipfile.ZipInfo("tautan.pdf")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("dalam.zip", zipped(("x.pdf", pdf("x"))))
        archive.writestr("__MACOSX/._baik.pdf", b"\0" * 50)
        archive.writestr("Thumbs.db", b"\0" * 50)
        archive.writestr("baik.pdf", pdf("baik"))
    headers = house.token()
    answer = house.post_many(headers, ("arsip.zip", out.getvalue()))
    job = house.finished(headers, answer.headers["location"])
    codes = [(i["error"] or {}).get("code") for i in items_of(house, headers, job)]
    assert codes == ["entry-unsafe-path"] * 4 + ["not-a-regular-file", "not-a-supported-file", None]


def test_a_damaged_entry_does_not_spoil_the_others() -> None:
    """A wrong checksum is the entry's own trouble."""
    data = bytearray(zipped(("rusak.pdf", pdf("rusak")), ("baik.pdf", pdf("baik")), packing=zipfile.ZIP_STORED))
    place = data.find(b"% rusak")
    data[place : place + 7] = b"% RUSAK"
    outcomes = []
    for entry in unpack.entries(io.BytesIO(data), size=len(data)):
        assert entry.stream is not None
        try:
            outcomes.append(len(entry.stream.read(1_000_000)) + len(entry.stream.read(1)))
        except Exception as error:  # noqa: BLE001  (which one is what is asserted)
            outcomes.append(getattr(error, "code", repr(error)))
    assert outcomes == ["entry-damaged", len(pdf("baik"))]


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (zipped(("nol.pdf", b"\0" * (40 * 1024 * 1024))), ArchiveTooLarge),
        (zipped(*((f"{n}.pdf", b"") for n in range(40))), ArchiveTooMany),
        (b"PK\x03\x04" + b"\0" * 300, ArchiveRefused),
        (zipped(("a.pdf", pdf()))[:-30], ArchiveRefused),
        (
            zipped(("a.pdf", pdf()))[:-22] + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, 2**31, 0, 0),
            ArchiveTooMany,
        ),
    ],
    ids=["bomb", "many", "headless", "cut", "long list"],
)
def test_a_bomb_is_refused_whole(data: bytes, refusal: type[Exception]) -> None:
    """Whatever the archive says of itself: too much out of too little, too many entries, or a broken end."""
    limits = UnpackLimits(entries=30)

    def unpack_all() -> None:
        for entry in unpack.entries(io.BytesIO(data), size=len(data), limits=limits):
            while entry.stream is not None and entry.stream.read(65536):
                pass

    with pytest.raises(refusal):
        unpack_all()


def test_nothing_is_left_of_a_refused_archive(house: House) -> None:
    """Files that came out before the bomb went off are given up: no document, no file, no job."""
    headers = house.token("arsip-bom", role="uploader", agency="bom")
    bomb = zipped(("baik.pdf", pdf("sebelum bom")), ("bom.pdf", b"%PDF-1.4" + b"\0" * (900 * 1024)), ("b2", b"x"))
    before = set(house.context.settings.data_dir.rglob("*/??/??/*"))
    limits = UnpackLimits(total=500 * 1024)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(unpack, "UnpackLimits", lambda: limits)
        problem(house.post_many(headers, ("bom.zip", bomb)), 413, "archive-too-large")
    assert list(house.context.settings.incoming.iterdir()) == []
    assert set(house.context.settings.data_dir.rglob("*/??/??/*")) == before
    assert house.client.get(f"{API}/jobs", headers=headers).json() == {"jobs": [], "next": None}
    problem(house.post_many(headers, ("kosong.zip", zipped())), 422, "archive-unreadable")


def test_a_repeated_request_changes_nothing(house: House) -> None:
    """The same key and request answer with the same job and say so; another body under the key is refused."""
    headers = house.token()
    key = {"Idempotency-Key": "kirim-2024-0001"}
    first = house.post(headers, pdf("ulang"), **key)
    again = house.post(headers, pdf("ulang"), **key)
    assert (first.status_code, again.status_code) == (202, 202)
    assert first.headers["location"] == again.headers["location"]
    assert first.json()["id"] == again.json()["id"]
    assert again.headers["idempotency-replayed"] == "true"
    problem(house.post(headers, pdf("lain"), **key), 422, "idempotency-key-reused")
    problem(house.post(headers, pdf("ulang"), name="lain.pdf", **key), 422, "idempotency-key-reused")
    problem(house.post_many(headers, ("kontrak.pdf", pdf("ulang")), **key), 422, "idempotency-key-reused")
    other = house.post(house.token("lain"), pdf("ulang kedua"), **key)
    assert other.status_code == 202
    assert "idempotency-replayed" not in other.headers
    problem(house.post(headers, pdf("x"), **{"Idempotency-Key": "dua kata"}), 422, "invalid-request")


def test_a_refused_request_does_not_use_its_key_up(house: House) -> None:
    """Nothing was done under the key, so the mended request may use it."""
    headers, key = house.token(), {"Idempotency-Key": "perbaiki"}
    problem(house.post(headers, b"", **key), 422, "empty-file")
    assert house.post(headers, pdf("diperbaiki"), **key).status_code == 202


def test_two_requests_at_once_under_one_key_are_one(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the first is carried out the second is told to wait."""
    from api.services import intake

    entered, go_on = threading.Event(), threading.Event()
    real = intake.receive

    def slow(*args: Any, **kwargs: Any) -> Any:
        entered.set()
        assert go_on.wait(20)
        return real(*args, **kwargs)

    monkeypatch.setattr(intake, "receive", slow)
    headers = {**house.token(), "Idempotency-Key": "bersamaan"}
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(house.post, headers, pdf("bersamaan"))
        assert entered.wait(20)
        try:
            problem(house.post(headers, pdf("bersamaan")), 409, "idempotency-key-in-flight")
        finally:
            go_on.set()
        assert first.result().status_code == 202
    assert house.post(headers, pdf("bersamaan")).headers["idempotency-replayed"] == "true"


def test_keys_are_kept_for_a_day(house: House) -> None:
    """After 24 hours a key is free again, and the daily clean-up removes it."""
    headers, key = house.token(), {"Idempotency-Key": "kemarin"}
    assert house.post(headers, pdf("kemarin"), **key).status_code == 202
    with transaction(house.context.sessions) as session:
        row = session.query(IdempotencyKey).filter_by(key="kemarin").one()
        row.created_at = utc_now() - timedelta(hours=25)
    assert house.post(headers, pdf("hari ini"), **key).status_code == 202
    with transaction(house.context.sessions) as session:
        session.query(IdempotencyKey).filter_by(key="kemarin").one().created_at = utc_now() - timedelta(hours=25)
    assert tidy(house.context).keys == 1


def test_a_job_is_waited_for(house: House) -> None:
    """With ``wait`` the answer comes when the job is done; with an ETag when it changed, and 304 when it did not."""
    headers = house.token()
    gate = threading.Event()
    house.reader.before_page = lambda _: gate.wait(20) and None
    address = house.post(headers, pdf("ditunggu")).headers["location"]
    try:
        early = house.client.get(address, headers=headers)
        assert early.json()["status"] != "done"
        assert early.headers["retry-after"] == "2"
        for _ in range(3):
            # The first changes (queued, reading) may still come; then nothing changes while the gate is shut.
            tag = house.client.get(address, headers=headers).headers["etag"]
            still = house.client.get(address, params={"wait": 1}, headers={**headers, "If-None-Match": tag})
        assert (still.status_code, still.content) == (304, b"")
    finally:
        gate.set()
        house.reader.before_page = None
    done = house.client.get(address, params={"wait": 20}, headers=headers)
    assert done.json()["status"] == "done"
    assert "retry-after" not in done.headers


def test_a_job_can_be_listened_to(house: House) -> None:
    """Server-sent events end with ``done``, carry the job as JSON, and each differs from the one before."""
    headers = house.token()
    address = house.post(headers, pdf("didengar")).headers["location"]
    with house.client.stream("GET", f"{address}/events", headers=headers) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        lines = [line for line in stream.iter_lines() if line and not line.startswith(":")]
    events, ids = lines[0::3], lines[1::3]
    assert events[-1] == "event: done"
    assert len(set(ids)) == len(ids)
    assert json.loads(lines[-1].removeprefix("data: "))["files"] == {"complete": 1}


def test_another_office_or_agency_sees_no_job(house: House) -> None:
    """A job of another office, or of another agency of the office, does not exist for the asker."""
    mine = house.token("dinas-a", role="uploader", agency="dinas-a")
    address = house.post(mine, pdf("milik dinas a")).headers["location"]
    assert house.client.get(address, headers=mine).status_code == 200
    for asker in (
        house.token("dinas-b", role="uploader", agency="dinas-b"),
        house.token("seberang", role="admin", org="seberang"),
    ):
        problem(house.client.get(address, headers=asker), 404, "not-found")
        problem(house.client.get(f"{address}/events", headers=asker), 404, "not-found")
        problem(house.client.get(f"{address}/items", headers=asker), 404, "not-found")
        assert address not in [j["job"] for j in house.client.get(f"{API}/jobs", headers=asker).json()["jobs"]]
    assert address in [j["job"] for j in house.client.get(f"{API}/jobs", headers=house.token()).json()["jobs"]]


def test_jobs_are_listed_by_cursor(house: House) -> None:
    """Following ``next`` gives every job once."""
    headers = house.token("pendaftar", role="uploader", agency="daftar")
    addresses = [house.post(headers, pdf(f"daftar {n}")).headers["location"] for n in range(3)]
    answer = house.client.get(f"{API}/jobs", params={"limit": 2}, headers=headers)
    seen = [j["job"] for j in answer.json()["jobs"]]
    assert 'rel="next"' in answer.headers["link"]
    rest = house.client.get(f"{API}/jobs", params={"limit": 2, "after": answer.json()["next"]}, headers=headers).json()
    assert seen + [j["job"] for j in rest["jobs"]] == addresses[::-1]
    assert rest["next"] is None
    problem(house.client.get(f"{API}/jobs?after=salah", headers=headers), 422, "invalid-request")


def test_erasing_a_document_takes_its_name_out_of_the_job(house: House) -> None:
    """What stays of an erased file is its place in the job, without its name."""
    headers = house.token()
    answer = house.post(headers, pdf("dihapus"), name="PKWT Budi Santosa.pdf")
    house.finished(headers, answer.headers["location"])
    assert house.client.delete(answer.headers["content-location"], headers=headers).status_code == 204
    job = house.client.get(answer.headers["location"], headers=headers).json()
    (item,) = items_of(house, headers, job)
    assert (job["status"], job["files"]) == ("done", {"erased": 1})
    assert (item["filename"], item["outcome"], item["document"]) == ("", "erased", None)
    with house.context.sessions() as session:
        assert session.query(Document).filter_by(filename="PKWT Budi Santosa.pdf").first() is None

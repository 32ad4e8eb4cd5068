"""The REST API for documents, over the real application."""

from __future__ import annotations

import io
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hostile
import pikepdf
import pytest
from fake_reader import FakeReader, pdf
from fastapi.testclient import TestClient
from httpx2 import Response
from installation import hand_in, opened, settings_in

from api.app import create_app
from api.settings import Settings
from extractor.report import from_json
from extractor.sandbox.errors import PageDamaged

Token = Callable[..., dict[str, str]]
ADDRESS = "/api/v1/documents"
OURS = ("lindung.sqlite3", "audit.key")
"""Files that an empty installation has."""


def post(client: TestClient, headers: dict[str, str], data: bytes, name: str = "kontrak.pdf") -> Response:
    answer: Response = client.post(ADDRESS, headers=headers, files={"file": (name, io.BytesIO(data))})
    return answer


def finished(client: TestClient, headers: dict[str, str], address: str) -> dict[str, Any]:
    """The document once its reading has ended."""
    for _ in range(400):
        body: dict[str, Any] = client.get(address, headers=headers).json()
        if body["status"] in ("complete", "partial", "failed"):
            return body
        time.sleep(0.05)
    raise AssertionError(body["status"])


def problem(answer: Response, status: int, code: str) -> dict[str, Any]:
    """The problem details of an answer, checked for what every problem must have."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert body["status"] == status
    assert body["code"] == code
    assert body["type"] == f"urn:lindung:problem:{code}"
    assert body["title"]
    assert body["remedy"]
    return body


def test_from_upload_to_report(reading_client: TestClient, token: Token) -> None:
    """202 with Location, the document ends complete, and report and page images are served."""
    headers = token()
    answer = post(reading_client, headers, pdf())
    assert answer.status_code == 202
    address = answer.headers["content-location"]
    assert answer.json()["status"] == "queued"
    document = finished(reading_client, headers, address)
    assert (document["status"], document["page_count"], document["pages_done"]) == ("complete", 2, 2)
    assert (document["kind"], document["value"], document["signed_on"]) == ("alih_daya", "486000000.5", "2024-03-18")
    assert [page["status"] for page in document["pages"]] == ["done", "done"]
    report = reading_client.get(document["report"], headers=headers)
    assert from_json(report.content).missing == ("thr",)
    assert report.json()["findings"][0]["evidence"][0]["boxes"] == [[50.0, 70.0, 260.0, 82.0]]
    image = reading_client.get(document["pages"][1]["image"], headers=headers)
    assert image.headers["content-type"] == "image/webp"
    assert image.content.startswith(b"RIFF")


def test_an_unchanged_report_is_not_sent_again(reading_client: TestClient, token: Token) -> None:
    """If-None-Match with the ETag of the report answers 304 without a body."""
    headers = token()
    address = post(reading_client, headers, pdf()).headers["content-location"]
    finished(reading_client, headers, address)
    first = reading_client.get(f"{address}/report", headers=headers)
    second = reading_client.get(f"{address}/report", headers={**headers, "If-None-Match": first.headers["etag"]})
    assert (second.status_code, second.content) == (304, b"")


def test_the_same_file_again_is_the_same_document(client: TestClient, token: Token) -> None:
    """A known SHA-256 answers 200 with the existing document, under whatever name it comes."""
    headers = token()
    first = post(client, headers, pdf())
    second = post(client, headers, pdf(), name="salinan.pdf")
    assert (first.status_code, second.status_code) == (202, 200)
    assert first.json()["id"] == second.json()["id"]
    assert second.json()["filename"] == "kontrak.pdf"
    assert len(client.get(ADDRESS, headers=headers).json()["documents"]) == 1


def test_two_offices_do_not_see_each_other(client: TestClient, token: Token) -> None:
    """The same file in two offices is two documents, and another office's document does not exist for us."""
    ours, theirs = token("sari"), token("budi", org="dinas-lain")
    first, second = post(client, ours, pdf()), post(client, theirs, pdf())
    assert (first.status_code, second.status_code) == (202, 202)
    assert first.json()["id"] != second.json()["id"]
    for path in ("", "/report", "/pages/1.webp"):
        problem(client.get(f"{first.headers['content-location']}{path}", headers=theirs), 404, "not-found")
    assert [d["id"] for d in client.get(ADDRESS, headers=theirs).json()["documents"]] == [second.json()["id"]]


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"", 422, "empty-file"),
        (b"halo, ini bukan kontrak\n" * 40, 415, "not-a-supported-file"),
        (b"PK\x03\x04" + b"\0" * 200, 415, "not-a-supported-file"),
        (b"GIF89a" + b"\0" * 200, 415, "not-a-supported-file"),
    ],
    ids=["empty", "text", "zip", "gif"],
)
def test_a_file_that_is_no_contract_scan_is_refused(
    client: TestClient, token: Token, settings: Settings, data: bytes, status: int, code: str
) -> None:
    """What is neither PDF nor a known image is refused with words that say what to do, and nothing of it is stored."""
    headers = token()
    body = problem(post(client, headers, data), status, code)
    assert body["instance"] == ADDRESS
    assert client.get(ADDRESS, headers=headers).json()["documents"] == []
    assert [p for p in settings.data_dir.rglob("*") if p.is_file() and not p.name.startswith(OURS)] == []


@pytest.mark.parametrize("size", [1024 * 1024 + 1, 3 * 1024 * 1024])
def test_a_file_over_the_limit_is_refused(client: TestClient, token: Token, settings: Settings, size: int) -> None:
    """Past the size limit the answer is 413, whether the file alone or the whole request is too large."""
    headers = token()
    problem(post(client, headers, pdf() + b"0" * size), 413, "too-large")
    assert list(settings.incoming.iterdir()) == []


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    """When the disk would fall below its reserve the answer is 507 and nothing is left behind."""
    settings = settings_in(tmp_path, min_free=2**60)
    with TestClient(create_app(settings, make_reader=None)) as client:
        from installation import add_user

        from api.database import transaction
        from api.services import tokens

        with opened(settings) as context:
            user = add_user(context)
            with transaction(context.sessions) as session:
                session.add(user)
                secret = tokens.create(session, user=user, name="arsip").secret
        problem(post(client, {"Authorization": f"Bearer {secret}"}, pdf()), 507, "disk-full")
    assert list(settings.incoming.iterdir()) == []


def test_a_request_without_a_file_is_refused(client: TestClient, token: Token) -> None:
    """A missing field is named, in problem details, without any value."""
    body = problem(client.post(ADDRESS, headers=token(), files={"berkas": ("a.pdf", pdf())}), 422, "invalid-request")
    assert body["errors"] == [{"field": "file", "code": "missing"}]


def test_a_document_that_is_not_read_yet_has_no_report(client: TestClient, token: Token) -> None:
    """409 while the document waits, and a hint when to ask again."""
    headers = token()
    address = post(client, headers, pdf()).headers["content-location"]
    problem(client.get(f"{address}/report", headers=headers), 409, "not-ready")
    assert client.get(address, headers=headers).headers["retry-after"] == "2"


def test_a_document_that_could_not_be_read_says_why(
    reading_client: TestClient, reader: FakeReader, token: Token
) -> None:
    """A file the inspection refuses ends as failed; the document and the answer for its report give the reason."""
    reader.inspect_error = PageDamaged("Berkas rusak.", remedy="Pindai ulang.")
    headers = token()
    address = post(reading_client, headers, pdf()).headers["content-location"]
    document = finished(reading_client, headers, address)
    assert document["error"] == {"code": "page-damaged", "message": "Berkas rusak.", "remedy": "Pindai ulang."}
    assert document["report"] is None
    assert (
        problem(reading_client.get(f"{address}/report", headers=headers), 404, "not-found")["title"] == "Berkas rusak."
    )


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        (f"/{uuid.uuid4()}", 404, "not-found"),
        ("/bukan-uuid", 422, "invalid-request"),
        ("?after=xyz", 422, "invalid-request"),
        ("?limit=0", 422, "invalid-request"),
        ("?status=entah", 422, "invalid-request"),
        (f"/{uuid.uuid4()}/pages/1.webp", 404, "not-found"),
    ],
)
def test_wrong_addresses_get_problem_details(
    client: TestClient, token: Token, path: str, status: int, code: str
) -> None:
    """Whatever is wrong with an address, the answer is a problem with a stable code."""
    problem(client.get(ADDRESS + path, headers=token()), status, code)


def test_an_unknown_address_and_a_wrong_method_get_problem_details(client: TestClient) -> None:
    """Also what the framework itself refuses is told as a problem."""
    problem(client.get("/api/v1/tidak-ada"), 404, "not-found")
    problem(client.put(ADDRESS), 405, "method-not-allowed")


def test_the_list_is_walked_by_cursor(client: TestClient, settings: Settings, token: Token) -> None:
    """Following ``next`` gives every document exactly once, newest first, also when one is added in between."""
    headers = token()
    with opened(settings) as context:
        ids = [str(hand_in(context, pdf(str(n))).id) for n in range(5)]
        seen: list[str] = []
        answer = client.get(ADDRESS, params={"limit": 2}, headers=headers)
        seen += [d["id"] for d in answer.json()["documents"]]
        hand_in(context, pdf("late"))
        while answer.json()["next"] is not None:
            assert 'rel="next"' in answer.headers["link"]
            answer = client.get(ADDRESS, params={"limit": 2, "after": answer.json()["next"]}, headers=headers)
            seen += [d["id"] for d in answer.json()["documents"]]
    assert seen == ids[::-1]


def test_the_list_can_be_narrowed(client: TestClient, settings: Settings, token: Token) -> None:
    """Status and text narrow the list; ``%`` is a letter like any other."""
    headers = token()
    with opened(settings) as context:
        hand_in(context, pdf("a"), filename="SPK Kebersihan.pdf")
        hand_in(context, pdf("b"), filename="PKWT.pdf")

    def names(**params: str) -> list[str]:
        return [d["filename"] for d in client.get(ADDRESS, params=params, headers=headers).json()["documents"]]

    assert names(q="kebersihan") == ["SPK Kebersihan.pdf"]
    assert names(q="%") == []
    assert names(status="complete") == []
    assert len(names(status="queued")) == 2


def test_only_an_admin_erases(client: TestClient, settings: Settings, token: Token) -> None:
    """A reviewer gets 403; an admin erases the document and its file for good."""
    reviewer, admin = token("sari"), token("kepala", role="admin")
    address = post(client, reviewer, pdf()).headers["content-location"]
    problem(client.delete(address, headers=reviewer), 403, "forbidden")
    assert client.delete(address, headers=admin).status_code == 204
    problem(client.get(address, headers=admin), 404, "not-found")
    assert [path for path in settings.originals.rglob("*") if path.is_file()] == []


def test_an_auditor_cannot_hand_in(client: TestClient, token: Token) -> None:
    """Who only reads is told so."""
    problem(post(client, token("bpk", role="auditor"), pdf()), 403, "forbidden")


def test_openapi_describes_every_answer(client: TestClient) -> None:
    """The description holds the report's schema, the problem schema, and no reference that leads nowhere."""
    described = client.get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    schemas = described["components"]["schemas"]
    assert {"Report", "Finding", "DocumentDetail", "Problem"} <= set(schemas)
    paths = described["paths"]
    assert {"200", "202", "403", "413", "415", "422", "507"} <= set(paths[ADDRESS]["post"]["responses"])

    def references(node: Any) -> list[str]:
        if isinstance(node, dict):
            own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
            return own + [r for value in node.values() for r in references(value)]
        return [r for value in node for r in references(value)] if isinstance(node, list) else []

    missing = {r for r in references(described) if r.removeprefix("#/components/schemas/") not in schemas}
    assert missing == set()


def test_a_failed_file_handed_in_again_is_read_again(
    reading_client: TestClient, reader: FakeReader, token: Token
) -> None:
    """What stopped a reading may be mended by now: the same file is the same document, but it is read once more."""
    reader.inspect_error = PageDamaged()
    headers = token()
    address = post(reading_client, headers, pdf()).headers["content-location"]
    assert finished(reading_client, headers, address)["status"] == "failed"
    reader.inspect_error = None
    answer = post(reading_client, headers, pdf())
    assert (answer.status_code, answer.headers["content-location"]) == (200, address)
    document = finished(reading_client, headers, address)
    assert (document["status"], document["error"]) == ("complete", None)


def test_an_unannounced_body_over_the_limit_is_refused(client: TestClient, token: Token) -> None:
    """A chunked upload that does not say its length is cut off at the limit, with the same words."""

    def endless() -> Iterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.4\n'
        for _ in range(64):
            yield b"0" * 65536
        yield b"\r\n--x--\r\n"

    headers = {**token(), "Content-Type": "multipart/form-data; boundary=x"}
    problem(client.post(ADDRESS, headers=headers, content=endless()), 413, "too-large")


@pytest.mark.parametrize(("pdfa", "name"), [(False, "kontrak.cari.pdf"), (True, "kontrak.arsip.pdf")])
def test_the_searchable_copy_is_fetched(
    reading_client: TestClient, settings: Settings, token: Token, pdfa: bool, name: str
) -> None:
    """A PDF under a name of its own, made once; as PDF/A when asked for, with no word about the file's name."""
    headers = token()
    address = post(reading_client, headers, hostile.plain(2)).headers["content-location"]
    finished(reading_client, headers, address)
    answers = [
        reading_client.get(f"{address}/searchable.pdf", params={"pdfa": pdfa}, headers=headers) for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].content == answers[1].content
    assert answers[0].headers["content-type"] == "application/pdf"
    assert name in answers[0].headers["content-disposition"]
    with pikepdf.open(io.BytesIO(answers[0].content)) as made, made.open_metadata() as metadata:
        assert metadata.pdfa_status == ("2B" if pdfa else "")
        assert "kontrak" not in str(metadata)
    assert len(list(settings.derived.rglob("*.pdf"))) == 1


def test_a_copy_of_a_document_in_work_is_not_ready(client: TestClient, token: Token) -> None:
    """While the document is being read there is no copy yet: 409."""
    headers = token()
    address = post(client, headers, pdf()).headers["content-location"]
    problem(client.get(f"{address}/searchable.pdf", headers=headers), 409, "not-ready")

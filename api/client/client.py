"""The client: one method for each thing that archive systems do, with the types of the API itself.

It repeats what may be repeated: requests that change nothing, and handing in, which goes under an Idempotency-Key.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx2
from pydantic import BaseModel, ValidationError

from api.client.errors import AnswerNotUnderstood, ServerRefused, ServerUnreachable
from api.schemas.document import DocumentDetail, DocumentList, DocumentOut
from api.schemas.finding import FindingList, FindingOut
from api.schemas.job import JobItemOut, JobItems, JobOut
from extractor.report import Report, from_json

Model = TypeVar("Model", bound=BaseModel)

TRIES = 4
"""Of a request that may be repeated: one and three more, with pauses of 1, 2 and 4 seconds or what the server says."""
LONGEST_PAUSE = 60.0
WAIT = 20
"""Seconds for which one request waits for a job."""
PATIENCE = httpx2.Timeout(60.0, connect=10.0)
REPEATABLE = frozenset({429, 502, 503, 504})
IN_FLIGHT = "idempotency-key-in-flight"


class Client:
    """Use with ``with``. ``server`` is the address without /api; ``token`` any bearer token of it.

    Every method raises ServerUnreachable, ServerRefused (the server's problem, in its words) or AnswerNotUnderstood.
    """

    def __init__(
        self,
        server: str,
        token: str,
        *,
        http: httpx2.Client | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        # Redirects are not followed: the token would go with them.
        self._http = http or httpx2.Client(base_url=server.rstrip("/"), timeout=PATIENCE, follow_redirects=False)
        self._headers = {"user-agent": "lindung-client"}
        if token:
            self._headers["authorization"] = f"Bearer {token}"
        self._sleep = sleep

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    @classmethod
    def with_secret(cls, server: str, *, client_id: str, client_secret: str, scopes: Sequence[str] = ()) -> Client:
        """A client that gets its token for client_id and client_secret (OAuth2 client credentials)."""
        made = cls(server, "")
        form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": client_secret}
        if scopes:
            form["scope"] = " ".join(scopes)
        body = _json(made._send("POST", "/api/v1/oauth/token", data=form))
        made._headers["authorization"] = f"Bearer {body['access_token']}"
        return made

    # -- handing in ----------------------------------------------------------------------------------------------------

    def submit(self, file: Path, *, key: str | None = None) -> tuple[DocumentOut, str]:
        """Hand one file in: the document, and the id of the job. ``key`` None: one is made up."""
        headers = {"idempotency-key": key or uuid.uuid4().hex}
        answer = self._post_files("/api/v1/documents", [("file", file)], headers=headers)
        return self._read(DocumentOut, answer), answer.headers["location"].rsplit("/", 1)[1]

    def submit_all(self, files: Sequence[Path], *, key: str | None = None) -> JobOut:
        """Hand several files, or ZIP archives of them, in as one job."""
        headers = {"idempotency-key": key or uuid.uuid4().hex}
        return self._read(
            JobOut, self._post_files("/api/v1/jobs", [("files", file) for file in files], headers=headers)
        )

    def _post_files(self, path: str, files: Sequence[tuple[str, Path]], *, headers: dict[str, str]) -> httpx2.Response:
        def opened() -> list[tuple[str, tuple[str, Any]]]:
            return [(field, (file.name, file.open("rb"))) for field, file in files]

        return self._send("POST", path, headers=headers, files=opened, repeatable=True)

    # -- following -----------------------------------------------------------------------------------------------------

    def job(self, job_id: uuid.UUID | str, *, wait: int = 0) -> JobOut:
        """How far a job is; with ``wait`` once it is done, or after so many seconds (at most 30)."""
        params = {"wait": str(wait)} if wait else {}
        return self._read(JobOut, self._send("GET", f"/api/v1/jobs/{job_id}", params=params, repeatable=True))

    def wait(self, job_id: uuid.UUID | str, *, progress: Callable[[JobOut], None] | None = None) -> JobOut:
        """The job once it is done. ``progress`` is called with every look at it."""
        while True:
            job = self.job(job_id, wait=WAIT)
            if progress is not None:
                progress(job)
            if job.status == "done":
                return job

    def items(self, job_id: uuid.UUID | str) -> Iterator[JobItemOut]:
        """The files of a job in the order of the request."""
        after: int | None = -1
        while after is not None:
            page = self._read(
                JobItems,
                self._send("GET", f"/api/v1/jobs/{job_id}/items", params={"after": str(after)}, repeatable=True),
            )
            yield from page.items
            after = page.next

    # -- reading -------------------------------------------------------------------------------------------------------

    def document(self, document_id: uuid.UUID | str) -> DocumentDetail:
        return self._read(DocumentDetail, self._send("GET", f"/api/v1/documents/{document_id}", repeatable=True))

    def documents(self, **filters: str) -> Iterator[DocumentOut]:
        """All documents, newest first. ``filters`` are those of the address: status, kind, q, retention_over."""
        after: str | None = None
        while True:
            params = filters if after is None else {**filters, "after": after}
            page = self._read(DocumentList, self._send("GET", "/api/v1/documents", params=params, repeatable=True))
            yield from page.documents
            after = page.next
            if after is None:
                return

    def findings(self, document_id: uuid.UUID | str) -> Iterator[FindingOut]:
        """The findings of the current report with their decisions."""
        after: int | None = -1
        while after is not None:
            path = f"/api/v1/documents/{document_id}/findings"
            page = self._read(FindingList, self._send("GET", path, params={"after": str(after)}, repeatable=True))
            yield from page.findings
            after = page.next

    def report(self, document_id: uuid.UUID | str) -> Report:
        """The current report, personal numbers covered."""
        answer = self._send("GET", f"/api/v1/documents/{document_id}/report", repeatable=True)
        try:
            return from_json(answer.content)
        except ValidationError:
            raise AnswerNotUnderstood() from None

    def export(self, document_id: uuid.UUID | str, what: str, target: Path) -> None:
        """Fetch an export ("facts.csv", "text.alto.xml", "package.zip", …) into a new file. FileExistsError."""
        answer = self._send("GET", f"/api/v1/documents/{document_id}/{what}", repeatable=True)
        with target.open("xb") as out:
            out.write(answer.content)

    def erase(self, document_id: uuid.UUID | str) -> None:
        """Erase a document for good."""
        self._send("DELETE", f"/api/v1/documents/{document_id}")

    # -- asking --------------------------------------------------------------------------------------------------------

    def _send(
        self,
        method: str,
        path: str,
        *,
        params: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
        data: dict[str, str] | None = None,
        files: Callable[[], list[tuple[str, tuple[str, Any]]]] | None = None,
        repeatable: bool = False,
    ) -> httpx2.Response:
        """The answer of a request that was accepted. A ``repeatable`` one is tried ``TRIES`` times."""
        pause = 1.0
        for tries_left in range(TRIES if repeatable else 1, 0, -1):
            opened = files() if files is not None else None
            try:
                answer = self._http.request(
                    method, path, params=params, headers={**self._headers, **(headers or {})}, data=data, files=opened
                )
                failure: ServerUnreachable | ServerRefused | None = _refusal(answer)
            except httpx2.TransportError:
                failure = ServerUnreachable()
            finally:
                for _, (_, stream) in opened or ():
                    stream.close()
            if failure is None:
                return answer
            if tries_left == 1 or not _passing(failure):
                raise failure
            told = failure.retry_after if isinstance(failure, ServerRefused) else 0.0
            self._sleep(min(max(pause, told), LONGEST_PAUSE))
            pause *= 2
        raise AssertionError("unreachable")

    def _read(self, model: type[Model], answer: httpx2.Response) -> Model:
        try:
            return model.model_validate_json(answer.content)
        except ValidationError:
            raise AnswerNotUnderstood() from None


def _refusal(answer: httpx2.Response) -> ServerRefused | None:
    if answer.is_success:
        return None
    body = _json(answer) if "json" in answer.headers.get("content-type", "") else {}
    code = body.get("code") or body.get("error")
    if code is None:
        raise AnswerNotUnderstood()
    after = answer.headers.get("retry-after", "0")
    return ServerRefused(
        answered=answer.status_code,
        problem=str(code),
        message=str(body.get("title") or f"Server menolak: {body.get('error_description', code)}."),
        remedy=str(body.get("remedy") or "Periksa client_id dan rahasianya."),
        retry_after=float(after) if after.isdecimal() else 0.0,
    )


def _passing(failure: ServerUnreachable | ServerRefused) -> bool:
    """Whether it may be over in a moment."""
    if isinstance(failure, ServerUnreachable):
        return True
    return failure.answered in REPEATABLE or failure.problem == IN_FLIGHT


def _json(answer: httpx2.Response) -> dict[str, Any]:
    try:
        body = answer.json()
    except ValueError:
        raise AnswerNotUnderstood() from None
    if not isinstance(body, dict):
        raise AnswerNotUnderstood()
    return body

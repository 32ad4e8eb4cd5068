"""``--server URL``: the same verbs, done by a Lindung elsewhere. Only what that server says is printed."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from api.client import Client, ServerRefused
from api.commands.reading import PARTIAL, lines
from api.errors import Invalid
from api.folders.walk import walk
from api.schemas.job import JobItemOut, JobOut
from extractor.errors import LindungError
from extractor.report import to_json

COMMANDS = ("check", "ingest")


@dataclass(frozen=True, slots=True)
class RemoteOutcome:
    """What became of one file, as ``--json`` prints it. ``document`` is its id on the server; ``reason`` why it is not
    complete."""

    file: str
    status: str
    duplicate: bool
    document: str | None
    reason: str


def run(arguments: argparse.Namespace) -> int:
    """Carry out the command on the server."""
    if arguments.command not in COMMANDS:
        raise Invalid.at(
            "server",
            f"Perintah {arguments.command} tidak dapat dijalankan di server lain.",
            remedy=f"Dengan --server hanya: {', '.join(COMMANDS)}.",
        )
    with connect(arguments.server, arguments.token_file) as client:
        if arguments.command == "check":
            return check(client, arguments.file, as_json=arguments.json)
        if arguments.out is not None or arguments.pattern:
            raise Invalid.at(
                "server", "--out dan --pattern tidak berlaku dengan --server.", remedy="Ulangi tanpa keduanya."
            )
        return ingest(client, arguments.folder, as_json=arguments.json)


def connect(server: str, token_file: Path | None) -> Client:
    """The client with the token in the file, or with the client_id and client_secret in it as ``lindung client add``
    prints them. Invalid at ``token-file``."""
    if token_file is None or not token_file.is_file():
        raise Invalid.at(
            "token-file",
            "Berkas token tidak ada; tidak ada yang dikirim.",
            remedy="Simpan keluaran `lindung client add` ke sebuah berkas dan sebut dengan --token-file.",
        )
    text = token_file.read_text(encoding="utf-8").strip()
    found = re.search(r"client_id:\s*(\S+)\s+client_secret:\s*(\S+)", text)
    if found is not None:
        return Client.with_secret(server, client_id=found[1], client_secret=found[2])
    if not text or re.search(r"\s", text):
        raise Invalid.at(
            "token-file",
            "Berkas token tidak berisi satu token.",
            remedy="Isinya hanya token, satu baris, tanpa lainnya.",
        )
    return Client(server, text)


def check(client: Client, file: Path, *, as_json: bool) -> int:
    """Have one file read and judged there; the report as ``lindung check`` prints it, personal numbers covered."""
    if not file.is_file():
        raise Invalid.at("file", f"Berkas {file} tidak ada.", remedy="Periksa nama berkasnya.")
    document, job = client.submit(file, key=_key(file))
    client.wait(job, progress=_Progress(file.name))
    read = client.document(document.id)
    if read.status == "failed":
        if read.error is not None:
            print(f"{read.error.message}\n{read.error.remedy}", file=sys.stderr)
        return 3
    report = client.report(document.id)
    print(to_json(report, indent=2) if as_json else "\n".join(lines(report)))
    return 0 if report.document.status == "complete" else PARTIAL


def ingest(client: Client, folder: Path, *, as_json: bool) -> int:
    """Hand in every file below ``folder`` and wait for all of them; one bad file never stops the others.

    Called again after a break it hands in again what is there: the server knows the files it has.
    """
    if not folder.is_dir():
        raise Invalid.at("folder", f"{folder} bukan folder.", remedy="Periksa namanya.")
    sent: list[tuple[str, str | None, RemoteOutcome | None]] = []
    for found in walk(folder):
        if found.refusal is not None:
            sent.append((found.path, None, _refused(found.path, found.refusal)))
            continue
        place = Path(os.fsdecode(os.path.join(os.fsencode(folder), found.raw)))
        try:
            _, job = client.submit(place, key=_key(place))
        except ServerRefused as refusal:
            if refusal.answered in (401, 403, 507):
                raise
            sent.append((found.path, None, _refused(found.path, refusal)))
        else:
            sent.append((found.path, job, None))
    outcomes = list(_outcomes(client, sent))
    if as_json:
        print(json.dumps([asdict(outcome) for outcome in outcomes], ensure_ascii=False, indent=2))
    else:
        for outcome in outcomes:
            print(f"{outcome.file}: {outcome.status}" + (f" ({outcome.reason})" if outcome.reason else ""))
    return 0 if all(outcome.status == "complete" for outcome in outcomes) else PARTIAL


def _outcomes(client: Client, sent: list[tuple[str, str | None, RemoteOutcome | None]]) -> Iterator[RemoteOutcome]:
    for path, job, refused in sent:
        if refused is not None:
            yield refused
        elif job is not None:
            client.wait(job, progress=_Progress(path))
            yield from (_outcome(path, item) for item in client.items(job))


def _outcome(path: str, item: JobItemOut) -> RemoteOutcome:
    return RemoteOutcome(
        file=path,
        status=item.outcome,
        duplicate=item.known,
        document=None if item.document_id is None else str(item.document_id),
        reason="" if item.error is None else item.error.message,
    )


def _refused(path: str, error: LindungError) -> RemoteOutcome:
    return RemoteOutcome(file=path, status="refused", duplicate=False, document=None, reason=error.message)


def _key(file: Path) -> str:
    """The same file under the same name is the same request, also in the next run of the command."""
    with file.open("rb") as stream:
        content = hashlib.file_digest(stream, "sha256").hexdigest()
    return hashlib.sha256(f"{content}\x1f{file.name}".encode("utf-8", "surrogateescape")).hexdigest()


class _Progress:
    """Writes ``nama: 3/12 halaman`` over itself on a terminal; silent when standard error is a file."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._shown = sys.stderr.isatty()

    def __call__(self, job: JobOut) -> None:
        if self._shown:
            end = "\r\033[K" if job.status == "done" else ""
            print(
                f"\r{self._name}: {job.pages.done}/{job.pages.total} halaman{end}", end="", file=sys.stderr, flush=True
            )

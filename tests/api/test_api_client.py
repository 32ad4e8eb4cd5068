"""Our own client, and the commands that use it, against the real application and its description."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from archive_house import API, House, running_house
from fake_reader import pdf

from api import cli
from api.client import AnswerNotUnderstood, Client, ServerRefused, ServerUnreachable
from api.client import client as client_module
from api.commands import remote
from api.database import transaction
from api.scopes import SCOPES
from api.services import clients


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with running_house(tmp_path_factory.mktemp("client")) as made:
        yield made


@pytest.fixture
def client(house: House) -> Client:
    return Client(
        "http://testserver", house.token()["Authorization"].split()[1], http=house.client, sleep=lambda _: None
    )


def written(folder: Path, name: str, mark: str) -> Path:
    place = folder / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(pdf(mark))
    return place


def test_the_client_asks_only_what_is_described(house: House, client: Client, tmp_path: Path) -> None:
    """Every method, used in earnest: address, query, headers and answers are those of the OpenAPI document."""
    asked: list[tuple[str, str, set[str]]] = []
    real = client._send

    def send(method: str, path: str, **more: Any) -> httpx2.Response:
        asked.append((method, path, set(more.get("params") or {}) | set(more.get("headers") or {})))
        return real(method, path, **more)

    client._send = send  # type: ignore[method-assign]
    document, job = client.submit(written(tmp_path, "satu.pdf", "klien satu"))
    assert client.wait(job).files == {"complete": 1}
    both = client.submit_all([written(tmp_path, "dua.pdf", "klien dua"), written(tmp_path, "kosong.txt", "")])
    assert client.wait(both.id).status == "done"
    assert [item.filename for item in client.items(both.id)] == ["dua.pdf", "kosong.txt"]
    assert client.job(job).known == 0
    assert client.document(document.id).pages[0].status == "done"
    assert document.id in {d.id for d in client.documents(status="complete")}
    assert client.report(document.id).missing == ("thr",)
    assert next(f.rule for f in client.findings(document.id)) == "wage-minimum"
    client.export(document.id, "facts.csv", tmp_path / "fakta.csv")
    assert (tmp_path / "fakta.csv").read_text(encoding="utf-8").startswith("kontrak;fakta;")
    with pytest.raises(FileExistsError):
        client.export(document.id, "facts.csv", tmp_path / "fakta.csv")
    client.erase(document.id)
    with pytest.raises(ServerRefused) as gone:
        client.document(document.id)
    assert (gone.value.answered, gone.value.problem) == (404, "not-found")
    described = house.client.get(f"{API}/openapi.json").json()["paths"]
    for method, path, names in asked:
        template = next(t for t in described if re.fullmatch(re.sub(r"\{[^}]+\}", "[^/]+", t), path))
        operation = described[template][method.lower()]
        assert names <= {p["name"].lower() for p in operation.get("parameters", ())}, (method, path)


def test_a_client_with_a_secret_gets_its_token(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """client_id and client_secret are enough; a wrong secret is told in the words of the server."""
    with transaction(house.context.sessions) as session:
        made = clients.create(session, org="utama", name="klien", scopes=" ".join(SCOPES), role="admin")
    monkeypatch.setattr(client_module.httpx2, "Client", lambda **_: house.client)
    client = Client.with_secret("http://testserver", client_id=str(made.client.id), client_secret=made.secret)
    assert list(client.documents(q="tidak ada yang bernama begini")) == []
    with pytest.raises(ServerRefused) as refused:
        Client.with_secret("http://testserver", client_id=str(made.client.id), client_secret="salah")
    assert (refused.value.answered, refused.value.problem) == (401, "invalid_client")


class Flaky(httpx2.Client):
    """Answers from a list; an exception in it is raised."""

    def __init__(self, *answers: httpx2.Response | Exception) -> None:
        super().__init__()
        self.answers = list(answers)
        self.asked: list[dict[str, Any]] = []

    def request(self, method: str, url: Any, **more: Any) -> httpx2.Response:  # type: ignore[override]
        files = [(field, stream.read()) for field, (_, stream) in more["files"] or ()]
        self.asked.append({"method": method, "url": url, "headers": more["headers"], "files": files})
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def refusal(status: int, code: str, **headers: str) -> httpx2.Response:
    body = {"code": code, "title": "Sibuk.", "remedy": "Tunggu.", "status": status}
    return httpx2.Response(status, json=body, headers={"content-type": "application/problem+json", **headers})


def job(status: str = "done") -> httpx2.Response:
    place = "00000000-0000-0000-0000-000000000001"
    body = {
        "id": place,
        "status": status,
        "created_at": "2026-01-01T00:00:00Z",
        "finished_at": None,
        "files": {},
        "known": 0,
        "pages": {"total": 0, "done": 0, "failed": 0},
        "items": "x",
        "events": "x",
    }
    return httpx2.Response(200, json=body)


def test_what_passes_is_waited_out(tmp_path: Path) -> None:
    """A break, a busy server and a repetition in flight are tried again after the pause the server asks for, with the
    whole file and the same key."""
    http = Flaky(
        httpx2.ConnectError("putus"),
        refusal(429, "too-many-requests", **{"retry-after": "9"}),
        refusal(409, "idempotency-key-in-flight"),
        job(),
    )
    pauses: list[float] = []
    client = Client("http://lain", "t", http=http, sleep=pauses.append)
    file = written(tmp_path, "a.pdf", "ulang")
    client.submit_all([file])
    assert pauses == [1.0, 9.0, 4.0]
    assert [ask["files"] for ask in http.asked] == [[("files", file.read_bytes())]] * 4
    assert len({ask["headers"]["idempotency-key"] for ask in http.asked}) == 1


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ([httpx2.ConnectError("putus")] * 4, ServerUnreachable),
        ([refusal(404, "not-found")], ServerRefused),
        ([httpx2.Response(302, headers={"location": "https://jahat.example/"})], AnswerNotUnderstood),
        ([httpx2.Response(502, text="<html>")], AnswerNotUnderstood),
        ([httpx2.Response(200, text="halo")], AnswerNotUnderstood),
    ],
    ids=["gone", "404", "redirect", "proxy", "other"],
)
def test_what_does_not_pass_is_told(answers: list[Any], error: type[Exception]) -> None:
    """A dead server, a refusal, a redirect (never followed: the token would go with it) and a stranger's answer."""
    client = Client("http://lain", "t", http=Flaky(*answers), sleep=lambda _: None)
    with pytest.raises(error):
        client.job("x")


def test_what_may_not_be_repeated_is_not(tmp_path: Path) -> None:
    """Erasing is asked once."""
    http = Flaky(httpx2.ConnectError("putus"))
    with pytest.raises(ServerUnreachable):
        Client("http://lain", "t", http=http).erase("x")
    assert len(http.asked) == 1


@pytest.fixture
def run(
    house: House, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Any:
    """The command line against the running application: exit code, standard output, standard error."""
    (tmp_path / "token").write_text("lindung_uji")
    monkeypatch.setattr(remote, "Client", lambda server, token: client)
    monkeypatch.setattr(Client, "__exit__", lambda *_: None)

    def command(*arguments: str) -> tuple[int, str, str]:
        code = cli.main(["--server", "http://testserver", "--token-file", str(tmp_path / "token"), *arguments])
        told = capsys.readouterr()
        return code, told.out, told.err

    return command


def test_check_on_a_server_prints_what_check_prints(run: Any, tmp_path: Path) -> None:
    """The lines or the JSON of ``lindung check``, made elsewhere; a refused file ends with the server's words."""
    file = written(tmp_path, "kontrak.pdf", "perintah")
    code, out, _ = run("check", str(file))
    assert code == 0
    assert out.startswith("kontrak.pdf: 2 halaman, lengkap")
    assert "wage-minimum" in out
    code, out, _ = run("check", "--json", str(file))
    assert json.loads(out)["schema"] == "lindung/report/1"
    (tmp_path / "kosong.pdf").write_bytes(b"")
    code, out, err = run("check", str(tmp_path / "kosong.pdf"))
    assert (code, out) == (5, "")
    assert "kosong" in err


def test_ingest_on_a_server_goes_on_past_bad_files(run: Any, tmp_path: Path) -> None:
    """Each file has its line; a second run finds them known; links are not followed."""
    folder = tmp_path / "kiriman"
    written(folder, "2024/a.pdf", "kiriman a")
    written(folder, "b.pdf", "kiriman b")
    (folder / "c.txt").write_bytes(b"halo, ini catatan biasa " * 20)
    (folder / "d.pdf").symlink_to("/etc/passwd")
    code, out, _ = run("ingest", "--json", str(folder))
    assert code == 4
    told = {outcome["file"]: outcome for outcome in json.loads(out)}
    assert {name: o["status"] for name, o in told.items()} == {
        "2024/a.pdf": "complete",
        "b.pdf": "complete",
        "c.txt": "refused",
        "d.pdf": "refused",
    }
    assert told["c.txt"]["reason"]
    code, out, _ = run("ingest", str(folder))
    assert "2024/a.pdf: complete" in out


def test_wrong_use_of_a_server_is_told(run: Any, tmp_path: Path) -> None:
    """Other commands, local options, and a missing or odd token file are refused before anything is sent."""
    assert run("read", "x.pdf")[0] == 2
    assert run("ingest", str(tmp_path), "--pattern", "{tahun}")[0] == 2
    assert run("check", str(tmp_path / "tidak-ada.pdf"))[0] == 2
    assert run("ingest", str(tmp_path / "tidak-ada"))[0] == 2
    (tmp_path / "token").write_text("dua kata")
    assert run("check", str(tmp_path / "token"))[0] == 2
    assert cli.main(["--server", "http://x", "check", str(tmp_path / "token")]) == 2

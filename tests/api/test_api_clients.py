"""Who a program is and what it may do: scopes, OAuth2 client credentials, rates, ended tokens."""

from __future__ import annotations

import base64
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from archive_house import API, House, problem, running_house
from fake_reader import pdf
from fastapi.routing import APIRoute
from httpx2 import Response

from api import cli
from api.database import transaction
from api.describe import scope_of
from api.jobs.housekeeping import tidy
from api.rates import Rates
from api.refusals import TooManyRequests
from api.scopes import SCOPES, checked
from api.services import auth, clients, tokens
from api.services.clients import NewSecret
from models import AccessToken, ApiToken, User
from models.base import utc_now
from models.user import Role

TOKEN = f"{API}/oauth/token"
OPEN_TO_ALL = {TOKEN}
"""Addresses that ask for no token: they give one."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with running_house(tmp_path_factory.mktemp("clients")) as made:
        yield made


@pytest.fixture
def few_requests(house: House) -> Iterator[None]:
    """Three requests a minute for every program."""
    state = house.client.app.state  # type: ignore[attr-defined]
    usual = state.rates
    state.rates = Rates("3/minute")
    yield
    state.rates = usual


def client(house: House, *scopes: str, role: Role = "admin", days: int | None = None) -> NewSecret:
    with transaction(house.context.sessions) as session:
        return clients.create(
            session, org="utama", name="e-arsip", scopes=checked(scopes or SCOPES), role=role, days=days
        )


def ask(house: House, made: NewSecret, **form: str) -> Response:
    fields = {"grant_type": "client_credentials", "client_id": str(made.client.id), "client_secret": made.secret}
    answer: Response = house.client.post(TOKEN, data={**fields, **form})
    return answer


def bearer(house: House, made: NewSecret, **form: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {ask(house, made, **form).json()['access_token']}"}


def routes(app: Any) -> Iterator[APIRoute]:
    """The routes under /api, also those of routers within routers."""
    for route in getattr(app, "routes", ()):
        if isinstance(route, APIRoute) and route.path.startswith("/api/"):
            yield route
        yield from routes(getattr(route, "original_router", None))


def test_every_route_of_the_api_says_what_scope_it_needs(house: House) -> None:
    """No address under /api can be forgotten, and no scope is there that opens nothing."""
    used, paths = set(), set()
    for route in routes(house.client.app):
        paths.add(route.path)
        if route.path not in OPEN_TO_ALL:
            scope = scope_of(route.dependant)
            assert scope is not None, route.path
            used.add(scope)
    assert used == set(SCOPES) - {"personal:read"}  # which goes with a parameter, not with an address
    described = house.client.get(f"{API}/openapi.json").json()
    assert paths == set(described["paths"])
    flow = described["components"]["securitySchemes"]["client"]["flows"]["clientCredentials"]
    assert set(flow["scopes"]) == set(SCOPES)
    for path, methods in described["paths"].items():
        for operation in methods.values():
            asked = {scope for way in operation.get("security", ()) for scope in way.get("client", ())}
            assert len(asked) == (path not in OPEN_TO_ALL)


def test_a_client_gets_a_token_for_its_secret(house: House) -> None:
    """By form or by HTTP Basic; the token works at once and may be asked for less than the client has."""
    made = client(house, "documents:read", "documents:write")
    answer = ask(house, made)
    assert answer.headers["cache-control"] == "no-store"
    body = answer.json()
    assert (body["token_type"], body["expires_in"]) == ("Bearer", 1800)
    assert body["scope"] == "documents:read documents:write"
    basic = base64.b64encode(f"{made.client.id}:{made.secret}".encode()).decode()
    by_header = house.client.post(
        TOKEN,
        data={"grant_type": "client_credentials", "scope": "documents:read"},
        headers={"Authorization": f"Basic {basic}"},
    )
    assert by_header.json()["scope"] == "documents:read"
    less = {"Authorization": f"Bearer {by_header.json()['access_token']}"}
    assert house.client.get(f"{API}/documents", headers=less).status_code == 200
    problem(house.post(less, pdf("cakupan")), 403, "scope-missing")
    assert house.post({"Authorization": f"Bearer {body['access_token']}"}, pdf("cakupan")).status_code == 202


@pytest.mark.parametrize(
    ("form", "status", "error"),
    [
        ({"client_secret": "salah"}, 401, "invalid_client"),
        ({"client_id": str(uuid.uuid4())}, 401, "invalid_client"),
        ({"client_id": "bukan-uuid"}, 401, "invalid_client"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"scope": "admin"}, 400, "invalid_scope"),
    ],
)
def test_a_refused_grant_says_why_in_the_words_of_the_standard(
    house: House, form: dict[str, str], status: int, error: str
) -> None:
    """RFC 6749, section 5.2: ``error`` is one of its codes, and nothing tells a wrong id from a wrong secret."""
    answer = ask(house, client(house, "documents:read"), **form)
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert ("www-authenticate" in answer.headers) == (status == 401)


def test_a_broken_basic_header_is_refused(house: House) -> None:
    """What is not HTTP Basic, or comes twice, is refused rather than guessed at."""
    grant = {"grant_type": "client_credentials"}
    for header in ("Basic !!!", "Basic " + base64.b64encode(b"tanpa titik dua").decode(), "Bearer x"):
        answer = house.client.post(TOKEN, data=grant, headers={"Authorization": header})
        assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    twice = house.client.post(TOKEN, data={**grant, "client_secret": "x"}, headers={"Authorization": "Basic eDp5"})
    assert (twice.status_code, twice.json()["error"]) == (400, "invalid_request")


def test_scopes_never_exceed_the_role(house: House) -> None:
    """A client whose account only uploads cannot erase, whatever its scopes say."""
    headers = bearer(house, client(house, role="api"))
    address = house.post(headers, pdf("peran")).headers["content-location"]
    problem(house.client.delete(address, headers=headers), 403, "forbidden")
    problem(house.client.get(f"{API}/metrics", headers=headers), 403, "forbidden")


def test_scoped_tokens_open_no_page_for_people(house: House) -> None:
    """The pages do not know scopes, so a scoped token is refused there."""
    headers = house.token("halaman", scopes="documents:read")
    assert house.client.get("/mesin", headers=headers).status_code == 403


def test_ended_tokens_say_how_they_ended(house: House) -> None:
    """Unknown, expired and revoked are told apart, in the problem and in WWW-Authenticate."""

    def refused(headers: dict[str, str], code: str) -> None:
        answer = house.client.get(f"{API}/documents", headers=headers)
        problem(answer, 401, code)
        assert f'error="invalid_token", error_description="{code}"' in answer.headers["www-authenticate"]

    refused({"Authorization": "Bearer lindung_tidakada"}, "token-unknown")
    made = client(house)
    headers = bearer(house, made)
    with transaction(house.context.sessions) as session:
        session.query(AccessToken).filter_by(client_id=made.client.id).one().expires_at = utc_now()
    refused(headers, "token-expired")
    headers = bearer(house, made)
    with transaction(house.context.sessions) as session:
        clients.revoke(session, clients.get(session, made.client.id, org="utama"))
    refused(headers, "token-revoked")
    assert ask(house, made).json()["error"] == "invalid_client"
    personal = house.token("ditutup")
    with transaction(house.context.sessions) as session:
        session.query(ApiToken).join(User).filter(User.name == "ditutup").one().expires_at = utc_now()
    refused(personal, "token-expired")
    with transaction(house.context.sessions) as session:
        auth.set_active(session, user=auth.user_named(session, "ditutup"), active=False)
    refused(personal, "token-revoked")


def test_an_expired_client_gets_no_token_and_its_tokens_end_with_it(house: House) -> None:
    """The client's own end counts, however long the token would last."""
    made = client(house, days=1)
    headers = bearer(house, made)
    with transaction(house.context.sessions) as session:
        clients.get(session, made.client.id, org="utama").expires_at = utc_now()
    problem(house.client.get(f"{API}/documents", headers=headers), 401, "token-expired")
    assert ask(house, made).json()["error"] == "invalid_client"


def test_a_renewed_secret_ends_everything_old(house: House) -> None:
    """The old secret and the tokens given for it open nothing any more."""
    made = client(house)
    headers = bearer(house, made)
    with transaction(house.context.sessions) as session:
        renewed = clients.renew_secret(session, clients.get(session, made.client.id, org="utama"))
        assert renewed.secret != made.secret
    assert ask(house, made).status_code == 401
    problem(house.client.get(f"{API}/documents", headers=headers), 401, "token-unknown")
    assert house.client.get(f"{API}/documents", headers=bearer(house, renewed)).status_code == 200


def test_a_first_password_opens_no_api(house: House) -> None:
    """Neither a session nor a token of a person works before the printed password was changed; an account for programs
    alone has none to change."""
    with transaction(house.context.sessions) as session:
        for name, role in (("baru", "reviewer"), ("mesin-arsip", "api")):
            auth.invite(session, org="utama", name=name, role=role)
        secrets = {
            name: tokens.create(session, user=auth.user_named(session, name), name="x").secret
            for name in ("baru", "mesin-arsip")
        }
    person, program = ({"Authorization": f"Bearer {secrets[name]}"} for name in ("baru", "mesin-arsip"))
    problem(house.client.get(f"{API}/documents", headers=person), 403, "password-change-due")
    assert house.client.get(f"{API}/documents", headers=program).status_code == 200


def test_a_program_that_asks_too_often_is_told_when_to_come_back(house: House, few_requests: None) -> None:
    """The headers count down; past the rate 429 with Retry-After; another program is not concerned."""
    headers, other = house.token("sering"), house.token("jarang")
    left = []
    for _ in range(3):
        answer = house.client.get(f"{API}/documents", headers=headers)
        left.append(answer.headers["ratelimit-remaining"])
        assert answer.headers["ratelimit-limit"] == "3"
        assert answer.headers["ratelimit-policy"] == "3;w=60"
        assert 0 < int(answer.headers["ratelimit-reset"]) <= 61
    assert left == ["2", "1", "0"]
    refused = house.client.get(f"{API}/documents", headers=headers)
    problem(refused, 429, "too-many-requests")
    assert 0 < int(refused.headers["retry-after"]) <= 61
    assert house.client.get(f"{API}/documents", headers=other).status_code == 200


def test_secrets_are_not_guessed_in_bulk() -> None:
    """The thirty-first try of a minute from one address is refused, from another it is not."""
    rates = Rates("600/minute")
    for _ in range(30):
        rates.count_try("10.0.0.1")
    with pytest.raises(TooManyRequests):
        rates.count_try("10.0.0.1")
    assert rates.count_try("10.0.0.2").remaining == 29


def test_old_access_tokens_are_cleared_away(house: House) -> None:
    """A day after its end the daily clean-up removes a token."""
    made = client(house)
    bearer(house, made)
    with transaction(house.context.sessions) as session:
        row = session.query(AccessToken).filter_by(client_id=made.client.id).one()
        row.expires_at = utc_now() - timedelta(days=2)
    assert tidy(house.context).tokens == 1


def test_clients_are_made_listed_renewed_and_revoked_by_command(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The secret is printed once; the list shows none; wrong scopes and ids are refused with their exit code."""
    monkeypatch.setenv("LINDUNG_DATA_DIR", str(tmp_path))

    def run(*arguments: str) -> tuple[int, str]:
        code = cli.main(["client", *arguments])
        return code, capsys.readouterr().out

    code, out = run("add", "SRIKANDI dinas", "--scopes", "documents:read exports:read", "--days", "90")
    assert code == 0
    identifier, secret = (line.split(": ")[1] for line in out.splitlines())
    code, listed = run("list")
    assert identifier in listed
    assert "documents:read exports:read" in listed
    assert secret not in listed
    assert secret not in run("renew", identifier)[1]
    assert run("revoke", identifier) == (0, "")
    assert "dicabut" in run("list")[1]
    assert run("add", "x", "--scopes", "semua")[0] == 2
    assert run("add", "x", "--scopes", "")[0] == 2
    assert run("revoke", "entah")[0] == 5
    assert run("revoke", str(uuid.uuid4()))[0] == 5


def test_a_personal_token_can_be_narrowed_by_command(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """``token add --scopes`` makes a narrow token, the list says so; an unknown scope or a senseless term is refused."""
    monkeypatch.setenv("LINDUNG_DATA_DIR", str(tmp_path))
    assert cli.main(["user", "add", "arsip", "--role", "api"]) == 0
    assert cli.main(["token", "add", "arsip", "skrip", "--scopes", "documents:read", "--days", "30"]) == 0
    assert cli.main(["token", "add", "arsip", "skrip", "--scopes", "semua"]) == 2
    assert cli.main(["token", "add", "arsip", "skrip", "--days", "0"]) == 2
    capsys.readouterr()
    assert cli.main(["token", "list", "arsip"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.endswith("documents:read")

"""Changing only what one has seen: retention, erasing, decisions; and the page that lists every error code."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from archive_house import API, House, problem, running_house
from fake_reader import pdf

import api
import extractor
from api import problems
from api.clock import today_here
from api.scopes import MEANINGS
from extractor.errors import LindungError
from models import Event


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with running_house(tmp_path_factory.mktemp("conditional")) as made:
        yield made


def read_document(house: House, mark: str) -> tuple[str, str]:
    """A finished document: its address and its ETag."""
    headers = house.token()
    answer = house.post(headers, pdf(mark))
    house.finished(headers, answer.headers["location"])
    address = answer.headers["content-location"]
    return address, house.client.get(address, headers=headers).headers["etag"]


def keep(house: House, address: str, body: dict[str, Any], **headers: str) -> Any:
    return house.client.patch(address, json=body, headers={**house.token(), **headers})


def test_a_document_is_not_sent_again_while_it_is_the_same(house: House) -> None:
    """If-None-Match answers 304; any change gives another ETag."""
    address, tag = read_document(house, "sama")
    again = house.client.get(address, headers={**house.token(), "If-None-Match": f'W/{tag}, "lain"'})
    assert (again.status_code, again.content) == (304, b"")
    changed = keep(house, address, {"legal_hold": True}, **{"If-Match": tag})
    assert changed.headers["etag"] != tag
    assert house.client.get(address, headers={**house.token(), "If-None-Match": tag}).status_code == 200


def test_retention_needs_the_state_that_was_seen(house: House) -> None:
    """Without If-Match 428, with an old one 412; what is not sent stays; each change is in the trail."""
    address, tag = read_document(house, "simpan")
    day = (today_here() + timedelta(days=365)).isoformat()
    problem(keep(house, address, {"retain_until": day}), 428, "if-match-missing")
    problem(keep(house, address, {"retain_until": day}, **{"If-Match": '"lama"'}), 412, "if-match-failed")
    made = keep(house, address, {"retain_until": day}, **{"If-Match": tag})
    assert (made.json()["retain_until"], made.json()["legal_hold"]) == (day, False)
    problem(keep(house, address, {"legal_hold": True}, **{"If-Match": tag}), 412, "if-match-failed")
    held = keep(house, address, {"legal_hold": True}, **{"If-Match": made.headers["etag"]})
    assert (held.json()["retain_until"], held.json()["legal_hold"]) == (day, True)
    for wrong in ({"retain_until": "kapan saja"}, {"legal_hold": None}, {"lain": 1}):
        problem(keep(house, address, wrong, **{"If-Match": "*"}), 422, "invalid-request")
    with house.context.sessions() as session:
        changes = session.query(Event).filter_by(action="document.kept", subject_id=address.rsplit("/", 1)[1]).all()
    assert [c.after for c in changes] == [
        {"retain_until": day, "legal_hold": False},
        {"retain_until": day, "legal_hold": True},
    ]


def test_what_must_be_kept_is_not_erased(house: House) -> None:
    """Before the date, on it, and while held: 409; the day after it goes. Only who may erase sets the date."""
    address, _ = read_document(house, "ditahan")
    headers = house.token()
    for body in (
        {"retain_until": today_here().isoformat()},
        {"retain_until": None, "legal_hold": True},
    ):
        assert keep(house, address, body, **{"If-Match": "*"}).status_code == 200
        problem(house.client.delete(address, headers=headers), 409, "under-retention")
    over = {"retain_until": (today_here() - timedelta(days=1)).isoformat(), "legal_hold": False}
    assert keep(house, address, over, **{"If-Match": "*"}).status_code == 200
    listed = house.client.get(f"{API}/documents?retention_over=true", headers=headers).json()["documents"]
    assert [d["id"] for d in listed] == [address.rsplit("/", 1)[1]]
    reviewer = house.token("peninjau", role="reviewer")
    refused = house.client.patch(address, json=over, headers={**reviewer, "If-Match": "*"})
    problem(refused, 403, "forbidden")
    assert house.client.delete(address, headers=headers).status_code == 204


def test_erasing_can_be_conditional(house: House) -> None:
    """With an old ETag nothing is erased; with the present one it is."""
    address, tag = read_document(house, "hapus bersyarat")
    headers = house.token()
    problem(house.client.delete(address, headers={**headers, "If-Match": '"lama"'}), 412, "if-match-failed")
    assert house.client.delete(address, headers={**headers, "If-Match": tag}).status_code == 204


def test_findings_are_decided_by_those_who_saw_the_last_decision(house: House) -> None:
    """A decision needs the finding's etag; a second one made on the old state is refused; a dismissal needs a reason."""
    address, _ = read_document(house, "temuan")
    headers = house.token()
    found = house.client.get(f"{address}/findings", params={"limit": 2}, headers=headers).json()
    assert [f["rule"] for f in found["findings"]] == ["wage-minimum", "thr-allowance"]
    rest = house.client.get(f"{address}/findings", params={"after": found["next"]}, headers=headers).json()
    assert ([f["rule"] for f in rest["findings"]], rest["next"]) == (["ad-written-agreement"], None)
    finding = found["findings"][0]
    place = f"{address}/findings/{finding['id']}/decisions"

    def decide(body: dict[str, str], tag: str | None, who: dict[str, str] = headers) -> Any:
        return house.client.post(place, json=body, headers=who if tag is None else {**who, "If-Match": tag})

    problem(decide({"action": "confirm"}, None), 428, "if-match-missing")
    problem(decide({"action": "dismiss"}, finding["etag"]), 422, "reason-missing")
    made = decide({"action": "confirm"}, finding["etag"])
    assert (made.status_code, made.json()["decision"]["action"]) == (201, "confirm")
    problem(decide({"action": "dismiss", "reason": "ada di adendum"}, finding["etag"]), 412, "if-match-failed")
    changed = decide({"action": "dismiss", "reason": "ada di adendum"}, made.headers["etag"])
    assert changed.json()["decision"]["action"] == "dismiss"
    assert decide({"action": "reopen"}, changed.headers["etag"]).json()["decision"] is None
    problem(decide({"action": "confirm"}, "*", house.token("mesin", role="api")), 403, "forbidden")
    problem(decide({"action": "confirm"}, "*", house.token("baca", scopes="documents:read")), 403, "scope-missing")
    missing = house.client.post(
        f"{address}/findings/999999/decisions", json={"action": "confirm"}, headers={**headers, "If-Match": "*"}
    )
    problem(missing, 404, "not-found")


def test_a_wrong_method_names_the_right_ones(house: House) -> None:
    """405 lists every method of the address, not that of one route alone."""
    address, _ = read_document(house, "cara")
    refused = house.client.put(address, headers=house.token())
    problem(refused, 405, "method-not-allowed")
    assert refused.headers["allow"] == "DELETE, GET, PATCH"


@pytest.fixture(scope="module")
def page() -> str:
    return (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text(encoding="utf-8")


NEVER_ITSELF = {"unreadable-file", "page-not-read"}
"""Codes of bases that are never raised themselves."""


def errors(kind: type[LindungError] = LindungError) -> Iterator[type[LindungError]]:
    """The errors of the house; those of commands and of the client are for people at a shell."""
    for sub in kind.__subclasses__():
        module = sub.__module__
        ours = module.startswith("extractor.") or (
            module.startswith("api.") and module.endswith(("errors", "refusals"))
        )
        if ours and not module.startswith(("api.client", "api.commands")) and sub.code not in NEVER_ITSELF:
            yield sub
        yield from errors(sub)


def test_every_code_of_an_error_is_documented(page: str) -> None:
    """The table of docs/api.md holds exactly the codes that the program can answer with, each with its status."""
    for package in (extractor, api):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if module.name.endswith("errors"):
                importlib.import_module(module.name)
    codes = {(kind.code, kind.status) for kind in errors()}
    codes |= {(code, number) for number, (code, _, _) in problems._HTTP.items()}
    codes |= {(problems._INVALID[0], 422), (problems._BROKEN[0], 500)}
    documented = {
        (code, int(number)) for code, number in re.findall(r"^\| `([a-z0-9-]+)` \| (\d{3}) \|", page, re.MULTILINE)
    }
    assert documented == codes


def test_every_scope_is_documented(page: str) -> None:
    """The table of scopes is that of the code."""
    documented = dict(re.findall(r"^\| `([a-z]+(?::[a-z]+)?)` \| ([^|]+) \|$", page, re.MULTILINE))
    assert documented == dict(MEANINGS)


def test_every_address_is_documented(page: str, house: House) -> None:
    """Each method and address of OpenAPI stands in the page, and nothing else does."""
    described = house.client.get(f"{API}/openapi.json").json()["paths"]
    real = {(method.upper(), path) for path, methods in described.items() for method in methods}
    assert set(re.findall(r"^\| `([A-Z]+) (/api/v1/[^`]+)` \|", page, re.MULTILINE)) == real

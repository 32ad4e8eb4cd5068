"""Telling other systems: addresses, signatures, retries, the log, and where a webhook may not go."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from archive_house import API, House, problem, running_house
from fake_reader import pdf
from installation import add_user, opened, settings_in
from standardwebhooks import Webhook, WebhookVerificationError

from api.context import Context
from api.database import transaction
from api.jobs.housekeeping import tidy
from api.refusals import AddressRefused
from api.services import webhooks
from api.webhooks import addresses, sender
from api.webhooks.addresses import is_public, resolve, target
from extractor.sandbox.errors import PageDamaged
from models import User, WebhookDelivery, WebhookEndpoint, WebhookMessage
from models.base import utc_now

HOOKS = f"{API}/webhooks"


@dataclass
class Receiver:
    """Another system: keeps what it is sent, answers as it is told."""

    url: str
    answer: Callable[[BaseHTTPRequestHandler], None]
    got: list[tuple[dict[str, str], str]] = field(default_factory=list)


def status(code: int, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()

    return answer


@pytest.fixture(scope="module")
def receiving() -> Iterator[Receiver]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["content-length"])
            made.got.append((dict(self.headers.items()), self.rfile.read(length).decode()))
            made.answer(self)

        def log_message(self, *_: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made = Receiver(url=f"http://127.0.0.1:{server.server_address[1]}/terima?dari=lindung", answer=status(204))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture
def receiver(receiving: Receiver) -> Receiver:
    receiving.got.clear()
    receiving.answer = status(204)
    return receiving


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with running_house(tmp_path_factory.mktemp("webhooks"), webhook_private=True) as made:
        yield made


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """An installation in which nobody sends but the test."""
    with opened(settings_in(tmp_path_factory.mktemp("quiet"), webhook_private=True)) as made:
        add_user(made, "kepala", role="admin")
        yield made


def added(context: Context, url: str) -> webhooks.NewSecret:
    """An address and one message that waits for it."""
    with transaction(context.sessions) as session:
        user = session.query(User).filter_by(name="kepala").one()
        for old in session.query(WebhookEndpoint).all():
            session.delete(old)
        session.flush()
        made = webhooks.create(context, session, url=url, kinds=["document.completed"], user=user)
        webhooks.test(session, made.endpoint)
        return made


def send_due(context: Context) -> None:
    for errand in sender.take_due(context):
        sender.close(context, errand, sender.attempt(context, errand))


def delivery(context: Context) -> WebhookDelivery:
    with context.sessions() as session:
        return session.query(WebhookDelivery).order_by(WebhookDelivery.id.desc()).first()  # type: ignore[return-value]


def wait_for(receiver: Receiver, kind: str) -> tuple[dict[str, str], str]:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        for headers, body in receiver.got:
            if json.loads(body)["type"] == kind:
                return headers, body
        time.sleep(0.05)
    raise AssertionError(f"no {kind} among {receiver.got}")


def test_a_finished_document_is_told_with_a_true_signature(house: House, receiver: Receiver) -> None:
    """The receiver can verify the message by the secret it was given; it names the document and carries no name, file
    name or number of anybody; failures and erasures are told too; the log holds every try."""
    headers = house.token()
    wanted = {"url": receiver.url, "events": ["document.completed", "document.failed", "document.erased"]}
    made = house.client.post(HOOKS, json=wanted, headers=headers)
    assert made.status_code == 201
    answer = house.post(headers, pdf("webhook"), name="PKWT Budi Santosa.pdf")
    house.finished(headers, answer.headers["location"])
    sent, body = wait_for(receiver, "document.completed")
    told = Webhook(made.json()["secret"]).verify(body, sent)
    assert told["data"]["document"] == answer.headers["content-location"]
    assert told["data"]["status"] == "complete"
    assert told["data"]["jobs"] == [answer.headers["location"].rsplit("/", 1)[1]]
    assert told["data"]["findings"]["violated"] == 1
    for personal in ("Budi", "PT Tugu Rasa", "017/PKS", "486000000"):
        assert personal not in body
    house.reader.inspect_error = PageDamaged("Berkas rusak.", remedy="Pindai ulang.")
    house.finished(headers, house.post(headers, pdf("webhook rusak")).headers["location"])
    house.reader.inspect_error = None
    assert json.loads(wait_for(receiver, "document.failed")[1])["data"]["error"] == "page-damaged"
    assert house.client.delete(answer.headers["content-location"], headers=headers).status_code == 204
    wait_for(receiver, "document.erased")
    log = house.client.get(f"{made.headers['location']}/deliveries?state=delivered", headers=headers).json()
    assert log["deliveries"][-1]["type"] == "document.completed"
    assert [a["status"] for a in log["deliveries"][-1]["attempts"]] == [204]
    assert house.client.delete(made.headers["location"], headers=headers).status_code == 204


def test_addresses_are_managed_by_who_sees_the_office(house: House, receiver: Receiver) -> None:
    """Listed, shown, rotated, tried and removed; not by an uploader, nor by an agency, nor by another office."""
    headers = house.token()
    wanted = {"url": receiver.url, "events": ["document.completed"]}
    place = house.client.post(HOOKS, json=wanted, headers=headers).headers["location"]
    assert "secret" not in house.client.get(place, headers=headers).json()
    assert place.rsplit("/", 1)[1] in [w["id"] for w in house.client.get(HOOKS, headers=headers).json()["webhooks"]]
    assert house.client.post(f"{place}/test", headers=headers).status_code == 202
    wait_for(receiver, "webhook.test")
    for name, more in (
        ("pengunggah", {"role": "uploader"}),
        ("instansi", {"role": "reviewer", "agency": "dinas-a"}),
        ("pembaca", {"role": "auditor"}),
    ):
        problem(house.client.get(HOOKS, headers=house.token(name, **more)), 403, "forbidden")
    stranger = house.token("asing", role="admin", org="asing")
    for method, path in (("GET", ""), ("DELETE", ""), ("POST", "/rotate"), ("POST", "/test"), ("GET", "/deliveries")):
        problem(house.client.request(method, place + path, headers=stranger), 404, "not-found")
    problem(house.client.get(HOOKS, headers=house.token("sempit", scopes="documents:read")), 403, "scope-missing")
    assert house.client.delete(place, headers=headers).status_code == 204
    problem(house.client.get(place, headers=headers), 404, "not-found")


def test_after_a_rotation_both_secrets_verify_for_a_day(quiet: Context, receiver: Receiver) -> None:
    """The receiver changes its secret when it suits it; a day later only the new one is used."""
    old = added(quiet, receiver.url)
    with transaction(quiet.sessions) as session:
        user = session.query(User).one()
        new = webhooks.rotate(session, session.get_one(WebhookEndpoint, old.endpoint.id), user=user)
    send_due(quiet)
    headers, body = receiver.got[-1]
    assert old.secret != new.secret
    for secret in (old.secret, new.secret):
        Webhook(secret).verify(body, headers)
    with transaction(quiet.sessions) as session:
        row = session.get_one(WebhookEndpoint, old.endpoint.id)
        row.overlap_until = utc_now() - timedelta(seconds=1)
        webhooks.test(session, row)
    send_due(quiet)
    headers, body = receiver.got[-1]
    Webhook(new.secret).verify(body, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(old.secret).verify(body, headers)


@pytest.mark.parametrize(
    ("answer", "error"),
    [(status(500), 500), (status(302, location="http://127.0.0.1/"), 302), (lambda h: h.connection.close(), None)],
    ids=["500", "redirect", "hang up"],
)
def test_a_failed_try_is_repeated_later(
    quiet: Context, receiver: Receiver, answer: Callable[[BaseHTTPRequestHandler], None], error: int | None
) -> None:
    """Whatever is not 2xx is a failed try; redirects are not followed; the next try has the same id and succeeds."""
    receiver.answer = answer
    added(quiet, receiver.url)
    send_due(quiet)
    row = delivery(quiet)
    assert (row.state, row.attempts) == ("waiting", 1)
    assert timedelta(seconds=4) < row.next_at - utc_now() < timedelta(seconds=7)
    send_due(quiet)
    assert len(receiver.got) == 1
    receiver.answer = status(200)
    with transaction(quiet.sessions) as session:
        session.get_one(WebhookDelivery, row.id).next_at = utc_now()
    send_due(quiet)
    assert delivery(quiet).state == "delivered"
    assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 1
    with quiet.sessions() as session:
        endpoint = session.get_one(WebhookEndpoint, row.endpoint_id)
        tries = webhooks.deliveries(session, endpoint).attempts[row.id]
    assert [t.status for t in tries] == [error, 200]
    assert [t.error for t in tries] == ["" if error else "no-answer", ""]


def test_a_side_that_drips_is_cut_off(quiet: Context, receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    """One header byte at a time would hold the sender for ever; the try ends all the same and is repeated later."""
    ended = threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nx-panjang: ")
        while not ended.wait(0.05):
            try:
                handler.wfile.write(b"a")
            except OSError:
                return

    monkeypatch.setattr(sender, "TRY_SECONDS", 0.3)
    receiver.answer = drip
    added(quiet, receiver.url)
    try:
        send_due(quiet)
    finally:
        ended.set()
    assert (delivery(quiet).state, delivery(quiet).attempts) == ("waiting", 1)


def test_an_address_that_is_gone_is_given_up(quiet: Context, receiver: Receiver) -> None:
    """410, or three days without an answer, ends the delivery and silences the address; redelivery tries again."""
    receiver.answer = status(410)
    endpoint = added(quiet, receiver.url).endpoint
    send_due(quiet)
    assert delivery(quiet).state == "given_up"
    with transaction(quiet.sessions) as session:
        row = session.get_one(WebhookEndpoint, endpoint.id)
        assert not row.active
        webhooks.redeliver(session, row, delivery(quiet).id)
    receiver.answer = status(503)
    for _ in range(len(sender.RETRIES) + 1):
        with transaction(quiet.sessions) as session:
            session.get_one(WebhookDelivery, delivery(quiet).id).next_at = utc_now()
        send_due(quiet)
    assert (delivery(quiet).state, delivery(quiet).attempts) == ("given_up", len(sender.RETRIES) + 1)


def test_two_senders_never_send_the_same(quiet: Context, receiver: Receiver) -> None:
    """What one has in hand the other does not take; when the first dies the lease runs out and it is sent."""
    added(quiet, receiver.url)
    assert len(sender.take_due(quiet)) == 1
    assert sender.take_due(quiet) == []
    with transaction(quiet.sessions) as session:
        session.get_one(WebhookDelivery, delivery(quiet).id).next_at = utc_now()
    send_due(quiet)
    assert delivery(quiet).state == "delivered"


def test_a_name_that_turns_inwards_is_not_followed(quiet: Context, receiver: Receiver) -> None:
    """An address that was public when it was added and points into the office now is judged again at every try."""
    added(quiet, receiver.url)
    (errand,) = sender.take_due(quiet)
    strict = replace(quiet, settings=replace(quiet.settings, webhook_private=False))
    outcome = sender.attempt(strict, replace(errand, url=errand.url.replace("http:", "https:")))
    assert (outcome.status, outcome.error) == (None, "address-refused")
    assert receiver.got == []


@pytest.mark.parametrize(
    "url",
    [
        "http://arsip.example.go.id/",
        "ftp://arsip.example.go.id/",
        "https://sari:rahasia@arsip.example.go.id/",
        "https:///tanpa-nama",
        "https://arsip.example.go.id/#bagian",
        "https://arsip.example.go.id:99999/",
        "https://arsip.example.go.id/a b",
        "https://arsip.example.go.id/\r\nHost: lain",
        "https://[::1",
        "x" * 3000,
        "",
    ],
)
def test_odd_addresses_are_refused(url: str) -> None:
    """Only plain https addresses are taken."""
    with pytest.raises(AddressRefused):
        target(url, private=False)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("192.168.1.1", False),
        ("172.16.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("2002:a00:1::", False),
    ],
)
def test_only_addresses_of_the_open_internet_are_public(address: str, public: bool) -> None:
    """Loopback, private, link-local, shared, multicast, and IPv6 that carries such an IPv4 are not."""
    assert is_public(address) is public


@pytest.mark.parametrize("answers", [["10.0.0.5"], ["93.184.216.34", "10.0.0.5"], []])
def test_a_name_with_any_inner_address_is_refused(answers: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """One inner address among outer ones is enough; no address at all is refused too."""
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, 443)) for a in answers]
    monkeypatch.setattr(addresses.socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(AddressRefused):
        resolve(target("https://arsip.example.go.id/", private=False), private=False)


def test_an_inner_address_is_refused_when_it_is_added(tmp_path: Path) -> None:
    """The API says so, and nothing is stored."""
    with running_house(tmp_path) as house:
        headers = house.token()
        for url in ("https://127.0.0.1/", "https://localhost/", "http://93.184.216.34/"):
            answer = house.client.post(HOOKS, json={"url": url, "events": ["document.failed"]}, headers=headers)
            problem(answer, 422, "webhook-address-refused")
        bad = house.client.post(HOOKS, json={"url": "https://93.184.216.34/", "events": ["semua"]}, headers=headers)
        problem(bad, 422, "invalid-request")
        assert house.client.get(HOOKS, headers=headers).json() == {"webhooks": [], "next": None}


def test_old_messages_are_cleared_away(quiet: Context, receiver: Receiver) -> None:
    """A month after it was sent a message goes with its log; one that still waits stays."""
    added(quiet, receiver.url)
    send_due(quiet)
    with transaction(quiet.sessions) as session:
        webhooks.test(session, session.query(WebhookEndpoint).one())
        for message in session.query(WebhookMessage):
            message.created_at = utc_now() - timedelta(days=31)
    with quiet.sessions() as session:
        waiting = [d.message_id for d in session.query(WebhookDelivery).filter_by(state="waiting")]
    assert tidy(quiet).messages >= 1
    with quiet.sessions() as session:
        assert [m.id for m in session.query(WebhookMessage)] == waiting

"""Signing in through the office's own service, before a small one of our own making."""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import pytest
import sign_in_service
from fastapi.testclient import TestClient
from httpx import Response
from installation import add_user, opened, settings_in
from sign_in_service import CLIENT, OTHER_KEY, SECRET, SignInService, shared, unsigned
from sqlalchemy import delete, select

from api.app import create_app
from api.commands import accounts
from api.context import Context
from api.database import transaction
from api.errors import Invalid, NotFound
from api.oidc import ATTEMPT_SECONDS, Attempt, provider
from api.oidc_settings import OidcClient, oidc_client
from api.services import auth, identities
from models import Event, User, UserIdentity

EMAIL = "sari@dinas.example"


@dataclass
class Door:
    """A browser before the sign-in page, and the service behind it."""

    client: TestClient
    context: Context
    service: SignInService

    def leave(self, query: str = "") -> str:
        answer = self.client.get(f"/masuk/oidc{query}")
        assert answer.status_code == 303, answer.text
        return str(answer.headers["location"])

    def back(self, **changed: str) -> Response:
        """Go to the service and come back with what it gave, and with ``changed``."""
        code, state = self.service.authorize(self.leave())
        return self.client.get("/masuk/oidc/kembali", params={"code": code, "state": state, **changed})

    @property
    def signed_in(self) -> bool:
        return self.client.get("/kata-sandi").status_code == 200

    def link(self, user: User, email: str = EMAIL) -> None:
        with transaction(self.context.sessions) as session:
            identities.link(session, user=user, issuer=self.service.issuer, email=email)


@pytest.fixture
def service() -> Iterator[SignInService]:
    with sign_in_service.running() as made:
        yield made


def door_of(folder: Path, service: SignInService, **changes: str) -> Iterator[Door]:
    chosen = OidcClient(issuer=service.issuer, client_id=CLIENT, secret=SECRET, name="SSO Kabupaten", **changes)
    settings = settings_in(folder, oidc=chosen)
    with opened(settings) as context, TestClient(create_app(settings, make_reader=None), follow_redirects=False) as web:
        yield Door(client=web, context=context, service=service)


@pytest.fixture(scope="module")
def shared_door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """Started once a file: starting takes longer than any of the tests."""
    with sign_in_service.running() as service:
        yield from door_of(tmp_path_factory.mktemp("data"), service)


@pytest.fixture
def door(shared_door: Door) -> Door:
    """A browser nobody has used, a service that does everything right, and nobody linked with it."""
    fresh = SignInService(issuer=shared_door.service.issuer)
    for part in fields(SignInService):
        setattr(shared_door.service, part.name, getattr(fresh, part.name))
    shared_door.client.cookies.clear()
    provider.cache_clear()
    with transaction(shared_door.context.sessions) as session:
        session.execute(delete(UserIdentity))
    return shared_door


@pytest.fixture
def sari(door: Door) -> User:
    user = add_user(door.context, f"sari{uuid.uuid4().hex[:8]}")
    door.link(user)
    return user


def refused(answer: Response) -> str:
    """The message on the sign-in page; nobody is signed in."""
    assert answer.status_code == 401, answer.text
    assert "lindung_session" not in answer.cookies
    found = re.search(r"<strong>(Anda belum masuk: [^<]+)</strong>", answer.text)
    assert found is not None, answer.text
    assert 'name="password"' in answer.text
    return found[1]


def test_the_button_is_there_only_where_a_service_is_set(door: Door, tmp_path: Path) -> None:
    """Without one nothing of it is shown, its addresses do not exist, and nobody is asked anything."""
    assert "Masuk dengan SSO Kabupaten" in door.client.get("/masuk").text
    assert door.service.asked == []
    settings = settings_in(tmp_path / "lain")
    with TestClient(create_app(settings, make_reader=None), follow_redirects=False) as web:
        assert "/masuk/oidc" not in web.get("/masuk").text
        assert web.get("/masuk/oidc").status_code == 404
        assert web.get("/masuk/oidc/kembali?code=a&state=b").status_code == 404


def test_a_person_whom_the_service_knows_is_signed_in(door: Door, sari: User) -> None:
    """With the verified address of the account the session begins, leads on, and goes on record as such."""
    code, state = door.service.authorize(door.leave("?next=/antrean"))
    answer = door.client.get("/masuk/oidc/kembali", params={"code": code, "state": state})
    assert (answer.status_code, answer.headers["location"]) == (303, "/antrean")
    assert door.signed_in
    with door.context.sessions() as session:
        row = session.scalar(select(Event).where(Event.action == "user.signed-in", Event.actor_id == sari.id))
        assert row is not None
        assert row.after == {"by": "oidc"}
        assert session.scalar(select(UserIdentity.subject)) == "orang-17"


def test_after_the_first_time_the_subject_counts_not_the_address(door: Door, sari: User) -> None:
    """The person may get another address; another person who gets this one is not let in as the first."""
    assert door.back().status_code == 303
    door.client.cookies.clear()
    door.service.claims = {"email": "sari.baru@dinas.example"}
    assert door.back().status_code == 303
    door.client.cookies.clear()
    door.service.claims = {"sub": "orang-18"}
    assert "belum ada akun" in refused(door.back())


def test_a_service_may_change_its_key(door: Door, sari: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that was not there before is asked for once."""
    assert door.back().status_code == 303
    door.client.cookies.clear()
    door.service.key = OTHER_KEY
    door.service.published.append(OTHER_KEY)
    monkeypatch.setattr("api.oidc.KEYS_ANEW", 0.0)
    assert door.back().status_code == 303
    assert door.signed_in


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "lain"},
        {"nonce": None},
        {"aud": "program-lain"},
        {"aud": [CLIENT, "program-lain"]},
        {"aud": None},
        {"iss": "https://lain.example"},
        {"exp": 1_700_000_000},
        {"exp": None},
        {"iat": None},
        {"sub": None},
        {"azp": "program-lain"},
    ],
)
def test_a_token_with_a_wrong_claim_is_refused(door: Door, sari: User, claims: dict[str, Any]) -> None:
    """Another nonce, audience, issuer or party, a token that is past its time or says not whose it is."""
    door.service.claims = claims
    assert "tidak sah" in refused(door.back())
    assert not door.signed_in


def test_a_token_that_the_service_did_not_sign_is_refused(door: Door, sari: User) -> None:
    """Unsigned, signed with our own secret, or with a key that the service does not publish."""
    now = int(time.time())
    whole = {"iss": door.service.issuer, "sub": "orang-17", "aud": CLIENT, "iat": now, "exp": now + 300}
    door.service.token = unsigned(whole)
    assert "tidak sah" in refused(door.back())
    door.service.token = None
    for key in (shared(SECRET), OTHER_KEY):
        door.service.key = key
        assert "tidak sah" in refused(door.back())
    assert not door.signed_in


def test_an_answer_with_another_state_or_from_another_service_is_refused(door: Door, sari: User) -> None:
    """A code that somebody else began to get is not even exchanged."""
    assert "bukan untuk percobaan" in refused(door.back(state="lain"))
    assert "layanan lain" in refused(door.back(iss="https://lain.example"))
    assert "tidak mengizinkan" in refused(door.back(code="", error="access_denied"))
    assert "/token" not in door.service.asked


def test_a_code_that_is_not_the_services_is_refused(door: Door, sari: User) -> None:
    """Made up, or used before: the service says no, and the page says so."""
    assert "menolak" in refused(door.back(code="karangan"))
    code, state = door.service.authorize(door.leave())
    kept = dict(door.client.cookies)
    assert door.client.get("/masuk/oidc/kembali", params={"code": code, "state": state}).status_code == 303
    door.client.cookies.clear()
    door.client.cookies.update(kept)
    assert "menolak" in refused(door.client.get("/masuk/oidc/kembali", params={"code": code, "state": state}))


def test_an_answer_in_another_browser_or_too_late_is_refused(
    door: Door, sari: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What began elsewhere, was tampered with, or more than ten minutes ago does not sign anybody in."""
    code, state = door.service.authorize(door.leave())
    door.client.cookies.clear()
    assert "peramban lain" in refused(door.client.get("/masuk/oidc/kembali", params={"code": code, "state": state}))
    made = Attempt.new("/")
    key = b"k" * 32
    assert Attempt.opened(made.sealed(key), key) == made
    assert Attempt.opened(made.sealed(key), b"j" * 32) is None
    assert Attempt.opened("", key) is None
    assert Attempt.opened("e30=." + "0" * 64, key) is None
    old = replace(made, begun=made.begun - ATTEMPT_SECONDS - 1)
    assert Attempt.opened(old.sealed(key), key) is None


@pytest.mark.parametrize("verified", [False, None, "true"])
def test_an_address_that_is_not_verified_opens_nothing(door: Door, sari: User, verified: object) -> None:
    """Whoever may write any address into the own account there would else be anybody here."""
    door.service.claims = {"email_verified": verified}
    assert "belum ada akun" in refused(door.back())


def test_closed_accounts_and_programs_stay_outside(door: Door, sari: User) -> None:
    """What the password does not open, the service does not open either."""
    with transaction(door.context.sessions) as session:
        auth.set_active(session, user=session.get_one(User, sari.id), active=False)
    assert "tidak aktif" in refused(door.back())


def test_an_address_outside_is_not_led_to(door: Door, sari: User) -> None:
    """After signing in the way goes on inside."""
    code, state = door.service.authorize(door.leave("?next=https://jahat.example/"))
    answer = door.client.get("/masuk/oidc/kembali", params={"code": code, "state": state})
    assert answer.headers["location"] == "/"


def test_a_service_that_is_away_is_told_and_the_password_still_works(tmp_path: Path) -> None:
    """The page says what happened and keeps its form."""
    with sign_in_service.running() as gone:
        pass
    for door in door_of(tmp_path, gone):
        add_user(door.context, "sari")
        answer = door.client.get("/masuk/oidc?next=/antrean")
        assert answer.status_code == 503
        assert "tidak menjawab" in answer.text
        assert 'value="/antrean"' in answer.text
        signed = door.client.post("/masuk", data={"name": "sari", "password": "kuncirumahbiru77"})
        assert signed.status_code == 303


@pytest.mark.parametrize(
    "metadata",
    [{"issuer": "https://lain.example"}, {"token_endpoint": "http://lain.example/token"}, {"jwks_uri": None}],
)
def test_a_service_that_names_other_places_is_not_used(door: Door, metadata: dict[str, Any]) -> None:
    """Another name than the administrator's, or secrets over plain http: nobody is sent there."""
    door.service.metadata = metadata
    assert door.client.get("/masuk/oidc").status_code == 503


def test_accounts_are_made_only_where_the_office_wants_it(tmp_path: Path, service: SignInService) -> None:
    """With a role for new people the first sign-in makes an account of that role; a name that is taken does not."""
    for door in door_of(tmp_path, service, new_role="uploader"):
        assert door.back().status_code == 303
        with door.context.sessions() as session:
            user = session.scalar(select(User).where(User.name == "sari"))
            assert user is not None
            assert (user.role, user.display_name, user.must_change_password) == ("uploader", "Sari Wulandari", False)
        door.client.cookies.clear()
        service.claims = {"sub": "orang-18", "email": "sari@dinas-lain.example"}
        assert "nama akun" in refused(door.back())
        service.claims = {"sub": "orang-19"}
        assert "dipakai orang lain" in refused(door.back())


def test_an_address_belongs_to_one_account(door: Door, sari: User) -> None:
    """Linking is refused for what is no address or another's; unlinked, only the password opens the account."""
    budi = add_user(door.context, "budi")
    for email in (EMAIL.upper(), "bukan alamat"):
        with pytest.raises(Invalid):
            door.link(budi, email)
    with transaction(door.context.sessions) as session:
        identities.unlink(session, user=sari, issuer=door.service.issuer)
    assert "belum ada akun" in refused(door.back())
    with pytest.raises(NotFound), transaction(door.context.sessions) as session:
        identities.unlink(session, user=sari, issuer=door.service.issuer)


def test_the_command_links_and_unlinks(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the administrator types reaches the accounts; without a service it says so."""
    add_user(door.context, "wati")
    monkeypatch.setenv("LINDUNG_DATA_DIR", str(door.context.settings.data_dir))
    monkeypatch.setenv("LINDUNG_DATABASE_URL", door.context.settings.database_url)
    assert accounts.link_user("wati", EMAIL) == 2
    monkeypatch.setenv("LINDUNG_OIDC_ISSUER", door.service.issuer)
    monkeypatch.setenv("LINDUNG_OIDC_CLIENT_ID", CLIENT)
    assert accounts.link_user("wati", EMAIL) == 0
    assert door.back().status_code == 303
    assert accounts.link_user("wati", None) == 0


def test_the_settings_are_read_with_their_secret_from_a_file(tmp_path: Path) -> None:
    """A file of the secret is better than a variable; what cannot be used is named."""
    file = tmp_path / "rahasia"
    file.write_text("  kunci  \n")
    env = {
        "LINDUNG_OIDC_ISSUER": "https://sso.example", "LINDUNG_OIDC_CLIENT_ID": "lindung",
        "LINDUNG_OIDC_CLIENT_SECRET_FILE": str(file),
    }  # fmt: skip
    assert oidc_client({}) is None
    assert oidc_client(env) == OidcClient("https://sso.example", "lindung", "kunci")
    for name, value in (
        ("LINDUNG_OIDC_ISSUER", "http://sso.example"),
        ("LINDUNG_OIDC_CLIENT_ID", ""),
        ("LINDUNG_OIDC_CLIENT_SECRET_FILE", str(tmp_path / "tidak ada")),
        ("LINDUNG_OIDC_NEW_ROLE", "admin"),
    ):
        with pytest.raises(ValueError, match=name):
            oidc_client({**env, name: value})

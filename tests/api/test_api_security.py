"""Who may do what: sign-in, sessions, CSRF, tokens, headers, hosts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from fake_reader import pdf
from fastapi.testclient import TestClient
from installation import PASSWORD, add_user, opened

from api.auth import COOKIE
from api.context import Context
from api.database import transaction
from api.errors import Forbidden, Invalid, LoginLocked, LoginRefused
from api.security import HEADERS
from api.services import auth, tokens
from api.services.auth import SignedIn
from api.settings import Settings
from models import User, UserSession
from models.base import utc_now

Token = Callable[..., dict[str, str]]
ADDRESS = "/api/v1/documents"


@pytest.fixture
def signed_in(settings: Settings) -> Iterator[SignedIn]:
    with opened(settings) as context:
        add_user(context)
        with transaction(context.sessions) as session:
            made = auth.sign_in(session, name="sari", password=PASSWORD, hours=12)
        assert isinstance(made, SignedIn)
        yield made


def sign_in(context: Context, password: str, name: str = "sari") -> SignedIn | LoginRefused:
    with transaction(context.sessions) as session:
        return auth.sign_in(session, name=name, password=password, hours=12)


def test_nothing_is_shown_without_signing_in(client: TestClient) -> None:
    """Every address of the API answers 401 with a problem and says how to authenticate."""
    for path in ("", "/9f0c7e0e-58a5-4b57-8c63-6b6f2b8a2f10", "/9f0c7e0e-58a5-4b57-8c63-6b6f2b8a2f10/report"):
        answer = client.get(ADDRESS + path)
        assert (answer.status_code, answer.json()["code"]) == (401, "not-signed-in")
        assert answer.headers["www-authenticate"].startswith("Bearer")
    assert client.post(ADDRESS, files={"file": ("a.pdf", pdf())}).status_code == 401


def test_a_wrong_token_is_refused_even_with_a_good_cookie(client: TestClient, signed_in: SignedIn) -> None:
    """A bad bearer token does not fall back to the browser's session."""
    client.cookies.set(COOKIE, signed_in.token)
    assert client.get(ADDRESS).status_code == 200
    assert client.get(ADDRESS, headers={"Authorization": "Bearer lindung_salah"}).status_code == 401


def test_a_revoked_or_expired_token_opens_nothing(client: TestClient, settings: Settings, token: Token) -> None:
    """Revoking a token, or its end, takes effect at once."""
    headers = token()
    assert client.get(ADDRESS, headers=headers).status_code == 200
    with opened(settings) as context, transaction(context.sessions) as session:
        user = session.query(User).one()
        row = tokens.listing(session, user=user)[0]
        row.expires_at = utc_now() - timedelta(seconds=1)
    assert client.get(ADDRESS, headers=headers).status_code == 401
    with opened(settings) as context, transaction(context.sessions) as session:
        user = session.query(User).one()
        row = tokens.listing(session, user=user)[0]
        row.expires_at = None
        tokens.revoke(session, user=user, token_id=row.id)
    assert client.get(ADDRESS, headers=headers).status_code == 401


def test_a_browser_must_prove_its_form(client: TestClient, signed_in: SignedIn) -> None:
    """With a cookie, a change needs the session's CSRF token, in the form or the header, and our own origin."""
    client.cookies.set(COOKIE, signed_in.token)
    good = signed_in.session.csrf_token

    def send(mark: str, *, field: str | None = None, **headers: str) -> int:
        data = {} if field is None else {"csrf_token": field}
        return client.post(ADDRESS, files={"file": ("a.pdf", pdf(mark))}, data=data, headers=headers).status_code

    assert send("1") == 403
    assert send("2", field="salah") == 403
    assert send("3", field=good, origin="https://jahat.example") == 403
    assert send("4", field=good, **{"sec-fetch-site": "cross-site"}) == 403
    assert send("5", field=good, origin="http://testserver") == 202
    assert send("6", **{"x-csrf-token": good}) == 202


def test_signing_out_ends_the_session_on_the_server(
    client: TestClient, settings: Settings, signed_in: SignedIn
) -> None:
    """A copied cookie opens nothing once the session was ended."""
    client.cookies.set(COOKIE, signed_in.token)
    assert client.get(ADDRESS).status_code == 200
    with opened(settings) as context, transaction(context.sessions) as session:
        row = auth.session_of(session, signed_in.token, hours=12)
        assert row is not None
        auth.sign_out(session, row)
    assert client.get(ADDRESS).status_code == 401


def test_a_session_ends_without_use_and_lives_on_with_it(context: Context) -> None:
    """Use moves the end on; past the end the session is dead; so is one whose user was switched off."""
    add_user(context)
    made = sign_in(context, PASSWORD)
    assert isinstance(made, SignedIn)
    with transaction(context.sessions) as session:
        row = session.get_one(UserSession, made.session.id)
        row.last_seen_at = utc_now() - timedelta(hours=2)
        row.expires_at = utc_now() + timedelta(minutes=1)
    with transaction(context.sessions) as session:
        row2 = auth.session_of(session, made.token, hours=12)
        assert row2 is not None
        assert row2.expires_at > utc_now() + timedelta(hours=11)
    with transaction(context.sessions) as session:
        session.query(User).one().active = False
    with context.sessions() as session:
        assert auth.session_of(session, made.token, hours=12) is None
    with transaction(context.sessions) as session:
        session.query(User).one().active = True
        session.get_one(UserSession, made.session.id).expires_at = utc_now() - timedelta(seconds=1)
    with context.sessions() as session:
        assert auth.session_of(session, made.token, hours=12) is None


def test_the_database_holds_no_secret(context: Context) -> None:
    """Neither password, session token nor API token can be read out of the database file."""
    user = add_user(context)
    made = sign_in(context, PASSWORD)
    assert isinstance(made, SignedIn)
    with transaction(context.sessions) as session:
        session.add(user)
        secret = tokens.create(session, user=user, name="arsip").secret
    stored = b"".join(p.read_bytes() for p in context.settings.data_dir.glob("lindung.sqlite3*"))
    for text in (PASSWORD, made.token, secret):
        assert text.encode() not in stored


def test_wrong_name_and_wrong_password_are_not_told_apart(context: Context) -> None:
    """Both get the same refusal, so that names cannot be guessed."""
    add_user(context)
    answers = [sign_in(context, "salahsalahsalah"), sign_in(context, PASSWORD, name="tidakada")]
    assert [(type(a), str(a)) for a in answers] == [(LoginRefused, str(LoginRefused()))] * 2


def test_repeated_failures_lock_the_account_for_a_while(context: Context) -> None:
    """The fifth wrong password begins a pause in which the right one is refused too; afterwards it works again."""
    add_user(context)
    answers = [sign_in(context, "salahsalahsalah") for _ in range(5)]
    assert [isinstance(a, LoginLocked) for a in answers] == [False] * 4 + [True]
    assert isinstance(sign_in(context, PASSWORD), LoginLocked)
    with transaction(context.sessions) as session:
        session.query(User).one().locked_until = utc_now() - timedelta(seconds=1)
    assert isinstance(sign_in(context, PASSWORD), SignedIn)
    with context.sessions() as session:
        assert session.query(User).one().failed_logins == 0


def test_the_first_admin_is_made_once(context: Context) -> None:
    """An empty database gets an admin with a one-time password; an unused one can be renewed, a used one cannot."""
    with transaction(context.sessions) as session:
        first = auth.first_admin(session, org="utama")
    assert first is not None
    with transaction(context.sessions) as session:
        assert auth.first_admin(session, org="utama") is None
        renewed = auth.first_admin(session, org="utama", renew=True)
    assert renewed is not None
    assert isinstance(sign_in(context, first.password, name="admin"), LoginRefused)
    made = sign_in(context, renewed.password, name="admin")
    assert isinstance(made, SignedIn)
    assert made.user.must_change_password
    with transaction(context.sessions) as session:
        assert auth.first_admin(session, org="utama", renew=True) is None


def test_a_new_password_ends_all_other_sessions(context: Context) -> None:
    """Changing the password needs the old one, refuses weak ones, and leaves only the present session."""
    add_user(context)
    here, there = sign_in(context, PASSWORD), sign_in(context, PASSWORD)
    assert isinstance(here, SignedIn)
    assert isinstance(there, SignedIn)
    for old, new, field in (
        ("salah", "sandibarusekali9", "old"),
        (PASSWORD, "pendek", "new"),
        (PASSWORD, "sari-sari-sari-sari", "new"),
        (PASSWORD, PASSWORD, "new"),
    ):
        with context.sessions() as session, pytest.raises(Invalid) as refused:
            auth.change_password(session, user=session.query(User).one(), old=old, new=new)
        assert refused.value.field == field
    with transaction(context.sessions) as session:
        row = auth.session_of(session, here.token, hours=12)
        assert row is not None
        auth.change_password(session, user=row.user, old=PASSWORD, new="sandibarusekali9", keep=row)
    with context.sessions() as session:
        assert auth.session_of(session, here.token, hours=12) is not None
        assert auth.session_of(session, there.token, hours=12) is None
    assert isinstance(sign_in(context, PASSWORD), LoginRefused)
    assert isinstance(sign_in(context, "sandibarusekali9"), SignedIn)


def test_only_an_admin_makes_users(context: Context) -> None:
    """A reviewer cannot add accounts; a taken or odd name is refused at its field."""
    reviewer, admin = add_user(context), add_user(context, "kepala", role="admin")

    def make(name: str, by: User) -> User:
        with transaction(context.sessions) as session:
            return auth.create_user(session, org="utama", name=name, password=PASSWORD, role="uploader", by=by)

    with pytest.raises(Forbidden):
        make("baru", reviewer)
    assert make("Baru", admin).name == "baru"
    for name in ("baru", "a", "nama dengan spasi", "x" * 80):
        with pytest.raises(Invalid) as refused:
            make(name, admin)
        assert refused.value.field == "name"


def test_every_answer_carries_the_security_headers(client: TestClient, token: Token) -> None:
    """Pages, API answers, errors and static files all have the same strict headers."""
    for path in ("/", "/api/v1/documents", "/api/v1/openapi.json", "/tidak-ada", "/static/tidak-ada.css"):
        answer = client.get(path)
        for name, value in HEADERS.items():
            assert answer.headers[name] == value, (path, name)
    csp = client.get("/").headers["content-security-policy"]
    assert "unsafe" not in csp
    assert "http:" not in csp


def test_an_unexpected_error_tells_nothing(settings: Settings, token: Token, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bug answers 500 with a problem that repeats nothing of the exception, under the same headers."""
    from api.app import create_app
    from api.services import documents

    def bug(*_: object, **__: object) -> None:
        raise RuntimeError("NIK 3173010101900001")

    headers = token()
    monkeypatch.setattr(documents, "listing", bug)
    with TestClient(create_app(settings, make_reader=None), raise_server_exceptions=False) as client:
        answer = client.get(ADDRESS, headers=headers)
    assert answer.status_code == 500
    assert answer.json()["code"] == "internal-error"
    assert "3173010101900001" not in answer.text
    assert answer.headers["content-security-policy"] == HEADERS["content-security-policy"]


def test_a_foreign_host_name_is_refused(client: TestClient) -> None:
    """A page of another name that points to this machine (DNS rebinding) gets nothing."""
    assert client.get("/", headers={"host": "jahat.example"}).status_code == 400


def test_people_without_a_session_are_led_to_the_sign_in_page(client: TestClient) -> None:
    """A page address redirects to the sign-in page and remembers where the person was going."""
    answer = client.get("/", headers={"accept": "text/html"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/masuk?next=/"

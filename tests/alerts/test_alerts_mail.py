"""The daily letter: who gets it, what stands in it, and what a mail server may do to it."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from approved import Job, Office
from post_office import SECRET, USER, PostOffice
from sqlalchemy import select, update

from api.alerts import desk, digest, loop, outbox, sweep
from api.context import Context
from api.database import transaction
from api.errors import Invalid
from api.mail_server import MailServer
from extractor.law import load_law
from models import AlertMail, User

NIGHT = datetime(2024, 9, 1, 20, 0, tzinfo=UTC)
"""03.00 WIB on 2 September 2024."""
MORNING = NIGHT + timedelta(hours=4)
SATPAM = Job("Satpam", 4, 2_500_000)


def with_mail(office: Office, server: MailServer | None) -> Context:
    """The office's installation, writing to that server."""
    return replace(
        office.context,
        settings=replace(office.context.settings, mail=server, base_url="https://lindung.example.go.id"),
    )


def subscribe(office: Office, user: User, *, email: str = "sari@dinas.example.go.id", **changes: object) -> desk.Wish:
    wanted: dict[str, object] = {"email": email, "active": True, "kinds": desk.KINDS, **changes}
    with transaction(office.context.sessions) as session:
        return desk.subscribe(session, session.get_one(User, user.id), **wanted)  # type: ignore[arg-type]


def mails(office: Office) -> list[AlertMail]:
    with office.context.sessions() as session:
        return list(session.scalars(select(AlertMail).order_by(AlertMail.day, AlertMail.address)))


def due_again(office: Office) -> None:
    """As if the pause until the next try were over."""
    with transaction(office.context.sessions) as session:
        session.execute(update(AlertMail).values(next_at=datetime(2024, 1, 1, tzinfo=UTC)))


def ending_contract(office: Office, number: str = "12/PKS/2024") -> None:
    office.contract(number, SATPAM, ends=date(2024, 9, 20))


def test_one_letter_a_day_with_what_is_new(office: Office, post: PostOffice) -> None:
    """The letter comes in the morning, names contract, agency, what and where, and comes once."""
    ending_contract(office)
    subscribe(office, office.reviewer)
    context = with_mail(office, post.settings())
    assert loop.look(context, now=NIGHT).written == 0
    assert loop.look(context, now=MORNING) == loop.Round(made=0, resolved=0, written=1, sent=1)
    assert loop.look(context, now=MORNING + timedelta(hours=3)).written == 0
    letter = post.received[0]
    assert letter["to"] == "sari@dinas.example.go.id"
    assert letter["from"] == "lindung@dinas.example.go.id"
    assert letter["subject"] == "Lindung: 2 peringatan, 2 September 2024"
    assert letter["auto-submitted"] == "auto-generated"
    text = letter.get_content()
    assert "Kontrak akan berakhir (1)" in text
    assert "- 12/PKS/2024 · Dinas Sosial Kabupaten Wanasari" in text
    assert "  Kontrak berakhir 20 September 2024, dalam 30 hari." in text
    assert "  https://lindung.example.go.id/dokumen/" in text
    assert "https://lindung.example.go.id/peringatan/surel" in text


def test_no_alert_is_written_about_twice(office: Office, post: PostOffice) -> None:
    """The next day's letter holds only what came since; without news there is none."""
    ending_contract(office)
    subscribe(office, office.reviewer)
    context = with_mail(office, post.settings())
    loop.look(context, now=MORNING)
    assert loop.look(context, now=MORNING + timedelta(days=1)).written == 0
    office.contract("13/PKS/2024", SATPAM, ends=date(2024, 9, 25))
    loop.look(context, now=MORNING + timedelta(days=2))
    text = post.received[1].get_content()
    assert "13/PKS/2024" in text
    assert "12/PKS/2024" not in text


def test_only_what_was_asked_for_and_not_seen_is_written(office: Office, post: PostOffice) -> None:
    """A kind that is not wanted, an alert that was seen, a person who said no: no letter."""
    ending_contract(office)
    context = with_mail(office, post.settings())
    subscribe(office, office.reviewer, kinds=("overdue",))
    subscribe(office, office.approver, email="budi@dinas.example.go.id", active=False, kinds=())
    loop.look(context, now=MORNING)
    assert [mail.address for mail in mails(office)] == ["sari@dinas.example.go.id"]
    assert "Kontrak akan berakhir" not in post.received[0].get_content()


def test_who_has_an_address_but_never_chose_gets_every_kind(office: Office, post: PostOffice) -> None:
    """An address that an administrator filled in is enough; an account without one, or closed, gets nothing."""
    ending_contract(office)
    with transaction(office.context.sessions) as session:
        session.get_one(User, office.reviewer.id).email = "sari@dinas.example.go.id"
        closed = session.get_one(User, office.approver.id)
        closed.email, closed.active = "budi@dinas.example.go.id", False
    loop.look(with_mail(office, post.settings()), now=MORNING)
    assert post.envelopes == [["sari@dinas.example.go.id"]]


def test_without_a_mail_server_nothing_is_written(office: Office) -> None:
    """The alerts are in the application; no letter waits for a server that may never come."""
    ending_contract(office)
    subscribe(office, office.reviewer)
    assert loop.look(with_mail(office, None), now=MORNING).written == 0
    assert mails(office) == []


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_encrypted_and_signed_in(office: Office, tmp_path: Path, security: str) -> None:
    """With a certificate that the settings name the letter goes out encrypted, after signing in."""
    ending_contract(office)
    subscribe(office, office.reviewer)
    with PostOffice(tmp_path).open(security=security, sign_in=True) as post:  # type: ignore[arg-type]
        server = post.settings(security=security, user=USER)  # type: ignore[arg-type]
        assert loop.look(with_mail(office, server), now=MORNING).sent == 1
    assert post.signed_in == [USER]
    assert SECRET not in repr(server)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_an_unknown_certificate_is_refused(office: Office, tmp_path: Path, security: str) -> None:
    """A certificate that nobody vouches for gets neither letter nor password; the letter waits and the reason is told."""
    ending_contract(office)
    subscribe(office, office.reviewer)
    with PostOffice(tmp_path).open(security=security, sign_in=True) as post:  # type: ignore[arg-type]
        server = post.settings(security=security, user=USER, trusted=False)  # type: ignore[arg-type]
        assert loop.look(with_mail(office, server), now=MORNING).sent == 0
    assert post.received == []
    assert post.signed_in == []
    assert mails(office)[0].state == "waiting"
    assert "LINDUNG_SMTP_CA_FILE" in mails(office)[0].last_error


def test_a_server_without_encryption_gets_nothing_when_it_was_asked_for(office: Office, post: PostOffice) -> None:
    """STARTTLS that is not offered is never quietly left out."""
    ending_contract(office)
    subscribe(office, office.reviewer)
    server = replace(post.settings(), security="starttls")
    assert loop.look(with_mail(office, server), now=MORNING).sent == 0
    assert post.received == []
    assert "STARTTLS" in mails(office)[0].last_error


def test_a_wrong_password_is_told_without_the_password(
    office: Office, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The letter waits; neither the log nor the row nor the page shows the secret."""
    ending_contract(office)
    subscribe(office, office.reviewer)
    with PostOffice(tmp_path).open(security="starttls", sign_in=True) as post, caplog.at_level("DEBUG"):
        server = post.settings(security="starttls", user=USER, password="bukan-ini-sandinya")
        loop.look(with_mail(office, server), now=MORNING)
    row = mails(office)[0]
    assert (row.state, row.attempts) == ("waiting", 1)
    assert row.last_error == "Nama pengguna atau kata sandi server surel ditolak (535)."
    assert "bukan-ini-sandinya" not in caplog.text


def test_a_server_that_is_down_is_tried_again_later(office: Office, tmp_path: Path) -> None:
    """Nothing is lost: when it is back the same letter goes out, once."""
    ending_contract(office)
    subscribe(office, office.reviewer)
    with PostOffice(tmp_path).open() as gone:
        server = gone.settings()
    context = with_mail(office, server)
    assert loop.look(context, now=MORNING).sent == 0
    row = mails(office)[0]
    assert (row.state, row.attempts) == ("waiting", 1)
    assert row.last_error.startswith("Server surel tidak dapat dicapai")
    assert outbox.send_due(context) == 0
    assert mails(office)[0].attempts == 1
    due_again(office)
    with PostOffice(tmp_path).open() as back:
        assert outbox.send_due(with_mail(office, back.settings())) == 1
        assert outbox.send_due(with_mail(office, back.settings())) == 0
    assert len(back.received) == 1
    assert mails(office)[0].last_error == ""


def test_a_refusal_for_now_is_tried_again(office: Office, post: PostOffice) -> None:
    """After a 4xx answer the letter waits, with the answer written down; then it is taken."""
    ending_contract(office)
    subscribe(office, office.reviewer)
    post.refusals.append("451 4.7.1 Greylisted, come back later")
    context = with_mail(office, post.settings())
    assert loop.look(context, now=MORNING).sent == 0
    assert mails(office)[0].last_error == "Surel ditolak (451): 4.7.1 Greylisted, come back later."
    due_again(office)
    assert outbox.send_due(context) == 1
    assert (mails(office)[0].state, mails(office)[0].attempts) == ("sent", 2)


def test_a_recipient_that_does_not_exist_is_given_up_and_the_others_go_out(office: Office, post: PostOffice) -> None:
    """One refused address neither stops the next letter nor is tried for ever."""
    ending_contract(office)
    subscribe(office, office.reviewer, email="hilang@dinas.example.go.id")
    subscribe(office, office.approver, email="budi@dinas.example.go.id")
    post.unknown.add("hilang@dinas.example.go.id")
    assert loop.look(with_mail(office, post.settings()), now=MORNING).sent == 1
    states = {mail.address: mail.state for mail in mails(office)}
    assert states == {"hilang@dinas.example.go.id": "given_up", "budi@dinas.example.go.id": "sent"}
    with office.context.sessions() as session:
        health = outbox.health(session)
    assert (health.waiting, health.given_up) == (0, 1)
    assert "550" in health.error


def test_a_letter_is_given_up_after_the_last_try(office: Office, post: PostOffice) -> None:
    """A server that never takes it is not asked for ever."""
    ending_contract(office)
    subscribe(office, office.reviewer)
    context = with_mail(office, post.settings())
    post.refusals += ["451 later"] * 20
    loop.look(context, now=MORNING)
    for _ in outbox.RETRIES:
        due_again(office)
        outbox.send_due(context)
    assert (mails(office)[0].state, mails(office)[0].attempts) == ("given_up", len(outbox.RETRIES) + 1)
    assert outbox.take_due(context) == []


def test_two_senders_never_hold_the_same_letter(office: Office, post: PostOffice) -> None:
    """What one has taken, the other does not find."""
    ending_contract(office)
    subscribe(office, office.reviewer)
    post.refusals.append("451 later")
    context = with_mail(office, post.settings())
    loop.look(context, now=MORNING)
    due_again(office)
    assert len(outbox.take_due(context)) == 1
    assert outbox.take_due(context) == []


@pytest.mark.parametrize(
    "email", ["sari@dinas.go.id\nBcc: lain@x.id", "sari@dinas.go.id, lain@x.id", "Sari <sari@dinas.go.id>", "sari", "@"]
)
def test_an_address_cannot_carry_a_header(office: Office, email: str) -> None:
    """Line breaks, lists and names are refused at the field."""
    with pytest.raises(Invalid) as refused:
        subscribe(office, office.reviewer, email=email)
    assert refused.value.field == "email"


def test_a_line_break_in_a_header_is_never_written(post: PostOffice) -> None:
    """Even a row that was changed by hand cannot add a header: the letter is given up, the server sees nothing."""
    letter = outbox.Letter(id=uuid.uuid4(), address="sari@dinas.go.id", subject="a\r\nBcc: lain@x.id", body="x")
    outcome = outbox.deliver(post.settings(), [letter])[0]
    assert outcome.for_good
    assert post.received == []


def test_a_name_with_a_line_break_stays_on_its_line(office: Office) -> None:
    """An agency's name out of a contract cannot pose as another entry, or as a link of ours."""
    office.contract("1/A\n- 2/B", SATPAM, agency="Dinas\n  https://jahat.example", ends=date(2024, 9, 20))
    with transaction(office.context.sessions) as session:
        sweep.sweep(session, org="utama", law=load_law(), today=date(2024, 9, 2))
        text = digest.body(desk.open_alerts(session, org="utama"), base_url="", today=date(2024, 9, 2))
    assert not [line for line in text.splitlines() if line.startswith(("- 2/B", "  https://jahat"))]


def test_a_long_list_is_cut_and_counted(office: Office) -> None:
    """Sixty alerts make a letter of fifty that says how many are left."""
    for index in range(30):
        office.contract(f"{index}/A", SATPAM, ends=date(2024, 9, 20))
    with transaction(office.context.sessions) as session:
        sweep.sweep(session, org="utama", law=load_law(), today=date(2024, 9, 2))
        text = digest.body(desk.open_alerts(session, org="utama"), base_url="", today=date(2024, 9, 2))
    assert text.count("\n- ") == digest.MOST
    assert "Dan 10 peringatan lain" in text

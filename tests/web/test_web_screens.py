"""Every screen: it answers, it is safe to show, and it obeys the content security policy."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from fake_reader import pdf
from installation import PASSWORD, add_user
from web_site import Site
from written_contract import ACCOUNT, COMPANY_NPWP, NIK, PHONE

from api.database import transaction


class Inspector(HTMLParser):
    """Collects what the policy forbids: inline scripts and styles, handlers, addresses of other hosts."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.ids: list[str] = []
        self.fields: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "style" or (tag == "script" and not named.get("src")):
            self.wrong.append(f"inline <{tag}>")
        for name, value in attrs:
            if name == "style" or name.startswith(("on", "hx-on")):
                self.wrong.append(f"{tag} {name}={value}")
            if name in ("href", "src", "action", "hx-get", "hx-post") and value and urlsplit(value).netloc:
                self.wrong.append(f"{tag} {name}={value}")
            if name in ("href", "action") and value and value.lower().startswith("javascript:"):
                self.wrong.append(f"{tag} {name}={value}")
            if name == "id" and value:
                self.ids.append(value)
        if tag in ("input", "textarea", "select"):
            self.fields.append((tag, named))


def inspect(text: str) -> Inspector:
    made = Inspector()
    made.feed(text)
    return made


@pytest.fixture(scope="module")
def screens(running: Site) -> dict[str, str]:
    """Each screen's text, by name."""
    shown = {"login": running.client.get("/masuk").text}
    running.sign_in()
    address = running.read()
    running.decide(address, "wage-minimum", action="confirm")
    running.decide(address, "thr-allowance", action="dismiss", reason="Diatur di lampiran")
    shown["password"] = running.client.get("/kata-sandi").text
    shown["home"] = running.client.get("/").text
    shown["help"] = running.client.get("/bantuan").text
    shown["report"] = running.report(address)
    shown["report of page 3"] = running.report(address, "?halaman=3&sorot=t4")
    shown["missing"] = running.client.get("/tidak-ada").text
    return shown


def test_no_screen_holds_inline_code_styles_or_addresses_of_other_hosts(screens: dict[str, str]) -> None:
    """The strict policy would block them, and the office may have no internet."""
    assert {name: inspect(text).wrong for name, text in screens.items()} == {name: [] for name in screens}


def test_ids_are_unique_on_every_screen(screens: dict[str, str]) -> None:
    """Labels, links and swaps find what they name."""
    for name, text in screens.items():
        ids = inspect(text).ids
        assert sorted(ids) == sorted(set(ids)), name


def test_every_field_has_a_name_for_screen_readers(screens: dict[str, str]) -> None:
    """Each visible field lies in a label, has one pointing to it, or carries its own."""
    for name, text in screens.items():
        for tag, field in inspect(text).fields:
            if field.get("type") == "hidden" or "hidden" in field:
                continue
            labelled = field.get("aria-label") or f'for="{field.get("id")}"' in text
            inside = re.search(rf"<label[^>]*>(?:(?!</label>).)*<{tag}[^>]*name=\"{field.get('name')}\"", text, re.S)
            in_label = re.search(rf"<label[^>]*>(?:(?!</label>).)*<{tag}[^>]*id=\"{field.get('id')}\"", text, re.S)
            assert labelled or inside or in_label, (name, field)


def test_all_screens_are_in_indonesian_and_carry_the_policy(site: Site) -> None:
    """The document language is declared and the headers forbid everything foreign."""
    answer = site.client.get("/masuk")
    assert '<html lang="id">' in answer.text
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy


def test_a_hostile_party_name_is_shown_as_text(site: Site) -> None:
    """A name that is a script stays letters, in the list and in the report."""
    site.sign_in()
    address = site.read("jahat.pdf")
    for text in (site.client.get("/").text, site.report(address)):
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert" in text


def test_a_hostile_file_name_is_shown_as_text(site: Site) -> None:
    """A file name cannot become markup."""
    site.sign_in()
    address = site.read('a"><img src=x onerror=alert(1)>.pdf')
    for text in (site.client.get("/").text, site.report(address)):
        assert "<img src=x" not in text
        assert "&lt;img src=x" in text


def test_personal_numbers_are_covered_on_every_screen(screens: dict[str, str]) -> None:
    """Neither quotes nor facts nor page texts show NIK, telephone or account numbers whole; a firm's NPWP is shown."""
    everything = "\n".join(screens.values())
    for number in (NIK, PHONE, ACCOUNT):
        assert number not in everything
    assert "647105••••••••04" in screens["report"]
    assert COMPANY_NPWP in screens["report"]


def test_a_number_in_a_file_name_is_covered(site: Site) -> None:
    """Offices name files after the NIK of the worker."""
    site.sign_in()
    site.read(f"PKWT {NIK}.pdf")
    assert NIK not in site.client.get("/").text


def test_whoever_is_not_signed_in_is_sent_to_sign_in_and_back(site: Site) -> None:
    """A deep link survives the sign-in; an address of another site does not."""
    answer = site.client.get("/dokumen/0b0e7a52-7c8b-4c8e-9c9e-0d6c1a2b3c4d?halaman=2")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/masuk?next=/dokumen/")
    site.sign_in()
    for outside in ("https://contoh.invalid/", "//contoh.invalid", "/\\contoh.invalid"):
        assert site.client.get("/masuk", params={"next": outside}).headers["location"] == "/"


def test_a_piece_of_a_page_asked_for_without_a_session_leads_back_to_that_page(site: Site) -> None:
    """After signing in again the reviewer is on the report where the decision was refused."""
    answer = site.client.post(
        "/dokumen/0b0e7a52-7c8b-4c8e-9c9e-0d6c1a2b3c4d/temuan/1",
        data={"action": "confirm"},
        headers={"hx-request": "true", "hx-current-url": "http://testserver/dokumen/0b0e7a52?halaman=2"},
    )
    assert answer.status_code == 401
    assert answer.headers["hx-redirect"] == "/masuk?next=/dokumen/0b0e7a52%3Fhalaman%3D2"


def test_a_wrong_password_keeps_the_name_and_says_what_to_do(site: Site) -> None:
    """The refused form still holds what was typed, except the password."""
    answer = site.client.post("/masuk", data={"name": "ratri", "password": "salah sekali"})
    assert answer.status_code == 401
    assert 'value="ratri"' in answer.text
    assert "salah sekali" not in answer.text
    assert "Nama pengguna atau kata sandi salah." in answer.text


def test_the_first_password_must_be_changed_before_anything_else(site: Site) -> None:
    """The printed password opens only the page that changes it."""
    user = add_user(site.context, "admin.baru", role="admin", org=site.office)
    with transaction(site.context.sessions) as session:
        session.merge(user).must_change_password = True
    answer = site.client.post("/masuk", data={"name": "admin.baru", "password": PASSWORD})
    assert answer.headers["location"] == "/kata-sandi"
    assert site.client.get("/").headers["location"] == "/kata-sandi"
    token = re.search(r'name="csrf_token" value="([^"]+)"', site.client.get("/kata-sandi").text)
    assert token is not None
    fields = {"csrf_token": token[1], "old": PASSWORD, "new": "payungmerahjambu", "again": "payungmerahjambo"}
    refused = site.client.post("/kata-sandi", data=fields)
    assert refused.status_code == 422
    assert "tidak sama" in refused.text
    done = site.client.post("/kata-sandi", data={**fields, "again": "payungmerahjambu"})
    assert "sudah diganti" in done.text
    assert site.client.get("/").status_code == 200


def test_signing_out_needs_the_form_of_the_session(site: Site) -> None:
    """Another site cannot sign people out, nor do anything else in their name."""
    site.sign_in()
    assert site.client.post("/keluar", data={"csrf_token": "karangan"}).status_code == 403
    assert site.client.get("/").status_code == 200
    assert site.client.post("/keluar", data={"csrf_token": site.csrf}).headers["location"] == "/masuk"
    assert site.client.get("/").status_code == 303


def test_errors_of_pages_say_what_to_do(site: Site) -> None:
    """An address that does not exist answers with a page that names a remedy."""
    site.sign_in()
    answer = site.client.get("/dokumen/0b0e7a52-7c8b-4c8e-9c9e-0d6c1a2b3c4d")
    assert answer.status_code == 404
    assert "Yang dapat dilakukan" in answer.text
    wrong = site.client.get("/dokumen/bukan-nomor")
    assert wrong.status_code in (404, 422)
    assert "Yang dapat dilakukan" in wrong.text


def test_another_office_does_not_see_the_document(site: Site) -> None:
    """Its report, pages and files are not there for others, as if they did not exist."""
    site.sign_in()
    address = site.read()
    site.sign_out()
    site.sign_in(office="lain")
    for path in ("", "/proses", "/halaman/1.webp", "/halaman/1.kecil.webp", "/asli", "/laporan.json"):
        assert site.client.get(address + path).status_code == 404, path


def test_a_reader_of_reports_cannot_upload_or_decide(site: Site) -> None:
    """An auditor sees the report without the buttons, and a forged form is refused."""
    site.sign_in()
    address = site.read()
    target, seen = site.finding_address(address, "wage-minimum")
    site.sign_out()
    site.sign_in(role="auditor")
    assert 'value="confirm"' not in site.report(address)
    assert 'id="unggah"' not in site.client.get("/").text
    forged = site.client.post(target, data={"csrf_token": site.csrf, "seen": seen, "action": "confirm"})
    assert forged.status_code == 403
    assert site.upload(("a.pdf", pdf("auditor"))).status_code == 403


def test_style_sheets_and_scripts_may_be_kept_but_pages_may_not(site: Site) -> None:
    """Marked addresses for good, unmarked ones with a question each time; nothing with personal data at all."""
    page = site.client.get("/masuk")
    assert page.headers["cache-control"] == "no-store"
    marked = re.search(r'href="(/static/base\.css\?v=[0-9a-f]{12})"', page.text)
    assert marked is not None
    assert "immutable" in site.client.get(marked[1]).headers["cache-control"]
    plain = site.client.get("/static/viewer.js")
    assert plain.headers["cache-control"] == "no-cache"
    again = site.client.get("/static/viewer.js", headers={"if-none-match": plain.headers["etag"]})
    assert again.status_code == 304

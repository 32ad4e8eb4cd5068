"""The bell, the page behind it, and the form of the daily mail."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from approved import Job, Office
from fastapi.testclient import TestClient
from installation import add_user, opened, settings_in
from web_site import Site

from api.app import create_app
from api.clock import today_here

SATPAM = Job("Satpam", 4, 2_500_000)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The web without a worker, started once: starting takes longer than any of the tests."""
    settings = settings_in(tmp_path_factory.mktemp("data"))
    app = create_app(settings, make_reader=None)
    with opened(settings) as context, TestClient(app, follow_redirects=False) as client:
        yield Site(client=client, context=context, office="utama")


@pytest.fixture
def site(running: Site, request: pytest.FixtureRequest) -> Site:
    """An office of its own with two contracts that end soon."""
    org = request.node.name[:60]
    running.client.cookies.clear()
    office = Office(
        context=running.context,
        reviewer=add_user(running.context, f"periksa{uuid.uuid4().hex[:9]}", role="reviewer", org=org),
        approver=add_user(running.context, f"setuju{uuid.uuid4().hex[:9]}", role="approver", org=org),
        org=org,
    )
    for index in range(2):
        office.contract(f"{index}/PKS", SATPAM, signed=today_here(), ends=today_here() + timedelta(days=20 + index))
    return replace(running, office=org)


def bell(site: Site) -> str:
    return site.client.get("/bantuan").text.split('class="bell"')[1].split("</a>")[0]


def test_the_bell_counts_what_was_not_seen(site: Site) -> None:
    """Two contracts end soon; one that is marked as seen leaves one, and the list shows it no more."""
    site.sign_in()
    assert ">2<span" in bell(site)
    page = site.client.get("/peringatan").text
    assert "0/PKS" in page
    assert "20 hari lagi" in page
    mark = re.search(r'action="/peringatan/(\d+)/lihat"', page)
    assert mark is not None
    answer = site.client.post(f"/peringatan/{mark[1]}/lihat", data={"csrf_token": site.csrf, "back": "jenis=ending"})
    assert answer.headers["location"] == "/peringatan?jenis=ending"
    assert ">1<span" in bell(site)
    assert page.count('/lihat"') == 2
    assert site.client.get("/peringatan").text.count('/lihat"') == 1
    assert "sudah dilihat</span>" in site.client.get("/peringatan?tampil=semua").text


def test_all_can_be_marked_and_kinds_chosen(site: Site) -> None:
    """One button marks what is on the screen; a kind without alerts says so."""
    site.sign_in()
    assert "Tidak ada peringatan yang belum dilihat" in site.client.get("/peringatan?jenis=wage").text
    up_to = re.search(r'name="up_to" value="(\d+)"', site.client.get("/peringatan").text)
    assert up_to is not None
    site.client.post("/peringatan/lihat-semua", data={"csrf_token": site.csrf, "up_to": up_to[1]})
    assert "semua sudah dilihat" in bell(site)


def test_the_way_back_cannot_be_bent(site: Site) -> None:
    """Of the form's own words nothing but a filter gets into the address."""
    site.sign_in()
    mark = re.search(r'action="/peringatan/(\d+)/lihat"', site.client.get("/peringatan").text)
    assert mark is not None
    answer = site.client.post(
        f"/peringatan/{mark[1]}/lihat", data={"csrf_token": site.csrf, "back": "x\r\nSet-Cookie: a&tampil=semua"}
    )
    assert answer.headers["location"] == "/peringatan?tampil=semua"


def test_without_a_mail_server_the_page_says_so(site: Site) -> None:
    """The reader knows that no mail will come, and an administrator reads it at the machine."""
    site.sign_in(role="admin")
    assert "belum menyetel server surel" in site.client.get("/peringatan").text
    assert "Server surel belum disetel" in site.client.get("/mesin").text


def test_the_wish_is_kept_and_a_bad_address_is_said_at_its_field(site: Site) -> None:
    """A refused form keeps what was typed and changes nothing; a good one is shown again."""
    site.sign_in()
    form = {"csrf_token": site.csrf, "active": "1", "kinds": ["ending", "answer"]}
    refused = site.client.post("/peringatan/surel", data={**form, "email": "bukan alamat"})
    assert refused.status_code == 422
    assert 'value="bukan alamat" aria-invalid="true"' in refused.text
    assert 'value="bukan alamat"' not in site.client.get("/peringatan/surel").text
    assert site.client.post("/peringatan/surel", data={**form, "email": "sari@dinas.go.id"}).status_code == 303
    page = site.client.get("/peringatan/surel").text
    assert 'value="sari@dinas.go.id"' in page
    assert re.findall(r'name="kinds" value="(\w+)" checked', page) == ["ending", "answer"]


def test_uploaders_and_strangers_have_no_bell(site: Site) -> None:
    """No link and no page for those who neither review nor see the register; without a token nothing is marked."""
    site.sign_in(role="uploader")
    assert "/peringatan" not in site.client.get("/bantuan").text
    assert site.client.get("/peringatan").status_code == 403
    assert site.client.get("/peringatan/surel").status_code == 403
    site.sign_out()
    site.sign_in()
    assert site.client.post("/peringatan/lihat-semua", data={"up_to": "9"}).status_code == 403

"""Turning a page on the screen: asked for, read by the worker, compared, kept, put back."""

from __future__ import annotations

import re
import time

import pytest
from web_site import Site


@pytest.fixture
def address(site: Site) -> str:
    site.sign_in()
    return site.read("miring.pdf")


def ask(site: Site, address: str, **fields: str) -> str:
    answer = site.client.post(f"{address}/halaman/2/putar", data={"csrf_token": site.csrf, **fields})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def compared(site: Site, target: str) -> str:
    """The screen once the page has been read."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        text = site.client.get(target).text
        if "hx-trigger" not in text:
            return text
        time.sleep(0.05)
    raise AssertionError("the turned page was never read")


def choose(site: Site, text: str, choice: str) -> str:
    found = re.search(rf'action="([^"]+/{choice})"', text)
    assert found is not None, text
    answer = site.client.post(found[1], data={"csrf_token": site.csrf})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def test_the_report_leads_to_turning_its_page(site: Site, address: str) -> None:
    """A reviewer finds the way beside the page; what is shown there comes from the picture as it stands."""
    text = site.report(address, "?halaman=2")
    assert f'href="{address}/halaman/2/putar"' in text
    assert "/halaman/2.webp?putar=180" in text
    assert "/halaman/2.kecil.webp?putar=180" in text


def test_both_readings_are_shown_and_the_new_one_can_be_kept_and_put_back(site: Site, address: str) -> None:
    """Asked for, waited for, compared with confidence and grade, kept, and taken back again."""
    text = compared(site, ask(site, address, by="90"))
    assert text.count("Keyakinan") == 2
    assert "Setelah diputar" in text
    assert choose(site, text, "pakai") == f"{address}/proses"
    end = time.monotonic() + 30
    while "Kembalikan bacaan sebelumnya" not in site.client.get(f"{address}/halaman/2/putar").text:
        assert time.monotonic() < end
        time.sleep(0.05)
    kept = site.client.get(f"{address}/halaman/2/putar").text
    assert choose(site, kept, "pulihkan") == f"{address}/proses"


def test_leaving_the_page_as_it_is_leads_back_to_it(site: Site, address: str) -> None:
    """Nothing is put together anew."""
    text = compared(site, ask(site, address, by="180"))
    assert choose(site, text, "biarkan") == f"{address}?halaman=2#lembar"


def test_a_wrong_angle_is_told_on_the_page(site: Site, address: str) -> None:
    """No angle chosen: the form comes back with what to do."""
    answer = site.client.post(f"{address}/halaman/2/putar", data={"csrf_token": site.csrf, "by": "30"})
    assert answer.status_code == 422
    assert "90, 180, atau 270" in answer.text


def test_those_who_only_read_cannot_turn_a_page(site: Site, address: str) -> None:
    """The screen and the form are for reviewers; a page that is not there is not found."""
    assert site.client.get(f"{address}/halaman/99/putar").status_code == 404
    site.sign_out()
    site.sign_in(role="auditor")
    assert site.client.get(f"{address}/halaman/2/putar").status_code == 403
    assert f"{address}/halaman/2/putar" not in site.report(address)

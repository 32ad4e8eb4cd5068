"""The administrator's page of what corrections suggest."""

from __future__ import annotations

import re

import pytest
from web_site import Site


@pytest.fixture
def address(site: Site) -> str:
    """A document whose first title an administrator, who may review too, has corrected."""
    site.sign_in(role="admin")
    made = site.read("usulan.pdf", mark=site.office)
    answer = site.client.post(
        f"{made}/koreksi",
        data={"csrf_token": site.csrf, "path": "positions.0.title", "value": "Pawang gajah", "page": ""},
    )
    assert answer.status_code == 303, answer.text
    return made


def test_a_proposal_is_shown_with_its_source_and_accepted(site: Site, address: str) -> None:
    """Where it comes from is linked; a missing reason or field is told at the proposal; accepted, it says by whom."""
    text = site.client.get("/usulan").text
    assert f'href="{address}"' in text
    for kind in ("Ejaan jabatan", "Bidang pekerjaan"):
        assert kind in text
    part = next(p for p in text.split("<article") if "Ejaan jabatan" in p)
    target = re.search(r'action="(/usulan/[0-9a-f]{64})"', part)
    assert target is not None
    refused = site.client.post(target[1], data={"csrf_token": site.csrf, "action": "refused", "reason": ""})
    assert refused.status_code == 422
    assert "tidak dapat ditolak tanpa alasan" in refused.text
    made = site.client.post(target[1], data={"csrf_token": site.csrf, "action": "accepted", "value": "Pawang gajah"})
    assert made.status_code == 303
    assert "<strong>Diterima</strong> sebagai Pawang gajah" in site.client.get("/usulan").text


def test_the_page_is_for_administrators(site: Site) -> None:
    """A reviewer is not let in, and sees no way there."""
    site.sign_in(role="reviewer")
    assert site.client.get("/usulan").status_code == 403
    assert 'href="/usulan"' not in site.client.get("/").text


def test_an_office_without_corrections_has_no_proposals(site: Site) -> None:
    """The page says that there is nothing yet."""
    site.sign_in(role="admin")
    assert "Belum ada usulan" in site.client.get("/usulan").text

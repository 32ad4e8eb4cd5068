"""The engine's page and the figures for monitoring."""

from __future__ import annotations

from fake_reader import pdf
from web_site import Site


def test_administrators_see_how_the_engine_does(waiting_site: Site) -> None:
    """Queue, last hour, disk; and a document that waits is counted."""
    waiting_site.sign_in(role="admin")
    waiting_site.upload(("antre.pdf", pdf("antre")))
    page = waiting_site.client.get("/mesin").text
    assert "<dt>menunggu giliran</dt><dd>1</dd>" in page
    assert "Dokumen yang paling lama menunggu" in page
    assert 'href="/mesin" aria-current="page"' in page
    answer = waiting_site.client.get("/api/v1/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert 'lindung_documents{status="queued"} 1.0' in answer.text


def test_others_see_neither(waiting_site: Site) -> None:
    """A reviewer is refused the page and the figures; without signing in nothing is told at all."""
    assert waiting_site.client.get("/api/v1/metrics").status_code == 401
    waiting_site.sign_in(role="reviewer")
    assert waiting_site.client.get("/mesin").status_code == 403
    assert waiting_site.client.get("/api/v1/metrics").status_code == 403
    assert "/mesin" not in waiting_site.client.get("/").text

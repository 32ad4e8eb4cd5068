"""The page of API clients."""

from __future__ import annotations

import re

from web_site import Site


def test_an_administrator_makes_renews_and_revokes_a_client(waiting_site: Site) -> None:
    """The secret stands on one answer only; it works at once; after renewing or revoking it does not."""
    waiting_site.sign_in(role="admin")
    assert 'href="/klien"' in waiting_site.client.get("/mesin").text

    def post(path: str, **form: object) -> str:
        answer = waiting_site.client.post(path, data={"csrf_token": waiting_site.csrf, **form})
        assert answer.status_code in (200, 303), answer.text
        return str(answer.text)

    def granted(page: str) -> int:
        identifier, secret = (
            re.search(rf"<dt>{n}</dt><dd><code>([^<]+)", page)[1] for n in ("client_id", "client_secret")
        )  # type: ignore[index]
        form = {"grant_type": "client_credentials", "client_id": identifier, "client_secret": secret}
        return int(waiting_site.client.post("/api/v1/oauth/token", data=form).status_code)

    first = post("/klien", name="<b>e-arsip</b>", scopes=["documents:read", "exports:read"], role="api", days="30")
    assert "&lt;b&gt;e-arsip" in first
    assert granted(first) == 200
    listed = waiting_site.client.get("/klien").text
    assert "client_secret" not in listed
    assert "documents:read exports:read" in listed
    identifier = re.search(r"/klien/([0-9a-f-]{36})/cabut", listed)[1]  # type: ignore[index]
    second = post(f"/klien/{identifier}/rahasia")
    assert (granted(first), granted(second)) == (401, 200)
    post(f"/klien/{identifier}/cabut")
    assert granted(second) == 401
    assert "dicabut" in waiting_site.client.get("/klien").text


def test_a_wrong_client_form_says_so_and_keeps_what_was_typed(waiting_site: Site) -> None:
    """Without a scope, a name or a sensible number of days nothing is made."""
    waiting_site.sign_in(role="admin")
    for form, told in (
        ({"name": "SRIKANDI"}, "Klien belum punya cakupan."),
        ({"name": " ", "scopes": "documents:read"}, "Klien belum bernama."),
        ({"name": "SRIKANDI", "scopes": "documents:read", "days": "lama"}, "Masa berlaku bukan angka."),
        ({"name": "SRIKANDI", "scopes": "documents:read", "days": "0"}, "Masa berlaku 0 hari"),
        ({"name": "SRIKANDI", "scopes": "semua"}, "Cakupan tidak dikenal"),
    ):
        answer = waiting_site.client.post("/klien", data={"csrf_token": waiting_site.csrf, **form})
        assert answer.status_code == 422
        assert told in answer.text
        assert "client_secret" not in answer.text


def test_the_page_of_clients_is_for_administrators(waiting_site: Site) -> None:
    """Others are refused, and without the form's own token nothing is made."""
    waiting_site.sign_in(role="reviewer")
    assert waiting_site.client.get("/klien").status_code == 403
    waiting_site.sign_in(role="admin")
    form = {"name": "x", "scopes": "documents:read"}
    assert waiting_site.client.post("/klien", data=form).status_code == 403

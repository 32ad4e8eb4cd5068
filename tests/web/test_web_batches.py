"""Folders handed in as a whole, as people see them."""

from __future__ import annotations

import os
import re
from pathlib import Path

from fake_reader import pdf
from sqlalchemy import select
from web_site import Site

from api.database import transaction
from api.folders.feeder import Feeder
from api.services import batches
from models import Batch


def begin(site: Site, folder: Path, names: tuple[str, ...], *, org: str | None = None) -> str:
    """A batch of files that lie in ``folder`` for long, its files listed and handed in. Its address."""
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_bytes(pdf(name) if name.endswith(".pdf") else b"PK\x03\x04")
        os.utime(folder / name, (1_600_000_000, 1_600_000_000))
    with transaction(site.context.sessions) as session:
        batch_id = batches.begin(session, org=org or site.office, folder=folder).id
    Feeder(site.context).step()
    return f"/kiriman/{batch_id}"


def test_the_batch_page_shows_figures_reasons_and_files(waiting_site: Site, tmp_path: Path) -> None:
    """Counts, the reason of a refused file with its remedy, the files, and a part that is fetched anew while it runs."""
    waiting_site.sign_in()
    address = begin(waiting_site, tmp_path / "masuk", ("a.pdf", "b.pdf", "catatan.docx"))
    page = waiting_site.client.get(address).text
    assert "1 dari 3 berkas" in page
    assert "<strong>1 berkas.</strong>" in page
    assert "catatan.docx" in page
    assert f'hx-get="{address}"' in page
    assert '<noscript><meta http-equiv="refresh"' in page
    part = waiting_site.client.get(address, headers={"hx-request": "true"}).text
    assert 'id="keadaan"' in part
    assert "<html" not in part
    failing = waiting_site.client.get(f"{address}?perlu-dilihat=1").text
    assert "catatan.docx" in failing
    assert "a.pdf" not in failing


def test_a_batch_is_paused_resumed_and_cancelled(waiting_site: Site, tmp_path: Path) -> None:
    """The three buttons do what they say, and a closed batch says that it is closed."""
    waiting_site.sign_in()
    address = begin(waiting_site, tmp_path / "masuk", ("a.pdf",))
    token = {"csrf_token": waiting_site.csrf}
    for act, word in (("jeda", "Dijeda."), ("lanjut", "Berjalan."), ("batal", "Dibatalkan.")):
        answer = waiting_site.client.post(f"{address}/{act}", data=token)
        assert answer.status_code == 303
        assert f"<strong>{word}</strong>" in waiting_site.client.get(address).text
    answer = waiting_site.client.post(f"{address}/jeda", data=token)
    assert answer.status_code == 409
    assert waiting_site.client.post(f"{address}/jeda").status_code == 403


def test_all_files_of_one_reason_are_tried_again(waiting_site: Site, tmp_path: Path) -> None:
    """The button beside a reason puts its files back into the queue."""
    waiting_site.sign_in()
    address = begin(waiting_site, tmp_path / "masuk", ("catatan.docx",))
    page = waiting_site.client.get(address).text
    code = re.search(r'name="code" value="([^"]+)"', page)
    assert code is not None
    answer = waiting_site.client.post(f"{address}/ulangi", data={"csrf_token": waiting_site.csrf, "code": code[1]})
    assert answer.status_code == 303
    assert "0 dari 1 berkas" in waiting_site.client.get(address).text


def test_the_result_list_can_be_taken_away(waiting_site: Site, tmp_path: Path) -> None:
    """CSV with the mark of UTF-8, XLSX as a zip, both as attachments."""
    waiting_site.sign_in()
    address = begin(waiting_site, tmp_path / "masuk", ("a.pdf", "catatan.docx"))
    table = waiting_site.client.get(f"{address}/hasil.csv")
    assert table.content.startswith(b"\xef\xbb\xbfberkas;hasil;")
    assert "catatan.docx;ditolak" in table.text
    assert "attachment" in table.headers["content-disposition"]
    assert waiting_site.client.get(f"{address}/hasil.xlsx").content.startswith(b"PK")


def test_a_batch_of_another_office_does_not_exist(waiting_site: Site, tmp_path: Path) -> None:
    """Its page, its list and its buttons answer 404, and the overview does not show it."""
    waiting_site.sign_in()
    address = begin(waiting_site, tmp_path / "masuk", ("a.pdf",), org="kantor-lain")
    for place in (address, f"{address}/hasil.csv", f"{address}/hasil.xlsx"):
        assert waiting_site.client.get(place).status_code == 404
    assert waiting_site.client.post(f"{address}/batal", data={"csrf_token": waiting_site.csrf}).status_code == 404
    assert address not in waiting_site.client.get("/kiriman").text
    with waiting_site.context.sessions() as session:
        assert session.scalars(select(Batch.state).where(Batch.org == "kantor-lain")).one() == "running"


def test_those_who_only_read_see_no_batches(waiting_site: Site) -> None:
    """An auditor is told so, and the menu does not offer it."""
    waiting_site.sign_in(role="auditor")
    assert waiting_site.client.get("/kiriman").status_code == 403
    assert "/kiriman" not in waiting_site.client.get("/").text

"""Handing in, following the reading, the list, and the files of a document."""

from __future__ import annotations

from io import BytesIO

from fake_reader import pdf
from PIL import Image
from pydantic import TypeAdapter
from sqlalchemy import select
from web_site import Site
from written_contract import page_words

from api.database import transaction
from extractor.words.types import PageWords
from models import Document, Event, Page


def test_a_refused_file_is_named_with_reason_and_remedy_and_the_good_one_is_kept(waiting_site: Site) -> None:
    """Two files, one of them no contract format: the good one is taken, the bad one explained at the form."""
    waiting_site.sign_in()
    answer = waiting_site.upload(("baik.pdf", pdf("baik")), ("catatan.txt", b"bukan pdf"), htmx=True)
    assert answer.status_code == 415
    assert "catatan.txt" in answer.text
    assert 'role="alert"' in answer.text
    assert "baik.pdf" in answer.text
    assert answer.headers["hx-trigger"] == "berkas-diterima"
    assert "<html" not in answer.text
    listed = waiting_site.client.get("/").text
    assert "baik.pdf" in listed
    assert "catatan.txt" not in listed


def test_without_javascript_a_refusal_comes_with_the_whole_first_screen(waiting_site: Site) -> None:
    """The form is there again, with the message in it."""
    waiting_site.sign_in()
    answer = waiting_site.upload(("kosong.pdf", b""))
    assert answer.status_code == 422
    assert 'id="unggah"' in answer.text
    assert "kosong.pdf" in answer.text


def test_sending_the_form_without_a_file_says_so(waiting_site: Site) -> None:
    """Nothing chosen is a message at the field, not an error page."""
    waiting_site.sign_in()
    answer = waiting_site.client.post("/unggah", data={"csrf_token": waiting_site.csrf})
    assert answer.status_code == 422
    assert "Belum ada berkas yang dipilih." in answer.text


def test_a_file_over_the_limit_is_explained_in_the_form(waiting_site: Site) -> None:
    """The limit of this installation is named."""
    waiting_site.sign_in()
    answer = waiting_site.upload(("besar.pdf", pdf() + b"0" * (1024 * 1024 + 10)), htmx=True)
    assert answer.status_code == 413
    assert "1 MB" in answer.text


def test_a_waiting_document_shows_its_progress_and_asks_again_by_itself(waiting_site: Site) -> None:
    """With JavaScript a piece of the page is fetched again, without it the page reloads."""
    waiting_site.sign_in()
    address = waiting_site.upload(("antre.pdf", pdf("antre"))).headers["location"]
    moved = waiting_site.client.get(address)
    assert moved.headers["location"] == f"{address}/proses"
    page = waiting_site.client.get(f"{address}/proses").text
    assert "Menunggu giliran dibaca" in page
    assert '<noscript><meta http-equiv="refresh"' in page
    assert f'hx-get="{address}/kemajuan"' in page
    part = waiting_site.client.get(f"{address}/kemajuan", headers={"hx-request": "true"}).text
    assert 'id="kemajuan"' in part
    assert "<html" not in part


def test_pages_are_shown_as_they_are_read_with_the_first_text(waiting_site: Site) -> None:
    """Half-way the first page's text stands there, its numbers covered, and a failed page says why."""

    waiting_site.sign_in()
    address = waiting_site.upload(("setengah.pdf", pdf("setengah"))).headers["location"]
    words = TypeAdapter(PageWords).dump_json(page_words(1)).decode()
    with transaction(waiting_site.context.sessions) as session:
        document = session.query(Document).where(Document.org == waiting_site.office).one()
        document.status, document.page_count, document.pages_done = "reading", 3, 2
        common = {"document_id": document.id, "pipeline_version": document.pipeline_version}
        session.add(Page(number=1, status="done", grade="good", words=words, **common))
        session.add(
            Page(number=2, status="failed", error_message="Halaman rusak.", error_remedy="Pindai ulang.", **common)
        )
        session.add(Page(number=3, status="reading", **common))
    page = waiting_site.client.get(f"{address}/proses").text
    assert "Halaman 2 dari 3 dibaca" in page
    assert "Halaman 2: Halaman rusak." in page
    assert "PERJANJIAN ALIH DAYA JASA PENGAMANAN" in page
    assert "647105••••••••04" in page


def test_the_finished_reading_leads_to_the_report(site: Site) -> None:
    """The progress sends the browser on, in both ways of asking."""
    site.sign_in()
    address = site.read()
    part = site.client.get(f"{address}/kemajuan", headers={"hx-request": "true"})
    assert part.headers["hx-redirect"] == address
    assert site.client.get(f"{address}/proses").headers["location"] == address


def test_a_document_that_could_not_be_read_says_why_and_offers_ways_on(waiting_site: Site) -> None:
    """A failed document has a message with a remedy, not an empty report."""

    waiting_site.sign_in()
    address = waiting_site.upload(("sandi.pdf", pdf("sandi"))).headers["location"]
    with transaction(waiting_site.context.sessions) as session:
        document = session.query(Document).where(Document.org == waiting_site.office).one()
        document.status = "failed"
        document.error_message = "PDF ini dilindungi kata sandi."
        document.error_remedy = "Buka sandinya lalu unggah salinannya."
    page = waiting_site.client.get(f"{address}/proses").text
    assert "PDF ini dilindungi kata sandi." in page
    assert "Buka sandinya" in page
    assert "hx-trigger" not in page


def test_the_same_file_again_leads_to_its_report(site: Site) -> None:
    """Nothing is stored twice and the person is told."""
    site.sign_in()
    address = site.read("satu.pdf", mark="sama")
    answer = site.upload(("salinan.pdf", pdf("sama")))
    assert answer.headers["location"] == f"{address}?sudah=1"
    assert "sudah pernah diunggah" in site.report(address, "?sudah=1")


def test_the_list_can_be_searched_filtered_and_paged(waiting_site: Site) -> None:
    """Names narrow the list, the state does, and older documents come with the next cursor."""
    waiting_site.sign_in()
    for start in (0, 20):
        names = [f"kontrak {number:02}.pdf" for number in range(start, start + 15)]
        waiting_site.upload(*((name, pdf(name)) for name in names))
    first = waiting_site.client.get("/").text
    assert first.count('class="doc-link"') == 25
    onward = first.split('class="button" href="')[1].split('"')[0].replace("&amp;", "&")
    assert waiting_site.client.get(onward).text.count('class="doc-link"') == 5
    assert waiting_site.client.get("/", params={"cari": "kontrak 03"}).text.count('class="doc-link"') == 1
    assert "Tidak ada dokumen yang cocok" in waiting_site.client.get("/", params={"keadaan": "failed"}).text
    broken = waiting_site.client.get("/", params={"setelah": "karangan"})
    assert broken.status_code == 422
    assert broken.text.count('class="doc-link"') == 25


def test_the_list_shows_parties_findings_and_who_uploaded(site: Site) -> None:
    """One row tells kind, parties, counts and what is still to decide."""
    site.sign_in()
    site.read()
    row = site.client.get("/").text.split("<tbody>")[1]
    for said in ("044/PKS-AD", "PT Samudra Kelola Medika", "PT Garda Jaya", "3 melanggar", "6 belum", "oleh sari"):
        assert said in row, said
    assert "Tidak lengkap" in row


def test_page_pictures_are_webp_and_small_ones_are_small(site: Site) -> None:
    """The thumbnail is made from our own page picture."""
    site.sign_in()
    address = site.read()
    whole = Image.open(BytesIO(site.client.get(f"{address}/halaman/1.webp").content))
    small = Image.open(BytesIO(site.client.get(f"{address}/halaman/1.kecil.webp").content))
    assert whole.format == small.format == "WEBP"
    assert whole.width > 500
    assert small.width <= 120
    assert site.client.get(f"{address}/halaman/9.webp").status_code == 404


def test_downloads_are_attachments_in_a_sandbox_and_leave_an_event(site: Site) -> None:
    """The original is never opened by the browser, and both downloads are recorded."""

    site.sign_in()
    address = site.read("asli.pdf", mark="asli")
    original = site.client.get(f"{address}/asli")
    assert original.content == pdf("asli")
    assert original.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in original.headers["content-security-policy"]
    report = site.client.get(f"{address}/laporan.json")
    assert report.headers["content-disposition"].startswith("attachment")
    assert report.json()["schema"] == "lindung/report/1"
    with site.context.sessions() as session:
        actions = session.scalars(select(Event.action).where(Event.org == site.office)).all()
    assert {"document.original-downloaded", "document.report-downloaded"} <= set(actions)


def test_reading_again_goes_back_to_the_progress(site: Site) -> None:
    """The button starts a new reading and shows it."""
    site.sign_in()
    address = site.read()
    answer = site.client.post(f"{address}/baca-ulang", data={"csrf_token": site.csrf})
    assert answer.headers["location"] == f"{address}/proses"


def test_an_administrator_can_erase_a_document_for_good(site: Site) -> None:
    """Only with the box ticked, and only as an administrator; afterwards nothing of it is there."""
    site.sign_in()
    address = site.read("hapus.pdf", mark="hapus")
    assert site.client.post(f"{address}/hapus", data={"csrf_token": site.csrf, "agreed": "1"}).status_code == 403
    site.sign_in(role="admin")
    site.client.post(f"{address}/hapus", data={"csrf_token": site.csrf})
    assert site.client.get(address).status_code == 200
    done = site.client.post(f"{address}/hapus", data={"csrf_token": site.csrf, "agreed": "1"})
    assert done.headers["location"] == "/"
    for path in ("", "/asli", "/halaman/1.webp"):
        assert site.client.get(address + path).status_code == 404, path

"""The queue: states, filters, search, giving documents to people, kept filters; and its cost in statements."""

from __future__ import annotations

import re
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from fake_reader import pdf
from installation import add_user
from sqlalchemy import event
from web_site import Site

from api.database import transaction
from api.services import search
from extractor.report import PageResult
from models import Document, User
from models.base import utc_now

MONDAY = datetime(2026, 11, 23, 3, tzinfo=UTC)


def add(site: Site, number: int = 0, **columns: object) -> Document:
    """A document as a reading would have left it, without reading."""
    values: dict[str, object] = {
        "org": site.office, "sha256": uuid.uuid4().hex * 2, "filename": f"kontrak {number}.pdf", "size": 5,
        "media_type": "application/pdf", "door": "web", "status": "complete", "pipeline_version": "t", "kind": "spk",
        "number": f"{number:03}/SPK/2026", "review_state": "to_review", "created_at": MONDAY - timedelta(minutes=number),
    }  # fmt: skip
    with transaction(site.context.sessions) as session:
        row = Document(**{**values, **columns})
        session.add(row)
        session.flush()
        session.refresh(row)
    return row


def says(site: Site, document: Document, *texts: str) -> None:
    pages = [
        PageResult(number=n, source="ocr", rotation=0, grade="good", confidence=0.9, text=t, width=595, height=842)
        for n, t in enumerate(texts, start=1)
    ]
    with transaction(site.context.sessions) as session:
        search.index(session, document, pages)


def shown(page: str) -> list[str]:
    return re.findall(r"<b>(\d{3}/SPK/2026)</b>", page)


def counted(page: str) -> dict[str, int]:
    found = re.findall(r'>([A-Z][^<]*?) <span class="count">([\d.]+)</span>', page)
    return {word: int(number.replace(".", "")) for word, number in found}


@contextmanager
def statements(site: Site) -> Iterator[list[str]]:
    """What requests ask of the database meanwhile; the worker beside them has threads of its own."""
    engine = site.client.app.state.context.engine  # type: ignore[attr-defined]
    asked: list[str] = []

    def note(_c: object, _cur: object, statement: str, *_more: object) -> None:
        if threading.current_thread().name.startswith("AnyIO"):
            asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def test_the_queue_counts_each_state_and_shows_the_chosen_one(waiting_site: Site) -> None:
    """Newest first, and the figures are those of the moment."""
    for number, state in enumerate(("to_review", "to_review", "checked", "approved", "read"), start=1):
        add(waiting_site, number, review_state=state)
    add(waiting_site, 9, latest=False)
    waiting_site.sign_in()
    page = waiting_site.report("/antrean", "?keadaan=to_review")
    assert shown(page) == ["001/SPK/2026", "002/SPK/2026"]
    figures = counted(page)
    assert (figures["Semua"], figures["Perlu ditinjau"], figures["Diperiksa"], figures["Dikembalikan"]) == (5, 2, 1, 0)
    home = waiting_site.report("/")
    assert "<strong>2</strong> dokumen menunggu ditinjau" in home


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("instansi=dinkes", {"agency": "dinkes"}),
        ("penyedia=rimbun", {"vendor_name": "PT Rimbun Sejati"}),
        ("jenis=pkwt", {"kind": "pkwt"}),
        ("hasil=violated", {"violated_count": 2}),
        ("bobot=3", {"top_severity": 4}),
        ("halaman=poor", {"worst_grade": "poor"}),
        ("pindai=1", {"worst_grade": "unreadable"}),
        ("pindai=1", {"status": "failed"}),
        ("dari=2026-11-25", {"created_at": datetime(2026, 11, 24, 17, 30, tzinfo=UTC)}),
        ("sampai=2026-11-01", {"created_at": datetime(2026, 11, 1, 16, 59, tzinfo=UTC)}),
        ("pintu=folder", {"door": "folder"}),
    ],
)
def test_each_filter_leaves_only_what_it_says(waiting_site: Site, query: str, columns: dict[str, object]) -> None:
    """One document has the property, the other does not; list and figure agree."""
    add(waiting_site, 1)
    add(waiting_site, 2, **columns)
    waiting_site.sign_in()
    page = waiting_site.report("/antrean", f"?{query}")
    assert shown(page) == ["002/SPK/2026"]
    assert counted(page)["Semua"] == 1


def test_the_agencies_to_choose_from_are_those_that_handed_something_in(waiting_site: Site) -> None:
    """Each once, in order, and of another office none."""
    for number, agency in enumerate(("rsud", "", "dinkes", "rsud", "dinkes")):
        add(waiting_site, number, agency=agency)
    add(waiting_site, 7, org="kantor-lain", agency="lain")
    waiting_site.sign_in()
    page = waiting_site.report("/antrean")
    assert re.findall(r'<option value="([a-z]+)"></option>', page) == ["dinkes", "rsud"]


def test_a_filter_that_cannot_be_understood_is_said_at_its_field(waiting_site: Site) -> None:
    """The rest of the filter holds."""
    add(waiting_site, 1)
    waiting_site.sign_in()
    answer = waiting_site.client.get("/antrean?dari=kemarin&jenis=sewa&cari=%22")
    assert answer.status_code == 422
    assert "Bukan tanggal" in answer.text
    assert "Pilihan ini tidak ada" in answer.text
    assert shown(answer.text) == ["001/SPK/2026"]


def test_words_are_found_in_every_form_with_their_pages(waiting_site: Site) -> None:
    """Stems, phrases in quotes, and the page that says it; a covered number is not found."""
    first, second = add(waiting_site, 1), add(waiting_site, 2)
    says(waiting_site, first, "Pembayaran jasa", "upah lembur dibayarkan; jaminan hari tua; NIK 3174012345678901")
    says(waiting_site, second, "hari ini jaminan tua tidak dibayar")
    waiting_site.sign_in()
    page = waiting_site.report("/antrean", "?cari=membayar+lembur")
    assert shown(page) == ["001/SPK/2026"]
    assert f"/dokumen/{first.id}?halaman=2&amp;cari=membayar+lembur" in page
    assert shown(waiting_site.report("/antrean", "?cari=%22jaminan+hari+tua%22")) == ["001/SPK/2026"]
    assert len(shown(waiting_site.report("/antrean", "?cari=jaminan+tua"))) == 2
    assert shown(waiting_site.report("/antrean", "?cari=3174012345678901")) == []
    assert shown(waiting_site.report("/antrean", "?cari=002%2FSPK")) == ["002/SPK/2026"]
    assert waiting_site.client.get("/antrean?cari=%22%20OR%20*%20NEAR(").status_code == 200


def test_long_queues_are_walked_without_repeating_or_losing_a_row(waiting_site: Site) -> None:
    """Page by page, also while new documents come in at the top."""
    for number in range(1, 61):
        add(waiting_site, number)
    waiting_site.sign_in()
    seen: list[str] = []
    address = "/antrean?keadaan=to_review"
    while True:
        page = waiting_site.client.get(address).text
        seen += shown(page)
        add(waiting_site, 0, created_at=utc_now())
        more = re.search(r'href="(/antrean\?[^"]*setelah=[^"]*)"', page)
        if more is None:
            break
        address = more[1].replace("&amp;", "&")
    assert seen == [f"{n:03}/SPK/2026" for n in range(1, 61)]


def test_the_number_of_statements_does_not_grow_with_the_rows(waiting_site: Site) -> None:
    """Twenty documents with reviewers and hits cost what one costs."""
    people = [add_user(waiting_site.context, f"p{uuid.uuid4().hex[:8]}", org=waiting_site.office) for _ in range(5)]
    waiting_site.sign_in(role="admin")

    def cost(address: str) -> int:
        waiting_site.client.get(address)
        with statements(waiting_site) as asked:
            assert waiting_site.client.get(address).status_code == 200
        assert asked
        return len(asked)

    def fill(first: int, last: int) -> None:
        for number in range(first, last):
            row = add(waiting_site, number, reviewer_id=people[number % 5].id, agency=f"dinas{number}")
            says(waiting_site, row, "upah lembur", "upah")

    fill(1, 2)
    before = {address: cost(address) for address in ("/antrean", "/antrean?cari=upah", "/")}
    fill(2, 22)
    assert {address: cost(address) for address in before} == before


def test_documents_are_given_to_a_person(waiting_site: Site) -> None:
    """The ticked ones are that person's; one that somebody moved meanwhile stays, and it is said."""
    one, two = add(waiting_site, 1), add(waiting_site, 2)
    name = f"ida{uuid.uuid4().hex[:8]}"
    ida = add_user(waiting_site.context, name, org=waiting_site.office)
    waiting_site.sign_in(role="approver")

    def give(*documents: str, to: str = str(ida.id)) -> tuple[int, str]:
        answer = waiting_site.client.post(
            "/antrean/serahkan", data={"csrf_token": waiting_site.csrf, "dokumen": list(documents), "kepada": to}
        )
        return answer.status_code, answer.text

    assert give(f"{one.id}:{one.version}")[0] == 303
    page = waiting_site.report("/antrean", "?keadaan=in_review")
    assert shown(page) == ["001/SPK/2026"]
    assert name in page
    status, text = give(f"{two.id}:{two.version}", f"{one.id}:{one.version}")
    assert (status, "1 dokumen sudah diserahkan" in text) == (409, True)
    assert give()[0] == 422
    assert give(f"{two.id}:1", to="siapa")[0] == 422
    waiting_site.sign_out()
    waiting_site.sign_in(role="reviewer")
    assert give(f"{two.id}:1")[0] == 403


def test_a_filter_is_kept_under_a_name_of_ones_own(waiting_site: Site) -> None:
    """The same name again replaces it; another person neither sees nor removes it."""
    waiting_site.sign_in()

    def save(name: str, query: str) -> int:
        return waiting_site.client.post(
            "/antrean/saringan", data={"csrf_token": waiting_site.csrf, "name": name, "query": query}
        ).status_code

    assert save("Upah kritis", "bobot=4&hasil=violated&evil=1") == 303
    assert save("Upah kritis", "bobot=4") == 303
    page = waiting_site.report("/antrean")
    assert 'href="/antrean?bobot=4">Upah kritis</a>' in page
    assert save(" ", "bobot=4") == 422
    kept = re.search(r'action="(/antrean/saringan/\d+/hapus)"', page)
    assert kept is not None
    waiting_site.sign_out()
    waiting_site.sign_in()
    assert "Upah kritis" not in waiting_site.report("/antrean")
    assert waiting_site.client.post(kept[1], data={"csrf_token": waiting_site.csrf}).status_code == 404


def test_nobody_counts_what_another_office_or_agency_has(waiting_site: Site) -> None:
    """Figures, search and list hold for the person's part of the house only."""
    add(waiting_site, 1, org="kantor-lain")
    add(waiting_site, 2, agency="rsud")
    own = add(waiting_site, 3)
    says(waiting_site, own, "upah")
    waiting_site.sign_in(role="uploader")
    page = waiting_site.report("/antrean")
    assert shown(page) == ["003/SPK/2026"]
    assert counted(page)["Semua"] == 1


def test_uploads_of_an_agency_are_seen_by_that_agency_and_the_office(waiting_site: Site) -> None:
    """Another agency's uploader gets 404 by address, and is told when it hands in the very same file."""
    waiting_site.sign_in(role="uploader")
    with transaction(waiting_site.context.sessions) as session:
        for user in session.query(User).where(User.org == waiting_site.office):
            user.agency = "dinkes"
    made = waiting_site.upload(("satu.pdf", pdf("agency")))
    address = made.headers["location"]
    waiting_site.sign_out()
    waiting_site.sign_in(role="uploader")
    for path in (address, f"{address}/proses", f"{address}/asli", f"{address}/halaman/1.webp"):
        assert waiting_site.client.get(path).status_code == 404, path
    refused = waiting_site.upload(("satu.pdf", pdf("agency")))
    assert refused.status_code == 409
    assert "instansi lain" in refused.text
    waiting_site.sign_out()
    waiting_site.sign_in(role="reviewer")
    assert waiting_site.client.get(f"{address}/proses").status_code == 200

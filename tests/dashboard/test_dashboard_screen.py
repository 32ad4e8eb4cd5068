"""The first screen of the head of office: figures that each open a list which says the same number."""

from __future__ import annotations

import html
import io
import re
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from approved import Job, Office
from openpyxl import load_workbook
from sqlalchemy import event, update
from web_site import Site

from api.clock import today_here
from api.database import transaction
from api.register import gaps
from models import Organisation, User

SATPAM, SOPIR = Job("Satpam", 4, 2_500_000), Job("Pengemudi / Sopir", 3, None)


@dataclass(frozen=True)
class Link:
    """A number that leads somewhere, as the page shows it."""

    number: int
    unit: str
    href: str


@pytest.fixture
def filled(office: Office) -> Office:
    """Contracts of three agencies: one reported, one ending soon, one over, one to come, one not approved."""
    today = today_here()

    def days(count: int) -> date:
        return today + timedelta(days=count)

    year = {"signed": days(-100), "starts": days(-100), "ends": days(300)}
    office.contract("1/A", SATPAM, SOPIR, **year)
    office.contract("2/A", SATPAM, below=True, agency="Dinas Pendidikan", **{**year, "ends": days(20)})
    office.contract("3/A", Job("", None, None), agency=None, vendor="CV Bersih", **{**year, "ends": days(80)})
    office.contract("4/PKWT", Job("Satpam", 1, 3_000_000), kind="pkwt", agency="Dinas Pendidikan", **year)
    office.contract("5/A", SOPIR, agency="Badan Keuangan", vendor="CV Bersih", **{**year, "ends": None})
    office.contract("6/A", SATPAM, signed=days(-500), starts=days(-500), ends=days(-200))
    office.contract("7/A", SATPAM, signed=days(-5), starts=days(40), ends=days(400))
    office.contract("8/A", SATPAM, approve=False, **year)
    with transaction(office.context.sessions) as session:
        session.execute(
            update(Organisation)
            .where(Organisation.org == office.org, Organisation.name == "Dinas Pendidikan")
            .values(district="Argomulyo & Sidorejo")
        )
        user = session.get_one(User, office.reviewer.id)
        for number, heads in (("1/A", 7), ("5/A", 99)):
            gaps.record(
                session, user=user, letter_number="560/1", received_on=today, channel="online", sender="vendor",
                contract_number=number, headcount=heads, wage=None, today=today,
            )  # fmt: skip
    return office


def page_of(site: Site, address: str) -> str:
    answer = site.client.get(address)
    assert answer.status_code == 200, (address, answer.text[:500])
    return answer.text


def links_of(page: str) -> list[Link]:
    """Every number on the page that opens a list, with what it counts."""
    found = []
    body = page[page.index("<main") :]
    for href, inner in re.findall(r'<a [^>]*href="(/daftar(?:/laporan)?\?[^"]*)"[^>]*>(.*?)</a>', body, re.S):
        inner = re.sub(r"<title.*?</title>", "", inner, flags=re.S)
        said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", inner)).strip()
        number = re.search(r"(?:^|\s)(\d[\d.]*) ?(pekerja|kontrak|instansi|penyedia)", html.unescape(said))
        if number:
            found.append(Link(int(number[1].replace(".", "")), number[2], html.unescape(href)))
    return found


def behind(site: Site, link: Link) -> int:
    """The same number as the list shows it that the link opens."""
    page = page_of(site, link.href)
    if link.href.startswith("/daftar/laporan"):
        return page.partition("<tbody>")[2].count("<tr>")
    found = re.search(rf"<dt>{link.unit}</dt><dd>([\d.]+)</dd>", page)
    assert found is not None, link
    return int(found[1].replace(".", ""))


@pytest.mark.parametrize(
    "query", ["", "?jabatan=satpam", "?kecamatan=-", "?kecamatan=Argomulyo+%26+Sidorejo", "?pada=2000-01-01", "agency"]
)
def test_every_figure_opens_a_list_with_the_same_number(running: Site, filled: Office, query: str) -> None:
    """Cards, tables, bars and months: the list behind each link shows exactly the number that was clicked."""
    running.sign_in(role="head")
    if query == "agency":
        first = page_of(running, "/daftar/ringkasan")
        key = re.search(r'<option value="([0-9a-f-]{36})">Dinas Pendidikan', first)
        assert key is not None
        query = f"?instansi={key[1]}"
    links = links_of(page_of(running, "/daftar/ringkasan" + query))
    assert len(links) > 60
    wrong = [(link, behind(running, link)) for link in {link.href + link.unit: link for link in links}.values()]
    assert [(link, seen) for link, seen in wrong if link.number != seen] == []


def test_screen_list_reports_and_tables_agree(running: Site, filled: Office) -> None:
    """Contracts, workers and states are the same on the summary, the list, the page of reports and in both tables."""
    running.sign_in(role="head")
    page = page_of(running, "/daftar/ringkasan")
    numbers = {link.unit: link.number for link in links_of(page) if link.href == "/daftar?waktu=sekarang"}
    assert numbers == {"instansi": 3, "penyedia": 2, "kontrak": 5, "pekerja": 15}
    book = load_workbook(io.BytesIO(running.client.get("/daftar/register.xlsx?waktu=sekarang").content), read_only=True)
    _head, *rows = book.worksheets[0].iter_rows(values_only=True)
    assert sum(row[8] or 0 for row in rows) == numbers["pekerja"]
    assert len({row[3] for row in rows}) == numbers["kontrak"]
    assert len({row[0] for row in rows if row[0]}) == numbers["instansi"]
    book = load_workbook(io.BytesIO(running.client.get("/daftar/laporan.xlsx?waktu=sekarang").content), read_only=True)
    _head, *gaps_told = book.worksheets[0].iter_rows(values_only=True)
    assert len(gaps_told) == numbers["kontrak"]
    never = [row for row in gaps_told if row[6] == "belum pernah dilaporkan"]
    shown = re.search(r"<strong>(\d+)</strong> <span>kontrak belum pernah dilaporkan", page)
    assert shown is not None
    assert int(shown[1]) == len(never) == 3


def test_statute_and_office_policy_are_told_apart(running: Site, filled: Office) -> None:
    """A PKWT nobody registered is a duty of PP 35/2021; a report only the office asks for is never called a breach."""
    running.sign_in(role="head")
    page = page_of(running, "/daftar/ringkasan")
    assert "Ingatkan pencatatan 1 PKWT." in page
    assert "Minta laporan satu pintu untuk 2 kontrak." in page
    assert "Yang hanya diminta kantor bukan pelanggaran undang-undang." in page


def test_who_begins_where(running: Site, filled: Office) -> None:
    """The head begins with the summary and finds the documents one step further; others begin as before."""
    running.sign_in(role="head")
    answer = running.client.get("/")
    assert (answer.status_code, answer.headers["location"]) == (303, "/daftar/ringkasan")
    assert 'href="/dokumen"' in page_of(running, "/daftar/ringkasan")
    assert running.client.get("/dokumen").status_code == 200
    running.sign_in(role="reviewer")
    assert running.client.get("/").status_code == 200
    assert 'href="/daftar/ringkasan"' in running.client.get("/").text
    running.sign_in(role="uploader")
    assert running.client.get("/daftar/ringkasan").status_code == 403
    assert 'href="/daftar/ringkasan"' not in running.client.get("/").text


def test_another_office_sees_none_of_it(running: Site, filled: Office) -> None:
    """Every figure is of the person's own office."""
    running.sign_in(role="head", office="kantor-lain")
    page = page_of(running, "/daftar/ringkasan")
    assert re.findall(r"<strong>([\d.]+)</strong>", page) == ["0"] * 10
    assert "Dinas Pendidikan" not in page


def test_the_screen_takes_the_same_number_of_queries_for_more_contracts(running: Site, filled: Office) -> None:
    """Six contracts or nine, of one agency or four: the same statements."""
    running.sign_in(role="head")

    def queries() -> int:
        asked: list[str] = []
        engine = running.client.app.state.context.engine  # type: ignore[attr-defined]

        def note(_c: object, _cursor: object, statement: str, *_more: object) -> None:
            asked.append(statement)

        page_of(running, "/daftar/ringkasan")
        event.listen(engine, "before_cursor_execute", note)
        page_of(running, "/daftar/ringkasan")
        event.remove(engine, "before_cursor_execute", note)
        return len(asked)

    few = queries()
    for number in range(10, 13):
        filled.contract(f"{number}/A", SATPAM, agency=f"Badan {number}", ends=today_here() + timedelta(days=9))
    assert queries() == few


def test_charts_can_be_read_without_seeing_them(running: Site, filled: Office) -> None:
    """Each picture has a role and a name, each chart a table with a caption, and no style or script stands inside."""
    running.sign_in(role="head")
    page = page_of(running, "/daftar/ringkasan")
    pictures = re.findall(r"<svg class=\"(?:bar|line)\"(.*?)</svg>", page, re.S)
    assert len(pictures) >= 15
    assert all('role="img"' in one and "<title" in one for one in pictures)
    assert page.count("<desc") == 2
    assert page.count('<figure class="card chart"') == page.count('<details class="behind">') == 7
    assert page.count("<caption") >= 9
    assert " style=" not in page
    assert "<style" not in page
    assert "<circle" in page

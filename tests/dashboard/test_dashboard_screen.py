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

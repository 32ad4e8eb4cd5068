"""The page for everybody: off until it is published and switched on, and without anything about a person."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from approved import Job, Office
from sqlalchemy import select, update
from web_site import Site

from api.clock import today_here
from api.database import transaction
from api.rates import VISIT_RATE
from models import Engagement, Event, Organisation, Publication, User

PEOPLE = ("Budi Santoso", "Siti Rahayu", "Ahmad Fauzi", "Dewi Lestari", "Rina Kartika", "Joko Susilo", "Wahyu Hidayat")
NUMBERS = (
    "3512041203850003",  # NIK
    "3374095506910007",
    "09.254.294.3-407.001",  # NPWP
    "0812-8877-6655",
    "+62 857 1122 3344",
    "7051 2298 43",  # account
    "Jalan Melati Nomor 17 RT 03",
)
FILES = ("", "/data.csv", "/data.json")


@dataclass
class House:
    site: Site
    office: Office

    @property
    def query(self) -> str:
        return f"?kantor={self.office.org}"

    def get(self, file: str = "") -> str:
        answer = self.site.client.get(f"/terbuka{file}{self.query}")
        assert answer.status_code == 200, answer.text
        return answer.text

    def settings(self, **changes: str) -> None:
        typed = {
            "nama": "Dinas Tenaga Kerja Kabupaten Wanasari",
            "lisensi": "CC BY 4.0",
            "nyala": "ya",
            "penyedia": "ya",
        }
        sent = {name: value for name, value in {**typed, **changes}.items() if value}
        answer = self.site.client.post("/daftar/terbuka", data={"csrf_token": self.site.csrf, **sent})
        assert answer.status_code == 303, answer.text

    def publish(self) -> None:
        page = self.site.client.get("/daftar/terbuka").text
        seen = re.search(r'name="dilihat" value="([0-9a-f]+)"', page)
        assert seen is not None
        answer = self.site.client.post(
            "/daftar/terbuka/terbitkan", data={"csrf_token": self.site.csrf, "dilihat": seen[1]}
        )
        assert answer.status_code == 303, answer.text


@pytest.fixture
def house(site: Site, web_office: Office) -> House:
    """Contracts with names, numbers and addresses of people wherever a reader or a clerk could have put them."""
    day = today_here()
    days = {"signed": day - timedelta(days=40), "starts": day - timedelta(days=40), "ends": day + timedelta(days=200)}
    add = web_office.contract
    add(
        "1/DS", Job("Satpam", 12, 2_500_000), Job("Pengemudi", 3, 9_876_543), vendor_npwp="09.254.294.3-407.001", **days
    )
    add("2/DS", Job("Satpam a.n. Siti Rahayu NIK 3512041203850003", 1, 8_765_432), vendor="Budi Santoso", **days)
    add(
        "3/DS",
        Job("Joko Susilo", 1, 7_654_321),
        agency="PPK Ahmad Fauzi, HP 0812-8877-6655",
        vendor="UD Budi Santoso",
        **days,
    )
    add(
        "4/BP/3374095506910007",
        Job("Petugas kebersihan", 9, 2_400_000),
        agency="Badan Pendapatan (PPK: Ahmad Fauzi, +62 857 1122 3344)",
        vendor="CV Karya Mandiri, Direktur Dewi Lestari, rek. BCA 7051 2298 43",
        **days,
    )
    add("5/PKWT/Joko Susilo", Job("Satpam", 1, 6_543_210), kind="pkwt", agency=None, **days)
    add("6/SPK", Job("Pramubakti", 1, 5_432_109), kind="spk", agency="Kecamatan Melati", vendor=None, **days)
    with transaction(site.context.sessions) as session:
        session.execute(
            update(Engagement).where(Engagement.org == site.office).values(place=f"Rumah Wahyu Hidayat, {NUMBERS[-1]}")
        )
        session.execute(
            update(Engagement)
            .where(Engagement.org == site.office, Engagement.contract_number == "6/SPK")
            .values(individual=True)
        )
        for row in session.scalars(select(Organisation).where(Organisation.org == site.office)):
            row.address, row.nib, row.short_name = (
                f"{NUMBERS[-1]}, Telp. {NUMBERS[3]}",
                "9120304051234",
                "Wahyu Hidayat",
            )
        session.execute(update(User).where(User.org == site.office).values(display_name="Rina Kartika"))
    site.sign_in(role="admin")
    with transaction(site.context.sessions) as session:
        session.execute(update(User).where(User.org == site.office).values(display_name="Rina Kartika"))
    made = House(site=site, office=web_office)
    made.settings(alamat=f"{NUMBERS[-1]}\nTelepon {NUMBERS[3]}")
    made.publish()
    site.sign_out()
    return made


@pytest.mark.parametrize("file", FILES)
def test_nothing_about_a_person_is_public(house: House, file: str) -> None:
    """No name of a person, no NIK, NPWP, telephone or account number, no address: in no spelling, covered or not."""
    text = house.get(file)
    for name in (*PEOPLE, "9120304051234"):
        for word in name.split():
            assert not re.search(rf"\b{word}\b", text, re.IGNORECASE), word
    assert "melati nomor" not in text.lower()
    # The page's own files carry a mark of their content.
    plain = re.sub(r"\?v=[0-9a-f]+", "", text)
    joined = re.sub(r"(?<=[\d•*x])[\s.\-+()/•*x]+(?=[\d•*x])", "", plain)
    for number in NUMBERS[:-1]:
        digits = re.sub(r"\D", "", number)
        for part in (digits, digits[:6], digits[-6:]):
            assert part not in joined, number
    for wage in ("9876543", "8765432", "7654321", "6543210", "5432109"):
        assert wage not in joined, wage
    assert "•" not in text


def test_the_page_shows_bodies_jobs_and_figures(house: House) -> None:
    """Agencies, vendors with a legal form, known jobs, headcounts, what was reported; persons as "perorangan"."""
    page, body = house.get(), json.loads(house.get("/data.json"))
    for shown in ("Dinas Sosial Kabupaten Wanasari", "Badan Pendapatan", "Kecamatan Melati", "instansi lain",
                  "PT Jaga Aman", "CV Karya Mandiri", "perorangan", "Satpam", "jabatan lain", "CC BY 4.0"):  # fmt: skip
        assert shown in page, shown
    assert "<dt>pekerja</dt><dd>28</dd>" in page
    assert body["jumlah"]["pekerja"] == 28
    assert body["jumlah"]["belum_dilaporkan"] == body["jumlah"]["kontrak"] == 6
    assert body["kamus"]
    assert {one["penyedia"]: one["pekerja"] for one in body["penyedia"]} == {
        "PT Jaga Aman": 16, "CV Karya Mandiri": 9, "perorangan": 3,
    }  # fmt: skip


def test_page_csv_and_json_agree_with_the_recapitulation(house: House) -> None:
    """Workers and contracts by agency are the same everywhere, and come to those of the official sheet."""
    body = json.loads(house.get("/data.json"))
    rows = list(csv.DictReader(io.StringIO(house.get("/data.csv").lstrip("\ufeff")), delimiter=";"))
    total = next(row for row in rows if row["baris"] == "jumlah")
    assert {k: int(total[k]) for k in ("kontrak", "dilaporkan", "pekerja", "jabatan_tanpa_jumlah")} == {
        k: body["jumlah"][k] for k in ("kontrak", "dilaporkan", "pekerja", "jabatan_tanpa_jumlah")
    }
    agencies = {row["instansi"]: int(row["pekerja"]) for row in rows if row["baris"] == "instansi"}
    assert agencies == {one["instansi"]: one["pekerja"] for one in body["instansi"]}
    for kind in ("jabatan", "instansi-penyedia", "instansi", "penyedia"):
        assert sum(int(row["pekerja"]) for row in rows if row["baris"] == kind) == 28, kind
    page = house.get()
    for one in body["instansi"]:
        cells = page.split(f'<th scope="row">{one["instansi"]}</th>')[1].split("</tr>")[0]
        found = [int(cell) for cell in re.findall(r'<td class="right">(\d+)</td>', cells)][:4]
        assert found == [one["kontrak"], one["dilaporkan"], one["belum_dilaporkan"], one["pekerja"]]
    house.site.sign_in(role="head")
    day = today_here().isoformat()
    recap = house.site.client.get(f"/daftar/rekap?periode=rentang&dari={day}&sampai={day}").text
    assert "<dt>Pekerja</dt><dd>28</dd>" in recap
    assert "<dt>Kontrak berlaku</dt><dd>6</dd>" in recap


def test_small_groups_are_kept_back(house: House) -> None:
    """No insurance of groups under five workers, and wages only where five workers are paid them."""
    body = json.loads(house.get("/data.json"))
    told = {one["penyedia"]: one["jaminan"] is not None for one in body["penyedia"]}
    # Three persons alone could be had from the sum, so the next smallest group is kept back with them.
    assert told == {"PT Jaga Aman": True, "CV Karya Mandiri": False, "perorangan": False}
    wages = {one["jabatan"]: one["upah_terendah"] for one in body["jabatan"] if one["upah_terendah"] is not None}
    assert wages == {"Satpam": 2_500_000, "Petugas kebersihan": 2_400_000}
    assert "kelompok di bawah 5 pekerja" in house.get()


def test_without_names_of_vendors_no_vendor_is_named(house: House) -> None:
    """The office chooses whether firms are named."""
    house.site.sign_in(role="admin")
    house.settings(penyedia="")
    house.publish()
    for file in FILES:
        text = house.get(file)
        assert "Jaga Aman" not in text
        assert "Karya Mandiri" not in text
        assert "badan usaha" in text


def test_live_figures_do_not_leak(house: House) -> None:
    """What is approved after the publication is not public before it is published."""
    before = house.get("/data.csv")
    house.office.contract(
        "8/DS", Job("Satpam", 77, None), agency="Dinas Perhubungan", starts=today_here(), ends=today_here()
    )
    assert house.get("/data.csv") == before
    house.site.sign_in(role="admin")
    house.publish()
    assert "Dinas Perhubungan" in house.get()


def test_what_was_not_looked_at_is_not_published(house: House) -> None:
    """Figures that changed since the preview are refused; the new preview stands on the page."""
    house.site.sign_in(role="admin")
    page = house.site.client.get("/daftar/terbuka").text
    seen = re.search(r'name="dilihat" value="([0-9a-f]+)"', page)
    assert seen is not None
    house.office.contract("9/DS", Job("Satpam", 5, None), starts=today_here(), ends=today_here())
    refused = house.site.client.post(
        "/daftar/terbuka/terbitkan", data={"csrf_token": house.site.csrf, "dilihat": seen[1]}
    )
    assert refused.status_code == 409
    assert "belum ada yang diterbitkan" in refused.text
    with house.site.context.sessions() as session:
        assert len(session.scalars(select(Publication.id).where(Publication.org == house.office.org)).all()) == 1


def test_off_there_is_nothing(house: House) -> None:
    """Switched off, or with everything withdrawn, the page and its data are not found; robots are told to stay out."""
    house.site.sign_in(role="admin")
    house.settings(nyala="")
    for file in FILES:
        assert house.site.client.get(f"/terbuka{file}{house.query}").status_code == 404
        assert house.site.client.get(f"/terbuka{file}").status_code == 404
    house.settings()
    identifier = re.search(r'name="identifier" value="([^"]+)"', house.site.client.get("/daftar/terbuka").text)
    assert identifier is not None
    form = {"csrf_token": house.site.csrf, "identifier": identifier[1]}
    assert house.site.client.post("/daftar/terbuka/tarik", data=form).status_code == 303
    assert house.site.client.get(f"/terbuka{house.query}").status_code == 404
    with house.site.context.sessions() as session:
        told = session.scalars(
            select(Event.action).where(Event.org == house.office.org, Event.action.like("public.%")).order_by(Event.id)
        ).all()
    assert list(told) == ["public.published", "public.withdrawn"]
    assert house.site.client.get("/robots.txt").text == "User-agent: *\nDisallow: /\n"


@pytest.mark.parametrize("file", FILES)
def test_answers_are_cached_by_their_content(house: House, file: str) -> None:
    """A tag, five minutes in caches, 304 for who has it; no cookie is set or needed, and the headers of the house hold."""
    first = house.site.client.get(f"/terbuka{file}{house.query}")
    assert first.headers["cache-control"] == "public, max-age=300"
    assert "set-cookie" not in first.headers
    assert "default-src 'self'" in first.headers["content-security-policy"]
    assert first.headers["x-content-type-options"] == "nosniff"
    again = house.site.client.get(f"/terbuka{file}{house.query}", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    strange = house.site.client.get(f"/terbuka{file}{house.query}", headers={"host": "lain.example"})
    assert strange.status_code == 400


def test_an_address_that_asks_too_often_waits(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The public page counts visits per address and says for how long to wait."""
    monkeypatch.setattr("api.rates.VISIT_RATE", type(VISIT_RATE)(3, 1))
    answers = [house.site.client.get(f"/terbuka{house.query}") for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert int(answers[-1].headers["retry-after"]) >= 1
    assert answers[0].headers["ratelimit-limit"] == "3"


@pytest.mark.parametrize(
    ("field", "said"), [("nama", "nama kantor belum diisi"), ("lisensi", "lisensi data belum diisi")]
)
def test_settings_that_lack_something_are_refused_at_their_field(site: Site, field: str, said: str) -> None:
    """The message stands at the field, the rest of what was typed is kept, and nothing is stored."""
    site.sign_in(role="admin")
    typed = {"nama": "Dinas Tenaga Kerja", "lisensi": "CC0", "kontak": "disnaker@wanasari.example", field: " "}
    answer = site.client.post("/daftar/terbuka", data={"csrf_token": site.csrf, **typed, "nyala": "ya"})
    assert answer.status_code == 422
    assert said in answer.text.split(f'id="galat-{field}"')[1].split("</small>")[0]
    assert 'value="disnaker@wanasari.example"' in answer.text
    assert "disnaker@wanasari.example" not in site.client.get("/daftar/terbuka").text


def test_without_the_name_of_an_office_nothing_is_published(site: Site) -> None:
    """An office that never said its name publishes nothing."""
    site.sign_in(role="admin")
    answer = site.client.post("/daftar/terbuka/terbitkan", data={"csrf_token": site.csrf, "dilihat": "x"})
    assert answer.status_code == 422
    assert "nama kantor belum diisi" in answer.text


def test_only_an_admin_of_the_whole_office_decides(site: Site) -> None:
    """Neither a head nor an admin of one agency; who may not decide sees no link either."""
    site.sign_in(role="head")
    assert site.client.get("/daftar/terbuka").status_code == 403
    assert "/daftar/terbuka" not in site.client.get("/daftar/rekap").text
    assert site.client.post("/daftar/terbuka/terbitkan", data={"csrf_token": site.csrf}).status_code == 403
    site.sign_in(role="admin")
    with transaction(site.context.sessions) as session:
        session.execute(update(User).where(User.org == site.office, User.role == "admin").values(agency="dinsos"))
    assert site.client.get("/daftar/terbuka").status_code == 403


def test_another_office_cannot_withdraw(house: House) -> None:
    """A publication of another office does not exist."""
    with house.site.context.sessions() as session:
        identifier = session.scalars(select(Publication.id).where(Publication.org == house.office.org)).one()
    house.site.sign_in(role="admin", office="kantor-lain-terbuka")
    form = {"csrf_token": house.site.csrf, "identifier": str(identifier)}
    assert house.site.client.post("/daftar/terbuka/tarik", data=form).status_code == 404
    assert house.get()

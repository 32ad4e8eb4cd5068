"""Who there is in the made-up regency, and which contracts they made. The same seed and day give the same world."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Literal

from extractor.vocabulary import ContractKind

REGENCY = "Kabupaten Wanasari"
PROVINCE = "Provinsi Bengkulu"
"""The regency is invented; the province is real, so that its minimum wage judges the contracts."""
DISTRICTS = (
    "Wanasari Kota", "Tanjung Laras", "Karang Jernih", "Padang Sejuk", "Muara Kelapa", "Bukit Rawa", "Lubuk Manis",
    "Air Tenang",
)  # fmt: skip
AGENCIES = (
    "Dinas Kesehatan", "Dinas Pendidikan dan Kebudayaan", "Dinas Pekerjaan Umum", "Dinas Perhubungan", "Dinas Sosial",
    "Dinas Lingkungan Hidup", "Dinas Pertanian", "Dinas Perikanan", "Dinas Perdagangan", "Dinas Pariwisata",
    "Dinas Kependudukan dan Pencatatan Sipil", "Dinas Komunikasi dan Informatika", "Dinas Koperasi dan UKM",
    "Dinas Perpustakaan dan Arsip", "Dinas Pemuda dan Olahraga", "Dinas Ketahanan Pangan",
    "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", "Badan Keuangan Daerah", "Badan Kepegawaian Daerah",
    "Badan Pendapatan Daerah", "Badan Penanggulangan Bencana Daerah", "Badan Perencanaan Pembangunan Daerah",
    "Satuan Polisi Pamong Praja", "Inspektorat Daerah", "Sekretariat Daerah", "Sekretariat DPRD",
    "Rumah Sakit Umum Daerah Wanasari", "Kecamatan Wanasari Kota", "Kecamatan Tanjung Laras", "Kecamatan Muara Kelapa",
)  # fmt: skip
_FIRST = (
    "Garda", "Sapu", "Bakti", "Mitra", "Cipta", "Karya", "Surya", "Bintang", "Tirta", "Pelita", "Sentra", "Graha",
    "Duta", "Prima", "Lestari",
)  # fmt: skip
_SECOND = ("Wanasari Jaya", "Laras Abadi", "Rawa Sentosa", "Jernih Mandiri")
_GIVEN = (
    "Ratri", "Bonar", "Marliah", "Darsono", "Wulan", "Teguh", "Sarimah", "Hendro", "Lastri", "Yusran", "Nilam",
    "Gunadi", "Ambar", "Sutrisno", "Kartika", "Mulyono",
)  # fmt: skip
_FAMILY = ("Wulansari", "Tampilang", "Prayitno", "Andalas", "Kusumo", "Setiawati", "Harahap", "Lesmana")

Flaw = Literal[
    "low_wage", "no_jkk", "no_jp", "no_overtime", "no_leave", "long_hours", "no_thr", "no_kesehatan", "resignation",
    "no_transfer", "worker_pays", "bare",
]  # fmt: skip
FLAWS: tuple[tuple[Flaw, int], ...] = (
    ("low_wage", 16), ("no_jkk", 9), ("no_jp", 22), ("no_overtime", 18), ("no_leave", 12), ("long_hours", 10),
    ("no_thr", 14), ("no_kesehatan", 8), ("resignation", 7), ("no_transfer", 25), ("worker_pays", 4),
    ("bare", 55),
)  # fmt: skip
"""What may be wrong with a contract, and how often in a hundred; "bare" says no more than contracts usually do."""
_WORK: tuple[tuple[str, str, int, int], ...] = (
    ("Satpam", "Jasa Tenaga Keamanan", 4, 16),
    ("Petugas Kebersihan", "Jasa Tenaga Kebersihan", 5, 24),
    ("Pengemudi", "Jasa Tenaga Pengemudi", 2, 7),
    ("Juru Masak", "Jasa Boga dan Dapur", 2, 8),
    ("Petugas Taman", "Jasa Pemeliharaan Taman", 3, 9),
    ("Operator Komputer", "Jasa Tenaga Administrasi", 2, 8),
    ("Teknisi Gedung", "Jasa Pemeliharaan Gedung", 1, 5),
    ("Pramusaji", "Jasa Tenaga Pramusaji", 2, 6),
)
"""Position, work, fewest and most people."""
_SECOND_POSITION = {
    "Satpam": "Komandan Regu", "Petugas Kebersihan": "Pengawas Kebersihan", "Juru Masak": "Pembantu Juru Masak",
    "Operator Komputer": "Resepsionis",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Agency:
    name: str
    short: str
    district: str
    head: str
    address: str
    npwp: str


@dataclass(frozen=True, slots=True)
class Vendor:
    name: str
    form: Literal["pt", "cv"]
    director: str
    address: str
    npwp: str


@dataclass(frozen=True, slots=True)
class Post:
    """A position of a contract. ``wage`` in rupiah a month."""

    title: str
    headcount: int
    wage: Decimal


@dataclass(frozen=True, slots=True)
class Deal:
    """One contract as it was agreed. ``value`` is its price for the whole time; ``need`` numbers the agency's needs,
    so that what follows each other can be seen."""

    number: str
    kind: ContractKind
    work: str
    agency: Agency
    vendor: Vendor
    need: int
    signed_on: date
    starts_on: date
    ends_on: date
    posts: tuple[Post, ...]
    value: Decimal
    flaws: frozenset[Flaw]

    @property
    def place(self) -> str:
        return f"{self.agency.name}, Kecamatan {self.agency.district}, {REGENCY}, {PROVINCE}"

    @property
    def months(self) -> int:
        return (self.ends_on.year - self.starts_on.year) * 12 + self.ends_on.month - self.starts_on.month + 1


@dataclass(frozen=True, slots=True)
class World:
    agencies: tuple[Agency, ...]
    vendors: tuple[Vendor, ...]
    deals: tuple[Deal, ...]


def make_world(*, seed: int, contracts: int, today: date, minimum: Minimum) -> World:
    """A regency with so many contracts. ``minimum`` gives the minimum wage of a day, by which wages are set."""
    random = Random(seed)  # noqa: S311  (an example, no secret)
    agencies = tuple(_agency(random, index) for index in range(max(4, min(len(AGENCIES), contracts // 12))))
    vendors = tuple(_vendor(random, index) for index in range(max(5, min(60, contracts // 6))))
    deals: list[Deal] = []
    chains = _chains(random, agencies, vendors, today=today, minimum=minimum)
    while len(deals) < contracts:
        deals += next(chains)[: contracts - len(deals)]
    return World(agencies=agencies, vendors=vendors, deals=tuple(sorted(deals, key=lambda d: (d.signed_on, d.number))))


class Minimum:
    """The minimum wage by year; the last known one for years after it."""

    def __init__(self, by_year: dict[int, Decimal]) -> None:
        self._by_year = by_year

    def of(self, year: int) -> Decimal:
        known = [y for y in self._by_year if y <= year]
        return self._by_year[max(known) if known else min(self._by_year)]


def _chains(
    random: Random, agencies: tuple[Agency, ...], vendors: tuple[Vendor, ...], *, today: date, minimum: Minimum
) -> Iterator[list[Deal]]:
    """The contracts of one need of one agency, year after year: renewed with the same firm or given to another."""
    need = 0
    while True:
        agency = agencies[need % len(agencies)]
        title, work, fewest, most = _WORK[(need // len(agencies) + need) % len(_WORK)]
        heads = random.randint(fewest, most)
        vendor = random.choice(vendors)
        kind: ContractKind = random.choices(("surat_perjanjian", "alih_daya", "spk"), (60, 25, 15))[0]
        chain = []
        for year in range(today.year - random.choice((1, 2, 3, 3)), today.year + 1):
            if random.random() < 0.25:
                vendor = random.choice(vendors)
            heads = max(1, heads + random.choice((-1, 0, 0, 0, 1, 2)))
            chain.append(
                _deal(
                    random, agency, vendor, need=need, kind=kind, year=year, title=title, work=work, heads=heads,
                    minimum=minimum.of(year), today=today,
                )
            )  # fmt: skip
        yield chain
        need += 1


def _deal(
    random: Random,
    agency: Agency,
    vendor: Vendor,
    *,
    need: int,
    kind: ContractKind,
    year: int,
    title: str,
    work: str,
    heads: int,
    minimum: Decimal,
    today: date,
) -> Deal:
    starts_on, ends_on = _period(random, year, today=today)
    flaws = frozenset(flaw for flaw, share in FLAWS if random.random() * 100 < share * 0.8)
    paid = Decimal(random.randint(80, 97) if "low_wage" in flaws else random.randint(101, 118)) / 100
    wage = (minimum * paid / 1000).to_integral_value() * 1000
    posts = [Post(title=title, headcount=heads, wage=wage)]
    if title in _SECOND_POSITION and heads > 4:
        better = (wage * Decimal("1.15") / 1000).to_integral_value() * 1000
        posts.append(Post(title=_SECOND_POSITION[title], headcount=max(1, heads // 8), wage=better))
    months = (ends_on.year - starts_on.year) * 12 + ends_on.month - starts_on.month + 1
    labour = sum((post.wage * post.headcount for post in posts), Decimal(0)) * months
    value = (labour * Decimal(random.randint(125, 140)) / 100 / 1000).to_integral_value() * 1000
    signed_on = starts_on - timedelta(days=random.choice((1, 2, 3, 4, 6, 9)))
    roman = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")[signed_on.month - 1]
    mark = {"surat_perjanjian": "SP", "alih_daya": "PKS", "spk": "SPK"}[kind]
    return Deal(
        number=f"{need + 1:03d}/{mark}/{agency.short.upper()}/{roman}/{signed_on.year}",
        kind=kind,
        work=work,
        agency=agency,
        vendor=vendor,
        need=need,
        signed_on=signed_on,
        starts_on=starts_on,
        ends_on=ends_on,
        posts=tuple(posts),
        value=value,
        flaws=flaws,
    )


def _period(random: Random, year: int, *, today: date) -> tuple[date, date]:
    """A whole year most of the time. Of this year's contracts some end within weeks and some run into the next."""
    if year == today.year and random.random() < 0.3:
        starts_on = today - timedelta(days=random.randint(120, 330))
        return starts_on, today + timedelta(days=random.randint(6, 130))
    if random.random() < 0.15:
        return date(year, 4, 1), date(year + 1, 3, 31)
    return date(year, 1, 2), date(year, 12, 31)


def _agency(random: Random, index: int) -> Agency:
    name = AGENCIES[index]
    words = [w for w in name.split() if w not in ("dan", "Umum", "Daerah")]
    short = "".join(w[:3] for w in words[:2]).lower() + (str(index) if index > 16 else "")
    return Agency(
        name=f"{name} {REGENCY}" if "Wanasari" not in name else name,
        short=short,
        district=DISTRICTS[index % len(DISTRICTS)],
        head=_person(random),
        address=f"Jalan Merdeka Nomor {3 * index + 2}, Kecamatan {DISTRICTS[index % len(DISTRICTS)]}, {REGENCY}",
        npwp=_npwp(index + 1),
    )


def _vendor(random: Random, index: int) -> Vendor:
    form: Literal["pt", "cv"] = "cv" if index % 4 == 3 else "pt"
    name = f"{_FIRST[index % len(_FIRST)]} {_SECOND[index // len(_FIRST) % len(_SECOND)]}"
    district = random.choice(DISTRICTS)
    return Vendor(
        name=f"{form.upper()} {name}",
        form=form,
        director=_person(random),
        address=f"Jalan Pasar Lama Nomor {2 * index + 1}, Kecamatan {district}, {REGENCY}",
        npwp=_npwp(500 + index),
    )


def _npwp(index: int) -> str:
    """A number in the printed form; 00 in front is given to nobody."""
    return f"00.{index:03d}.{(index * 37) % 1000:03d}.{index % 10}-999.000"


def _person(random: Random) -> str:
    return f"{random.choice(_GIVEN)} {random.choice(_FAMILY)}"

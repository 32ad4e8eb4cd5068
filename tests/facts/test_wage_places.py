"""Wages and people where they are hard to see: beside unit prices, in matrices and component tables, in lists."""

from __future__ import annotations

import pytest
from test_positions import FIRMS, WORKER, Job, jobs

from extractor.facts.measures import find_people

TEAMS: tuple[tuple[str, int], ...] = (
    ("tiga regu @ 4 orang", 12),
    ("2 (dua) shift masing-masing terdiri dari enam personil", 12),
    ("3 regu, setiap regu beranggotakan 5 (lima) orang", 15),
    ("dua pos masing-masing 3 orang", 6),
)
SUPPLY: tuple[tuple[str, str, list[Job]], ...] = (
    (
        "matrix with running numbers",
        """LAMPIRAN
RINCIAN BIAYA
No   Komponen              Danru          Anggota
1    Jumlah personil       3              12
2    Upah pokok            3.400.000      3.150.000
3    BPJS                  340.000        315.000
4    Fee                   400.000        380.000
     Total per orang       4.140.000      3.845.000
""",
        [Job("danru", 3, 3_400_000, "month"), Job("anggota", 12, 3_150_000, "month")],
    ),
    (
        "matrix of jobs no list knows",
        """Lampiran I
Uraian                     Caddy          Ball Boy
Kebutuhan (orang)          25             6
Gaji pokok                 2.600.000      2.450.000
Seragam                    55.000         55.000
""",
        [Job("caddy", 25, 2_600_000, "month"), Job("ball boy", 6, 2_450_000, "month")],
    ),
    (
        "wage in the text beside the unit price",
        """Harga
No   Uraian Pekerjaan      Volume     Satuan        Harga Satuan (Rp)   Jumlah (Rp)
1    Petugas Taman         6 x 12     Orang Bulan   3.450.000           248.400.000
2    Pengemudi             2 x 12     Orang Bulan   3.900.000           93.600.000
Jumlah                                                                  342.000.000
Penyedia wajib membayarkan upah petugas taman paling sedikit Rp 2.700.000 dan upah pengemudi paling sedikit
Rp 3.000.000 per bulan.
""",
        [Job("petugas taman", 6, 2_700_000, "month"), Job("pengemudi", 2, 3_000_000, "month")],
    ),
    (
        "one wage for all beside the unit price",
        """Harga
No   Uraian Pekerjaan      Volume     Satuan        Harga Satuan (Rp)   Jumlah (Rp)
1    Petugas Taman         6 x 12     Orang Bulan   3.450.000           248.400.000
Jumlah                                                                  248.400.000
Upah yang diterima tenaga kerja setiap bulan sebesar Rp 2.700.000.
""",
        [Job("petugas taman", 6, 2_700_000, "month")],
    ),
    (
        "by the ton",
        """Tarif
Jabatan                    Jumlah (orang)   Upah (Rp/ton)
Buruh bongkar              24               16.500
Juru timbang               2                9.000
""",
        [Job("buruh bongkar", 24, 16_500, "piece"), Job("juru timbang", 2, 9_000, "piece")],
    ),
    (
        "a list of items under one lead-in",
        (
            "Upah per bulan :\na. Resepsionis : Rp 3.100.000;\nb. Teknisi : Rp 3.600.000;\nc. Gardener : Rp 2.950.000.\n"
            "Kebutuhan tenaga :\na. Resepsionis : 2 orang;\nb. Teknisi : 3 orang;\nc. Gardener : 4 orang."
        ),
        [
            Job("resepsionis", 2, 3_100_000, "month"),
            Job("teknisi", 3, 3_600_000, "month"),
            Job("gardener", 4, 2_950_000, "month"),
        ],
    ),
    (
        "the purpose behind the amount",
        (
            "PIHAK KEDUA membayar kepada setiap cleaner Rp2.780.000,00 sebulan sebagai upah pokok. Cleaner yang "
            "ditempatkan\nberjumlah tujuh orang."
        ),
        [Job("cleaner", 7, 2_780_000, "month")],
    ),
    (
        "in words only, two jobs",
        (
            "PIHAK KEDUA menempatkan empat belas petugas kebersihan serta dua pengawas. Petugas kebersihan menerima upah "
            "dua juta\nseratus ribu rupiah per bulan, pengawas dua juta enam ratus ribu rupiah per bulan."
        ),
        [Job("petugas kebersihan", 14, 2_100_000, "month"), Job("pengawas", 2, 2_600_000, "month")],
    ),
)
EMPLOYED: tuple[tuple[str, Job], ...] = (
    (
        (
            "PIHAK KEDUA bekerja sebagai Juru Mudi.\nPasal 2\nUPAH\nUpah terdiri dari:\n"
            "Komponen            Besaran            Satuan\nUpah pokok          Rp 3.300.000       per bulan\n"
            "Uang makan          Rp 25.000          per hari\n"
        ),
        Job("juru mudi", 1, 3_300_000, "month"),
    ),
    (
        (
            "PIHAK KEDUA bekerja sebagai Pemetik Teh.\nPasal 2\nUPAH\nNo   Uraian         Tarif\n"
            "1    Upah petik     Rp 900 per kg\n2    Premi          Rp 150 per kg\n"
        ),
        Job("pemetik teh", 1, 900, "piece"),
    ),
    (
        "PIHAK KEDUA ditempatkan sebagai Checker. Imbalan kerja sebesar Rp 4.100.000,- dibayarkan tiap akhir bulan.",
        Job("checker", 1, 4_100_000, "month"),
    ),
    (
        "PIHAK KEDUA bekerja sebagai Penjahit dengan sistem borongan, dibayar Rp 3.200,- per potong.",
        Job("penjahit", 1, 3_200, "piece"),
    ),
    (
        (
            "PIHAK KEDUA melakukan pekerjaan Penjaga Gudang. Upah Rp 95.000,- sehari. Bila PIHAK KEDUA bekerja lebih "
            "lama,\nkelebihannya dihitung sebagai lembur."
        ),
        Job("penjaga gudang", 1, 95_000, "day"),
    ),
)


@pytest.mark.parametrize(("printed", "count"), TEAMS, ids=[t[0] for t in TEAMS])
def test_teams_are_multiplied(printed: str, count: int) -> None:
    """Teams times people, whether figures or words count them."""
    assert [p.count for p in find_people(printed)] == [count]


@pytest.mark.parametrize(("body", "expected"), [s[1:] for s in SUPPLY], ids=[s[0] for s in SUPPLY])
def test_wages_of_supplied_workers(body: str, expected: list[Job]) -> None:
    """Each job's people and wage; the price of a worker is no wage where the text names one."""
    assert jobs(FIRMS, body) == expected


@pytest.mark.parametrize(("body", "expected"), EMPLOYED, ids=[e[0][:40] for e in EMPLOYED])
def test_the_wage_of_one_worker(body: str, expected: Job) -> None:
    """The wage and its period from component tables and from sentences that do not say "upah sebesar"."""
    assert jobs(WORKER, body) == [expected]

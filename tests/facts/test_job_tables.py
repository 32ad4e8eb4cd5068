"""Jobs in tables: people by place, and what is paid to a worker beside what is billed."""

from __future__ import annotations

from facts_paper import paper
from test_positions import AFTER, FIRMS, Job

from extractor.facts import extract_facts

PLACES = """
No   Lokasi               Kasir     Porter     Sopir
1    Gudang Utara           2         5          1
2    Gudang Barat           -         4          2
3    Toko Induk             7         1          -
{sums}
"""
PAID = """
Petugas            Jumlah      Dibayarkan kepada pekerja            Tagihan
Kasir                2         Rp2.915.000 per bulan                Rp3.400.000
Porter               5         Rp18.500 per jam (6 jam/hari)        Rp23.000
Kuli angkut          tiga      Rp1.400 per karton                   Rp1.900
"""


def jobs(table: str) -> list[Job]:
    contract = extract_facts(paper(f"{FIRMS}Tenaga yang disediakan:\n{table}{AFTER}"))
    return [
        Job(
            p.title.value.lower(),
            p.headcount.value if p.headcount else None,
            int(p.wage.value) if p.wage else None,
            p.wage_period,
        )
        for p in contract.positions
    ]


def test_the_sum_under_a_job_is_its_headcount() -> None:
    """Where places are rows and jobs columns, the printed sum of a column is the number of people of the job."""
    found = jobs(PLACES.format(sums="     Jumlah                 9        10          3"))
    assert found == [Job("kasir", 9, None, None), Job("porter", 10, None, None), Job("sopir", 3, None, None)]


def test_places_without_a_sum_are_added_up() -> None:
    """Without a row of sums the places are added; a dash is nobody."""
    assert [job.count for job in jobs(PLACES.format(sums=""))] == [9, 10, 3]


def test_what_the_worker_gets_is_the_wage() -> None:
    """The column of what is paid to the worker is the wage, not the bill beside it, by the first period it names."""
    assert jobs(PAID) == [
        Job("kasir", 2, 2_915_000, "month"),
        Job("porter", 5, 18_500, "hour"),
        Job("kuli angkut", 3, 1_400, "piece"),
    ]

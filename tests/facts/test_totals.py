"""Totals in wordings that do not say "nilai kontrak", and wages that follow a list of jobs."""

from __future__ import annotations

import pytest
from facts_paper import paper
from test_positions import FIRMS, Job, jobs

from extractor.facts import extract_facts

AFTER = "\nPasal 2\nPIHAK KEDUA menyediakan 5 orang satpam. Upah lembur dibayar. Perselisihan diselesaikan secara musyawarah."
TOTALS: tuple[tuple[str, int | None], ...] = (
    ("Harga seluruh pekerjaan selama dua belas bulan ditetapkan Rp 845.000.000,- sudah termasuk PPN 11%.", 845_000_000),
    ("Total harga termasuk Pajak Pertambahan Nilai (PPN) ialah sebesar Rp512.400.000,00.", 512_400_000),
    ("Biaya pekerjaan Rp 24.500.000,- per bulan sehingga selama 12 bulan berjumlah Rp 294.000.000,-.", 294_000_000),
    ("Imbalan yang dibayarkan untuk seluruh masa perjanjian adalah tujuh ratus dua puluh juta rupiah.", 720_000_000),
    ("Pagu anggaran Rp 900.000.000,-; harga yang disepakati Rp 870.500.000,- termasuk pajak.", 870_500_000),
    ("Biaya jasa Rp 61.050.000 per bulan, dibayar setiap akhir bulan.", None),
    ("Upah satpam selama 3 bulan adalah Rp 9.000.000,-.", None),
)


@pytest.mark.parametrize(("text", "total"), TOTALS, ids=[t[0][:40] for t in TOTALS])
def test_a_total_in_other_words(text: str, total: int | None) -> None:
    """What is paid for the whole term is the total; a monthly price and a wage are not."""
    found = extract_facts(paper(f"{FIRMS}HARGA\n{text}{AFTER}")).value
    assert (int(found.value) if found else None) == total


def test_one_wage_behind_a_list_of_jobs_is_for_all_of_them() -> None:
    """Counts between the jobs do not part them, and a wage put at the minimum wage is a wage."""
    body = (
        "Tenaga kerja sebanyak 24 orang terdiri dari Operator Produksi 20 orang dan Packer 4 orang, dengan upah sebesar\n"
        "UMK yaitu Rp 4.275.000 per bulan."
    )
    assert jobs(FIRMS, body) == [
        Job("operator produksi", 20, 4_275_000, "month"),
        Job("packer", 4, 4_275_000, "month"),
    ]

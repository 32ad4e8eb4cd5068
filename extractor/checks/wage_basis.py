"""What a stated wage stands for: the whole wage, what is left after deductions, or a sum with contributions in it.

The minimum wage is a wage before deductions. A net wage and a wage "with contributions in it" are turned into bounds
of that wage by the rates of the day; between the bounds nobody decides but a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_UP, Decimal
from functools import lru_cache

from extractor.checks.case import Case, find
from extractor.checks.money import SEN
from extractor.checks.text import persen
from extractor.checks.wages import Wage
from extractor.report import PageResult
from extractor.vocabulary import Programme

_PAY = r"(?:upah|gaji|honor|honorarium|penghasilan|imbalan)\b"
NET_CUES = (
    r"take[- ]?home[- ]?pay",
    rf"{_PAY}(?:(?!tidak|bukan)[^.;:\n]){{0,40}}\b(?:bersih|nett?o?)\b",
    rf"\bbersih (?:yang )?diterima\b[^.;\n]{{0,20}}{_PAY}",
    rf"{_PAY}[^.;\n]{{0,60}}(?:setelah|sesudah) dipotong (?:iuran|bpjs|pajak|pph)",
)
WITH_CONTRIBUTIONS_CUES = (
    rf"{_PAY}[^.;\n]{{0,60}}\b(?<!belum )(?<!tidak )termasuk[^.;\n]{{0,30}}(?:iuran|bpjs|jamsostek|jaminan sosial)",
)
_PRICE = ("harga", "nilai kontrak", "nilai pekerjaan", "nilai perjanjian", "biaya jasa")
_DEDUCTED: tuple[Programme, ...] = ("jht", "jp", "bpjs_kesehatan")
_PAID: tuple[Programme, ...] = ("jkm", "jht", "jp", "bpjs_kesehatan")
LOWEST_TAX = Decimal(5)
"""Per cent: the lowest bracket of income tax, remembered. It only widens what a net wage may have been before."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between what (rupiah in the wage's own period) the wage before deductions lies, and why ("": as stated)."""

    least: Decimal
    most: Decimal
    note: str = ""


def bounds(case: Case, wage: Wage, day: date) -> Bounds:
    """The bounds of a stated wage by the contribution rates of ``day``."""
    on = {e.page for e in wage.evidence}
    net, with_contributions = _pages_that_say(case.pages)
    if on & net:
        pct = LOWEST_TAX + sum((r.worker_pct for p in _DEDUCTED if (r := case.law.rate(p, day))), Decimal(0))
        most = (wage.most / (1 - pct / 100)).quantize(SEN, rounding=ROUND_UP)
        return Bounds(
            wage.least,
            most,
            f"Upah disebut bersih (sesudah potongan). Upah sebelum potongan paling banyak upah bersih / (100% - "
            f"{persen(pct)}): bagian iuran pekerja pada tanggal itu dan pajak lapisan terendah.",
        )
    if on & with_contributions:
        classes = case.law.jkk_rates(day)
        pct = sum((r.employer_pct for p in _PAID if (r := case.law.rate(p, day))), Decimal(0))
        pct += max((r.employer_pct for r in classes), default=Decimal(0))
        least = (wage.least / (1 + pct / 100)).quantize(SEN, rounding=ROUND_DOWN)
        return Bounds(
            least,
            wage.most,
            f"Upah disebut sudah termasuk iuran jaminan sosial. Tanpa bagian pemberi kerja upahnya paling sedikit "
            f"angka itu / (100% + {persen(pct)}).",
        )
    return Bounds(wage.least, wage.most)


@lru_cache(maxsize=4)
def _pages_that_say(pages: tuple[PageResult, ...]) -> tuple[frozenset[int], frozenset[int]]:
    """The pages that call a wage net, and those that call it "with contributions"; the price of the work is neither.

    Kept, as every wage and every year of the term asks again.
    """

    def said(cues: tuple[str, ...]) -> frozenset[int]:
        hits = (hit for hit in find(pages, cues) if not hit.negated)
        return frozenset(hit.page for hit in hits if not any(word in hit.quote.casefold() for word in _PRICE))

    return said(NET_CUES), said(WITH_CONTRIBUTIONS_CUES)

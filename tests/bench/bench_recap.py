"""How long the official recapitulation takes, and how much memory, over a register of made-up contracts.

    python tests/bench/bench_recap.py [--contracts 100000] [--url postgresql+psycopg://...]

Rows are put into the register directly: nothing is read. Without ``--url`` the database is an SQLite file in a temporary
folder. Prints one line a figure; the memory is what the process holds at most above what it held before.
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import tempfile
import time
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from sqlalchemy import insert, select

from api import sheets
from api.context import Context, open_context
from api.database import transaction
from api.public.settings import Settings as PublicSettings
from api.public.snapshot import snapshot, written
from api.recap import figures, paper, tables
from api.recap.head import Head
from api.recap.period import Period
from api.recap.sums import Asking
from api.settings import Settings
from models import Document, Engagement, Organisation, RegisterContract
from models.base import utc_now

T = TypeVar("T")
TODAY = date(2026, 11, 24)
JOBS = (
    "satpam",
    "petugas kebersihan",
    "pengemudi",
    "resepsionis",
    "teknisi listrik",
    "operator",
    "pramubakti",
    "juru parkir",
)
AGENCIES, VENDORS = 500, 5000


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--contracts", type=int, default=100_000)
    asked.add_argument("--url", default="")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        context = open_context(
            Settings(data_dir=place, database_url=options.url or f"sqlite:///{place / 'bench.sqlite3'}")
        )
        with context.sessions() as session:
            filled = session.scalar(select(RegisterContract.id).limit(1)) is not None
        if not filled:
            _fill(context, options.contracts)
        _measure(context, place)
        context.close()


def _measure(context: Context, place: Path) -> None:
    asking = Asking(org="utama", period=Period("hari ini", TODAY.replace(month=10, day=1), TODAY, TODAY))
    head = Head(maker="pengukur", made_at=utc_now())
    with context.sessions() as session:
        recap = _timed("page (figures)", lambda: figures.recap(session, asking))
        print(f"contracts in force {recap.total.contracts}, workers {recap.total.workers}")

        def workbook() -> int:
            made = figures.recap(session, asking)
            lines, contracts = figures.lines(session, asking), figures.contracts(session, asking)
            return sheets.write_xlsx(tables.sheets(made, head, lines=lines, contracts=contracts), place / "recap.xlsx")

        rows = _timed("XLSX, all sheets", workbook)
        print(f"rows {rows}, {(place / 'recap.xlsx').stat().st_size / 1e6:.1f} MB")

        def table() -> int:
            with (place / "recap.csv").open("w", newline="") as out:
                return sheets.write_csv(
                    tables.LINE_COLUMNS, tables.line_rows(recap, figures.lines(session, asking)), out
                )

        _timed("CSV", table)
        _timed("PDF", lambda: paper.write(recap, head, io.BytesIO(), lines=figures.lines(session, asking)))
        _timed(
            "public snapshot",
            lambda: written(
                snapshot(session, org="utama", today=TODAY, chosen=PublicSettings(vendors=True), head=None)
            ),
        )


def _timed(name: str, act: Callable[[], T]) -> T:
    before, start, spent = _peak(), time.perf_counter(), time.process_time()
    made = act()
    print(
        f"{name}: {time.perf_counter() - start:.2f} s ({time.process_time() - spent:.2f} s of the processor), +{_peak() - before:.0f} MB"
    )
    return made


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _fill(context: Context, count: int) -> None:
    chance = random.Random(7)
    with transaction(context.sessions) as session:
        bodies: dict[str, list[uuid.UUID]] = {"agency": [], "vendor": []}
        for kind, word, number in (("agency", "Dinas Nomor", AGENCIES), ("vendor", "PT Nomor", VENDORS)):
            bodies[kind] = [uuid.uuid4() for _ in range(number)]
            session.execute(
                insert(Organisation),
                [
                    {
                        "id": one,
                        "org": "utama",
                        "kind": kind,
                        "name": f"{word} {index}",
                        "npwp": "",
                        "created_at": utc_now(),
                    }
                    for index, one in enumerate(bodies[kind])
                ],
            )
        for first in range(0, count, 5000):
            documents, contracts, rows = [], [], []
            for number in range(first, min(first + 5000, count)):
                identifier = uuid.uuid4()
                start = TODAY - timedelta(days=chance.randrange(0, 330))
                heads = [chance.choice((1, 2, 4, 8, None)) for _ in range(chance.choice((1, 1, 2)))]
                documents.append(
                    {
                        "id": identifier, "org": "utama", "sha256": f"{number:064x}", "filename": f"{number}.pdf",
                        "media_type": "application/pdf", "size": 1, "door": "api", "pipeline_version": "bench",
                        "status": "complete", "review_state": "approved", "kind": "alih_daya",
                    }
                )  # fmt: skip
                office = chance.randrange(AGENCIES)
                shared = {
                    "org": "utama", "document_id": identifier, "agency_id": bodies["agency"][office],
                    "vendor_id": bodies["vendor"][(office * 10 + chance.randrange(20)) % VENDORS], "kind": "alih_daya", "contract_number": f"{number}/B",
                    "contract_key": f"{number}B", "signed_on": start, "starts_on": start,
                    "ends_on": start + timedelta(days=365), "below_minimum": chance.random() < 0.1,
                }  # fmt: skip
                contracts.append(
                    {
                        **shared, "id": number + 1, "since_on": start, "rows": len(heads),
                        "workers": sum(head or 0 for head in heads), "unknown": heads.count(None),
                        "insured": ",jkk,jkm,", "missing": ",thr/kritis,annual_leave/sedang,", "duty": "office",
                        "report_rank": 0, "channel": None,
                        "reported_on": start if chance.random() < 0.3 else None, "deadline": None, "deadline_law": "",
                    }
                )  # fmt: skip
                for position, head in enumerate(heads):
                    title = chance.choice(JOBS)
                    rows.append(
                        {
                            **shared, "position": position, "title": title, "title_key": title, "headcount": head,
                            "wage": chance.choice((Decimal(2_400_000), Decimal(2_500_000), None)), "wage_period": "month", "place": "",
                            "insured": ["jkk", "jkm"], "missing": ["annual_leave", "thr"], "individual": False,
                            "contract_id": number + 1,
                        }
                    )  # fmt: skip
            session.execute(insert(Document), documents)
            session.execute(insert(RegisterContract), contracts)
            session.execute(insert(Engagement), rows)


if __name__ == "__main__":
    main()

"""How fast the register is when it is large: 100,000 contracts of 500 agencies and 5,000 vendors by default.

    python tests/bench/bench_register.py [--contracts 100000] [--rounds 20] [--seed 7] [--database postgresql]

Fills a new database from a seed (several years, several positions a contract, reports, merges), then asks the screen of
the head of office, the list and the state of reports ``rounds`` times, each time with another filter, and prints the
time of an answer (median, 95th percentile), the 95th percentile of the processor time spent in this process (what
counts when the machine has other work too; on PostgreSQL the server's own time is not in it), and the statements of one
request. Then each table is written as XLSX in a process of its own, once cut short and once whole, with the time and
the peak of its memory: constant means that the two peaks are alike. Exit code 1 when a bar is not kept: 300 ms for the
summary (95th percentile of the processor time), 20 s for the table of all rows.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient
from sqlalchemy import func, insert, select, text, update

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support"), str(ROOT / "tests" / "bench")]

import postgres  # noqa: E402
from bench_web import Screen, measure  # noqa: E402
from installation import PASSWORD, add_user, settings_in  # noqa: E402

from api import sheets  # noqa: E402
from api.app import create_app  # noqa: E402
from api.clock import today_here  # noqa: E402
from api.context import Context, open_context  # noqa: E402
from api.database import transaction  # noqa: E402
from api.register import contracts, gaps, tables  # noqa: E402
from api.register.judging import RANKS, duty_of  # noqa: E402
from api.register.sums import sums  # noqa: E402
from api.register.wanted import Filter, title_key  # noqa: E402
from extractor.contract_numbers import number_key  # noqa: E402
from extractor.law import load_law  # noqa: E402
from models import Document, Engagement, LabourReport, Organisation, RegisterContract  # noqa: E402

SUMMARY_MS, XLSX_S = 300.0, 20.0
ORG = "utama"
TITLES = (
    "Satpam", "Petugas Kebersihan", "Pengemudi", "Pramusaji", "Teknisi Listrik", "Penjaga Malam", "Tukang Kebun",
    "Operator Telepon", "Juru Parkir", "Pramubakti", "Petugas Loket", "Operator Komputer", "Kurir", "Teknisi AC",
)  # fmt: skip
WEIGHTS = (30, 24, 14, 8, 4, 4, 4, 2, 2, 3, 2, 1, 1, 1)
PROGRAMMES = ("jkk", "jkm", "jht", "jp", "jkp", "bpjs_kesehatan")
LACKING = (
    ("jkk", "kritis"), ("jp", "kritis"), ("jkp", "tinggi"), ("thr", "kritis"), ("overtime", "kritis"),
    ("annual_leave", "tinggi"), ("weekly_rest", "tinggi"), ("k3_apd", "tinggi"), ("termination", "sedang"),
    ("dispute_settlement", "sedang"), ("registration_disnaker", "sedang"), ("transfer_of_protection", "kritis"),
    ("minimum_wage_reference", "tinggi"), ("compensation_pkwt", "kritis"),
)  # fmt: skip
PLACES = tuple(
    f"Kantor {n}, {region}"
    for n in range(1, 9)
    for region in ("Kota Bengkulu", "Kabupaten Seluma", "Kabupaten Kaur", "Kabupaten Lebong", "Bengkulu Utara")
)
DISTRICTS = tuple(f"Kecamatan {n:02}" for n in range(1, 21))


@dataclass(frozen=True, slots=True)
class Bodies:
    """Agencies and vendors; ``habits`` are the terms that each vendor writes into its contracts."""

    agencies: list[uuid.UUID]
    vendors: list[uuid.UUID]
    habits: list[tuple[list[str], list[tuple[str, str]]]]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--contracts", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--xlsx", nargs=2, metavar=("TABLE", "ROWS"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.xlsx:
        return write_table(chosen.folder, chosen.xlsx[0], int(chosen.xlsx[1]))
    server = postgres.running() if chosen.database == "postgresql" else contextlib.nullcontext()
    with server, tempfile.TemporaryDirectory() as name:
        return bench(Path(name), contracts_wanted=chosen.contracts, rounds=chosen.rounds, seed=chosen.seed)


def bench(folder: Path, *, contracts_wanted: int, rounds: int, seed: int) -> int:
    chance, began = random.Random(seed), time.perf_counter()
    settings = settings_in(folder)
    context = open_context(settings)
    bodies = fill(context, wanted=contracts_wanted, chance=chance)
    add_user(context, "ukur", role="head")
    with context.sessions() as session:
        rows = session.scalar(select(func.count()).select_from(Engagement))
        today = today_here()
        in_force = Filter(on=today)
        now = sums(session, org=ORG, wanted=in_force, today=today)
    print(
        f"{contracts_wanted} contracts, {rows} rows on {context.engine.dialect.name}, {now.contracts} of them in force "
        f"with {now.workers} workers; filled in {time.perf_counter() - began:.0f} s; load of the machine "
        f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
    )
    check_fill(context, chance)
    with transaction(context.sessions) as session:
        began = time.perf_counter()
        contracts.settle(session, org=ORG, law=load_law())
        print(f"deadlines by new law data reckoned in {time.perf_counter() - began:.1f} s (once for each version)")
    context.close()
    with TestClient(create_app(settings, make_reader=None), follow_redirects=False) as client:
        assert client.post("/masuk", data={"name": "ukur", "password": PASSWORD}).status_code == 303
        worst = measure(client, summaries(bodies), rounds=rounds, chance=chance, limit=SUMMARY_MS)
        print()
        measure(client, lists(bodies), rounds=rounds, chance=chance, limit=SUMMARY_MS)
    print(f"load of the machine {os.getloadavg()[0]:.1f}")
    longest = max(table_in_its_own_process(folder, table) for table in ("register", "reports"))
    return 0 if worst <= SUMMARY_MS and longest <= XLSX_S else 1


def summaries(bodies: Bodies) -> list[Screen]:
    def at(query: str) -> str:
        return f"/daftar/ringkasan?{query}"

    return [
        Screen("summary", lambda _: at("")),
        Screen("summary, another day", lambda c: at(f"pada={c.randint(2023, 2026)}-0{c.randint(1, 9)}-15")),
        Screen("summary, agency", lambda c: at(f"instansi={c.choice(bodies.agencies)}")),
        Screen("summary, kecamatan", lambda c: at(f"kecamatan={c.choice(DISTRICTS).replace(' ', '+')}")),
        Screen("summary, position", lambda c: at(f"jabatan={c.choice(TITLES).replace(' ', '+')}")),
        Screen(
            "summary, kecamatan and position",
            lambda c: at(f"kecamatan={c.choice(DISTRICTS).replace(' ', '+')}&jabatan={c.choice(TITLES).split()[0]}"),
        ),
    ]


def lists(bodies: Bodies) -> list[Screen]:
    return [
        Screen("list", lambda _: "/daftar"),
        Screen("list, all times", lambda _: "/daftar?waktu=semua"),
        Screen("list, agency", lambda c: f"/daftar?instansi={c.choice(bodies.agencies)}"),
        Screen("list, position", lambda c: f"/daftar?posisi={c.choice(TITLES).replace(' ', '+')}"),
        Screen("list, missing", lambda c: f"/daftar?tidak_ada={c.choice(LACKING)[0]}"),
        Screen("list, never reported", lambda _: "/daftar?laporan=never"),
        Screen("list, far down", lambda c: f"/daftar?waktu=semua&setelah={c.randint(1, 150_000)}"),
        Screen("reports", lambda _: "/daftar/laporan"),
        Screen("reports, one state", lambda c: f"/daftar/laporan?laporan={c.choice(('never', 'late', 'differs'))}"),
        Screen(
            "reports, agency in force", lambda c: f"/daftar/laporan?waktu=sekarang&instansi={c.choice(bodies.agencies)}"
        ),
        Screen(
            "reports, far down", lambda c: f"/daftar/laporan?setelah=0.202{c.randint(3, 6)}0101.{c.randint(1, 90_000)}"
        ),
    ]


def fill(context: Context, *, wanted: int, chance: random.Random) -> Bodies:
    """Contracts from 2022 on, most of them for a budget year, with their rows, sums and reports."""
    bodies = _bodies(context, chance)
    reporter = add_user(context, "peninjau0").id
    entry, at = 0, datetime(2022, 1, 3, 1, tzinfo=UTC)
    with context.engine.begin() as connection:
        for first in range(0, wanted, 2000):
            documents, engagements, sums, reports = [], [], [], []
            for number in range(first, min(first + 2000, wanted)):
                document = _document(number, at + timedelta(minutes=23 * number), chance)
                contract, rows, report = _contract(number, document["id"], bodies, entry, reporter, chance)
                documents.append(document)
                engagements += rows
                sums.append(contract)
                reports += report
                entry += len(rows)
            for table, made in (
                (Document, documents),
                (Engagement, engagements),
                (RegisterContract, sums),
                (LabourReport, reports),
            ):
                connection.execute(insert(table), made)
        waiting = [_document(wanted + n, at, chance, approved=False) for n in range(wanted // 20)]
        connection.execute(insert(Document), waiting)
        if connection.dialect.name == "postgresql":
            for table in ("engagement", "register_contract"):
                connection.execute(text(f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))"))
    with context.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE" if connection.dialect.name == "postgresql" else "ANALYZE"))
    return bodies


def check_fill(context: Context, chance: random.Random) -> None:
    """What was filled in bulk is what the register itself would have written: fifty contracts made anew are alike."""
    columns = [c for c in RegisterContract.__table__.columns if c.name not in ("id", "deadline", "deadline_law")]
    with context.sessions() as session:
        some = session.scalars(
            select(RegisterContract.document_id).order_by(RegisterContract.document_id).limit(50)
        ).all()
        query = select(*columns).where(RegisterContract.document_id.in_(some)).order_by(RegisterContract.document_id)
        before = session.execute(query).all()
        for document in some:
            contracts.write(session, document, severities=dict(LACKING))
        assert session.execute(query).all() == before
        session.rollback()


def _bodies(context: Context, chance: random.Random) -> Bodies:
    agencies = [uuid.UUID(int=chance.getrandbits(128), version=4) for _ in range(500)]
    vendors = [uuid.UUID(int=chance.getrandbits(128), version=4) for _ in range(5000)]
    made = [("agency", i, f"Dinas Urusan {n}", DISTRICTS[n % 20] if n % 9 else "") for n, i in enumerate(agencies)]
    made += [("vendor", i, f"PT Karya Nomor {n}", "") for n, i in enumerate(vendors)]
    with context.engine.begin() as connection:
        connection.execute(
            insert(Organisation),
            [{"id": i, "org": ORG, "kind": kind, "name": name, "district": d} for kind, i, name, d in made],
        )
        for bodies, count in ((agencies, 10), (vendors, 60)):
            for n in range(count):
                connection.execute(
                    update(Organisation).where(Organisation.id == bodies[-1 - n]).values(merged_into_id=bodies[n])
                )
    habits = []
    for _ in vendors:
        granted = sorted(chance.sample(PROGRAMMES, chance.choice((6, 6, 4, 3, 2, 0))))
        lacking = sorted(chance.sample(LACKING, chance.randint(0, 6)))
        habits.append((granted, lacking))
    return Bodies(agencies, vendors, habits)


def _document(number: int, at: datetime, chance: random.Random, *, approved: bool = True) -> dict[str, Any]:
    return {
        "id": uuid.UUID(int=chance.getrandbits(128), version=4), "org": ORG, "sha256": f"{number:064x}",
        "filename": f"kontrak {number}.pdf", "media_type": "application/pdf", "size": 200_000, "door": "folder",
        "created_at": at, "status": "complete", "run": 1, "pipeline_version": "ukur", "law_version": "ukur",
        "page_count": 4, "pages_done": 4, "repaired": False, "inspection_notes": "", "finished_at": at,
        "kind": "alih_daya", "number": f"{number}/PKS", "missing_count": 0, "violated_count": 0, "absent_count": 0,
        "unreadable_count": 0, "unclear_count": 0, "satisfied_count": 3, "open_count": 0 if approved else 3,
        "weak_pages": 0, "top_severity": 0, "agency": "", "review_state": "approved" if approved else "to_review",
        "state_since": at, "version": 0, "latest": True,
    }  # fmt: skip


def _contract(
    number: int, document: uuid.UUID, bodies: Bodies, entry: int, reporter: uuid.UUID, chance: random.Random
) -> tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]:
    """One contract as ``api.register.contracts`` writes it, its rows, and a report about it or none."""
    vendor = chance.randrange(len(bodies.vendors))
    granted, lacking = bodies.habits[vendor]
    year = chance.choice((2022, 2023, 2024, 2025, 2026))
    starts = date(year, 1, 1) if chance.random() < 0.6 else date(year, 1, 1) + timedelta(days=chance.randint(0, 360))
    ends = date(year, 12, 31) if chance.random() < 0.7 else starts + timedelta(days=chance.choice((180, 365, 730)))
    signed = starts - timedelta(days=chance.randint(0, 20))
    kind = chance.choices(("alih_daya", "surat_perjanjian", "spk", "pkwt"), (55, 15, 10, 20))[0]
    identifier, number_text = number + 1, f"{number}/PKS/{year}"
    key = number_key(number_text)
    below = chance.random() < 0.08
    shared = {
        "org": ORG, "document_id": document, "agency_id": bodies.agencies[chance.randrange(500)],
        "vendor_id": bodies.vendors[vendor], "kind": kind, "contract_number": number_text, "contract_key": key,
        "signed_on": signed, "starts_on": starts, "ends_on": max(ends, starts), "from_on": starts, "until_on": max(ends, starts), "below_minimum": below,
        "place": chance.choice(PLACES),
    }  # fmt: skip
    rows = []
    for position in range(chance.choice((1, 1, 2, 2, 3, 4))):
        title = chance.choices(TITLES, WEIGHTS)[0]
        rows.append(
            {
                **shared, "id": entry + position + 1, "position": position, "title": title,
                "title_key": title_key(title), "headcount": None if chance.random() < 0.04 else chance.randint(1, 30),
                "wage": Decimal(2_000_000 + 25_000 * chance.randint(0, 60)), "wage_period": "month",
                "insured": granted, "missing": [code for code, _ in lacking], "contract_id": identifier,
                "individual": kind == "pkwt",
            }
        )  # fmt: skip
    workers, unknown = sum(r["headcount"] or 0 for r in rows), sum(r["headcount"] is None for r in rows)
    rank, report = RANKS["never"], []
    came = signed + timedelta(days=chance.choice((0, 1, 2, 3, 5, 9, 15, 40)))
    if chance.random() < 0.45:
        heads = workers + 1 if chance.random() < 0.1 else workers
        rank = RANKS["reported"]
        report = [
            {
                "org": ORG, "letter_number": f"560/{number}", "received_on": came,
                "channel": chance.choice(("online", "written")), "sender": "vendor", "contract_number": number_text,
                "contract_key": key, "headcount": max(heads, 1), "wage": None, "recorded_by": reporter,
            }
        ]  # fmt: skip
        if max(heads, 1) != workers and not unknown:
            rank = RANKS["differs"]
    pairs = [f"{code}/{grave}" for code, grave in lacking]
    contract = {
        **shared, "id": identifier, "since_on": signed, "rows": len(rows), "workers": workers, "unknown": unknown,
        "insured": f",{','.join(granted)}," if granted else "", "missing": f",{','.join(pairs)}," if pairs else "",
        "wage_low": min(r["wage"] for r in rows), "wage_high": max(r["wage"] for r in rows), "wage_open": False,
        "duty": duty_of(kind, signed), "report_rank": rank, "channel": report[0]["channel"] if report else None,
        "reported_on": came if report else None, "deadline": None, "deadline_law": "",
    }  # fmt: skip
    return contract, rows, report


def table_in_its_own_process(folder: Path, table: str) -> float:
    """Write the table of the first tenth of the rows, then of all; the seconds that all of them took."""
    seconds = 0.0
    for rows in (20_000, 10**9):
        command = [sys.executable, __file__, "--folder", str(folder), "--xlsx", table, str(rows)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        print(done.stdout.strip())
        seconds = float(done.stdout.split(" s,")[0].split()[-1])
    return seconds


def write_table(folder: Path, table: str, most: int) -> int:
    context = open_context(settings_in(folder))
    before, began, worked = _peak(), time.perf_counter(), time.process_time()
    with context.sessions() as session, tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        if table == "register":
            columns, cells = (
                tables.REGISTER_COLUMNS,
                tables.register_cells(session, org=ORG, wanted=Filter(), today=today_here()),
            )
        else:
            found = gaps.every(session, org=ORG, law=load_law(), today=today_here())
            columns, cells = tables.GAP_COLUMNS, tables.gap_cells(found)
        count = sheets.write_xlsx([sheets.Sheet("Daftar", columns, islice(cells, most))], file.name)
        size = Path(file.name).stat().st_size
    print(
        f"XLSX {table}: {count} rows in {time.perf_counter() - began:.1f} s, processor {time.process_time() - worked:.1f} s"
        f", {size / 1e6:.1f} MB, memory {before:.0f} MB before, peak {_peak():.0f} MB"
    )
    context.close()
    return 0


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    raise SystemExit(main())

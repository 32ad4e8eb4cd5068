"""How fast the screens are over a large register: 100,000 documents with 1,000,000 findings by default.

    python tests/bench/bench_web.py [--documents 100000] [--rounds 30] [--seed 7] [--database postgresql]
                                    [--url postgresql+psycopg://...]

Fills a new database from a seed, then asks every screen of the running application ``rounds`` times, each time with
another document or filter, and prints the time of an answer (median, 95th percentile), the 95th percentile of the
processor time spent in this process (what counts when the machine has other work too; on PostgreSQL the server's own
time is not in it), and the statements of one request. Exit code 1 when a 95th percentile of the processor time is
over the limit. On SQLite in a temporary folder, unless ``--database postgresql`` starts a server for the run (as the
tests do) or ``--url`` names an empty database.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fastapi.testclient import TestClient
from sqlalchemy import event, insert, text

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support")]

import postgres  # noqa: E402
from installation import PASSWORD, add_user, settings_in  # noqa: E402
from written_contract import page_words, written_report  # noqa: E402

from api.app import create_app  # noqa: E402
from api.context import Context, open_context  # noqa: E402
from api.services import reports, search  # noqa: E402
from extractor.intake.types import SourceFile  # noqa: E402
from extractor.report import to_json  # noqa: E402
from models import Document, FindingRow, ReportRow, SearchText  # noqa: E402
from models.document import ReviewState  # noqa: E402

LIMIT_MS = 150.0
FINDINGS = 10
STATES: tuple[ReviewState, ...] = ("to_review", "in_review", "checked", "approved", "sent_back", "read")
WEIGHTS = (30, 6, 8, 48, 2, 6)
VENDORS = [f"PT {a} {b}" for a in ("Rimba", "Garda", "Tirta", "Surya", "Bumi", "Cipta", "Karya", "Mitra") for b in
           ("Sejati", "Perkasa", "Abadi", "Mandiri", "Utama", "Jaya", "Lestari", "Makmur", "Persada", "Sentosa")]  # fmt: skip
AGENCIES = [f"dinas-{n:02}" for n in range(60)]
WORDS = (  # noqa: SIM905  (a list of fifty words reads worse)
    """
    upah lembur pekerja perjanjian pihak pertama kedua waktu kerja jaminan sosial hari tua kecelakaan kematian kontrak
    nilai pekerjaan penyedia pengamanan kebersihan taman gedung kantor dinas masa berlaku tanggal bulan tahun rupiah
    pembayaran denda sanksi cuti libur istirahat mingguan tunjangan raya keselamatan alat pelindung diri asuransi
"""
).split()
NUMBER_WORDS = ("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh")


@dataclass(frozen=True, slots=True)
class Screen:
    """``address`` makes the address of one request from the random generator."""

    name: str
    address: Callable[[random.Random], str]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--url", default="")
    chosen = parser.parse_args(arguments)
    chance = random.Random(chosen.seed)
    with ExitStack() as held:
        if chosen.database == "postgresql" and not chosen.url:
            held.enter_context(postgres.running())
        folder = held.enter_context(tempfile.TemporaryDirectory())
        settings = settings_in(Path(folder))
        if chosen.url:
            settings = replace(settings, database_url=chosen.url)
        context = open_context(settings)
        began = time.perf_counter()
        ids = fill(context, documents=chosen.documents, chance=chance)
        print(
            f"{chosen.documents} documents, {chosen.documents * FINDINGS} findings on "
            f"{context.engine.dialect.name}, filled in {time.perf_counter() - began:.0f} s"
        )
        add_user(context, "ukur", role="admin")
        context.close()
        with TestClient(create_app(settings, make_reader=None), follow_redirects=False) as client:
            assert client.post("/masuk", data={"name": "ukur", "password": PASSWORD}).status_code == 303
            worst = measure(client, screens(ids), rounds=chosen.rounds, chance=chance)
    return 0 if worst <= LIMIT_MS else 1


def fill(context: Context, *, documents: int, chance: random.Random) -> list[uuid.UUID]:
    """Documents, each with its report, findings and one page of text to search in; their ids."""
    place = context.settings.data_dir / "kontrak.pdf"
    report = written_report(SourceFile(place, "kontrak.pdf", "application/pdf", "0" * 64, 1))
    findings = (report.findings * 2)[:FINDINGS]
    report = replace(report, findings=findings)
    body, marks = to_json(report), reports.fingerprints(findings)
    people = [add_user(context, f"peninjau{n}").id for n in range(12)]
    start = datetime(2022, 1, 3, 1, tzinfo=UTC)
    ids: list[uuid.UUID] = []
    with context.engine.begin() as connection:
        for first in range(0, documents, 2000):
            numbers = range(first, min(first + 2000, documents))
            rows = [_document(n, chance=chance, people=people, at=start + timedelta(minutes=23 * n)) for n in numbers]
            ids += [row["id"] for row in rows]  # type: ignore[misc]
            connection.execute(insert(Document), rows)
            made = [
                {"id": n + 1, "document_id": row["id"], "pipeline_version": "ukur", "law_version": "ukur", "body": body}
                for n, row in zip(numbers, rows, strict=True)
            ]
            connection.execute(insert(ReportRow), made)
            connection.execute(
                insert(FindingRow),
                [
                    {
                        "report_id": one["id"], "document_id": one["document_id"], "position": position,
                        "rule": f.rule, "verdict": f.verdict, "severity": f.severity, "title": f.title,
                        "fingerprint": mark,
                    }
                    for one in made
                    for position, (f, mark) in enumerate(zip(findings, marks, strict=True))
                ],
            )  # fmt: skip
            connection.execute(insert(SearchText), [_words(row, chance) for row in rows])
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT setval('report_id_seq', (SELECT max(id) FROM report))"))
        connection.execute(text("ANALYZE"))
    assert page_words(1).words
    return ids


def _document(number: int, *, chance: random.Random, people: list[uuid.UUID], at: datetime) -> dict[str, object]:
    state = chance.choices(STATES, WEIGHTS)[0]
    counts = {name: chance.randint(0, 3) for name in ("violated", "absent", "unclear", "unreadable")}
    waiting = state in ("to_review", "in_review", "sent_back")
    checker, approver = chance.sample(people, 2)
    return {
        "id": uuid.UUID(int=chance.getrandbits(128), version=4), "org": "utama", "sha256": f"{number:064x}",
        "filename": f"kontrak {number}.pdf", "media_type": "application/pdf", "size": 200_000,
        "door": chance.choice(("web", "api", "folder", "folder")), "created_at": at, "status": "complete", "run": 1,
        "pipeline_version": "ukur", "law_version": "ukur", "page_count": 4, "pages_done": 4, "repaired": False,
        "inspection_notes": "", "finished_at": at,
        "kind": chance.choice(("alih_daya", "spk", "pkwt", "surat_perjanjian")), "number": f"{number}/PKS/2024",
        "user_name": f"Dinas {number % 60}", "vendor_name": chance.choice(VENDORS), "missing_count": counts["absent"],
        **{f"{name}_count": value for name, value in counts.items()}, "satisfied_count": 3,
        "open_count": sum(counts.values()) if waiting else 0, "top_severity": chance.randint(1, 4) if waiting else 0,
        "weak_pages": 0, "worst_grade": chance.choices(("good", "fair", "poor", "unreadable"), (60, 25, 10, 5))[0],
        "agency": AGENCIES[number % 60], "review_state": state, "state_since": at,
        "reviewer_id": chance.choice(people) if state != "to_review" and state != "read" else None,
        "checked_by": checker if state in ("checked", "approved") else None,
        "approved_by": approver if state == "approved" else None, "version": 0, "latest": True,
    }  # fmt: skip


def _words(row: dict[str, object], chance: random.Random) -> dict[str, object]:
    words = [*chance.choices(WORDS, k=80), chance.choice(NUMBER_WORDS), f"lokasi{chance.randint(0, 5000)}"]
    marks = search.marks(str(row["org"]), str(row["agency"]))
    return {"document_id": row["id"], "page": 1, "terms": " ".join((*marks, *search.stems_of(" ".join(words))))}


def screens(ids: list[uuid.UUID]) -> list[Screen]:
    def document(chance: random.Random) -> str:
        return f"/dokumen/{chance.choice(ids)}"

    return [
        Screen("first screen", lambda _: "/"),
        Screen("list by state", lambda c: f"/?keadaan={c.choice(('complete', 'partial', 'failed'))}"),
        Screen("queue", lambda _: "/antrean"),
        Screen("queue, one state", lambda c: f"/antrean?keadaan={c.choice(STATES)}"),
        Screen("queue, agency", lambda c: f"/antrean?keadaan=to_review&instansi={c.choice(AGENCIES)}"),
        Screen("queue, vendor", lambda c: f"/antrean?penyedia={c.choice(VENDORS).split()[1]}"),
        Screen("queue, verdict and severity", lambda c: f"/antrean?hasil=violated&bobot={c.randint(1, 4)}&jenis=pkwt"),
        Screen(
            "queue, period", lambda c: f"/antrean?dari=2024-0{c.randint(1, 5)}-01&sampai=2024-0{c.randint(6, 9)}-01"
        ),
        Screen("queue, rare word", lambda c: f"/antrean?cari=lokasi{c.randint(0, 5000)}"),
        Screen("queue, common words", lambda c: f"/antrean?cari={c.choice(WORDS)}+{c.choice(NUMBER_WORDS)}"),
        Screen("queue, far down", lambda c: f"/antrean?setelah={_cursor(c)}"),
        Screen("report", document),
        Screen("one page of the report", lambda c: f"{document(c)}/lembar/2"),
        Screen("changes", lambda c: f"{document(c)}/perubahan"),
        Screen("help", lambda _: "/bantuan"),
    ]


def _cursor(chance: random.Random) -> str:
    from api.services import cursors

    return cursors.cursor(datetime(2022, 1, 3, tzinfo=UTC) + timedelta(days=chance.randint(1, 1500)), uuid.UUID(int=1))


def measure(
    client: TestClient, wanted: list[Screen], *, rounds: int, chance: random.Random, limit: float = LIMIT_MS
) -> float:
    """Print the table; the worst 95th percentile of processor time in milliseconds."""
    print(f"{'screen':32} {'median':>9} {'p95':>9} {'cpu p95':>9} {'statements':>11}")
    worst = 0.0
    for screen in wanted:
        headers = {"hx-request": "true"} if "/lembar/" in screen.address(random.Random(1)) else {}
        client.get(screen.address(chance), headers=headers)
        times, spent = [], []
        for _ in range(rounds):
            address = screen.address(chance)
            began, worked = time.perf_counter(), time.process_time()
            answer = client.get(address, headers=headers)
            times.append((time.perf_counter() - began) * 1000)
            spent.append((time.process_time() - worked) * 1000)
            assert answer.status_code == 200, (address, answer.status_code)
        with counted(client) as asked:
            client.get(screen.address(chance), headers=headers)
        p95, cpu = (statistics.quantiles(values, n=20, method="inclusive")[-1] for values in (times, spent))
        worst = max(worst, cpu)
        print(f"{screen.name:32} {statistics.median(times):7.1f}ms {p95:7.1f}ms {cpu:7.1f}ms {len(asked):11}")
    print(f"worst p95 of processor time {worst:.1f} ms, limit {limit:.0f} ms")
    return worst


@contextmanager
def counted(client: TestClient) -> Iterator[list[str]]:
    engine = client.app.state.context.engine  # type: ignore[attr-defined]
    asked: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


if __name__ == "__main__":
    raise SystemExit(main())

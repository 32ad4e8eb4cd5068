"""``make bench-size``: what a page costs to keep and to read, for the arithmetic of docs/operations.md.

The samples, born-digital and scanned, go through the real reader into SQLite once; their rows are then copied into an
empty, migrated SQLite file and an empty PostgreSQL database, and the growth of both is measured after VACUUM. The rows
of the job engine are left out: they are cleared away a week later. Printed are bytes a page of the database, of the
originals, of page images and of the searchable copies, and CPU seconds a page of all processes.

    python tests/bench/bench_size.py [--rounds 1]
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(1, str(Path(__file__).resolve().parents[1] / "support"))

import postgres
import sqlalchemy as sa

from api.context import Context, open_context
from api.database import transaction
from api.jobs.reader import PoolReader
from api.jobs.worker import Worker
from api.services import copies, intake
from api.settings import Settings
from models import Base, Document, Page
from models.migrations import upgrade

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
WAIT = 0.2


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=1, help="how often each sample is handed in, as another file")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as place, postgres.running():
        for kind in ("born", "scan"):
            measure(Path(place) / kind, kind, rounds=chosen.rounds)


def measure(place: Path, kind: str, *, rounds: int) -> None:
    place.mkdir()
    settings = Settings(data_dir=place, database_url=f"sqlite:///{place / 'lindung.sqlite3'}", workers=2, min_free=0)
    context = open_context(settings)
    try:
        with Worker(context, PoolReader(settings)):
            before, began = cpu(), time.monotonic()
            read(context, kind, rounds=rounds)
            wall = time.monotonic() - began
        # The reading processes have ended by now and count with their parent.
        spent = cpu() - before
        with context.sessions() as session:
            documents = session.scalars(sa.select(Document)).all()
            pages = session.scalar(sa.select(sa.func.count()).where(Page.status == "done")) or 0
            for document in documents:
                copies.searchable(context, session, document, archival=False)
        print(f"{kind}: {len(documents)} documents, {pages} pages", flush=True)
        print(f"  CPU seconds a page          {spent / pages:.2f} (with start and warm-up; wall {wall / pages:.2f})")
        lite, post = place / "grown.sqlite3", postgres.empty(f"grown_{kind}")
        print(
            f"  SQLite bytes a page         {grown(context, f'sqlite:///{lite}', lambda _: lite.stat().st_size) / pages:,.0f}"
        )
        print(f"  PostgreSQL bytes a page     {grown(context, post, in_postgres) / pages:,.0f}")
        print(f"  originals, bytes a page     {total(place / 'originals', '*') / pages:,.0f}")
        print(f"  page images, bytes a page   {total(place / 'derived', '*.webp') / pages:,.0f}")
        print(f"  searchable, bytes a page    {total(place / 'derived', 'searchable.pdf') / pages:,.0f}", flush=True)
    finally:
        context.close()


def read(context: Context, kind: str, *, rounds: int) -> None:
    """Hand the samples of the kind in and wait until all have ended."""
    sources = sorted(SAMPLES.glob(f"*.{kind}.pdf"))
    with transaction(context.sessions) as session:
        for number in range(rounds):
            for source in sources:
                data = source.read_bytes() + (b"" if number == 0 else f"\n% {number}\n".encode())
                intake.submit(
                    context,
                    session,
                    stream=io.BytesIO(data),
                    filename=source.name,
                    door="folder",
                    org="utama",
                    user=None,
                )
    while True:
        with context.sessions() as session:
            if all(document.finished for document in session.scalars(sa.select(Document))):
                return
        time.sleep(WAIT)


def grown(context: Context, url: str, size: Callable[[sa.Engine], int]) -> int:
    """By how many bytes an empty database grows when all rows are copied into it."""
    engine = sa.create_engine(url)
    try:
        upgrade(engine)
        vacuum(engine)
        before = size(engine)
        with context.engine.connect() as source, engine.begin() as target:
            for table in Base.metadata.sorted_tables:
                target.execute(sa.delete(table)) if table.name == "event_head" else None
                rows = [dict(row) for row in source.execute(sa.select(table)).mappings()]
                if rows:
                    target.execute(sa.insert(table), rows)
        vacuum(engine)
        return size(engine) - before
    finally:
        engine.dispose()


def vacuum(engine: sa.Engine) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("VACUUM" if engine.dialect.name == "sqlite" else "VACUUM FULL"))


def in_postgres(engine: sa.Engine) -> int:
    with engine.connect() as connection:
        return int(connection.scalar(sa.text("SELECT pg_database_size(current_database())")) or 0)


def total(folder: Path, pattern: str) -> int:
    return sum(path.stat().st_size for path in folder.rglob(pattern) if path.is_file())


def cpu() -> float:
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


if __name__ == "__main__":
    main()

"""What a monitoring program asks every minute does not go through all pages and documents."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from installation import opened, settings_in


def test_the_monitoring_asks_indexes(tmp_path: Path) -> None:
    """The database answers by index: pages of the last hour, the oldest document that waits, failures by reason."""
    settings = settings_in(tmp_path, database_url=f"sqlite:///{tmp_path / 'lindung.sqlite3'}")
    with opened(settings) as context, context.engine.connect() as connection:
        for question in (
            "SELECT status, started_at, finished_at FROM page WHERE finished_at >= '2026-01-01'",
            "SELECT min(created_at) FROM document WHERE status = 'queued'",
            "SELECT error_code, count(*) FROM document WHERE status = 'failed' GROUP BY error_code",
        ):
            plan = [row[-1] for row in connection.execute(sa.text(f"EXPLAIN QUERY PLAN {question}"))]
            assert plan[0].startswith("SEARCH"), plan

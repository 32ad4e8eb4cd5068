"""Two machines that share nothing but a PostgreSQL database and an S3 bucket, and the death of one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import postgres
import pytest
import s3_servers
from fake_reader import pdf
from installation import hand_in, opened
from machines import machine, shared_environment, until
from s3_servers import S3Server
from sqlalchemy import func, select

from api.context import Context
from api.jobs import housekeeping
from api.settings import from_environment
from models import Document, FindingRow, Page, ReportRow

DOCUMENTS, PAGES = 12, 6


@pytest.fixture
def server(tmp_path: Path) -> Iterator[S3Server]:
    with s3_servers.rclone(tmp_path / "bucket") as made:
        yield made


def finished(context: Context) -> int:
    with context.sessions() as session:
        return sum(document.finished for document in session.scalars(select(Document)))


def test_one_of_two_machines_dies_and_nothing_is_lost(tmp_path: Path, server: S3Server) -> None:
    """Both read; kill -9 of one with all its children: within a minute the other goes on with its documents, and each
    ends complete exactly once, with every page, picture and finding there once and no file left over."""
    url = postgres.address(tmp_path)
    assert url is not None
    shared = shared_environment(url, server.part("bersama"))
    settings = from_environment({**shared, "LINDUNG_DATA_DIR": str(tmp_path / "web"), "LINDUNG_SLOT": "web"})
    with opened(settings) as context:
        with (
            machine(tmp_path / "a", shared, slot="a", core=0) as first,
            machine(tmp_path / "b", shared, slot="b", core=1) as second,
        ):
            until(lambda: first.ready and second.ready)
            made = [hand_in(context, pdf(str(number)), door="folder") for number in range(DOCUMENTS)]
            until(lambda: len(first.begun) >= 4 and len(second.begun) >= 4)
            first.kill()
            assert finished(context) < DOCUMENTS
            until(lambda: finished(context) == DOCUMENTS and not context.queue.running())
            begun = Counter(first.begun + second.begun)
        with context.sessions() as session:
            assert set(session.scalars(select(Document.status))) == {"complete"}
            assert session.scalar(select(func.count()).select_from(Page)) == DOCUMENTS * PAGES
            assert set(session.scalars(select(Page.status))) == {"done"}
            assert session.scalar(select(func.count()).select_from(ReportRow)) == DOCUMENTS
            assert session.scalar(select(func.count()).select_from(FindingRow)) == DOCUMENTS * 3
        # What the dead machine had in hand is begun again, and nothing else.
        assert len(begun) == DOCUMENTS * PAGES
        assert sum(begun.values()) - len(begun) <= 2
        assert set(context.storage.stored(older_than=-5)) == {document.sha256 for document in made}
        assert all(
            context.storage.has(context.storage.page_image(document.sha256, document.pipeline_version, number))
            for document in made
            for number in range(1, PAGES + 1)
        )
        assert housekeeping.tidy(context).originals == 0

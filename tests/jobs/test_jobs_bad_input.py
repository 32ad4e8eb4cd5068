"""Files that cannot or should not be read, through the real queue and sandbox: each ends with words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import hostile
import pytest
from installation import hand_in, opened, settings_in, wait_until_finished

from api import cli
from api.context import Context
from api.jobs.reader import PoolReader
from api.jobs.worker import Worker
from api.services import documents, reports
from models import Document, Page


@dataclass(frozen=True)
class House:
    """An installation with a worker that really reads."""

    context: Context

    def read(self, data: bytes) -> tuple[Document, list[Page]]:
        document = wait_until_finished(self.context, hand_in(self.context, data), seconds=300)
        with self.context.sessions() as session:
            return document, list(documents.pages(session, document))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    settings = settings_in(tmp_path_factory.mktemp("house"), workers=1)
    with opened(settings) as context, Worker(context, PoolReader(settings)):
        yield House(context)


REFUSED = {
    "password": (lambda: hostile.encrypted(hostile.plain(2)), "password-protected"),
    "no pages": (hostile.no_pages, "no-pages"),
    "too many pages": (lambda: hostile.many_kids(2001), "too-many-pages"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_refused_says_why(house: House, tmp_path: Path, name: str) -> None:
    """The document is failed with code, sentence and remedy; the command line gives the same as exit code 3."""
    make, code = REFUSED[name]
    document, pages = house.read(make())
    assert (document.status, document.error_code, pages) == ("failed", code, [])
    assert document.error_message
    assert document.error_remedy
    path = tmp_path / "berkas.pdf"
    path.write_bytes(make())
    assert cli.main(["check", str(path)]) == 3


def test_a_bomb_is_one_failed_page(house: House) -> None:
    """Two kilobytes that unpack to a gigabyte are a gap with a reason, and the next file is read as ever."""
    bomb, pages = house.read(hostile.flate_in_flate())
    assert (bomb.status, bomb.error_code) == ("failed", "no-page-readable")
    assert [(page.status, page.attempts) for page in pages] == [("failed", 1)]
    assert pages[0].error_code in ("page-crashed", "page-memory-limit", "page-cpu-limit")
    after, _ = house.read(hostile.plain(1))
    assert after.status == "complete"


def test_a_contract_in_english_is_no_indonesian_contract(house: House) -> None:
    """Text in another language is read, judged as no known contract, and says so instead of reporting gaps."""
    lines = [
        "SERVICE AGREEMENT",
        "This agreement is made between the client and the contractor named below.",
        "The contractor shall provide cleaning services at the premises of the client.",
        "Payment is due within thirty days after receipt of a proper invoice.",
    ]
    document, _ = house.read(hostile.plain(1, lines=lines))
    assert document.status == "complete"
    with house.context.sessions() as session:
        report = reports.current(session, document).report
    assert report.contract.kind == "other"
    assert report.contract.reason
    assert report.missing == ()


def test_a_blank_page_is_told_as_such(house: House) -> None:
    """A page without anything on it is no crash: the document ends, and its page says that nothing stands there."""
    document, pages = house.read(hostile.page(contents=hostile.stream(b" ")))
    assert document.finished
    assert [page.status for page in pages] == ["done"]
    with house.context.sessions() as session:
        page = reports.current(session, document).report.document.pages[0]
    assert page.grade_reason or page.notes

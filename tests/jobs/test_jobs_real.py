"""The whole way with nothing faked: a sample contract through the queue, the sandboxed readers and the checks."""

from __future__ import annotations

from pathlib import Path

from installation import hand_in, opened, settings_in, wait_until_finished

from api.jobs.reader import PoolReader
from api.jobs.worker import Worker
from api.services import documents, reports
from extractor.report import from_json, to_json


def test_a_sample_goes_all_the_way(root: Path, tmp_path: Path) -> None:
    """A born-digital sample and a truncated copy of it: the one ends with a judged report, the other with a reason."""
    data = (root / "samples" / "01.born.pdf").read_bytes()
    settings = settings_in(tmp_path, workers=1)
    with opened(settings) as context, Worker(context, PoolReader(settings)):
        document = hand_in(context, data)
        cut = hand_in(context, data[: len(data) // 3])
        document = wait_until_finished(context, document, seconds=300)
        cut = wait_until_finished(context, cut, seconds=300)
        with context.sessions() as session:
            stored = reports.current(session, document)
            pages = documents.pages(session, document)
            images = [documents.image_path(context, document, page.number) for page in pages]
        assert images[0].read_bytes()[8:12] == b"WEBP"
        assert len(images) == document.page_count
    assert document.status == "complete"
    assert document.kind == "alih_daya"
    assert {page.status for page in pages} == {"done"}
    assert len(stored.findings) >= 20
    assert from_json(to_json(stored.report)) == stored.report
    assert (cut.status, cut.error_message is not None, cut.error_remedy is not None) == ("failed", True, True)

"""The folder door: batches over a real database, fed by hand, read by a pretended reader."""

from __future__ import annotations

import csv
import io
import os
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fake_reader import FakeReader, pdf
from installation import opened, settings_in
from sqlalchemy import select

from api.context import Context
from api.database import transaction
from api.errors import BatchClosed, DiskFull, FileChanging, Invalid, NotARegularFile
from api.folders import results
from api.folders.feeder import Feeder
from api.folders.feeder import opened as opened_file
from api.folders.progress import ProgressLine
from api.jobs.worker import Worker
from api.services import batches
from extractor.sandbox.errors import PageDamaged
from models import Batch, BatchItem, Document, Event

LONG_AGO = 1_600_000_000


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    with opened(settings_in(tmp_path / "data")) as made:
        yield made


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    place = tmp_path / "masuk"
    place.mkdir()
    return place


def put(folder: Path, name: str | bytes, data: bytes | None = None, *, fresh: bool = False) -> bytes:
    """A file that has lain there for long, or (``fresh``) one that was written this moment. Its path in bytes."""
    raw = os.fsencode(name) if isinstance(name, str) else name
    place = os.path.join(os.fsencode(folder), raw)
    os.makedirs(os.path.dirname(place), exist_ok=True)
    with open(place, "wb") as file:
        file.write(pdf(raw.decode("latin-1")) if data is None else data)
    if not fresh:
        os.utime(place, (LONG_AGO, LONG_AGO))
    return place


def begin(context: Context, folder: Path, **how: object) -> Batch:
    with transaction(context.sessions) as session:
        return batches.begin(session, org="utama", folder=folder, **how)  # type: ignore[arg-type]


def rows(context: Context, batch: Batch) -> dict[str, BatchItem]:
    with context.sessions() as session:
        return {item.path: item for item in batches.items(session, batch, limit=1000).items}


def figures(context: Context, batch: Batch) -> batches.Figures:
    with context.sessions() as session:
        return batches.figures(session, [batch.id])[batch.id]


def state(context: Context, batch: Batch) -> str:
    with context.sessions() as session:
        return session.get_one(Batch, batch.id).state


def run(context: Context, batch: Batch, reader: FakeReader, *, feeder: Feeder | None = None) -> None:
    """Read until the batch is over."""
    feeder = feeder or Feeder(context)
    with Worker(context, reader):
        until(lambda: state(context, batch) in ("done", "cancelled"), feeder.step)


def until(reached: Callable[[], bool], act: Callable[[], None] = lambda: None, *, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < end, "not reached in time"
        act()
        time.sleep(0.05)


def test_a_folder_is_read_and_every_file_has_its_outcome(context: Context, inbox: Path) -> None:
    """Files in subfolders are read, a copy is linked to the first, what is no contract file is refused with a reason."""
    put(inbox, "a.pdf")
    put(inbox, "dinas/2024/b.pdf")
    put(inbox, "dinas/salinan.pdf", pdf("a.pdf"))
    put(inbox, "catatan.docx", b"PK\x03\x04 not a contract")
    batch = begin(context, inbox)
    run(context, batch, FakeReader(page_count=2))
    found = rows(context, batch)
    assert {path: batches.outcome(item) for path, item in found.items()} == {
        "a.pdf": "complete",
        "catatan.docx": "refused",
        "dinas/2024/b.pdf": "complete",
        "dinas/salinan.pdf": "complete",
    }
    assert [path for path, item in found.items() if item.duplicate] == ["dinas/salinan.pdf"]
    assert found["dinas/salinan.pdf"].document_id == found["a.pdf"].document_id
    assert found["catatan.docx"].error_message
    sums = figures(context, batch)
    assert (sums.complete, sums.refused, sums.duplicates, sums.total, sums.settled) == (3, 1, 1, 4, 4)
    with context.sessions() as session:
        told = session.scalars(select(Event.action).where(Event.subject_type == "batch")).all()
    assert list(told) == ["batch.begun", "batch.done"]


def test_links_devices_and_fifos_are_told_and_never_opened(context: Context, inbox: Path, tmp_path: Path) -> None:
    """What is not a regular file is refused with a reason, a link out of the folder leads nowhere, and nothing hangs."""
    secret = tmp_path / "rahasia.pdf"
    secret.write_bytes(pdf("secret"))
    (inbox / "tautan.pdf").symlink_to(secret)
    (inbox / "folder-lain").symlink_to(tmp_path)
    os.mkfifo(inbox / "pipa.pdf")
    batch = begin(context, inbox)
    run(context, batch, FakeReader())
    assert {path: item.error_code for path, item in rows(context, batch).items()} == {
        "folder-lain": "not-a-regular-file",
        "pipa.pdf": "not-a-regular-file",
        "tautan.pdf": "not-a-regular-file",
    }
    with context.sessions() as session:
        assert session.scalars(select(Document)).all() == []


def test_a_folder_swapped_for_a_link_is_not_followed(inbox: Path, tmp_path: Path) -> None:
    """A subfolder that became a link after it was listed does not lead out of the folder."""
    outside = tmp_path / "luar"
    put(outside, "a.pdf")
    (inbox / "dinas").symlink_to(outside)
    with pytest.raises(NotARegularFile), opened_file(inbox, b"dinas/a.pdf"):
        pass


def test_names_in_odd_encodings_are_taken_and_shown(context: Context, inbox: Path) -> None:
    """A name that is not UTF-8 is read all the same and shown with its bytes escaped."""
    put(inbox, b"kontrak-\xe9\xff.pdf")
    batch = begin(context, inbox)
    run(context, batch, FakeReader(page_count=1))
    (item,) = rows(context, batch).values()
    assert item.path == r"kontrak-\xe9\xff.pdf"
    assert batches.outcome(item) == "complete"


def test_hidden_and_half_written_names_are_left_alone(context: Context, inbox: Path) -> None:
    """Hidden files, spreadsheet locks, downloads in progress and what Windows leaves behind are no files of the batch."""
    for name in (".a.pdf", "~$b.pdf", "c.pdf.part", "Thumbs.db", ".tmp/d.pdf", "lindung.csv"):
        put(inbox, name, b"berkas\n")
    put(inbox, "e.pdf")
    batch = begin(context, inbox)
    run(context, batch, FakeReader(page_count=1))
    assert list(rows(context, batch)) == ["e.pdf"]


def test_a_file_still_being_written_is_taken_only_when_it_stands_still(context: Context, inbox: Path) -> None:
    """While size or time of a file move it has no row; once they have stood still for the settling time it is taken."""
    feeder = Feeder(context, settle=0.3, look_again=0.05)
    put(inbox, "a.pdf", b"%PDF-1.4 half", fresh=True)
    batch = begin(context, inbox)
    with Worker(context, FakeReader(page_count=1)):
        for part in range(6):
            put(inbox, "a.pdf", pdf("x" * part), fresh=True)
            feeder.step()
            assert rows(context, batch) == {}
            assert state(context, batch) == "running"
            time.sleep(0.1)
        until(lambda: state(context, batch) == "done", feeder.step)
    (item,) = rows(context, batch).values()
    assert item.size == len(pdf("xxxxx"))


def test_a_file_that_changes_while_it_is_copied_is_not_kept(inbox: Path) -> None:
    """The end of a file that grew since it was opened is an error, so that the transaction keeps nothing."""
    place = put(inbox, "a.pdf")

    def copy_while_it_grows() -> None:
        with opened_file(inbox, b"a.pdf") as stream:
            stream.read(4)
            with open(place, "ab") as more:
                more.write(b"more")
            while stream.read(1024):
                pass

    with pytest.raises(FileChanging):
        copy_while_it_grows()


def test_a_file_that_vanished_is_refused_and_the_others_go_on(context: Context, inbox: Path) -> None:
    """A file listed and then removed ends refused with its reason; retrying by that reason takes it once it is back."""
    put(inbox, "a.pdf")
    put(inbox, "b.pdf")
    batch = begin(context, inbox)
    feeder = Feeder(context)
    feeder._look(batch)
    (inbox / "a.pdf").unlink()
    run(context, batch, FakeReader(page_count=1), feeder=feeder)
    assert {p: batches.outcome(i) for p, i in rows(context, batch).items()} == {"a.pdf": "refused", "b.pdf": "complete"}
    with context.sessions() as session:
        (group,) = batches.failures(session, batch)
    assert (group.code, group.count) == ("file-gone", 1)
    put(inbox, "a.pdf")
    with transaction(context.sessions) as session:
        assert batches.retry(context, session, session.get_one(Batch, batch.id), "file-gone") == 1
    run(context, batch, FakeReader(page_count=1))
    assert figures(context, batch).complete == 2


def test_failed_documents_are_retried_by_reason(context: Context, inbox: Path) -> None:
    """All files whose document failed for one reason are read again together; the others stay as they are."""
    put(inbox, "a.pdf")
    put(inbox, "b.pdf")
    batch = begin(context, inbox)
    run(context, batch, FakeReader(page_count=1, inspect_error=PageDamaged()))
    with context.sessions() as session:
        (group,) = batches.failures(session, batch)
    assert (group.count, group.message) == (2, PageDamaged.message)
    with transaction(context.sessions) as session:
        assert batches.retry(context, session, session.get_one(Batch, batch.id), "no-such-reason") == 0
        assert batches.retry(context, session, session.get_one(Batch, batch.id), group.code) == 2
    run(context, batch, FakeReader(page_count=1))
    assert figures(context, batch).complete == 2


def test_a_vanished_share_is_told_and_taken_up_again(context: Context, inbox: Path) -> None:
    """While the folder is gone the batch waits and says so, no file is refused for it; when it is back it goes on."""
    put(inbox, "a.pdf")
    put(inbox, "b.pdf")
    batch = begin(context, inbox)
    feeder = Feeder(context)
    feeder._look(batch)
    away = inbox.rename(inbox.with_name("dicabut"))
    feeder.step()
    with context.sessions() as session:
        assert session.get_one(Batch, batch.id).trouble_code == "share-gone"
    assert {item.state for item in rows(context, batch).values()} == {"waiting"}
    away.rename(inbox)
    run(context, batch, FakeReader(page_count=1), feeder=feeder)
    assert figures(context, batch).complete == 2
    with context.sessions() as session:
        assert session.get_one(Batch, batch.id).trouble_code is None


def test_a_full_disk_is_told_and_resumed(context: Context, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk stops the batch without refusing a file; once there is room again it goes on by itself."""
    put(inbox, "a.pdf")
    batch = begin(context, inbox)
    feeder = Feeder(context)

    def full(size: int) -> None:
        raise DiskFull()

    with monkeypatch.context() as patch:
        patch.setattr(context.storage, "_require_space", full)
        feeder.step()
    with context.sessions() as session:
        assert session.get_one(Batch, batch.id).trouble_code == "disk-full"
    assert [item.state for item in rows(context, batch).values()] == ["waiting"]
    assert list(context.settings.incoming.iterdir()) == []
    run(context, batch, FakeReader(page_count=1), feeder=feeder)
    assert figures(context, batch).complete == 1


def test_a_crash_between_two_files_neither_loses_nor_doubles_one(context: Context, inbox: Path) -> None:
    """A feeder that died after some files is followed by a new one that hands in just the rest."""
    for number in range(5):
        put(inbox, f"{number}.pdf")
    batch = begin(context, inbox)
    first = Feeder(context)
    first._look(batch)
    for item_id in first._next(batch)[:2]:
        first._hand_in(batch, item_id)
    assert begin(context, inbox).id == batch.id
    run(context, batch, FakeReader(page_count=1))
    with context.sessions() as session:
        assert len(session.scalars(select(Document)).all()) == 5
    assert figures(context, batch) == batches.Figures(complete=5, pages=5, pages_done=5)


def test_pause_resume_and_cancel(context: Context, inbox: Path) -> None:
    """A paused batch hands nothing in, goes on when resumed; a cancelled one leaves the rest out and stays closed."""
    for number in range(3):
        put(inbox, f"{number}.pdf")
    batch = begin(context, inbox)
    feeder = Feeder(context)
    feeder._look(batch)
    with transaction(context.sessions) as session:
        batches.pause(session, session.get_one(Batch, batch.id))
    feeder.step()
    assert figures(context, batch).waiting == 3
    with transaction(context.sessions) as session:
        batches.resume(session, session.get_one(Batch, batch.id))
    feeder._hand_in(batch, feeder._next(batch)[0])
    with transaction(context.sessions) as session:
        assert batches.cancel(session, session.get_one(Batch, batch.id)) == 2
    feeder.step()
    sums = figures(context, batch)
    assert (sums.reading, sums.cancelled) == (1, 2)
    with transaction(context.sessions) as session, pytest.raises(BatchClosed):
        batches.resume(session, session.get_one(Batch, batch.id))


def test_only_a_few_documents_wait_in_the_queue(context: Context, inbox: Path) -> None:
    """However many files a folder holds, no more than the window of the reading processes is queued at a time."""
    for number in range(40):
        put(inbox, f"{number:02}.pdf")
    batch = begin(context, inbox)
    feeder = Feeder(context)
    for _ in range(4):
        feeder.step()
    sums = figures(context, batch)
    assert (sums.reading, sums.waiting) == (8 * context.settings.workers, 40 - 8 * context.settings.workers)


def test_a_watched_inbox_takes_what_comes_and_never_ends(context: Context, inbox: Path) -> None:
    """Files that come to lie in a watched folder are read; new content under an old name is read again."""
    feeder = Feeder(context, settle=0.1, look_again=0.05)
    batch = begin(context, inbox, watched=True)
    stopping = threading.Event()
    with Worker(context, FakeReader(page_count=1)):
        thread = threading.Thread(target=feeder.run, args=(stopping,), kwargs={"pause": 0.05})
        thread.start()
        try:
            put(inbox, "a.pdf", pdf("first"))
            until(lambda: figures(context, batch).complete == 1)
            first = rows(context, batch)["a.pdf"].document_id
            put(inbox, "a.pdf", pdf("second"), fresh=True)
            until(lambda: rows(context, batch)["a.pdf"].document_id not in (first, None))
            until(lambda: figures(context, batch).complete == 1)
        finally:
            stopping.set()
            thread.join()
    assert state(context, batch) == "running"
    with context.sessions() as session:
        assert len(session.scalars(select(Document)).all()) == 2


def test_folder_names_and_sidecar_say_what_the_office_knows(context: Context, inbox: Path) -> None:
    """The pattern reads the folders from the top, the sidecar adds to it and goes before it."""
    put(inbox, "Dinas Sosial/2024/PT Maju/a.pdf")
    put(inbox, "lepas.pdf")
    (inbox / "lindung.csv").write_text(
        "berkas;penyedia;kecamatan\nDinas Sosial/2024/PT Maju/a.pdf;PT Maju Bersama;Sukamaju\n", encoding="utf-8-sig"
    )
    batch = begin(context, inbox, pattern="{instansi}/*/{penyedia}")
    run(context, batch, FakeReader(page_count=1))
    assert {path: item.meta for path, item in rows(context, batch).items()} == {
        "Dinas Sosial/2024/PT Maju/a.pdf": {
            "instansi": "Dinas Sosial",
            "penyedia": "PT Maju Bersama",
            "kecamatan": "Sukamaju",
        },
        "lepas.pdf": {},
    }


@pytest.mark.parametrize("pattern", ["instansi", "{Instansi}", "{a}/{a}", "{a b}"])
def test_a_pattern_that_says_nothing_is_refused(context: Context, inbox: Path, pattern: str) -> None:
    """A wrong pattern is told before anything is read."""
    with pytest.raises(Invalid):
        begin(context, inbox, pattern=pattern)


@pytest.mark.parametrize(
    ("text", "said"),
    [("nama;x\na;b\n", "kolom"), ("berkas;x\n;b\n", "baris 2"), ("berkas;x\na.pdf;b\na.pdf;c\n", "baris 3")],
)
def test_a_broken_sidecar_stops_the_batch_with_its_line(context: Context, inbox: Path, text: str, said: str) -> None:
    """A sidecar that cannot be understood is named with its line; no file is taken without what it says."""
    put(inbox, "a.pdf")
    (inbox / "lindung.csv").write_text(text)
    batch = begin(context, inbox)
    Feeder(context).step()
    with context.sessions() as session:
        message = session.get_one(Batch, batch.id).trouble_message
    assert message is not None
    assert said in message
    assert rows(context, batch) == {}


def test_the_result_list_is_complete_and_harmless(context: Context, inbox: Path, tmp_path: Path) -> None:
    """CSV and XLSX hold one row a file; a name that looks like a formula comes out as text."""
    put(inbox, "=HYPERLINK(1).pdf")
    put(inbox, "x.docx", b"PK\x03\x04")
    batch = begin(context, inbox)
    run(context, batch, FakeReader(page_count=1))
    out = io.StringIO()
    with context.sessions() as session:
        assert results.write_csv(session, batch, out) == 2
        assert results.write_xlsx(session, batch, tmp_path / "hasil.xlsx") == 2
    table = list(csv.DictReader(io.StringIO(out.getvalue()), delimiter=";"))
    assert [row["berkas"] for row in table] == ["'=HYPERLINK(1).pdf", "x.docx"]
    assert (table[0]["hasil"], table[0]["nilai"], table[1]["hasil"]) == ("lengkap", "486000000.5", "ditolak")
    assert table[1]["saran"]
    with zipfile.ZipFile(tmp_path / "hasil.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "=HYPERLINK(1).pdf</t>" in sheet
    assert "<f>" not in sheet


def test_scans_of_one_contract_are_suggested_not_merged(context: Context, inbox: Path) -> None:
    """Two different files with the same number, parties and value are shown as a pair, both documents stay."""
    put(inbox, "a.pdf")
    put(inbox, "b.pdf")
    batch = begin(context, inbox)
    run(context, batch, FakeReader(page_count=1))
    with context.sessions() as session:
        ((mine, older),) = batches.alike(session, batch)
        assert {mine.filename, older.filename} == {"a.pdf", "b.pdf"}
        assert older.created_at <= mine.created_at


def test_the_progress_line_tells_speed_time_and_trouble() -> None:
    """The line counts files and pages, the speed of the last minute, the time left, failures and what is waited for."""
    line = ProgressLine(io.StringIO(), every=0)
    line.show(batches.Figures(waiting=100), now=0)
    sums = batches.Figures(waiting=60, complete=38, refused=2, pages=90, pages_done=90)
    line.show(sums, now=60)
    assert line.text(sums, trouble="disk penuh") == (
        "40 dari 100 berkas · 90 halaman · 1,5 hal/dtk · sisa ± 2 menit · 2 perlu dilihat · MENUNGGU: disk penuh"
    )

"""The pool survives whatever its children do, and tells what happened."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import hostile
import pytest
import sandbox_verbs as verbs

from extractor.errors import LindungError
from extractor.intake import Inspection, identify
from extractor.intake.errors import FileChanged, PasswordProtected
from extractor.sandbox import Limits, ReadingPool
from extractor.sandbox.errors import (
    PageCpuLimit,
    PageCrashed,
    PageGarbled,
    PageMemoryLimit,
    PageTimeout,
    PoolClosed,
    SandboxUnavailable,
)
from extractor.sandbox.traces import as_trace, trace_in
from extractor.words.types import PageFailure

SMALL = Limits(cpu_seconds=1, wall_seconds=30.0, address_space_bytes=1024**3, reply_bytes=1024**2)
HERE = Path(verbs.__file__).parent


def faulty(workers: int = 1, limits: Limits = SMALL) -> ReadingPool:
    """A pool whose children know the misbehaving verbs."""
    return ReadingPool(workers, limits, verbs="sandbox_verbs:VERBS", import_paths=[HERE])


def call(pool: ReadingPool, verb: str, text: str, *, wall_seconds: float | None = None) -> str:
    answer: str = pool.call(verb, verbs.TEXT.dump_json(text), result=verbs.TEXT, wall_seconds=wall_seconds)
    return answer


@pytest.fixture(scope="module")
def pool() -> Iterator[ReadingPool]:
    with faulty() as ready:
        yield ready


def alive(pid: int) -> bool:
    """Whether the process runs (a zombie does not)."""
    try:
        return ") Z" not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def gone_soon(pid: int) -> bool:
    deadline = time.monotonic() + 20
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not alive(pid)


@pytest.mark.parametrize(
    ("how", "verdict"),
    [
        ("abort", PageCrashed),
        ("segfault", PageCrashed),
        ("exit", PageCrashed),
        ("exception", PageCrashed),
        ("killed", PageMemoryLimit),
        ("out-of-memory", PageMemoryLimit),
        ("spin", PageCpuLimit),
    ],
)
def test_a_dying_child_is_judged_and_replaced(pool: ReadingPool, how: str, verdict: type[LindungError]) -> None:
    """Each way to die gives its own error, and the next call is answered by a fresh child."""
    with pytest.raises(verdict):
        call(pool, "crash", how)
    assert call(pool, "echo", "masih hidup") == "masih hidup"


@pytest.mark.parametrize("how", ["telling-exception", "telling-death"])
def test_no_word_of_a_document_gets_into_the_log(pool: ReadingPool, caplog: pytest.LogCaptureFixture, how: str) -> None:
    """Of a failed child the log tells the kind of failure and the place in the code, not what was printed or said."""
    with caplog.at_level("WARNING"), pytest.raises(PageCrashed):
        call(pool, "crash", how)
    assert "Siti" not in caplog.text
    assert "1771" not in caplog.text
    assert ("ValueError at sandbox_verbs.py:" if how == "telling-exception" else "ended with -6") in caplog.text


def test_a_child_cannot_write_its_own_words_into_the_log() -> None:
    """An answer that only looks like a failure report is reduced to nothing."""
    assert as_trace("ValueError at raster.py:88; pool.py:41") == "ValueError at raster.py:88; pool.py:41"
    assert as_trace("Siti Rahayu bekerja di sini") == "no trace"
    assert as_trace({"upah": 4_000_000}) == "no trace"


def test_a_printed_traceback_is_reduced_to_its_places() -> None:
    """Of a traceback on standard error the exception's kind and the places remain."""
    printed = b'Traceback:\n  File "/srv/a/raster.py", line 12, in f\n    x\nfoo.BadError: Siti Rahayu\n'
    assert trace_in(printed) == "BadError at raster.py:12"
    assert trace_in(b"Perjanjian Error Siti\nPasal 5: upah\n") == "no trace"


def test_a_hanging_child_is_a_timeout_and_no_verdict_on_the_page(pool: ReadingPool) -> None:
    """Wall-clock time gives the error that may be tried again, not the one that condemns the page."""
    with pytest.raises(PageTimeout, match="belum selesai") as caught:
        call(pool, "crash", "hang", wall_seconds=0.3)
    assert "Coba lagi" in caught.value.remedy
    assert call(pool, "echo", "lanjut") == "lanjut"


def test_what_a_child_started_dies_with_it(pool: ReadingPool) -> None:
    """A program started by a child (an OCR engine) is killed together with the child."""
    child = int(call(pool, "pid", ""))
    with pytest.raises(PageTimeout):
        call(pool, "crash", "stubborn-program", wall_seconds=1.5)
    left = [p for p in Path("/proc").iterdir() if p.name.isdigit() and _session(p) == child and alive(int(p.name))]
    assert left == []
    assert not alive(child)


def _session(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[3])
    except OSError:
        return -1


def test_a_refusal_keeps_its_kind_and_the_child(pool: ReadingPool) -> None:
    """An error of the project passes through as what it is, and the child goes on working."""
    before = call(pool, "pid", "")
    with pytest.raises(PasswordProtected, match="kata sandi"):
        call(pool, "crash", "refusal")
    assert call(pool, "pid", "") == before


@pytest.mark.parametrize("nonsense", ["bukan json", "", "{}", '"x"}{"result":"y"', "[1, 2", "null"])
def test_an_answer_that_is_not_what_was_asked_for_is_thrown_away(pool: ReadingPool, nonsense: str) -> None:
    """Garbage from a child is an error and never a value, and the child is not used again."""
    before = call(pool, "pid", "")
    with pytest.raises(PageGarbled):
        call(pool, "garbage", nonsense)
    assert call(pool, "pid", "") != before


def test_an_answer_that_is_too_long_is_not_read(pool: ReadingPool) -> None:
    """A child cannot fill its parent's memory."""
    with pytest.raises(PageGarbled):
        call(pool, "echo", "x" * (2 * 1024**2))


def test_the_words_of_another_page_are_not_taken(tmp_path: Path) -> None:
    """A child that answers with page 99 when asked for page 1 is not believed."""
    path = tmp_path / "kontrak.pdf"
    path.write_bytes(hostile.plain())
    source = identify(path)
    with faulty() as pool, pytest.raises(PageGarbled):
        pool.read_page(source, 1, inspection=Inspection(page_count=1))


def test_a_crash_in_a_used_child_is_tried_once_more(pool: ReadingPool, tmp_path: Path) -> None:
    """What an earlier page left behind in a child is not blamed on the page that crashed; half a file is undone."""
    assert call(pool, "echo", "bekas") == "bekas"
    path = tmp_path / "hasil"
    with path.open("w+b") as file, pytest.raises(PageCrashed):
        pool.call(
            "write",
            b'{"text": "abc", "die": true}',
            result=verbs.TEXT,
            files=[os.open(os.devnull, os.O_RDONLY), file.fileno()],
        )
    assert path.read_bytes() == b"abc"


def test_a_child_is_replaced_after_its_share_of_pages() -> None:
    """No child works longer than its limit allows."""
    limits = Limits(address_space_bytes=1024**3, pages_per_child=2)
    with faulty(limits=limits) as pool:
        pids = [call(pool, "pid", "") for _ in range(4)]
    assert pids[0] == pids[1]
    assert pids[2] == pids[3]
    assert pids[0] != pids[2]


def test_a_child_that_grew_fat_is_replaced() -> None:
    """A child that holds more memory than allowed between pages is not kept."""
    with faulty(limits=Limits(address_space_bytes=1024**3, resident_bytes=1024)) as pool:
        assert call(pool, "pid", "") != call(pool, "pid", "")


def test_warming_up_starts_every_child_once() -> None:
    """All children are there before the first page, and calls use them instead of starting more."""
    with faulty(workers=2) as pool:
        pool.warm_up()
        first = set(pool._living)
        assert len(first) == 2
        assert call(pool, "echo", "siap") == "siap"
        assert set(pool._living) == first
        assert len(pool._idle) == 2


def test_many_threads_share_few_children() -> None:
    """Calls from eight threads are all answered right by two children."""
    answers: dict[int, str] = {}
    pids = set()
    with faulty(workers=2) as pool:

        def work(number: int) -> None:
            answers[number] = call(pool, "echo", f"jawaban {number}")
            pids.add(call(pool, "pid", ""))

        threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert answers == {n: f"jawaban {n}" for n in range(8)}
    assert len(pids) <= 2


def test_a_child_outlives_the_thread_that_first_asked_for_it() -> None:
    """The kernel ends a child with the thread that started it, so a request's own thread must not be that one."""
    with faulty() as pool:
        thread = threading.Thread(target=call, args=(pool, "echo", "pertama"))
        thread.start()
        thread.join()
        before = call(pool, "pid", "")
        assert call(pool, "pid", "") == before


def test_closing_ends_what_is_in_progress_and_leaves_nothing_behind() -> None:
    """Closing kills busy children, their folder is gone, later calls are refused."""
    pool = faulty()
    folder = pool._workspace.path
    child = int(call(pool, "pid", ""))
    caught: list[BaseException] = []

    def work() -> None:
        try:
            call(pool, "crash", "hang")
        except LindungError as error:
            caught.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    while pool._idle:
        time.sleep(0.01)
    pool.close()
    thread.join(timeout=30)
    assert isinstance(caught[0], PoolClosed)
    assert not alive(child)
    assert not folder.exists()
    with pytest.raises(PoolClosed):
        call(pool, "echo", "terlambat")


def test_children_die_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    """kill -9 on the parent ends its children, and the next pool sweeps away the folder it left."""
    program = (
        "import sys, threading\n"
        f"sys.path[:0] = {[str(HERE), str(HERE.parent.parent)]!r}\n"
        "import sandbox_verbs as verbs\n"
        "from extractor.sandbox import ReadingPool\n"
        f"pool = ReadingPool(1, verbs='sandbox_verbs:VERBS', import_paths=[{str(HERE)!r}])\n"
        "print(pool.call('pid', b'\"\"', result=verbs.TEXT), pool._workspace.path, flush=True)\n"
        "pool.call('crash', b'\"hang\"', result=verbs.TEXT)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child, _, folder = parent.stdout.readline().strip().partition(" ")
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    assert gone_soon(int(child))
    assert Path(folder).exists()
    with faulty():
        assert not Path(folder).exists()


def test_a_child_that_cannot_start_is_a_clear_error() -> None:
    """A broken installation ends in a message that names the way to the cause."""
    with (
        ReadingPool(1, verbs="tidak.ada:VERBS") as pool,
        pytest.raises(SandboxUnavailable, match="lindung doctor"),
    ):
        call(pool, "echo", "x")


def test_a_file_that_changed_or_vanished_is_refused(tmp_path: Path) -> None:
    """Between identification and reading a file must stay what it was."""
    path = tmp_path / "kontrak.pdf"
    path.write_bytes(hostile.plain())
    source = identify(path)
    path.write_bytes(hostile.plain(3))
    with faulty() as pool:
        with pytest.raises(FileChanged):
            pool.inspect(source)
        path.unlink()
        with pytest.raises(FileChanged):
            pool.read_page(source, 1, inspection=Inspection(page_count=1))


def test_pages_in_are_pages_out_even_when_every_page_fails(tmp_path: Path) -> None:
    """Each page of a document is given, in order, as words or as a failure with its message."""
    path = tmp_path / "kontrak.pdf"
    path.write_bytes(hostile.plain(5))
    source = identify(path)
    with faulty(workers=2) as pool:
        pages = list(pool.read_pages(source, Inspection(page_count=5)))
    assert [page.number for page in pages] == [1, 2, 3, 4, 5]
    assert all(isinstance(page, PageFailure) and page.code == "page-garbled" and page.remedy for page in pages)

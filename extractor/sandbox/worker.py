"""Parent side of one child: start it, ask it, judge how it died, leave nothing behind."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from extractor.errors import LindungError, ReadingFailure, UnreadableFile
from extractor.sandbox import fences, wire
from extractor.sandbox.errors import (
    PageCpuLimit,
    PageCrashed,
    PageGarbled,
    PageMemoryLimit,
    PageStopped,
    PageTimeout,
    SandboxUnavailable,
)
from extractor.sandbox.limits import Limits
from extractor.sandbox.traces import as_trace, trace_in
from extractor.sandbox.watched import engine_in

_log = logging.getLogger(__name__)

_ROOT = Path(__file__).resolve().parent.parent.parent
_START = "import sys; sys.path.insert(0, {root!r}); from extractor.sandbox.child import main; main({link}, {parent})"
_OUT_OF_MEMORY = (b"bad_alloc", b"MemoryError", b"Out of memory", b"out of memory", b"Cannot allocate")


class Worker:
    """One child process in its own session and folder. Not thread-safe: one caller at a time.

    After any exception from ``ask`` other than a message of the child itself, ``healthy`` is False and only ``stop``
    makes sense.
    """

    def __init__(self, folder: Path, *, limits: Limits, verbs: str, import_paths: Sequence[Path]) -> None:
        """Start the child without waiting for it. Call it in a thread that lives as long as the child shall live:
        the kernel ends the child together with the *thread* that started it. Raises SandboxUnavailable."""
        self.folder = folder
        self.healthy = True
        self.answered = 0
        self._limits = limits
        self._ready = False
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115 - closed in stop()
        self._link, theirs = socket.socketpair()
        try:
            folder.mkdir(mode=0o700)
            setup = ("-I", "-c", _START.format(root=str(_ROOT), link=theirs.fileno(), parent=os.getpid()))
            self._process = subprocess.Popen(
                [sys.executable, *setup],
                cwd=folder,
                env=fences.environment(folder),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._stderr,
                pass_fds=(theirs.fileno(),),
                start_new_session=True,
            )
            import_names = [str(path) for path in import_paths]
            wire.send(self._link, setup_message(limits=limits, verbs=verbs, import_paths=import_names))
        except (OSError, wire.Closed) as error:
            self._link.close()
            self._stderr.close()
            raise SandboxUnavailable from error
        finally:
            theirs.close()

    def ask(self, verb: str, body: bytes, *, files: Sequence[int] = (), wall_seconds: float | None = None) -> bytes:
        """The child's result as JSON. Raises the child's own refusal (UnreadableFile or ReadingFailure subclass) or
        PageCrashed, PageCpuLimit, PageMemoryLimit, PageTimeout, PageGarbled, SandboxUnavailable."""
        self._wait_until_ready()
        deadline = time.monotonic() + (self._limits.wall_seconds if wall_seconds is None else wall_seconds)
        try:
            wire.send(self._link, verb.encode() + b"\n" + body, files=files, deadline=deadline)
            reply = wire.receive(self._link, limit=self._limits.reply_bytes, deadline=deadline)
        except wire.Late as error:
            self.healthy = False
            raise self._laid_at_its_door(PageTimeout()) from error
        except wire.TooLong as error:
            self.healthy = False
            raise PageGarbled from error
        except wire.Closed as error:
            self.healthy = False
            raise self._laid_at_its_door(self._cause_of_death()) from error
        self.answered += 1
        return self._result(reply)

    @property
    def resident_bytes(self) -> int:
        """Memory the child holds right now, asked of the kernel, not of the child; 0 when it is gone."""
        try:
            fields = Path(f"/proc/{self._process.pid}/statm").read_text().split()
        except OSError:
            return 0
        return int(fields[1]) * os.sysconf("SC_PAGE_SIZE")

    @property
    def pid(self) -> int:
        return self._process.pid

    def kill(self) -> None:
        """Kill the child with everything it started. May be called while another thread waits in ``ask``, which then
        ends; that thread calls ``stop``."""
        self.healthy = False
        # While the child is not waited for its number cannot be given to another process.
        if self._process.poll() is None or self._group_lives():
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def stop(self) -> None:
        """Kill the child with everything it started and remove its folder; harmless when done twice."""
        self.kill()
        self._link.close()
        self._stderr.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _group_lives(self) -> bool:
        """Whether programs the child started (an OCR engine) outlived it in its process group."""
        try:
            os.killpg(self._process.pid, 0)
        except (ProcessLookupError, PermissionError):
            return False
        return True

    def _wait_until_ready(self) -> None:
        if self._ready:
            return
        try:
            deadline = time.monotonic() + self._limits.start_seconds
            wire.receive(self._link, limit=1 << 16, deadline=deadline)
        except (wire.Closed, wire.Late, wire.TooLong) as error:
            self.healthy = False
            _log.error("reading child did not start: %s", trace_in(self._last_words()))
            raise SandboxUnavailable from error
        self._ready = True

    def _result(self, reply: bytes) -> bytes:
        if reply.startswith(b'{"result":') and reply.endswith(b"}"):
            return reply[len(b'{"result":') : -1]
        self.healthy = False
        try:
            message = json.loads(reply)
            if "crash" in message:
                _log.warning("reading child failed: %s", as_trace(message["crash"]))
                raise self._laid_at_its_door(PageCrashed())
            told = message["error"]
            refusal = _known_errors()[told["code"]]
            text, remedy = str(told["message"])[:500], str(told["remedy"])[:500]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise PageGarbled from error
        # A refusal is an ordinary answer, except that memory may be in pieces after running out of it.
        self.healthy = refusal is not PageMemoryLimit
        refused = refusal(text, remedy=remedy)
        raise self._laid_at_its_door(refused) if isinstance(refused, PageStopped) else refused

    def _laid_at_its_door(self, stopped: PageStopped) -> PageStopped:
        stopped.during = engine_in(self.folder)
        return stopped

    def _cause_of_death(self) -> PageStopped:
        try:
            code = self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            return PageCrashed()
        words = self._last_words()
        _log.warning("reading child ended with %s: %s", code, trace_in(words))
        if code == -signal.SIGXCPU:
            return PageCpuLimit()
        if code == -signal.SIGKILL:
            return PageMemoryLimit()  # nobody here sent it: the kernel's out-of-memory killer did
        if any(sign in words for sign in _OUT_OF_MEMORY):
            return PageMemoryLimit()
        return PageCrashed()

    def _last_words(self) -> bytes:
        size = self._stderr.seek(0, os.SEEK_END)
        self._stderr.seek(max(0, size - 2000))
        return self._stderr.read(2000)


def setup_message(*, limits: Limits, verbs: str, import_paths: list[str]) -> bytes:
    """What the parent tells a new child first. ``verbs`` is "module:table"."""
    return json.dumps({"limits": asdict(limits), "verbs": verbs, "import_paths": import_paths}).encode()


def _known_errors() -> dict[str, type[LindungError]]:
    """Every refusal a child may utter, by code."""
    found: dict[str, type[LindungError]] = {}
    waiting: list[type[LindungError]] = [UnreadableFile, ReadingFailure]
    while waiting:
        kind = waiting.pop()
        found[kind.code] = kind
        waiting.extend(kind.__subclasses__())
    return found

"""Several reading machines as process groups: data folders of their own, one database and one bucket together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from s3_servers import KEY, SECRET

from api.buckets import Bucket

AUDIT_KEY = "5e" * 32
SUPPORT = Path(__file__).resolve().parent


@dataclass
class Machine:
    """``log`` has a line "ready" and one for each page begun: "begin SHA256 NUMBER"."""

    process: subprocess.Popen[bytes]
    log: Path

    @property
    def ready(self) -> bool:
        return bool(self._lines())

    @property
    def begun(self) -> list[str]:
        return [line for line in self._lines() if line.startswith("begin")]

    def kill(self) -> None:
        """Kill -9 the machine with all its children."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(20)

    def _lines(self) -> list[str]:
        return self.log.read_text().splitlines() if self.log.exists() else []


def shared_environment(database_url: str, bucket: Bucket) -> dict[str, str]:
    """What all machines of an installation have in common."""
    return {
        "LINDUNG_DATABASE_URL": database_url,
        "LINDUNG_STORAGE": str(bucket),
        "LINDUNG_S3_ENDPOINT": bucket.endpoint,
        "LINDUNG_S3_ACCESS_KEY": KEY,
        "LINDUNG_S3_SECRET_KEY": SECRET,
        "LINDUNG_AUDIT_KEY": AUDIT_KEY,
        "LINDUNG_MIN_FREE_MB": "0",
        "LINDUNG_WORKERS": "1",
    }


@contextmanager
def machine(
    folder: Path, shared: dict[str, str], *, slot: str, core: int, real: bool = False, **more: str
) -> Iterator[Machine]:
    """A machine whose data folder is ``folder``, on one core; killed at the end of the block."""
    folder.mkdir(parents=True)
    log = folder.with_suffix(".log")
    search = [str(SUPPORT.parents[1]), str(SUPPORT), os.environ.get("PYTHONPATH", "")]
    own = {"LINDUNG_DATA_DIR": str(folder), "LINDUNG_SLOT": slot, "PYTHONPATH": os.pathsep.join(search)}
    command = [sys.executable, str(SUPPORT / "machine_process.py"), str(log), str(core), "real" if real else "fake"]
    process = subprocess.Popen(command, env={**os.environ, **shared, **own, **more}, start_new_session=True)
    made = Machine(process, log)
    try:
        yield made
    finally:
        made.kill()


def until(reached: Callable[[], bool], *, seconds: float = 60) -> float:
    """Wait; the seconds it took."""
    began = time.monotonic()
    while not reached():
        assert time.monotonic() - began < seconds, "waited in vain"
        time.sleep(0.1)
    return time.monotonic() - began

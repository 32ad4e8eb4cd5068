"""A worker in a process of its own, to be killed: ``python worker_process.py DATA_DIR LOG [POISON_PAGE] [SLOT]``.

Each page takes a fifth of a second (or what LINDUNG_TEST_PAGE_SECONDS says) and leaves a line ``begin N`` in LOG when begun; the page POISON_PAGE (0: none)
kills the process outright. SLOT is its name where several workers share a PostgreSQL database. Ends by itself after
two minutes.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from fake_reader import FakeReader
from installation import opened, settings_in

from api.folders.feeder import feeding
from api.jobs.worker import Worker


def main(data_dir: Path, log: Path, *, poison_page: int, slot: str) -> None:
    def begin(number: int) -> None:
        with log.open("a") as out:
            out.write(f"begin {number}\n")
        if number == poison_page:
            os.kill(os.getpid(), signal.SIGKILL)

    seconds = float(os.environ.get("LINDUNG_TEST_PAGE_SECONDS", "0.2"))
    reader = FakeReader(page_count=6, seconds_a_page=seconds, before_page=begin)
    with opened(settings_in(data_dir, slot=slot)) as context, Worker(context, reader), feeding(context):
        time.sleep(120)


if __name__ == "__main__":
    main(
        Path(sys.argv[1]),
        Path(sys.argv[2]),
        poison_page=int(sys.argv[3]) if len(sys.argv) > 3 else 0,
        slot=sys.argv[4] if len(sys.argv) > 4 else "",
    )

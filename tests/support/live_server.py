"""The real server in a process of its own, over a temporary data folder, and the browser that looks at it."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CHROMIUM = "/usr/bin/chromium"
CHROMIUM_ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@dataclass(frozen=True, slots=True)
class LiveServer:
    """``address`` has no slash at its end; ``password`` is the one-time password of ``admin``."""

    address: str
    password: str
    environment: Mapping[str, str]

    def run(self, *arguments: str) -> str:
        """What a ``lindung`` command on the same data folder prints."""
        command = [sys.executable, "-m", "api.cli", *arguments]
        made = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=True, timeout=120)
        return made.stdout


@contextmanager
def live_server(data_dir: Path, *, environment: dict[str, str] | None = None) -> Iterator[LiveServer]:
    """``lindung init`` and ``lindung serve`` over ``data_dir``; the server is ended when the block ends."""
    command = [sys.executable, "-m", "api.cli"]
    env = {**os.environ, "LINDUNG_DATA_DIR": str(data_dir), "OMP_THREAD_LIMIT": "1", **(environment or {})}
    made = subprocess.run([*command, "init"], env=env, capture_output=True, text=True, check=True, timeout=120)
    password = re.search(r"sandi[^:]*:\s*(\S+)", made.stdout + made.stderr)
    if password is None:
        raise RuntimeError(f"no password in {made.stdout + made.stderr!r}")
    port = _free_port()
    log = (data_dir / "server.log").open("wb")
    server = subprocess.Popen([*command, "serve", "--port", str(port)], env=env, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/masuk", server, data_dir / "server.log")
        yield LiveServer(address=address, password=password[1], environment=env)
    finally:
        server.terminate()
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        log.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if server.poll() is not None:
            raise RuntimeError(f"the server ended: {log.read_text()[-2000:]}")
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise RuntimeError(f"the server did not answer: {log.read_text()[-2000:]}")

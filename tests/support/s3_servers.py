"""Real S3 servers on loopback: moto's, which keeps objects in memory, and rclone's, which keeps them as files.

They differ where servers in the field differ: moto asks for no password, rclone checks every signature, ignores
``If-None-Match`` and answers a request for a part of an object with the whole.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from api.buckets import Bucket

NAME = "berkas"
KEY, SECRET = "kunci-uji", "rahasia-uji-123"
PROGRAMS = Path(sys.executable).parent


@dataclass
class S3Server:
    """``bucket`` is the whole bucket; ``away`` takes the server down for a while, on the same port."""

    bucket: Bucket
    command: list[str]
    process: subprocess.Popen[bytes]

    def part(self, prefix: str) -> Bucket:
        """A part of the bucket that nobody else uses."""
        return replace(self.bucket, prefix=prefix)

    @property
    def port(self) -> int:
        return int(self.bucket.endpoint.rsplit(":", 1)[1])

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)

    def start(self) -> None:
        self.process = _started(self.command, self.port)

    @contextmanager
    def away(self) -> Iterator[None]:
        """Not there while the block runs. What moto held is gone afterwards."""
        self.stop()
        try:
            yield
        finally:
            self.start()


@contextmanager
def moto() -> Iterator[S3Server]:
    port = _free_port()
    command = [str(PROGRAMS / "moto_server"), "-H", "127.0.0.1", "-p", str(port)]
    with _running(command, port) as server:
        urllib.request.urlopen(urllib.request.Request(f"{server.bucket.endpoint}/{NAME}", method="PUT"), timeout=10)
        yield server


@contextmanager
def rclone(folder: Path) -> Iterator[S3Server]:
    """Objects are files below ``folder``."""
    (folder / NAME).mkdir(parents=True)
    port = _free_port()
    keys = f"{KEY},{SECRET}"
    command = [str(PROGRAMS / "rclone"), "serve", "s3", str(folder), "--addr", f"127.0.0.1:{port}"]
    with _running([*command, "--auth-key", keys, "--config", "/dev/null", "--vfs-cache-mode", "off"], port) as server:
        yield server


@contextmanager
def _running(command: list[str], port: int) -> Iterator[S3Server]:
    bucket = Bucket(NAME, "", f"http://127.0.0.1:{port}", "us-east-1", KEY, SECRET)
    server = S3Server(bucket, command, _started(command, port))
    try:
        yield server
    finally:
        server.stop()


def _started(command: list[str], port: int) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = time.monotonic() + 60
    while time.monotonic() < end:
        assert process.poll() is None, f"{command[0]} ended"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return process
    process.kill()
    process.wait()
    raise AssertionError(f"{command[0]} did not answer")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

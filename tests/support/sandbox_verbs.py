"""Verbs that misbehave, put into real children by the sandbox tests."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from extractor.intake.errors import PasswordProtected
from extractor.sandbox.limits import Limits
from extractor.sandbox.verb import Files, Verb
from extractor.words.types import PageWords

TEXT = TypeAdapter(str)
REPORT = TypeAdapter(dict[str, str])


def crash(how: str, _files: Files, _limits: Limits) -> str:
    match how:
        case "abort":
            os.abort()
        case "segfault":
            ctypes.string_at(0)
        case "exit":
            os._exit(0)
        case "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "exception":
            raise ZeroDivisionError
        case "telling-exception":
            raise ValueError("Siti Rahayu, NIK 1771-0000")  # as a parser's message that quotes the document
        case "telling-death":
            print("Siti Rahayu, NIK 1771-0000", file=sys.stderr, flush=True)
            os.abort()
        case "refusal":
            raise PasswordProtected
        case "out-of-memory":
            hoard = []
            while True:
                hoard.append(bytearray(64 << 20))
        case "spin":
            while True:
                pass
        case "hang":
            time.sleep(600)
        case "stubborn-program":
            subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
            time.sleep(600)
    return how


def echo(text: str, _files: Files, _limits: Limits) -> str:
    return text


def pid(_text: str, _files: Files, _limits: Limits) -> str:
    return str(os.getpid())


def _attempt(action: object) -> str:
    try:
        action()  # type: ignore[operator]
    except OSError as error:
        return type(error).__name__
    return "allowed"


def surroundings(elsewhere: str, files: Files, _limits: Limits) -> dict[str, str]:
    """What the child sees and may do."""
    forbidden = Path(elsewhere)
    return {
        "environment": ",".join(sorted(os.environ)),
        "read elsewhere": _attempt(lambda: (forbidden / "secret.txt").read_text()),
        "write elsewhere": _attempt(lambda: (forbidden / "new.txt").write_text("x")),
        "write own folder": _attempt(lambda: Path("own.txt").write_text("x")),
        "network": _attempt(lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM).close()),
        "signal parent": _attempt(lambda: os.kill(os.getppid(), 0)),
        "parent's environment": _attempt(lambda: Path(f"/proc/{os.getppid()}/environ").read_bytes()),
        "run a program": _attempt(lambda: subprocess.run(["true"], check=True)),
        "read what was handed in": os.read(files.input, 100).decode() if files.input >= 0 else "",
    }


@dataclass(frozen=True, slots=True)
class Draft:
    """Write ``text`` to the output file; die on the way when told to."""

    text: str
    die: bool = False


def write(draft: Draft, files: Files, _limits: Limits) -> str:
    os.write(files.output, draft.text.encode())
    if draft.die:
        os.abort()
    return "written"


class Garbage(Verb):
    """A child taken over by what it read: answers with bytes of its own choice."""

    def run(self, body: bytes, files: Files, limits: Limits) -> bytes:
        return self.request.validate_json(body).encode()


def wrong_page(_request: object, _files: Files, _limits: Limits) -> PageWords:
    return PageWords(number=99, width=595, height=842, words=(), source="none")


VERBS = {
    "crash": Verb(crash, request=str, result=str),
    "echo": Verb(echo, request=str, result=str),
    "pid": Verb(pid, request=str, result=str),
    "surroundings": Verb(surroundings, request=str, result=dict[str, str]),
    "write": Verb(write, request=Draft, result=str),
    "garbage": Garbage(echo, request=str, result=str),
    "read_page": Verb(wrong_page, request=object, result=PageWords),
}

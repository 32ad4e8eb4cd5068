"""Messages between parent and child: 4 bytes of length, then JSON. Never pickle: a child taken over by a hostile
file must not be able to run code in its parent.

Open files travel beside the message (SCM_RIGHTS), so that the child needs no right to open a path.
"""

from __future__ import annotations

import array
import socket
import struct
import time
from collections.abc import Sequence

_LENGTH = struct.Struct("!I")
_MAX_FILES = 4


class Closed(Exception):
    """The other side is gone."""


class TooLong(Exception):
    """The announced length is over the limit."""


class Late(Exception):
    """The deadline passed."""


def send(link: socket.socket, payload: bytes, *, files: Sequence[int] = (), deadline: float | None = None) -> None:
    """Send one message with up to four open files. ``deadline`` on ``time.monotonic``'s clock.

    Raises ``Closed`` or ``Late``.
    """
    try:
        link.settimeout(_left(deadline))
        head = _LENGTH.pack(len(payload))
        if files:
            socket.send_fds(link, [head], list(files))
        else:
            link.sendall(head)
        link.settimeout(_left(deadline))
        link.sendall(payload)
    except TimeoutError as error:
        raise Late from error
    except OSError as error:
        raise Closed from error


def receive(link: socket.socket, *, limit: int, deadline: float | None = None) -> bytes:
    """One message; open files that came with it are dropped unseen (the child may not hand any to its parent).

    Raises ``Closed``, ``TooLong`` or ``Late``.
    """
    return _message(link, limit=limit, deadline=deadline, files=None)


def receive_with_files(link: socket.socket, *, limit: int) -> tuple[bytes, list[int]]:
    """One message and its open files (close-on-exec). Raises ``Closed`` or ``TooLong``."""
    files: list[int] = []
    return _message(link, limit=limit, deadline=None, files=files), files


def _message(link: socket.socket, *, limit: int, deadline: float | None, files: list[int] | None) -> bytes:
    (length,) = _LENGTH.unpack(_exactly(link, _LENGTH.size, deadline=deadline, files=files))
    if length > limit:
        raise TooLong
    return _exactly(link, length, deadline=deadline, files=files)


def _exactly(link: socket.socket, size: int, *, deadline: float | None, files: list[int] | None) -> bytes:
    parts = bytearray()
    while len(parts) < size:
        wanted = min(size - len(parts), 1 << 20)
        try:
            link.settimeout(_left(deadline))
            piece = link.recv(wanted) if files is None else _piece(link, wanted, files)
        except TimeoutError as error:
            raise Late from error
        except OSError as error:
            raise Closed from error
        if not piece:
            raise Closed
        parts += piece
    return bytes(parts)


def _left(deadline: float | None) -> float | None:
    if deadline is None:
        return None
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _piece(link: socket.socket, size: int, files: list[int]) -> bytes:
    """Some bytes, and the open files that came with them: ``socket.recv_fds`` would not set close-on-exec."""
    room = socket.CMSG_SPACE(_MAX_FILES * array.array("i").itemsize)
    piece, ancillary, _flags, _address = link.recvmsg(size, room, socket.MSG_CMSG_CLOEXEC)
    for level, kind, data in ancillary:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            numbers = array.array("i")
            numbers.frombytes(data[: len(data) - len(data) % numbers.itemsize])
            files.extend(numbers)
    return piece

"""Files as they are handed to a child: opened here, read or written there, kept only when all went well."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from extractor.intake.errors import FileChanged


class Output:
    """A file being written; ``keep`` decides whether it appears under its name."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.keep = False


@contextlib.contextmanager
def written(path: Path) -> Iterator[Output]:
    """Open a hidden file beside ``path`` for a child to write; on success it takes the name, else it is removed."""
    draft = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}")
    output = Output(os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_RDWR | os.O_CLOEXEC, 0o600))
    try:
        yield output
        if output.keep:
            os.fsync(output.number)
            draft.replace(path)
    finally:
        os.close(output.number)
        draft.unlink(missing_ok=True)


@contextlib.contextmanager
def opened_source(path: Path, *, size: int | None) -> Iterator[int]:
    """The file, open for reading; refused when it is gone or no longer as long as when it was identified."""
    try:
        number = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as error:
        raise FileChanged from error
    try:
        if size is not None and os.fstat(number).st_size != size:
            raise FileChanged
        yield number
    finally:
        os.close(number)


def rewind(files: Sequence[int]) -> None:
    """Make what a dead child wrote undone before the next one writes."""
    for number in files[1:]:
        os.ftruncate(number, 0)
        os.lseek(number, 0, os.SEEK_SET)

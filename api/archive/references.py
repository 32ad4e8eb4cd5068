"""Files that a program names instead of sending them: in a folder that the administrator has opened for that."""

from __future__ import annotations

import errno
import os
from contextlib import ExitStack
from pathlib import Path, PurePosixPath

from api.errors import FileUnreadable, NotARegularFile, ShareGone
from api.folders.feeder import opened
from api.refusals import EntryUnsafe
from api.services.handovers import Part
from extractor.errors import LindungError


def part(folder: Path, path: str, streams: ExitStack) -> Part:
    """The file at ``path`` below the folder, its stream closed with ``streams``; or why it is not taken.

    Raises ShareGone when the folder itself is gone.
    """
    plain = PurePosixPath(path)
    if plain.is_absolute() or ".." in plain.parts or str(plain) != path:
        return Part(path, None, EntryUnsafe())
    try:
        # One at a time: what was opened before has been read by the time the next one is asked for.
        streams.close()
        return Part(path, streams.enter_context(opened(folder, os.fsencode(path))))
    except ShareGone:
        raise
    except LindungError as error:
        return Part(path, None, error)
    except OSError as error:
        return Part(path, None, NotARegularFile() if error.errno in (errno.ELOOP, errno.EISDIR) else FileUnreadable())

"""The warm child: takes a request, does it, answers; one at a time. The only process in which a document is opened.

Started by ``extractor.sandbox.worker`` with nothing but one socket. Libraries are imported once, then the fences go
up (``fences``), then requests come. What it does is a table of verbs, ``extractor.sandbox.table.VERBS``.
"""

from __future__ import annotations

import importlib
import json
import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from extractor.errors import LindungError
from extractor.sandbox import fences, kernel, wire
from extractor.sandbox.errors import PageMemoryLimit
from extractor.sandbox.limits import Limits
from extractor.sandbox.traces import trace_of
from extractor.sandbox.verb import Files, Verb

_LARGEST_REQUEST = 256 * 1024 * 1024


def main(link_number: int, parent: int) -> None:
    """Serve the parent on the socket until it closes."""
    kernel.die_with_parent(parent)
    link = socket.socket(fileno=link_number)
    try:
        setup = json.loads(wire.receive(link, limit=1 << 20))
        verbs = _get_ready(setup)
        wire.send(link, json.dumps({"ready": sorted(verbs)}).encode())
        while True:
            request, files = wire.receive_with_files(link, limit=_LARGEST_REQUEST)
            wire.send(link, _answer(verbs, request, files, limits=Limits(**setup["limits"])))
    except wire.Closed:
        return


def _get_ready(setup: Mapping[str, Any]) -> Mapping[str, Verb]:
    sys.path.extend(setup["import_paths"])
    module, _, table = setup["verbs"].partition(":")
    verbs: Mapping[str, Verb] = getattr(importlib.import_module(module), table)
    for verb in verbs.values():
        if verb.warm_up is not None:
            verb.warm_up()
    fences.set_resource_limits(Limits(**setup["limits"]))
    fences.close_in(Path.cwd())
    return verbs


def _answer(verbs: Mapping[str, Verb], request: bytes, files: list[int], *, limits: Limits) -> bytes:
    """The reply as JSON: ``{"result": ...}``, ``{"error": {code, message, remedy}}`` or ``{"crash": where}``."""
    fences.allow_cpu_seconds(limits.cpu_seconds)
    try:
        name, _, body = request.partition(b"\n")
        return b'{"result":' + verbs[name.decode()].run(body, Files(*files[:2]), limits) + b"}"
    except LindungError as error:
        told = {"code": error.code, "message": error.message, "remedy": error.remedy}
        return json.dumps({"error": told}).encode()
    except MemoryError:
        told = {"code": PageMemoryLimit.code, "message": PageMemoryLimit.message, "remedy": PageMemoryLimit.remedy}
        return json.dumps({"error": told}).encode()
    except Exception as error:  # noqa: BLE001 - the edge of a page: whatever a parser throws, only this page is lost
        return json.dumps({"crash": trace_of(error)}).encode()
    finally:
        for number in files:
            _close(number)


def _close(number: int) -> None:
    try:
        os.close(number)
    except OSError:
        return  # the verb closed it itself

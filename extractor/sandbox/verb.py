"""The shape of what a child can be asked to do: a function with the types of its request and its result.

Requests and results are JSON on the way; the function sees and returns the typed values.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from extractor.sandbox.limits import Limits


@dataclass(frozen=True, slots=True)
class Files:
    """The open files that came with a request (numbers of this process): ``input`` to read, ``output`` to write."""

    input: int = -1
    output: int = -1


class Verb:
    """A function ``(request, files, limits) -> result`` with the types of its request and result.

    ``warm_up`` loads what the first request would load, before the fences go up.
    """

    def __init__(
        self,
        function: Callable[[Any, Files, Limits], Any],
        *,
        request: Any,
        result: Any,
        warm_up: Callable[[], None] | None = None,
    ) -> None:
        self._function = function
        self.request: TypeAdapter[Any] = TypeAdapter(request)
        self.result: TypeAdapter[Any] = TypeAdapter(result)
        self.warm_up = warm_up

    def run(self, body: bytes, files: Files, limits: Limits) -> bytes:
        """From JSON to JSON."""
        return self.result.dump_json(self._function(self.request.validate_json(body), files, limits))

"""The browser's own files (style sheets, scripts), with leave to keep them.

Pages must not be kept by the browser (``api.security``); these files hold nothing of anybody and are the same for all.
"""

from __future__ import annotations

import os
from urllib.parse import parse_qs

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

NAMED = "public, max-age=31536000, immutable"
"""For addresses that carry a mark of the content (``?v=``): another content has another address."""
ASKED = "no-cache"
"""For all others: kept, but asked about each time."""


class Assets(StaticFiles):
    """``StaticFiles`` with a ``Cache-Control`` of its own."""

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        marked = "v" in parse_qs(scope["query_string"].decode("latin-1"))
        response.headers["cache-control"] = NAMED if marked else ASKED
        return response

"""Every failure a person can meet: a stable code, an Indonesian sentence, and a remedy.

The web form, the command line and the API (RFC 9457 problem details) all show the same three parts.
Raise a subclass, never ``LindungError`` itself.
"""

from __future__ import annotations

from typing import ClassVar


class LindungError(Exception):
    """Base of all errors of this project.

    ``code``        stable identifier for programs (kebab-case)
    ``status``      the HTTP status when it reaches the web
    ``exit_code``   the exit status when it reaches the shell (documented in docs/operations.md)
    ``message``     what happened and what it means for the document, in Indonesian
    ``remedy``      what to do now, in Indonesian
    """

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 500
    exit_code: ClassVar[int] = 1
    message: str = "Terjadi kesalahan."
    remedy: str = "Coba lagi; bila berulang, hubungi pengelola sistem."

    def __init__(self, message: str | None = None, *, remedy: str | None = None) -> None:
        if message is not None:
            self.message = message
        if remedy is not None:
            self.remedy = remedy
        super().__init__(self.message)

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}"


class UnreadableFile(LindungError):
    """The whole file cannot be taken: nothing of it was stored."""

    code = "unreadable-file"
    status = 422
    exit_code = 3


class ReadingFailure(LindungError):
    """One page (or the inspection) could not be read; the rest of the document goes on."""

    code = "page-not-read"
    status = 422
    exit_code = 4

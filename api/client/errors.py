"""What can go wrong between our client and the server it asks."""

from __future__ import annotations

from extractor.errors import LindungError


class ServerUnreachable(LindungError):
    code = "server-unreachable"
    status = 503
    exit_code = 5
    message = "Server Lindung tidak dapat dihubungi; tidak ada yang dikirim."
    remedy = "Periksa alamat --server dan jaringannya, lalu ulangi."


class ServerRefused(LindungError):
    """The server's own problem, with its words. ``answered`` is the HTTP status, ``problem`` its code."""

    code = "server-refused"
    status = 502
    exit_code = 5

    def __init__(self, *, answered: int, problem: str, message: str, remedy: str, retry_after: float = 0.0) -> None:
        super().__init__(message, remedy=remedy)
        self.answered = answered
        self.problem = problem
        self.retry_after = retry_after


class AnswerNotUnderstood(LindungError):
    """Something else than Lindung answered: a proxy, another program."""

    code = "answer-not-understood"
    status = 502
    exit_code = 5
    message = "Jawaban dari alamat itu bukan jawaban Lindung."
    remedy = "Periksa alamat --server; mungkin yang menjawab program lain atau proksi."

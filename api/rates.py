"""How often a program may ask: a moving window per token, told in the headers of every answer.

The counts lie in the memory of the server process: several servers each allow the rate.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.refusals import TooManyRequests

RATE = "rate"
"""Where a request's ``Allowance`` lies in its state."""
TOKEN_RATE = parse("30/minute")
"""Tries of secrets per address: far more than any honest client needs."""

VISIT_RATE = parse("120/minute")
"""Requests of the public page and its data per address: a whole office may sit behind one."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """``remaining`` requests of ``limit`` are left until ``reset`` seconds from now."""

    limit: int
    remaining: int
    reset: int
    window: int


class Rates:
    """``rate`` as in "600/minute". ValueError when it cannot be understood."""

    def __init__(self, rate: str) -> None:
        self._rate = parse(rate)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def count(self, who: str) -> Allowance:
        """Count one request of a program; TooManyRequests when it was one too many."""
        return self._count(self._rate, who)

    def count_try(self, address: str) -> Allowance:
        """Count one try of a secret from this address."""
        return self._count(TOKEN_RATE, f"try:{address}")

    def count_visit(self, address: str) -> Allowance:
        """Count one request of somebody who does not sign in."""
        return self._count(VISIT_RATE, f"visit:{address}")

    def _count(self, rate: RateLimitItem, who: str) -> Allowance:
        allowed = self._limiter.hit(rate, who)
        reset, remaining = self._limiter.get_window_stats(rate, who)
        seconds = max(1, math.ceil(reset - time.time()))
        if not allowed:
            raise TooManyRequests(seconds)
        return Allowance(limit=rate.amount, remaining=remaining, reset=seconds, window=rate.get_expiry())


class RateHeaders:
    """Adds RateLimit-Limit, -Remaining, -Reset and -Policy to the answers of requests that were counted."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_rate(message: Message) -> None:
            allowance = scope.get("state", {}).get(RATE)
            if message["type"] == "http.response.start" and isinstance(allowance, Allowance):
                headers = MutableHeaders(scope=message)
                headers["ratelimit-limit"] = str(allowance.limit)
                headers["ratelimit-remaining"] = str(allowance.remaining)
                headers["ratelimit-reset"] = str(allowance.reset)
                headers["ratelimit-policy"] = f"{allowance.limit};w={allowance.window}"
            await send(message)

        await self._app(scope, receive, send_with_rate)

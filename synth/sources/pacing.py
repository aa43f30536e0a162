"""How fast a source is asked, how long one page is tried for, and what may be spent."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from math import inf

from synth.errors import BudgetError

MARGIN = 0.98
"""The part of a documented rate that is used, so that a clock that differs a little breaks no limit."""
TENTH_OF_A_CREDIT = 0.00001
"""Dollars by which sums of small costs may be off."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to keep trying for one page; times in seconds.

    Waits start at `first_wait` and double up to `longest_wait`; a wait that the source asks for is honoured
    up to `retry_after`. No new attempt starts when it would end after `deadline`. A search of one source
    takes at most `calls` to its server and `usd` dollars. `per_second` stands in for the source's own rate.
    """

    attempts: int = 8
    first_wait: float = 1.0
    longest_wait: float = 30.0
    retry_after: float = 120.0
    deadline: float = 600.0
    calls: float = inf
    usd: float = inf
    per_second: float | None = None

    def wait(self, asked: float | None, attempt: int) -> float:
        """Return the seconds to wait after failed attempt number `attempt`, counted from 1."""
        if asked is not None and asked >= 0:
            return min(asked, self.retry_after)
        return float(min(self.longest_wait, self.first_wait * 2 ** (attempt - 1)))

    def check(self, calls: int, usd: float, next_usd: float) -> None:
        """Raise BudgetError when one more call, of `next_usd`, would be too much after `calls` and `usd`."""
        spent = ""
        if calls + 1 > self.calls:
            spent = f"{calls} calls"
        elif usd + next_usd > self.usd + TENTH_OF_A_CREDIT:
            spent = f"${usd:.3f} of ${self.usd:.3f}"
        if spent:
            raise BudgetError(
                f"The budget that was given for this search is used up: {spent}.",
                remedy="Run the same command again, or with a larger budget: it goes on where it stopped.",
            )


@dataclass(slots=True)
class Pace:
    """Spreads calls evenly, so that no more than `per_second` go out (0: as they come)."""

    per_second: float
    _next: float = field(default=0.0, init=False)

    async def turn(self, weight: float = 1.0) -> None:
        """Wait for the turn of a call that counts for `weight`."""
        now = asyncio.get_running_loop().time()
        start = max(now, self._next)
        if self.per_second:
            self._next = start + weight / (self.per_second * MARGIN)
        if start > now:
            await asyncio.sleep(start - now)

    def hold(self, seconds: float) -> None:
        """Let no call go out for so many seconds: the source asked for it."""
        self._next = max(self._next, asyncio.get_running_loop().time() + seconds)

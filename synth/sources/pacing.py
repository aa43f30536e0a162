"""How fast a source is asked, how long one page is tried for, and what may be spent."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from math import inf

from synth.errors import BudgetError

MARGIN = 1.05
"""How much longer a second is taken to be: calls do not arrive as evenly as they are sent."""
START = 1.25
"""The same for the first calls, which also wait for a connection."""
SLOWER = 1.03
"""By how much the margin grows each time that the source asks to wait, up to that of the first calls."""
GLANCE = 0.05
"""Seconds between two looks at calls that are under way."""
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
class Purse:
    """What is left of the budget of the day at a source, by what its answers say; nothing is known at first.

    `under_way` are the calls that were sent and not answered: the last answer may not count them yet.
    """

    left: float = inf
    under_way: int = 0

    async def pays(self, usd: float) -> bool:
        """Whether a call of `usd` can be paid; waits for calls under way while that depends on them."""
        while self.under_way and self.left < (self.under_way + 1) * usd - TENTH_OF_A_CREDIT:
            await asyncio.sleep(GLANCE)
        return self.left >= usd - TENTH_OF_A_CREDIT

    def told(self, left: float | None, *, most: float) -> None:
        """Take what an answer says is left; None changes nothing.

        Answers overtake each other: one that says at most `most` more than is known, what all calls under way
        may cost, is an older one. What says still more tells that the budget began anew.
        """
        if left is not None:
            self.left = left if left > self.left + most else min(self.left, left)


@dataclass(slots=True)
class Turn:
    """The turn of a call, which counts from `at`, in seconds of the event loop's clock."""

    at: float

    def taken(self) -> None:
        """Count the call from now: a busy program may send it some time after its turn came."""
        self.at = asyncio.get_running_loop().time()


@dataclass(slots=True)
class Pace:
    """Spreads calls so that no more than `per_second` go out within any second (0: as they come).

    Calls are spaced evenly. When the program was busy and late, it catches up, within that limit.
    """

    per_second: float
    margin: float = field(default=MARGIN, init=False)
    _next: float = field(default=0.0, init=False)
    _sent: deque[Turn] = field(default_factory=deque, init=False)
    _gate: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)

    @property
    def most(self) -> int:
        """How many calls go out within one window at most."""
        return max(1, int(self.per_second))

    @property
    def window(self) -> float:
        """The seconds in which no more calls than `most` go out: a second, or longer for a slower source."""
        return self.most / self.per_second * self.margin

    async def turn(self, weight: float = 1.0) -> Turn:
        """Wait for the turn of a call that counts for `weight`."""
        async with self._gate:
            clock = asyncio.get_running_loop().time
            while (wait := self._due(weight) - clock()) > 0:
                await asyncio.sleep(wait)
            turn = Turn(now := clock())
            if self.per_second:
                first = len(self._sent) < self.most
                late = 0.0 if first else self.window / 2
                spread = (START if first else self.margin) * weight / self.per_second
                self._next = max(self._next, now - late) + spread
                self._sent += [turn] * (weight >= 1)
            return turn

    def hold(self, seconds: float) -> None:
        """Let no call go out for so many seconds, and fewer after them: the source asked for it."""
        self.margin = min(self.margin * SLOWER, START)
        self._next = max(self._next, asyncio.get_running_loop().time() + seconds)

    def _due(self, weight: float) -> float:
        """When the next call may go out; one that counts for less than a whole call is spaced only."""
        while len(self._sent) > self.most:
            self._sent.popleft()
        full = self.per_second and weight >= 1 and len(self._sent) == self.most
        return max(self._next, self._sent[0].at + self.window) if full else self._next

"""Answers that take long to work out: kept, shown at once, and worked out again when the review changed.

A page does not wait for one. It shows what is kept with its time, or says that it is being worked out; only
for the very first it waits a blink, so that a small review shows everything at once. Where somebody decides
each second, everything changes each second: what took long rests for a while before it is worked out again,
all values together, so that they never take more than a fifth of a processor; and what can be brought up to
date by what came since is.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from concurrent.futures import Future, wait
from dataclasses import dataclass, replace
from itertools import count
from math import ceil
from threading import Lock
from typing import Any, Generic, TypeVar

from synth.errors import SynthError
from synth.review import Review
from synth.store.database import now
from synth.web.desk import Desk

Value = TypeVar("Value")
Part = TypeVar("Part")

BLINK_SECONDS = 0.3

QUICK_SECONDS = 2.0
"""What takes no more of the processor may be worked out again at once, where no process is begun for it."""

RESTS = 4.0
"""For how many times as long as it took a value is left as it is, before it is worked out again; when it was
worked out again, so are all others."""

SOONEST_SECONDS, LATEST_SECONDS = 2, 60
"""The least and the most seconds after which a page that shows a value asks for a newer one."""


@dataclass(frozen=True, slots=True)
class Answer(Generic[Value]):
    """A value with the time at which it was true; `fresh` when nothing has changed since.

    `value` is None while the first is worked out; `problem` says why there is none. When it is not fresh, it
    is of use to ask again after `soon` seconds. `edition` is another number for each value.
    """

    value: Value | None = None
    at: str = ""
    fresh: bool = False
    problem: str = ""
    soon: int = SOONEST_SECONDS
    edition: int = 0

    def read(self, part: Callable[[Value], Part]) -> Answer[Part]:
        """The same answer with a part of its value in the place of the whole."""
        value = None if self.value is None else part(self.value)
        return Answer(value, self.at, self.fresh, self.problem, self.soon, self.edition)


@dataclass(frozen=True, slots=True)
class _Known:
    """An answer, what the review was like, and until when (by the clock) it is left as it is."""

    stamp: Hashable = None
    answer: Answer[Any] = Answer()
    rests_until: float = 0.0


class Kept:
    """Values by name, each worked out by one thread behind the pages."""

    def __init__(self, desk: Desk, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.desk = desk
        self.clock = clock
        self._values: dict[Hashable, _Known] = {}
        self._under_way: dict[Hashable, Future[None]] = {}
        self._rests_until = 0.0
        self._editions = count(1)
        self._lock = Lock()

    def get(
        self,
        name: Hashable,
        stamp: Hashable,
        work: Callable[[Review], Value],
        *,
        since: Callable[[Value], Value | None] | None = None,
    ) -> Answer[Value]:
        """The value called `name`; when it is of another `stamp`, it is worked out again meanwhile.

        `work` and what it gives must be able to go to another process and back. Where `since` makes
        the value of now of an earlier one in no time (None: it cannot), that is done at once.
        """
        with self._lock:
            known = self._values.get(name, _Known())
        if since and known.answer.value is not None and known.stamp != stamp:
            value = since(known.answer.value)
            if value is not None:
                self._put(name, _Known(stamp, self._answer(value)))
        with self._lock:
            answer = self._told(name, stamp)
            if answer.fresh or self._rests(name):
                return answer
            if name not in self._under_way:
                self._under_way[name] = self.desk.aside(lambda: self._work_out(name, stamp, work))
            under_way = self._under_way[name]
        if not answer.at:
            wait([under_way], timeout=BLINK_SECONDS)
            with self._lock:
                answer = self._told(name, stamp)
        return answer

    def _answer(self, value: Value | None, problem: str = "") -> Answer[Value]:
        return Answer(value, now(), problem=problem, edition=next(self._editions))

    def _told(self, name: Hashable, stamp: Hashable) -> Answer[Any]:
        known = self._values.get(name, _Known())
        left = min(LATEST_SECONDS, ceil(max(known.rests_until, self._rests_until) - self.clock()))
        fresh = bool(known.answer.at) and known.stamp == stamp
        return replace(known.answer, fresh=fresh, soon=max(SOONEST_SECONDS, left))

    def _rests(self, name: Hashable) -> bool:
        known = self._values.get(name)
        return known is not None and self.clock() < max(known.rests_until, self._rests_until)

    def _put(self, name: Hashable, known: _Known) -> None:
        with self._lock:
            self._values[name] = known

    def _work_out(self, name: Hashable, stamp: Hashable, work: Callable[[Review], Value]) -> None:
        answer: Answer[Any] = Answer()
        began = self._spent()
        try:
            answer = self._answer(self.desk.work_out(work))
        except SynthError as error:
            answer = self._answer(None, problem=str(error))
        finally:
            took = self._spent() - began
            rests = took * RESTS if self.desk.beside or took > QUICK_SECONDS else 0.0
            with self._lock:
                self._under_way.pop(name, None)
                if name in self._values:
                    self._rests_until = max(self._rests_until, self.clock()) + rests
                if answer.at:
                    self._values[name] = _Known(stamp, answer, self.clock() + rests)

    def _spent(self) -> float:
        """Seconds that count as work: of this thread, or of the process that works for it."""
        return self.clock() if self.desk.beside else time.thread_time()

"""Answers that take long to work out: kept, shown at once, and worked out again when the review changed.

A page does not wait for one. It shows what is kept with its time, or says that it is being worked out; only
for the very first it waits a blink, so that a small review shows everything at once.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from concurrent.futures import Future, wait
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any, Generic, TypeVar

from synth.errors import SynthError
from synth.review import Review
from synth.store.database import now
from synth.web.desk import Desk

Value = TypeVar("Value")

BLINK_SECONDS = 0.3


@dataclass(frozen=True, slots=True)
class Answer(Generic[Value]):
    """A value with the time at which it was true; `fresh` when nothing has changed since.

    `value` is None while the first is worked out; `problem` says why there is none.
    """

    value: Value | None = None
    at: str = ""
    fresh: bool = False
    problem: str = ""


class Kept:
    """Values by name, each worked out by one thread behind the pages."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._values: dict[Hashable, tuple[Hashable, Answer[Any]]] = {}
        self._under_way: dict[Hashable, Future[None]] = {}
        self._lock = Lock()

    def get(self, name: Hashable, stamp: Hashable, work: Callable[[Review], Value]) -> Answer[Value]:
        """The value called `name`; when it is of another `stamp`, it is worked out again meanwhile.

        `work` and what it gives must be able to go to another process and back.
        """
        with self._lock:
            answer = self._known(name, stamp)
            if answer.fresh:
                return answer
            if name not in self._under_way:
                self._under_way[name] = self.desk.aside(lambda: self._work_out(name, stamp, work))
            under_way = self._under_way[name]
        if not answer.at:
            wait([under_way], timeout=BLINK_SECONDS)
            with self._lock:
                answer = self._known(name, stamp)
        return answer

    def _known(self, name: Hashable, stamp: Hashable) -> Answer[Any]:
        was, answer = self._values.get(name, (None, Answer()))
        return replace(answer, fresh=bool(answer.at) and was == stamp)

    def _work_out(self, name: Hashable, stamp: Hashable, work: Callable[[Review], Value]) -> None:
        answer: Answer[Any] = Answer()
        try:
            answer = Answer(self.desk.work_out(work), now())
        except SynthError as error:
            answer = Answer(None, now(), problem=str(error))
        finally:
            with self._lock:
                self._under_way.pop(name, None)
                if answer.at:
                    self._values[name] = (stamp, answer)

"""What was worked out last, by names that tell everything it depends on: the longest unused goes first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Recent(Generic[Value]):
    """At most `most` values by their names, for any number of threads."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._known: OrderedDict[Hashable, Value] = OrderedDict()
        self._lock = Lock()

    def get(self, name: Hashable) -> Value | None:
        """The value of this name; None when there is none."""
        with self._lock:
            if name in self._known:
                self._known.move_to_end(name)
            return self._known.get(name)

    def put(self, name: Hashable, value: Value) -> None:
        """Know a value by this name."""
        with self._lock:
            self._known[name] = value
            self._known.move_to_end(name)
            while len(self._known) > self.most:
                self._known.popitem(last=False)

    def made(self, name: Hashable, make: Callable[[], Value]) -> Value:
        """The value of this name, or what `make` gives; nobody waits for what another makes."""
        known = self.get(name)
        if known is None:
            known = make()
            self.put(name, known)
        return known

"""Who is looking at what, so that two people at the same record are told."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock

STAYS_SECONDS = 45.0
"""A page that is open says so every twenty seconds; after two missed signs the person is gone."""


class Presence:
    """The people at each place; a place is the key of a record with what is done there."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self._seen: dict[str, dict[str, float]] = {}
        self._lock = Lock()

    def others(self, place: str, person: str) -> tuple[str, ...]:
        """Note that a person is at a place; return who else is, by id."""
        at = self.clock()
        with self._lock:
            here = {who: when for who, when in self._seen.get(place, {}).items() if at - when < STAYS_SECONDS}
            self._seen[place] = {**here, person: at}
            if len(self._seen) > 1000:
                self._forget(at)
            return tuple(sorted(here.keys() - {person}))

    def leave(self, place: str, person: str) -> None:
        """Note that a person has gone on."""
        with self._lock:
            self._seen.get(place, {}).pop(person, None)

    def _forget(self, at: float) -> None:
        stale = [p for p, here in self._seen.items() if all(at - w >= STAYS_SECONDS for w in here.values())]
        for place in stale:
            del self._seen[place]

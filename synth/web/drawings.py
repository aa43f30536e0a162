"""What is the same for everybody and follows from what is stored: kept as it was drawn or read for a page."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from synth.web.desk import Desk

MOST = 16
"""How many are kept, the last that were asked for."""

Drawing = TypeVar("Drawing")


class Drawings:
    """What was drawn or read for a page before, by a name that tells everything that it depends on."""

    def __init__(self, _: Desk) -> None:
        self._known: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def drawing(self, name: Hashable, draw: Callable[[], Drawing]) -> Drawing:
        """What `draw` makes, or made before; nobody waits for what another makes."""
        with self._lock:
            if name in self._known:
                self._known.move_to_end(name)
                known: Drawing = self._known[name]
                return known
        drawn = draw()
        with self._lock:
            self._known[name] = drawn
            while len(self._known) > MOST:
                self._known.popitem(last=False)
        return drawn

"""What is the same for everybody and follows from what is stored: kept as it was drawn or read for a page."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from synth.web.desk import Desk
from synth.web.recent import Recent

MOST = 16
"""How many are kept, the last that were asked for."""

Drawing = TypeVar("Drawing")


class Drawings:
    """What was drawn or read for a page before, by a name that tells everything that it depends on."""

    def __init__(self, _: Desk) -> None:
        self._recent: Recent[Any] = Recent(MOST)

    def drawing(self, name: Hashable, draw: Callable[[], Drawing]) -> Drawing:
        """What `draw` makes, or made before; nobody waits for what another makes."""
        drawn: Drawing = self._recent.made(name, draw)
        return drawn

"""What all requests share: the threads, the sessions, who is where, what is kept, the templates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from synth.web.desk import Desk
from synth.web.door import Door, Tickets
from synth.web.kept import Kept
from synth.web.passwords import MOST_TOGETHER, Tries
from synth.web.presence import Presence
from synth.web.route import Links
from synth.web.sessions import Sessions

if TYPE_CHECKING:
    from synth.web.rendering import Pages

Shared = TypeVar("Shared")


@dataclass(frozen=True, slots=True)
class Site:
    """The parts of one running application; made by `synth.web.app.create`, there is no other state."""

    folder: Path
    door: Door
    desk: Desk
    sessions: Sessions
    tickets: Tickets
    links: Links
    pages: Pages
    kept: Kept
    tries: Tries = field(default_factory=Tries)
    everybody: Tries = field(default_factory=lambda: Tries(most=MOST_TOGETHER))
    presence: Presence = field(default_factory=Presence)
    _shared: dict[object, Any] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def shared(self, make: Callable[[Desk], Shared]) -> Shared:
        """The one thing that `make` makes for this application: made when it is first asked for."""
        with self._lock:
            if make not in self._shared:
                self._shared[make] = make(self.desk)
            found: Shared = self._shared[make]
            return found

"""Where fetched pages go: what a keeper does, and one that keeps them in memory.

The keeper of a search in a review is in `synth.sources.shelf`; it keeps pages in the database.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from httpx import Headers

from synth.errors import SourceError
from synth.sources.progress import Progress, Step
from synth.sources.protocol import Ask, Page, Result, Steps
from synth.sources.transport import Answer


@dataclass(frozen=True, slots=True)
class Exchange:
    """A call and the answer to it; `known` tells that the answer was kept before and nothing was asked."""

    ask: Ask
    answer: Answer
    known: bool = False


class Keeper(Protocol):
    """Keeps pages, so that what came is never asked for again."""

    def progress(self, request: int) -> Progress:
        """Return how far the request with this index has come."""

    def known(self, ask: Ask) -> Answer | None:
        """Return the answer to a call that was kept before and is fresh enough; None to ask the server."""

    def keep(self, page: Page, exchanges: tuple[Exchange, ...]) -> Progress:
        """Keep a page for good, with what was asked and answered for it; return the progress with it."""

    def read_on(self) -> bool:
        """Read the records of one page that was kept and whose turn has come; False when there is none."""


def replayed(steps: Steps[Result], bodies: Iterable[str]) -> Result:
    """Return what a source makes of answers that were kept; raise SourceError when it needs more of them."""
    try:
        next(steps)
        for body in bodies:
            steps.send(Answer(200, Headers(), body))
    except StopIteration as end:
        result: Result = end.value
        return result
    raise SourceError("This version asks for more than was kept.", remedy="Run `synth search --anew`.")


class Memory:
    """Keeps pages in a list, in the order in which they came; `pages` came before."""

    def __init__(self, pages: Iterable[Page] = ()) -> None:
        self.pages: list[Page] = []
        self._progress: dict[int, Progress] = {}
        self._ids: dict[int, set[str]] = {}
        self._cursors: dict[int, set[str]] = {}
        for page in pages:
            self.keep(page)

    def progress(self, request: int) -> Progress:
        """Return how far a request has come."""
        return self._progress.get(request, Progress())

    def known(self, ask: Ask) -> Answer | None:
        """Know nothing."""
        return None

    def keep(self, page: Page, exchanges: tuple[Exchange, ...] = ()) -> Progress:
        """Keep a page."""
        self.pages.append(page)
        ids = self._ids.setdefault(page.request, set())
        cursors = self._cursors.setdefault(page.request, set())
        new = len(set(page.ids) - ids)
        ids.update(page.ids)
        cursors.add(page.cursor)
        step = Step.of(page, new=new, repeated=page.next_cursor in cursors)
        after = self.progress(page.request).after(step)
        self._progress[page.request] = after
        return after

    def read_on(self) -> bool:
        """Read nothing."""
        return False

"""The catalogue of all works, shared by the pages: brought up to date when somebody looks and it changed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from concurrent.futures import Future, wait
from threading import Lock

import numpy as np

from synth.catalogue.columns import Catalogue, Numbers
from synth.errors import SynthError
from synth.review import Review
from synth.web.desk import Desk

MOMENT_SECONDS = 2.0
"""How long a page waits for the first catalogue before it says that it is not there yet."""

MOST_FOUND = 32
"""Searches of which the outcome is kept, newest first."""


class PreparingError(SynthError):
    """What is asked for is being put together; it is there in a moment."""


class CatalogueKeeper:
    """Keeps one catalogue for all people, and what was found in it.

    Decisions and codings are seen at once. When works themselves change, which a run of de-duplication does,
    the catalogue is built anew behind the pages, and what was there is shown until then.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._now: Catalogue | None = None
        self._found: OrderedDict[Hashable, Numbers] = OrderedDict()
        self._building: Future[None] | None = None
        self._lock = Lock()

    def begin(self) -> None:
        """Have the catalogue built, unless that is under way."""
        with self._lock:
            if self._building is None:
                self._building = self.desk.behind(self._build)

    def catalogue(self, review: Review) -> Catalogue:
        """The catalogue; only the very first is waited for, and not for long. Raises PreparingError."""
        if self._now is None:
            self._wait()
        now = self._now
        if now is None:
            raise PreparingError("The works are being counted for the first time.")
        brought_up = review.catalogue_since(now)
        if brought_up is None:
            self.begin()
            return now
        if brought_up is not now:
            with self._lock:
                self._now = brought_up
        return brought_up

    def found(self, review: Review, text: str) -> Numbers:
        """The numbers of the works that a text finds. Raises UsageError."""
        name = (text, self.catalogue(review).stamp.works)
        with self._lock:
            if name in self._found:
                self._found.move_to_end(name)
                return self._found[name]
        found = np.array(review.search_works(text), dtype=np.int64)
        with self._lock:
            self._found[name] = found
            while len(self._found) > MOST_FOUND:
                self._found.popitem(last=False)
        return found

    def _wait(self) -> None:
        """Wait a moment for the first catalogue. Raises what went wrong with it."""
        self.begin()
        building = self._building
        if building is not None and wait([building], timeout=MOMENT_SECONDS).done:
            building.result()

    def _build(self) -> None:
        try:
            built = self.desk.work_out(Review.catalogue)
            with self._lock:
                self._now = built
        finally:
            with self._lock:
                self._building = None

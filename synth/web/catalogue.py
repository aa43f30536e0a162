"""The catalogue of all works, shared by the pages: brought up to date when somebody looks and it changed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

import numpy as np

from synth.catalogue.columns import Catalogue, Numbers
from synth.review import Review
from synth.web.desk import Desk

MOST_FOUND = 64
"""Searches of which the outcome is kept, newest first."""


class CatalogueKeeper:
    """Keeps one catalogue for all people, and what was found in it.

    Decisions and codings are seen at once. When works themselves change, which a run of de-duplication does,
    the catalogue is built anew behind the pages, and what was there is shown until then.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._now: Catalogue | None = None
        self._found: OrderedDict[Hashable, Numbers] = OrderedDict()
        self._building = False
        self._lock = Lock()

    def catalogue(self, review: Review) -> Catalogue:
        """The catalogue; only the very first is waited for."""
        with self._lock:
            if self._now is None:
                self._now = review.catalogue()
            elif (self._now.stamp, self._now.screeners) != (
                review.stamp(),
                review.protocol.screening.screeners,
            ):
                brought_up = review.catalogue_since(self._now)
                if brought_up is not None:
                    self._now = brought_up
                elif not self._building:
                    self._building = True
                    self.desk.behind(self._build)
            return self._now

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

    def _build(self) -> None:
        try:
            built = self.desk.review().catalogue()
        finally:
            with self._lock:
                self._building = False
        with self._lock:
            self._now = built

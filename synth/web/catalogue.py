"""The catalogue of all works, shared by the pages: brought up to date when somebody looks and it changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass
from threading import Lock

from synth.catalogue.columns import Catalogue, Mask, Numbers
from synth.errors import SynthError
from synth.review import Review
from synth.web.desk import Desk
from synth.web.recent import Recent

MOMENT_SECONDS = 2.0
"""How long a page waits for the first catalogue before it says that it is not there yet."""

MOST_FOUND = 32
"""Searches of which the outcome is kept, newest first."""

MOST_DIVIDED = 256
"""Selections of which is kept how they divide over a column, newest first."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a text finds in one catalogue: the places of works, best match first, and which works they are."""

    text: str
    places: Numbers
    mask: Mask


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
        self._found: Recent[Found] = Recent(MOST_FOUND)
        self._divided: Recent[tuple[tuple[object, ...], Mapping[str, int]]] = Recent(MOST_DIVIDED)
        self._building: Future[None] | None = None
        self._lock = Lock()

    def begin(self, then: Callable[[Catalogue], None] | None = None) -> None:
        """Have the catalogue built, unless that is under way; `then` hears of it once it is there."""
        with self._lock:
            if self._building is None:
                self._building = self.desk.behind(lambda: self._build(then))

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

    def found(self, review: Review, catalogue: Catalogue, text: str) -> Found:
        """What a text finds among the works of a catalogue. Raises UsageError."""
        name = (text, catalogue.stamp.works)
        found = self._found.get(name)
        if found is None:
            numbers = review.search_works(text)
            found = Found(text, catalogue.ranked(numbers), catalogue.among(numbers))
            self._found.put(name, found)
        return found

    def divided(
        self, catalogue: Catalogue, name: str, wanted: Mapping[str, Sequence[str]], found: Found | None
    ) -> Mapping[str, int]:
        """How a selection divides over a column (`Catalogue.counts`); kept until it may be otherwise."""
        others = [one for one in wanted if wanted[one] and one != name]
        rests_on = (catalogue.ids, *(catalogue.columns[one] for one in (name, *others)))
        asked = (name, *((one, tuple(wanted[one])) for one in others), found and found.text)
        known = self._divided.get(asked)
        if known is not None and all(was is now for was, now in zip(known[0], rests_on, strict=True)):
            return known[1]
        counts = catalogue.counts(name, wanted, within=found.mask if found else None)
        self._divided.put(asked, (rests_on, counts))
        return counts

    def _wait(self) -> None:
        """Wait a moment for the first catalogue. Raises what went wrong with it."""
        self.begin()
        building = self._building
        if building is not None and wait([building], timeout=MOMENT_SECONDS).done:
            building.result()

    def _build(self, then: Callable[[Catalogue], None] | None) -> None:
        try:
            built = self.desk.work_out(Review.catalogue)
            with self._lock:
                self._now = built
        finally:
            with self._lock:
                self._building = None
        if then:
            then(built)

"""What is to be read next, per person and stage: ranked behind the pages, there when somebody comes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import Future, wait
from dataclasses import dataclass
from functools import partial
from threading import Lock

from synth.catalogue.columns import Catalogue
from synth.model import STAGES, Decision, Stage, Work
from synth.review import Review
from synth.review.screening import RELEVANT, lined_up
from synth.screening.counting import Text
from synth.screening.queue import Queue
from synth.screening.ranking import Model
from synth.screening.sharing import Sharing
from synth.web.aside import Rank
from synth.web.desk import Desk
from synth.web.kept import BLINK_SECONDS
from synth.web.learning import Shelves
from synth.web.visit import Visit

MOST = 60
"""Orders that are kept; the one that nobody used longest goes first."""


WAITING: Mapping[Stage, str] = {"title-abstract": "awaiting-screening", "full-text": "awaiting-full-text"}
"""The standing of works that wait at a stage."""


def pilot_left(visit: Visit) -> tuple[Stage, int]:
    """The stage of the pilot, and how many of its works wait for the person now; drawn behind the pages."""
    review = visit.review
    if not review.protocol.screening.pilot:
        return STAGES[0], 0
    stamp = (review.stamp().works, review.is_screened(STAGES[0]), visit.files)
    pilot = visit.site.kept.get("pilot", stamp, Review.pilot).value
    if pilot is None:
        return STAGES[0], 0
    return pilot.stage, review.pilot_left(pilot, coder=visit.person.id)


@dataclass(frozen=True, slots=True)
class Turn:
    """The order in which one person reads at one stage."""

    stage: Stage
    coder: str
    stamp: Hashable
    keys: tuple[str, ...]
    places: dict[str, int]
    queue: Queue
    sharing: Sharing

    def next(self, review: Review) -> str | None:
        """The key of the work to read now; None when none is left."""
        while (place := self.queue.next()) is not None:
            key = self.keys[place]
            if review.waits(key, coder=self.coder, sharing=self.sharing):
                return key
            self.queue.pass_over(place)
        return None

    def decided(self, decision: Decision) -> None:
        """Learn from a decision that was stored."""
        if (place := self.places.get(decision.work)) is not None:
            self.queue.decide(place, RELEVANT[decision.verdict])

    def put_off(self, key: str) -> None:
        """Show a work after all others."""
        if (place := self.places.get(key)) is not None:
            self.queue.put_off(place)

    def taken_back(self, key: str) -> None:
        """Show a work first whose decision was undone."""
        if (place := self.places.get(key)) is not None:
            self.queue.take_back(place)

    def why(self, work: Work) -> tuple[str, ...]:
        """The words for which a work is shown now."""
        place = self.places.get(work.key)
        text = Text(work.record.title, work.record.abstract)
        return self.queue.why(place, text) if place is not None else ()


@dataclass(frozen=True, slots=True)
class Stamped:
    """The works that are ranked, as they were at one moment; places by key, and what makes a model."""

    stamp: Hashable
    keys: tuple[str, ...]
    places: dict[str, int]
    model: Callable[[], Model | None]


class Turns:
    """The orders of all people; the words of the works are counted once for all of them."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._shelves = Shelves(desk)
        self._shelf: Stamped | None = None
        self._learning = Lock()
        self._turns: OrderedDict[tuple[Stage, str], Turn] = OrderedDict()
        self._under_way: dict[tuple[Stage, str], Future[None]] = {}
        self._lock = Lock()

    def prepare(self, catalogue: Catalogue) -> None:
        """Count the words of the works behind the pages where works wait to be read, before anybody comes."""
        waiting = catalogue.columns["standing"]
        if any(waiting.has(one).any() for one in WAITING.values()):
            self.desk.behind(self._shelved)

    def turn(self, review: Review, stage: Stage, coder: str) -> Turn | None:
        """The order in which `coder` reads; None while the first is made, which takes long in a large set.

        When works came in, the order before is given until the new one is there.
        """
        name, stamp = (stage, coder), review.stamp().works
        with self._lock:
            found = self._turns.get(name)
            if found is not None:
                self._turns.move_to_end(name)
            if (found is None or found.stamp != stamp) and name not in self._under_way:
                self._under_way[name] = self.desk.behind(lambda: self._make(stage, coder))
            under_way = self._under_way.get(name)
        if found is None and under_way is not None:
            wait([under_way], timeout=BLINK_SECONDS)
            with self._lock:
                found = self._turns.get(name)
        return found

    def _make(self, stage: Stage, coder: str) -> None:
        try:
            shelf = self._shelved()
            work = partial(Review.standing_of, keys=shelf.keys, stage=stage, coder=coder)
            standing = self.desk.work_out(work, Rank.ORDER)
            queue = lined_up(shelf.keys, shelf.model(), standing, turn=self._learning)
            self._put(Turn(stage, coder, shelf.stamp, shelf.keys, shelf.places, queue, standing.sharing))
        finally:
            with self._lock:
                self._under_way.pop((stage, coder), None)

    def _shelved(self) -> Stamped:
        """The works as they are now, their words counted; of use to one thread alone."""
        stamp = self.desk.review().stamp().works
        if self._shelf is None or self._shelf.stamp != stamp:
            keys, model = self._shelves.make()
            places = {key: place for place, key in enumerate(keys)}
            self._shelf = Stamped(stamp, keys, places, model)
        return self._shelf

    def _put(self, turn: Turn) -> None:
        """Begin to learn in the new order, and end the learning of those that are no longer used."""
        turn.queue.open()
        with self._lock:
            name = (turn.stage, turn.coder)
            gone = [self._turns.pop(name)] if name in self._turns else []
            self._turns[name] = turn
            while len(self._turns) > MOST:
                gone.append(self._turns.popitem(last=False)[1])
        for one in gone:
            one.queue.close()

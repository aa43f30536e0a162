"""Following citations: which works a source knows, what they cite and who cites them, stored as a search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from sqlite_utils import Database

from synth.errors import SourceError
from synth.sources.citing import Asked, CitationSource, Direction, Known, Seed
from synth.sources.fetching import Ended, Event, ask
from synth.sources.pacing import Patience
from synth.sources.searching import Resumed, search
from synth.store.citations import last_of, write_leads
from synth.strategy.file import Strategy


@dataclass(frozen=True, slots=True)
class Begins:
    """Event: a source is about to be asked `requests` lists, for at least `usd` dollars."""

    source: str
    requests: int
    usd: float


@dataclass(frozen=True, slots=True)
class Followed:
    """What one request gave: `total` as the source says, `unique` records that came, and what is missing."""

    key: str
    direction: Direction
    total: int | None
    unique: int
    complete: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Chased:
    """What a source gave: the search, each work and direction, and the works that it does not know.

    `problem` says why it stopped; works that are neither in `followed` nor in `unknown` were then not asked
    for, which is not the same as having no citations.
    """

    source: str
    label: str
    search: int | None = None
    followed: tuple[Followed, ...] = ()
    unknown: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Trail:
    """What is followed: the works, in which directions, and the strategy to verify with."""

    seeds: Sequence[Seed]
    directions: Sequence[Direction]
    strategy: Strategy


Listen = Callable[[Event | Resumed | Begins], None]


def chase(
    db: Database, source: CitationSource, trail: Trail, *, on_event: Listen, patience: Patience | None = None
) -> Chased:
    """Follow a trail at `source`; every record is verified and kept, with what led to it.

    What came before a failure is stored, and goes on when the same is asked again.
    """
    label, seeds = source.facts.label, trail.seeds
    try:
        known = _known(source, seeds, on_event, patience)
    except SourceError as error:
        return Chased(source.name, label, problem=str(error))
    missing = {one.seed.key for one in known}
    unknown = tuple(seed.key for seed in seeds if seed.key not in missing)
    asked = [Asked(one, way) for one in known for way in trail.directions if way in source.directions]
    if not asked:
        return Chased(source.name, label, unknown=unknown)
    source.follow(asked)
    on_event(Begins(label, len(asked), len(asked) * source.facts.cost_usd))
    return _search(_Chase(db, source, trail.strategy, asked, unknown), on_event, patience)


@dataclass(frozen=True, slots=True)
class _Chase:
    db: Database
    source: CitationSource
    strategy: Strategy
    asked: Sequence[Asked]
    unknown: tuple[str, ...]


def _search(one: _Chase, on_event: Listen, patience: Patience | None) -> Chased:
    ended: dict[int, Ended] = {}

    def listen(event: Event | Resumed) -> None:
        if isinstance(event, Ended):
            ended[event.request] = event
        on_event(event)

    problem = ""
    try:
        search(one.db, one.source, one.strategy, on_event=listen, patience=patience)
    except SourceError as error:
        problem = str(error)
    found = last_of(one.db, one.source.name)
    if found is not None:
        write_leads(one.db, found, {index: asked.lead for index, asked in enumerate(one.asked)})
    followed = tuple(_followed(one.asked[index], event) for index, event in sorted(ended.items()))
    return Chased(one.source.name, one.source.facts.label, found, followed, one.unknown, problem)


def _followed(asked: Asked, event: Ended) -> Followed:
    return Followed(
        asked.known.seed.key, asked.direction, event.total, event.unique, event.complete, event.reason
    )


def _known(
    source: CitationSource, seeds: Sequence[Seed], on_event: Listen, patience: Patience | None
) -> list[Known]:
    known: list[Known] = []
    for start in range(0, len(seeds), source.batch):
        some = seeds[start : start + source.batch]
        known += ask(source, partial(source.known, some), on_event=on_event, patience=patience)
    return known

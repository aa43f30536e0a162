"""A replication as data: what `--json` prints, and the rows of the table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from synth.replication.measure import Effect, Measured, Share
from synth.replication.standing import STATES, Reference, Searched, Standing, State

TABLE = ("reference", "title", "year", "doi", "strategy", "source", "state", "sets", "detail")
"""The columns of the table: a row for each known work, strategy and source."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a strategy makes of a known work by itself, wherever it may be found: a state, and what fails."""

    reference: int
    state: State
    sets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Replicated:
    """One strategy on the known works: where each stands at each source, and what its parts do.

    `judged` is what it makes of each work by itself. `recall` is over all sources together: the known works
    that at least one search found.
    """

    strategy: str
    recall: Share
    searched: tuple[Searched, ...]
    standings: tuple[Standing, ...]
    judged: tuple[Judged, ...]
    measured: Measured


@dataclass(frozen=True, slots=True)
class Replication:
    """The known works and every strategy on them."""

    references: tuple[Reference, ...]
    strategies: tuple[Replicated, ...]

    def document(self) -> dict[str, Any]:
        """The replication as plain data, the same for the same input."""
        return {
            "references": [_reference(one) for one in self.references],
            "strategies": [_strategy(one) for one in self.strategies],
            "standings": [asdict(standing) for one in self.strategies for standing in one.standings],
        }

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The rows of the table, without its head."""
        given = {one.number: one.given for one in self.references}
        for one in self.strategies:
            for at in one.standings:
                record = given[at.reference]
                year = str(record.year or "")
                place = (at.strategy, at.source, at.state, " + ".join(at.sets), at.detail)
                yield (str(at.reference), record.title, year, record.doi, *place)


def counts(standings: Sequence[Standing], source: str) -> dict[str, int]:
    """How many known works are in each state at a source; states that do not occur are left out."""
    found = Counter(one.state for one in standings if one.source == source)
    return {state: found[state] for state in STATES if found[state]}


def share(one: Share) -> dict[str, Any]:
    """A share as data: the part, the whole, and the share to four digits (None without a whole)."""
    exact = one.share
    return {"part": one.part, "whole": one.whole, "share": None if exact is None else round(exact, 4)}


def _reference(one: Reference) -> dict[str, Any]:
    record = one.given
    work = one.best.source_id if one.best.source == "work" else ""
    return {
        "number": one.number,
        "title": record.title,
        "year": record.year,
        "doi": record.doi,
        "work": work,
        "abstract": bool(one.best.abstract),
    }


def _strategy(one: Replicated) -> dict[str, Any]:
    return {
        "strategy": one.strategy,
        "recall": share(one.recall),
        "sources": [
            {"source": s.source, "status": s.status, "states": counts(one.standings, s.source)}
            for s in one.searched
        ],
        "works": [asdict(judged) for judged in one.judged],
        "local": {"recall": share(one.measured.recall), "precision": share(one.measured.precision)},
        "sets": [_effect(effect) for effect in one.measured.sets],
        "terms": [_effect(effect) for effect in one.measured.terms],
    }


def _effect(effect: Effect) -> dict[str, Any]:
    return {
        "set": effect.set,
        "term": effect.term,
        "matches": effect.matches,
        "only": effect.only,
        "without": {"recall": share(effect.recall), "precision": share(effect.precision)},
    }

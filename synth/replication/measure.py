"""Recall and precision of a strategy, of each set and of each term, by leaving it out.

Relative recall is the share of the known works that is found (Sampson and others 2006, J Clin Epidemiol
59:710-717); precision is the share of what is found that is known, so it is a lower bound.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from synth.model import Record
from synth.strategy.truth import Held, Judge


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole; `share` is None when there is no whole."""

    part: int
    whole: int

    @property
    def share(self) -> float | None:
        """The part divided by the whole, from 0 to 1."""
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Effect:
    """What a set or term does: `matches` known works hold it, and `only` are found through nothing else.

    `recall` and `precision` are of the strategy without it; with a set left out of an AND more is found.
    `term` is empty for a whole set.
    """

    set: str
    term: str
    matches: int
    only: int
    recall: Share
    precision: Share


@dataclass(frozen=True, slots=True)
class Measured:
    """A strategy on known works: recall over them, precision over the pool, and what each part does."""

    recall: Share
    precision: Share
    sets: tuple[Effect, ...]
    terms: tuple[Effect, ...]


def measure(judge: Judge, known: Sequence[Record], pool: Iterable[tuple[Record, bool]]) -> Measured:
    """Measure a strategy by the local matcher, filters included.

    `known` are the known works, each as the best record there is of it; `pool` are the works that were
    searched among, each with whether it is a known one.
    """
    within = _filters(judge)
    kept = Counter(judge.true(record) for record in known if within(record))
    around = Counter((judge.true(record), is_known) for record, is_known in pool if within(record))
    counts = _Counts(judge, kept, around, len(known))
    recall, precision = counts.shares(judge.accepts)
    return Measured(
        recall,
        precision,
        tuple(counts.of_set(name) for name in judge.sets()),
        tuple(counts.of_term(number) for number in range(len(judge.units))),
    )


def _filters(judge: Judge) -> Callable[[Record], bool]:
    years, languages = judge.strategy.years, judge.strategy.languages

    def within(record: Record) -> bool:
        year = record.year is None or record.year in years
        tongue = record.language.lower().partition("-")[0]
        return year and (not languages or not tongue or tongue in languages)

    return within


@dataclass(frozen=True, slots=True)
class _Counts:
    """The known works and the pool, counted by which units hold for them."""

    judge: Judge
    known: Counter[Held]
    pool: Counter[tuple[Held, bool]]
    whole: int

    def shares(self, accepts: Callable[[Held], bool]) -> tuple[Share, Share]:
        verdicts = {true: accepts(true) for true in {*self.known, *(true for true, _ in self.pool)}}
        found = sum(n for true, n in self.known.items() if verdicts[true])
        among = sum(n for (true, _), n in self.pool.items() if verdicts[true])
        right = sum(n for (true, is_known), n in self.pool.items() if verdicts[true] and is_known)
        return Share(found, self.whole), Share(right, among)

    def of_set(self, name: str) -> Effect:
        recall, precision = self.shares(lambda true: self.judge.accepts(true, without=name))
        matches = sum(n for true, n in self.known.items() if self.judge.holds(true, name))
        numbers = frozenset(i for i, unit in enumerate(self.judge.units) if unit.set == name)
        return Effect(name, "", matches, self._lost(numbers), recall, precision)

    def of_term(self, number: int) -> Effect:
        unit, gone = self.judge.units[number], frozenset({number})
        recall, precision = self.shares(lambda true: self.judge.accepts(true - gone))
        matches = sum(n for true, n in self.known.items() if number in true)
        return Effect(unit.set, unit.term, matches, self._lost(gone), recall, precision)

    def _lost(self, gone: frozenset[int]) -> int:
        """Return how many known works are found with these units and not without them."""
        accepts = self.judge.accepts
        return sum(n for true, n in self.known.items() if accepts(true) and not accepts(true - gone))

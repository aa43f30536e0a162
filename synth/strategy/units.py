"""Units of text as a strategy sees them: each distinct one is judged once and remembered."""

from __future__ import annotations

from dataclasses import dataclass

from synth.strategy.wildcards import Patterns
from synth.text import parts, runs

MAX_REMEMBERED = 50_000
"""Units remembered at most, so that memory stays flat over any number of records."""

MAX_UNIT = 80
"""Characters; longer units are judged each time and not remembered."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A word of a unit that fits some patterns: parts `first` to `last`, characters `start` to `end`."""

    first: int
    last: int
    patterns: tuple[int, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of text with words that fit a pattern: how many parts it has, and those words."""

    parts: int
    edges: tuple[Edge, ...]


class Units(dict[str, Unit | None]):
    """The units of all texts so far, None for those without a word that fits a pattern."""

    def __init__(self, patterns: Patterns) -> None:
        super().__init__()
        self._patterns = patterns

    def __missing__(self, unit: str) -> Unit | None:
        judged = self._judged(unit)
        if len(unit) <= MAX_UNIT:
            if len(self) >= MAX_REMEMBERED:
                self.clear()
            self[unit] = judged
        return judged

    def _judged(self, unit: str) -> Unit | None:
        if unit.isalnum():
            fitting = tuple(self._patterns.fitting(unit))
            return Unit(1, (Edge(0, 1, fitting, 0, len(unit)),)) if fitting else None
        found = parts(unit)
        edges: list[Edge] = []
        for run in runs(tuple(part.word for part in found)):
            fitting = tuple(self._patterns.fitting(run.word))
            if fitting:
                start, end = found[run.first].start, found[run.last - 1].end
                edges.append(Edge(run.first, run.last, fitting, start, end))
        return Unit(len(found), tuple(edges)) if edges else None

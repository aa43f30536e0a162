"""The words of one text that fit a pattern, each from part to part, and the leaves that run through them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from synth.strategy.compiled import Chain


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
    """A unit of text as the strategy sees it: how many parts it has, and the words that fit a pattern."""

    parts: int
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A leaf that matches from the position `first` up to each of `lasts`."""

    chain: Chain
    first: int
    lasts: tuple[int, ...]


class Lattice:
    """The edges of a text; positions count parts, so that neighbours share a position."""

    def __init__(self) -> None:
        self._at: dict[int, list[tuple[int, tuple[int, ...]]]] = defaultdict(list)
        self._begin: dict[int, int] = {}
        self._end: dict[int, int] = {}
        self._units: list[int] = []
        self._base = 0

    def add(self, unit: Unit, start: int) -> None:
        """Add the next unit of the text, which begins at the character `start`."""
        for edge in unit.edges:
            first, last = self._base + edge.first, self._base + edge.last
            self._at[first].append((last, edge.patterns))
            self._begin[first], self._end[last] = start + edge.start, start + edge.end
        self._units.append(self._base)
        self._base += unit.parts

    def spans(self, begins: Sequence[Sequence[Chain]]) -> Iterator[Span]:
        """Yield every place where a leaf matches, in the order of the text.

        `begins[pattern]` are the leaves that can begin with the pattern.
        """
        for first in sorted(self._at):
            chains = {c.bit: c for _, patterns in self._at[first] for p in patterns for c in begins[p]}
            for chain in chains.values():
                lasts = self._reached(chain, first)
                if lasts:
                    yield Span(chain, first, tuple(sorted(lasts)))

    def _reached(self, chain: Chain, first: int) -> set[int]:
        """Return the positions that a leaf reaches from `first`; none when it does not match there."""
        reached: list[set[int]] = [{first}, *(set() for _ in chain.edges)]
        for node, edges in enumerate(chain.edges):
            for position in reached[node]:
                for last, patterns in self._at.get(position, ()):
                    for following, pattern in edges:
                        if pattern in patterns:
                            reached[following].add(last)
        return reached[-1]

    def between(self, last: int, first: int) -> int:
        """Return how many words stand from the position `last` up to `first`; a hyphenated word is one."""
        if last >= first:
            return 0
        return bisect_right(self._units, first - 1) - bisect_right(self._units, last) + 1

    def characters(self, first: int, last: int) -> tuple[int, int]:
        """Return the characters of the folded text from one position of a span to another."""
        return self._begin[first], self._end[last]

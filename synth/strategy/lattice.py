"""The words of one text that fit a pattern, each from part to part, and the leaves that run through them."""

from __future__ import annotations

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


class Lattice:
    """The edges of a text; positions count parts, so that neighbours share a position."""

    def __init__(self) -> None:
        self._at: dict[int, list[tuple[int, tuple[int, ...]]]] = defaultdict(list)
        self._begin: dict[int, int] = {}
        self._end: dict[int, int] = {}
        self._base = 0

    def add(self, unit: Unit, start: int) -> None:
        """Add the next unit of the text, which begins at the character `start`."""
        for edge in unit.edges:
            first, last = self._base + edge.first, self._base + edge.last
            self._at[first].append((last, edge.patterns))
            self._begin[first], self._end[last] = start + edge.start, start + edge.end
        self._base += unit.parts

    def occurrences(self, begins: Sequence[Sequence[Chain]]) -> Iterator[tuple[Chain, int, int]]:
        """Yield every leaf that matches with the characters it covers: leftmost, longest, not overlapping.

        `begins[pattern]` are the leaves that can begin with the pattern.
        """
        free: dict[int, int] = {}
        for first in sorted(self._at):
            chains = {c.bit: c for _, patterns in self._at[first] for p in patterns for c in begins[p]}
            for bit, chain in chains.items():
                last = self._reach(chain, first) if first >= free.get(bit, 0) else 0
                if last:
                    free[bit] = last
                    yield chain, self._begin[first], self._end[last]

    def _reach(self, chain: Chain, first: int) -> int:
        """Return the furthest position a leaf reaches from `first`; 0 when it does not match there."""
        reached: list[set[int]] = [{first}, *(set() for _ in chain.edges)]
        for node, edges in enumerate(chain.edges):
            for position in reached[node]:
                for last, patterns in self._at.get(position, ()):
                    for following, pattern in edges:
                        if pattern in patterns:
                            reached[following].add(last)
        return max(reached[-1], default=0)

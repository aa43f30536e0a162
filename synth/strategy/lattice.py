"""The words of one text that fit a pattern, from position to position, and the leaves that run through them.

Positions grow with the parts of the text; a unit ends where the next begins, so neighbours share a position.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from synth.strategy.compiled import Chain
from synth.strategy.units import Unit

_UNIT_BITS = 24
"""A position is the number of the unit, then in this many bits the number of the part in it."""


@dataclass(frozen=True, slots=True)
class Span:
    """A leaf that matches from the position `first` up to each of `lasts`."""

    chain: Chain
    first: int
    lasts: tuple[int, ...]


class Lattice:
    """The edges of a text, given its units (the number of each in the text) that have any."""

    def __init__(self, found: Sequence[tuple[int, Unit]]) -> None:
        self._at: dict[int, list[tuple[int, tuple[int, ...]]]] = defaultdict(list)
        self._begin: dict[int, tuple[int, int]] = {}
        self._end: dict[int, tuple[int, int]] = {}
        for number, unit in found:
            base, following = number << _UNIT_BITS, (number + 1) << _UNIT_BITS
            for edge in unit.edges:
                first = base + edge.first
                last = following if edge.last == unit.parts else base + edge.last
                self._at[first].append((last, edge.patterns))
                self._begin[first], self._end[last] = (number, edge.start), (number, edge.end)

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
        return ((first - 1) >> _UNIT_BITS) - (last >> _UNIT_BITS) + 1

    def characters(self, first: int, last: int, starts: Sequence[int]) -> tuple[int, int]:
        """Return the characters between two positions of a span; `starts` are those where units begin."""
        (number, begin), (other, end) = self._begin[first], self._end[last]
        return starts[number] + begin, starts[other] + end

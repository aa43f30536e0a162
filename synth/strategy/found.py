"""Which of the places of leaves count: leftmost and longest; for NEAR those with the other side near."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from synth.strategy.compiled import Pair
from synth.strategy.lattice import Lattice, Span


@dataclass(frozen=True, slots=True)
class Found:
    """A leaf or pair (`bit`) that matches between two positions, and the terms to report there."""

    bit: int
    labels: tuple[str, ...]
    first: int
    last: int


def found(spans: Sequence[Span], pairs: Iterable[Pair], lattice: Lattice) -> list[Found]:
    """Return what matches in a text, in its order; places of one leaf do not overlap."""
    places = list(_alone(spans))
    for pair in pairs:
        places += _near(pair, spans, lattice)
    return sorted(places, key=lambda place: place.first)


def _alone(spans: Sequence[Span]) -> Iterator[Found]:
    free: dict[int, int] = {}
    for span in spans:
        bit = span.chain.bit
        if span.first >= free.get(bit, 0):
            free[bit] = span.lasts[-1]
            yield Found(bit, span.chain.labels, span.first, span.lasts[-1])


def _near(pair: Pair, spans: Sequence[Span], lattice: Lattice) -> Iterator[Found]:
    sides = (pair.left, pair.right)
    left, right = (_Side([span for span in spans if span.chain.bit & side], lattice) for side in sides)
    free: dict[int, int] = {}
    for own, other in ((left, right), (right, left)):
        for span in own.spans:
            bit = span.chain.bit
            last = other.nearby(span, pair.gap) if span.first >= free.get(bit, 0) else 0
            if last:
                free[bit] = last
                labels = tuple(label for one, label in pair.labels if one == bit)
                yield Found(pair.bit, labels, span.first, last)


class _Side:
    """Where the leaves of one side begin and end."""

    def __init__(self, spans: list[Span], lattice: Lattice) -> None:
        self.spans, self.lattice = spans, lattice
        self.firsts = sorted(span.first for span in spans)
        self.lasts = sorted(last for span in spans for last in span.lasts)

    def nearby(self, span: Span, gap: int) -> int:
        """Return the furthest end of `span` that has a place of this side near; 0 when it has none."""
        before = bisect_right(self.lasts, span.first)
        if before and self.lattice.between(self.lasts[before - 1], span.first) <= gap:
            return span.lasts[-1]
        return next((last for last in reversed(span.lasts) if self._follows(last, gap)), 0)

    def _follows(self, last: int, gap: int) -> bool:
        after = bisect_left(self.firsts, last)
        return after < len(self.firsts) and self.lattice.between(last, self.firsts[after]) <= gap

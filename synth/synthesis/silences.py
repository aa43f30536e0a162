"""What coders looked for in a work and did not find: that it is not reported is an answer too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from synth.judging import NotReported

Facet = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Silences:
    """Works by what coders said that they do not report: a facet, or with an empty code a whole dimension.

    `implied` maps a facet to itself and what it implies: who does not speak of a determinant does not
    speak of its factors.
    """

    works: Mapping[Facet, frozenset[str]]
    implied: Mapping[Facet, tuple[Facet, ...]]

    @classmethod
    def of(
        cls,
        said: Iterable[NotReported],
        implied: Mapping[Facet, tuple[Facet, ...]],
        *,
        works: Collection[str],
        books: Collection[str],
    ) -> Silences:
        """What was said of these works with these codebooks."""
        found: defaultdict[Facet, set[str]] = defaultdict(set)
        for one in said:
            if one.work in works and one.codebook in books:
                found[one.dimension, one.code].add(one.work)
        return cls({facet: frozenset(keys) for facet, keys in found.items()}, implied)

    def on(self, facet: Facet) -> frozenset[str]:
        """The works of which somebody said that they do not report this code, or its dimension."""
        if not self.works:
            return frozenset()
        above = self.implied.get(facet, (facet,))
        wanted = {*above, *((dimension, "") for dimension, _ in above)}
        return frozenset().union(*(self.works.get(one, frozenset()) for one in wanted))

    def whole(self, dimension: str) -> frozenset[str]:
        """The works of which somebody said that they say nothing on a whole dimension."""
        return self.works.get((dimension, ""), frozenset())

    def said(self) -> Iterator[tuple[Facet, frozenset[str]]]:
        """What somebody said is not reported, with the works; an empty code is a whole dimension."""
        yield from sorted(self.works.items())

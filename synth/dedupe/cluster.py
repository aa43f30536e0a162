"""From links to clusters: a cluster never holds two records that a guard or a person keeps apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

Pair = tuple[int, int]


@dataclass(slots=True)
class Clusters:
    """Union of records under constraints; `forbidden(a, b)` says that two records may not be together."""

    members: dict[int, list[int]]
    forbidden: Callable[[int, int], bool]
    _root: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, ids: Iterable[int], forbidden: Callable[[int, int], bool]) -> Clusters:
        """Start with every record on its own."""
        own = {one: [one] for one in ids}
        return cls(own, forbidden, {one: one for one in own})

    def join(self, a: int, b: int) -> Pair | None:
        """Put the clusters of two records together; return the pair that forbids it, if one does."""
        first, second = self._root[a], self._root[b]
        if first == second:
            return None
        for one in self.members[first]:
            for other in self.members[second]:
                if self.forbidden(one, other):
                    return one, other
        if len(self.members[first]) < len(self.members[second]):
            first, second = second, first
        for one in self.members.pop(second):
            self._root[one] = first
            self.members[first].append(one)
        return None

    def result(self, order: Sequence[int]) -> tuple[tuple[int, ...], ...]:
        """Return the clusters, each in ascending order, by their first record in `order`."""
        found: dict[int, None] = dict.fromkeys(self._root[one] for one in order)
        return tuple(tuple(sorted(self.members[root])) for root in found)

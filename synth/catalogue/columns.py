"""The columns of the works, which of them a selection takes, how it divides, and page after page of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from synth.store.catalogue import Stamp

Mask = NDArray[np.bool_]
Numbers = NDArray[np.int64]

MOST_BITS = 63
"""Values of a column of which a work can have several; further ones are counted together as the last."""


@dataclass(frozen=True, slots=True)
class Column:
    """What works are divided by: `labels`, and for each work the number of its label.

    With `several`, a work can have more than one, and each of its bits stands for a label.
    """

    labels: tuple[str, ...]
    codes: Numbers
    several: bool = False

    def has(self, label: str) -> Mask:
        """Which works have the label; none for one that is unknown."""
        if label not in self.labels:
            return np.zeros(len(self.codes), dtype=np.bool_)
        place = self.labels.index(label)
        found: Mask = (self.codes >> place) & 1 == 1 if self.several else self.codes == place
        return found

    def counts(self, among: Mask) -> dict[str, int]:
        """How many works of a selection have each label, most first; labels of none are left out."""
        chosen = self.codes.take(np.flatnonzero(among))
        if self.several:
            found = [int(((chosen >> place) & 1).sum()) for place in range(len(self.labels))]
        else:
            found = np.bincount(chosen, minlength=len(self.labels)).tolist()
        pairs = [(label, n) for label, n in zip(self.labels, found, strict=True) if n]
        return dict(sorted(pairs, key=lambda pair: (-pair[1], pair[0])))


def column(values: Sequence[str]) -> Column:
    """The column of one label per work."""
    labels, codes = np.unique(np.array(values, dtype=object).astype(str), return_inverse=True)
    return Column(tuple(map(str, labels)), codes.astype(np.int64).reshape(-1))


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of a list: the numbers of its works, and whether there are earlier and later ones."""

    numbers: tuple[int, ...]
    earlier: bool
    later: bool


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All works at one moment: numbers in ascending order, columns, and orders to leaf through them.

    Each of `orders` holds places in `ids`, in that order; `screeners` had to decide on each work.
    """

    stamp: Stamp
    screeners: int
    ids: Numbers
    columns: Mapping[str, Column]
    orders: Mapping[str, Numbers]

    def __len__(self) -> int:
        return len(self.ids)

    def among(self, ids: Sequence[int] | Numbers) -> Mask:
        """The selection of these works."""
        mask = np.zeros(len(self.ids), dtype=np.bool_)
        mask[self.ranked(ids)] = True
        return mask

    def select(
        self, wanted: Mapping[str, Sequence[str]], *, within: Mask | None = None, but: str = ""
    ) -> Mask:
        """The works that have one of the labels wanted in each column; `but` leaves one column out."""
        mask = np.ones(len(self.ids), dtype=np.bool_) if within is None else within.copy()
        for name, labels in wanted.items():
            if name != but and labels:
                mask &= np.logical_or.reduce([self.columns[name].has(one) for one in labels])
        return mask

    def counts(
        self, name: str, wanted: Mapping[str, Sequence[str]], *, within: Mask | None = None
    ) -> dict[str, int]:
        """How a selection divides over a column, whatever is wanted in that column itself."""
        return self.columns[name].counts(self.select(wanted, within=within, but=name))

    def leaf(self, mask: Mask, order: Numbers, *, after: int = 0, before: int = 0, size: int = 50) -> Leaf:
        """A page of a selection in an order: after a work, or before one, which need not be in it."""
        chosen = order[mask[order]]
        start = self._passed(mask, order, before or after, through=not before) if before or after else 0
        start = max(0, start - size) if before else start
        numbers = tuple(int(one) for one in self.ids[chosen[start : start + size]])
        return Leaf(numbers, bool(start and numbers), start + size < len(chosen))

    def _passed(self, mask: Mask, order: Numbers, number: int, *, through: bool) -> int:
        """How many of a selection come before a work in an order, the work itself too when gone `through`."""
        at = int(np.searchsorted(self.ids, number))
        if at >= len(self.ids) or self.ids[at] != number:
            return 0
        steps = [int(step) + through for step in np.flatnonzero(order == at)]
        return int(np.count_nonzero(mask[order[: steps[0]]])) if steps else 0

    def label_of(self, name: str, number: int) -> str:
        """The label of a work in a column of one label per work; empty for a work that is not here."""
        at = int(np.searchsorted(self.ids, number))
        column = self.columns[name]
        if at >= len(self.ids) or self.ids[at] != number:
            return ""
        return column.labels[int(column.codes[at])]

    def ranked(self, ids: Sequence[int] | Numbers) -> Numbers:
        """The order of works as they were found; those that were not found are not in it."""
        numbers = np.asarray(ids, dtype=np.int64)
        places = np.searchsorted(self.ids, numbers)
        inside = places < len(self.ids)
        places, numbers = places[inside], numbers[inside]
        there: Numbers = places[self.ids[places] == numbers]
        return there

    def with_labels(self, stamp: Stamp, name: str, changed: Mapping[int, str]) -> Catalogue:
        """The catalogue after events: some works have another label in a column of one label per work."""
        old = self.columns[name]
        codes = old.codes.copy()
        for number, label in changed.items():
            place = int(np.searchsorted(self.ids, number))
            if place < len(self.ids) and self.ids[place] == number:
                codes[place] = old.labels.index(label)
        return replace(self, stamp=stamp, columns={**self.columns, name: replace(old, codes=codes)})

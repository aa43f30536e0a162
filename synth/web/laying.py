"""The evidence map laid out by any two dimensions: how many works stand in each cell, and which.

Counted from the same values as the map of the report (`synth.report.axes`), so that both show the same
numbers; held in columns, for the map of a large review is counted whenever somebody lays out another one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from synth.model import DIRECTIONS

NOWHERE = -1
"""The place of passages that have no code on an axis."""

CLAIMED = {"determinant": 0, "factor": 1}
"""The axes that say what helps or hinders, with their place in a claim."""

WAY = 2
"""The place of the direction in a claim."""

EVERY_WAY = frozenset(range(len(DIRECTIONS)))
"""Every place of a direction."""

LISTED = 24
"""Codes of an axis up to which those without works are shown too: there the gaps are."""

Whole = NDArray[np.integer[Any]]
Mask = NDArray[np.bool_]
At = tuple[int, int]
"""The places of a row and a column."""

Place = tuple[str, int]
"""An axis and the place of a code on it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a map is limited to: passages with `only` this code, claims in these `ways`."""

    only: Place | None = None
    ways: frozenset[int] = EVERY_WAY


EVERYTHING = Limits()


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands at a row and a column: the number of works, in all and in each direction that there is."""

    n: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Layout:
    """A map: the places of its rows and columns in order, and the cells that hold something.

    `most` is the number of works in the fullest cell.
    """

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    cells: Mapping[At, Cell]
    most: int


@dataclass(frozen=True, slots=True)
class Spread:
    """Which passages have which places: a row for each pair, in the order of the passages."""

    passages: Whole
    places: Whole

    def taken(self, mask: Mask) -> Spread:
        """Some of the pairs."""
        return Spread(self.passages[mask], self.places[mask])


@dataclass(frozen=True, slots=True)
class Columns:
    """Passages in columns: the work of each, its claims, and its places on each axis.

    The places of a claim are those of `CLAIMED` and `WAY`; `orders` has the places of each axis in order.
    """

    works: Whole
    claims: Spread
    spreads: Mapping[str, Spread]
    orders: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Standing:
    """Passages where they stand on a map: rows, columns and passages side by side; and what they claim there.

    `claimed` are places in the others, `ways` the direction of each of those claims.
    """

    rows: Whole
    columns: Whole
    passages: Whole
    claimed: Whole
    ways: Whole


def in_columns(values: Mapping[str, Any]) -> Columns:
    """The columns of what `synth.report.axes.map_values` gives."""
    works, passages = values["works"], values["passages"]
    claims = [(number, claim) for number, passage in enumerate(passages) for claim in passage[2]]
    said = Spread(
        np.array([number for number, _ in claims], dtype=np.int32),
        np.array([claim for _, claim in claims], dtype=np.int32).reshape(-1, WAY + 1),
    )
    spreads = {}
    for axis in values["axes"]:
        name = axis["id"]
        if name in CLAIMED:
            found = [{claim[CLAIMED[name]] for claim in one[2]} - {NOWHERE} for one in passages]
        elif axis["work"]:
            found = [works[one[0]][2].get(name, ()) for one in passages]
        else:
            found = [one[3].get(name, ()) for one in passages]
        spreads[name] = _spread(found)
    return Columns(
        np.array([one[0] for one in passages], dtype=np.int32),
        said,
        spreads,
        {axis["id"]: _order(axis) for axis in values["axes"]},
    )


def _spread(found: Sequence[Sequence[int] | set[int]]) -> Spread:
    pairs = [(number, place) for number, places in enumerate(found) for place in sorted(places) or (NOWHERE,)]
    table = np.array(pairs, dtype=np.int32).reshape(-1, 2)
    return Spread(table[:, 0].copy(), table[:, 1].copy())


def _order(axis: Mapping[str, Any]) -> tuple[int, ...]:
    """The places of an axis: as in the codebook, years in time."""
    codes = axis["codes"]
    return tuple(sorted(range(len(codes)), key=lambda place: codes[place] if axis["id"] == "year" else ""))


@dataclass(frozen=True, slots=True)
class Map:
    """The map of two axes within limits.

    A passage stands in every cell of which it has both codes; where determinants or factors are laid out,
    in the direction of what it claims of those. It stands there only with claims in one of the ways of the
    limits.
    """

    held: Columns
    rows: str
    columns: str
    limits: Limits = EVERYTHING

    def layout(self) -> Layout:
        """All of it, counted."""
        found = self._standing(self._within())
        cells = self._cells(found)
        return Layout(
            tuple(self._shown(self.rows, {row for row, _ in cells})),
            tuple(self._shown(self.columns, {column for _, column in cells})),
            cells,
            max((cell.n for cell in cells.values()), default=0),
        )

    def works_at(self, at: At) -> dict[int, list[int]]:
        """The works of a cell, each with the numbers of its passages there."""
        found = self._standing(self._within(), at)
        works: dict[int, list[int]] = {}
        for passage in np.unique(found.passages).tolist():
            works.setdefault(int(self.held.works[passage]), []).append(passage)
        return works

    def counts_at(self, at: At) -> Cell:
        """What a cell holds, counted; a cell without anything too."""
        return self._cells(self._standing(self._within(), at)).get(at, Cell())

    def cells_of(self, work: int) -> frozenset[At]:
        """The cells in which a work stands."""
        found = self._standing(self._within() & (self.held.works == work))
        return frozenset(zip(found.rows.tolist(), found.columns.tolist(), strict=True))

    def _within(self) -> Mask:
        """Which passages have the code that the map is limited to."""
        if self.limits.only is None:
            return np.ones(len(self.held.works), dtype=np.bool_)
        axis, place = self.limits.only
        spread = self.held.spreads[axis]
        within = np.zeros(len(self.held.works), dtype=np.bool_)
        within[spread.passages[spread.places == place]] = True
        return within

    def _standing(self, within: Mask, at: At | None = None) -> Standing:
        """Where passages stand, of those within; of one cell alone when it is given."""
        row_at, column_at = at or (None, None)
        rows = self._some(self.rows, within, row_at)
        columns = self._some(self.columns, within, column_at)
        left, right = _joined(rows.passages, columns.passages)
        row, column, passages = rows.places[left], columns.places[right], rows.passages[left]
        pair, claim = _joined(passages, self.held.claims.passages)
        said = self.held.claims.places[claim]
        fits = np.isin(said[:, WAY], list(self.limits.ways))
        for axis, place in CLAIMED.items():
            where = {self.rows: row, self.columns: column}.get(axis)
            if where is not None:
                fits &= said[:, place] == where[pair]
        stays = np.zeros(len(passages), dtype=np.bool_)
        stays[pair[fits]] = True
        if self.limits.ways >= EVERY_WAY:
            stays |= (row == NOWHERE) | (column == NOWHERE)
        numbers = np.cumsum(stays) - 1
        return Standing(row[stays], column[stays], passages[stays], numbers[pair[fits]], said[fits, WAY])

    def _some(self, axis: str, within: Mask, place: int | None) -> Spread:
        spread = self.held.spreads[axis]
        mask = within[spread.passages]
        return spread.taken(mask if place is None else mask & (spread.places == place))

    def _cells(self, found: Standing) -> dict[At, Cell]:
        """The cells that hold something; a work counts once in each, and once in each direction."""
        works, wide = self.held.works[found.passages], int(found.columns.max(initial=0)) + 2
        cells = (found.rows.astype(np.int64) + 1) * wide + found.columns + 1
        counted = _times(cells, works)
        some = [found.claimed[found.ways == way] for way in range(len(DIRECTIONS))]
        ways = [_times(cells[one], works[one]) for one in some]
        return {
            (cell // wide - 1, cell % wide - 1): Cell(
                n, {name: one[cell] for name, one in zip(DIRECTIONS, ways, strict=True) if cell in one}
            )
            for cell, n in counted.items()
        }

    def _shown(self, axis: str, used: set[int]) -> Iterator[int]:
        """The places to show: all of a short axis, else those in use; those without a code last."""
        order = self.held.orders[axis]
        yield from (place for place in order if len(order) <= LISTED or place in used)
        if NOWHERE in used:
            yield NOWHERE


def _joined(left: Whole, right: Whole) -> tuple[Whole, Whole]:
    """The places of all pairs of equal values; `right` is in order."""
    starts = np.searchsorted(right, left, side="left")
    times = np.searchsorted(right, left, side="right") - starts
    first = np.repeat(np.arange(len(left)), times)
    within = np.arange(len(first)) - np.repeat(np.cumsum(times) - times, times)
    return first, np.repeat(starts, times) + within


def _times(cells: Whole, works: Whole) -> dict[int, int]:
    """For each cell the number of works in it."""
    several = int(works.max(initial=0)) + 1
    found, n = np.unique(np.unique(cells * several + works) // several, return_counts=True)
    return dict(zip(found.tolist(), n.tolist(), strict=True))

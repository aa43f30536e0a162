"""The evidence map laid out by any two dimensions: which works and passages stand in each cell.

Read from the same values as the map of the report (`synth.report.axes`), so that both show the same numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as Among
from dataclasses import dataclass, field
from typing import Any

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

Claim = Sequence[int]
Place = tuple[str, int]
"""An axis and the place of a code on it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a map is limited to: passages with `only` this code, claims in these `ways`."""

    only: Place | None = None
    ways: frozenset[int] = EVERY_WAY


EVERYTHING = Limits()


@dataclass(slots=True)
class Cell:
    """What stands at a row and a column: passages under their works, and the works of each direction."""

    works: dict[int, list[str]] = field(default_factory=dict)
    ways: tuple[set[int], ...] = field(default_factory=lambda: tuple(set() for _ in DIRECTIONS))

    @property
    def counts(self) -> dict[str, int]:
        """The number of works in each direction that there is."""
        return {name: len(works) for name, works in zip(DIRECTIONS, self.ways, strict=True) if works}


@dataclass(frozen=True, slots=True)
class Layout:
    """A map: the places of its rows and columns in order, and the cells that hold something.

    `most` is the number of works in the fullest cell.
    """

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    cells: Mapping[tuple[int, int], Cell]
    most: int


def lay_out(
    values: Mapping[str, Any],
    rows: str,
    columns: str,
    only: Place | None = None,
    ways: Among[int] = EVERY_WAY,
) -> Layout:
    """The map of `rows` by `columns`, of the passages at `only` when it is given.

    `values` are those of `synth.report.axes.map_values`. A passage stands in every cell of which it has both
    codes; where determinants or factors are laid out, in the direction of what it claims of those. It stands
    there only with claims in one of `ways`, places in `DIRECTIONS`.
    """
    axes = {axis["id"]: axis for axis in values["axes"]}
    read = {
        name: _reader(axes[name], values["works"]) for name in {rows, columns, *(only or ("",))[:1]} if name
    }
    cells: dict[tuple[int, int], Cell] = {}
    for passage in values["passages"]:
        if only and only[1] not in read[only[0]](passage):
            continue
        for row in read[rows](passage) or (NOWHERE,):
            for column in read[columns](passage) or (NOWHERE,):
                _put(cells, passage, {rows: row, columns: column}, at=(row, column), ways=ways)
    return Layout(
        tuple(_shown(axes[rows], {row for row, _ in cells})),
        tuple(_shown(axes[columns], {column for _, column in cells})),
        cells,
        max((len(cell.works) for cell in cells.values()), default=0),
    )


def _put(
    cells: dict[tuple[int, int], Cell],
    passage: Sequence[Any],
    where: Mapping[str, int],
    *,
    at: tuple[int, int],
    ways: Among[int],
) -> None:
    """Count a passage in a cell, when it claims something of what the cell is about."""
    claims = [claim for claim in passage[2] if _about(claim, where) and claim[WAY] in ways]
    if not claims and (NOWHERE not in at or not ways >= EVERY_WAY):
        return
    cell = cells.setdefault(at, Cell())
    cell.works.setdefault(passage[0], []).append(passage[1])
    for claim in claims:
        cell.ways[claim[WAY]].add(passage[0])


def _about(claim: Claim, where: Mapping[str, int]) -> bool:
    return all(claim[place] == where[axis] for axis, place in CLAIMED.items() if axis in where)


def _reader(axis: Mapping[str, Any], works: Sequence[Any]) -> Callable[[Sequence[Any]], Sequence[int]]:
    """What gives the places of a passage on an axis."""
    name = axis["id"]
    if name in CLAIMED:
        place = CLAIMED[name]
        return lambda passage: sorted({claim[place] for claim in passage[2]} - {NOWHERE})
    if axis["work"]:
        return lambda passage: works[passage[0]][2].get(name, ())
    return lambda passage: passage[3].get(name, ())


def _shown(axis: Mapping[str, Any], used: set[int]) -> Iterator[int]:
    """The places to show: all of a short axis, else those in use; years in order; without a code last."""
    codes = axis["codes"]
    places = sorted(range(len(codes)), key=lambda place: codes[place] if axis["id"] == "year" else "")
    yield from (place for place in places if len(codes) <= LISTED or place in used)
    if NOWHERE in used:
        yield NOWHERE

"""The evidence map: determinant by phase by direction, with the gaps that stand in its cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from synth.model import DIRECTIONS
from synth.report import anchors
from synth.report.anchors import Link
from synth.report.bubbles import Bubble, bubble
from synth.report.localised import Text
from synth.report.lookup import Lookup


@dataclass(frozen=True, slots=True)
class Mark:
    """The works of one direction in one cell; `n` is 0 where there are none."""

    direction: str
    label: str
    n: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Group:
    """What stands behind a mark: its works, and the passages that show it."""

    anchor: str
    direction: str
    label: str
    works: tuple[Link, ...]
    passages: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A determinant in a phase: how many works in each direction, and the gaps raised for it.

    `marks` has every direction, those without works too, so that each keeps its place. `unreported` are the
    works of which coders said that they do not report this.
    """

    anchor: str
    determinant: Text
    phase: Text
    n_works: int
    bubble: Bubble
    marks: tuple[Mark, ...]
    groups: tuple[Group, ...]
    gaps: tuple[Link, ...]
    unreported: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A determinant: its cells in the order of the phases, and the gaps about it in every phase."""

    anchor: str
    id: str
    label: Text
    n_works: int
    cells: tuple[Cell, ...]
    gaps: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A phase, and the works in it."""

    anchor: str
    id: str
    label: Text
    works: tuple[Link, ...]

    @property
    def n_works(self) -> int:
        """How many works."""
        return len(self.works)


@dataclass(frozen=True, slots=True)
class EvidenceMap:
    """The whole map; `legend` has one mark of each direction."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    legend: tuple[Mark, ...]
    n_empty: int


def evidence_map(lookup: Lookup) -> EvidenceMap:
    """Lay out the matrix of a synthesis document."""
    matrix = lookup.document["matrix"]
    filled = {(c["determinant"], c["phase"], c["direction"]): c for c in matrix["cells"]}
    most = max((len(c["works"]) for c in matrix["totals"]), default=1)
    silent = {(c["determinant"], c["phase"]): c.get("not_reported", ()) for c in matrix["totals"]}
    builder = _Builder(lookup, filled, most, silent)
    rows = tuple(builder.row(determinant, matrix["columns"]) for determinant in matrix["rows"])
    return EvidenceMap(
        columns=tuple(builder.column(phase) for phase in matrix["columns"]),
        rows=rows,
        legend=tuple(Mark(d, lookup.word("direction", d), 1, "") for d in DIRECTIONS),
        n_empty=sum(not cell.n_works for row in rows for cell in row.cells),
    )


def gap_links(gaps: Iterable[Mapping[str, Any]], lookup: Lookup) -> tuple[Link, ...]:
    """Links to gaps, each with the name of its type."""
    return tuple(Link(anchors.gap(gap["id"]), lookup.word("gap-type", gap["type"])) for gap in gaps)


@dataclass(frozen=True, slots=True)
class _Builder:
    lookup: Lookup
    filled: Mapping[tuple[str, str, str], Mapping[str, Any]]
    most: int
    silent: Mapping[tuple[str, str], Sequence[str]]

    def column(self, phase: str) -> Column:
        works = {
            key for (_, column, _), cell in self.filled.items() if column == phase for key in cell["works"]
        }
        links = self.lookup.work_links(sorted(works))
        return Column(anchors.cell("", phase), phase, self.lookup.label("phase", phase), links)

    def row(self, determinant: str, phases: Iterable[str]) -> Row:
        cells = tuple(self.cell(determinant, phase) for phase in phases)
        works = {
            key for (row, _, _), cell in self.filled.items() if row == determinant for key in cell["works"]
        }
        return Row(
            anchor=anchors.determinant(determinant),
            id=determinant,
            label=self.lookup.label("determinant", determinant),
            n_works=len(works),
            cells=cells,
            gaps=self.gaps({"determinant": determinant}),
        )

    def cell(self, determinant: str, phase: str) -> Cell:
        found = {d: self.filled.get((determinant, phase, d)) for d in DIRECTIONS}
        present: dict[str, Mapping[str, Any]] = {
            d: cell for d, cell in found.items() if cell and cell["works"]
        }
        here = {"determinant": determinant, "phase": phase}
        counts = {d: len(cell["works"]) for d, cell in present.items()}
        n_works = len({key for cell in present.values() for key in cell["works"]})
        return Cell(
            anchor=anchors.cell(determinant, phase),
            determinant=self.lookup.label("determinant", determinant),
            phase=self.lookup.label("phase", phase),
            n_works=n_works,
            bubble=bubble(counts, n_works, self.most),
            marks=tuple(self.mark(here, direction, counts.get(direction, 0)) for direction in DIRECTIONS),
            groups=tuple(self.group(anchors.cell(determinant, phase, d), d, c) for d, c in present.items()),
            gaps=self.gaps(here),
            unreported=self.lookup.work_links(self.silent.get((determinant, phase), ())),
        )

    def mark(self, place: Mapping[str, str], direction: str, n: int) -> Mark:
        anchor = anchors.cell(place["determinant"], place["phase"], direction)
        return Mark(direction, self.lookup.word("direction", direction), n, anchor)

    def group(self, anchor: str, direction: str, cell: Mapping[str, Any]) -> Group:
        return Group(
            anchor=anchor,
            direction=direction,
            label=self.lookup.word("direction", direction),
            works=self.lookup.work_links(cell["works"]),
            passages=self.lookup.passage_links(cell["passages"]),
        )

    def gaps(self, place: Mapping[str, str]) -> tuple[Link, ...]:
        """The gaps whose cell is this place, in any direction, and nothing narrower."""
        here = [
            gap
            for gap in self.lookup.document["gaps"]
            if {facet: code for facet, code in gap["cell"].items() if facet != "direction"} == place
        ]
        return gap_links(here, self.lookup)

"""The PRISMA 2020 flow: which boxes there are, where they stand, and whether the counts add up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from textwrap import wrap
from typing import Any

from synth.report.lookup import Lookup
from synth.synthesis.flow import SUMS, size

LEFT, BOX, SPACE, BETWEEN = 40, 222, 26, 28
"""Pixels: the phase labels, the width of a box, and the space between columns and between rows."""
LINE, PADDING = 17, 10
CHARACTERS = 31
"""Characters that fit on a line of a box in the widest of the usual typefaces."""


@dataclass(frozen=True, slots=True)
class Count:
    """One figure of a box: the words, the number, and the anchor of what was counted.

    `name` is what the PRISMA template calls it; a detail (a source, a reason) has none. `id` is
    what `synth show` knows it by.
    """

    label: str
    n: int
    anchor: str = ""
    detail: bool = False
    name: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line of a box; `n` is set on the line that carries the number."""

    text: str
    n: str = ""
    anchor: str = ""
    bold: bool = False
    detail: bool = False
    linked: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the flow at its place in the grid and, once laid out, on the page."""

    column: int
    row: int
    heading: str
    counts: tuple[Count, ...]
    x: int = 0
    y: int = 0
    height: int = 0
    lines: tuple[Line, ...] = ()
    width: int = BOX


@dataclass(frozen=True, slots=True)
class Phase:
    """Identification, screening or included: the band at the left of its rows."""

    label: str
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class Check:
    """One sum of the flow, written out, and whether it holds; `sides` are its terms, without empty ones."""

    text: str
    holds: bool
    sides: tuple[tuple[Count, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Flow:
    """The flow, ready to draw; `arrows` are paths, `streams` the headings above the columns."""

    boxes: tuple[Box, ...]
    arrows: tuple[str, ...]
    phases: tuple[Phase, ...]
    streams: tuple[tuple[str, int, int], ...]
    checks: tuple[Check, ...]
    width: int
    height: int

    @property
    def by_stream(self) -> tuple[tuple[str, tuple[Box, ...]], ...]:
        """The boxes under the heading of their stream, from top to bottom."""
        ordered = sorted(self.boxes, key=lambda box: (box.row, box.column))
        first = min(box.column for box in self.boxes) // 2
        return tuple(
            (heading, tuple(box for box in ordered if box.column // 2 == place))
            for place, (heading, _, _) in enumerate(self.streams, start=first)
        )


def flow(lookup: Lookup) -> Flow:
    """Lay out the flow of a synthesis document; the column of other methods shows when it was used."""
    counts = lookup.document["flow"]
    other = bool(counts["other_sought_reports"] or _other_results(counts))
    update = is_update(counts)
    boxes = _placed(_boxes(counts, lookup, other=other, update=update))
    streams = list(_streams(lookup, other=other, update=update))
    return Flow(
        boxes=boxes,
        arrows=tuple(_arrows(boxes)),
        phases=tuple(_phases(boxes, lookup)),
        streams=tuple(streams),
        checks=tuple(checks(lookup, boxes)),
        width=max(x + width for _, x, width in streams) + 2,
        height=max(box.y + box.height for box in boxes) + 4,
    )


def is_update(counts: Mapping[str, Any]) -> bool:
    """Whether the review goes on from an earlier version: then the boxes of a living review are drawn."""
    return bool(counts["previous_reports"] or counts["previous_studies"])


def _streams(lookup: Lookup, *, other: bool, update: bool) -> Iterator[tuple[str, int, int]]:
    """The headings above the columns, each with its place and width."""
    words, x = lookup.messages, LEFT
    if update:
        yield words("flow.previous"), x, BOX
        x += BOX + SPACE
    yield words("flow.stream-databases"), x, 2 * BOX + SPACE
    if other:
        yield words("flow.stream-other"), x + 2 * (BOX + SPACE), 2 * BOX + SPACE


def checks(lookup: Lookup, boxes: Iterable[Box]) -> Iterable[Check]:
    """The sums that must hold in a PRISMA flow, filled in; a term leads where its box does."""
    counts = lookup.document["flow"]
    known = {count.name: count.anchor for box in boxes for count in box.counts}
    filled = {
        name: _term(lookup, name, known.get(name, "works")) for sums in SUMS for side in sums for name in side
    }
    for wholes, parts in SUMS:
        if not all(f"flow.{name}" in lookup.messages for name in (*wholes, *parts)):
            continue  # boxes that are divided: their parts stand in the box itself
        if wholes[0].startswith("total_") and not is_update(counts):
            continue
        left, right = _sum(counts, wholes), _sum(counts, parts)
        if left or right:
            sides = tuple(tuple(filled[one] for one in side if filled[one].n) for side in (wholes, parts))
            yield Check(" = ".join(_written(lookup, side) for side in sides), left == right, sides)


def _term(lookup: Lookup, name: str, anchor: str) -> Count:
    key = f"flow.{name}"
    label = lookup.messages(key) if key in lookup.messages else name
    return Count(label, size(lookup.document["flow"][name]), anchor, name=name)


OTHER = ("website_results", "organisation_results", "citations_results", "other_results")


def _sum(counts: Mapping[str, Any], names: Iterable[str]) -> int:
    return sum(size(counts[name]) for name in names)


def _written(lookup: Lookup, side: Iterable[Count]) -> str:
    """One side of a sum in words."""
    told = [f"{count.label} {lookup.messages.number(count.n)}" for count in side]
    return " + ".join(told) or lookup.messages.number(0)


def _other_results(counts: Mapping[str, Any]) -> int:
    return _sum(counts, OTHER)


def _boxes(counts: Mapping[str, Any], lookup: Lookup, *, other: bool, update: bool) -> list[Box]:
    fill = _Filler(counts, lookup)
    words = lookup.messages
    boxes = [
        Box(0, 0, words("flow.identified"), (*fill.databases(), fill.one("register_results", "searches"))),
        Box(1, 0, words("flow.removed"), fill.removed()),
        Box(0, 1, "", (fill.one("records_screened", "works"),)),
        Box(1, 1, "", (fill.one("records_excluded", "excluded"), *fill.awaiting("records_awaiting"))),
        Box(0, 2, "", (fill.one("dbr_sought_reports", "works"),)),
        Box(1, 2, "", (fill.one("dbr_notretrieved_reports", "excluded"), *fill.awaiting("dbr_awaiting"))),
        Box(0, 3, "", (fill.one("dbr_assessed", "works"),)),
        Box(1, 3, "", fill.excluded("dbr_excluded")),
        Box(0, 4, "", (fill.one("new_studies", "works"), fill.one("new_reports", "works"))),
    ]
    if other:
        boxes += _others(fill)
    if update:
        boxes += [
            Box(-1, 0, "", (fill.one("previous_studies", ""), fill.one("previous_reports", ""))),
            Box(0, 5, "", (fill.one("total_studies", ""), fill.one("total_reports", ""))),
        ]
    return [replace(box, lines=tuple(_lines(box, lookup))) for box in boxes]


def _others(fill: _Filler) -> list[Box]:
    """The column of other methods."""
    counts, words = fill.counts, fill.lookup.messages
    doubles = [Box(3, 0, words("flow.removed"), (fill.one("other_duplicates", "works"),))]
    return [
        Box(2, 0, words("flow.identified"), tuple(fill.one(name, "records") for name in OTHER)),
        *(doubles if counts["other_duplicates"] else []),
        Box(2, 2, "", (fill.one("other_sought_reports", "works"),)),
        Box(3, 2, "", (fill.one("other_notretrieved_reports", "excluded"), *fill.awaiting("other_awaiting"))),
        Box(2, 3, "", (fill.one("other_assessed", "works"),)),
        Box(3, 3, "", fill.excluded("other_excluded")),
    ]


@dataclass(frozen=True, slots=True)
class _Filler:
    """Figures for the boxes, out of the counts of a flow."""

    counts: Mapping[str, Any]
    lookup: Lookup

    def one(self, name: str, anchor: str) -> Count:
        return Count(self.lookup.messages(f"flow.{name}"), self.counts[name], anchor, name=name, id=name)

    def awaiting(self, name: str) -> tuple[Count, ...]:
        return (self.one(name, "works"),) if self.counts[name] else ()

    def databases(self) -> tuple[Count, ...]:
        each = self.counts["database_specific_results"].items()
        named = (
            Count(self.lookup.word("source", one), n, "searches", True, id=f"database_specific_results={one}")
            for one, n in each
        )
        return (self.one("database_results", "searches"), *named)

    def removed(self) -> tuple[Count, ...]:
        return (
            self.one("duplicates", "works"),
            self.one("excluded_automatic", "records"),
            self.one("excluded_other", "records"),
        )

    def excluded(self, name: str) -> tuple[Count, ...]:
        reasons = self.counts[name]
        total = Count(self.lookup.messages(f"flow.{name}"), size(reasons), "excluded", name=name, id=name)
        each = (
            Count(self.lookup.criterion(reason).value, n, "excluded", True, id=f"{name}={reason}")
            for reason, n in reasons.items()
        )
        return (total, *each)


def _lines(box: Box, lookup: Lookup) -> Iterable[Line]:
    yield from (Line(text, bold=True) for text in wrap(box.heading, CHARACTERS - 2))
    for count in box.counts:
        bold = not box.heading and not count.detail
        number = f"(n = {lookup.messages.number(count.n)})"
        *before, last = wrap(f"{count.label} {'n' * len(number)}", CHARACTERS - 2 * (bold + count.detail))
        yield from (Line(text, bold=bold, detail=count.detail) for text in before)
        kept = last.removesuffix("n" * len(number))
        yield Line(kept, number, count.anchor, bold, count.detail, linked=bool(count.n))


def _placed(boxes: Sequence[Box]) -> tuple[Box, ...]:
    tall = dict.fromkeys(sorted({box.row for box in boxes}), 0)
    for box in boxes:
        tall[box.row] = max(tall[box.row], len(box.lines) * LINE + 2 * PADDING)
    top, y = {}, 44
    for row, height in tall.items():
        top[row] = y
        y += height + BETWEEN
    first = min(box.column for box in boxes)
    return tuple(
        replace(
            box,
            x=LEFT + (box.column - first) * (BOX + SPACE),
            y=top[box.row],
            height=tall[box.row] if box.column % 2 == 0 else len(box.lines) * LINE + 2 * PADDING,
        )
        for box in boxes
    )


def _arrows(boxes: Sequence[Box]) -> Iterable[str]:
    at = {(box.column, box.row): box for box in boxes}
    for (column, row), box in at.items():
        below = min((r for c, r in at if c == column and r > row), default=None)
        if column % 2 == 0 and below is not None:
            middle = box.x + box.width // 2
            yield f"M{middle} {box.y + box.height}V{at[column, below].y - 2}"
        if column % 2 == 0 and (column + 1, row) in at:
            beside = at[column + 1, row]
            yield f"M{box.x + box.width} {beside.y + beside.height // 2}H{beside.x - 2}"
    if (-1, 0) in at:
        before, total = at[-1, 0], at[0, 5]
        middle = total.y + total.height // 2
        yield f"M{before.x + before.width // 2} {before.y + before.height}V{middle}H{total.x - 2}"
    if (2, 3) in at:
        last, included = at[2, 3], at[0, 4]
        middle = included.y + included.height // 2
        yield f"M{last.x + last.width // 2} {last.y + last.height}V{middle}H{included.x + included.width + 2}"


def _phases(boxes: Sequence[Box], lookup: Lookup) -> Iterable[Phase]:
    for name, rows in (("identification", {0}), ("screening", {1, 2, 3}), ("included", {4, 5})):
        inside = [box for box in boxes if box.row in rows]
        top = min(box.y for box in inside)
        bottom = max(box.y + box.height for box in inside)
        yield Phase(lookup.messages(f"flow.phase-{name}"), top, bottom - top)

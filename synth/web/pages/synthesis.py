"""Synthesis: the map of the evidence laid out as one likes, and what stands behind each cell of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from urllib.parse import quote_plus

from markupsafe import Markup
from starlette.responses import Response

from synth.errors import UsageError
from synth.model import DIRECTIONS, Direction
from synth.report.bubbles import Bubble, bubble
from synth.report.markup import Pen
from synth.web.behind import WorkHere, behind
from synth.web.drawings import Drawings
from synth.web.kept import Answer
from synth.web.laying import NOWHERE, At, Cell, Layout, Limits, Map, Place
from synth.web.synthesising import NONE, Layouts, Made, synthesis
from synth.web.visit import Visit

ROWS, COLUMNS, YEAR = "determinant", "phase", "year"
"""The axes of the map when none are asked for."""

CHIPS = 2
"""Gaps that are named in a cell; the others are in the list of gaps."""

WORKS = 50
"""Works on a page of what stands behind a cell."""

DENSE = 5
"""Columns from which on a cell shows its bubble and number only."""

WAYS: Mapping[str, tuple[Direction, ...]] = {
    "": DIRECTIONS,
    "both": ("success", "failure"),
    "success": ("success",),
    "failure": ("failure",),
}
"""The directions that a map can be limited to, by the `direction` of its address."""

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class GapLink:
    """A gap by its type, and the address of its page."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A cell of the map as it is drawn: `n` is 0 without works; `framed`: the work asked for counts here.

    `silent` is the number of works of which coders said that they do not report this.
    """

    n: int
    counts: Mapping[str, int]
    bubble: Bubble
    address: str
    name: str
    gaps: tuple[GapLink, ...]
    framed: bool = False
    silent: int = 0


@dataclass(frozen=True, slots=True)
class Framed:
    """The work whose cells are framed, how many those are, and the address of the map without frames."""

    citation: str
    cells: int
    away: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the map."""

    label: str
    gaps: tuple[GapLink, ...]
    cells: tuple[Filled, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """The map as it is drawn: its columns and lines, and what of it is empty."""

    title: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    empty: int
    dense: bool
    pen: Pen


@dataclass(frozen=True, slots=True)
class Drawn:
    """A map that was drawn, and the number of its framed cells."""

    html: Markup
    framed: int


@dataclass(frozen=True, slots=True)
class MapPage:
    """The map with what it can be laid out by; without one as long as the first is being made."""

    answer: Answer[Made]
    map: Drawn | None = None
    rows: str = ROWS
    columns: str = COLUMNS
    only: str = ""
    axes: Choices = ()
    onlies: tuple[tuple[str, Choices], ...] = ()
    coded: bool = False
    direction: str = ""
    directions: Choices = ()
    work: str = ""
    framed: Framed | None = None


@dataclass(frozen=True, slots=True)
class CellPage:
    """The works and passages of one cell; `silent` are works that do not report it, as coders said."""

    answer: Answer[Made]
    rows: str = ""
    columns: str = ""
    n: int = 0
    counts: Mapping[str, int] | None = None
    direction: str = ""
    behind: tuple[WorkHere, ...] = ()
    silent: tuple[WorkHere, ...] = ()
    work: str = ""
    gaps: tuple[GapLink, ...] = ()
    back: str = ""
    previous: str = ""
    following: str = ""


@dataclass(frozen=True, slots=True)
class Stood:
    """The works in a cell in their order, the passages of each there, and the works in each direction."""

    works: Sequence[int]
    passages: Mapping[int, Sequence[int]]
    counts: Mapping[str, int]


def show(visit: Visit) -> Response:
    """The map, by the rows and columns of the address."""
    answer = synthesis(visit)
    made = answer.value
    if made is None:
        return visit.page("synthesis.html", MapPage(answer))
    axes = made.axes[visit.t.language]
    rows, columns = (_axis(made, visit.value(name), usual) for name, usual in _AXES)
    drawing = _Drawing(visit, made, rows, columns)
    name = (made.token, visit.here, visit.t.language)
    drawn = visit.site.shared(Drawings).drawing(name, drawing.drawn) if rows and columns else None
    page = MapPage(
        answer=answer,
        map=drawn,
        rows=rows,
        columns=columns,
        only=visit.value("only") if drawing.limits.only else "",
        axes=tuple((name, one["label"]) for name, one in axes.items()),
        onlies=tuple(_onlies(made, visit.t.language)),
        coded=bool(made.passages),
        direction=drawing.direction,
        directions=tuple((one, visit.t(f"synthesis.way-{one or 'any'}")) for one in WAYS),
        work=visit.value("work"),
        framed=drawing.framed(drawn) if drawn else None,
    )
    return visit.page("synthesis.html", page)


def cell(visit: Visit) -> Response:
    """What stands behind one cell. Raises UsageError when there is no such place."""
    answer = synthesis(visit)
    made = answer.value
    if made is None:
        return visit.page("synthesis_cell.html", CellPage(answer))
    rows, columns = (_axis(made, visit.value(name), usual) for name, usual in _AXES)
    at = (_code(made, rows, visit.value("row")), _code(made, columns, visit.value("column")))
    if not rows or not columns or None in at:
        raise UsageError(visit.t("synthesis.no-place"), remedy=visit.t("synthesis.no-place-remedy"))
    drawing = _Drawing(visit, made, rows, columns)
    return visit.page("synthesis_cell.html", drawing.page(answer, (at[0] or 0, at[1] or 0)))


_AXES = (("rows", (ROWS,)), ("columns", (COLUMNS, YEAR)))
"""Rows and columns, each with what is usual; where nobody coded a phase, the years stand beside."""


@dataclass(frozen=True)
class _Drawing:
    """Draws maps of two axes in the language of a visit."""

    visit: Visit
    made: Made
    rows: str
    columns: str

    @cached_property
    def map(self) -> Map:
        """The map that is asked for."""
        return Map(self.made.map, self.rows, self.columns, self.limits)

    def drawn(self) -> Drawn:
        """The whole map as HTML."""
        framed = self.map.cells_of(self.work) if self.work != NOWHERE else frozenset[At]()
        layout = self.visit.site.shared(Layouts).layout(self.made, self.map)
        html = self.visit.part("synthesis_map.html", self.lines(layout, framed))
        return Drawn(html, len(framed))

    def lines(self, layout: Layout, framed: frozenset[At]) -> Lines:
        """The map, row by row; the cells `framed` stand out."""
        axes = self.made.axes[self.visit.t.language]
        lines = tuple(
            Line(
                self.label(self.rows, row),
                self.gaps({self.rows: row}),
                tuple(self.filled(layout, (row, column), framed) for column in layout.columns),
            )
            for row in layout.rows
        )
        return Lines(
            title=f"{axes[self.rows]['label']} × {axes[self.columns]['label']}",
            columns=tuple(self.label(self.columns, column) for column in layout.columns),
            lines=lines,
            empty=sum(not one.n for line in lines for one in line.cells),
            dense=len(layout.columns) > DENSE,
            pen=Pen(self.made.lookups[self.visit.t.language].messages),
        )

    def filled(self, layout: Layout, at: At, framed: frozenset[At]) -> Filled:
        """One cell."""
        found = layout.cells.get(at, Cell())
        row, column, silent = *self.codes(at), len(self.silent(at))
        return Filled(
            n=found.n,
            counts=found.counts,
            bubble=bubble(found.counts, found.n, layout.most),
            address=self.cell(row, column) if found.n or silent else "",
            name=self.label(self.columns, at[1]),
            gaps=self.gaps({self.rows: at[0], self.columns: at[1]}),
            framed=at in framed,
            silent=silent,
        )

    def codes(self, at: At) -> tuple[str, str]:
        """The codes of a place."""
        return self.code(self.rows, at[0]), self.code(self.columns, at[1])

    def silent(self, at: At) -> tuple[str, ...]:
        """The works of which coders said that they do not report a place.

        As in the report they are told of determinants by phase, limited to nothing.
        """
        usual = (self.rows, self.columns) == (ROWS, COLUMNS)
        limited = self.limits.only or self.direction
        return self.made.silent.get(self.codes(at), ()) if usual and not limited else ()

    @cached_property
    def direction(self) -> str:
        """The directions asked for, when they can be; else empty, for all."""
        asked = self.visit.value("direction")
        return asked if asked in WAYS else ""

    @cached_property
    def limits(self) -> Limits:
        """The code and the directions asked for."""
        ways = frozenset(map(DIRECTIONS.index, WAYS[self.direction]))
        return Limits(_place(self.made, self.visit.value("only")), ways)

    @cached_property
    def work(self) -> int:
        """The place of the work that is asked for among those included; NOWHERE when it is not there."""
        asked = self.visit.value("work")
        return self.made.works.index(asked) if asked in self.made.works else NOWHERE

    def framed(self, drawn: Drawn) -> Framed | None:
        """What is said of the framed cells; None when no work is asked for that counts."""
        asked = self.visit.value("work")
        if not asked:
            return None
        return Framed(
            citation=self.made.lookups[self.visit.t.language].citations.get(asked, asked),
            cells=drawn.framed,
            away=self.address("synthesis", work=None),
        )

    def stood(self, at: At) -> Stood:
        """The works of a cell in order: the one that is asked for first, the others by their citation."""
        made, lookup = self.made, self.made.lookups[self.visit.t.language]
        found = self.map.works_at(at)
        works = sorted(found, key=lambda place: (place != self.work, lookup.citations[made.works[place]]))
        return Stood(works, found, self.map.counts_at(at).counts)

    def page(self, answer: Answer[Made], at: At) -> CellPage:
        """The page of one cell; long ones are leafed through."""
        made, lookup = self.made, self.made.lookups[self.visit.t.language]
        asked = (self.rows, self.columns, at, self.limits, self.work, self.visit.t.language)
        stood = self.visit.site.shared(Drawings).drawing((made.token, "cell", *asked), lambda: self.stood(at))
        works, found = stood.works, stood.passages
        start = WORKS * self.visit.number("leaf")
        leaf = works[start : start + WORKS]
        row, column = self.codes(at)
        number = self.visit.number("leaf")
        return CellPage(
            answer=answer,
            rows=self.label(self.rows, at[0]),
            columns=self.label(self.columns, at[1]),
            n=len(works),
            counts=stood.counts,
            behind=behind(
                lookup,
                [made.works[place] for place in leaf],
                [made.passages[passage] for place in leaf for passage in found[place]],
            ),
            silent=behind(lookup, self.silent(at)[:WORKS]),
            direction=self.direction,
            work=self.visit.value("work"),
            gaps=self.gaps({self.rows: at[0], self.columns: at[1]}),
            back=self.address("synthesis"),
            previous=self.address("cell", row=row, column=column, leaf=number - 1 or None) if number else "",
            following=self.address("cell", row=row, column=column, leaf=number + 1)
            if len(works) > start + WORKS
            else "",
        )

    def address(self, route: str, **values: object) -> str:
        """An address with the axes of this map."""
        asked = {name: self.visit.value(name) for name in ("only", "work")}
        of = {"rows": self.rows, "columns": self.columns, "direction": self.direction, **asked}
        return self.visit.link(route, **{**of, **values})

    @cached_property
    def cell(self) -> Callable[[str, str], str]:
        """What gives the address of a cell by row and column; what all of a map share is written once."""
        start, quoted = self.address("cell"), cache(quote_plus)
        return lambda row, column: f"{start}&row={quoted(row)}&column={quoted(column)}"

    def label(self, axis: str, place: int) -> str:
        """What a code is called."""
        known = self.made.axes[self.visit.t.language][axis]
        return str(known["none"] if place == NOWHERE else known["codes"][place])

    def code(self, axis: str, place: int) -> str:
        """A code as it stands in an address."""
        return NONE if place == NOWHERE else self.made.codes[axis][place]

    def gaps(self, place: Mapping[str, int]) -> tuple[GapLink, ...]:
        """The gaps of just this place, in any direction, the most pressing first."""
        here = {(axis, self.code(axis, code)) for axis, code in place.items()}
        return tuple(
            GapLink(self.visit.t(f"gap-type.{kind}"), self.visit.link("gap", key=key))
            for kind, key in self.made.gaps_at.get(frozenset(here), ())
        )


def _axis(made: Made, asked: str, usual: Sequence[str]) -> str:
    """The axis that is asked for, when there is one of that name; else the first usual one, or any."""
    return next((one for one in (asked, *usual, *made.codes) if one in made.codes), "")


def _code(made: Made, axis: str, asked: str) -> int | None:
    """The place of a code on an axis; None when there is none."""
    if asked == NONE:
        return NOWHERE
    codes = made.codes.get(axis, ())
    return codes.index(asked) if asked in codes else None


def _place(made: Made, asked: str) -> Place | None:
    """The code to which a map is limited, as `axis:code`; None when that is nowhere."""
    axis, _, code = asked.partition(":")
    place = _code(made, axis, code)
    return None if place is None or axis not in made.codes else (axis, place)


def _onlies(made: Made, language: str) -> Iterator[tuple[str, Choices]]:
    """The codes that a map can be limited to, by axis."""
    for name, axis in made.axes[language].items():
        if axis["codes"]:
            ids = made.codes[name]
            yield (
                axis["label"],
                tuple((f"{name}:{ids[place]}", label) for place, label in enumerate(axis["codes"])),
            )

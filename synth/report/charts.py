"""Charts of the included works, as plain numbers that a template draws: years, languages, kinds, contexts.

Drawn by hand as SVG and tables rather than by a charting library: that is four shapes, readable without
script, in the report's own type and colours, and a few hundred bytes each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from synth.report import anchors
from synth.report.anchors import Link
from synth.report.localised import Text
from synth.report.lookup import Lookup

WIDTH, HEIGHT, FOOT = 720, 150, 22
"""Pixels: the plot of the timeline, and the room for the years below it."""
LABELLED = 44.0
"""Pixels from one year that is written out to the next, at least."""
WIDEST = 26.0
"""The widest column of the timeline in pixels."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One value with its works; `share` is the length beside the longest bar, out of a hundred.

    `id` is what `synth show` knows it by.
    """

    anchor: str
    label: Text
    n: int
    share: float
    works: tuple[Link, ...]
    id: str


@dataclass(frozen=True, slots=True)
class Rest:
    """Works without a value: it is not known, nobody coded it, or coders said that they do not report it."""

    anchor: str
    label: str
    works: tuple[Link, ...]
    id: str

    @property
    def n(self) -> int:
        """How many works there are."""
        return len(self.works)


@dataclass(frozen=True, slots=True)
class Bars:
    """A small chart of bars: what is counted, and the works that have no bar, by why (`Rest`)."""

    anchor: str
    title: str
    bars: tuple[Bar, ...]
    rests: tuple[Rest, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One year of the timeline where it stands; `named` when its number is written below it."""

    year: int
    n: int
    x: float
    y: float
    width: float
    height: float
    anchor: str
    named: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """The included works by year of publication; `years` has a bar for each year that has works."""

    columns: tuple[Column, ...]
    years: Bars
    width: int = WIDTH
    height: int = HEIGHT + FOOT
    base: int = HEIGHT


@dataclass(frozen=True, slots=True)
class Charts:
    """Every chart of the characteristics."""

    timeline: Timeline
    bars: tuple[Bars, ...]


def charts(lookup: Lookup) -> Charts:
    """The charts of the included works; one for each characteristic that any of them has."""
    included = list(lookup.included)
    counted = (
        _bars(name, title, included, lookup=lookup, values=values)
        for name, title, values in _facets(lookup, included)
    )
    return Charts(_timeline(included, lookup), tuple(one for one in counted if one.bars))


def silent_on(work: Mapping[str, Any], dimension: str) -> bool:
    """Whether coders said that a work does not report a dimension at all."""
    return bool(work.get("not_reported", {}).get(dimension) == [])


def year_of(work: Mapping[str, Any]) -> int | None:
    """The year a work was published; None when its reference gives none."""
    parts = (work["csl"].get("issued") or {}).get("date-parts") or [[]]
    return int(parts[0][0]) if parts[0] and str(parts[0][0]).lstrip("-").isdecimal() else None


UNCODED = ("year", "type", "language")
"""What a reference tells, and nobody codes."""

Values = Any
"""A function from a work to the values it has, each with its label."""


def _facets(lookup: Lookup, included: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str, Values]]:
    """What is counted: kind and language of the publication, and each context that was coded."""
    words = lookup.messages
    yield "type", words("field.type"), lambda work: _one(work["csl"].get("type"), "type", lookup)
    yield (
        "language",
        words("field.language"),
        lambda work: _one(work["csl"].get("language"), "language", lookup),
    )
    for dimension in lookup.document["codebook"]["dimensions"]:
        name = dimension["id"]
        if any(codes_of(work, name) for work in included):
            title = lookup.dimension(name)

            def coded(work: Mapping[str, Any], name: str = name) -> dict[str, Text]:
                return {code: lookup.label(name, code) for code in codes_of(work, name)}

            yield name, title, coded


def codes_of(work: Mapping[str, Any], dimension: str) -> Sequence[str]:
    """The codes of a dimension that a work carries as a whole."""
    if dimension in ("phase", "perspective"):
        return list(work[f"{dimension}s"])
    return list(work.get("contexts", {}).get(dimension, ()))


def _one(value: Any, family: str, lookup: Lookup) -> dict[str, Text]:
    return {str(value): Text(lookup.word(family, str(value)))} if value else {}


def _bars(
    name: str, title: str, included: Sequence[Mapping[str, Any]], *, lookup: Lookup, values: Values
) -> Bars:
    labels: dict[str, Text] = {}
    groups: defaultdict[str, list[str]] = defaultdict(list)
    rests: defaultdict[str, list[str]] = defaultdict(list)
    for work in included:
        found = values(work)
        if not found:
            coded = "unknown" if name in UNCODED else "uncoded"
            rests["silent" if silent_on(work, name) else coded].append(work["key"])
        for value, label in found.items():
            labels[value] = label
            groups[value].append(work["key"])
    ordered = sorted(groups, key=lambda value: (-len(groups[value]), labels[value].value))
    most = max((len(keys) for keys in groups.values()), default=1)
    bars = tuple(
        Bar(
            f"X-{anchors.safe(name)}-{anchors.safe(value)}",
            labels[value],
            len(groups[value]),
            round(100 * len(groups[value]) / most, 1),
            lookup.work_links(groups[value]),
            f"{name}={value.lstrip('0') if name == 'year' else value}",
        )
        for value in ordered
    )
    here = f"X-{anchors.safe(name)}"
    missing = tuple(
        Rest(
            f"{here}-{why}",
            lookup.messages(f"characteristics.{why}"),
            lookup.work_links(rests[why]),
            f"{name}={why if why == 'silent' else ''}",
        )
        for why in ("silent", "uncoded", "unknown")
        if rests[why]
    )
    return Bars(here, title, bars, missing)


def _timeline(included: Sequence[Mapping[str, Any]], lookup: Lookup) -> Timeline:
    def dated(work: Mapping[str, Any]) -> dict[str, Text]:
        year = year_of(work)
        return {} if year is None else {f"{year:04}": Text(str(year))}

    years = _bars("year", lookup.messages("field.year"), included, lookup=lookup, values=dated)
    years = replace(years, bars=tuple(sorted(years.bars, key=_year)))
    return Timeline(tuple(_columns(years.bars)), years)


def _year(bar: Bar) -> int:
    return int(bar.label.value)


def _columns(bars: Sequence[Bar]) -> Iterator[Column]:
    """A column for every year from the first to the last, those without works too."""
    if not bars:
        return
    found = {_year(bar): bar for bar in bars}
    first, last = min(found), max(found)
    step = min(WIDTH / (last - first + 1), 2 * WIDEST)
    width = min(WIDEST, max(step * 0.7, 1.0))
    every = max(1, -(-int(LABELLED) // max(int(step), 1)))
    most = max(bar.n for bar in bars)
    for year in range(first, last + 1):
        bar = found.get(year)
        height = (HEIGHT - 18) * bar.n / most if bar else 0.0
        yield Column(
            year=year,
            n=bar.n if bar else 0,
            x=round((year - first) * step + (step - width) / 2, 1),
            y=round(HEIGHT - height, 1),
            width=round(width, 1),
            height=round(height, 1),
            anchor=bar.anchor if bar else "",
            named=year % every == 0 or (last - first < 12),
        )

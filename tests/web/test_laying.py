"""The map of the pages, laid out from columns, is the one that is counted passage by passage."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth import Review
from synth.model import DIRECTIONS
from synth.web.laying import EVERY_WAY, EVERYTHING, NOWHERE, Columns, Limits, Map, in_columns
from synth.web.synthesising import make

AXES = {"determinant": 3, "factor": 4, "phase": 2, "year": 30}
NAMES = sorted(AXES)
PLACES = {name: st.integers(0, size - 1) for name, size in AXES.items()}
CLAIM = st.tuples(
    PLACES["determinant"] | st.just(NOWHERE),
    PLACES["factor"] | st.just(NOWHERE),
    st.sampled_from(sorted(EVERY_WAY)),
).map(list)
WORKS = st.lists(st.lists(PLACES["year"], max_size=1), min_size=1, max_size=4)
LIMITS = st.builds(
    Limits,
    st.none() | st.sampled_from(NAMES).flatmap(lambda name: PLACES[name].map(lambda place: (name, place))),
    st.frozensets(st.sampled_from(sorted(EVERY_WAY)), min_size=1) | st.just(EVERY_WAY),
)
Standing = dict[tuple[int, int], dict[int, list[int]]]


@st.composite
def values(draw: st.DrawFn) -> dict[str, Any]:
    """What a map is laid out from: a few works, and passages with claims and phases."""
    works = [["", "", {"year": years}] for years in draw(WORKS)]
    passage = st.tuples(
        st.integers(0, len(works) - 1),
        st.just(""),
        st.lists(CLAIM, min_size=1, max_size=3, unique_by=tuple),
        st.fixed_dictionaries({}, optional={"phase": st.lists(PLACES["phase"], max_size=2, unique=True)}),
    )
    axes = [
        {"id": name, "work": name == "year", "codes": [f"{size - place:02}" for place in range(size)]}
        for name, size in AXES.items()
    ]
    return {"axes": axes, "works": works, "passages": draw(st.lists(passage, max_size=8))}


def one_by_one(
    values: dict[str, Any], rows: str, columns: str, limits: Limits
) -> tuple[Standing, dict[tuple[int, int], dict[str, set[int]]]]:
    """The passages of each work in each cell, and the works in each direction."""

    def places(passage: Any, axis: str) -> list[int]:
        if axis in ("determinant", "factor"):
            return sorted({claim[axis == "factor"] for claim in passage[2]} - {NOWHERE})
        return list(
            values["works"][passage[0]][2].get(axis, ()) if axis == "year" else passage[3].get(axis, ())
        )

    works: Standing = defaultdict(lambda: defaultdict(list))
    ways: dict[tuple[int, int], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for number, passage in enumerate(values["passages"]):
        if limits.only and limits.only[1] not in places(passage, limits.only[0]):
            continue
        for row in places(passage, rows) or [NOWHERE]:
            for column in places(passage, columns) or [NOWHERE]:
                where = {rows: row, columns: column}
                claims = [
                    claim
                    for claim in passage[2]
                    if claim[2] in limits.ways
                    and claim[0] == where.get("determinant", claim[0])
                    and claim[1] == where.get("factor", claim[1])
                ]
                if claims or (NOWHERE in (row, column) and limits.ways >= EVERY_WAY):
                    works[row, column][passage[0]].append(number)
                    for claim in claims:
                        ways[row, column][DIRECTIONS[claim[2]]].add(passage[0])
    return works, ways


@given(values(), st.sampled_from(NAMES), st.sampled_from(NAMES), LIMITS)
def test_a_map_is_what_is_counted_passage_by_passage(
    values: dict[str, Any], rows: str, columns: str, limits: Limits
) -> None:
    asked = Map(in_columns(values), rows, columns, limits)
    works, ways = one_by_one(values, rows, columns, limits)
    layout = asked.layout()
    assert {at: cell.n for at, cell in layout.cells.items()} == {
        at: len(found) for at, found in works.items()
    }
    for at, cell in layout.cells.items():
        assert cell.counts == {name: len(found) for name, found in ways[at].items()}
        assert asked.works_at(at) == works[at]
        assert asked.counts_at(at) == cell
    assert layout.most == max((cell.n for cell in layout.cells.values()), default=0)
    for work in range(len(values["works"])):
        assert asked.cells_of(work) == {at for at, found in works.items() if work in found}
    assert {row for row, _ in works} <= set(layout.rows)
    assert {column for _, column in works} <= set(layout.columns)


@given(values())
def test_years_stand_in_time_and_only_those_there_are_the_codes_of_a_short_axis_all(
    values: dict[str, Any],
) -> None:
    layout = Map(in_columns(values), "phase", "year").layout()
    assert layout.rows[:2] == (0, 1)
    years = [place for place in layout.columns if place != NOWHERE]
    assert years == sorted(years, reverse=True)
    assert set(layout.columns) == {column for _, column in layout.cells}


@pytest.fixture(scope="module")
def columns(made: Path) -> Columns:
    """The columns of the demonstration."""
    with Review.open(made) as review:
        return make(review).map


@pytest.mark.parametrize("axes", [("determinant", "phase"), ("factor", "perspective"), ("year", "language")])
def test_the_map_of_the_demonstration_turns_and_narrows_as_it_should(
    columns: Columns, axes: tuple[str, str]
) -> None:
    rows, others = axes
    every = Map(columns, rows, others).layout().cells
    assert every
    assert {(b, a): cell for (a, b), cell in Map(columns, others, rows).layout().cells.items()} == every
    only = Map(columns, rows, others, Limits(("language", 0))).layout().cells
    assert all(cell.n <= every[at].n for at, cell in only.items())
    for place, direction in enumerate(DIRECTIONS):
        some = Map(columns, rows, others, Limits(EVERYTHING.only, frozenset({place}))).layout().cells
        assert {at: cell.counts for at, cell in some.items()} == {
            at: {direction: cell.counts[direction]} for at, cell in every.items() if direction in cell.counts
        }
        assert all(cell.n == cell.counts[direction] for cell in some.values())

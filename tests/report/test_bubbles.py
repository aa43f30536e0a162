"""Bubbles: area by number, wedges by direction, together one whole turn."""

from __future__ import annotations

from math import pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.model import DIRECTIONS
from synth.report.bubbles import LARGEST, SMALLEST, bubble

COUNTS = st.dictionaries(st.sampled_from(DIRECTIONS), st.integers(0, 50), max_size=4)


def area(counts: dict[str, int], n: int, most: int) -> float:
    return pi * bubble(counts, n, most).radius ** 2


def test_twice_as_many_works_take_twice_the_area() -> None:
    assert area({"success": 80}, 80, 100) == pytest.approx(2 * area({"success": 40}, 40, 100), rel=0.02)


@given(COUNTS, st.integers(1, 50))
def test_each_direction_that_occurs_has_a_wedge(counts: dict[str, int], most: int) -> None:
    n = max(counts.values(), default=0)
    drawn = bubble(counts, n, max(n, most))
    assert [one.direction for one in drawn.wedges] == [d for d in DIRECTIONS if counts.get(d)]
    assert SMALLEST <= drawn.radius <= LARGEST


def test_one_direction_is_a_whole_circle() -> None:
    assert bubble({"mixed": 5}, 5, 5).wedges[0].path.startswith(f"M0 {-LARGEST}A")


def test_a_wedge_of_more_than_half_takes_the_long_way_round() -> None:
    large, small = bubble({"success": 3, "failure": 1}, 4, 4).wedges
    assert " 0 1 1 " in large.path
    assert " 0 0 1 " in small.path


def test_where_no_cell_has_many_works_every_bubble_is_small() -> None:
    assert bubble({"success": 1}, 1, 1).radius < LARGEST / 2

"""Bubbles of the evidence map: as large as the number of works, cut by direction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, pi, sin, sqrt

from synth.model import DIRECTIONS

SMALLEST, LARGEST = 7.0, 23.0
"""The radius in pixels of the bubble for one work of many, and for the most works of any cell."""
FULL = 5
"""Works from which a bubble can have the largest size: where no cell has more than one, all are small."""


@dataclass(frozen=True, slots=True)
class Wedge:
    """The part of a bubble that one direction takes: the path of its outline around the origin."""

    direction: str
    path: str


@dataclass(frozen=True, slots=True)
class Bubble:
    """A bubble of radius `radius` pixels; its area grows with the number of works."""

    radius: float
    wedges: tuple[Wedge, ...]


def bubble(directions: Mapping[str, int], n: int, most: int) -> Bubble:
    """The bubble of a cell with `n` works, when the fullest cell has `most`.

    A work that says both counts in both directions, so the wedges divide the sum of the directions.
    """
    radius = round(max(SMALLEST, LARGEST * sqrt(n / max(most, FULL))), 1)
    total = sum(directions.values())
    wedges, start = [], 0.0
    for direction in DIRECTIONS:
        if share := directions.get(direction, 0) / total if total else 0.0:
            wedges.append(Wedge(direction, _wedge(radius, start, start + share)))
            start += share
    return Bubble(radius, tuple(wedges))


def _wedge(radius: float, start: float, end: float) -> str:
    """The path of a wedge, from and to a share of the turn, clockwise from the top."""
    if end - start > 0.9999:
        return f"M0 {-radius}A{radius} {radius} 0 1 1 -.01 {-radius}z"
    (x1, y1), (x2, y2) = (_point(radius, turn) for turn in (start, end))
    large = int(end - start > 0.5)
    return f"M0 0L{x1} {y1}A{radius} {radius} 0 {large} 1 {x2} {y2}z"


def _point(radius: float, turn: float) -> tuple[float, float]:
    angle = 2 * pi * turn
    return round(radius * sin(angle), 2), round(-radius * cos(angle), 2)

"""How a sheet of a workbook is laid out, so that it is read on a screen and on a page of A4 on its side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from synth.report.table_rows import Cell, Row

WIDEST, NARROWEST = 60, 9
"""Characters that a column of text holds, at most and at least."""
WHOLE = 14
"""Characters of a text that a column does not break where there is room elsewhere."""
SHEET = 250
"""Characters beside each other that are still read when they are printed on one page."""
COUNT, LONG_HEAD, SEVERAL = 6, 4, 3
"""Characters of a count; those of a word in a head above which it is too long to lie above counts, where
there are several such columns."""
LINE, TALLEST = 15, 24
"""Points of a line of text, and the lines that a row has at most: as many as a small screen."""
UPRIGHT = 130
"""Points of a row of heads of which some stand upright: about twenty characters, and an arrow."""
FILL = 1.15
"""Letters of running text for each character of width, which is that of a digit."""
TYPICAL = 0.9
"""The share of texts of a column that have room in full."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The widths of the columns in characters, and the columns whose heads stand upright."""

    widths: tuple[int, ...]
    upright: frozenset[int]

    def height(self, cells: Sequence[Cell]) -> int:
        """The points of a row in which wrapped texts are read: not every program works it out by itself."""
        return LINE * min(self._lines([cell.value for cell in cells]), TALLEST)

    def head(self, columns: Sequence[str]) -> int:
        """The points of the row of heads."""
        flat = ["" if place in self.upright else name for place, name in enumerate(columns)]
        return max(LINE * self._lines(flat), UPRIGHT if self.upright else 0)

    def _lines(self, values: Sequence[object]) -> int:
        lines = (
            sum(1 + int(len(part) / FILL / width) for part in value.split("\n"))
            for value, width in zip(values, self.widths, strict=True)
            if isinstance(value, str)
        )
        return max(lines, default=1)


def layout(columns: Sequence[str], rows: Sequence[Row]) -> Layout:
    """The layout for these heads and the first of the rows.

    Where not all texts fit beside each other, all columns are made narrower so far that a typical row needs
    as few lines as can be.
    """
    lengths = [sorted(len(_shown(row.cells[place].value)) for row in rows) for place in range(len(columns))]
    upright = _upright(columns, lengths)
    least = [
        COUNT if place in upright else _least(name, lengths[place]) for place, name in enumerate(columns)
    ]
    longest = [typical[int(TYPICAL * (len(typical) - 1))] for typical in lengths]
    for lines in range(1, TALLEST + 1):
        needed = (min(int(length / FILL / lines) + 4, WIDEST) for length in longest)
        widths = tuple(map(max, least, needed))
        if sum(widths) <= SHEET:
            break
    return Layout(widths, upright)


def _shown(value: object) -> str:
    return "" if value is None else str(value)


def _upright(columns: Sequence[str], lengths: Sequence[Sequence[int]]) -> frozenset[int]:
    """The columns whose heads are so much longer than what stands below them that they are set upright."""
    short = (place for place, typical in enumerate(lengths) if typical[-1] <= COUNT)
    found = frozenset(place for place in short if _word(columns[place]) > LONG_HEAD)
    return found if len(found) >= SEVERAL else frozenset()


def _least(name: str, lengths: Sequence[int]) -> int:
    return max(NARROWEST, _word(name) + 4, min(lengths[-1] + 3, WHOLE))


def _word(name: str) -> int:
    """The characters of the longest word of a head."""
    return max(map(len, name.split()), default=0)

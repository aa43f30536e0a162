"""Cut text into rows of cells: commas, semicolons, tabs or bars between cells, quotes around them (RFC 4180).

Every row knows its lines, so that a quote that is never closed is told where it opens and costs one row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

DELIMITERS = (",", ";", "\t", "|")
_SEPARATOR_LINE = re.compile(r"\A\s*sep=(.)[ \t]*\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells, the line it starts at, its text, and whether a quote in it is never closed."""

    cells: tuple[str, ...]
    line: int
    raw: str
    unclosed: bool = False

    @property
    def blank(self) -> bool:
        """True when no cell holds anything."""
        return not any(cell.strip() for cell in self.cells)


def announced(text: str) -> str:
    """The delimiter that a first line `sep=;` announces, as spreadsheets write it; empty without one."""
    found = _SEPARATOR_LINE.match(text)
    return found[1] if found else ""


def rows(text: str, delimiter: str) -> Iterator[Row]:
    """Yield the rows of text whose line ends are line feeds; a line `sep=;` is left out.

    A quote inside a cell that did not begin with one is part of the text. When a quote is never closed its
    line is given as it is, `unclosed`, and reading goes on with the next line.
    """
    begin = _SEPARATOR_LINE.match(text)
    place, line = (begin.end(), 2) if begin else (0, 1)
    cell = re.compile(_CELL.replace("D", re.escape(delimiter)))
    while place < len(text):
        end, cells = _row(text, place, delimiter, cell)
        if end < 0:
            end = text.find("\n", place)
            end = len(text) if end < 0 else end
            raw = text[place:end]
            yield Row(tuple(raw.split(delimiter)), line, raw, unclosed=True)
        else:
            yield Row(tuple(cells), line, text[place:end])
        line += text.count("\n", place, end) + 1
        place = end + 1


_CELL = r'[ ]*"((?:[^"]|"")*+)"([^D\n]*)|([^D\n]*)'


def _row(text: str, place: int, delimiter: str, cell: re.Pattern[str]) -> tuple[int, list[str]]:
    """The place where the row ends, and its cells; -1 when a quote is never closed."""
    cells: list[str] = []
    while True:
        found = cell.match(text, place)
        if found is None:  # the pattern also matches nothing at all
            return -1, cells
        if found[3] is not None:
            if found[3].lstrip(" ").startswith('"'):
                return -1, cells
            cells.append(found[3])
        else:
            cells.append(found[1].replace('""', '"') + found[2].rstrip(" "))
        place = found.end()
        if place >= len(text) or text[place] == "\n":
            return place, cells
        place += len(delimiter)

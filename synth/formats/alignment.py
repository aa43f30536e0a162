"""Rows with more cells than there are headings: an unquoted comma, or a column that has no heading.

From some place on every cell stands one place too far. Which place that is shows from cells whose form is
known: an ISSN, a DOI, a year, a language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from synth.formats import kinds, normalise
from synth.formats.columns import Columns
from synth.formats.delimited import Row
from synth.formats.roles import Role, line

MOST_EXTRA = 5
"""Cells that a row may have too many."""

LEAST_SIGNS = 2
"""Cells behind the place that must have the form of their column."""

_FORMS: Mapping[Role, Callable[[str], object]] = {
    "doi": normalise.doi,
    "issn": normalise.issn,
    "isbn": normalise.isbn,
    "openalex": normalise.openalex,
    "language": normalise.language,
    "year": re.compile(r"(?:1[4-9]|20)\d\d\Z").match,
    "pmid": re.compile(r"\d{5,8}\Z").match,
    "url": re.compile(r"https?://\S+\Z").match,
    "type": lambda text: kinds.kind(text) not in ("", "document"),
}


def realigned(row: Row, columns: Columns) -> Row | None:
    """Return the row with as many cells as there are headings, or fewer; None when no place fits.

    The cells too many are joined to the one before them, so that nothing is lost.
    """
    width = len(columns.names)
    if row.unclosed:
        return None
    if not any(cell.strip() for cell in row.cells[width:]):
        return replace(row, cells=row.cells[:width])
    extra = len(row.cells) - width
    if extra > MOST_EXTRA:
        return None
    scores = _scores(row.cells, columns, extra)
    best = max(scores)
    place = len(scores) - 1 - scores[::-1].index(best)
    behind = sum(_fits(role, row.cells[at + extra]) for role, at in _typed(columns) if at > place)
    if behind < LEAST_SIGNS:
        return None
    joined = ", ".join(row.cells[place : place + extra + 1])
    return replace(row, cells=(*row.cells[:place], joined, *row.cells[place + extra + 1 :]))


def _scores(cells: tuple[str, ...], columns: Columns, extra: int) -> list[int]:
    """For each column: how many cells have the form of theirs when the cells too many are put there."""
    typed = list(_typed(columns))
    return [
        sum(_fits(role, cells[at if at < place else at + extra]) for role, at in typed if at != place)
        for place in range(len(columns.names))
    ]


def _typed(columns: Columns) -> list[tuple[Role, int]]:
    return [(role, at) for role, places in columns.places.items() if role in _FORMS for at in places]


def _fits(role: Role, cell: str) -> bool:
    return bool(_FORMS[role](line(cell)))

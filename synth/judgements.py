"""Judgements in a table that people made elsewhere: who gave which code to which unit."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from synth.comparison import Judgement
from synth.errors import FileError, Position, Problem

COLUMNS = ("unit", "coder", "code")
MISSING = frozenset({"", ".", "*", "NA", "n/a"})
"""How people write that a coder did not judge a unit."""

_DELIMITERS = ",;\t"


def read_judgements(path: Path) -> tuple[Judgement, ...]:
    """Return the judgements in a CSV or TSV file with the columns unit, coder and code, in any order.

    A coder who gave a unit several codes has a row for each. A blank code, `.`, `*` or `NA` is a unit that
    the coder did not judge. Raises FileError with the place of every mistake.
    """
    from synth.formats.csv_safe import restore
    from synth.formats.decode import decode
    from synth.formats.files import read_file

    rows = _rows(decode(read_file(path), path.name).text, path.name)
    _, head = next(rows, (1, []))
    places = _places([cell.strip().lower() for cell in head], path.name)
    judgements, problems = [], []
    for line, row in rows:
        if not any(cell.strip() for cell in row):
            continue
        try:
            unit, coder, code = (restore(row[place]).strip() for place in places)
        except IndexError:
            message = f"has {len(row)} columns; the first line has at least {max(places) + 1}."
            problems.append(Problem(Position(path.name, line), message, "Fill in the row."))
            continue
        problems += _blank(Position(path.name, line), unit, coder)
        judgements.append(Judgement(unit, coder, "" if code in MISSING else code))
    if problems:
        raise FileError(tuple(problems))
    return tuple(judgements)


def _rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """The rows, each with the line on which it ends. Raises FileError."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        for row in rows:
            yield rows.line_num, row
    except csv.Error as error:
        place = Position(name, rows.line_num)
        raise FileError((Problem(place, f"{error}.", "Write it as CSV again."),)) from error


def _delimiter(text: str) -> str:
    first = text.split("\n", 1)[0]
    return max(_DELIMITERS, key=first.count)


def _places(head: list[str], file: str) -> tuple[int, ...]:
    missing = [name for name in COLUMNS if name not in head]
    if missing:
        message = f"The first line has no column {', '.join(f'`{name}`' for name in missing)}."
        remedy = "Name the columns unit, coder and code: one row for each code that a coder gave."
        raise FileError((Problem(Position(file, 1), message, remedy),))
    return tuple(head.index(name) for name in COLUMNS)


def _blank(position: Position, unit: str, coder: str) -> Iterator[Problem]:
    for name, value in (("unit", unit), ("coder", coder)):
        if not value:
            yield Problem(position, f"The column `{name}` is empty.", "Fill it in, or remove the row.")

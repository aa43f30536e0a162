"""Read the records of a file one by one, without keeping the file: for tables that are too large to hold.

A comma- or tab-separated table in UTF-8, packed by gzip or not, is read row by row; its records have no raw
text and only the beginning of the abstract. Whatever is not such a table, or does not stay one to its end,
is read whole by `synth.formats.reading`.
"""

from __future__ import annotations

import csv
import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO

from synth.errors import Position, Problem
from synth.formats import ris_lines
from synth.formats.alignment import realigned
from synth.formats.clean import clean
from synth.formats.columns import Columns
from synth.formats.csv_safe import restore
from synth.formats.delimited import Row
from synth.formats.entries import refusal
from synth.formats.files import read_file
from synth.formats.roles import to_record
from synth.formats.table import layout
from synth.model import Record

BEGINNING = 800
"""Characters of an abstract that are kept."""

_TABLES = (".csv", ".tsv", ".csv.gz", ".tsv.gz")
_SNIFFED = 400
_LONGEST_CELL = 1_000_000


def records(path: Path) -> Iterator[Record | Problem]:
    """Yield the records of a file in order, and a problem for each entry that cannot be read.

    Raises FileError when the file is missing, cut off, or not a file of references.
    """
    if path.name.lower().endswith(_TABLES):
        found = _layout(path)
        if found is not None:
            yield from _rows(path, *found)
            return
    yield from _whole(path)


def _whole(path: Path) -> Iterator[Record | Problem]:
    from synth.formats import reading  # every format there is: not for a table

    read = reading.read(read_file(path), path.name)
    yield from read.records
    yield from (Problem(one.position, one.reason) for one in read.problems)


@contextmanager
def _opened(path: Path) -> Iterator[IO[str]]:
    """The text of a file, unpacked while it is read."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8-sig", newline="") as text:
        yield text


def _layout(path: Path) -> tuple[str, Columns] | None:
    """What parts the cells, and which column is what; None when the file wants to be read with more care."""
    try:
        with _opened(path) as text:
            head = "".join(islice(text, _SNIFFED)).replace("\r\n", "\n")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError):
        return None
    found = layout(head) if ris_lines.opening(head) < 0 else None  # RIS with tabs may be called a table
    return (found.delimiter, found.columns) if found and not found.columns.doubtful else None


def _rows(path: Path, delimiter: str, columns: Columns) -> Iterator[Record | Problem]:
    source, given = ("tsv" if delimiter == "\t" else "csv"), 0
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        with _opened(path) as text:
            for cells in islice(csv.reader(text, delimiter=delimiter), columns.header + 1, None):
                if any(cells):
                    given += 1
                    yield _record(cells, columns, source) or _misfit(path, given, len(cells))
    except (csv.Error, OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        message = f"Reading stopped after {given:,} records: {error}."
        raise refusal(
            path.name, message, "Make the file again, or unpack it and correct it there."
        ) from error
    finally:
        csv.field_size_limit(before)


def _misfit(path: Path, number: int, width: int) -> Problem:
    return Problem(Position(path.name, 0), f"Record {number} has {width} cells, which the headings are not.")


def _record(cells: list[str], columns: Columns, source: str) -> Record | None:
    if len(cells) > len(columns.names):
        row = realigned(Row(tuple(cells), 0, ""), columns)
        if row is None:
            return None
        cells = list(row.cells)
    values: dict[str, list[str]] = {}
    for role, places in columns.places.items():
        for place in places:
            if place < len(cells) and cells[place]:
                cell = restore(cells[place][: BEGINNING if role == "abstract" else None])
                values.setdefault(role, []).append(cell if cell.isprintable() else clean(cell)[0])
    return to_record(source, values, raw="")

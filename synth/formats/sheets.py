"""Tables that are no references: rows of CSV, TSV or Excel with their lines, and the same written safely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from synth.formats import delimited, xlsx
from synth.formats.clean import clean
from synth.formats.csv_safe import restore, write_csv
from synth.formats.decode import decode
from synth.formats.entries import refusal

COLUMNS_CAP = 5_000


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: its cells by heading, those that are empty left out, and its line in the file."""

    cells: Mapping[str, str]
    line: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its headings as written, in their order, and its rows."""

    headings: tuple[str, ...]
    rows: tuple[SheetRow, ...]


def read_sheet(data: bytes, name: str) -> Sheet:
    """Return the table in a file; the first row that holds anything are the headings.

    Raises FileError when it is no table, a heading stands twice, a row is longer than the headings, or a
    quote is never closed.
    """
    found = [row for row in _rows(data, name) if not row.blank]
    if not found:
        raise refusal(name, "The table is empty.", "Save it again, with its headings.", line=1)
    head, *body = found
    headings = tuple(" ".join(restore(cell).split()) for cell in head.cells)
    named = [one.casefold() for one in headings if one]
    twice = next((one for one in named if named.count(one) > 1), "") if len(named) <= COLUMNS_CAP else ""
    if twice or len(headings) > COLUMNS_CAP:
        wrong = f"Two columns are called {twice!r}." if twice else f"It has over {COLUMNS_CAP:,} columns."
        raise refusal(name, wrong, "Rename one, or remove it.", line=head.line)
    return Sheet(headings, tuple(_row(row, headings, name) for row in body))


def write_sheet(headings: Sequence[str], rows: Sequence[Sequence[str]], *, form: str) -> str | bytes:
    """Return the table as the text of a CSV file, or (`form` is xlsx) the bytes of a workbook.

    No cell is a formula: in CSV one that a spreadsheet would run has an apostrophe, which reading takes off.
    """
    if form == "xlsx":
        return xlsx.write_rows("codings", [headings, *rows])
    return write_csv(headings, rows)


def _rows(data: bytes, name: str) -> list[delimited.Row]:
    if xlsx.looks_like(data):
        return xlsx.rows(data, name)
    text = clean(decode(data, name).text)[0]
    first = text.lstrip("\n").split("\n", 1)[0]
    delimiter = delimited.announced(text) or max(delimited.DELIMITERS, key=first.count)
    return list(delimited.rows(text, delimiter))


def _row(row: delimited.Row, headings: Sequence[str], name: str) -> SheetRow:
    if row.unclosed:
        raise refusal(name, "A quote opens here and is never closed.", "Close it.", line=row.line)
    if any(cell.strip() for cell in row.cells[len(headings) :]):
        message = f"The row has {len(row.cells)} cells where the headings are {len(headings)}."
        raise refusal(name, message, "Remove what is too much, or name its column.", line=row.line)
    cells = {
        heading: restore(cell)
        for heading, cell in zip(headings, row.cells, strict=False)
        if heading and cell.strip()
    }
    return SheetRow(cells, row.line)

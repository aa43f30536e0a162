"""Tables of references: rows of cells to records, and CSV both ways."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from synth.errors import FileError, Position
from synth.formats import authors, delimited, kinds
from synth.formats.alignment import realigned
from synth.formats.clean import json_line
from synth.formats.columns import HEADER_ROWS, Columns, detect, mapped, no_columns, refuse_doubtful
from synth.formats.csv_safe import restore, write_csv
from synth.formats.delimited import Row
from synth.formats.entries import EntryCounts, EntryProblem, Parsed, distinct_ids, no_year, refusal
from synth.formats.roles import Role, to_record
from synth.model import BIBLIOGRAPHIC, Record

Chosen = Mapping[Role, Sequence[str]]
_SHORT_ROWS_TOLD = 20
_WHOLE_BEHIND = 2
"""Whole rows that must follow a quote that never closes, for it to be a slip and not the end of the file."""

_AHEAD = 2_000_000
_OTHER_OPENINGS = ("{", "[", "<")
"""How JSON and XML open, and no table of references."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text is laid out as a table: what parts its cells, and which column holds what."""

    delimiter: str
    columns: Columns


def layout(text: str) -> Layout | None:
    """How a text is laid out, by the headings that are known; None when it is no table of references."""
    said = delimited.announced(text)
    found = []
    for delimiter in (said,) if said else delimited.DELIMITERS:
        columns = detect([row.cells for row in _first_rows(text, delimiter)])
        if columns:
            found.append(Layout(delimiter, columns))
    return max(found, key=lambda one: one.columns.known, default=None)


def _first_rows(text: str, delimiter: str) -> list[Row]:
    return list(islice(delimited.rows(text[:_AHEAD], delimiter), HEADER_ROWS))


def opening(text: str) -> int:
    """Where the row of headings starts; behind everything when only one heading is known; -1 without any."""
    found = None if text.lstrip().startswith(_OTHER_OPENINGS) else layout(text)
    if found is None:
        return -1
    header = _first_rows(text, found.delimiter)[found.columns.header]
    return text.find(header.raw) if found.columns.known > 1 else len(text)


def parse(text: str, name: str, *, mapping: Chosen | None = None) -> Parsed:
    """Return the records of a table in text form; with `mapping` its columns are those that it names.

    Raises FileError when no column says which publications the rows are about, or two have the same heading.
    """
    found = layout(text)
    delimiter = found.delimiter if found else _likely(text)
    listed = list(delimited.rows(text, delimiter))
    if mapping is None and found is None:
        raise no_columns([row.cells for row in listed[:1]], name)
    columns = mapped([row.cells for row in listed], mapping, name) if mapping else found.columns  # type: ignore[union-attr]
    source = "tsv" if delimiter == "\t" else "csv"
    _refuse_cut_off(listed, len(columns.names), name)
    return parse_rows(listed, columns, name, source=source)


def _refuse_cut_off(rows: Sequence[Row], width: int, name: str) -> None:
    """A quote that never closes, with hardly a whole row behind it: the file was cut within a cell."""
    place = next((number for number, row in enumerate(rows) if row.unclosed), None)
    if place is None:
        return
    behind = [row for row in rows[place + 1 :] if len(row.cells) == width and not row.unclosed]
    if len(behind) < _WHOLE_BEHIND:
        message = "A quote opens here and is never closed: the file is cut off, or a quote is missing."
        raise refusal(name, message, "Export it again, or close the quote.", line=rows[place].line)


def is_table(text: str) -> bool:
    """True when the first rows have two cells or more, about equally many: a table, whatever its headings."""
    first = [len(row.cells) for row in _first_rows(text, _likely(text)) if not row.blank][:5]
    return len(first) > 1 and len(set(first)) <= 2 and first[0] > 1


def headings(text: str) -> Columns:
    """The cells of the first row, none of which is known, as columns without a role."""
    row = next((row for row in _first_rows(text, _likely(text)) if not row.blank), None)
    return Columns(0, tuple(row.cells) if row else (), {})


def unknown(text: str, name: str) -> FileError:
    """The refusal of a table in which no heading is known."""
    return no_columns([row.cells for row in _first_rows(text, _likely(text))], name)


def _likely(text: str) -> str:
    """The sign that parts cells in the first line, where no heading is known."""
    first = text.lstrip("\n").split("\n", 1)[0]
    return delimited.announced(text) or max(delimited.DELIMITERS, key=first.count)


def parse_rows(rows: Sequence[Row], columns: Columns, name: str, *, source: str) -> Parsed:
    """Return the records of rows; a row that does not fit its headings is a problem with its line."""
    refuse_doubtful(columns, name, rows[columns.header].line)
    listed = [row for row in rows[columns.header + 1 :] if not row.blank]
    body = [row for row in listed if row.cells != rows[columns.header].cells]
    records: list[Record] = []
    lines: list[int] = []
    problems: list[EntryProblem] = []
    notes = [
        EntryProblem(Position(name, row.line), "The headings stand here again; this row is left out.")
        for row in listed
        if row.cells == rows[columns.header].cells
    ]
    for row in body:
        whole = realigned(row, columns)
        if whole is None:
            problems.append(EntryProblem(Position(name, row.line), _misfit(row, columns), row.raw))
            continue
        record = _record(whole, columns, source)
        notes += _doubts(row, record, columns, name)
        records.append(record)
        lines.append(row.line)
    distinct, repeated = distinct_ids(records, lines, name=name)
    counts = EntryCounts(len(body), len(body) - sum(row.unclosed for row in body), len(records))
    return Parsed(distinct, tuple(lines), counts, tuple(problems), (*_few(notes, name), *repeated))


def _misfit(row: Row, columns: Columns) -> str:
    if row.unclosed:
        return "A quote opens here and is never closed."
    return f"The row has {len(row.cells)} cells where the headings are {len(columns.names)}."


def _doubts(row: Row, record: Record, columns: Columns, name: str) -> Iterable[EntryProblem]:
    position, width = Position(name, row.line), len(columns.names)
    if any(map(str.strip, row.cells[width:])):
        reason = (
            f"The row has {len(row.cells)} cells for {len(columns.names)} headings: read by what they hold."
        )
        yield EntryProblem(position, reason, row.raw)
    if len(row.cells) < len(columns.names):
        yield EntryProblem(position, f"The row stops after {len(row.cells)} of {len(columns.names)} cells.")
    if not record.title:
        yield EntryProblem(position, "The entry has no title.")
    written = [row.cells[place] for place in columns.places.get("year", ()) if place < len(row.cells)]
    if record.year is None and any(text.strip() for text in written):
        yield EntryProblem(position, no_year(next(filter(str.strip, written))))


def _few(notes: Sequence[EntryProblem], name: str) -> tuple[EntryProblem, ...]:
    """The first notes, and how many more there are: one odd column must not hide the rest."""
    if len(notes) <= _SHORT_ROWS_TOLD:
        return tuple(notes)
    rest = len(notes) - _SHORT_ROWS_TOLD
    told = EntryProblem(notes[_SHORT_ROWS_TOLD].position, f"{rest} more rows have such oddities.")
    return (*notes[:_SHORT_ROWS_TOLD], told)


def _record(row: Row, columns: Columns, source: str) -> Record:
    cells = [restore(cell) for cell in row.cells]
    values: dict[str, list[str]] = {
        role: [cells[place] for place in places if place < len(cells)]
        for role, places in columns.places.items()
    }
    named = [heading or f"column {number}" for number, heading in enumerate(columns.names, start=1)]
    raw = json_line({heading: cell for heading, cell in zip(named, cells, strict=False) if cell.strip()})
    return to_record(source, values, raw=raw)


# --- writing ------------------------------------------------------------------------------------------

COLUMNS = ("key", *BIBLIOGRAPHIC)
"""The headings of what is written: the id, and the fields of `Record`."""


def write(records: Iterable[Record], *, raw: bool = False) -> str:
    """Return CSV text of the records; reading it gives the same fields again (raw text apart).

    A cell that a spreadsheet would run as a formula gets an apostrophe, unless `raw`.
    """
    return write_csv(COLUMNS, map(cells_of, records), raw=raw)


def cells_of(record: Record) -> list[str]:
    """The cells of a record: authors and keywords in one cell each, between semicolons."""
    special = {
        "type": kinds.written(record.type),
        "authors": authors.written(record.authors),
        "keywords": "; ".join(record.keywords) + (";" if len(record.keywords) == 1 else ""),
    }
    cells = (special.get(field, getattr(record, field)) for field in BIBLIOGRAPHIC)
    return [record.source_id, *("" if cell is None else str(cell) for cell in cells)]

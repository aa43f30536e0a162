"""Sheets of Excel (Office Open XML): read within limits of size, written with text only.

A workbook is a ZIP archive of XML. Before it is opened its parts are counted and measured, so that a small
file cannot fill the memory; nothing is ever unpacked to disk.
"""

from __future__ import annotations

import datetime
import io
import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from synth.errors import Position
from synth.formats import archive, table
from synth.formats.clean import clean
from synth.formats.columns import Columns, detect, mapped, no_columns
from synth.formats.delimited import Row
from synth.formats.entries import EntryProblem, Parsed, refusal
from synth.formats.roles import Role
from synth.model import Record

if TYPE_CHECKING:
    from openpyxl import Workbook  # type: ignore[import-untyped]

ROWS_CAP = 1_048_576
CELLS_CAP = 16_384
"""Rows and columns of a sheet (Microsoft, Excel specifications and limits)."""

_REMEDY = "Save the sheet as CSV and import that."
_DAMAGED = (
    *(BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError),
    *(NotImplementedError, OverflowError, SyntaxError, zlib.error),
)
"""What openpyxl lets out when a workbook is damaged; it has no error of its own for that.

XML errors are syntax errors, whichever parser it uses.
"""


_PARTS = (b"xl/", b"[Content_Types].xml", b"docProps/")


def looks_like(data: bytes) -> bool:
    """True for a ZIP archive that names the parts of a workbook."""
    return data.startswith(b"PK\x03\x04") and any(part in data for part in _PARTS)


def parse(data: bytes, name: str, *, mapping: Mapping[Role, Sequence[str]] | None = None) -> Parsed:
    """Return the records of the sheet with most columns that are known (or that `mapping` names).

    Raises FileError when the archive is damaged, larger than the caps, or has no such sheet.
    """
    archive.check(data, name, remedy=_REMEDY)
    sheets = _sheets(data, name)
    if mapping is not None:
        return _first_mapped(sheets, mapping, name)
    found = {title: detect([row.cells for row in rows]) for title, rows in sheets.items()}
    known = {title: columns for title, columns in found.items() if columns}
    if not known:
        rows = next((rows for rows in sheets.values() if rows), [])
        raise no_columns([row.cells for row in rows[:1]], name)
    best = max(known, key=lambda title: known[title].known)
    return _told(table.parse_rows(sheets[best], known[best], name, source="xlsx"), known, best, name)


def columns(data: bytes, name: str) -> Columns:
    """Return how the columns are understood of the sheet with most that are known. Raises FileError."""
    archive.check(data, name, remedy=_REMEDY)
    sheets = _sheets(data, name)
    found = [detect([row.cells for row in rows]) for rows in sheets.values()]
    known = max((one for one in found if one), key=lambda one: one.known, default=None)
    first = next((row.cells for rows in sheets.values() for row in rows if not row.blank), ())
    return known or Columns(0, tuple(first), {})


def _first_mapped(
    sheets: Mapping[str, list[Row]], mapping: Mapping[Role, Sequence[str]], name: str
) -> Parsed:
    rows = max(sheets.values(), key=len, default=[])
    columns = mapped([row.cells for row in rows], mapping, name)
    return table.parse_rows(rows, columns, name, source="xlsx")


def _told(parsed: Parsed, known: Mapping[str, Columns], best: str, name: str) -> Parsed:
    """Say which other sheets hold references too."""
    others = [title for title in known if title != best]
    if not others:
        return parsed
    reason = f"Read from the sheet {best}; not from {', '.join(others)}. Save each as a file of its own."
    notes = (EntryProblem(Position(name), reason), *parsed.notes)
    return Parsed(parsed.records, parsed.lines, parsed.entries, parsed.problems, notes)


def _sheets(data: bytes, name: str) -> dict[str, list[Row]]:
    from defusedxml.common import DefusedXmlException
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return _rows(book)
    except (*_DAMAGED, InvalidFileException, DefusedXmlException) as error:
        message = "The workbook is damaged, or is no workbook."
        raise refusal(name, message, "Save it again, or save the sheet as CSV.", line=1) from error


def _rows(book: Workbook) -> dict[str, list[Row]]:
    sheets: dict[str, list[Row]] = {}
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what the sheet says of its size may be wrong, and rows are filled up to it
        rows = sheet.iter_rows(values_only=True, max_row=ROWS_CAP)
        sheets[sheet.title] = [_row(number, cells[:CELLS_CAP]) for number, cells in enumerate(rows, start=1)]
    return sheets


def _row(number: int, cells: Sequence[Any]) -> Row:
    texts = [_text(cell) for cell in cells]
    while texts and not texts[-1].strip():
        texts.pop()
    return Row(tuple(texts), number, "\t".join(texts))


def _text(cell: object) -> str:
    """A cell as text: whole numbers without a point, days without a time."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime.datetime | datetime.date):
        return cell.isoformat()[:10]
    return clean(str(cell))[0]


def write(records: Iterable[Record]) -> bytes:
    """Return a workbook with one sheet of the records; every cell is text, none a formula or a link."""
    return write_rows("works", [table.COLUMNS, *map(table.cells_of, records)])


def write_rows(sheet_name: str, rows: Iterable[Sequence[str]]) -> bytes:
    """Return a workbook with one sheet of these rows, the first of which are headings; every cell is text."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    buffer = io.BytesIO()
    text_only = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(buffer, {"in_memory": True, **text_only}) as book:
        book.set_properties({"created": datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)})
        sheet = book.add_worksheet(sheet_name)
        sheet.freeze_panes(1, 0)
        for number, cells in enumerate(rows):
            for place, cell in enumerate(cells):
                sheet.write_string(number, place, _CONTROL.sub(" ", _fitted(cell)))
    return buffer.getvalue()


def _fitted(cell: str) -> str:
    """A text as a cell can hold it: of a longer one what fits, and a mark that says so at its end."""
    units = cell.encode("utf-16-le", "replace")
    if len(units) <= 2 * CELL_CAP:
        return cell
    return units[: 2 * (CELL_CAP - len(CUT))].decode("utf-16-le", "ignore") + CUT


def rows(data: bytes, name: str) -> list[Row]:
    """Return the rows of the first sheet that holds any. Raises FileError as `parse` does."""
    archive.check(data, name, remedy=_REMEDY)
    return next((found for found in _sheets(data, name).values() if any(not row.blank for row in found)), [])


_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""Characters that a cell cannot hold; each becomes a space, so that places in a text stay."""

CELL_CAP = 32_767
"""Characters that a cell of Excel can hold; it counts those of two units of UTF-16 twice."""
CUT = " […]"
"""Stands at the end of a text that was cut."""

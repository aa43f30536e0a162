"""The tables of a report as a workbook: one sheet each, numbers as numbers, nothing a formula."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from synth.formats.xlsx import CELL_CAP
from synth.i18n import Messages
from synth.report.long_cells import continued, fitted, further
from synth.report.sheet_layout import Layout, layout
from synth.report.table_rows import Cell, Row, Table
from synth.rows import room
from synth.text import visible

SAMPLED = 200
"""The first rows of a table, by which its sheet is laid out."""
ROWS_CAP = 1_048_575
"""Rows below the heading that a sheet can hold."""
LINKS_CAP = 60_000
"""Links that a sheet may hold; Excel refuses a sheet with more than 65,530."""
LARGE = 50_000
"""Rows from which they are put out as they come, each text in its cell: some programs find no text then."""
A4, MARGIN = 9, 0.4
"""The paper, as Excel numbers it, and its margins in inches."""
TEXT_ONLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is known of a table before its sheet is written.

    `places` are the numbers of the first rows by their keys; an empty key is that of the first row. `further`
    counts the stretches of texts that do not fit.
    """

    table: Table
    name: str
    rows: int
    places: Mapping[str, int]
    layout: Layout
    further: int


def workbook(tables: Sequence[Table], messages: Messages, waiting: Path | None = None) -> bytes:
    """The workbook as bytes, the same for the same tables; rows of a large one wait in a folder.

    A count is a link to the first of the rows that it counts. Texts stay text whatever they begin with. A
    table without rows has no sheet. Raises SynthError when the disk is full.
    """
    buffer = io.BytesIO()
    with room(waiting):
        if waiting:
            waiting.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".", dir=waiting) as folder:
            _put(buffer, _sheets(tables, messages), messages, folder)
    return buffer.getvalue()


def _sheets(tables: Sequence[Table], messages: Messages) -> list[Sheet]:
    sheets = [_sheet(table) for table in tables if table.rows]
    long = [sheet.table for sheet in sheets if sheet.further]
    return [*sheets, _sheet(continued(long, messages))] if long else sheets


def _sheet(table: Table) -> Sheet:
    rows = iter(table.rows)
    first = list(islice(rows, SAMPLED))
    places, number, left = {"": 2}, 1, 0
    for number, one in enumerate(chain(first, rows), start=2):
        places.setdefault(one.key, number)
        left += further(one)
    return Sheet(table, _name(table), number - 1, places, layout(table.columns, first), left)


def _name(table: Table) -> str:
    """A name that Excel accepts: at most 31 characters, none of those it forbids."""
    return re.sub(r"[\[\]:*?/\\']", " ", table.title)[:31].strip()


def _put(file: IO[bytes], sheets: Sequence[Sheet], messages: Messages, folder: str) -> None:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]
    from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]

    large = sum(sheet.rows for sheet in sheets) > LARGE
    how = {"constant_memory": True, "tmpdir": folder} if large else {"in_memory": True}
    try:
        with Workbook(file, {**how, **TEXT_ONLY}) as book:
            book.set_properties({"created": datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)})
            formats, by_table, begun = _formats(book), {one.table.name: one for one in sheets}, 0
            for one in sheets:
                rows = fitted(one.table, begun, messages) if one.further else one.table.rows
                _write(book.add_worksheet(one.name), one, rows, (formats, by_table))
                begun += one.further
    except FileCreateError as error:
        raise error.args[0] from error


def _formats(book: Any) -> Mapping[str, Any]:
    head, wrapped = {"bold": True, "bottom": 2, "text_wrap": True}, {"text_wrap": True, "indent": 1}
    top, right, link = {"valign": "top"}, {"align": "right"}, {"font_color": "#0f4c81", "underline": 1}
    looks: Mapping[str, Mapping[str, object]] = {
        "head": {**head, "valign": "bottom", "indent": 1},
        "upright": {**head, **top, **right, "rotation": 90},
        "text": {**top, **wrapped},
        "number": {**top, **right, "num_format": "#,##0"},
        "part": {**top, **right, "num_format": "#,##0.00"},
        "plain": {**top, **right, "num_format": "0"},
        "link": {**top, **wrapped, **link},
        "counted": {**top, **right, **link},
    }
    return {name: book.add_format(look) for name, look in looks.items()}


def _write(sheet: Any, one: Sheet, rows: Iterable[Row], known: tuple[Any, Mapping[str, Sheet]]) -> None:
    formats, by_table = known
    _lay(sheet, one, formats)
    links = 0
    for number, row in enumerate(islice(rows, ROWS_CAP), start=1):
        sheet.set_row(number, one.layout.height(row.cells))
        for column, cell in enumerate(row.cells):
            target = _target(cell, by_table) if links < LINKS_CAP else ""
            links += bool(target)
            _cell(sheet, (number, column), cell, target, formats)


def _lay(sheet: Any, one: Sheet, formats: Mapping[str, Any]) -> None:
    """Lay out a sheet: its heads, its widths, and how it is printed: as wide as a page, heads on each."""
    columns, how = one.table.columns, one.layout
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=MARGIN, right=MARGIN)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&L&A&R&P / &N")
    sheet.set_row(0, how.head(columns))
    for column, name in enumerate(columns):
        sheet.write_string(0, column, name, formats["upright" if column in how.upright else "head"])
        sheet.set_column(column, column, how.widths[column])
    sheet.autofilter(0, 0, min(one.rows, ROWS_CAP), len(columns) - 1)


def _target(cell: Cell, by_table: Mapping[str, Sheet]) -> str:
    """The place that a cell leads to; empty when it counts nothing."""
    led = by_table.get(cell.table)
    if led is None or cell.value in (0, "", None):
        return ""
    row = led.places.get(cell.key)
    return f"internal:'{led.name}'!A{row}" if row else ""


def _cell(sheet: Any, place: tuple[int, int], cell: Cell, target: str, formats: Mapping[str, Any]) -> None:
    value = cell.value
    if value is None:
        return
    if isinstance(value, str):
        shown = _UNFIT.sub("", visible(value))[:CELL_CAP]
        if target:
            sheet.write_url(*place, target, formats["link"], string=shown)
        else:
            sheet.write_string(*place, shown, formats["text"])
        return
    if target:
        sheet.write_url(*place, target, formats["link"], string=str(value))
    year = isinstance(value, int) and 1000 <= value <= 2100 and not cell.table
    whole = "plain" if year else "number" if float(value).is_integer() else "part"
    sheet.write_number(*place, value, formats["counted" if target else whole])

"""The tables of a report as a workbook: one sheet each, numbers as numbers, nothing a formula."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from synth.formats.xlsx import CELL_CAP
from synth.report.table_rows import Cell, Table
from synth.text import visible

LONG = 24
"""Characters from which a text is wrapped rather than given a wide column."""
WIDEST, NARROWEST = 60, 9
LINE, TALLEST = 15, 12
"""Points of a line of text, and the lines that a row shows at most."""
ROWS_CAP = 1_048_575
"""Rows below the heading that a sheet can hold."""
LINKS_CAP = 60_000
"""Links that a sheet may hold; Excel refuses a sheet with more than 65,530."""
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def workbook(tables: Sequence[Table]) -> bytes:
    """The workbook as bytes, the same for the same tables.

    A count is a link to the first of the rows that it counts. Texts stay text whatever they begin with. A
    table without rows has no sheet.
    """
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    buffer, tables = io.BytesIO(), [table for table in tables if table.rows]
    text_only = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(buffer, {"in_memory": True, **text_only}) as book:
        book.set_properties({"created": datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)})
        places = {table.name: _places(table) for table in tables}
        names = {table.name: _sheet_name(table) for table in tables}
        formats = {
            "head": book.add_format({"bold": True, "bottom": 2, "valign": "bottom", "text_wrap": True}),
            "text": book.add_format({"valign": "top", "text_wrap": True}),
            "number": book.add_format({"valign": "top", "num_format": "#,##0", "align": "right"}),
            "part": book.add_format({"valign": "top", "num_format": "#,##0.00", "align": "right"}),
            "plain": book.add_format({"valign": "top", "num_format": "0", "align": "right"}),
            "link": book.add_format(
                {"valign": "top", "text_wrap": True, "font_color": "#0f4c81", "underline": 1}
            ),
        }
        for table in tables:
            _write(book.add_worksheet(names[table.name]), table, formats, (names, places))
    return buffer.getvalue()


def _sheet_name(table: Table) -> str:
    """A name that Excel accepts: at most 31 characters, none of those it forbids."""
    return re.sub(r"[\[\]:*?/\\']", " ", table.title)[:31].strip()


def _places(table: Table) -> Mapping[str, int]:
    """Key to the number of its first row on the sheet; an empty key is that of the first row."""
    places: dict[str, int] = {"": 2}
    for number, row in enumerate(table.rows, start=2):
        places.setdefault(row.key, number)
    return places


def _write(sheet: Any, table: Table, formats: Mapping[str, Any], linked: tuple[Any, Any]) -> None:
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    widths = [_width(table, column) for column in range(len(table.columns))]
    for column, name in enumerate(table.columns):
        sheet.write_string(0, column, name, formats["head"])
        sheet.set_column(column, column, widths[column])
    sheet.set_row(0, _height(table.columns, widths))
    links = 0
    for number, row in enumerate(table.rows[:ROWS_CAP], start=1):
        sheet.set_row(number, _height([cell.value for cell in row.cells], widths))
        for column, cell in enumerate(row.cells):
            target = _target(cell, *linked) if links < LINKS_CAP else ""
            links += bool(target)
            _cell(sheet, (number, column), cell, target, formats)
    if table.rows:
        sheet.autofilter(0, 0, min(len(table.rows), ROWS_CAP), len(table.columns) - 1)


def _target(cell: Cell, names: Mapping[str, str], places: Mapping[str, Mapping[str, int]]) -> str:
    """The place that a cell leads to; empty when it counts nothing."""
    if cell.table not in names or cell.value in (0, "", None):
        return ""
    row = places[cell.table].get(cell.key)
    return f"internal:'{names[cell.table]}'!A{row}" if row else ""


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
    sheet.write_number(*place, value, formats["link" if target else whole])


def _height(values: Sequence[object], widths: Sequence[int]) -> int:
    """The height of a row in which wrapped texts are read: not every program works it out by itself."""
    lines = (
        sum(1 + len(part) // width for part in str(value).split("\n"))
        for value, width in zip(values, widths, strict=True)
        if isinstance(value, str)
    )
    return LINE * min(max(lines, default=1), TALLEST)


def _width(table: Table, column: int) -> int:
    longest = max((len(str(row.cells[column].value or "")) for row in table.rows[:200]), default=0)
    heading = max(len(word) for word in table.columns[column].split() or [""]) + 3
    return max(NARROWEST, heading, WIDEST if longest > 2 * LONG else min(longest + 2, LONG))

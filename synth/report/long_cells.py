"""Texts that are too long for a cell of a workbook: they go on in a table of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from synth.i18n import Messages
from synth.report.table_rows import Cell, Row, Table, row
from synth.text import visible

LONGEST = 32_000
"""Characters that stand in one cell; Excel takes 32,767, and the note at the end needs some."""
LAST_SINGLE = "\uffff"
"""The last character that Excel counts as one; those after it count as two."""
NAME = "continued"


def fitted(tables: Sequence[Table], messages: Messages) -> tuple[Table, ...]:
    """The tables with no cell longer than a workbook takes.

    A longer text says at its end where it goes on and leads there: in the rows of a last table, each of
    which names the cell that it continues. Without such a text there is no such table.
    """
    rest: list[Row] = []
    made = tuple(replace(one, rows=tuple(_rows(one, rest, messages))) for one in tables)
    columns = ("sheet", "row", "column", "stretch", "text")
    words = tuple(messages(f"column.{name}") for name in columns)
    return (*made, Table(NAME, messages("table.continued"), words, tuple(rest))) if rest else made


def _rows(table: Table, rest: list[Row], messages: Messages) -> Iterator[Row]:
    for number, one in enumerate(table.rows, start=2):
        if any(_pieces(cell.value)[1:] for cell in one.cells):
            cells = (
                _fitted(cell, rest, (table, number, column), messages)
                for column, cell in zip(table.columns, one.cells, strict=True)
            )
            yield replace(one, cells=tuple(cells))
        else:
            yield one


def _fitted(cell: Cell, rest: list[Row], place: tuple[Table, int, str], messages: Messages) -> Cell:
    table, number, column = place
    first, *others = _pieces(cell.value)
    if not others:
        return cell
    key, begun = f"{table.name}-{number}-{column}", len(rest)
    back = Cell(table.title, table.name, table.rows[number - 2].key)
    rest += (row(key, back, number, column, part, text) for part, text in enumerate(others, start=2))
    note = messages("table.goes-on", sheet=messages("table.continued"), row=begun + 2)
    return Cell(f"{first} {note}", NAME, key)


def _pieces(value: object) -> list[str]:
    """A text in stretches that each fit a cell, as it is shown; anything else is one stretch."""
    if not isinstance(value, str) or len(value) <= LONGEST // 8:
        return [""]
    shown = visible(value)
    size = LONGEST // 2 if max(shown) > LAST_SINGLE else LONGEST
    return [shown[start : start + size] for start in range(0, len(shown), size)]

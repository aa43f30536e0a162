"""Texts that are too long for a cell of a workbook: they go on in a table of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import count

from synth.i18n import Messages
from synth.report.table_rows import Cell, Row, Rows, Table, row
from synth.text import visible

LONGEST = 32_000
"""Characters that stand in one cell; Excel takes 32,767, and the note at the end needs some."""
LAST_SINGLE = "\uffff"
"""The last character that Excel counts as one; those after it count as two."""
NAME = "continued"


def further(one: Row) -> int:
    """The stretches of the texts of a row that do not fit its cells."""
    return sum(len(_pieces(cell.value)) - 1 for cell in one.cells)


def continued(tables: Sequence[Table], messages: Messages) -> Table:
    """The rest of the texts of these tables: each row names the cell that it continues, and leads back."""
    columns = ("sheet", "row", "column", "stretch", "text")
    words = tuple(messages(f"column.{name}") for name in columns)
    return Table(NAME, messages("table.continued"), words, Rows(partial(_rest, tables)))


def _rest(tables: Sequence[Table]) -> Iterator[Row]:
    here = count(2)
    for table in tables:
        for number, one in enumerate(table.rows, start=2):
            back = Cell(table.title, table.name, one.key)
            for column, cell in zip(table.columns, one.cells, strict=True):
                for part, text in enumerate(_pieces(cell.value)[1:], start=2):
                    yield row(str(next(here)), back, number, column, part, text)


def fitted(table: Table, begun: int, messages: Messages) -> Iterator[Row]:
    """The rows of a table with no cell longer than a workbook takes.

    A longer text says at its end where it goes on: in the table `continued`, of which `begun` rows belong to
    tables before this one. Its cell is keyed by that row.
    """
    for one in table.rows:
        if further(one):
            cells = []
            for cell in one.cells:
                cells.append(_fitted(cell, begun + 2, messages))
                begun += len(_pieces(cell.value)) - 1
            yield replace(one, cells=tuple(cells))
        else:
            yield one


def _fitted(cell: Cell, number: int, messages: Messages) -> Cell:
    """A cell, or the begin of its text with the row in which it goes on, to which it leads."""
    first, *others = _pieces(cell.value)
    if not others:
        return cell
    note = messages("table.goes-on", sheet=messages("table.continued"), row=number)
    return Cell(f"{first} {note}", NAME, str(number))


def _pieces(value: object) -> list[str]:
    """A text in stretches that each fit a cell, as it is shown; anything else is one stretch."""
    if not isinstance(value, str) or len(value) <= LONGEST // 8:
        return [""]
    shown = visible(value)
    size = LONGEST // 2 if max(shown) > LAST_SINGLE else LONGEST
    return [shown[start : start + size] for start in range(0, len(shown), size)]

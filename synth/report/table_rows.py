"""The parts of a table: rows of cells, each cell a value and where the rows stand that it counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from synth.report.lookup import Lookup

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A value, and where the rows stand that it counts: the name of a table and the key of its first row."""

    value: Value
    table: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `key` is what other tables call it by."""

    key: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows that are made each time they are gone through: those of a large report are never held together."""

    make: Callable[[], Iterable[Row]]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.make())

    def __bool__(self) -> bool:
        return any(True for _ in self)


@dataclass(frozen=True, slots=True)
class Table:
    """One table: `name` for files and sheets, its title and columns in words, and its rows."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: Rows


def row(key: str, *values: Value | Cell) -> Row:
    """A row of plain values and cells."""
    return Row(key, tuple(one if isinstance(one, Cell) else Cell(one) for one in values))


def first(value: Value, table: str, keys: Sequence[str]) -> Cell:
    """A count that leads to the first of what it counts."""
    return Cell(value, table, keys[0]) if keys else Cell(value)


def work(shown: str, key: str, lookup: Lookup) -> Cell:
    """A work, leading to the table where it stands."""
    found = lookup.works.get(key)
    return Cell(shown, "works" if found["included"] else "excluded", key) if found else Cell(shown)

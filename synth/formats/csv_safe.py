"""CSV that a spreadsheet cannot mistake for formulas (after the OWASP advice on CSV injection)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

_STARTS = tuple("=+-@\t\r\n＝＋－＠")
_MARK = "'"


def defuse(value: object) -> str:
    """Return the cell as text; text that a spreadsheet would run gets a leading apostrophe.

    Numbers stay as they are. A leading apostrophe is doubled where `restore` would otherwise remove it.
    """
    if value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    text = str(value)
    return _MARK + text if text.lstrip(" " + _MARK).startswith(_STARTS) else text


def restore(cell: str) -> str:
    """Undo `defuse`: give the text of a cell as it was before."""
    if cell.startswith(_MARK) and cell.lstrip(" " + _MARK).startswith(_STARTS):
        return cell.removeprefix(_MARK)
    return cell


def write_csv(header: Sequence[str], rows: Iterable[Sequence[object]], *, raw: bool = False) -> str:
    """Return CSV text with a header line; `raw` leaves cells as they are, for machines only."""
    return "".join(csv_lines(header, rows, raw=raw))


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[object]], *, raw: bool = False) -> Iterator[str]:
    """Yield CSV text row by row, the header first, as `write_csv` returns it."""
    convert = (lambda cell: "" if cell is None else str(cell)) if raw else defuse
    writer = csv.writer(_Handed(), lineterminator="\r\n")
    for row in chain((header,), rows):
        yield writer.writerow([convert(cell) for cell in row])


class _Handed:
    """What a writer of CSV writes to: hands the text of a row back to it, which returns it."""

    def write(self, text: str) -> str:
        return text


def read_csv(text: str) -> list[list[str]]:
    """Read back what `write_csv` wrote, header included, with the apostrophes taken off."""
    return [[restore(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""))]

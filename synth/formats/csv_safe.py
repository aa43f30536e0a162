"""CSV that a spreadsheet cannot mistake for formulas (after the OWASP advice on CSV injection)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

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
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    convert = (lambda cell: "" if cell is None else str(cell)) if raw else defuse
    writer.writerow([convert(cell) for cell in header])
    writer.writerows([convert(cell) for cell in row] for row in rows)
    return buffer.getvalue()


def read_csv(text: str) -> list[list[str]]:
    """Read back what `write_csv` wrote, header included, with the apostrophes taken off."""
    return [[restore(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""))]

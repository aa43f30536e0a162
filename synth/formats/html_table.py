"""Sheets that databases save as a web page and call `.xls`: the largest table in it, as rows of cells."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser

from synth.formats import table
from synth.formats.entries import Parsed

_CELLS = ("td", "th")
_BREAKS = ("br", "p", "li", "div")
_BEGINNING = 4_000


class _Tables(HTMLParser):
    """The rows of all tables of a page that have more than one cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "tr":
            self._close()
            self.rows.append([])
        elif tag in _CELLS:
            self._close()
            self._cell = []
        elif tag in _BREAKS and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in (*_CELLS, "tr", "table"):
            self._close()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def _close(self) -> None:
        if self._cell is not None:
            self.rows = self.rows or [[]]
            self.rows[-1].append(" ".join("".join(self._cell).split()))
            self._cell = None


def looks_like(text: str) -> bool:
    """True for a web page that holds a table with headings that are known."""
    start = text[:_BEGINNING].lstrip().lower()
    if not start.startswith(("<!doctype html", "<html", "<table")) or "<table" not in text.lower():
        return False
    return table.layout(_as_csv(text)) is not None


def parse(text: str, name: str) -> Parsed:
    """Return the records of the table; the line of an entry is its row. Raises FileError as a table does."""
    return table.parse(_as_csv(text), name)


def _as_csv(text: str) -> str:
    page = _Tables()
    page.feed(text)
    page.close()
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(row for row in page.rows if len(row) > 1)
    return written.getvalue()

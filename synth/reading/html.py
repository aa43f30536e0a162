"""A web page as blocks: headings, paragraphs, lists and tables; nothing of it is run, fetched or expanded."""

from __future__ import annotations

from collections.abc import Sequence
from html.parser import HTMLParser

from synth.reading.blocks import Block

SKIPPED = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "applet",
        "canvas",
        "audio",
        "video",
        "nav",
        "form",
        "button",
        "select",
        "textarea",
        "head",
    ]
)
"""Elements that hold nothing to read, or something that wants to be run."""
BREAKING = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "aside",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "pre",
        "figure",
        "figcaption",
        "hr",
        "address",
        "details",
        "summary",
        "br",
    ]
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
CELLS = ("td", "th")
VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
MOST_CELLS = 100_000
"""Cells of a table that are read, at most."""


def read_html(text: str) -> list[Block]:
    """The blocks of a page; a page without any text gives none."""
    page = _Page()
    page.feed(text)
    page.close()
    return page.ended()


class _Page(HTMLParser):
    """Gathers the blocks; tags that are never closed close themselves."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._text: list[str] = []
        self._level = 0
        self._skipped: str = ""
        self._inside = 0
        self._tables = 0
        self._rows: list[list[str]] = []
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._skipped:
            self._inside += tag == self._skipped
        elif tag in SKIPPED or (tag not in VOID and _is_hidden(attrs)):
            self._skipped, self._inside = ("", 0) if tag in VOID else (tag, 1)
        elif tag == "table":
            self._flush()
            self._tables += 1
        elif self._tables and tag == "tr":
            self._cell()
            self._rows.append([])
        elif self._tables and tag in CELLS:
            self._cell()
            self._rows = self._rows or [[]]
            self._rows[-1].append("")
        elif tag in HEADINGS and not self._tables:
            self._flush()
            self._level = HEADINGS[tag]
        elif tag in BREAKING:
            self._text.append(" ") if self._tables else self._flush()

    def handle_endtag(self, tag: str) -> None:
        if self._skipped:
            self._inside -= tag == self._skipped
            if not self._inside:
                self._skipped = ""
        elif tag == "table" and self._tables:
            self._cell()
            self._tables -= 1
            if not self._tables:
                self._table()
        elif self._tables and tag in (*CELLS, "tr"):
            self._cell()
        elif tag in HEADINGS or tag in BREAKING:
            self._text.append(" ") if self._tables else self._flush()

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self._text.append(data)

    def ended(self) -> list[Block]:
        """All blocks, with what was left open."""
        if self._tables:
            self._cell()
            self._table()
        self._flush()
        return self.blocks

    def _flush(self) -> None:
        text = " ".join("".join(self._text).split())
        if text:
            self.blocks.append(Block(text, self._level))
        self._text, self._level = [], 0

    def _cell(self) -> None:
        text = " ".join("".join(self._text).split())
        self._text = []
        self._cells += 1
        if text and self._rows and self._rows[-1] and self._cells <= MOST_CELLS:
            self._rows[-1][-1] = f"{self._rows[-1][-1]} {text}".strip()
        elif text:
            self.blocks.append(Block(text))

    def _table(self) -> None:
        """A table of one column or one row is how pages are laid out: its cells are paragraphs."""
        rows = [row for row in self._rows if any(row)]
        self._rows, self._tables = [], 0
        if len(rows) > 1 and max(map(len, rows)) > 1:
            self.blocks.append(Block(rows=tuple(map(tuple, rows))))
        else:
            self.blocks += [Block(cell) for row in rows for cell in row if cell]


def _is_hidden(attrs: Sequence[tuple[str, str | None]]) -> bool:
    given = dict(attrs)
    style = (given.get("style") or "").replace(" ", "").lower()
    return "hidden" in given or "display:none" in style or "visibility:hidden" in style

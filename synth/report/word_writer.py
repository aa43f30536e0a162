"""Writes paragraphs, tables, links and captions of a Word report, and numbers what is to be numbered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from synth.report import word_parts as parts
from synth.report.anchors import Link
from synth.report.beside import Number, keyed
from synth.report.markup import SIGNS
from synth.report.table_rows import Table, Value
from synth.report.view import Page
from synth.report.word_styles import TABLE

RIGHT = 2
"""To the right, as `WD_ALIGN_PARAGRAPH` of python-docx numbers it."""
COLOURS = {"success": "0B6AA8", "failure": "B04200", "mixed": "7D4493", "neutral": "5B6670"}
LISTED = 2_000
"""Rows of a table, passages and records that are written out; the others stand in the workbook."""
LINKED = 15
"""Links that are written out where something is told in small print."""
Fact = tuple[str, str | Sequence[Link]]
"""A name and what is said under it: a text, or links."""


@dataclass(slots=True)
class Writer:
    """Adds to a document; numbers its bookmarks and captions.

    `absent` are anchors of a trail that the document does not have: what would lead to them is plain text.
    """

    shown: Page
    document: Any
    tables: Mapping[str, Table]
    absent: frozenset[str] = frozenset()
    bookmarks: int = 0
    captions: int = 0
    figures: int = 0
    contents: Any = None
    headings: list[tuple[int, str, str]] = field(default_factory=list)

    def say(self, key: str, **values: object) -> str:
        """A fixed text in the language of the report."""
        return self.shown.messages(key, **values)

    def heading(self, text: str, level: int, anchor: str) -> None:
        """A heading with a bookmark."""
        paragraph = self.document.add_heading(parts.fit(text), level)
        self.mark(paragraph, anchor)
        self.headings.append((level, text, anchor))

    def mark(self, paragraph: Any, anchor: str) -> None:
        """A bookmark that links can lead to."""
        self.bookmarks += 1
        parts.add_bookmark(paragraph, anchor, self.bookmarks)

    def text(self, text: str, style: str = "") -> Any:
        """A paragraph."""
        return self.document.add_paragraph(parts.fit(text), style=style or None)

    def following(self, text: str) -> Any:
        """A paragraph in small print on how numbers are followed, with the command set apart."""
        paragraph = self.document.add_paragraph(style="Facts")
        for place, piece in enumerate(parts.fit(text).split("`")):
            run = paragraph.add_run(piece)
            run.bold = place % 2 == 1
        return paragraph

    def named(self, text: str, identifier: str) -> Any:
        """A paragraph with the id behind it that `synth show` knows it by, in small print."""
        paragraph = self.text(text)
        self.id(paragraph, identifier)
        return paragraph

    def id(self, paragraph: Any, identifier: str) -> None:
        """An id in small print behind what it stands for."""
        parts.styled(paragraph.add_run(parts.fit(f" [{identifier}]")), "Id")

    def keyed(self, paragraph: Any, counts: Iterable[Number]) -> None:
        """The numbers of a paragraph again, each with its id, in small print below it."""
        if said := keyed(counts, self.shown.messages):
            paragraph.paragraph_format.keep_with_next = True
            parts.styled(self.text("", "Facts").add_run(parts.fit(said)), "Id")

    def links(self, paragraph: Any, many: Sequence[Link], between: str = "; ") -> None:
        """Links inside the document in running text."""
        for place, one in enumerate(many):
            if place:
                paragraph.add_run(between)
            if one.anchor in self.absent:
                paragraph.add_run(parts.fit(one.label))
            else:
                parts.add_link(paragraph, one.anchor, one.label)

    def some_links(self, paragraph: Any, many: Sequence[Link], most: int) -> None:
        """The first of many links, and how many more there are."""
        self.links(paragraph, many[:most])
        if len(many) > most:
            paragraph.add_run(f" {self.say('word.more', n=len(many) - most)}")

    @property
    def width(self) -> int:
        """The width of the text on this page, in EMU."""
        section = self.document.sections[-1]
        return int(section.page_width - section.left_margin - section.right_margin)

    def turn(self, *, landscape: bool) -> None:
        """Go on on a page of its own, on its side or upright; nothing when the page lies so."""
        from docx.enum.section import WD_ORIENT, WD_SECTION

        now = self.document.sections[-1]
        if (now.orientation == WD_ORIENT.LANDSCAPE) is landscape:
            return
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.page_width, section.page_height = now.page_height, now.page_width
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT

    def figure(self, run: str, title: str) -> None:
        """A drawing in a paragraph, and below it its numbered caption."""
        from docx.oxml import parse_xml

        self.document.add_paragraph(style="Figure")._p.append(parse_xml(run))
        self.figures += 1
        paragraph = self.document.add_paragraph(style="Caption")
        paragraph.paragraph_format.keep_with_next = False
        paragraph.add_run(f"{self.say('word.figure')} ")
        parts.add_field(paragraph, "SEQ Figure \\* ARABIC", str(self.figures))
        paragraph.add_run(f". {parts.fit(title)}")

    def caption(self, text: str) -> None:
        """The numbered caption above a table."""
        self.captions += 1
        paragraph = self.document.add_paragraph(style="Caption")
        paragraph.add_run(f"{self.say('word.table')} ")
        parts.add_field(paragraph, "SEQ Table \\* ARABIC", str(self.captions))
        paragraph.add_run(f". {parts.fit(text)}")

    def table(self, name: str, columns: Sequence[int], shares: Sequence[float]) -> None:
        """Some columns of a table, with a caption, numbers to the right and a heading that repeats.

        Of more than `LISTED` rows it says how many stand elsewhere.
        """
        table = self.tables[name]
        self.caption(table.title)
        made = self.rows([table.columns[column] for column in columns], shares)
        rows = iter(table.rows)
        for number, row in enumerate(islice(rows, LISTED)):
            added = made.add_row()
            parts.keep_whole(added)
            values = [row.cells[column].value for column in columns]
            for cell, value in zip(added.cells, values, strict=True):
                _value(self.cell(cell), value, self)
            if number == 0:
                _over_numbers(made.rows[0], values)
        self.close()
        self.rest(sum(1 for _ in rows))

    def rest(self, n: int) -> None:
        """How many more there are than the document has; nothing when it has all."""
        if n > 0:
            self.text(self.say("word.rest", n=n))

    def rows(self, heads: Sequence[str], shares: Sequence[float]) -> Any:
        """A table to add rows to, with a heading that repeats; columns have their share of the width."""
        made = self.document.add_table(rows=1, cols=len(heads), style=TABLE)
        parts.set_widths(made, shares, self.width)
        for cell, head in zip(made.rows[0].cells, heads, strict=True):
            self.cell(cell).add_run(parts.fit(head)).bold = True
        parts.repeat_heading(made.rows[0])
        return made

    def cell(self, cell: Any) -> Any:
        """The first paragraph of a cell, in the small print of tables."""
        paragraph = cell.paragraphs[0]
        paragraph.style = "Cell"
        return paragraph

    def close(self) -> None:
        """Leave some space below a table."""
        self.document.add_paragraph(style="Cell")

    def facts(self, many: Iterable[Fact]) -> None:
        """Names in bold, each with what is said under it, in one small paragraph; empty ones are left out."""
        paragraph = None
        for name, said in many:
            if not said:
                continue
            paragraph = paragraph or self.document.add_paragraph(style="Facts")
            paragraph.add_run("  " if paragraph.runs else "")
            paragraph.add_run(f"{parts.fit(name)} ").bold = True
            if isinstance(said, str):
                paragraph.add_run(parts.fit(said))
            else:
                self.some_links(paragraph, said, LINKED)

    def signs(self, paragraph: Any, counted: Iterable[Any]) -> None:
        """Each direction that occurs: its mark in its colour, its number and its word."""
        from docx.shared import RGBColor

        for place, one in enumerate(each for each in counted if each.n):
            paragraph.add_run("   " if place else "")
            sign = paragraph.add_run(SIGNS[one.direction])
            sign.font.color.rgb = RGBColor.from_string(COLOURS[one.direction])
            word = self.say(f"direction-count.{one.direction}", n=one.n)
            paragraph.add_run(
                f"\N{NO-BREAK SPACE}{self.shown.messages.number(one.n)}\N{NO-BREAK SPACE}{word}"
            )


def _over_numbers(head: Any, values: Sequence[Value]) -> None:
    """Set the heads of columns that begin with a number to the right, as the numbers are."""
    for cell, value in zip(head.cells, values, strict=True):
        if isinstance(value, int | float):
            cell.paragraphs[0].alignment = RIGHT


def _value(paragraph: Any, value: Value, writer: Writer) -> None:
    if isinstance(value, int | float):
        year = isinstance(value, int) and 1000 <= value <= 2100
        paragraph.add_run(str(value) if year else _number(value, writer))
        paragraph.alignment = RIGHT
    elif value:
        paragraph.add_run(parts.fit(value))


def _number(value: float, writer: Writer) -> str:
    return writer.shown.messages.number(value, decimals=0 if float(value).is_integer() else 2)

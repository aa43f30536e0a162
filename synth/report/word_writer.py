"""Writes paragraphs, tables, links and captions of a Word report, and numbers what is to be numbered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from synth.report import word_parts as parts
from synth.report.anchors import Link
from synth.report.markup import SIGNS
from synth.report.table_rows import Table
from synth.report.view import Page
from synth.report.word_styles import TABLE

COLOURS = {"success": "0B6AA8", "failure": "B04200", "mixed": "7D4493", "neutral": "5B6670"}
Fact = tuple[str, str | Sequence[Link]]
"""A name and what is said under it: a text, or links."""


@dataclass(slots=True)
class Writer:
    """Adds to a document; numbers its bookmarks and captions."""

    shown: Page
    document: Any
    tables: Mapping[str, Table]
    bookmarks: int = 0
    captions: int = 0
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

    def links(self, paragraph: Any, many: Sequence[Link], between: str = "; ") -> None:
        """Links inside the document in running text."""
        for place, one in enumerate(many):
            if place:
                paragraph.add_run(between)
            parts.add_link(paragraph, one.anchor, one.label)

    def caption(self, text: str) -> None:
        """The numbered caption above a table."""
        self.captions += 1
        paragraph = self.document.add_paragraph(style="Caption")
        paragraph.add_run(f"{self.say('word.table')} ")
        parts.add_field(paragraph, "SEQ Table \\* ARABIC", str(self.captions))
        paragraph.add_run(f". {parts.fit(text)}")

    def table(self, name: str, columns: Sequence[int], shares: Sequence[float]) -> None:
        """Some columns of a table, with a caption, numbers to the right and a heading that repeats."""
        table = self.tables[name]
        self.caption(table.title)
        made = self.document.add_table(rows=1, cols=len(columns), style=TABLE)
        for cell, column in zip(made.rows[0].cells, columns, strict=True):
            cell.paragraphs[0].add_run(parts.fit(table.columns[column])).bold = True
        parts.repeat_heading(made.rows[0])
        for row in table.rows:
            added = made.add_row()
            parts.keep_whole(added)
            for cell, column in zip(added.cells, columns, strict=True):
                _value(cell.paragraphs[0], row.cells[column].value, self)
        section = self.document.sections[-1]
        parts.set_widths(made, shares, section.page_width - section.left_margin - section.right_margin)
        self.document.add_paragraph()

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
                self.links(paragraph, said)

    def signs(self, paragraph: Any, counted: Iterable[Any]) -> None:
        """Each direction that occurs: its mark in its colour, its number and its word."""
        from docx.shared import RGBColor

        for place, one in enumerate(each for each in counted if each.n):
            paragraph.add_run("   " if place else "")
            sign = paragraph.add_run(SIGNS[one.direction])
            sign.font.color.rgb = RGBColor.from_string(COLOURS[one.direction])
            word = self.say(f"direction-count.{one.direction}", n=one.n)
            paragraph.add_run(f" {self.shown.messages.number(one.n)} {word}")


def _value(paragraph: Any, value: str | int | float | None, writer: Writer) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    if isinstance(value, int | float):
        year = isinstance(value, int) and 1000 <= value <= 2100
        paragraph.add_run(str(value) if year else _number(value, writer))
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif value:
        paragraph.add_run(parts.fit(value))


def _number(value: float, writer: Writer) -> str:
    return writer.shown.messages.number(value, decimals=0 if float(value).is_integer() else 2)

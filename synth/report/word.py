"""The report as a Word document, to be edited by a person: styles, headings, captions, contents."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any

from synth.errors import UsageError
from synth.report import word_parts as parts
from synth.report.anchors import Link
from synth.report.findings import Determinant, Finding
from synth.report.gaps import Gap
from synth.report.markup import SIGNS
from synth.report.references import Piece
from synth.report.tables import Table, tables
from synth.report.view import Page, page
from synth.report.word_styles import TABLE, prepare
from synth.report.works import Work

COLOURS = {"success": "0B6AA8", "failure": "B04200", "mixed": "7D4493", "neutral": "5B6670"}
QUOTED = 40
"""Passages that are written out under a finding; the others stand in the data."""


def docx(document: Mapping[str, Any], language: str) -> bytes:
    """The report on a synthesis document as a Word file; the same document gives the same bytes.

    Raises UsageError when the package that writes Word files is not installed.
    """
    if find_spec("docx") is None:
        raise UsageError(
            "Word files need a package that is not installed.",
            remedy="Install it: `pip install 'synth-review[word]'`, or `pip install '.[word]'` in a clone.",
        )
    shown = page(document, language)
    writer = Writer(shown, prepare(shown.title.value, language))
    by_name = {table.name: table for table in tables(shown)}
    _cover(writer)
    _methods(writer, by_name)
    _included(writer, by_name)
    _map(writer)
    for one in shown.determinants:
        _determinant(writer, one)
    _gaps(writer)
    _references(writer)
    _checklists(writer, by_name)
    _notes(writer)
    _contents(writer)
    writer.document.core_properties.created = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
    writer.document.core_properties.modified = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
    return parts.packed(writer.document)


@dataclass(slots=True)
class Writer:
    """Adds to a document; numbers its bookmarks and captions."""

    shown: Page
    document: Any
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

    def table(self, table: Table, columns: Sequence[int], shares: Sequence[float]) -> None:
        """Some columns of a table, with a caption, numbers to the right and a heading that repeats."""
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


def _value(paragraph: Any, value: str | int | float | None, writer: Writer) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    if isinstance(value, int | float):
        year = isinstance(value, int) and 1000 <= value <= 2100
        paragraph.add_run(str(value) if year else writer.shown.messages.number(value))
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif value:
        paragraph.add_run(parts.fit(value))


def _signs(paragraph: Any, counted: Iterable[Any], writer: Writer) -> None:
    """Each direction that occurs: its mark in its colour, its number and its word."""
    from docx.shared import RGBColor

    for place, one in enumerate(each for each in counted if each.n):
        paragraph.add_run("   " if place else "")
        sign = paragraph.add_run(SIGNS[one.direction])
        sign.font.color.rgb = RGBColor.from_string(COLOURS[one.direction])
        word = writer.say(f"direction-count.{one.direction}", n=one.n)
        paragraph.add_run(f" {writer.shown.messages.number(one.n)} {word}")


def _cover(writer: Writer) -> None:
    shown = writer.shown
    writer.text(shown.title.value, "Title")
    writer.text(shown.question.value, "Subtitle")
    if shown.scope:
        writer.text(shown.scope)
    writer.text(" · ".join(f"{one.value} {one.label}" for one in shown.figures))
    writer.text(writer.say("report.contents"), "TOC Heading")
    writer.contents = writer.document.add_paragraph()
    writer.document.add_page_break()
    writer.heading(writer.say("section.summary"), 1, "summary")
    for one in shown.determinants:
        paragraph = writer.document.add_paragraph(style="List Bullet")
        parts.add_link(paragraph, one.anchor, one.label.value)
        paragraph.add_run(f": {writer.say('summary.findings', n=len(one.findings))}, ")
        paragraph.add_run(f"{writer.say('summary.works', n=one.n_works)}.  ")
        _signs(paragraph, one.bar, writer)
    writer.heading(writer.say("summary.gaps"), 2, "summary-gaps")
    for gap in shown.pressing:
        paragraph = writer.document.add_paragraph(style="List Number")
        parts.add_link(paragraph, gap.anchor, gap.kind_label)
        paragraph.add_run(f". {parts.fit(gap.statement.value)}")
    if shown.cautions:
        writer.heading(writer.say("summary.cautions"), 2, "summary-cautions")
        for caution in shown.cautions:
            writer.text(caution.value, "List Bullet")


def _contents(writer: Writer) -> None:
    """The contents as a field that Word brings up to date, with entries that stand until then."""
    listed = [one for one in writer.headings if one[0] < 3]
    for place, (level, text, anchor) in enumerate(listed):
        paragraph = writer.contents.insert_paragraph_before(style=f"TOC {level}")
        if place == 0:
            parts.begin_field(paragraph, 'TOC \\o "1-2" \\h \\z \\u')
        parts.add_link(paragraph, anchor, text, style="")
        paragraph.add_run("\t")
        parts.add_field(paragraph, f"PAGEREF {parts.bookmark_name(anchor)} \\h")
    parts.end_field(writer.contents)


def _methods(writer: Writer, by_name: Mapping[str, Table]) -> None:
    writer.heading(writer.say("section.methods"), 1, "methods")
    writer.text(writer.say("methods.intro"))
    writer.table(by_name["searches"], (0, 1, 3, 5, 6, 7, 9), (1.4, 3, 2.3, 1.9, 1.9, 1.9, 1.9))
    for one in writer.shown.searches:
        writer.heading(f"{one.name} {one.source}", 2, one.anchor)
        for request in one.requests:
            writer.text(request, "Request")
    writer.heading(writer.say("section.flow"), 1, "flow")
    writer.table(by_name["flow"], (0, 1, 2), (2, 5, 1))


def _included(writer: Writer, by_name: Mapping[str, Table]) -> None:
    writer.heading(writer.say("section.characteristics"), 1, "characteristics")
    table = by_name["works"]
    last = len(table.columns)
    writer.table(table, (1, 2, 3, 4, last - 2), (7, 1, 2, 2, 1.4))


def _map(writer: Writer) -> None:
    shown = writer.shown
    writer.heading(writer.say("section.map"), 1, "map")
    writer.text(writer.say("map.intro"))
    writer.caption(writer.say("map.caption", n=shown.map.n_empty))
    made = writer.document.add_table(rows=1, cols=len(shown.map.columns) + 1, style=TABLE)
    for cell, column in zip(made.rows[0].cells[1:], shown.map.columns, strict=True):
        cell.paragraphs[0].add_run(parts.fit(column.label.value)).bold = True
    parts.repeat_heading(made.rows[0])
    for row in shown.map.rows:
        added = made.add_row()
        parts.keep_whole(added)
        parts.add_link(added.cells[0].paragraphs[0], row.anchor, row.label.value)
        for place, cell in zip(added.cells[1:], row.cells, strict=True):
            if cell.n_works:
                place.paragraphs[0].add_run(writer.say("summary.works", n=cell.n_works)).bold = True
                _signs(place.add_paragraph(), cell.marks, writer)
            else:
                parts.shade(place, "EEF0EE")
                place.paragraphs[0].add_run(writer.say("map.nothing"))
    writer.document.add_paragraph()
    writer.heading(writer.say("section.findings"), 1, "findings")
    writer.text(writer.say("findings.intro"))


def _determinant(writer: Writer, one: Determinant) -> None:
    writer.heading(one.label.value, 2, one.anchor)
    if one.definition:
        writer.text(one.definition.value)
    if not one.findings:
        writer.text(writer.say("findings.none"))
    for finding in one.findings:
        _finding(writer, finding)


def _finding(writer: Writer, finding: Finding) -> None:
    writer.heading(finding.label.value, 3, finding.anchor)
    counts = writer.document.add_paragraph()
    _signs(counts, finding.bar, writer)
    counts.add_run(f"   {writer.say('finding.confidence-is', level=finding.level)}")
    writer.text(finding.statement.value)
    left = QUOTED
    for evidence in finding.evidence:
        paragraph = writer.document.add_paragraph(style="List Bullet")
        parts.add_link(paragraph, evidence.work.anchor, evidence.work.label)
        said = evidence.passages[: max(left, 0)]
        left -= len(said)
        for passage in said:
            quoted = f"“{passage.text.value}”" if passage.quoted else passage.text.value
            paragraph.add_run(f"  {SIGNS[passage.direction]} {parts.fit(quoted)} [{passage.name}]")


def _gaps(writer: Writer) -> None:
    writer.heading(writer.say("section.gaps"), 1, "gaps")
    writer.text(writer.say("gaps.intro"))
    for gap in writer.shown.gaps:
        _gap(writer, gap, 2)


def _gap(writer: Writer, gap: Gap, level: int) -> None:
    place = " × ".join(facet.label.value for facet in gap.facets)
    writer.heading(f"{gap.kind_label}: {place}", level, gap.anchor)
    writer.text(gap.statement.value)
    writer.text(f"{writer.say('gap.question')}: {gap.question.value}", "Quote")
    counted = ", ".join(one.label for one in gap.counted)
    known = writer.text(f"{writer.say('gap.counted')} {counted}. ")
    known.add_run(f"{writer.say('gap.priority')}: {gap.priority}. {parts.fit(gap.priority_reasons.value)}")
    if gap.works:
        paragraph = writer.text(f"{writer.say('gap.around' if gap.around else 'gap.works')}: ")
        writer.links(paragraph, gap.works[:QUOTED])
    for member in gap.members:
        writer.text(member.statement.value, "List Bullet")


def _references(writer: Writer) -> None:
    shown = writer.shown
    writer.heading(writer.say("word.references"), 1, "works")
    for work in shown.included:
        _reference(writer, work)
    writer.heading(writer.say("works.excluded", n=shown.n_excluded), 1, "excluded")
    for work in shown.excluded:
        _reference(writer, work)


def _reference(writer: Writer, work: Work) -> None:
    paragraph = writer.document.add_paragraph(style="Bibliography")
    writer.mark(paragraph, work.anchor)
    for piece in work.reference:
        _piece(paragraph, piece)
    if not work.included and work.decisions and work.decisions[-1].criterion:
        paragraph.add_run(f" [{parts.fit(work.decisions[-1].criterion.value)}]")


def _piece(paragraph: Any, piece: Piece) -> None:
    if piece.url:
        parts.add_address(paragraph, piece.url, piece.text)
    else:
        paragraph.add_run(parts.fit(piece.text)).italic = piece.italic or None


def _checklists(writer: Writer, by_name: Mapping[str, Table]) -> None:
    writer.heading(writer.say("section.checklists"), 1, "checklists")
    writer.table(by_name["prisma-2020"], (0, 1, 2, 3, 4), (0.7, 1.7, 4, 3, 2))
    writer.table(by_name["prisma-s"], (0, 1, 2, 3), (0.6, 2.5, 5, 2.5))


def _notes(writer: Writer) -> None:
    writer.heading(writer.say("section.notes"), 1, "notes")
    for name in ("composed", "counts", "confidence", "gaps"):
        writer.text(writer.say(f"notes.{name}"))

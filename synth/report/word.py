"""The report as a Word document, to be edited by a person: styles, headings, captions, contents."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from functools import cache
from importlib.util import find_spec
from typing import Any

from synth.errors import UsageError
from synth.installing import installing
from synth.report import word_parts as parts
from synth.report.anchors import Link
from synth.report.style_file import Style
from synth.report.tables import tables
from synth.report.view import page
from synth.report.word_findings import (
    contradictions,
    evidence_map,
    findings,
    gaps,
    recommendations,
    voices,
)
from synth.report.word_methods import characteristics, checklists, methods, notes, prisma_flow
from synth.report.word_styles import prepare
from synth.report.word_trail import passages, records, references, trail_anchors, trail_elsewhere
from synth.report.word_writer import Writer


def docx(
    document: Mapping[str, Any],
    language: str,
    style: Style | None = None,
    *,
    without: Collection[str] = (),
) -> bytes:
    """The report on a synthesis document as a Word file; the same document gives the same bytes.

    `without` are the parts of `LEFT_OUT` that the file does not have; it still names what stands in them.
    Raises UsageError when the package that writes Word files is not installed.
    """
    if find_spec("docx") is None:
        raise UsageError(
            "Word files need a package that is not installed.",
            remedy=f"Install it: {installing('word')}",
        )
    shown = page(document, language, style)
    by_name = {table.name: table for table in tables(shown)}
    absent = trail_anchors(shown) if "trail" in without else frozenset[str]()
    made = prepare(shown.title.value, language)
    made.part.get_style_id = cache(made.part.get_style_id)  # searched through all styles for each paragraph
    writer = Writer(shown, made, by_name, absent)
    for part in (*PARTS, trail_elsewhere) if absent else (*PARTS, *TRAIL):
        part(writer)
    _contents(writer)
    writer.document.core_properties.created = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
    writer.document.core_properties.modified = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
    return parts.packed(writer.document)


def _cover(writer: Writer) -> None:
    shown = writer.shown
    writer.text(shown.title.value, "Title")
    writer.mark(writer.text(shown.question.value, "Subtitle"), "question")
    if shown.scope:
        writer.text(shown.scope)
    figures = writer.document.add_paragraph()
    for place, one in enumerate(shown.figures):
        figures.add_run(f"{' · ' if place else ''}{one.value} {parts.fit(one.label)}")
        writer.id(figures, one.id)
    writer.following(writer.say("report.follow"))
    writer.text(writer.say("report.contents"), "TOC Heading")
    writer.contents = writer.document.add_paragraph()
    writer.document.add_page_break()


def _summary(writer: Writer) -> None:
    shown = writer.shown
    writer.heading(writer.say("section.summary"), 1, "summary")
    writer.heading(writer.say("summary.determinants"), 2, "summary-determinants")
    for one in shown.determinants:
        paragraph = writer.document.add_paragraph(style="List Bullet")
        parts.add_link(paragraph, one.anchor, one.label.value)
        paragraph.add_run(f": {writer.say('summary.findings', n=len(one.findings))}, ")
        paragraph.add_run(f"{writer.say('summary.works', n=one.n_works)}.  ")
        writer.signs(paragraph, one.bar)
        writer.id(paragraph, one.id)
    _levels(writer)
    _foremost(writer)
    writer.heading(writer.say("summary.gaps"), 2, "summary-gaps")
    for gap in shown.pressing:
        paragraph = writer.document.add_paragraph(style="List Number")
        parts.add_link(paragraph, gap.anchor, gap.kind_label)
        paragraph.add_run(f". {parts.fit(gap.statement.value)}")
        writer.id(paragraph, gap.identifier)
    if shown.contradictory:
        paragraph = writer.text(f"{writer.say('summary.contradictory', n=len(shown.contradictory))} ")
        writer.links(paragraph, [Link(one.anchor, one.label.value) for one in shown.contradictory])
        writer.id(paragraph, "findings/contradictory")
    if shown.cautions:
        writer.heading(writer.say("summary.cautions"), 2, "summary-cautions")
        for name, caution in zip(shown.caution_ids, shown.cautions, strict=True):
            writer.id(writer.text(caution.value, "List Bullet"), name)


def _levels(writer: Writer) -> None:
    """How many findings have each level of confidence, and the first of them."""
    if not writer.shown.levels:
        return
    writer.heading(writer.say("summary.sure"), 2, "summary-sure")
    for one in writer.shown.levels:
        paragraph = writer.text("", "List Bullet")
        paragraph.add_run(parts.fit(writer.say("finding.confidence-is", level=one.label)))
        paragraph.add_run(f" ({writer.say('summary.findings', n=len(one.findings))}): ")
        writer.some_links(paragraph, one.findings, NAMED)
        writer.id(paragraph, f"findings/{one.confidence}")


def _foremost(writer: Writer) -> None:
    """The findings that most works share."""
    writer.heading(writer.say("summary.foremost"), 2, "summary-foremost")
    for finding in writer.shown.foremost:
        paragraph = writer.document.add_paragraph(style="List Bullet")
        parts.add_link(paragraph, finding.anchor, finding.label.value)
        paragraph.add_run("  ")
        writer.signs(paragraph, finding.bar)
        paragraph.add_run(f"  {writer.say('finding.confidence-is', level=finding.level)}")
        writer.id(paragraph, str(finding.stored["id"]))


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


PARTS = (
    *(_cover, _summary, methods, prisma_flow, characteristics, evidence_map, findings),
    *(contradictions, voices, recommendations, gaps, references, checklists, notes),
)
"""What the document is made of, in order."""
TRAIL = (passages, records)
"""The appendices, by which every number can be followed; they are most of the pages."""
LEFT_OUT = ("trail",)
"""The parts that can be left out."""
NAMED = 8
"""Findings of a level of confidence that the summary names."""

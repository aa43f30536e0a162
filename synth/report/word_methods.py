"""The methods of a Word report: searches, screening, flow, the works at a glance, checklists and notes."""

from __future__ import annotations

from synth.report import word_parts as parts
from synth.report.beside import Number
from synth.report.prose import Paragraph
from synth.report.word_flow import described, drawing
from synth.report.word_writer import Writer

CHART = 12
"""Values of a characteristic that are named; the others stand in the workbook."""


PORTRAIT = 600
"""Pixels of the flow that are still read on an upright page; a wider one has a page on its side."""
ABOVE = 110
"""Points that heading and caption take of the page of the flow."""


def methods(writer: Writer) -> None:
    """The searches with their counts and requests, and how the works were screened."""
    writer.heading(writer.say("section.methods"), 1, "methods")
    writer.text(writer.say("methods.intro"))
    writer.heading(writer.say("prose.title"), 2, "methods-text")
    writer.text(writer.say("prose.intro"), "Facts")
    for part in writer.shown.prose:
        _prose(writer, part)
    writer.heading(writer.say("methods.table"), 2, "searches")
    writer.table("searches", (0, 1, 3, 5, 6, 7, 9), (1.5, 2.8, 2.5, 1.7, 2.3, 2.4, 2.6))
    for one in writer.shown.searches:
        named = f": {writer.say('methods.strategy', name=one.strategy)}" if one.strategy else ""
        writer.heading(f"{one.name} {one.source}{named}", 2, one.anchor)
        about = " · ".join(part for part in (one.status, one.date, one.note.value) if part)
        writer.text(about)
        if one.widened:
            writer.text(f"{writer.say('methods.widened')}:")
        for text in one.widened:
            writer.text(text.value, "List Bullet")
        for request in one.requests:
            writer.text(request, "Request")
    if writer.shown.screening:
        writer.heading(writer.say("screened.title"), 2, "screening")
        for stage in writer.shown.screening:
            writer.keyed(writer.text(stage.text), stage.counts)


def _prose(writer: Writer, part: Paragraph) -> None:
    """A paragraph with its heading run in; what is still to be written is marked as with a pen."""
    from docx.enum.text import WD_COLOR_INDEX

    paragraph = writer.document.add_paragraph()
    writer.mark(paragraph, part.anchor)
    paragraph.add_run(f"{part.heading}.").bold = True
    for stretch in part.stretches:
        run = paragraph.add_run(f" {parts.fit(stretch.text)}")
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW if stretch.blank else None
    writer.keyed(paragraph, part.counts)


def prisma_flow(writer: Writer) -> None:
    """The PRISMA flow with the sums behind it."""
    flow = writer.shown.flow
    wide = flow.width > PORTRAIT
    writer.turn(landscape=wide)
    writer.heading(writer.say("section.flow"), 1, "flow")
    section = writer.document.sections[-1]
    height = section.page_height - section.top_margin - section.bottom_margin - ABOVE * 12_700
    told = f"{writer.say('flow.title')}. {described(flow)}."
    writer.figure(drawing(flow, width=writer.width, height=height, told=told), writer.say("flow.title"))
    writer.turn(landscape=False)
    writer.table("flow", (0, 1, 2, 3), (4, 2.4, 4.6, 0.8))
    writer.heading(writer.say("flow.checks"), 2, "flow-checks")
    for check in flow.checks:
        failed = "" if check.holds else f" {writer.say('flow.fails')}"
        told = writer.text(f"{'✓' if check.holds else '✗'} {check.text}{failed}")
        writer.keyed(told, (Number(count.n, count.name) for side in check.sides for count in side))


def characteristics(writer: Writer) -> None:
    """The included works by year, kind, language and context, and one by one."""
    shown = writer.shown
    writer.heading(writer.say("section.characteristics"), 1, "characteristics")
    for chart in (shown.charts.timeline.years, *shown.charts.bars):
        if chart.bars:
            paragraph = writer.text("")
            title = chart.title[:1].upper() + chart.title[1:]
            paragraph.add_run(f"{parts.fit(title)}: ").bold = True
            told = [(bar.label.value, bar.n, bar.id) for bar in chart.bars[:CHART]]
            told += [(rest.label, rest.n, rest.id) for rest in chart.rests]
            for place, (label, n, name) in enumerate(told):
                between = ", " if place else ""
                paragraph.add_run(parts.fit(f"{between}{label} {shown.messages.number(n)}"))
                writer.id(paragraph, name)
            if (rest := len(chart.bars) - CHART) > 0:
                paragraph.add_run(f", {writer.say('characteristics.more', n=rest)}")
    writer.heading(writer.say("characteristics.table"), 2, "characteristics-table")
    last = len(writer.tables["works"].columns)
    writer.table("works", (0, 1, 2, 3, 4, last - 2), (2.2, 4.6, 1.2, 3.3, 2.75, 2.2))
    _appraisals(writer)


def _appraisals(writer: Writer) -> None:
    """How each work was appraised, in a line; what the answers rest on stands with the passages."""
    rated = writer.shown.appraisals
    if not rated:
        return
    writer.heading(writer.say("appraised.title"), 2, "appraisals")
    writer.text(f"{writer.say('appraised.intro')} {rated.legend}.")
    for one in rated.works:
        paragraph = writer.document.add_paragraph(style="List Bullet")
        writer.links(paragraph, [one.work])
        paragraph.add_run(parts.fit(f" ({one.instrument}): {one.outcome_label}. {one.told}"))
        writer.id(paragraph, one.key)


def checklists(writer: Writer) -> None:
    """PRISMA 2020 and PRISMA-S: where each item stands and what is left to write."""
    writer.heading(writer.say("section.checklists"), 1, "checklists")
    writer.text(writer.say("checklist.intro"))
    writer.table("prisma-2020", (0, 1, 2, 3, 4), (0.7, 1.7, 4, 3, 2))
    writer.table("prisma-s", (0, 1, 2, 3, 4), (0.6, 2.4, 4.4, 2.2, 2.2))


def notes(writer: Writer) -> None:
    """How the report was made, and the codebook."""
    writer.heading(writer.say("section.notes"), 1, "notes")
    for name in ("composed", "counts", "confidence", "gaps"):
        writer.text(writer.say(f"notes.{name}"))
    if writer.absent:
        return
    writer.heading(writer.say("notes.codebook", name=writer.shown.codebook_name), 2, "codebook")
    for dimension in writer.shown.codebook:
        writer.text(dimension.label.value, "Lead")
        for code in dimension.codes:
            paragraph = writer.document.add_paragraph(style="List Bullet")
            writer.mark(paragraph, code.anchor)
            paragraph.add_run(parts.fit(code.label.value))
            paragraph.add_run(parts.fit(f": {code.definition.value}") if code.definition else "")

"""The report as Markdown (CommonMark with tables): for wikis, repositories and word processors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from synth.i18n import Messages
from synth.model import DIRECTIONS
from synth.report.beside import Number, keyed
from synth.report.charts import Bar, Bars, Rest
from synth.report.findings import Finding
from synth.report.markdown_findings import contradictions, findings, gaps, recommendations, voices
from synth.report.markdown_text import (
    SHAPES,
    anchor,
    capital,
    code,
    escaped,
    heading,
    items,
    known_as,
    link,
    links,
    stands,
    table,
    tallies,
    told,
)
from synth.report.markdown_trail import checklists, notes, passages, records, works
from synth.report.methods import Figure, Search
from synth.report.prisma_s import Item
from synth.report.prose import Stretch
from synth.report.style_file import Style
from synth.report.view import Page, page


def markdown(document: Mapping[str, Any], language: str, style: Style | None = None) -> str:
    """The report on a synthesis document as Markdown; texts of the document stay text, whatever they hold."""
    return "".join(stretches(document, language, style))


def stretches(document: Mapping[str, Any], language: str, style: Style | None = None) -> Iterator[str]:
    """The same, piece by piece: the lines of a long list one after the other."""
    shown = page(document, language, style)
    parts: tuple[Callable[[Page], Iterator[str | Iterator[str]]], ...] = (
        *(_cover, _summary, _methods, _screening, _prisma_s, _flow, _characteristics, _map),
        *(findings, contradictions, voices, recommendations, gaps),
        *(works, passages, records, checklists, notes),
    )
    before = ""
    for block in (block for part in parts for block in part(shown)):
        yield before
        for place, line in enumerate((block,) if isinstance(block, str) else block):
            yield f"\n{line}" if place else line
        before = "\n\n"
    yield "\n"


def _cover(shown: Page) -> Iterator[str]:
    yield f"# {told(shown.title)}"
    yield f"{anchor('question')}**{shown.messages('report.question')}:** {told(shown.question)}"
    if shown.scope:
        yield escaped(shown.scope)
    yield shown.messages("report.follow")


def _summary(shown: Page) -> Iterator[str]:
    words = shown.messages
    yield heading(shown, "summary")
    yield " · ".join(
        f"[**{one.value}** {one.label}](#{one.anchor}) {known_as(one.id)}" for one in shown.figures
    )
    yield f"**{words('summary.determinants')}**"
    yield items(
        f"[{told(one.label)}](#{one.anchor}): {words('summary.findings', n=len(one.findings))}, "
        f"{words('summary.works', n=one.n_works)}. {tallies(one.bar)} {known_as(one.id)}"
        for one in shown.determinants
    )
    if shown.levels:
        yield f"**{words('summary.sure')}**"
        yield items(
            f"{words('finding.confidence-is', level=escaped(one.label))}:"
            f" {words('summary.findings', n=len(one.findings))} {known_as(f'findings/{one.confidence}')}"
            for one in shown.levels
        )
    if shown.foremost:
        yield f"**{words('summary.foremost')}**"
        yield items(
            f"{_named(one)}: {tallies(one.bar)}. {words('finding.confidence-is', level=escaped(one.level))} "
            f"{known_as(one.stored['id'])}"
            for one in shown.foremost
        )
    if shown.pressing:
        yield f"**{words('summary.gaps')}**"
        yield items(
            f"[{escaped(gap.kind_label)}](#{gap.anchor}): {told(gap.statement)} {known_as(gap.identifier)}"
            for gap in shown.pressing
        )
    if shown.contradictory:
        named = "; ".join(_named(one) for one in shown.contradictory)
        n = words("summary.contradictory", n=len(shown.contradictory))
        yield f"{n} {named}. {known_as('findings/contradictory')}"
    if shown.cautions:
        yield f"**{words('summary.cautions')}**"
        named_cautions = zip(shown.cautions, shown.caution_ids, strict=True)
        yield items(f"{told(one)} {known_as(name)}" for one, name in named_cautions)


def _named(finding: Finding) -> str:
    return f"[{told(finding.label)}](#{finding.anchor})"


def _methods(shown: Page) -> Iterator[str]:
    words = shown.messages
    yield heading(shown, "methods")
    yield words("methods.intro")
    yield f"### {anchor('methods-text')}{words('prose.title')}"
    yield words("prose.intro")
    for one in shown.prose:
        yield f"{anchor(one.anchor)}**{one.heading}.** {' '.join(map(_stretch, one.stretches))}"
        yield from _keyed(one.counts, words)
    yield f"### {anchor('searches')}{words('methods.table')}"
    if shown.searches:
        head = [words("methods.search"), *(_outcome(figure) for figure in shown.searches[0].figures)]
        yield table(
            head,
            (
                [f"{known_as(one.name)} {escaped(one.source)}", *(f.value for f in one.figures)]
                for one in shown.searches
            ),
        )
    for each in shown.searches:
        yield from _search(each, words)


def _keyed(counts: Iterable[Number], words: Messages) -> Iterator[str]:
    """The numbers of a paragraph again, each before its id."""
    if said := keyed(counts, words, "`"):
        yield said


def _outcome(figure: Figure) -> str:
    """The head of a column of searches; what `synth show` takes behind the id of a search for its numbers."""
    return f"{figure.label} {known_as(figure.id)}" if figure.id else figure.label


def _stretch(one: Stretch) -> str:
    return f"**{escaped(one.text)}**" if one.blank else escaped(one.text)


def _search(one: Search, words: Messages) -> Iterator[str]:
    about = " · ".join(escaped(part) for part in (one.source, one.strategy, one.status, one.date) if part)
    yield f"### {anchor(one.anchor)}{one.name}: {about}"
    if one.note:
        yield told(one.note)
    yield from (code(request) for request in one.requests)
    if one.widened:
        yield f"{words('methods.widened')}:\n\n{items(told(text) for text in one.widened)}"
    if one.brought:
        yield items(f"{escaped(group.label)}: {links(group.records)}" for group in one.brought)


def _screening(shown: Page) -> Iterator[str]:
    if shown.screening:
        yield f"### {anchor('screening')}{shown.messages('screened.title')}"
        for one in shown.screening:
            yield escaped(one.text)
            yield from _keyed(one.counts, shown.messages)


def _prisma_s(shown: Page) -> Iterator[str]:
    words = shown.messages
    yield f"### {anchor('prisma-s')}{words('methods.prisma-s')}"
    yield escaped(words("methods.prisma-s-intro"))
    yield prisma_s_table(shown.prisma_s, words, within=True)


def prisma_s_table(shown: Iterable[Item], words: Messages, *, within: bool = False) -> str:
    """The items of PRISMA-S as a Markdown table; what is still to be written stands out.

    `within` a report, each leads to the paragraphs where it stands.
    """
    rows = []
    for one in shown:
        lines = [told(text) for text in one.reported]
        lines += [f"**{words('methods.blank')}**: {escaped(one.write)}"] * one.blank
        if within:
            lines.append(f"{words('checklist.where')}: {stands(one.places)}")
        rows.append(f"| {one.number} | {escaped(one.label)} | {'<br>'.join(lines)} |")
    head = f"|  | {words('methods.item')} | {words('methods.reported')} |"
    return "\n".join([head, "| ---: | --- | --- |", *rows])


def _flow(shown: Page) -> Iterator[str]:
    words = shown.messages
    yield heading(shown, "flow")
    for stream, boxes in shown.flow.by_stream:
        yield table(
            [escaped(stream), "n", words("column.id")],
            (
                [
                    ": ".join(escaped(part) for part in (box.heading, count.label) if part),
                    words.number(count.n),
                    known_as(count.id),
                ]
                for box in boxes
                for count in box.counts
            ),
        )
    yield items(
        f"{'✓' if check.holds else '✗'} {escaped(check.text)} "
        f"({keyed((Number(one.n, one.name) for side in check.sides for one in side), words, '`')})"
        for check in shown.flow.checks
    )
    if not all(check.holds for check in shown.flow.checks):
        yield f"**{words('flow.fails')}**"


def _characteristics(shown: Page) -> Iterator[str]:
    words, listed = shown.messages, shown.characteristics
    yield heading(shown, "characteristics")
    for chart in (shown.charts.timeline.years, *shown.charts.bars):
        if chart.bars:
            yield _bars(chart, words)
    names = [words(f"field.{one}") for one in ("year", "type", "language")]
    counted = [words("characteristics.passages"), words("characteristics.findings")]
    head = [words("characteristics.work"), *map(capital, (*names, *listed.dimensions)), *counted]
    yield f"### {anchor('characteristics-table')}{words('characteristics.table')}"
    yield table(
        [escaped(one) for one in head],
        (
            [
                f"{link(row.work)} {known_as(row.key)}",
                str(row.year or ""),
                escaped(row.type),
                escaped(row.language),
            ]
            + [escaped(facet) for facet in row.facets]
            + [words.number(row.n_passages), words.number(row.n_findings)]
            for row in listed.rows
        ),
        numbers=False,
    )
    yield from _appraisals(shown)


def _appraisals(shown: Page) -> Iterator[str]:
    words = shown.messages
    if shown.appraisals:
        yield f"### {anchor('appraisals')}{words('appraised.title')}"
        yield f"{words('appraised.intro')} {shown.appraisals.legend}."
        head = [words("characteristics.work"), *(words(f"column.{one}") for one in WORDS_OF_APPRAISAL)]
        rows = [
            [
                *(f"{link(one.work)} {known_as(one.key)}", escaped(one.instrument), one.outcome_label),
                one.told,
            ]
            for one in shown.appraisals.works
        ]
        yield table(head, rows, numbers=False)


WORDS_OF_APPRAISAL = ("instrument", "outcome", "answers")


def _bars(chart: Bars, words: Messages) -> str:
    counted: list[tuple[str, Bar | Rest]] = [(told(bar.label), bar) for bar in chart.bars] + [
        (rest.label, rest) for rest in chart.rests
    ]
    rows = [[name, words.number(one.n), known_as(one.id), links(one.works, "; ")] for name, one in counted]
    title, works = anchor(chart.anchor) + escaped(capital(chart.title)), capital(words("word.works", n=2))
    head = [title, "n", words("column.id"), works]
    return table(head, rows, numbers=False)


def _map(shown: Page) -> Iterator[str]:
    words = shown.messages
    yield heading(shown, "map")
    directions = "; ".join(f"{words(f'direction.{one}')}: {SHAPES[one]}" for one in DIRECTIONS)
    yield f"{directions}."
    yield words("follow.map")
    head = ["", *(f"{told(column.label)} {known_as(column.id)}" for column in shown.map.columns)]
    rows = []
    for row in shown.map.rows:
        cells = []
        for cell in row.cells:
            marks = " ".join(f"[{SHAPES[m.direction]} {m.n}](#{m.anchor})" for m in cell.marks if m.n)
            silent = words("map.unreported", n=len(cell.unreported)) if cell.unreported else ""
            said = (marks or words("map.nothing"), silent, links(cell.gaps))
            cells.append(anchor(cell.anchor) + " ".join(part for part in said if part))
        rows.append([f"[{told(row.label)}](#{row.anchor}) {known_as(row.id)}", *cells])
    yield table(head, rows)
    for row in shown.map.rows:
        for cell in row.cells:
            if cell.groups:
                yield f"**{told(cell.determinant)} × {told(cell.phase)}**"
                yield items(
                    f"{anchor(group.anchor)}{SHAPES[group.direction]} {escaped(group.label)}: "
                    f"{links(group.works, '; ')} ({links(group.passages)})"
                    for group in cell.groups
                )

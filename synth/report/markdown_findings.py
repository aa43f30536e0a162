"""The findings, contradictions, voices, recommendations and gaps of the report, as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from synth.i18n import Messages
from synth.report.findings import Determinant, Evidence, Finding, Tally
from synth.report.gaps import Basis, Explanation, Gap
from synth.report.localised import tagged
from synth.report.markdown_text import (
    SHAPES,
    anchor,
    capital,
    escaped,
    heading,
    items,
    known_as,
    link,
    links,
    table,
    tallies,
    told,
)
from synth.report.tables_methods import SELECTED
from synth.report.view import Page
from synth.report.voices import Contradiction, Said, Voices


def findings(shown: Page) -> Iterator[str]:
    """The findings of each determinant, with confidence, contexts, evidence and gaps."""
    yield heading(shown, "findings")
    yield shown.messages("findings.intro")
    if shown.lookup.foreign:
        yield shown.lookup.foreign
    for one in shown.determinants:
        yield from _determinant(shown, one)


def _determinant(shown: Page, one: Determinant) -> Iterator[str]:
    words = shown.messages
    yield f"### {anchor(one.anchor)}{told(one.label)}"
    if one.definition:
        yield told(one.definition)
    counted = [words("summary.findings", n=len(one.findings)), words("summary.works", n=one.n_works)]
    none = f"{words('findings.none')} {links(one.gaps)}".rstrip()
    yield f"{' · '.join([*counted, tallies(one.bar)])} {known_as(one.id)}" if one.findings else none
    for finding in one.findings:
        yield f"#### {anchor(finding.anchor)}{told(finding.label)}"
        flag = f"**{words('finding.contradictory')}.** " if finding.contradictory else ""
        yield f"{flag}{tallies(finding.bar)}. {told(finding.statement)} {known_as(finding.stored['id'])}"
        evidence = (_evidence(one, words.language) for one in finding.evidence)
        yield items([*_facts(finding, words), *evidence])


def _facts(finding: Finding, words: Messages) -> Iterator[str]:
    ruling = f" *{escaped(finding.ruling)}*" if finding.ruling else ""
    level = f"{words('finding.confidence')}: **{escaped(finding.level)}**."
    if finding.components:
        parts = " ".join(
            f"{escaped(one.label)} ({escaped(one.concern_label)}): {told(one.text)}"
            for one in finding.components
        )
        yield f"{level} {parts}{ruling}"
    else:
        yield f"{level} {told(finding.reasons)}{ruling}"
    if finding.definition:
        yield f"{words('finding.definition')}: {told(finding.definition)}"
    if finding.published:
        yield f"{words('finding.published')}: {escaped(finding.published)}"
    named = [(words("finding.phases"), finding.phases), (words("finding.perspectives"), finding.perspectives)]
    named += [(escaped(capital(one.dimension)), one.tallies) for one in finding.contexts]
    for name, counted in named:
        if found := [one for one in counted if one.n]:
            yield f"{name}: {_counted(found, words)}"
    if finding.gaps:
        yield f"{words('finding.gaps')}: {links(finding.gaps)}"


def _counted(many: Iterable[Tally], words: Messages) -> str:
    return ", ".join(
        f"[{told(one.label)}](#{one.anchor}) {words.number(one.n)} {known_as(f'/{one.id}')}" for one in many
    )


def _evidence(one: Evidence, language: str) -> str:
    passages = "; ".join(
        f"{SHAPES[each.direction]} {escaped(tagged(each.text, language))} [{each.name}](#{each.anchor})"
        for each in one.passages
    )
    return f"{link(one.work)}: {passages}"


def contradictions(shown: Page) -> Iterator[str]:
    """Where studies disagree: the works on each side, and what sets the sides apart."""
    if shown.contradictions:
        yield heading(shown, "contradictions")
        yield shown.messages("contradictions.intro")
    for one in shown.contradictions:
        yield f"### {anchor(one.anchor)}{link(one.finding)}"
        yield f"{told(one.statement)} {told(one.explanation)} {known_as(one.id)}"
        yield items(_sides(one, shown.messages))


def _sides(one: Contradiction, words: Messages) -> Iterator[str]:
    helps, hinders = SHAPES["success"], SHAPES["failure"]
    yield f"{helps} {words('contradictions.for')}: {links(one.works_for, '; ')}"
    yield f"{hinders} {words('contradictions.against')}: {links(one.works_against, '; ')}"
    for side in one.contexts:
        apart = f" **{words('contradictions.separates')}**" if side.separates else ""
        for_, against = (
            ", ".join(f"{escaped(text)} {known_as(f'/{name}')}" for text, name in one) or "–"
            for one in side.told
        )
        yield f"{escaped(capital(side.dimension))}: {helps} {for_} · {hinders} {against}{apart}"


def voices(shown: Page) -> Iterator[str]:
    """Who speaks of what, and who is not heard."""
    if shown.voices:
        yield heading(shown, "voices")
        yield shown.messages("voices.intro")
    for one in shown.voices:
        yield f"### {anchor(one.anchor)}{escaped(capital(one.dimension))}"
        yield f"{told(one.statement)} {known_as(one.id)}"
        if one.rows:
            yield shown.messages("follow.voices", table=one.id)
            heads = zip(one.columns, one.column_ids, strict=True)
            yield table(
                ["", *(f"{told(column)} {known_as(name)}" for column, name in heads)],
                (
                    [
                        f"{told(row.label)} {known_as(row.id)}",
                        *(_voice(cell, shown.messages) for cell in row.cells),
                    ]
                    for row in one.rows
                ),
            )
            yield items(_behind(one))
        if one.absent:
            yield f"**{shown.messages('voices.absent')}:** {', '.join(map(told, one.absent))}"


def _voice(cell: Said, words: Messages) -> str:
    return f"[{words.number(cell.n_works)}](#{cell.anchor})" if cell.n_works else words("map.nothing")


def _behind(one: Voices) -> Iterator[str]:
    """The works and passages behind each number of a table of voices."""
    for row in one.rows:
        for column, cell in zip(one.columns, row.cells, strict=True):
            if cell.n_works:
                place = f"{anchor(cell.anchor)}{told(row.label)} × {told(column)}"
                yield f"{place}: {links(cell.works, '; ')} ({links(cell.passages)})"


def recommendations(shown: Page) -> Iterator[str]:
    """What works recommend, as coded."""
    if shown.recommendations:
        yield heading(shown, "recommendations")
        yield shown.messages("recommendations.intro")
        yield items(
            f"{anchor(one.anchor)}{told(one.statement)} {links(one.works, '; ')} ({links(one.passages)}) "
            f"{known_as(one.id)}"
            for one in shown.recommendations
        )


def gaps(shown: Page) -> Iterator[str]:
    """The gaps with their grounds; those below the cut and those a person rejected stand apart."""
    words = shown.messages
    yield heading(shown, "gaps")
    yield words("gaps.intro") if shown.gaps else words("gaps.none")
    if shown.selection:
        yield f"{told(shown.selection)} {known_as(*SELECTED)}"
    if shown.kinds:
        yield items(
            f"**{escaped(one.label)}** ({words.number(one.n)}): {one.meaning} {known_as(f'gaps/{one.kind}')}"
            for one in shown.kinds
        )
    if shown.shared.explanations:
        yield f"**{words('gaps.shared')}**"
        yield items(_explained(one, words) for one in shown.shared.explanations)
    for gap in shown.gaps:
        if gap.place in ("shown", "folded"):
            yield from _gap(shown, gap, 3)
    for place in ("below", "rejected"):
        rest = [gap for gap in shown.gaps if gap.place == place]
        if rest:
            yield f"### {words(f'gaps.{place}', n=len(rest))} {known_as(f'gaps/{place}')}"
        for gap in rest:
            yield from _gap(shown, gap, 4)


def _explained(one: Explanation, words: Messages) -> str:
    sign = f" *({words('gap.sign')})*" if one.sign else ""
    return f"{escaped(one.label)} {told(one.text)}{sign}"


def _gap(shown: Page, gap: Gap, level: int) -> Iterator[str]:
    place = " × ".join(told(facet.label) for facet in gap.facets)
    yield f"{'#' * level} {anchor(gap.anchor)}{': '.join(filter(None, (escaped(gap.kind_label), place)))}"
    yield f"{told(gap.statement)} {known_as(gap.identifier)}"
    yield f"*{shown.messages('gap.question')}:* {told(gap.question)}"
    yield items(_grounds(shown, gap))
    for member in gap.members:
        yield from _gap(shown, member, min(level + 1, 6))


def _compared(one: Basis) -> str:
    return f"{escaped(one.label)}: {one.value}{f' {known_as(one.id)}' if one.id else ''}"


def _grounds(shown: Page, gap: Gap) -> Iterator[str]:
    words = shown.messages
    yield f"{words('gap.counted')} {', '.join(one.label for one in gap.counted)}"
    if gap.priority:
        ruling = f" *{escaped(gap.ruling)}*" if gap.ruling else ""
        level = f"{words('gap.priority')}: **{escaped(gap.priority)}**."
        yield f"{level} {told(gap.priority_reasons)}{ruling}"
    if gap.works:
        yield f"{words('gap.around' if gap.around else 'gap.works')}: {links(gap.works, '; ')}"
    if gap.passages:
        yield f"{words('gap.passages')}: {links(gap.passages)}"
    yield from (_explained(one, words) for one in gap.explanations if one not in shown.shared.explanations)
    if gap.compared:
        yield f"{words('gap.compared')}: {'; '.join(map(_compared, gap.compared))}"
    if gap.literature:
        yield f"{words('gap.literature')}: {escaped(gap.literature)}"
    if not shown.shared.searches:
        yield f"{words('gap.searches')}: {links(gap.searches)}"
    about = (gap.rule, gap.reason, gap.status, gap.identifier)
    yield f"{words('gap.rule')}: {' · '.join(escaped(one) for one in about if one)}"

"""What was found, in a Word report: map, findings, contradictions, voices, recommendations, gaps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, zip_longest
from typing import Any

from synth.report import word_parts as parts
from synth.report.findings import Determinant, Evidence, Finding, Tally
from synth.report.gaps import Gap
from synth.report.localised import tagged
from synth.report.markup import SIGNS
from synth.report.tables_methods import SELECTED
from synth.report.voices import Contradiction, Said, Voices
from synth.report.word_writer import Fact, Writer

QUOTED = 5
"""Passages that are written out under a finding; all stand among the passages."""
NAMED = 40
"""Further works that are named there."""
TOGETHER = 8
"""Rows of a map that stand on one page."""
UNBROKEN = re.compile(r"[^\s-]+-?")
BOLD = 2
"""Letters for which a word of a head needs more room than one below it."""
WIDEST = 6
"""Voices that fit beside each other in a table; more are told in sentences."""


def evidence_map(writer: Writer) -> None:
    """Determinants by phases: how many works, in which directions."""
    shown = writer.shown
    writer.heading(writer.say("section.map"), 1, "map")
    writer.text(writer.say("map.intro")).paragraph_format.keep_with_next = True
    writer.following(writer.say("follow.map")).paragraph_format.keep_with_next = True
    writer.caption(writer.say("map.caption", n=shown.map.n_empty))
    made = _crossed(
        writer, *([one.label.value for one in side] for side in (shown.map.rows, shown.map.columns))
    )
    _name_columns(writer, made, [column.id for column in shown.map.columns])
    for row in shown.map.rows:
        added = made.add_row()
        parts.keep_whole(added)
        parts.add_link(head := writer.cell(added.cells[0]), row.anchor, row.label.value)
        writer.id(head, row.id)
        for place, cell in zip(added.cells[1:], row.cells, strict=True):
            if cell.n_works:
                writer.cell(place).add_run(shown.messages.number(cell.n_works)).bold = True
                writer.signs(place.add_paragraph(style="Cell"), cell.marks)
            else:
                parts.shade(place, "EEF0EE")
                writer.cell(place).add_run(writer.say("map.nothing"))
            if cell.unreported:
                silent = writer.say("map.unreported", n=len(cell.unreported))
                place.add_paragraph(style="Cell").add_run(silent)
    if len(shown.map.rows) <= TOGETHER:
        parts.keep_together(made)
    writer.close()


def _crossed(writer: Writer, rows: Sequence[str], columns: Sequence[str]) -> Any:
    """A table of rows by columns, without its rows; each column has room for the longest of its words."""
    first, nothing = max(map(_longest, rows), default=1), _longest(writer.say("map.nothing"))
    heads = (max(_longest(column) + BOLD, nothing) for column in columns)
    return writer.rows(["", *columns], [first, *heads])


def _longest(text: str) -> int:
    """The letters of the longest part of a text that a line does not break."""
    return max(map(len, UNBROKEN.findall(text)), default=1)


def _name_columns(writer: Writer, made: Any, names: Sequence[str]) -> None:
    """The ids of the columns behind their heads."""
    for cell, name in zip(made.rows[0].cells[1:], names, strict=True):
        writer.id(cell.paragraphs[0], name)


def findings(writer: Writer) -> None:
    """The findings of each determinant."""
    writer.heading(writer.say("section.findings"), 1, "findings")
    writer.text(writer.say("findings.intro"))
    if writer.shown.lookup.foreign:
        writer.text(writer.shown.lookup.foreign)
    for one in writer.shown.determinants:
        _determinant(writer, one)


def _determinant(writer: Writer, one: Determinant) -> None:
    writer.heading(one.label.value, 2, one.anchor)
    if one.definition:
        writer.text(one.definition.value)
    if not one.findings:
        writer.links(writer.text(f"{writer.say('findings.none')} "), one.gaps)
    for finding in one.findings:
        _finding(writer, finding)


def _finding(writer: Writer, finding: Finding) -> None:
    writer.heading(finding.label.value, 3, finding.anchor)
    counts = writer.document.add_paragraph()
    writer.signs(counts, finding.bar)
    flag = f"   {writer.say('finding.contradictory')}" if finding.contradictory else ""
    counts.add_run(flag).bold = True
    counts.add_run(f"   {writer.say('finding.confidence-is', level=finding.level)}")
    writer.id(counts, str(finding.stored["id"]))
    writer.text(finding.statement.value)
    for fact in _confidence(writer, finding):
        writer.facts([fact])
    for facts in (_meaning, _where):
        writer.facts(facts(writer, finding))
    _evidence(writer, tuple(finding.evidence))


def _evidence(writer: Writer, found: Sequence[Evidence]) -> None:
    """Some passages under their works, then the other works by name."""
    shown = _chosen(found)
    others = []
    for evidence in found:
        said = [passage for passage in evidence.passages if passage.anchor in shown]
        if not said:
            others.append(evidence.work)
            continue
        paragraph = writer.document.add_paragraph(style="List Bullet")
        parts.add_link(paragraph, evidence.work.anchor, evidence.work.label)
        for passage in said:
            said_so = tagged(passage.text, writer.shown.language)
            quoted = f"“{passage.text.value}”" if passage.quoted else said_so
            paragraph.add_run(f"  {SIGNS[passage.direction]} {parts.fit(quoted)} [{passage.name}]")
    if others:
        paragraph = writer.text(f"{writer.say('word.also')} ", "Facts")
        writer.some_links(paragraph, others, NAMED)


def _chosen(found: Sequence[Evidence]) -> frozenset[str]:
    """The anchors of passages to write out: one of each work, then a second, until there are enough."""
    rounds = zip_longest(*(one.passages for one in found[:QUOTED]))
    each = (passage.anchor for some in rounds for passage in some if passage)
    return frozenset(islice(each, QUOTED))


def _confidence(writer: Writer, finding: Finding) -> Iterator[Fact]:
    """Each component with its concern, then what a person ruled."""
    for one in finding.components:
        yield f"{one.label} ({one.concern_label}):", one.text.value
    if not finding.components:
        yield writer.say("finding.confidence"), finding.reasons.value
    yield writer.say("finding.confidence"), finding.ruling


def _meaning(writer: Writer, finding: Finding) -> Iterator[Fact]:
    yield writer.say("finding.definition"), finding.definition.value


def _where(writer: Writer, finding: Finding) -> Iterator[Fact]:
    """Where it holds, and the gaps about it."""
    say = writer.say
    yield say("finding.published"), finding.published
    yield say("finding.phases"), _counted(finding.phases)
    yield say("finding.perspectives"), _counted(finding.perspectives)
    for one in finding.contexts:
        yield one.dimension[:1].upper() + one.dimension[1:], _counted(one.tallies)
    yield say("finding.gaps"), finding.gaps


def _counted(many: Iterable[Tally]) -> str:
    return ", ".join(f"{one.label.value} {one.n} [/{one.id}]" for one in many if one.n)


def contradictions(writer: Writer) -> None:
    """Where studies disagree: the works on each side and what sets them apart."""
    if not writer.shown.contradictions:
        return
    writer.heading(writer.say("section.contradictions"), 1, "contradictions")
    writer.text(writer.say("contradictions.intro"))
    for one in writer.shown.contradictions:
        writer.heading(one.finding.label, 2, one.anchor)
        writer.named(f"{one.statement.value} {one.explanation.value}", one.id)
        writer.facts([(f"{SIGNS['success']} {writer.say('contradictions.for')}", one.works_for)])
        writer.facts([(f"{SIGNS['failure']} {writer.say('contradictions.against')}", one.works_against)])
        writer.facts(_sides(writer, one))


def _sides(writer: Writer, one: Contradiction) -> Iterator[Fact]:
    for side in one.contexts:
        apart = f" {writer.say('contradictions.separates')}" if side.separates else ""
        for_, against = (", ".join(f"{text} [/{name}]" for text, name in one) or "–" for one in side.told)
        told = f"{SIGNS['success']} {for_} · {SIGNS['failure']} {against}{apart}"
        yield side.dimension[:1].upper() + side.dimension[1:], told


def voices(writer: Writer) -> None:
    """Who speaks of what, and who is not heard."""
    if not writer.shown.voices:
        return
    writer.heading(writer.say("section.voices"), 1, "voices")
    writer.text(writer.say("voices.intro"))
    for one in writer.shown.voices:
        writer.heading(one.dimension[:1].upper() + one.dimension[1:], 2, one.anchor)
        writer.named(one.statement.value, one.id)
        if one.rows:
            writer.following(writer.say("follow.voices", table=one.id))
        if 0 < len(one.columns) <= WIDEST and one.rows:
            _voices_table(writer, one)
        else:
            _voices_told(writer, one)
        writer.facts([(writer.say("voices.absent"), ", ".join(voice.value for voice in one.absent))])


def _voices_table(writer: Writer, one: Voices) -> None:
    writer.caption(writer.say("voices.caption", dimension=one.dimension))
    made = _crossed(writer, [row.label.value for row in one.rows], [column.value for column in one.columns])
    _name_columns(writer, made, one.column_ids)
    for row in one.rows:
        added = made.add_row()
        parts.keep_whole(added)
        (head := writer.cell(added.cells[0])).add_run(parts.fit(row.label.value))
        writer.id(head, row.id)
        for place, cell in zip(added.cells[1:], row.cells, strict=True):
            if not cell.n_works:
                parts.shade(place, "EEF0EE")
            writer.cell(place).add_run(_voice(writer, cell))
    writer.close()


def _voices_told(writer: Writer, one: Voices) -> None:
    for row in one.rows:
        paragraph = writer.document.add_paragraph(style="List Bullet")
        paragraph.add_run(parts.fit(row.label.value)).bold = True
        writer.id(paragraph, row.id)
        heard = zip(one.columns, one.column_ids, row.cells, strict=True)
        between = ": "
        for column, name, cell in (each for each in heard if each[2].n_works):
            paragraph.add_run(parts.fit(f"{between}{column.value} {_voice(writer, cell)}"))
            writer.id(paragraph, name)
            between = ", "


def _voice(writer: Writer, cell: Said) -> str:
    """The number of works of a voice on a subject, with the directions in which they speak."""
    if not cell.n_works:
        return writer.say("map.nothing")
    ways = "".join(SIGNS[wedge.direction] for wedge in cell.bubble.wedges)
    return f"{writer.shown.messages.number(cell.n_works)} {ways}"


def recommendations(writer: Writer) -> None:
    """What works recommend, as it was coded."""
    if not writer.shown.recommendations:
        return
    writer.heading(writer.say("section.recommendations"), 1, "recommendations")
    writer.text(writer.say("recommendations.intro"))
    for one in writer.shown.recommendations:
        paragraph = writer.text(f"{one.statement.value} (", "List Bullet")
        writer.mark(paragraph, one.anchor)
        writer.links(paragraph, one.works)
        paragraph.add_run("; ")
        writer.links(paragraph, one.passages, ", ")
        paragraph.add_run(f") [{one.id}]")


def gaps(writer: Writer) -> None:
    """The gaps with their grounds; those below the cut and those a person rejected stand apart."""
    shown = writer.shown
    writer.heading(writer.say("section.gaps"), 1, "gaps")
    writer.text(writer.say("gaps.intro") if shown.gaps else writer.say("gaps.none"))
    if shown.selection:
        writer.named(shown.selection.value, ", ".join(SELECTED))
    for kind in shown.kinds:
        paragraph = writer.document.add_paragraph(style="List Bullet")
        paragraph.add_run(parts.fit(f"{kind.label} ({shown.messages.number(kind.n)}): ")).bold = True
        paragraph.add_run(parts.fit(kind.meaning))
        writer.id(paragraph, f"gaps/{kind.kind}")
    if shown.shared.explanations:
        writer.text(writer.say("gaps.shared"), "Lead")
        writer.facts((one.label, one.text.value) for one in shown.shared.explanations)
    for gap in shown.gaps:
        if gap.place in ("shown", "folded"):
            _gap(writer, gap, 2)
    for place in ("below", "rejected"):
        rest = [gap for gap in shown.gaps if gap.place == place]
        if rest:
            writer.heading(writer.say(f"gaps.{place}", n=len(rest)), 2, f"gaps-{place}")
            writer.named("", f"gaps/{place}")
        for gap in rest:
            _gap(writer, gap, 3)


def _gap(writer: Writer, gap: Gap, level: int) -> None:
    place = " × ".join(facet.label.value for facet in gap.facets)
    writer.heading(": ".join(filter(None, (gap.kind_label, place))), level, gap.anchor)
    writer.named(gap.statement.value, gap.identifier)
    writer.text(f"{writer.say('gap.question')}: {gap.question.value}", "Quote")
    if gap.place == "shown" or not writer.absent:
        writer.facts(_grounds(writer, gap))
    for member in gap.members:
        _gap(writer, member, min(level + 1, 4))


def _grounds(writer: Writer, gap: Gap) -> Iterator[Fact]:
    say = writer.say
    yield say("gap.counted"), ", ".join(one.label for one in gap.counted)
    yield say("gap.priority"), f"{gap.priority}. {gap.priority_reasons.value} {gap.ruling}".rstrip()
    yield say("gap.around" if gap.around else "gap.works"), gap.works
    yield say("gap.passages"), gap.passages
    for one in gap.explanations:
        if one not in writer.shown.shared.explanations:
            yield one.label, one.text.value
    compared = (f"{one.label}: {one.value}{f' [{one.id}]' if one.id else ''}" for one in gap.compared)
    yield say("gap.compared"), "; ".join(compared)
    yield say("gap.literature"), gap.literature
    yield (
        say("gap.rule"),
        " · ".join(one for one in (gap.rule, gap.reason, gap.status) if one),
    )

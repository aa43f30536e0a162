"""The report as Markdown (CommonMark with tables): for wikis, repositories and word processors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from synth.i18n import Messages
from synth.model import DIRECTIONS
from synth.report.anchors import Link
from synth.report.findings import Determinant, Finding, Segment
from synth.report.gaps import Gap
from synth.report.localised import Text
from synth.report.prisma_s import Item
from synth.report.references import Piece
from synth.report.view import Page, page
from synth.report.works import Passage, Record, Work
from synth.text import visible

SPECIAL = re.compile(r"[\\`*_{}\[\]|~$]")
OPENING = re.compile(r"^(?:[#=+\-:]|\d(?=\d*[.)]))")
ADDRESS = re.compile(r"(?::(?=//)|(?<=www)\.|@)", re.IGNORECASE)
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def markdown(document: Mapping[str, Any], language: str) -> str:
    """The report on a synthesis document as Markdown; texts of the document stay text, whatever they hold."""
    shown = page(document, language)
    parts = (_cover, _methods, _prisma_s, _flow, _map, _findings, _gaps, _works, _passages, _records, _notes)
    return "\n\n".join(block for part in parts for block in part(shown)) + "\n"


def escaped(text: str) -> str:
    """The text so that Markdown and HTML read it as text: one line, nothing marked up, nothing linked."""
    line = " ".join(visible(text).split())
    for character, entity in ENTITIES.items():
        line = line.replace(character, entity)
    line = SPECIAL.sub(r"\\\g<0>", line)
    return OPENING.sub(_numbered, ADDRESS.sub(_numbered, line))


def _numbered(found: re.Match[str]) -> str:
    """A character that would open a heading, a list, a formula or a link, written as its number."""
    return f"&#{ord(found[0])};"


def _link(to: Link) -> str:
    return f"[{escaped(to.label)}](#{to.anchor})"


def _links(many: Iterable[Link], between: str = ", ") -> str:
    return between.join(_link(one) for one in many)


def _anchor(name: str) -> str:
    return f'<a id="{name}"></a>'


def _text(text: Text) -> str:
    return escaped(text.value)


def _heading(shown: Page, section: str) -> str:
    return f"## {_anchor(section)}{shown.messages(f'section.{section}')}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---", *["---:" for _ in head[1:]]], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _items(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _cover(shown: Page) -> Iterator[str]:
    words = shown.messages
    yield f"# {_text(shown.title)}"
    yield f"**{words('report.question')}:** {_text(shown.question)}"
    if shown.scope:
        yield escaped(shown.scope)
    yield " · ".join(f"[**{one.value}** {one.label}](#{one.anchor})" for one in shown.figures)
    if shown.cautions:
        yield f"**{words('summary.cautions')}**"
        yield _items(_text(one) for one in shown.cautions)


def _methods(shown: Page) -> Iterator[str]:
    words = shown.messages
    yield _heading(shown, "methods")
    yield _anchor("searches")
    if shown.searches:
        head = [words("methods.search"), *(figure.label for figure in shown.searches[0].figures)]
        rows = (
            [f"{one.name} {escaped(one.source)}", *(f.value for f in one.figures)] for one in shown.searches
        )
        yield _table(head, rows)
    for one in shown.searches:
        about = " · ".join(escaped(part) for part in (one.source, one.strategy, one.status, one.date) if part)
        yield f"### {_anchor(one.anchor)}{one.name}: {about}"
        yield from (code(request) for request in one.requests)
        if one.widened:
            yield f"{words('methods.widened')}:\n\n{_items(_text(text) for text in one.widened)}"
        if one.brought:
            yield _items(f"{escaped(group.label)}: {_links(group.records)}" for group in one.brought)


def _prisma_s(shown: Page) -> Iterator[str]:
    words = shown.messages
    yield f"### {_anchor('prisma-s')}{words('methods.prisma-s')}"
    yield escaped(words("methods.prisma-s-intro"))
    yield prisma_s_table(shown.prisma_s, words)


def prisma_s_table(shown: Iterable[Item], words: Messages) -> str:
    """The items of PRISMA-S as a Markdown table; what is still to be written stands out."""
    rows = []
    for one in shown:
        lines = [_text(text) for text in one.reported]
        lines += [f"**{words('methods.blank')}**: {escaped(one.write)}"] * one.blank
        rows.append(f"| {one.number} | {escaped(one.label)} | {'<br>'.join(lines)} |")
    head = f"|  | {words('methods.item')} | {words('methods.reported')} |"
    return "\n".join([head, "| ---: | --- | --- |", *rows])


def code(text: str) -> str:
    """The text as it is, in a block that nothing in it can close."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{visible(text)}\n{fence}"


def _flow(shown: Page) -> Iterator[str]:
    words = shown.messages
    yield _heading(shown, "flow")
    for stream, boxes in shown.flow.by_stream:
        yield _table(
            [escaped(stream), "n"],
            (
                [
                    ": ".join(escaped(part) for part in (box.heading, count.label) if part),
                    words.number(count.n),
                ]
                for box in boxes
                for count in box.counts
            ),
        )
    yield _items(f"{'✓' if check.holds else '✗'} {escaped(check.text)}" for check in shown.flow.checks)


def _map(shown: Page) -> Iterator[str]:
    words = shown.messages
    yield _heading(shown, "map")
    directions = "; ".join(f"{words(f'direction.{one}')}: {SHAPES[one]}" for one in DIRECTIONS)
    yield f"{directions}."
    head = ["", *(_text(column.label) for column in shown.map.columns)]
    rows = []
    for row in shown.map.rows:
        cells = []
        for cell in row.cells:
            marks = " ".join(f"[{SHAPES[m.direction]} {m.n}](#{m.anchor})" for m in cell.marks if m.n)
            said = (marks or words("map.nothing"), _links(cell.gaps))
            cells.append(_anchor(cell.anchor) + " ".join(part for part in said if part))
        rows.append([f"[{_text(row.label)}](#{row.anchor})", *cells])
    yield _table(head, rows)
    for row in shown.map.rows:
        for cell in row.cells:
            if cell.groups:
                yield f"**{_text(cell.determinant)} × {_text(cell.phase)}**"
                yield _items(
                    f"{_anchor(group.anchor)}{SHAPES[group.direction]} {escaped(group.label)}: "
                    f"{_links(group.works, '; ')} ({_links(group.passages)})"
                    for group in cell.groups
                )


SHAPES = {"success": "▲", "failure": "▼", "mixed": "◆", "neutral": "●"}
"""The mark of each direction, the same shapes as in the HTML report."""


def _tallies(bar: Iterable[Segment]) -> str:
    return ", ".join(f"{SHAPES[one.direction]} {one.n} {one.label}" for one in bar if one.n)


def _findings(shown: Page) -> Iterator[str]:
    yield _heading(shown, "findings")
    for one in shown.determinants:
        yield from _determinant(shown, one)


def _determinant(shown: Page, one: Determinant) -> Iterator[str]:
    words = shown.messages
    yield f"### {_anchor(one.anchor)}{_text(one.label)}"
    counted = [words("summary.findings", n=len(one.findings)), words("summary.works", n=one.n_works)]
    yield " · ".join([*counted, _tallies(one.bar)]) if one.findings else words("findings.none")
    for finding in one.findings:
        yield from _finding(shown, finding)


def _finding(shown: Page, finding: Finding) -> Iterator[str]:
    words = shown.messages
    yield f"#### {_anchor(finding.anchor)}{_text(finding.label)}"
    flag = f"**{words('finding.contradictory')}.** " if finding.contradictory else ""
    yield f"{flag}{_tallies(finding.bar)}. {_text(finding.statement)}"
    facts = [f"{words('finding.confidence')}: **{escaped(finding.level)}**. {_text(finding.reasons)}"]
    facts.append(f"{words('finding.published')}: {escaped(finding.published)}")
    if finding.gaps:
        facts.append(f"{words('finding.gaps')}: {_links(finding.gaps)}")
    for evidence in finding.evidence:
        said = "; ".join(
            f"{SHAPES[one.direction]} {_text(one.text)} [{one.name}](#{one.anchor})"
            for one in evidence.passages
        )
        facts.append(f"{_link(evidence.work)}: {said}")
    yield _items(facts)


def _gaps(shown: Page) -> Iterator[str]:
    yield _heading(shown, "gaps")
    if not shown.gaps:
        yield shown.messages("gaps.none")
    if shown.shared.explanations:
        yield f"**{shown.messages('gaps.shared')}**"
        yield _items(f"{escaped(one.label)} {_text(one.text)}" for one in shown.shared.explanations)
    for gap in shown.gaps:
        yield from _gap(shown, gap, 3)


def _gap(shown: Page, gap: Gap, level: int) -> Iterator[str]:
    words = shown.messages
    place = " × ".join(_text(facet.label) for facet in gap.facets)
    yield f"{'#' * level} {_anchor(gap.anchor)}{escaped(gap.kind_label)}: {place}"
    yield _text(gap.statement)
    yield f"*{words('gap.question')}:* {_text(gap.question)}"
    lines = [f"{words('gap.counted')} {', '.join(one.label for one in gap.counted)}"]
    if gap.priority:
        lines.append(f"{words('gap.priority')}: **{escaped(gap.priority)}**. {_text(gap.priority_reasons)}")
    if gap.works:
        lines.append(f"{words('gap.around' if gap.around else 'gap.works')}: {_links(gap.works, '; ')}")
    if gap.passages:
        lines.append(f"{words('gap.passages')}: {_links(gap.passages)}")
    lines += [
        f"{escaped(one.label)} {_text(one.text)}"
        for one in gap.explanations
        if one not in shown.shared.explanations
    ]
    compared = "; ".join(f"{escaped(one.label)}: {one.value}" for one in gap.compared)
    lines += [f"{words('gap.compared')}: {compared}"] if compared else []
    yield _items(lines)
    for member in gap.members:
        yield from _gap(shown, member, min(level + 1, 6))


def _works(shown: Page) -> Iterator[str]:
    words = shown.messages
    yield _heading(shown, "works")
    yield words("works.intro", n=shown.n_included)
    yield _items(_work(shown, work) for work in shown.included)
    yield f"### {_anchor('excluded')}{words('works.excluded', n=shown.n_excluded)}"
    yield _items(_work(shown, work) for work in shown.excluded) or words("works.none-excluded")


def _work(shown: Page, work: Work) -> str:
    words = shown.messages
    trail = [f"{words('work.records', n=len(work.records))} {_links(one.record for one in work.records)}"]
    found = f"{words('work.found')} {_links(work.searches)}" if work.searches else words("work.not-found")
    decided = [f"{escaped(one.text)}: {_text(one.criterion)}" for one in work.decisions]
    if work.passages:
        trail.append(f"[{words('summary.passages', n=work.n_passages)}](#{work.passages})")
    line = "; ".join([found, *trail, *decided])
    return f"{_anchor(work.anchor)}{_reference(work.reference)}\n  {line}"


def _reference(pieces: Iterable[Piece]) -> str:
    return "".join(_piece(piece) for piece in pieces)


def _piece(piece: Piece) -> str:
    words = escaped(piece.text)
    if piece.url:
        return f"<{piece.url}>" if not re.search(r"[<>\s\\]", piece.url) else words
    before = " " if piece.text[:1] == " " else ""
    after = " " if piece.text[-1:] == " " and piece.text.strip() else ""
    return f"{before}{f'*{words}*' if piece.italic and words else words}{after}"


def _passages(shown: Page) -> Iterator[str]:
    yield _heading(shown, "passages")
    for group in shown.passages:
        yield f"### {_anchor(group.anchor)}{_link(group.work)}"
        yield _items(_passage(one) for one in group.passages)


def _passage(passage: Passage) -> str:
    section = f" (§ {escaped(passage.section)})" if passage.section else ""
    said = [f"“{_text(passage.quote)}”"] if passage.quote else []
    said += [_text(passage.paraphrase)] if passage.paraphrase else []
    codes = "; ".join(
        f"{_anchor(one.anchor)}{f'{escaped(one.coder)}: ' if one.coder else ''}{escaped(one.dimension)} "
        f"[{_text(one.code)}](#{one.target}){f' ({one.direction_label})' if one.direction else ''}"
        for one in passage.codings
    )
    return f"{_anchor(passage.anchor)}**{passage.name}**{section} {' '.join(said)}\n  {codes}"


def _records(shown: Page) -> Iterator[str]:
    yield _heading(shown, "records")
    yield _items(_record(shown, one) for one in shown.records)


def _record(shown: Page, record: Record) -> str:
    words = shown.messages
    title = escaped("".join(stretch for stretch, _ in record.title))
    found = "; ".join(f"{_link(one.search)} {escaped(one.how or one.status)}" for one in record.found)
    work = f"{words('record.work')} {_links(record.works)}" if record.works else words("record.no-work")
    where = f"{escaped(record.source)} {escaped(record.source_id)}"
    year = record.year or words("reference.no-date")
    line = "; ".join([where, work, found or words("record.not-searched")])
    return f"{_anchor(record.anchor)}**{record.name}** {title} ({year})\n  {line}"


def _notes(shown: Page) -> Iterator[str]:
    words = shown.messages
    yield _heading(shown, "notes")
    for name in ("composed", "counts", "confidence", "gaps"):
        yield words(f"notes.{name}")
    yield f"### {escaped(words('notes.codebook', name=shown.codebook_name))}"
    for dimension in shown.codebook:
        yield f"**{_text(dimension.label)}**"
        yield _items(
            f"{_anchor(code.anchor)}{_text(code.label)}"
            + (f": {_text(code.definition)}" if code.definition else "")
            for code in dimension.codes
        )

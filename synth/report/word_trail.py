"""The trail of a Word report: references, passages with their codings, and records."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

from synth.report import anchors
from synth.report import word_parts as parts
from synth.report.localised import tagged
from synth.report.references import Piece
from synth.report.view import Page
from synth.report.word_writer import LISTED, Fact, Writer
from synth.report.works import Coded, Found, Passage, PassagesOfWork, Record, Work


def references(writer: Writer) -> None:
    """The references of the included works, then of the others with the reason."""
    shown = writer.shown
    writer.heading(writer.say("word.references"), 1, "works")
    for work in shown.included:
        _reference(writer, work)
    writer.heading(writer.say("works.excluded", n=shown.n_excluded), 1, "excluded")
    writer.named("", "excluded")
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


def passages(writer: Writer) -> None:
    """The passages under their works, each with its codings."""
    writer.heading(_appendix(writer, "A", "passages"), 1, "passages")
    writer.text(writer.say("passages.intro"))
    if writer.shown.lookup.foreign:
        writer.text(writer.shown.lookup.foreign)
    left = LISTED
    for group in writer.shown.passages:
        if left > 0:
            paragraph = writer.text("", "Lead")
            writer.mark(paragraph, group.anchor)
            writer.links(paragraph, [group.work])
        for passage in group.passages[: max(left, 0)]:
            _passage(writer, passage)
        left -= len(group.passages)
    writer.rest(-left)


def _passage(writer: Writer, passage: Passage) -> None:
    paragraph = writer.document.add_paragraph(style="Facts")
    writer.mark(paragraph, passage.anchor)
    paragraph.add_run(f"{passage.name} ").bold = True
    told = tagged(passage.paraphrase, writer.shown.language)
    said = (f"“{passage.quote.value}”" if passage.quote else "", told)
    section = f" (§ {passage.section})" if passage.section else ""
    paragraph.add_run(parts.fit(f"{' '.join(filter(None, said))}{section}"))
    codes = "; ".join(
        f"{f'{one.coder}: ' if one.coder else ''}{_coded(one.coded)}" for one in passage.codings
    )
    paragraph.add_run(parts.fit(f" – {codes}")).italic = True


def _coded(one: Coded) -> str:
    way = f" ({one.direction_label})" if one.direction else ""
    return f"{one.dimension} {one.code.value}{way}"


def records(writer: Writer) -> None:
    """The records as the sources gave them: what found them, which work they describe, what was decided."""
    shown = writer.shown
    writer.heading(_appendix(writer, "B", "records"), 1, "records")
    writer.text(writer.say("records.intro"))
    listed = {anchors.record(one) for one in islice(shown.lookup.records, LISTED)}
    every = chain(shown.included, shown.excluded)
    works = {one.record.anchor: work for work in every for one in work.records if one.record.anchor in listed}
    for record in islice(shown.records, LISTED):
        paragraph = writer.document.add_paragraph(style="Lead")
        writer.mark(paragraph, record.anchor)
        title = "".join(stretch for stretch, _ in record.title)
        paragraph.add_run(
            parts.fit(f"{record.name} {title} ({record.year or writer.say('reference.no-date')})")
        )
        writer.facts(_trail(writer, record, works.get(record.anchor)))
    writer.rest(len(shown.lookup.records) - LISTED)


def _trail(writer: Writer, record: Record, work: Work | None) -> Iterator[Fact]:
    """Where a record comes from; of the first record of a work also what was decided about it."""
    say = writer.say
    yield record.source, record.source_id
    yield say("record.work"), record.works
    yield "", "; ".join(_found(one) for one in record.found) or say("record.not-searched")
    for one in work.records if work else ():
        if one.record.anchor == record.anchor:
            yield say("work.because"), one.reason
    if work and work.records[0].record.anchor == record.anchor:
        told = (": ".join(filter(None, (one.text, one.criterion.value))) for one in work.decisions)
        whys = (one.reason.value for one in work.decisions)
        said = (f"{text} ({why})" if why else text for text, why in zip(told, whys, strict=True))
        yield f"{say('work.decided')}:", "; ".join(said) or say("work.undecided")


def _found(one: Found) -> str:
    hits = ", ".join(f"“{words}”" for _, words, _ in one.hits)
    return f"{one.search.label}: {': '.join(filter(None, (one.how or one.status, one.reason.value, hits)))}"


def trail_anchors(shown: Page) -> frozenset[str]:
    """What links could lead to in the trail."""
    groups = chain.from_iterable((group.anchor, *_anchors(group)) for group in shown.passages)
    return frozenset(chain(groups, map(anchors.record, shown.lookup.records)))


def _anchors(group: PassagesOfWork) -> Iterator[str]:
    return (passage.anchor for passage in group.passages)


def trail_elsewhere(writer: Writer) -> None:
    """Where passages and records stand when the document leaves them out."""
    writer.heading(_appendix(writer, "A", "passages"), 1, "passages")
    writer.text(writer.say("word.elsewhere"))


def _appendix(writer: Writer, letter: str, section: str) -> str:
    return writer.say("word.appendix", letter=letter, title=writer.say(f"section.{section}"))

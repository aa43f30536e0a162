"""The works, passages, records, checklists and notes of the report, as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from synth.i18n import Messages
from synth.report.localised import tagged
from synth.report.markdown_text import (
    anchor,
    each,
    escaped,
    heading,
    items,
    known_as,
    link,
    links,
    stands,
    table,
    told,
)
from synth.report.references import Piece
from synth.report.view import Page
from synth.report.works import Coded, Decision, Found, Membership, Passage, Record, Work


def works(shown: Page) -> Iterator[str | Iterator[str]]:
    """The works, included and not, with how each came in."""
    words = shown.messages
    yield heading(shown, "works")
    yield f"{words('works.intro', n=shown.n_included)} {known_as('included')}"
    yield each(_work(shown, work) for work in shown.included)
    yield f"### {anchor('excluded')}{words('works.excluded', n=shown.n_excluded)} {known_as('excluded')}"
    excluded = each(_work(shown, work) for work in shown.excluded)
    yield excluded if shown.n_excluded else words("works.none-excluded")


def _work(shown: Page, work: Work) -> str:
    words = shown.messages
    records = "; ".join(_membership(one, words) for one in work.records)
    found = f"{words('work.found')} {links(work.searches)}" if work.searches else words("work.not-found")
    trail = [found, f"{words('work.records', n=len(work.records))} {records}"]
    if work.passages:
        trail.append(f"[{words('summary.passages', n=work.n_passages)}](#{work.passages})")
    trail += [_decision(one) for one in work.decisions] or [words("work.undecided")]
    named = (("finding.phases", work.phases), ("finding.perspectives", work.perspectives))
    trail += [f"{words(key)}: {', '.join(map(told, texts))}" for key, texts in named if texts]
    if work.findings:
        trail.append(f"{words('work.findings')}: {links(work.findings)}")
    return f"{anchor(work.anchor)}{_reference(work.reference)}\n  {'; '.join(trail)}"


def _membership(one: Membership, words: Messages) -> str:
    because = f" {words('work.because')} {escaped(one.reason)}" if one.reason else ""
    gave = f" {words('work.gave')} {escaped(one.fields)}" if one.fields else ""
    return f"{link(one.record)}{because}{gave}"


def _decision(one: Decision) -> str:
    criterion = f": {told(one.criterion)}" if one.criterion else ""
    why = f". {told(one.reason)}" if one.reason else ""
    return f"{escaped(one.text)}{criterion}{why}"


def _reference(pieces: Iterable[Piece]) -> str:
    return "".join(_piece(piece) for piece in pieces)


def _piece(piece: Piece) -> str:
    words = escaped(piece.text)
    if piece.url:
        return f"<{piece.url}>" if not re.search(r"[<>\s\\]", piece.url) else words
    before = " " if piece.text[:1] == " " else ""
    after = " " if piece.text[-1:] == " " and piece.text.strip() else ""
    return f"{before}{f'*{words}*' if piece.italic and words else words}{after}"


def passages(shown: Page) -> Iterator[str]:
    """The passages with their codings, under their works."""
    yield heading(shown, "passages")
    yield shown.messages("passages.intro")
    if shown.lookup.foreign:
        yield shown.lookup.foreign
    for group in shown.passages:
        yield f"### {anchor(group.anchor)}{link(group.work)}"
        yield items(_passage(one, shown.language) for one in group.passages)


def _passage(passage: Passage, language: str) -> str:
    section = f" (§ {escaped(passage.section)})" if passage.section else ""
    said = [f"“{told(passage.quote)}”"] if passage.quote else []
    said += [escaped(tagged(passage.paraphrase, language))] if passage.paraphrase else []
    said += [f"({escaped(tagged(one, language))})" for one in passage.others]
    codes = "; ".join(
        f"{anchor(one.anchor)}{f'{escaped(one.coder)}: ' if one.coder else ''}{_coded(one.coded)}"
        for one in passage.codings
    )
    return f"{anchor(passage.anchor)}**{passage.name}**{section} {' '.join(said)}\n  {codes}"


def _coded(one: Coded) -> str:
    way = f" ({one.direction_label})" if one.direction else ""
    return f"{escaped(one.dimension)} [{told(one.code)}](#{one.target}){way}"


def records(shown: Page) -> Iterator[str | Iterator[str]]:
    """The records as the sources gave them, and what found them."""
    yield heading(shown, "records")
    yield shown.messages("records.intro")
    yield each(_record(shown, one) for one in shown.records)


def _record(shown: Page, record: Record) -> str:
    words = shown.messages
    title = escaped("".join(stretch for stretch, _ in record.title))
    found = "; ".join(_found(one, words) for one in record.found)
    work = f"{words('record.work')} {links(record.works)}" if record.works else words("record.no-work")
    where = f"{escaped(record.source)} {escaped(record.source_id)}"
    year = record.year or words("reference.no-date")
    line = "; ".join([where, work, found or words("record.not-searched")])
    return f"{anchor(record.anchor)}**{record.name}** {title} ({year})\n  {line}"


def _found(one: Found, words: Messages) -> str:
    rank = f"{words('record.rank', rank=one.rank)} · " if one.rank and not one.how else ""
    why = f": {told(one.reason)}" if one.how and one.reason else ""
    hits = ", ".join(f"“{escaped(hit)}” ({escaped(field)}, {escaped(term)})" for term, hit, field in one.hits)
    return f"{link(one.search)} {rank}{escaped(one.how or one.status)}{why}{f' · {hits}' if hits else ''}"


def checklists(shown: Page) -> Iterator[str]:
    """PRISMA 2020: where each item stands, and what is left to write."""
    words = shown.messages
    yield heading(shown, "checklists")
    yield words("checklist.intro")
    names = ("checklist.number", "methods.section", "methods.item", "checklist.where", "checklist.status")
    rows = (
        [
            *(one.number, escaped(one.part), escaped(one.label)),
            stands(one.places) or f"**{escaped(one.blank)}**",
            f"**{one.status_label}**" if one.status == "write" else one.status_label,
        ]
        for one in shown.prisma_2020
    )
    yield table([words(name) for name in names], rows, numbers=False)


def notes(shown: Page) -> Iterator[str]:
    """How the report was made, and the codebook."""
    words = shown.messages
    yield heading(shown, "notes")
    for name in ("composed", "counts", "confidence", "gaps"):
        yield words(f"notes.{name}")
    yield f"### {escaped(words('notes.codebook', name=shown.codebook_name))}"
    for dimension in shown.codebook:
        yield f"**{told(dimension.label)}**"
        yield items(
            f"{anchor(code.anchor)}{told(code.label)}"
            + (f": {told(code.definition)}" if code.definition else "")
            for code in dimension.codes
        )

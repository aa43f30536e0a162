"""The tables of the question and the methods: the report in short, searches, screening, flow, checklists."""

from __future__ import annotations

from collections.abc import Iterator

from synth.report.beside import keyed
from synth.report.table_rows import Cell, Row, row
from synth.report.view import Page


def summary(page: Page) -> Iterator[Row]:
    """The report in short: what it is about, its numbers, and what to know before reading it."""
    words = page.messages
    yield row("", "", words("report.follow-name"), words("report.follow"))
    yield row("", "", words("column.title"), page.title.value)
    yield row("", "", words("report.question"), page.question.value)
    yield row("", "", words("column.scope"), page.scope)
    for one in page.figures:
        yield row("", one.id, one.label, Cell(one.value, COUNTED.get(one.anchor, "")))
    yield row("", "", words("column.codebook"), page.codebook_name)
    for name, caution in zip(page.caution_ids, page.cautions, strict=True):
        yield row("", name, words("summary.cautions"), caution.value)
    for level in page.levels:
        said = words("finding.confidence-is", level=level.label)
        n = words("summary.findings", n=len(level.findings))
        yield row("", f"findings/{level.confidence}", said, Cell(n, "findings"))
    if page.selection:
        yield row("", ", ".join(SELECTED), words("section.gaps"), page.selection.value)
    yield from (row("", f"gaps/{one.kind}", one.label, one.meaning) for one in page.kinds)
    if page.lookup.foreign:
        yield row("", "", words("section.passages"), page.lookup.foreign)
    yield from (row("", "", words("section.notes"), words(f"notes.{name}")) for name in NOTES)


NOTES = ("composed", "counts", "confidence", "gaps")
SELECTED = ("gaps/all", "gaps/shown", "gaps/below", "gaps/folded", "gaps/rejected")
"""What the sentence on the selection of gaps counts."""
COUNTED = {name: name for name in ("searches", "records", "works", "passages", "findings", "gaps")}
"""Section of the report to the table that lists the same."""


def searches(page: Page) -> Iterator[Row]:
    """Each search with its counts, its requests and what was widened."""
    lookup = page.lookup
    words = lookup.messages
    for one in lookup.document["searches"]:
        yield row(
            f"S{one['id']}",
            f"S{one['id']}",
            lookup.word("source", one["source"]),
            one["strategy"],
            words.date(one["finished_at"] or one["started_at"]),
            lookup.word("status", one["status"]),
            *(one[name] for name in ("reported", "fetched", "verified", "unverifiable", "rejected")),
            "\n".join(str(request) for request in one["requests"]),
            "\n".join(lookup.told(text).value for text in one["widened"]),
            lookup.pick(one["note"]).value,
        )


TARGETS = {"searches": "searches", "records": "records", "works": "works", "excluded": "excluded"}
"""Section of the report to the table that lists the same."""


def flow(page: Page) -> Iterator[Row]:
    """The boxes of the PRISMA flow, each count leading to what it counts."""
    for stream, boxes in page.flow.by_stream:
        for box in boxes:
            for count in box.counts:
                label = ": ".join(part for part in (box.heading, count.label) if part)
                target = TARGETS.get(count.anchor, "") if count.n else ""
                yield row("", count.id, stream, label, Cell(count.n, target), count.name)


def prose(page: Page) -> Iterator[Row]:
    """The methods as text, a paragraph in each row with the ids of its numbers; blanks are in brackets."""
    for one in page.prose:
        yield row("", one.heading, one.text, keyed(one.counts, page.messages))


def screening(page: Page) -> Iterator[Row]:
    """How each stage was screened, in numbers and in words."""
    words = page.messages
    stages = page.lookup.document.get("screening", ())
    for one, told in zip(stages, page.screening, strict=True):
        name, date = page.lookup.word("stage", one["stage"]), words.date(one["last"])
        counted = (one[each] for each in ("total", "read", "left", "found", "screeners", "conflicts"))
        shares = (one["recall"], one["lowest"], one["target"])
        yield row("", one["stage"], name, date, *counted, one["rule"], *shares, told.text)


def prisma_s(page: Page) -> Iterator[Row]:
    """The items of PRISMA-S: what is reported, and what is left to write."""
    for one in page.prisma_s:
        reported = "\n".join(text.value for text in one.reported)
        places = "; ".join(place.label for place in one.places)
        yield row(str(one.number), one.number, one.label, reported, places, one.write)


def prisma_2020(page: Page) -> Iterator[Row]:
    """The items of PRISMA 2020 and where they stand."""
    for one in page.prisma_2020:
        places = "; ".join(place.label for place in one.places) or one.blank
        yield row(one.number, one.number, one.part, one.label, places, one.status_label)

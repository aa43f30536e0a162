"""The tables that lead back: works, decisions, passages, records, and the codebook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from synth.report.anchors import Link
from synth.report.localised import tagged
from synth.report.references import plain
from synth.report.table_rows import Cell, Row, first, row, work
from synth.report.view import Page
from synth.report.works import Found


def works(page: Page) -> Iterator[Row]:
    """The included works with what was coded of them."""
    lookup = page.lookup
    found = {key: one["id"] for one in reversed(lookup.document["findings"]) for key in one["works"]}
    passages = {p["work"]: p["id"] for p in reversed(lookup.document["passages"])}
    for one in page.characteristics.rows:
        key = one.key
        yield row(
            key,
            key,
            plain(lookup.line(lookup.works[key])),
            one.year,
            one.type,
            one.language,
            *one.facets,
            Cell(one.n_passages, "passages", str(passages.get(key, ""))),
            Cell(one.n_findings, "findings", str(found.get(key, ""))),
        )


def excluded(page: Page) -> Iterator[Row]:
    """The works that are not included, and why."""
    for one in page.excluded:
        last = one.decisions[-1] if one.decisions else None
        verdict = last.text if last else page.messages("work.undecided")
        yield row(one.key, one.key, plain(one.reference), verdict, last.criterion.value if last else "")


def decisions(page: Page) -> Iterator[Row]:
    """Every decision on every work: who, when, with which criterion and why."""
    lookup = page.lookup
    for one in lookup.document["works"]:
        for said in one["decisions"]:
            yield row(
                one["key"],
                work(one["key"], one["key"], lookup),
                lookup.word("stage", said["stage"]),
                lookup.word("verdict", said["verdict"]),
                lookup.criterion(said["criterion"]).value,
                said["coder"],
                lookup.messages.date(said["at"]),
                lookup.pick(said["reason"]).value,
            )


def characteristics(page: Page) -> Iterator[Row]:
    """How many included works there are of each year, kind, language and context."""
    keys = {link: key for key in page.lookup.works for link in page.lookup.work_links([key])}
    for chart in (page.charts.timeline.years, *page.charts.bars):
        for bar in chart.bars:
            label = bar.label.value
            cell = first(bar.n, "works", [keys[link] for link in bar.works[:1]])
            yield row(bar.id, bar.id, chart.title, int(label) if label.isdecimal() else label, cell)
        for rest in chart.rests:
            cell = first(rest.n, "works", [keys[link] for link in rest.works[:1]])
            yield row(rest.id, rest.id, chart.title, rest.label, cell)


def appraisals(page: Page) -> Iterator[Row]:
    """The answer on each criterion that a work was rated on, with what it rests on."""
    for one in page.appraisals.works:
        for answer in one.answers:
            yield row(
                one.key,
                work(one.key, one.key, page.lookup),
                one.instrument,
                one.outcome_label,
                answer.criterion.value,
                answer.answer,
                "\n".join(tagged(text, page.language) for text in answer.says),
                first(", ".join(p.label for p in answer.passages), "passages", _names(answer.passages)),
                answer.coders,
            )


def _names(links: Sequence[Link]) -> list[str]:
    return [one.label for one in links]


def passages(page: Page) -> Iterator[Row]:
    """Each coding of each passage."""
    lookup = page.lookup
    for passage in lookup.document["passages"]:
        for coding in passage["codings"]:
            yield row(
                passage["id"],
                passage["id"],
                work(passage["work"], passage["work"], lookup),
                passage["section"],
                passage["quote"],
                tagged(lookup.pick(passage["paraphrase"]), lookup.language),
                coding["coder"],
                lookup.dimension(coding["dimension"]),
                lookup.label(coding["dimension"], coding["code"]).value,
                lookup.word("direction", coding["direction"]),
            )


def records(page: Page) -> Iterator[Row]:
    """The records as the sources gave them, and how each came in."""
    lookup = page.lookup
    works_of = {i: work["key"] for work in lookup.document["works"] for i in work["record_ids"]}
    because = {link["record_id"]: link["reason"] for w in lookup.document["works"] for link in w["links"]}
    for one, shown in zip(lookup.document["records"], page.records, strict=True):
        key = works_of.get(one["id"], "")
        yield row(
            f"R{one['id']}",
            f"R{one['id']}",
            lookup.word("source", one["source"]),
            str(one["source_id"]),
            one["title"],
            one["year"],
            work(key, key, lookup),
            ", ".join(f"S{search['search']}" for search in one["searches"]),
            "\n".join(_found(found) for found in shown.found),
            lookup.because(because.get(one["id"], "")),
        )


def _found(one: Found) -> str:
    """How a search came by a record: with which outcome, which words in which field matched."""
    hits = ", ".join(f"{hit} ({field})" for _, hit, field in one.hits)
    said = (one.how or one.status, one.reason.value if one.how else "", hits)
    return f"{one.search.label}: {'; '.join(part for part in said if part)}"


def codebook(page: Page) -> Iterator[Row]:
    """The codes of the codebook with what they mean."""
    for dimension in page.codebook:
        for code in dimension.codes:
            yield row("", dimension.label.value, code.label.value, code.definition.value)

"""The tables of a report, for workbooks, CSV files and Word: every number with the rows it counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from synth.model import DIRECTIONS
from synth.report.characteristics import characteristics
from synth.report.flow import flow
from synth.report.lookup import Lookup
from synth.report.references import plain, reference
from synth.report.view import Page
from synth.report.works import works

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A value, and where the rows stand that it counts: the name of a table and the key of its first row."""

    value: Value
    table: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `key` is what other tables call it by."""

    key: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table: `name` for files and sheets, its title and columns in words, and its rows."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def tables(page: Page) -> tuple[Table, ...]:
    """Every table of the report, in its order; each count leads to a row of another table."""
    lookup = page.lookup
    build: dict[str, Callable[[Lookup], Iterator[Row]]] = {
        "searches": _searches,
        "flow": _flow,
        "works": _works,
        "excluded": _excluded,
        "map": _map,
        "findings": _findings,
        "evidence": _evidence,
        "gaps": _gaps,
        "passages": _passages,
        "records": _records,
        "prisma-s": _prisma_s(page),
        "prisma-2020": _prisma_2020(page),
    }
    return tuple(
        Table(name, lookup.messages(f"table.{name}"), _columns(name, lookup), tuple(rows(lookup)))
        for name, rows in build.items()
    )


def _columns(name: str, lookup: Lookup) -> tuple[str, ...]:
    words = lookup.messages
    if name == "works":
        facets = characteristics(lookup).dimensions
        return (
            *(words(f"column.{one}") for one in ("key", "reference", "year", "type", "language")),
            *(one[:1].upper() + one[1:] for one in facets),
            *(words(f"column.{one}") for one in ("passages", "findings")),
        )
    return tuple(words(f"column.{one}") for one in COLUMNS[name])


WAYS = tuple(f"works-{direction}" for direction in DIRECTIONS)
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "searches": (
        *("search", "source", "strategy", "date", "status"),
        *("told", "fetched", "verified", "unverifiable", "rejected", "requests"),
    ),
    "flow": ("stream", "box", "n", "template"),
    "excluded": ("key", "reference", "verdict", "criterion"),
    "map": ("determinant", "phase", "works", *WAYS, "passages"),
    "findings": (
        *("id", "determinant", "factor", "statement", "works", "studies", *WAYS),
        *("passages", "contradictory", "confidence", "reasons"),
    ),
    "evidence": ("finding", "factor", "work", "passage", "section", "direction", "text"),
    "gaps": (
        *("rank", "id", "kind", "where", "statement", "question", "priority", "reasons"),
        *("studies", "works", "passages", "folded", "rule"),
    ),
    "passages": (
        "passage",
        "work",
        "section",
        "quote",
        "paraphrase",
        "coder",
        "dimension",
        "code",
        "direction",
    ),
    "records": ("record", "source", "source-id", "title", "year", "work", "searches"),
    "prisma-s": ("n", "item", "reported", "blank"),
    "prisma-2020": ("n", "part", "item", "place", "state"),
}
"""The columns of each table by the names of their messages; those of works depend on what was coded."""


def _row(key: str, *values: Value | Cell) -> Row:
    return Row(key, tuple(one if isinstance(one, Cell) else Cell(one) for one in values))


def _first(value: Value, table: str, keys: list[str]) -> Cell:
    """A count that leads to the first of what it counts."""
    return Cell(value, table, keys[0]) if keys else Cell(value)


def _work(shown: str, key: str, lookup: Lookup) -> Cell:
    """A work, leading to the table where it stands."""
    work = lookup.works.get(key)
    return Cell(shown, "works" if work["included"] else "excluded", key) if work else Cell(shown)


def _searches(lookup: Lookup) -> Iterator[Row]:
    words = lookup.messages
    for one in lookup.document["searches"]:
        yield _row(
            f"S{one['id']}",
            f"S{one['id']}",
            lookup.word("source", one["source"]),
            one["strategy"],
            words.date(one["finished_at"] or one["started_at"]),
            lookup.word("status", one["status"]),
            *(one[name] for name in ("reported", "fetched", "verified", "unverifiable", "rejected")),
            "\n".join(str(request) for request in one["requests"]),
        )


TARGETS = {"searches": "searches", "records": "records", "works": "works", "excluded": "excluded"}
"""Section of the report to the table that lists the same."""


def _flow(lookup: Lookup) -> Iterator[Row]:
    for stream, boxes in flow(lookup).by_stream:
        for box in boxes:
            for count in box.counts:
                label = ": ".join(part for part in (box.heading, count.label) if part)
                target = TARGETS.get(count.anchor, "") if count.n else ""
                yield _row("", stream, label, Cell(count.n, target), count.name)


def _works(lookup: Lookup) -> Iterator[Row]:
    lines = {w["key"]: plain(reference(w["csl"], lookup.messages)) for w in lookup.document["works"]}
    found = {key: one["id"] for one in reversed(lookup.document["findings"]) for key in one["works"]}
    passages = {p["work"]: p["id"] for p in reversed(lookup.document["passages"])}
    for row in characteristics(lookup).rows:
        key = row.key
        yield _row(
            key,
            key,
            lines[key],
            row.year,
            row.type,
            row.language,
            *row.facets,
            Cell(row.n_passages, "passages", str(passages.get(key, ""))),
            Cell(row.n_findings, "findings", str(found.get(key, ""))),
        )


def _excluded(lookup: Lookup) -> Iterator[Row]:
    for work in works(lookup, included=False):
        last = work.decisions[-1] if work.decisions else None
        verdict = last.text if last else lookup.messages("work.undecided")
        yield _row(work.key, work.key, plain(work.reference), verdict, last.criterion.value if last else "")


def _map(lookup: Lookup) -> Iterator[Row]:
    matrix = lookup.document["matrix"]
    filled = {(c["determinant"], c["phase"], c["direction"]): c for c in matrix["cells"]}
    for cell in matrix["totals"]:
        row, column = cell["determinant"], cell["phase"]
        ways = [filled.get((row, column, direction), {}).get("works", []) for direction in DIRECTIONS]
        yield _row(
            f"{row} {column}",
            lookup.label("determinant", row).value,
            lookup.label("phase", column).value,
            _first(len(cell["works"]), "works", cell["works"]),
            *(_first(len(one), "works", one) for one in ways),
            _first(len(cell["passages"]), "passages", cell["passages"]),
        )


def _findings(lookup: Lookup) -> Iterator[Row]:
    words = lookup.messages
    for one in lookup.document["findings"]:
        level = one["confidence"]
        yield _row(
            one["id"],
            one["id"],
            lookup.label("determinant", one["determinant"]).value,
            lookup.label("factor", one["factor"]).value,
            lookup.pick(one["statement"]).value,
            Cell(len(one["works"]), "evidence", one["id"]),
            one["n_studies"],
            *(Cell(one["directions"][way], "evidence", one["id"]) for way in DIRECTIONS),
            Cell(len(one["passages"]), "evidence", one["id"]),
            words("table.yes") if one["contradictory"] else "",
            lookup.pick(level["label"]).value,
            lookup.pick(level["reasons"]).value,
        )


def _evidence(lookup: Lookup) -> Iterator[Row]:
    for finding in lookup.document["findings"]:
        factor, label = finding["factor"], lookup.label("factor", finding["factor"]).value
        for identifier in finding["passages"]:
            passage = lookup.passages[identifier]
            ways = {c["direction"] for c in passage["codings"] if c["code"] == factor}
            yield _row(
                finding["id"],
                Cell(finding["id"], "findings", finding["id"]),
                label,
                _work(lookup.citations.get(passage["work"], passage["work"]), passage["work"], lookup),
                Cell(identifier, "passages", identifier),
                passage["section"],
                ", ".join(lookup.word("direction", way) for way in DIRECTIONS if way in ways),
                lookup.pick(passage["paraphrase"]).value or passage["quote"],
            )


def _gaps(lookup: Lookup) -> Iterator[Row]:
    for one in sorted(lookup.document["gaps"], key=lambda gap: float(gap["priority"]["rank"])):
        basis, priority = one["basis"], one["priority"]
        where = (
            lookup.word("direction", code) if name == "direction" else lookup.label(name, code).value
            for name, code in one["cell"].items()
        )
        yield _row(
            one["id"],
            priority["rank"],
            one["id"],
            lookup.word("gap-type", one["type"]),
            " × ".join(where),
            lookup.pick(one["statement"]).value,
            lookup.pick(one["question"]).value,
            lookup.word("priority", priority["level"]),
            lookup.pick(priority["reasons"]).value,
            _first(basis["n_studies"], "works", one["works"] if basis["n_works"] else []),
            _first(basis["n_works"], "works", one["works"] if basis["n_works"] else []),
            _first(basis["n_passages"], "passages", one["passages"]),
            one["folded_into"],
            f"{one['rule']} {one['rule_version']}",
        )


def _passages(lookup: Lookup) -> Iterator[Row]:
    for passage in lookup.document["passages"]:
        for coding in passage["codings"]:
            yield _row(
                passage["id"],
                passage["id"],
                _work(passage["work"], passage["work"], lookup),
                passage["section"],
                passage["quote"],
                lookup.pick(passage["paraphrase"]).value,
                coding["coder"],
                lookup.dimension(coding["dimension"]),
                lookup.label(coding["dimension"], coding["code"]).value,
                lookup.word("direction", coding["direction"]),
            )


def _records(lookup: Lookup) -> Iterator[Row]:
    works_of = {i: work["key"] for work in lookup.document["works"] for i in work["record_ids"]}
    for one in lookup.document["records"]:
        key = works_of.get(one["id"], "")
        yield _row(
            f"R{one['id']}",
            f"R{one['id']}",
            lookup.word("source", one["source"]),
            str(one["source_id"]),
            one["title"],
            one["year"],
            _work(key, key, lookup),
            ", ".join(f"S{search['search']}" for search in one["searches"]),
        )


def _prisma_s(page: Page) -> Callable[[Lookup], Iterator[Row]]:
    def rows(lookup: Lookup) -> Iterator[Row]:
        for one in page.prisma_s:
            reported = "\n".join(text.value for text in one.reported)
            yield _row(str(one.number), one.number, one.label, reported, one.write)

    return rows


def _prisma_2020(page: Page) -> Callable[[Lookup], Iterator[Row]]:
    def rows(lookup: Lookup) -> Iterator[Row]:
        for one in page.prisma_2020:
            places = "; ".join(place.label for place in one.places)
            yield _row(one.number, one.number, one.part, one.label, places, one.status_label)

    return rows

"""The tables of a report, for workbooks, CSV files and Word: every number with the rows it counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from synth.model import DIRECTIONS
from synth.report import tables_findings as found
from synth.report import tables_methods as methods
from synth.report import tables_trail as trail
from synth.report.table_rows import Row, Rows, Table
from synth.report.view import Page


def tables(page: Page) -> tuple[Table, ...]:
    """Every table of the report, in its order; each count leads to a row of another table."""
    return tuple(
        Table(name, page.messages(f"table.{name}"), _columns(name, page), Rows(partial(rows, page)))
        for name, rows in BUILD.items()
    )


BUILD: Mapping[str, Callable[[Page], Iterator[Row]]] = {
    "summary": methods.summary,
    "prose": methods.prose,
    "searches": methods.searches,
    "screening": methods.screening,
    "flow": methods.flow,
    "characteristics": trail.characteristics,
    "appraisals": trail.appraisals,
    "works": trail.works,
    "excluded": trail.excluded,
    "decisions": trail.decisions,
    "map": found.matrix,
    "findings": found.findings,
    "evidence": found.evidence,
    "contradictions": found.contradictions,
    "voices": found.voices,
    "recommendations": found.recommendations,
    "gaps": found.gaps,
    "passages": trail.passages,
    "records": trail.records,
    "codebook": trail.codebook,
    "prisma-s": methods.prisma_s,
    "prisma-2020": methods.prisma_2020,
}
SHEETS: Mapping[str, tuple[str, ...]] = {
    "summary": ("summary",),
    "methods": ("prose", "searches", "screening", "prisma-s"),
    "flow": ("flow",),
    "characteristics": ("characteristics", "works", "appraisals"),
    "map": ("map",),
    "findings": ("findings", "evidence"),
    "contradictions": ("contradictions",),
    "voices": ("voices",),
    "recommendations": ("recommendations",),
    "gaps": ("gaps",),
    "works": ("works", "excluded", "decisions"),
    "passages": ("passages",),
    "records": ("records",),
    "checklists": ("prisma-2020", "prisma-s"),
    "notes": ("summary", "codebook"),
}
"""Section of the report to the tables that hold what it shows."""


def _columns(name: str, page: Page) -> tuple[str, ...]:
    words = page.messages
    if name == "works":
        facets = page.characteristics.dimensions
        return (
            *(words(f"column.{one}") for one in ("key", "reference", "year", "type", "language")),
            *(one[:1].upper() + one[1:] for one in facets),
            *(words(f"column.{one}") for one in ("passages", "findings")),
        )
    return tuple(_head(one, page) for one in COLUMNS[name])


def _head(name: str, page: Page) -> str:
    """The name of a column, and behind a stroke what `synth show` takes behind the id of a row for it."""
    part = PARTS.get(name)
    return f"{page.messages(f'column.{name}')}{f' /{part}' if part else ''}"


WAYS = tuple(f"works-{direction}" for direction in DIRECTIONS)
PARTS: Mapping[str, str] = {
    **dict(zip(WAYS, DIRECTIONS, strict=True)),
    **{name: name for name in ("not-reported", "read", "left", "kept", "conflicts")},
    **{name: name for name in ("verified", "unverifiable", "rejected")},
    **{"works-for": "for", "works-against": "against"},
}
"""The columns that count a part of what the id of a row stands for."""
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "searches": (
        *("search", "source", "strategy", "date", "status"),
        *("told", "fetched", "verified", "unverifiable", "rejected", "requests", "widened", "note"),
    ),
    "summary": ("id", "part", "text"),
    "prose": ("part", "text", "ids"),
    "screening": (
        *("id", "stage", "date", "works", "read", "left", "kept", "screeners", "conflicts"),
        *("stopping", "recall", "lowest", "target", "text"),
    ),
    "characteristics": ("id", "dimension", "code", "works"),
    "appraisals": (*("work", "instrument", "outcome", "criterion", "answer", "text", "passages", "coder"),),
    "decisions": ("work", "stage", "verdict", "criterion", "coder", "date", "reason"),
    "flow": ("id", "stream", "box", "n", "template"),
    "excluded": ("key", "reference", "verdict", "criterion"),
    "map": ("id", "determinant", "phase", "works", *WAYS, "passages", "not-reported"),
    "findings": (
        *("id", "determinant", "factor", "statement", "works", "studies", *WAYS),
        *("passages", "contradictory", "confidence", "reasons"),
        *("components", "overruled", "where", "gaps"),
    ),
    "evidence": ("finding", "factor", "work", "passage", "section", "direction", "text"),
    "gaps": (
        *("rank", "id", "kind", "where", "statement", "question", "priority", "reasons"),
        *("studies", "works", "passages", "folded", "rule"),
        *("if-search", "if-coding", "if-authors", "if-corpus", "literature", "overruled", "state"),
    ),
    "contradictions": ("id", "factor", "statement", "explanation", "works-for", "works-against", "apart"),
    "voices": ("id", "dimension", "subject", "voice", "works", *WAYS, "passages", "statement"),
    "recommendations": ("id", "statement", "works", "passages", "reference"),
    "passages": (
        *("passage", "work", "section", "quote", "paraphrase"),
        *("coder", "dimension", "code", "direction"),
    ),
    "codebook": ("dimension", "code", "definition"),
    "records": ("record", "source", "source-id", "title", "year", "work", "searches", "found", "because"),
    "prisma-s": ("n", "item", "reported", "place", "blank"),
    "prisma-2020": ("n", "part", "item", "place", "state"),
}
"""The columns of each table by the names of their messages; those of works depend on what was coded."""

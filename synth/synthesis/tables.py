"""Tables of two dimensions: what is said of a subject by whom, where and how, and who is silent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from synth.model import DIRECTIONS, Direction
from synth.synthesis.evidence import NOTHING, Evidence, Ids
from synth.synthesis.facets import CONTEXTS, ROWS, VIEWS
from synth.synthesis.matrix import Json, resting_on
from synth.synthesis.state import CodebookView
from synth.synthesis.wording import Words, bilingual


def tables(evidence: Evidence, codebook: CodebookView) -> list[Json]:
    """A table of every broad subject by phase, view and context that are both coded; filled cells only."""
    used = {dimension for (dimension, _), ids in evidence.index.items() if ids}
    columns = [name for name in ("phase", *VIEWS, *CONTEXTS) if name in used]
    return [
        {
            "id": f"{row}-by-{column}",
            "rows": row,
            "columns": column,
            "row_codes": [code.id for code in codebook.codes(row)],
            "column_codes": [code.id for code in codebook.codes(column)],
            "cells": [
                {"row": down, "column": across, **resting_on(evidence, ids)}
                for down, across, ids in _cells(evidence, codebook, row, column)
            ],
        }
        for row in ROWS
        if row in used
        for column in columns
    ]


def _cells(
    evidence: Evidence, codebook: CodebookView, row: str, column: str
) -> Iterator[tuple[str, str, Ids]]:
    for down in codebook.codes(row):
        for across in codebook.codes(column):
            ids = evidence.passages(row, down.id) & evidence.passages(column, across.id)
            if ids:
                yield down.id, across.id, ids


def perspectives(evidence: Evidence, codebook: CodebookView) -> list[Json]:
    """Per dimension of views: who speaks of which issue, in which direction, and who is absent.

    The rows are the issues of the codebook where it has them, else its determinants.
    """
    rows = "issue" if evidence.of_dimension("issue") else "determinant"
    ways = {
        direction: NOTHING.union(
            *(
                ids
                for (name, _, way), ids in evidence.directed.items()
                if (name, way) == ("factor", direction)
            )
        )
        for direction in DIRECTIONS
    }
    return [_views(evidence, codebook, (rows, view), ways) for view in VIEWS if evidence.of_dimension(view)]


def _views(
    evidence: Evidence, codebook: CodebookView, crossed: tuple[str, str], ways: Mapping[Direction, Ids]
) -> Json:
    rows, view = crossed
    heard = {code.id: evidence.passages(view, code.id) for code in codebook.codes(view)}
    subjects = {code.id: evidence.passages(rows, code.id) for code in codebook.codes(rows)}
    absent = [code for code, ids in heard.items() if not ids]
    return {
        "rows": rows,
        "columns": view,
        "cells": [
            {
                "row": row,
                "column": code,
                **resting_on(evidence, both),
                "directions": _ways(evidence, both, ways),
            }
            for row, about in subjects.items()
            for code, ids in heard.items()
            if (both := about & ids)
        ],
        "voices": [{"view": code, **resting_on(evidence, ids)} for code, ids in heard.items() if ids],
        "absent": absent,
        "silent": [
            {"view": code, "rows": [row for row, about in subjects.items() if about and not about & ids]}
            for code, ids in heard.items()
            if ids
        ],
        "statement": bilingual(codebook, lambda words: _said(view, absent, len(heard), words=words)),
    }


def _ways(evidence: Evidence, ids: Ids, ways: Mapping[Direction, Ids]) -> dict[str, list[str]]:
    """Direction to the works that have it, of the factors that the passages of a cell are about."""
    return {way: list(evidence.works_of(some)) for way, all_of in ways.items() if (some := ids & all_of)}


def _said(view: str, absent: list[str], total: int, *, words: Words) -> str:
    heard = words.plural("perspectives.heard", total - len(absent), total=words.number(total))
    if not absent:
        return heard
    names = words.listing([words.name(view, code) for code in absent])
    return f"{heard} {words.plural('perspectives.absent', len(absent), names=names)}"

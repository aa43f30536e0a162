"""The matrix determinant × phase × direction, with the works and passages of each cell."""

from __future__ import annotations

from synth.model import DIRECTIONS
from synth.synthesis.evidence import NOTHING, UNSPECIFIED, Evidence, Ids
from synth.synthesis.state import CodebookView

Json = dict[str, object]


def columns(evidence: Evidence, codebook: CodebookView) -> dict[str, Ids]:
    """Phase to passages, in the codebook's order, with `unspecified` for passages that name none."""
    named = {code.id: evidence.passages("phase", code.id) for code in codebook.codes("phase")}
    return {**named, UNSPECIFIED: evidence.coded - evidence.of_dimension("phase")}


def rows(evidence: Evidence, codebook: CodebookView) -> dict[str, Ids]:
    """Determinant to passages, in the codebook's order."""
    return {code.id: evidence.passages("determinant", code.id) for code in codebook.codes("determinant")}


def matrix(evidence: Evidence, codebook: CodebookView) -> Json:
    """Filled cells per direction, and totals per cell, row and column.

    A passage with two phases counts in both, and a work in every cell and direction it has passages in:
    directions of a cell, and cells of a row, may therefore add up to more than their total.
    """
    down, across = rows(evidence, codebook), columns(evidence, codebook)
    crossed = {(row, column): down[row] & across[column] for row in down for column in across}
    return {
        "rows": list(down),
        "columns": list(across),
        "cells": [
            {"determinant": row, "phase": column, "direction": direction, **resting_on(evidence, ids)}
            for (row, column), both in crossed.items()
            for direction in DIRECTIONS
            if (ids := both & evidence.directed.get(("determinant", row, direction), NOTHING))
        ],
        "totals": [
            {
                "determinant": row,
                "phase": column,
                **resting_on(evidence, ids),
                **_silent(evidence, ids, row, column),
            }
            for (row, column), ids in crossed.items()
        ],
        "row_totals": [
            {"determinant": row, **resting_on(evidence, ids), **_silent(evidence, ids, row)}
            for row, ids in down.items()
        ],
        "column_totals": [
            {"phase": column, **resting_on(evidence, ids), **_silent(evidence, ids, "", column)}
            for column, ids in across.items()
        ],
    }


def _silent(evidence: Evidence, ids: Ids, row: str, column: str = "") -> Json:
    """The works of which coders said that they do not report this place; without a phase: any phase."""
    if column == UNSPECIFIED:
        works = sorted(evidence.silences.whole("phase").intersection(evidence.works_of(ids)))
    else:
        facets = [("determinant", row)] * bool(row) + [("phase", column)] * bool(column)
        works = list(evidence.unreported(*facets))
    return {"not_reported": works} if works else {}


def resting_on(evidence: Evidence, ids: Ids) -> Json:
    """What a cell rests on: numbers of works and studies, the works and the passages."""
    support = evidence.support(ids)
    return {
        "n_works": support.n_works,
        "n_studies": support.n_studies,
        "works": list(support.works),
        "passages": list(support.names),
    }

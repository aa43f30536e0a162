"""The matrix determinant × phase × direction."""

from __future__ import annotations

from typing import Any

from hypothesis import given

from synth.synthesis import State
from synth.synthesis.evidence import gather
from synth.synthesis.matrix import matrix
from tests.synthesis.build import REVIEWS, review, rows
from tests.synthesis.made_up import CODEBOOK


def matrix_of(state: State) -> dict[str, Any]:
    return matrix(gather(state), CODEBOOK)


def test_a_cell_names_the_works_and_passages_behind_it() -> None:
    made = matrix_of(review(rows("a lack-of-time failure adoption\nb lack-of-time failure adoption")))
    assert made["cells"] == [
        {
            "determinant": "organisation",
            "phase": "adoption",
            "direction": "failure",
            "n_works": 2,
            "n_studies": 2,
            "works": ["a", "b"],
            "passages": ["P1", "P2"],
        }
    ]


def test_a_passage_without_a_phase_stands_under_unspecified() -> None:
    made = matrix_of(review(rows("a lack-of-time failure -")))
    assert [cell["phase"] for cell in made["cells"]] == ["unspecified"]


def test_a_work_counts_once_per_cell_and_once_in_totals_however_many_passages_it_has() -> None:
    made = matrix_of(
        review(rows("a lack-of-time failure adoption\na lack-of-time success adoption\na skills - adoption"))
    )
    total = next(one for one in made["column_totals"] if one["phase"] == "adoption")
    assert [cell["n_works"] for cell in made["cells"]] == [1, 1]
    assert total["n_works"] == 1


@given(REVIEWS)
def test_totals_hold_exactly_the_passages_of_their_cells(state: State) -> None:
    made = matrix_of(state)
    for total in made["totals"]:
        cells = [
            c
            for c in made["cells"]
            if (c["determinant"], c["phase"]) == (total["determinant"], total["phase"])
        ]
        assert sorted(total["passages"]) == sorted({p for cell in cells for p in cell["passages"]})
        assert total["n_works"] == len(total["works"]) <= len(total["passages"])

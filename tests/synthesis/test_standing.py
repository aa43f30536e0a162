"""Where a work stands in screening."""

from __future__ import annotations

import pytest

from synth.model import Decision
from synth.synthesis.standing import standing

CASES = [
    ("", "awaiting-screening"),
    ("early include", "awaiting-full-text"),
    ("early maybe", "awaiting-full-text"),
    ("early exclude", "excluded-screening"),
    ("early include, early exclude", "awaiting-screening"),
    ("early maybe, early exclude", "awaiting-screening"),
    ("early include, early maybe", "awaiting-full-text"),
    ("early include, full include", "included"),
    ("full include", "included"),
    ("early exclude, full include", "included"),
    ("early include, full exclude", "excluded-full-text"),
    ("full include, full exclude", "awaiting-full-text"),
    ("full maybe", "awaiting-full-text"),
    ("full include, full include", "included"),
]


def decisions(text: str) -> list[Decision]:
    stages = {"early": "title-abstract", "full": "full-text"}
    pairs = [one.split() for one in text.split(", ") if one]
    return [Decision("a", stages[stage], verdict, coder=str(n)) for n, (stage, verdict) in enumerate(pairs)]  # type: ignore[arg-type]


@pytest.mark.parametrize(("said", "expected"), CASES)
def test_standing_follows_from_the_decisions(said: str, expected: str) -> None:
    assert standing(decisions(said)) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("early include", "included"),
        ("early exclude", "excluded-screening"),
        ("early maybe", "awaiting-screening"),
    ],
)
def test_a_review_with_one_stage_includes_at_that_stage(said: str, expected: str) -> None:
    assert standing(decisions(said), last_stage="title-abstract") == expected


def test_a_report_is_not_retrieved_only_when_every_exclusion_says_so() -> None:
    gone = Decision("a", "full-text", "exclude", "not-retrieved", coder="ann")
    read = Decision("a", "full-text", "exclude", "no-data", coder="bob")
    assert standing([gone]) == "not-retrieved"
    assert standing([gone, read]) == "excluded-full-text"

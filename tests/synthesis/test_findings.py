"""Findings and their sentences."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from synth.model import Name
from synth.synthesis import State, synthesise
from tests.synthesis.build import REVIEWS, article, review, rows


def finding(text: str, **more: Any) -> dict[str, Any]:
    made = synthesise(review(rows(text), **more))["findings"]
    assert isinstance(made, list)
    assert len(made) == 1
    return made[0]


def sentence(text: str, language: str, **more: Any) -> str:
    return str(finding(text, **more)["statement"][language])


CASES = tomllib.loads(Path(__file__).with_name("statement_cases.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["rows"].strip() for case in CASES])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_statement_counts_in_whole_sentences(case: dict[str, str], language: str) -> None:
    assert sentence(case["rows"], language) == case[language]


def test_above_twelve_numbers_are_digits() -> None:
    text = "\n".join(f"w{n} skills failure adoption" for n in range(13))
    assert sentence(text, "en").startswith("13 works describe")


def test_a_work_that_says_two_things_counts_under_both_and_the_statement_says_so() -> None:
    text = "a skills failure adoption\na skills success adoption\nb skills failure adoption"
    made = finding(text)
    assert (made["n_works"], made["directions"]) == (
        2,
        {"success": 1, "failure": 2, "mixed": 0, "neutral": 0},
    )
    assert made["direction_works"]["failure"] == ["a", "b"]
    assert "counted under each" in made["statement"]["en"]
    assert "telt bij elk mee" in made["statement"]["nl"]


def test_works_of_one_study_are_said_to_be_one() -> None:
    part = {"type": "interview", "authors": (Name("X"),)}
    works = (article("a", 1, **part), article("b", 2, **part))
    made = finding("a skills failure adoption\nb skills failure adoption", works=works)
    assert (made["n_works"], made["n_studies"]) == (2, 1)
    assert "Together they are one independent study." in made["statement"]["en"]
    assert "Samen vormen ze één onafhankelijke studie." in made["statement"]["nl"]


@pytest.mark.parametrize(
    ("helping", "hindering", "expected"),
    [(2, 2, True), (2, 6, True), (2, 7, False), (1, 3, False), (0, 5, False), (5, 5, True)],
)
def test_contradictory_needs_two_studies_on_each_side_and_a_quarter(
    helping: int, hindering: int, expected: bool
) -> None:
    text = [f"h{n} skills success adoption" for n in range(helping)]
    text += [f"o{n} skills failure adoption" for n in range(hindering)]
    made = finding("\n".join(text))
    assert made["contradictory"] is expected
    assert ("contradict" in made["statement"]["en"]) is expected


def test_a_study_that_says_both_stands_on_neither_side() -> None:
    made = finding(
        "a skills success -\na skills failure -\nb skills failure -\nc skills mixed -\nd skills success -"
    )
    assert made["sides"] == {"success": ["d"], "failure": ["b"], "both": ["a", "c"]}


@given(REVIEWS)
def test_there_is_one_finding_per_coded_factor_with_consistent_counts(state: State) -> None:
    made: Any = synthesise(state)["findings"]
    assert {one["factor"] for one in made} == {
        c.coding.code for c in state.codings if c.coding.dimension == "factor"
    }
    for one in made:
        assert one["n_works"] == len(one["works"]) >= one["n_studies"] >= 1
        assert one["directions"] == {name: len(works) for name, works in one["direction_works"].items()}
        assert one["n_works"] <= sum(one["directions"].values())
        assert one["phases"] == {name: len(works) for name, works in one["phase_works"].items()}

"""What studies claim once it is known whether the thing was there or missing."""

from __future__ import annotations

from typing import Any

import pytest

from synth.synthesis import synthesise
from tests.synthesis.build import review, rows


def finding(text: str) -> dict[str, Any]:
    made: Any = synthesise(review(rows(text)))["findings"]
    return dict(made[0])


@pytest.mark.parametrize(
    ("row", "side"),
    [
        ("a skills success - - presence=present", "studies_for"),
        ("a skills success - - theme=debt", "studies_for"),
        ("a skills success - - presence=absent", "studies_against"),
        ("a skills failure - - presence=absent", "studies_for"),
        ("a skills failure - - presence=present", "studies_against"),
        ("a skills failure - - theme=debt", "studies_against"),
        ("a skills mixed - - presence=present", "studies_both"),
    ],
)
def test_direction_and_presence_give_the_side(row: str, side: str) -> None:
    claim = finding(row)["claim"]
    assert [name for name in ("studies_for", "studies_against", "studies_both") if claim[name]] == [side]


def test_a_lack_that_hinders_is_said_to_agree_with_what_helps() -> None:
    made = finding("a skills success - - presence=present\nb skills failure - - presence=absent")
    assert made["claim"]["balance"] == 2
    assert "These agree" in made["statement"]["en"]
    assert "Dat stemt overeen" in made["statement"]["nl"]
    assert "Das stimmt überein" in made["statement"]["de"]
    assert made["directions"] == {"success": 1, "failure": 1, "mixed": 0, "neutral": 0}


def test_a_study_that_never_says_which_is_unclear() -> None:
    text = """
    a skills success - - presence=present
    b skills failure - -
    c skills failure - - presence=present
    """
    assert finding(text)["claim"]["unclear"] == ["b"]


def test_without_the_dimension_nothing_is_called_unclear() -> None:
    assert finding("a skills success - -\nb skills failure - -")["claim"]["unclear"] == []


def test_an_unclear_study_in_a_contradiction_is_a_sign_of_the_coding() -> None:
    text = """
    a skills success - - presence=present
    b skills success - - presence=present
    c skills failure - -
    d skills failure - - presence=present
    """
    gaps: Any = synthesise(review(rows(text)))["gaps"]
    gap = next(one for one in gaps if one["type"] == "contradictory")
    assert gap["first_explanation"] == "coding"
    assert "one does not say" in gap["explanations"]["coding"]["en"]

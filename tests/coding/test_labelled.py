"""Suggestions on sentences with a known determinant and direction."""

import pytest

from tests.coding.labelled import Scores, Sentence, scores
from tests.coding.measure_labelled import measured


@pytest.mark.parametrize("lang", ["nl", "de", "en"])
@pytest.mark.parametrize("part", ["tuned"])
def test_the_determinant_and_its_direction_are_found(part: str, lang: str) -> None:
    found = measured(part, lang)
    assert found.sentences > 30
    assert found.macro_f1 >= 0.85
    assert found.direction >= 0.90
    assert found.false_neutral <= 0.05


def test_the_scores_count_what_was_missed_and_what_was_made_up() -> None:
    labelled = [
        Sentence("held", "nl", "a", "user", "success"),
        Sentence("held", "nl", "b", "user", "failure"),
        Sentence("held", "nl", "c", "", ""),
    ]
    guessed = [("user", "success"), ("", ""), ("innovation", "success")]
    assert scores(labelled, guessed) == Scores(3, 2 / 3 / 4, 1.0, 1.0)

"""Suggestions on sentences with a known determinant and direction."""

from dataclasses import replace

import pytest

from tests.coding.labelled import Scores, Sentence, scores, sentences
from tests.coding.measure_labelled import guesses, measured

REACHED = {
    "tuned": (0.90, 0.95, 0.05),
    "earlier": (0.88, 0.88, 0.05),
    "held": (0.92, 0.91, 0.05),
    "checked": (0.76, 0.72, 0.14),
}
"""Macro-F1, direction, and the share of neutral ones (8 in a language, 20, 30) with a suggestion."""


@pytest.mark.parametrize("lang", ["nl", "de", "en"])
@pytest.mark.parametrize("part", list(REACHED))
def test_the_determinant_and_its_direction_are_found_by_words(part: str, lang: str) -> None:
    found = measured(part, lang, lambda: None)
    macro_f1, direction, false_neutral = REACHED[part]
    assert found.sentences > 30
    assert found.macro_f1 >= macro_f1
    assert found.direction >= direction
    assert found.false_neutral <= false_neutral


@pytest.mark.parametrize("lang", ["nl", "de", "en"])
def test_a_short_sentence_need_not_name_its_language(lang: str) -> None:
    labelled = sentences("tuned", lang)
    unnamed = [replace(one, lang="") for one in labelled]
    assert guesses(unnamed, lambda: None) == guesses(labelled, lambda: None)


@pytest.mark.parametrize(
    ("lang", "direction", "text"),
    [
        ("nl", "failure", "De klantmanagers kregen geen tijd om met het nieuwe instrument te oefenen."),
        ("nl", "failure", "Gebrek aan tijd belemmerde de invoering."),
        ("nl", "failure", "Er was nauwelijks draagvlak bij de politiek."),
        ("nl", "failure", "Consulenten voelden zich niet bekwaam om het instrument te gebruiken."),
        ("nl", "success", "Er was geen weerstand bij de medewerkers."),
        ("nl", "success", "De richtlijn sluit goed aan bij de praktijk."),
        ("de", "failure", "Die Fallmanager bekamen keine Zeit, mit dem neuen Instrument zu üben."),
        ("de", "failure", "Zeitmangel behinderte die Einführung."),
        ("de", "failure", "Das Instrument war nicht verständlich."),
        ("de", "success", "Widerstand gab es nicht."),
        ("de", "success", "Die Leitung unterstützte die Einführung."),
        ("en", "failure", "Lack of time hindered implementation."),
        ("en", "failure", "The law left no room for tailoring."),
        ("en", "failure", "Advisers did not feel confident using the tool."),
        ("en", "success", "Lack of time was not a barrier."),
        ("en", "success", "Management supported the implementation."),
    ],
)
def test_a_plain_sentence_goes_the_way_it_says(lang: str, direction: str, text: str) -> None:
    assert [way for _, way in guesses([Sentence("", lang, text, "", "")], lambda: None)] == [direction]


def test_the_scores_count_what_was_missed_and_what_was_made_up() -> None:
    labelled = [
        Sentence("held", "nl", "a", "user", "success"),
        Sentence("held", "nl", "b", "user", "failure"),
        Sentence("held", "nl", "c", "", ""),
    ]
    guessed = [("user", "success"), ("", ""), ("innovation", "success")]
    assert scores(labelled, guessed) == Scores(3, 2 / 3 / 4, 1.0, 1.0)

"""The direction guess on sentences in three languages, and how it is limited to what a factor can take."""

import tomllib
from pathlib import Path

import pytest

from synth.coding.clauses import Judgement
from synth.coding.codebook import Codebook, load_codebook
from synth.coding.direction import choose
from synth.coding.suggest import Suggester
from synth.model import Direction, Record, Suggestion

CASES = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def suggester(small: Codebook) -> Suggester:
    return Suggester(small)


def factor(suggester: Suggester, language: str, sentence: str, code: str) -> Suggestion:
    record = Record("test", "1", "", abstract=sentence, language=language)
    return next(s for s in suggester.suggest("a-2001", record) if s.code == code)


@pytest.mark.parametrize(
    ("language", "sentence", "code", "direction"), CASES["sentences"] + CASES["held_out"]
)
def test_the_right_factor_is_found_with_the_right_direction(
    suggester: Suggester, language: str, sentence: str, code: str, direction: str
) -> None:
    assert factor(suggester, language, sentence, code).direction == direction


@pytest.mark.parametrize(("language", "sentence", "code", "direction"), CASES["too_hard"])
def test_known_limits_still_find_the_factor(
    suggester: Suggester, language: str, sentence: str, code: str, direction: str
) -> None:
    """The docs name these as limits; when one becomes right, move it to the others."""
    assert factor(suggester, language, sentence, code).direction != direction


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("nl", "Er is geen gebrek aan tijd."),
        ("de", "Es gibt keinen Mangel an Zeit."),
        ("en", "There is no lack of time."),
        ("nl", "Zij hebben geen tijd."),
        ("de", "Sie haben keine Zeit."),
        ("en", "They have no time."),
    ],
)
def test_a_negation_is_marked(suggester: Suggester, language: str, sentence: str) -> None:
    assert factor(suggester, language, sentence, "time").negated


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("nl", "Niet alleen voldoende tijd telt."),
        ("de", "Nicht nur genügend Zeit zählt."),
        ("en", "Not only sufficient time counts."),
        ("nl", "Het is niet bekend, maar voldoende tijd helpt."),
        ("de", "Es ist nicht bekannt, aber genügend Zeit hilft."),
        ("en", "It is not known, but sufficient time helps."),
    ],
)
def test_a_false_negation_and_one_in_another_clause_are_not(
    suggester: Suggester, language: str, sentence: str
) -> None:
    suggestion = factor(suggester, language, sentence, "time")
    assert not suggestion.negated
    assert suggestion.direction == "success"


@pytest.mark.parametrize(
    ("language", "term", "sentence", "direction"),
    [
        ("nl", '"geen consensus"', "Er is geen consensus over de methode.", "failure"),
        ("nl", "consensus", "Er is consensus bereikt en niet alleen hier.", "success"),
        ("nl", "consensus", "Door consensus, en niet door dwang, bevordert men gebruik.", "success"),
        ("nl", "consensus", "Dit geeft wel of geen ruim gedragen consensus.", "success"),
        ("de", '"kein Konsens"', "Es gibt keinen Konsens über die Methode.", "failure"),
        ("en", '"no consensus"', "There is no consensus on the method.", "failure"),
    ],
)
def test_a_negation_counts_for_what_it_stands_with(
    small_text: str, language: str, term: str, sentence: str, direction: str
) -> None:
    """One inside the term makes it a lack; one behind `en` belongs to what follows."""
    own = {"nl": "nl: [tijd, werkdruk]", "en": "en: [time, workload]", "de": "de: [Zeit, Arbeitsdruck]"}
    text = small_text.replace(own[language], f"{language}: ['{term}']")
    assert factor(Suggester(load_codebook(text)), language, sentence, "time").direction == direction


@pytest.mark.parametrize(
    ("judgement", "allowed", "direction"),
    [
        (Judgement(-1), ("success", "failure"), "failure"),
        (Judgement(1), ("failure",), "failure"),
        (Judgement(0), ("success", "failure"), "success"),
        (Judgement(0), ("success", "failure", "neutral"), "neutral"),
        (Judgement(-1, mixed=True), ("success", "failure", "mixed"), "mixed"),
        (Judgement(-1, mixed=True), ("success", "failure"), "failure"),
        (Judgement(1), ("failure", "neutral"), "neutral"),
        (Judgement(-1), (), "neutral"),
    ],
)
def test_the_guess_is_always_a_direction_that_the_code_can_take(
    judgement: Judgement, allowed: tuple[Direction, ...], direction: Direction
) -> None:
    assert choose(judgement, allowed) == direction

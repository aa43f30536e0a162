"""Indicator terms: what can be written, what is refused and why."""

import pytest

from synth.coding.terms import parse_term


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("tijd", ["tijd"]),
        ('"te weinig tijd"', ["te", "weinig", "tijd"]),
        ("re-integratie", ["re-integratie"]),
        ("Führungs*", ["Führungs*"]),
        ('"lack of tim*"', ["lack", "of", "tim*"]),
        (" =kosten ", ["kosten"]),
    ],
)
def test_a_term_is_taken_apart_into_its_words(written: str, words: list[str]) -> None:
    assert [word.text for word in parse_term(written).words] == words


def test_only_a_term_with_an_equals_sign_is_literal() -> None:
    assert parse_term("=kosten").words[0].literal
    assert not parse_term("kosten").words[0].literal


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("te weinig", "side by side; put a phrase in quotes"),
        ("tijd OR geld", "has an operator"),
        ('"te weinig', "side by side"),
        ('tij"d', "a quote that is not closed"),
        ("", "is empty"),
        ('""', "is empty"),
        ("*", "not a word"),
        ("ti*", "at least 3 letters"),
        ("a*b*c*d*e", "at most 3 times"),
        ("=tijd*", "literal (=) and truncated"),
        ("title:tijd", "not a word"),
        ("x" * 121, "longer than 120"),
        ('"a b c d e f g h i"', "more than 8 words"),
    ],
)
def test_what_is_wrong_with_a_term_is_said_in_one_sentence(written: str, why: str) -> None:
    with pytest.raises(ValueError, match=r"^(?!\n).+$") as caught:
        parse_term(written)
    assert why in str(caught.value)

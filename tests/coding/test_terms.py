"""Indicator terms: what can be written, what is refused and why, and truncation that cannot hang."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.coding.terms import matches_stars, parse_term


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


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        ("implement*", "implementatie", True),
        ("implement*", "implement", True),
        ("*integratie", "reintegratie", True),
        ("arbeids*markt", "arbeidsmarkt", True),
        ("aba*aba", "aba", False),
        ("aba*aba", "ababa", False),
        ("a*b*c", "axxbyyc", True),
        ("a*b*c", "axxcyyb", False),
        ("tijd", "tijden", False),
    ],
)
def test_a_star_stands_for_any_letters_or_none(pattern: str, text: str, fits: bool) -> None:
    assert matches_stars(pattern, text) is fits


@given(st.text(alphabet="ab*", max_size=8), st.text(alphabet="ab", max_size=12))
def test_truncation_agrees_with_its_definition(pattern: str, text: str) -> None:
    assert matches_stars(pattern, text) is _slowly(pattern, text)


def _slowly(pattern: str, text: str) -> bool:
    if not pattern:
        return not text
    if pattern[0] == "*":
        return _slowly(pattern[1:], text) or (bool(text) and _slowly(pattern, text[1:]))
    return bool(text) and pattern[0] == text[0] and _slowly(pattern[1:], text[1:])


def test_many_stars_do_not_hang() -> None:
    begin = time.perf_counter()
    assert not matches_stars("a*" * 12 + "b", "a" * 200)
    assert time.perf_counter() - begin < 0.1

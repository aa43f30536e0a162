"""A text read in one language: its words at their places, and the signs between them."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.coding.memory import Memory
from synth.coding.reading import Reading

SIGN = re.compile(r"[,;]|\s[–-]\s")


@given(st.text(alphabet="aZ-'’\u00ad\u200b ö\n\t.,;(8é–", max_size=40), st.sampled_from(["nl", "de", "en"]))
def test_signs_are_all_that_stands_between_words_but_white_space(text, language):
    reading = Reading(text, language)
    words = [reading.words_at(place)[0] for place in range(reading.size)]
    between = {n: text[one.end : two.start] for n, (one, two) in enumerate(pairwise(words), start=1)}
    assert {place: one for place, one in between.items() if one.strip()} == {
        place: one for place, one in reading.signs.items() if one.strip()
    }
    assert reading.places_of(SIGN) == {place for place, one in between.items() if SIGN.search(one)}


@pytest.mark.parametrize(
    ("language", "text", "words", "signs"),
    [
        ("nl", "Te weinig tijd, zegt men.", ["te", "weinig", "tijd", "zegt", "men"], {3: ", "}),
        ("de", "Zu  wenig – für (alle)", ["zu", "wenig", "fuer", "alle"], {2: " – ", 3: " ("}),
        ("en", "case-managers/nurses", ["case", "managers", "nurses"], {1: "-", 2: "/"}),
        ("en", "", [], {}),
    ],
)
def test_a_text_has_its_words_in_order(language, text, words, signs) -> None:
    reading = Reading(text, language)
    assert (reading.texts, dict(reading.signs)) == (words, signs)


def test_what_was_worked_out_is_kept_until_there_is_too_much() -> None:
    asked: list[str] = []
    memory = Memory(lambda text: asked.append(text) or len(text), most=2)
    assert [memory[text] for text in ("a", "bb", "a", "ccc", "a")] == [1, 2, 1, 3, 1]
    assert asked == ["a", "bb", "ccc", "a"]

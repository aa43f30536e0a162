"""A text read in one language: its words at their places, and the signs between them."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.coding.matching import TermIndex
from synth.coding.memory import Memory
from synth.coding.parts import parts
from synth.coding.reading import Reading, row
from synth.coding.sentences import sentences
from synth.coding.terms import parse_term
from synth.coding.wordlists import wordlist


@given(st.text(alphabet="aZ-'’\u00ad\u200b ö\n\t.,;(8é–", max_size=40), st.sampled_from(["nl", "de", "en"]))
def test_signs_are_all_that_stands_between_words_but_white_space(text, language):
    reading = Reading(text, language)
    words = [reading.words_at(place)[0] for place in range(reading.size)]
    between = {n: text[one.end : two.start] for n, (one, two) in enumerate(pairwise(words), start=1)}
    assert {place: one for place, one in between.items() if one.strip()} == {
        place: one for place, one in reading.signs.items() if one.strip()
    }


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


ALPHABET = st.sampled_from(
    ["Te", "weinig", "tijd", "en", "of", "-", "–", ",", ";", "(", ":", ".", " ", "  ", "\n", "8", "é"]
)
TERMS = TermIndex([parse_term(term) for term in ("tijd", '"te weinig"', '"tijd en tijd"', "wei*")], "nl")


@given(st.lists(ALPHABET, max_size=30).map("".join))
def test_sentences_in_a_row_are_read_as_each_alone(text: str) -> None:
    spans = sentences(text)
    together = row(text, spans, "nl")
    found = TERMS.find_in(together, range(len(spans)))
    for number, (start, end) in enumerate(spans):
        alone = Reading(text[start:end], "nl")
        assert together.bases(number) == alone.bases()
        assert [*found.get(number, ())] == [*TERMS.find(alone)]
        assert parts(together, number) == parts(alone)


@given(st.lists(ALPHABET, max_size=30).map("".join))
def test_a_sentence_is_parted_where_its_signs_and_little_words_are(text: str) -> None:
    reading = Reading(text.strip(), "nl")
    found = parts(reading)

    def behind(sign: str) -> set[int]:
        return {place for place, one in reading.signs.items() if re.search(sign, one)}

    joining = {place for place, word in enumerate(reading.texts) if word in wordlist("nl").joins}
    assert set(found.breaks) == behind(r"[;:]|\s[–—-]\s")
    assert found.commas == behind(",")
    assert found.joints == found.commas | behind("[/(]") | joining

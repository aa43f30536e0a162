"""The tables of words: complete, readable as terms, and free of contradictions."""

from collections import Counter

import pytest

from synth.coding.marks import SIGNS
from synth.coding.terms import parse_term
from synth.coding.wordlists import KINDS, LANGUAGES, wordlist
from synth.model import DIRECTIONS
from synth.text import fold


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_cue_has_words(language: str) -> None:
    assert all(wordlist(language).cues[kind] for kind in KINDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cue_is_a_term_that_can_be_read(language: str) -> None:
    for cues in wordlist(language).cues.values():
        for cue in cues:
            assert parse_term(cue).words


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_cue_says_two_things(language: str) -> None:
    count = Counter(fold(cue) for cues in wordlist(language).cues.values() for cue in set(cues))
    assert [cue for cue, times in count.items() if times > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_tone_are_terms_and_say_one_thing(language: str) -> None:
    tone = dict(wordlist(language).tone)
    assert set(tone) == {
        "fair",
        "foul",
        "wane",
        "rid",
        "wax",
        "cause",
        "asset",
        "burden",
        "concede",
        "irreal",
    }
    assert all(parse_term(word).words for some in tone.values() for word in some)
    tone.pop("concede")  # some of these end the reach of cues too
    words = [fold(word).lstrip("=") for some in tone.values() for word in some]
    kinds = wordlist(language).cues
    cues = {fold(cue).lstrip("=") for kind in SIGNS for cue in kinds[kind]}
    assert [word for word, times in Counter(words).items() if times > 1 or word in cues] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_verbs_that_come_apart_say_one_thing(language: str) -> None:
    parted = wordlist(language).parted
    assert set(parted) == {"fair", "foul", "wane"}
    verbs = Counter(verb for some in parted.values() for verb in some)
    assert [verb for verb, times in verbs.items() if times > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_person_is_told_every_direction(language: str) -> None:
    assert {*DIRECTIONS, "untold", "found", "like", "by", "negated"} == set(wordlist(language).say)


@pytest.mark.parametrize("language", LANGUAGES)
def test_little_words_are_folded_as_texts_are(language: str) -> None:
    assert {fold(word) for word in wordlist(language).little} == set(wordlist(language).little)


def test_abbreviations_are_written_without_their_last_full_stop() -> None:
    for language in LANGUAGES:
        words = wordlist(language)
        assert not [a for a in words.abbreviations | words.numbered if a.endswith(".") or a != a.lower()]
        assert not words.abbreviations & words.numbered


def test_an_unknown_language_has_no_words() -> None:
    assert wordlist("fr").cues == {}
    assert wordlist("fr").little == frozenset()

"""Match keys and compounds: word forms that must meet, and those that must not."""

import pytest

from synth.coding.lemmas import folded, lexicon


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("nl", "gemeenten", "gemeente"),
        ("nl", "Vaardigheden", "vaardigheid"),
        ("nl", "belemmert", "belemmeren"),
        ("nl", "organisaties", "organisatie"),
        ("nl", "REÏNTEGRATIE", "reintegratie"),
        ("de", "Führungskräfte", "Führungskraft"),
        ("de", "Fähigkeiten", "Fähigkeit"),
        ("de", "FÄHIGKEITEN", "Fähigkeit"),
        ("de", "fördert", "fördern"),
        ("de", "foerdern", "fördern"),
        ("en", "barriers", "barrier"),
        ("en", "studies", "study"),
        ("en", "hinders", "hinder"),
    ],
)
def test_forms_of_one_word_share_a_key(language: str, one: str, other: str) -> None:
    words = lexicon(language)
    assert set(words.keys(one)) & set(words.keys(other))


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [("de", "fordern", "fördern"), ("nl", "tijd", "tijger"), ("en", "time", "timber")],
)
def test_different_words_share_none(language: str, one: str, other: str) -> None:
    words = lexicon(language)
    assert not set(words.keys(one)) & set(words.keys(other))


def test_a_language_without_lemmas_matches_the_word_itself() -> None:
    assert lexicon("fr").keys("Été") == ("ete",)
    assert lexicon("fr").splits("porteparole") == ()


@pytest.mark.parametrize(
    ("language", "word", "split"),
    [
        ("nl", "tijdgebrek", "tijd|gebrek"),
        ("nl", "kennistekort", "kennis|tekort"),
        ("nl", "beleidsmaker", "beleid|maker"),
        ("de", "zeitmangel", "zeit|mangel"),
        ("de", "arbeitsdruck", "arbeit|druck"),
    ],
)
def test_a_compound_is_taken_apart(language: str, word: str, split: str) -> None:
    assert split in [str(found) for found in lexicon(language).splits(word)]


@pytest.mark.parametrize(
    ("language", "word"),
    [("nl", "belemmering"), ("nl", "wetenschap"), ("de", "hinderung"), ("en", "timetable"), ("nl", "x" * 60)],
)
def test_a_simple_word_is_not_taken_apart(language: str, word: str) -> None:
    assert lexicon(language).splits(word) == ()


def test_german_umlauts_fold_to_two_letters_and_dutch_ones_to_one() -> None:
    assert folded("Förderung", "de") == "foerderung"
    assert folded("coördinatie", "nl") == "coordinatie"

"""In which language a text is read."""

import pytest

from synth.coding.languages import likeliest_language, reading_languages
from synth.coding.wordlists import LANGUAGES

KNOWN = ("nl", "en", "de")
TEXTS = {
    "nl": "De benutting van kennis door gemeenten wordt niet bevorderd door het beleid.",
    "de": "Die Nutzung von Wissen wird durch die Politik nicht gefördert und ist gering.",
    "en": "The use of evidence is not supported by the policies of these municipalities.",
}


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("declared", ["nl", "de", "en", "fr", ""])
def test_a_clear_text_is_read_in_its_own_language(language: str, declared: str) -> None:
    assert reading_languages(TEXTS[language], declared, KNOWN) == (language,)


@pytest.mark.parametrize("text", ["Tijd", "Implementation", "", "12345", "Zeit und Wissen"])
def test_an_unclear_text_is_read_in_the_language_of_the_record(text: str) -> None:
    assert reading_languages(text, "de", KNOWN) == ("de",)


def test_an_unclear_text_of_an_unknown_language_is_read_in_all() -> None:
    assert reading_languages("Tijd", "", KNOWN) == KNOWN
    assert reading_languages("Temps", "fr", KNOWN) == KNOWN


def test_only_languages_of_the_codebook_are_used() -> None:
    assert reading_languages(TEXTS["de"], "de", ("nl",)) == ("nl",)
    assert reading_languages(TEXTS["de"], "de", ()) == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Tijdsdruk belemmerde invoering."),
        ("de", "Zeitmangel behinderte die Einführung."),
        ("en", "Managers supported the programme."),
        ("nl", "8"),
    ],
)
def test_a_sentence_without_little_words_is_in_the_language_that_lists_most_of_its_words(
    language: str, text: str
) -> None:
    assert likeliest_language(text, LANGUAGES) == language

"""What sentences speak of is the same in every language, and its tables are whole."""

from collections import Counter

import pytest

from synth.coding.concepts import concepts, features, table
from synth.coding.reading import read
from synth.coding.terms import parse_term
from synth.coding.wordlists import LANGUAGES
from synth.text import fold


@pytest.mark.parametrize(
    ("sentences", "spoken_of"),
    [
        (
            {
                "nl": "De wethouder schrapte de subsidie.",
                "de": "Der Stadtrat strich den Zuschuss.",
                "en": "The mayor cancelled the grant.",
            },
            ["politics", "funding"],
        ),
        (
            {
                "nl": "Verpleegkundigen misten de vaardigheden.",
                "de": "Pflegekräften fehlten die Fertigkeiten.",
                "en": "Nurses lacked the skills.",
            },
            ["professional", "mind"],
        ),
        (
            {
                "nl": "De directie gaf geen uren.",
                "de": "Die Geschäftsführung gab keine Stunden.",
                "en": "The director gave no hours.",
            },
            ["leader", "time"],
        ),
    ],
)
def test_a_sentence_speaks_of_the_same_in_every_language(
    sentences: dict[str, str], spoken_of: list[str]
) -> None:
    for language, text in sentences.items():
        assert list(concepts(read(text, language))) == spoken_of


def test_a_sentence_of_nothing_known_has_no_concepts() -> None:
    assert concepts(read("Blue skies, green grass.", "en")) == ()
    assert list(features(())) == ["cset "]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_concept_has_words_that_are_terms_each_once(language: str) -> None:
    for name, words in table().items():
        assert len(words[language]) > 5, name
        assert all(parse_term(word).words for word in words[language])
        assert [word for word, times in Counter(map(fold, words[language])).items() if times > 1] == []

"""What is known of words, from the lists of simplemma: no downloaded model is needed."""

from __future__ import annotations

from functools import cache
from typing import Protocol

from synth.model import Language


class Lexicon(Protocol):
    """What variants ask of a list of words; words are in small letters."""

    def is_word(self, word: str, language: Language) -> bool:
        """Whether a word exists."""

    def lemma(self, word: str, language: Language) -> str:
        """The form in which a dictionary has the word; the word itself when it is not known."""


class ListedWords:
    """The word lists of nl, de and en, in which a word may have a capital."""

    def is_word(self, word: str, language: Language) -> bool:
        """Whether a word stands in the list of its language."""
        return _is_word(word, language)

    def lemma(self, word: str, language: Language) -> str:
        """The form in which a dictionary has the word, in small letters."""
        return _lemma(word, language)


@cache
def _is_word(word: str, language: Language) -> bool:
    import simplemma

    return any(simplemma.is_known(form, lang=language) for form in (word, word.capitalize()))


@cache
def _lemma(word: str, language: Language) -> str:
    import simplemma

    written = word.capitalize() if language == "de" else word
    return simplemma.lemmatize(written, lang=language).lower()

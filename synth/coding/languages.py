"""Tell in which language a short text is written, from the little words that only that language has."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from synth.coding.memory import Memory
from synth.coding.reading import stretches
from synth.coding.wordlists import LANGUAGES, wordlist
from synth.model import Language
from synth.text import fold, unit_words

KEPT = 64
"""Texts whose words are kept counted: the terms and the model ask for the same."""

_CLEAR = 2
"""Little words by which the first language must lead the second."""


def reading_languages(text: str, declared: Language, known: Sequence[Language]) -> tuple[Language, ...]:
    """The languages of `known` in which `text` is to be read: one when it is clear, else all that may be.

    `declared` is what the record says (ISO 639-1, may be empty); a title in Dutch over an abstract in English
    is common, so the text itself goes first when it is clear.
    """
    if not known:
        return ()
    counts = _little_words(text)
    scores = sorted([(counts.get(language, 0), language) for language in known], reverse=True)
    lead = scores[0][0] - (scores[1][0] if len(scores) > 1 else 0)
    if lead >= _CLEAR:
        return (scores[0][1],)
    return (declared,) if declared in known else tuple(known)


@lru_cache(maxsize=KEPT)
def _little_words(text: str) -> dict[Language, int]:
    """How many little words of each language a text has."""
    found = [
        language for some in filter(None, map(_spoken().__getitem__, stretches(text))) for language in some
    ]
    return {language: found.count(language) for language in LANGUAGES}


@cache
def _spoken() -> Memory[tuple[Language, ...]]:
    """For each stretch of a text the languages that have its little words, each as often as it has any."""

    def languages(stretch: str) -> tuple[Language, ...]:
        words = [word for word in unit_words(fold(stretch)) if word in little]
        return tuple(lang for word in words for lang in LANGUAGES if word in wordlist(lang).little)

    little = frozenset().union(*(wordlist(language).little for language in LANGUAGES))
    return Memory(languages)

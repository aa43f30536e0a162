"""Tell in which language a short text is written, from the little words that only that language has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import chain

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
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, folded, with the parts that hyphens and apostrophes join."""
    return tuple(unit_words(fold(text)))


@lru_cache(maxsize=KEPT)
def _little_words(text: str) -> dict[Language, int]:
    """How many little words of each language a text has.

    Most words stand alone between spaces, and are looked up in small letters; the others are cut and folded.
    """
    plain: list[str] = [] if "\n" in text else text.lower().split()  # a hyphen at the end of a line joins
    others = text if not plain else " ".join([s for s in text.split() if not (s.isalnum() and s.isascii())])
    little = filter(None, map(_spoken().get, chain(plain, unit_words(fold(others)))))
    counts = dict.fromkeys(LANGUAGES, 0)
    for languages, times in Counter(little).items():
        for language in languages:
            counts[language] += times
    return counts


@cache
def _spoken() -> dict[str, tuple[Language, ...]]:
    """The languages that have each little word."""
    little = frozenset().union(*(wordlist(language).little for language in LANGUAGES))
    return {word: tuple(lang for lang in LANGUAGES if word in wordlist(lang).little) for word in little}

"""Tell the language of a short text: by the little words that only one has, else by all of its words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from synth.coding.memory import Memory
from synth.coding.reading import Row
from synth.coding.stretches import text_cores
from synth.coding.wordforms import word_forms
from synth.coding.wordlists import LANGUAGES, wordlist
from synth.model import Language
from synth.text import fold, unit_words

KEPT = 64
"""Texts whose words are kept counted: the terms and the model ask for the same."""

KEPT_COUNTS = 10_000
"""Counts of little words whose languages are kept: most texts have few."""

_CLEAR = 2
"""Little words by which the first language must lead the second."""

_BITS = 32
"""Bits of the number that counts the little words of one language: all languages are counted in one."""
_MOST = (1 << _BITS) - 1
"""Stretches of a text that are looked at."""


def reading_languages(text: str, declared: Language, known: Sequence[Language]) -> tuple[Language, ...]:
    """The languages of `known` in which `text` is to be read: one when it is clear, else all that may be.

    `declared` is what the record says (ISO 639-1, may be empty); a title in Dutch over an abstract in English
    is common, so the text itself goes first when it is clear.
    """
    return told_languages(_little_words(text), declared, tuple(known))


@lru_cache(maxsize=KEPT_COUNTS)
def told_languages(little: int, declared: Language, known: tuple[Language, ...]) -> tuple[Language, ...]:
    """The same for a text with these little words, as `little_words` counts them."""
    if not known:
        return ()
    counts = {language: little >> place * _BITS & _MOST for place, language in enumerate(LANGUAGES)}
    scores = sorted([(counts.get(language, 0), language) for language in known], reverse=True)
    lead = scores[0][0] - (scores[1][0] if len(scores) > 1 else 0)
    if lead >= _CLEAR:
        return (scores[0][1],)
    return (declared,) if declared in known else tuple(known)


def likeliest_language(text: str, languages: Sequence[Language]) -> Language:
    """The language of those named in which most words of a text are listed; the first of those that tie."""
    if len(languages) == 1:
        return languages[0]
    words = [core for core in text_cores(text)[:_MOST] if core.isalpha()]
    return max(languages, key=lambda language: sum(map(bool, map(word_forms(language).spelled, words))))


def little_words(row: Row) -> list[int]:
    """How many little words of each language each sentence of a row has: numbers that can be added up."""
    counts = list(map(_little.__getitem__, row.cores))
    return [sum(counts[first:last]) for first, last in row.sentences]


@lru_cache(maxsize=KEPT)
def _little_words(text: str) -> int:
    return sum(map(_little.__getitem__, text_cores(text)[:_MOST]))


def _count(core: str) -> int:
    """What the words in a stretch add to the number that counts little words."""
    spoken = _spoken()
    if core.isalnum() and core.isascii():
        return spoken.get(core.lower(), 0)
    return sum(spoken.get(word, 0) for word in unit_words(fold(core)))


_little = Memory(_count)


@cache
def _spoken() -> dict[str, int]:
    """What each little word adds to the number that counts them, which has bits for each language."""
    counts: dict[str, int] = {}
    for place, language in enumerate(LANGUAGES):
        for word in wordlist(language).little:
            counts[word] = counts.get(word, 0) + (1 << place * _BITS)
    return counts

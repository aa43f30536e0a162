"""Words and runs of words of a record, as terms could be made of them."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module

from synth.model import Language, Record
from synth.text import fold, unit_words

LANGUAGES: tuple[Language, ...] = ("nl", "de", "en")
MOST_WORDS = 3
"""Words of a run."""

SHORTEST = 3
"""Letters of a word that begins or ends a run, or stands alone."""

_BREAK = re.compile(r"[^\w\s'’/-]+|[\n\r]")
_JOINED = re.compile(r"[-']")


@cache
def stop_words(language: Language) -> frozenset[str]:
    """The words of a language that say nothing by themselves, folded (the lists of spaCy)."""
    listed = import_module(f"spacy.lang.{language}.stop_words").STOP_WORDS
    return frozenset(fold(word) for word in listed)


def language_of(record: Record) -> Language:
    """The language a record is to be read in: what it says, else the one whose small words it has most."""
    declared = record.language.lower().partition("-")[0]
    if declared in LANGUAGES:
        return declared
    words = unit_words(fold(f"{record.title} {record.abstract}"))
    return max(LANGUAGES, key=lambda one: (sum(word in stop_words(one) for word in words), one == "en"))


def grams(record: Record, language: Language) -> frozenset[str]:
    """Return the runs of one to three words in title, abstract and keywords, folded.

    A run does not cross punctuation, and neither begins nor ends with a word that says nothing. The parts of
    a hyphenated word are words, as for the matcher.
    """
    stop = stop_words(language)
    found: set[str] = set()
    for text in (record.title, record.abstract, *record.keywords):
        for piece in _BREAK.split(text):
            found |= _runs(_words(piece), stop)
    return frozenset(found)


def _words(piece: str) -> list[str]:
    return [part for unit in unit_words(fold(piece)) for part in _JOINED.split(unit)]


def _runs(words: list[str], stop: frozenset[str]) -> set[str]:
    bears = [len(word) >= SHORTEST and word not in stop and not word.isdigit() for word in words]
    return {
        " ".join(words[start:end])
        for start in range(len(words))
        if bears[start]
        for end in range(start + 1, min(start + MOST_WORDS, len(words)) + 1)
        if bears[end - 1]
    }

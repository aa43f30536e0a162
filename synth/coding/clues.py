"""By what a stretch of text can open terms, worked out once for all indexes of a language.

The clues of a word are its keys, the letters with which it begins, and the keys of its halves. Only a word
with a clue of a term can open it: most words of a text open none, and an index needs nothing else of those.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from synth.coding.lemmas import lexicon
from synth.coding.memory import Memory
from synth.coding.stretches import is_plain, written
from synth.coding.terms import SHORTEST_STEM

LONGER_STEM = 5
"""Letters by which words are told that begin with a stem of as many."""

ANY = "*"
"""What every word has: it may begin with anything."""

MOST = 5_000
"""Stretches that are kept: the indexes of a language ask for the same ones soon after each other."""


@cache
def clues(language: str) -> Memory[Sequence[str]]:
    """The clues of all words in what is left of a stretch, in one language."""
    words = lexicon(language)

    def of_one(word: str) -> Sequence[str]:
        keys = words.keys(word)
        found = of_word(keys)
        for split in words.splits(keys[0]) if keys else ():
            found = (*found, *words.keys(split.first), *words.keys(split.second))
        return found

    def of(core: str) -> Sequence[str]:
        if is_plain(core):  # as most are
            return of_one(core)
        return [clue for word in written(core, language) for clue in of_one(word)]

    return Memory(of, MOST)


def of_word(keys: Sequence[str]) -> Sequence[str]:
    """The clues of a word by its keys, but for those of its halves."""
    if not keys:
        return ()
    whole = keys[0]
    return (*keys, f"{whole[:SHORTEST_STEM]}*", f"{whole[:LONGER_STEM]}*", ANY)


def of_stem(stem: str) -> str:
    """The clue of words that begin with a stem."""
    if len(stem) < SHORTEST_STEM:
        return ANY
    return f"{stem[: LONGER_STEM if len(stem) >= LONGER_STEM else SHORTEST_STEM]}*"

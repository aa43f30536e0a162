"""What parts the words of a sentence: signs that end a clause, commas, and what joins words in a list.

What stands in a stretch of text is worked out once for each distinct stretch: most part nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import compress
from typing import NamedTuple

from synth.coding.lemmas import folded
from synth.coding.memory import Memory
from synth.coding.reading import Row
from synth.coding.stretches import core_of, is_plain, pieces
from synth.coding.wordlists import wordlist

_BREAK = re.compile(r"[;:]|\s[–—-]\s")
"""Signs that end the reach of all cues."""
_SIGN = re.compile(r"[;:,/(–—-]")
"""What all signs that part anything have."""
_COMMA, _LISTED = re.compile(","), re.compile("[/(]")


class Parts(NamedTuple):
    """The places of words in front of which something parts a sentence, never those at either end.

    `breaks` end the reach of all cues; `joints` are commas, signs of a list, and the little words that join.
    """

    breaks: Sequence[int]
    commas: frozenset[int]
    joints: frozenset[int]


UNPARTED = Parts((), frozenset(), frozenset())


class _Inside(NamedTuple):
    """The same for a stretch of text; `joins` are its words that join, wherever they stand."""

    breaks: tuple[int, ...]
    commas: tuple[int, ...]
    listed: tuple[int, ...]
    joins: tuple[int, ...]


_JOINS = _Inside((), (), (), (0,))
"""A stretch that is a word that joins."""


def parts(row: Row, sentence: int = 0) -> Parts:
    """What parts the words of a sentence, by its number in the row."""
    first, last = row.sentences[sentence]
    inside = list(map(_stretches(row.language).__getitem__, row.stretches[first:last]))
    if not any(inside):
        return UNPARTED
    *bases, end = row.bases(sentence)
    breaks: list[int] = []
    commas: list[int] = []
    joints: list[int] = []
    for base, one in compress(zip(bases, inside, strict=True), inside):
        if one is not None:
            breaks += [place for at in one.breaks if 0 < (place := base + at) < end]
            commas += [place for at in one.commas if 0 < (place := base + at) < end]
            joints += [place for at in one.listed if 0 < (place := base + at) < end]
            joints += [base + at for at in one.joins]
    return Parts(breaks, frozenset(commas), frozenset(commas + joints))


@cache
def _stretches(language: str) -> Memory[_Inside | None]:
    """What parts anything in each stretch of text; None where nothing does, as in most."""
    joins = wordlist(language).joins

    def parting(stretch: str) -> _Inside | None:
        if is_plain(stretch):  # as most are
            return _JOINS if folded(stretch, language) in joins else None
        core = core_of(stretch)
        text, plain = folded(core, language), is_plain(core)
        joined = text in joins if plain else _any_in(joins, text)
        if not joined and not _SIGN.search(stretch):
            return None
        words = [(0, text)] if plain else [(at[0].start, at[0].text) for at in pieces(language)[core]]
        lead = stretch.index(core)
        starts = [lead + start for start, _ in words]

        def places(sign: re.Pattern[str]) -> tuple[int, ...]:
            spaced = f" {stretch} "  # a dash stands alone in a stretch
            return tuple([bisect_left(starts, found.start() - 1) for found in sign.finditer(spaced)])

        joining = tuple([place for place, (_, word) in enumerate(words) if word in joins])
        found = _Inside(places(_BREAK), places(_COMMA), places(_LISTED), joining)
        return found if any(found) else None

    return Memory(parting)


def _any_in(words: Iterable[str], text: str) -> bool:
    return any(word in text for word in words)

"""What stands in a stretch of text that no word reaches beyond: its words, and the signs around them.

It is worked out once per distinct stretch and kept: a text is then little more than the list of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from string import punctuation
from sys import intern
from typing import NamedTuple

from synth.coding.lemmas import folded
from synth.coding.memory import Memory
from synth.text import MAX_RUN, fold, tokens

KEPT = 2
"""Texts whose stretches are kept: they tell the language first, then what stands in the sentences."""

_LETTERS = "0-9A-Za-zÀ-ÖØ-öø-ÿ"
_PLAIN = re.compile(f"[{_LETTERS}]+")
"""One word for certain, whatever it folds to."""

_JOINING = "-'’‘–‐‑‒−"
_UNIT = re.compile(rf"{_PLAIN.pattern}(?:[{_JOINING}]{_PLAIN.pattern})*")
"""Words that hyphens or apostrophes join, or a single one."""

_CLEAR = re.compile(rf"[{_LETTERS}{_JOINING}.,/()\[\]:;%<=>+*&#@\"!?$^_{{|}}~\\—±×÷≤≥≈€£§°®·•…“”„«»]+")
"""What has nothing else than such words and signs of which it is certain that they join none."""

_AROUND = punctuation + "—–‐‑‒−“”„«»‹›…‘’‚•·"
"""Signs around a word that are no part of it."""

PIECE = re.compile(r"\S+(?:[^\S\n]*\n\s*\S+)*")
"""What no word reaches beyond: white space ends it, but a hyphen at the end of a line may join lines."""


BARRIER = " "
"""Stands between sentences where the stretches of several are in a row: it is none, and no term goes on."""


class Word(NamedTuple):
    """A word of a text: its place in characters (`start`, `end`) and in words (`first`, `last`).

    `text` is folded; `written` is what its keys are looked up by.
    """

    text: str
    written: str
    start: int
    end: int
    first: int
    last: int

    def shifted(self, start: int, base: int) -> Word:
        """The same word, `start` characters and `base` words further on."""
        text, written, begins, ends, first, last = self
        return Word(text, written, begins + start, ends + start, first + base, last + base)


Words = tuple[tuple[Word, ...], ...]
"""What is in a stretch of text: the words at each place in it."""


def stretches(text: str) -> list[str]:
    """The stretches of a text that no word reaches beyond, in order."""
    return PIECE.findall(text) if "\n" in text else text.split()


@lru_cache(maxsize=KEPT)
def text_stretches(text: str) -> Sequence[str]:
    """The stretches of a whole text; those of the last texts are kept."""
    return stretches(text)


@lru_cache(maxsize=KEPT)
def text_cores(text: str) -> Sequence[str]:
    """What is left of each stretch of a whole text; those of the last texts are kept."""
    return cores(text_stretches(text))


def cores(stretches: Iterable[str]) -> list[str]:
    """What is left of each stretch without the signs around it; empty if nothing is."""
    return list(map(core_of, stretches))


def _core(stretch: str) -> str:
    return intern(stretch if stretch.isalnum() else stretch.strip(_AROUND))  # one string is found sooner


core_of: Callable[[str], str] = Memory(_core).__getitem__
"""What is left of a stretch without the signs around it."""


def is_plain(core: str) -> bool:
    """Whether what is left of a stretch is one word for certain."""
    return core.isalnum() and (core.isascii() or bool(_PLAIN.fullmatch(core)))


def _places(core: str) -> int:
    if is_plain(core):
        return 1
    if _CLEAR.fullmatch(core):
        return len(_PLAIN.findall(core))
    return len(_words(core, ""))


size_of: Callable[[str], int] = Memory(_places).__getitem__
"""How many places of words are in what is left of a stretch."""


@cache
def pieces(language: str) -> Memory[Words]:
    """The words in what is left of each stretch of text, in one language."""

    def words(core: str) -> Words:
        if is_plain(core):
            return ((_word(core, 0, 0, language),),)
        return _in_units(core, language) if _CLEAR.fullmatch(core) else _words(core, language)

    return Memory(words)


def written(core: str, language: str) -> Sequence[str]:
    """The words in what is left of a stretch, each as its keys are looked up: quicker than with places."""
    if is_plain(core):
        return (core,)
    if not _CLEAR.fullmatch(core):
        return [word.written for words in pieces(language)[core] for word in words]
    found: list[str] = []
    for unit in _UNIT.findall(core):
        parts = (unit,) if unit.isalnum() else _PLAIN.findall(unit)
        found += [word for _, _, word in _runs(parts)]
    return found


def _runs(parts: Sequence[str]) -> list[tuple[int, int, str]]:
    """Each of the words that are joined, and each run of them as one word, folded."""
    if len(parts) == 1:
        return [(0, 1, parts[0])]
    size, plain = len(parts), list(map(fold, parts))
    return [
        (first, last, parts[first] if last == first + 1 else "".join(plain[first:last]))
        for first in range(size)
        for last in range(first + 1, min(first + MAX_RUN, size) + 1)
    ]


def _word(written: str, start: int, place: int, language: str) -> Word:
    return Word(folded(written, language), written, start, start + len(written), place, place + 1)


def _in_units(core: str, language: str) -> Words:
    """Words of which some may be joined: each alone, and with those that follow it, as `_words` has them."""
    at: list[list[Word]] = []
    for unit in _UNIT.finditer(core):
        found, base = list(_PLAIN.finditer(core, *unit.span())), len(at)
        at += [[] for _ in found]
        for first, last, written in _runs([one[0] for one in found]):
            start, end = found[first].start(), found[last - 1].end()
            word = Word(folded(written, language), written, start, end, base + first, base + last)
            at[base + first].append(word)
    return tuple(map(tuple, at))


def _words(text: str, language: str) -> Words:
    """The words of a stretch of text, by their place in it."""
    at: dict[int, list[Word]] = defaultdict(list)
    for token in tokens(text):
        written = text[token.start : token.end] if token.last == token.first + 1 else token.word
        word = Word(folded(written, language), written, token.start, token.end, token.first, token.last)
        at[token.first].append(word)
    return tuple(tuple(at[place]) for place in range(len(at)))

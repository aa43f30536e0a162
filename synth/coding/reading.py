"""A text read in one language: its words with their match keys, at their places, and the signs between them.

What is in a stretch of text without white space is worked out once per distinct stretch and kept; a text is
then little more than the list of its stretches.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, cached_property
from itertools import accumulate, count
from operator import add
from string import punctuation
from typing import NamedTuple

from synth.coding.lemmas import folded, lexicon
from synth.coding.memory import Memory
from synth.text import tokens

_PLAIN = re.compile(r"[0-9A-Za-zÀ-ÖØ-öø-ÿ]+")
"""One word for certain, whatever it folds to."""

_PIECE = re.compile(r"\S+(?:[^\S\n]*\n\s*\S+)*")
"""What no word reaches beyond: white space ends it, but a hyphen at the end of a line may join lines."""


class Word(NamedTuple):
    """A word of a text: its place in characters (`start`, `end`) and in words (`first`, `last`), its keys."""

    text: str
    keys: tuple[str, ...]
    start: int
    end: int
    first: int
    last: int

    def shifted(self, start: int, base: int) -> Word:
        """The same word, `start` characters and `base` words further on."""
        text, keys, begins, ends, first, last = self
        return Word(text, keys, begins + start, ends + start, first + base, last + base)


Words = tuple[tuple[Word, ...], ...]
"""What is in a stretch of text that no word reaches beyond: the words at each place in it."""


class _Laid(NamedTuple):
    """The stretches of a text: what is in each, the words before it (and in all), where it begins."""

    pieces: list[Words]
    bases: list[int]
    starts: list[int]


class Reading:
    """A text read in one language; its words are looked up when they are first needed."""

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.language = language
        self.stretches: list[str] = _PIECE.findall(text) if "\n" in text else text.split()
        """The stretches of the text that no word reaches beyond, in order."""

    @cached_property
    def _laid(self) -> _Laid:
        found = list(map(pieces(self.language).__getitem__, self.stretches))
        return _Laid(found, list(accumulate(map(len, found), initial=0)), self._starts())

    def _starts(self) -> list[int]:
        if " ".join(self.stretches) == self.text:
            return list(map(add, accumulate(map(len, self.stretches), initial=0), count()))
        return [match.start() for match in _PIECE.finditer(self.text)]

    @property
    def size(self) -> int:
        """Places of words."""
        return self._laid.bases[-1]

    @cached_property
    def texts(self) -> list[str]:
        """The first word at each place."""
        return [words[0].text for piece in self._laid.pieces for words in piece]

    def behind(self, number: int, word: Word) -> tuple[int, tuple[Word, ...]]:
        """The words that follow a word of a stretch, placed in their own stretch, and its number."""
        found = self._laid.pieces
        if word.last < len(found[number]):
            return number, found[number][word.last]
        for after in range(number + 1, len(found)):
            if found[after]:
                return after, found[after][0]
        return number, ()

    def placed(self, number: int, word: Word) -> Word:
        """A word of a stretch at its place in the whole text."""
        return word.shifted(self._laid.starts[number], self._laid.bases[number])

    def words_at(self, place: int) -> tuple[Word, ...]:
        """The words that begin at a place; none behind the last."""
        if place >= self.size:
            return ()
        number = bisect_right(self._laid.bases, place) - 1
        found = self._laid.pieces[number][place - self._laid.bases[number]]
        return tuple(self.placed(number, word) for word in found)

    @cached_property
    def signs(self) -> Mapping[int, str]:
        """What stands in front of a place, behind the word before it, where that is more than white space."""
        found: dict[int, str] = {}
        ended, looked = 0, False
        for stretch, piece, base, start in zip(self.stretches, *self._laid, strict=False):
            signs = not (len(piece) == 1 and len(stretch) == piece[0][0].end - piece[0][0].start)
            looked = looked or signs
            for place, words in enumerate(piece if looked else (), start=base):
                found[place] = self.text[ended : start + words[0].start]
                ended = start + words[0].end
            if piece:
                ended, looked = start + piece[-1][0].end, signs
        found.pop(0, "")
        return {place: signs for place, signs in found.items() if not signs.isspace()}


def read(text: str, language: str) -> Reading:
    """The words of a text with their match keys in `language`."""
    return Reading(text, language)


@cache
def pieces(language: str) -> Memory[Words]:
    """What is in each stretch of text, in one language."""
    keys = lexicon(language).keys
    plain = Memory(lambda core: ((Word(folded(core, language), keys(core), 0, len(core), 0, 1),),))

    def words(text: str) -> Words:
        core = text.strip(punctuation)
        if not _PLAIN.fullmatch(core):
            return _words(text, language)
        if text.startswith(core):
            return plain[core]
        return ((plain[core][0][0].shifted(text.index(core), 0),),)

    return Memory(words)


def _words(text: str, language: str) -> Words:
    """The words of a stretch of text, by their place in it."""
    keys = lexicon(language).keys
    at: dict[int, list[Word]] = defaultdict(list)
    for token in tokens(text):
        written = text[token.start : token.end] if token.last == token.first + 1 else token.word
        word = Word(folded(written, language), keys(written), token.start, token.end, token.first, token.last)
        at[token.first].append(word)
    return tuple(tuple(at[place]) for place in range(len(at)))

"""A text read in one language: its words with their match keys, at their places, and the signs between them.

What is in a stretch of text without white space is worked out once per distinct stretch and kept; a text is
then little more than the list of its stretches.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache, cached_property
from itertools import accumulate, chain, count
from operator import add, attrgetter
from string import punctuation
from typing import NamedTuple, TypeVar

from synth.coding.lemmas import folded, lexicon
from synth.text import tokens

MOST_KEPT = 200_000
"""Distinct stretches of text that are kept per language: when there are more, it starts anew."""

_PIECE = re.compile(r"\S+(?:[^\S\n]*\n\s*\S+)*")
"""What no word reaches beyond: white space ends it, but a hyphen at the end of a line may join lines."""

Kept = TypeVar("Kept")


class Memory(dict[str, Kept]):
    """What was worked out for each text, worked out when it is first asked for."""

    def __init__(self, work_out: Callable[[str], Kept], most: int = MOST_KEPT) -> None:
        self._work_out = work_out
        self._most = most

    def __missing__(self, text: str) -> Kept:
        if len(self) >= self._most:
            self.clear()
        found = self[text] = self._work_out(text)
        return found


class Word(NamedTuple):
    """A word of a text: its place in characters (`start`, `end`) and in words (`first`, `last`), its keys."""

    text: str
    keys: frozenset[str]
    start: int
    end: int
    first: int
    last: int

    def shifted(self, start: int, base: int) -> Word:
        """The same word, `start` characters and `base` words further on."""
        text, keys, begins, ends, first, last = self
        return Word(text, keys, begins + start, ends + start, first + base, last + base)


class Piece(NamedTuple):
    """A stretch of text that no word reaches beyond: the words at each place in it, the first of each place.

    `size` counts the places; `signs` tells whether anything but one word stands in it.
    """

    at: tuple[tuple[Word, ...], ...]
    texts: tuple[str, ...]
    size: int
    signs: bool


class Reading:
    """A text read in one language; its words are looked up when they are first needed."""

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.language = language
        self.stretches: list[str] = _PIECE.findall(text) if "\n" in text else text.split()
        """The stretches of the text that no word reaches beyond, in order."""

    @cached_property
    def _pieces(self) -> list[Piece]:
        return list(map(pieces(self.language).__getitem__, self.stretches))

    @cached_property
    def _bases(self) -> list[int]:
        """The words before each stretch, and in all."""
        return list(accumulate(map(attrgetter("size"), self._pieces), initial=0))

    @cached_property
    def _starts(self) -> list[int]:
        if " ".join(self.stretches) == self.text:
            return list(map(add, accumulate(map(len, self.stretches), initial=0), count()))
        return [match.start() for match in _PIECE.finditer(self.text)]

    @cached_property
    def size(self) -> int:
        """Places of words."""
        return self._bases[-1]

    @cached_property
    def texts(self) -> list[str]:
        """The first word at each place."""
        return list(chain.from_iterable(map(attrgetter("texts"), self._pieces)))

    def behind(self, number: int, word: Word) -> tuple[Word, ...]:
        """The words that follow a word of a stretch, with their own places counted in their stretch."""
        if word.last < self._pieces[number].size:
            return self._pieces[number].at[word.last]
        for after in range(number + 1, len(self._pieces)):
            if self._pieces[after].size:
                return self._pieces[after].at[0]
        return ()

    def placed(self, number: int, word: Word) -> Word:
        """A word of a stretch at its place in the whole text."""
        return word.shifted(self._starts[number], self._bases[number])

    def loose_at(self, place: int) -> tuple[Word, ...]:
        """The words that begin at a place, with their own places counted in their stretch."""
        if place >= self.size:
            return ()
        number = bisect_right(self._bases, place) - 1
        return self._pieces[number].at[place - self._bases[number]]

    def words_at(self, place: int) -> tuple[Word, ...]:
        """The words that begin at a place; none behind the last."""
        number = bisect_right(self._bases, place) - 1
        return tuple(self.placed(number, word) for word in self.loose_at(place))

    @cached_property
    def signs(self) -> Mapping[int, str]:
        """What stands in front of a place, behind the word before it, where that is more than white space."""
        bases = self._bases
        places = {
            place
            for number, piece in enumerate(self._pieces)
            if piece.signs
            for place in range(bases[number], bases[number] + piece.size + 1)
        }
        between = {place: self.between(place) for place in sorted(places) if 0 < place < self.size}
        return {place: signs for place, signs in between.items() if not signs.isspace()}

    def between(self, place: int) -> str:
        """What stands between the word at `place` and the one before it."""
        before, behind = bisect_right(self._bases, place - 1) - 1, bisect_right(self._bases, place) - 1
        end = self._starts[before] + self.loose_at(place - 1)[0].end
        return self.text[end : self._starts[behind] + self.loose_at(place)[0].start]


def read(text: str, language: str) -> Reading:
    """The words of a text with their match keys in `language`."""
    return Reading(text, language)


@cache
def pieces(language: str) -> Memory[Piece]:
    """What is in each stretch of text, in one language."""
    return Memory(lambda text: _piece(text, language))


def _piece(text: str, language: str) -> Piece:
    at = _words(text, language)
    whole = len(at) == 1 and (at[0][0].start, at[0][0].end) == (0, len(text))
    return Piece(at, tuple(words[0].text for words in at), len(at), not whole)


def _words(text: str, language: str) -> tuple[tuple[Word, ...], ...]:
    """The words of a stretch of text, by their place in it."""
    keys, core = lexicon(language).keys, text.strip(punctuation)
    if core.isascii() and core.isalnum():  # most are one plain word: the quick way to the same
        start = text.index(core)
        return ((Word(core.lower(), keys(core), start, start + len(core), 0, 1),),)
    at: dict[int, list[Word]] = defaultdict(list)
    for token in tokens(text):
        written = text[token.start : token.end] if token.last == token.first + 1 else token.word
        word = Word(folded(written, language), keys(written), token.start, token.end, token.first, token.last)
        at[token.first].append(word)
    return tuple(tuple(at[place]) for place in range(len(at)))

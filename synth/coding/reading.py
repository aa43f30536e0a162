"""A text read in one language: its words at their places, and the signs between them.

What is in a stretch of text without white space is worked out once per distinct stretch and kept; a text is
then little more than the list of its stretches.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import accumulate, count
from operator import add
from string import punctuation
from typing import NamedTuple

from synth.coding.lemmas import folded
from synth.coding.memory import Memory
from synth.text import MAX_RUN, fold, tokens

_PLAIN = re.compile(r"[0-9A-Za-zÀ-ÖØ-öø-ÿ]+")
"""One word for certain, whatever it folds to."""

_JOINED = re.compile(rf"{_PLAIN.pattern}(?:[-'’‘–‐‑]{_PLAIN.pattern}){{1,{MAX_RUN - 1}}}")
"""Words that hyphens or apostrophes join, and nothing else."""

_LOOSE = re.compile(r"[0-9A-Za-z.,/()\[\]:;%<=>+*&#@\"]+")
"""Words that nothing joins: each sign that is no letter or digit stands between two."""

_AROUND = punctuation + "—–‐‑‒−“”„«»‹›…‘’‚•·"
"""Signs around a word that are no part of it."""

KEPT = 64
"""Texts that are kept: a sentence is read for its terms, for its cues, then by the model."""

_PIECE = re.compile(r"\S+(?:[^\S\n]*\n\s*\S+)*")
"""What no word reaches beyond: white space ends it, but a hyphen at the end of a line may join lines."""


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
"""What is in a stretch of text that no word reaches beyond: the words at each place in it."""


class Reading:
    """A text read in one language; its words are looked up when they are first needed."""

    __slots__ = ("__weakref__", "_bases", "_pieces", "_signs", "_starts", "language", "stretches", "text")

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.language = language
        self.stretches = stretches(text)
        """The stretches of the text that no word reaches beyond, in order."""
        self._pieces: list[Words] = []
        self._bases: list[int] = []
        self._starts: list[int] = []
        self._signs: dict[int, str] | None = None

    @property
    def pieces(self) -> list[Words]:
        """What is in each stretch."""
        if not self._pieces:
            self._pieces = list(map(pieces(self.language).__getitem__, self.stretches))
        return self._pieces

    @property
    def bases(self) -> list[int]:
        """The words before each stretch, and in all."""
        if not self._bases:
            self._bases = list(accumulate(map(len, self.pieces), initial=0))
        return self._bases

    @property
    def starts(self) -> list[int]:
        """Where each stretch begins."""
        if not self._starts:
            if " ".join(self.stretches) == self.text:
                self._starts = list(map(add, accumulate(map(len, self.stretches), initial=0), count()))
            else:
                self._starts = [match.start() for match in _PIECE.finditer(self.text)]
        return self._starts

    @property
    def size(self) -> int:
        """Places of words."""
        return self.bases[-1]

    @property
    def texts(self) -> list[str]:
        """The first word at each place."""
        return [words[0].text for piece in self.pieces for words in piece]

    def behind(self, number: int, word: Word) -> tuple[int, tuple[Word, ...]]:
        """The words that follow a word of a stretch, placed in their own stretch, and its number."""
        found = self.pieces
        if word.last < len(found[number]):
            return number, found[number][word.last]
        for after in range(number + 1, len(found)):
            if found[after]:
                return after, found[after][0]
        return number, ()

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where the words from a place to the one before another begin and end, in characters."""
        return self.words_at(first)[0].start, self.words_at(last - 1)[0].end

    def words_at(self, place: int) -> tuple[Word, ...]:
        """The words that begin at a place; none behind the last."""
        if place >= self.size:
            return ()
        number = bisect_right(self.bases, place) - 1
        found = self.pieces[number][place - self.bases[number]]
        return tuple(word.shifted(self.starts[number], self.bases[number]) for word in found)

    @property
    def signs(self) -> Mapping[int, str]:
        """What stands in front of a place, behind the word before it, where that is more than white space."""
        if self._signs is None:
            self._signs = {place: signs for place, signs in self._stand() if not signs.isspace()}
        return self._signs

    def places_of(self, sign: re.Pattern[str]) -> frozenset[int]:
        """The places in front of which a sign stands."""
        found = [match.start() for match in sign.finditer(self.text)]
        if not found:
            return frozenset()
        return frozenset([place for place in map(self._place_behind, found) if 0 < place < self.size])

    def _place_behind(self, at: int) -> int:
        """The place of the first word that begins behind a sign."""
        number = bisect_right(self.starts, at) - 1
        if number < 0:
            return 0
        inside = at - self.starts[number]
        before = [words for words in self.pieces[number] if words[0].start < inside]
        return self.bases[number] + len(before)

    def _stand(self) -> Iterator[tuple[int, str]]:
        """What stands in and behind each stretch that is more than a word, by the place behind it."""
        more, starts, bases, pieces = wordy(self.language), self.starts, self.bases, self.pieces
        for number in [n for n, stretch in enumerate(self.stretches) if not more[stretch]]:
            place, start, ended = bases[number], starts[number], self._ended(number)
            for words in pieces[number]:
                if place:
                    yield place, self.text[ended : start + words[0].start]
                ended = start + words[0].end
                place += 1
            if 0 < place < bases[-1]:
                yield place, self.text[ended : self._begins(number)]

    def _begins(self, number: int) -> int:
        """Where the first word behind a stretch begins; there is one."""
        after = next(n for n in range(number + 1, len(self.pieces)) if self.pieces[n])
        return self.starts[after] + self.pieces[after][0][0].start

    def _ended(self, number: int) -> int:
        """Where the last word before a stretch ends."""
        for before in range(number - 1, -1, -1):
            if self.pieces[before]:
                return self.starts[before] + self.pieces[before][-1][0].end
        return 0


def stretches(text: str) -> list[str]:
    """The stretches of a text that no word reaches beyond, in order."""
    return _PIECE.findall(text) if "\n" in text else text.split()


@lru_cache(maxsize=KEPT)
def read(text: str, language: str) -> Reading:
    """The words of a text as they are read in `language`; the last texts are kept."""
    return Reading(text, language)


@cache
def wordy(language: str) -> Memory[bool]:
    """Whether a stretch of text is one word and nothing else."""
    found = pieces(language)

    def alone(text: str) -> bool:
        return len(found[text]) == 1 and len(text) == found[text][0][0].end - found[text][0][0].start

    return Memory(alone)


def plain_word(text: str) -> str:
    """The one word that a stretch of text is for certain, without the signs around it; empty if it is not."""
    if _PLAIN.fullmatch(text):
        return text
    core = text.strip(_AROUND)
    return core if _PLAIN.fullmatch(core) else ""


@cache
def pieces(language: str) -> Memory[Words]:
    """What is in each stretch of text, in one language."""

    def words(text: str) -> Words:
        if core := plain_word(text):
            return ((_word(core, text.index(core), 0, language),),)
        core = text.strip(_AROUND)
        if not core:
            return ()
        if _LOOSE.fullmatch(core):
            found = enumerate(_PLAIN.finditer(text))
            return tuple((_word(one[0], one.start(), place, language),) for place, one in found)
        if _JOINED.fullmatch(core):
            return _joined(core, text.index(core), language)
        return _words(text, language)

    return Memory(words)


def _word(written: str, start: int, place: int, language: str) -> Word:
    return Word(folded(written, language), written, start, start + len(written), place, place + 1)


def _joined(core: str, start: int, language: str) -> Words:
    """Words that are joined: each alone, and with those that follow it, as `_words` gives them."""
    found = list(_PLAIN.finditer(core))
    parts = [fold(one[0]) for one in found]

    def word(first: int, last: int) -> Word:
        written = found[first][0] if last == first + 1 else "".join(parts[first:last])
        begins, ends = found[first].start() + start, found[last - 1].end() + start
        return Word(folded(written, language), written, begins, ends, first, last)

    size = len(found)
    return tuple(tuple([word(at, last) for last in range(at + 1, size + 1)]) for at in range(size))


def _words(text: str, language: str) -> Words:
    """The words of a stretch of text, by their place in it."""
    at: dict[int, list[Word]] = defaultdict(list)
    for token in tokens(text):
        written = text[token.start : token.end] if token.last == token.first + 1 else token.word
        word = Word(folded(written, language), written, token.start, token.end, token.first, token.last)
        at[token.first].append(word)
    return tuple(tuple(at[place]) for place in range(len(at)))

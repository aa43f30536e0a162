"""A text read in one language: its words at their places, and the signs between them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, count, pairwise
from operator import add

from synth.coding.stretches import PIECE, Word, Words, cores, pieces, stretches, text_cores

KEPT = 64
"""Texts that are kept: a sentence is read for its terms, for its cues, then by the model."""


class Reading:
    """A text read in one language; its words are looked up when they are first needed.

    `known` are its cores where they are known already.
    """

    __slots__ = ("__weakref__", "_bases", "_pieces", "_signs", "_starts", "cores", "language", "text")

    def __init__(self, text: str, language: str, known: Sequence[str] | None = None) -> None:
        self.text = text
        self.language = language
        self.cores = cores(text) if known is None else known
        """What is left of each stretch of the text that no word reaches beyond, in order."""
        self._pieces: list[Words] | None = None
        self._bases: list[int] | None = None
        self._starts: list[int] | None = None
        self._signs: dict[int, str] | None = None

    @property
    def stretches(self) -> list[str]:
        """The stretches of the text, with the signs around their words."""
        return stretches(self.text)

    @property
    def pieces(self) -> list[Words]:
        """What is in each stretch."""
        if self._pieces is None:
            self._pieces = list(map(pieces(self.language).__getitem__, self.cores))
        return self._pieces

    @property
    def bases(self) -> list[int]:
        """The words before each stretch, and in all."""
        if self._bases is None:
            self._bases = list(accumulate(map(len, self.pieces), initial=0))
        return self._bases

    @property
    def starts(self) -> list[int]:
        """Where what is left of each stretch begins."""
        if self._starts is None:
            found = self.stretches
            begins: Iterable[int]
            if found and " ".join(found) == self.text:
                begins = map(add, accumulate(map(len, found[:-1]), initial=0), count())
            else:
                begins = (match.start() for match in PIECE.finditer(self.text))
            self._starts = [
                at + one.index(core) for at, one, core in zip(begins, found, self.cores, strict=True)
            ]
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
            ends = [
                (start + words[0].start, start + words[0].end)
                for start, piece in zip(self.starts, self.pieces, strict=True)
                for words in piece
            ]
            between = [self.text[ended:begins] for (_, ended), (begins, _) in pairwise(ends)]
            self._signs = {place: one for place, one in enumerate(between, start=1) if not one.isspace()}
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


@lru_cache(maxsize=KEPT)
def read(text: str, language: str) -> Reading:
    """The words of a text as they are read in `language`; the last texts are kept."""
    return Reading(text, language)


def sentence_readings(text: str, spans: Sequence[tuple[int, int]], language: str) -> Iterator[Reading]:
    """Each sentence of a text, given where it stands, as it is read in `language`."""
    for (start, end), known in zip(spans, _cores_of(text, spans), strict=True):
        yield Reading(text[start:end], language, known)


def _cores_of(text: str, spans: Sequence[tuple[int, int]]) -> Iterable[Sequence[str] | None]:
    """The cores of each sentence, cut from those of the whole text where single spaces part them all."""
    if "  " in text or not text.isprintable():  # no other white space can be printed
        return [None] * len(spans)
    known = text_cores(text)
    ends = list(accumulate([text.count(" ", start, end) + 1 for start, end in spans]))
    if not ends or ends[-1] != len(known):  # a sentence that is too long may be cut within a word
        return [None] * len(spans)
    return [known[first:last] for first, last in zip([0, *ends], ends, strict=False)]

"""A text read in one language: its words at their places, and the signs between them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, chain, count, pairwise
from operator import add

from synth.coding.stretches import (
    BARRIER,
    PIECE,
    Word,
    Words,
    cores,
    pieces,
    size_of,
    stretches,
    text_cores,
    text_stretches,
)

KEPT = 64
"""Texts that are kept: a sentence is read for its terms, for its cues, then by the model."""


Stretches = tuple[int, int]
"""A sentence among those of a row: its first stretch, and the one behind its last."""


class Row:
    """The words of sentences in a row, in one language; they are looked up when they are first needed.

    `stretches` are those of all sentences in order, `cores` what is left of each without the signs around it.
    Behind each sentence but a single one stands a barrier. Places of words count within their sentence.
    """

    __slots__ = ("__weakref__", "_bases", "cores", "language", "pieces", "sentences", "stretches")

    def __init__(
        self,
        stretches: Sequence[str],
        cores: Sequence[str],
        sentences: Sequence[Stretches],
        language: str,
    ) -> None:
        self.stretches = stretches
        self.cores = cores
        self.sentences = sentences
        self.language = language
        self.pieces: Callable[[str], Words] = pieces(language).__getitem__
        """The words in what is left of a stretch."""
        self._bases: dict[int, list[int]] = {}

    def bases(self, sentence: int = 0) -> list[int]:
        """The words of a sentence before each of its stretches, and in all."""
        found = self._bases.get(sentence)
        if found is None:
            first, last = self.sentences[sentence]
            sizes = map(size_of, self.cores[first:last])
            found = self._bases[sentence] = list(accumulate(sizes, initial=0))
        return found

    def texts_in(self, sentence: int) -> list[str]:
        """The first word at each place of a sentence."""
        first, last = self.sentences[sentence]
        return [words[0].text for piece in map(self.pieces, self.cores[first:last]) for words in piece]

    def alone(self, sentence: int) -> Reading:
        """A sentence as one that stands alone, with single spaces."""
        first, last = self.sentences[sentence]
        return Reading(" ".join(self.stretches[first:last]), self.language)

    def in_language(self, language: str) -> Row:
        """The same sentences as they are read in another language."""
        return Row(self.stretches, self.cores, self.sentences, language)

    def behind(self, number: int, word: Word) -> tuple[int, tuple[Word, ...]]:
        """The words that follow a word of a stretch, placed in their own stretch, and its number."""
        here = self.pieces(self.cores[number])
        if word.last < len(here):
            return number, here[word.last]
        for after in range(number + 1, len(self.cores)):
            core = self.cores[after]
            if core == BARRIER:
                break
            if found := self.pieces(core):
                return after, found[0]
        return number, ()


class Reading(Row):
    """A text read in one language, as one sentence."""

    __slots__ = ("_signs", "_starts", "text")

    def __init__(self, text: str, language: str) -> None:
        found = stretches(text)
        super().__init__(found, cores(found), ((0, len(found)),), language)
        self.text = text
        self._starts: list[int] | None = None
        self._signs: dict[int, str] | None = None

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
        return self.bases()[-1]

    @property
    def texts(self) -> list[str]:
        """The first word at each place."""
        return self.texts_in(0)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where the words from a place to the one before another begin and end, in characters."""
        return self.words_at(first)[0].start, self.words_at(last - 1)[0].end

    def words_at(self, place: int) -> tuple[Word, ...]:
        """The words that begin at a place; none behind the last."""
        if place >= self.size:
            return ()
        number = bisect_right(self.bases(), place) - 1
        found = self.pieces(self.cores[number])[place - self.bases()[number]]
        return tuple(word.shifted(self.starts[number], self.bases()[number]) for word in found)

    @property
    def signs(self) -> Mapping[int, str]:
        """What stands in front of a place, behind the word before it, where that is more than white space."""
        if self._signs is None:
            ends = [
                (start + words[0].start, start + words[0].end)
                for start, piece in zip(self.starts, map(self.pieces, self.cores), strict=True)
                for words in piece
            ]
            between = [self.text[ended:begins] for (_, ended), (begins, _) in pairwise(ends)]
            self._signs = {place: one for place, one in enumerate(between, start=1) if not one.isspace()}
        return self._signs


@lru_cache(maxsize=KEPT)
def read(text: str, language: str) -> Reading:
    """The words of a text as they are read in `language`; the last texts are kept."""
    return Reading(text, language)


def row(text: str, spans: Sequence[tuple[int, int]], language: str) -> Row:
    """The words of the sentences of a text, given where those stand, as they are read in `language`."""
    sizes = _sizes(text, spans)
    if not sizes:
        return row_of([text[start:end] for start, end in spans], language)
    return _row(sizes, text_stretches(text), text_cores(text), language)


def row_of(sentences: Sequence[str], language: str) -> Row:
    """The words of sentences, as they are read in `language`."""
    cut = list(map(stretches, sentences))
    found = list(chain.from_iterable(cut))
    return _row(list(map(len, cut)), found, cores(found), language)


def _row(sizes: Sequence[int], found: Sequence[str], known: Sequence[str], language: str) -> Row:
    """The row of so many stretches in each sentence."""
    in_row: list[str] = []
    cores_in_row: list[str] = []
    places: list[Stretches] = []
    at = 0
    for size in sizes:
        places.append((len(in_row), len(in_row) + size))
        in_row += (*found[at : at + size], BARRIER)
        cores_in_row += (*known[at : at + size], BARRIER)
        at += size
    return Row(in_row, cores_in_row, places, language)


def _sizes(text: str, spans: Sequence[tuple[int, int]]) -> list[int] | None:
    """The stretches in each sentence, counted by its spaces; None where that cannot be done."""
    if "  " in text or not text.isprintable():  # other white space cannot be printed
        return None
    sizes = [text.count(" ", start, end) + 1 for start, end in spans]
    # a sentence that is too long may be cut within a stretch
    return sizes if sum(sizes) == len(text_stretches(text)) else None

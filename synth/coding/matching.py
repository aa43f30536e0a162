"""Find indicator terms in a text: on lemmas, truncated, as a phrase, literally, or inside a compound."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from synth.coding.lemmas import Lexicon, Split, folded, lexicon
from synth.coding.terms import Term, TermWord
from synth.strategy.wildcards import Glob
from synth.text import tokens

How = Literal["word", "truncation", "compound"]

_PIECE = re.compile(r"\S+(?:[^\S\n]*\n\s*\S+)*")
"""What no word reaches beyond: white space ends it, but a hyphen at the end of a line may join lines."""


class Word(NamedTuple):
    """A word of a text: its place in characters (`start`, `end`) and in words (`first`, `last`), its keys."""

    text: str
    keys: frozenset[str]
    start: int
    end: int
    first: int
    last: int


class Reading:
    """A text read in one language; its words are looked up when they are first needed."""

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.language = language

    @cached_property
    def pieces(self) -> tuple[_Piece, ...]:
        """The stretches of the text that no word reaches beyond, in order."""
        found, base = [], 0
        for match in _PIECE.finditer(self.text):
            places = _places(match.group(), self.language)
            found.append(_Piece(match.group(), base, match.start(), places))
            base += len(places)
        return tuple(found)

    @cached_property
    def at(self) -> tuple[tuple[Word, ...], ...]:
        """The words that begin at each word place."""
        return tuple(words for piece in self.pieces for words in piece.words())

    @cached_property
    def _between(self) -> list[str]:
        ends = [words[0].end for words in self.at]
        return ["", *(self.text[e : words[0].start] for e, words in zip(ends, self.at[1:], strict=False))]

    def between(self, place: int) -> str:
        """What stands between the word at `place` and the one before it."""
        return self._between[place] if 0 < place < len(self.at) else ""


class _Piece(NamedTuple):
    """A stretch of a text, its words by their place in it, and what comes before: places and characters."""

    text: str
    base: int
    start: int
    places: tuple[tuple[Word, ...], ...]

    def words(self) -> Iterator[tuple[Word, ...]]:
        """Its words at their places in the whole text."""
        base, start = self.base, self.start
        for words in self.places:
            yield tuple(Word(w[0], w[1], w[2] + start, w[3] + start, w[4] + base, w[5] + base) for w in words)


@dataclass(frozen=True, slots=True)
class Found:
    """A term found: its number in the index, and its place in characters and in words."""

    term: int
    start: int
    end: int
    first: int
    last: int
    how: How
    split: Split | None = None


def read(text: str, language: str) -> Reading:
    """The words of a text with their match keys in `language`."""
    return Reading(text, language)


def _whole(text: str, language: str) -> tuple[tuple[Word, ...], ...]:
    """The words of a piece of text, by their place in it."""
    words = lexicon(language)
    at: dict[int, list[Word]] = defaultdict(list)
    for token in tokens(text):
        single = token.last == token.first + 1
        written = text[token.start : token.end] if single else token.word
        word = Word(
            text=folded(written, language),
            keys=words.keys(written),
            start=token.start,
            end=token.end,
            first=token.first,
            last=token.last,
        )
        at[token.first].append(word)
    return tuple(tuple(at[place]) for place in range(len(at)))


_places = lru_cache(maxsize=200_000)(_whole)


@dataclass(frozen=True, slots=True)
class _Needle:
    """One word of a term, ready to compare: a form (literal or truncated), or else keys."""

    word: TermWord
    form: Glob | None
    keys: frozenset[str]

    def fits(self, word: Word) -> bool:
        return self.form.matches(word.text) if self.form else not self.keys.isdisjoint(word.keys)


@dataclass(frozen=True, slots=True)
class _Opened:
    """The terms that a word can open, and those of one word that stand inside it, with the split."""

    whole: tuple[int, ...]
    inside: tuple[tuple[int, Split], ...]


class TermIndex:
    """Terms of one language, found together in one pass over a text."""

    def __init__(self, terms: Sequence[Term], language: str) -> None:
        self.language = language
        self._lexicon = lexicon(language)
        self._needles = [tuple(_needle(word, self._lexicon) for word in term.words) for term in terms]
        self._by_key: dict[str, list[int]] = defaultdict(list)
        self._truncated: list[int] = []
        for number, needles in enumerate(self._needles):
            if needles[0].word.truncated:
                self._truncated.append(number)
            for key in () if needles[0].word.truncated else needles[0].keys:
                self._by_key[key].append(number)
        self._opened = lru_cache(maxsize=100_000)(self._open)
        self._opening = lru_cache(maxsize=200_000)(self._opens)

    def find(self, reading: Reading) -> tuple[Found, ...]:
        """Every place where a term stands, in the order of the text; places may overlap."""
        return tuple(
            found
            for piece in reading.pieces
            if self._opening(piece.text)
            for words in piece.words()
            for word in words
            for found in (*self._whole(reading, word), *self._inside(word))
        )

    def _opens(self, piece: str) -> bool:
        """Whether a word of this piece of text can open a term: most pieces do not."""
        words = (word for at in _places(piece, self.language) for word in at)
        opened = (self._opened(word.text, word.keys) for word in words)
        return any(one.whole or one.inside for one in opened)

    def _open(self, text: str, keys: frozenset[str]) -> _Opened:
        word = Word(text, keys, 0, 0, 0, 0)
        candidates = {number for key in keys for number in self._by_key.get(key, ())}
        whole = (n for n in sorted(candidates.union(self._truncated)) if self._needles[n][0].fits(word))
        return _Opened(tuple(whole), tuple(self._halves(word).items()))

    def _halves(self, word: Word) -> dict[int, Split]:
        """The terms of one plain word that are half of a compound, with how it was taken apart."""
        found: dict[int, Split] = {}
        for split in self._lexicon.splits(word.text):
            for half in (split.first, split.second):
                for number in (n for key in self._lexicon.keys(half) for n in self._by_key.get(key, ())):
                    needle, *others = self._needles[number]
                    if not others and not needle.word.literal and not needle.fits(word):
                        found.setdefault(number, split)
        return found

    def _whole(self, reading: Reading, word: Word) -> Iterator[Found]:
        for number in self._opened(word.text, word.keys).whole:
            needles = self._needles[number]
            last = _follow(reading, word, needles)
            if last is not None:
                how: How = "truncation" if any(n.word.truncated for n in needles) else "word"
                yield Found(number, word.start, last.end, word.first, last.last, how)

    def _inside(self, word: Word) -> Iterator[Found]:
        for number, split in self._opened(word.text, word.keys).inside:
            yield Found(number, word.start, word.end, word.first, word.last, "compound", split)


def _needle(word: TermWord, words: Lexicon) -> _Needle:
    plain = re.sub(r"[^\w*]", "", word.text)
    text = folded(plain, words.language)
    if word.literal or word.truncated:
        return _Needle(word, Glob(text), frozenset({text}))
    return _Needle(word, None, words.keys(plain))


def _follow(reading: Reading, word: Word, needles: Sequence[_Needle]) -> Word | None:
    """The last word of the term when it begins at `word`, else None."""
    if not needles[0].fits(word):
        return None
    if len(needles) == 1:
        return word
    following = reading.at[word.last] if word.last < len(reading.at) else ()
    ends = (_follow(reading, candidate, needles[1:]) for candidate in following)
    return next((end for end in ends if end is not None), None)

"""Find indicator terms in a text: on lemmas, truncated, as a phrase, literally, or inside a compound."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from synth.coding.lemmas import Lexicon, Split, folded, lexicon
from synth.coding.terms import Term, TermWord
from synth.strategy.wildcards import Glob
from synth.text import tokens

How = Literal["word", "truncation", "compound"]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its place in characters (`start`, `end`) and in words (`first`, `last`), its keys."""

    text: str
    keys: frozenset[str]
    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A text read in one language; `at` gives the words that begin at each word place."""

    text: str
    language: str
    at: tuple[tuple[Word, ...], ...]

    def between(self, place: int) -> str:
        """What stands between the word at `place` and the one before it."""
        if not 0 < place < len(self.at):
            return ""
        return self.text[self.at[place - 1][0].end : self.at[place][0].start]


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
    return Reading(text, language, tuple(tuple(at[place]) for place in range(len(at))))


@dataclass(frozen=True, slots=True)
class _Needle:
    """One word of a term, ready to compare: a form (literal or truncated), or else keys."""

    word: TermWord
    form: Glob | None
    keys: frozenset[str]

    def fits(self, word: Word) -> bool:
        return self.form.matches(word.text) if self.form else not self.keys.isdisjoint(word.keys)


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

    def find(self, reading: Reading) -> tuple[Found, ...]:
        """Every place where a term stands, in the order of the text; places may overlap."""
        return tuple(
            found
            for words in reading.at
            for word in words
            for found in (*self._whole(reading, word), *self._inside(word))
        )

    def _whole(self, reading: Reading, word: Word) -> Iterator[Found]:
        candidates = {number for key in word.keys for number in self._by_key.get(key, ())}
        for number in sorted(candidates.union(self._truncated)):
            needles = self._needles[number]
            last = _follow(reading, word, needles)
            if last is not None:
                how: How = "truncation" if any(n.word.truncated for n in needles) else "word"
                yield Found(number, word.start, last.end, word.first, last.last, how)

    def _inside(self, word: Word) -> Iterator[Found]:
        seen: set[int] = set()
        for split in self._lexicon.splits(word.text):
            for half in (split.first, split.second):
                for number in (n for key in self._lexicon.keys(half) for n in self._by_key.get(key, ())):
                    needle, *others = self._needles[number]
                    plain = not others and not needle.word.literal and not needle.fits(word)
                    if plain and number not in seen:
                        seen.add(number)
                        place = (word.start, word.end, word.first, word.last)
                        yield Found(number, *place, "compound", split)


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

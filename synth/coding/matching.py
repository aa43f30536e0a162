"""Find indicator terms in a text: on lemmas, truncated, as a phrase, literally, or inside a compound."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

from synth.coding.lemmas import Lexicon, Split, folded, lexicon
from synth.coding.memory import Memory
from synth.coding.reading import Reading, Word, pieces
from synth.coding.terms import SHORTEST_STEM, Term, TermWord
from synth.globs import Glob

MOST_CLOSED = 1_000
"""Stretches that are kept for a word."""

How = Literal["word", "truncation", "compound"]


class Found(NamedTuple):
    """A term found: its number in the index, and its place in characters and in words."""

    term: int
    start: int
    end: int
    first: int
    last: int
    how: How
    split: Split | None = None


@dataclass(frozen=True, slots=True)
class _Needle:
    """One word of a term, ready to compare: a form (literal or truncated), or else keys."""

    word: TermWord
    form: Glob | None
    keys: frozenset[str]

    @property
    def beginning(self) -> str:
        """The letters that a word must begin with; none when they are fewer than any stem must have."""
        first = self.form.first if self.form else ""
        return first[:SHORTEST_STEM] if len(first) >= SHORTEST_STEM else ""

    def exact_keys(self) -> frozenset[str]:
        """The keys of which a word must have one; none when it is truncated."""
        return frozenset() if self.word.truncated else self.keys

    def fits(self, word: Word) -> bool:
        return self.form.matches(word.text) if self.form else not self.keys.isdisjoint(word.keys)


@dataclass(frozen=True, slots=True)
class _Opened:
    """What a word can open: terms of one word, phrases, and terms that stand inside it, with the split.

    `phrases` by a key of their second word, `loose` those whose second word is truncated; `longer` when it
    opens any of these.
    """

    single: tuple[int, ...]
    phrases: Mapping[str, tuple[int, ...]]
    loose: tuple[int, ...]
    inside: tuple[tuple[int, Split], ...]
    longer: bool
    closed: set[str] = field(default_factory=set)
    """Stretches of text behind it with which no phrase goes on: most are met again and again."""

    def anything(self) -> bool:
        """Whether the word opens any term."""
        return bool(self.single or self.longer or self.inside)


class TermIndex:
    """Terms of one language, found together in one pass over a text."""

    def __init__(self, terms: Sequence[Term], language: str) -> None:
        self.language = language
        self._lexicon = lexicon(language)
        self._pieces = pieces(language)
        self._needles = [tuple(_needle(word, self._lexicon) for word in term.words) for term in terms]
        self._rest = [needles[1:] for needles in self._needles]
        self._how: list[How] = [
            "truncation" if any(word.truncated for word in term.words) else "word" for term in terms
        ]
        self._by_key: dict[str, list[int]] = defaultdict(list)
        self._by_beginning: dict[str, list[int]] = defaultdict(list)
        for number, (first, *_) in enumerate(self._needles):
            if first.word.truncated:
                self._by_beginning[first.beginning].append(number)
            for key in first.exact_keys():
                self._by_key[key].append(number)
        self._first_keys, self._beginnings = frozenset(self._by_key), frozenset(self._by_beginning)
        self._any_beginning = "" in self._by_beginning
        self._halves = Memory(self._half)
        self._opened = lru_cache(maxsize=100_000)(self._open)
        self._openers = Memory(self._opening)

    def find(self, reading: Reading) -> tuple[Found, ...]:
        """Every place where a term stands, in the order of the text; places may overlap."""
        stretches, openers = reading.stretches, self._openers
        opening = [
            (number, words) for number, words in enumerate(map(openers.__getitem__, stretches)) if words
        ]
        found: list[Found] = []
        most = len(stretches) - 1
        for number, words in opening:  # most stretches open nothing
            for word, opened, ends in words:
                terms: Sequence[int] = opened.single
                if opened.longer and not (
                    ends and (number == most or stretches[number + 1] in opened.closed)
                ):
                    terms = self._longer(reading, number, word, opened)
                if terms:
                    found += self._found(reading, number, word, terms)
                if opened.inside:
                    place = reading.place(number, word)
                    found += [Found(term, *place, "compound", split) for term, split in opened.inside]
        return tuple(found)

    def _opening(self, stretch: str) -> tuple[tuple[Word, _Opened, bool], ...]:
        """The words of a stretch that can open a term, with what they open, and whether each ends it."""
        places, keys, beginnings = self._pieces[stretch], self._first_keys, self._beginnings
        holds = self._any_beginning or self._lexicon.splitting
        able = [
            word
            for words in places
            for word in words
            if not keys.isdisjoint(word[1])
            or word[0][:SHORTEST_STEM] in beginnings
            or (holds and self._may_hold(word))
        ]
        if not able:  # a quick look rules out most words
            return ()
        opened = [(word, self._opened(word.text, word.keys)) for word in able]
        return tuple([(word, one, word.last == len(places)) for word, one in opened if one.anything()])

    def _may_hold(self, word: Word) -> bool:
        """Whether the word is a compound of which a half may be a term; or a term may begin in any way."""
        return self._any_beginning or any(
            self._halves[half] for split in self._lexicon.splits(word.text) for half in split
        )

    def _open(self, text: str, keys: tuple[str, ...]) -> _Opened:
        word = Word(text, keys, 0, 0, 0, 0)
        beginning = (self._by_beginning.get(text[:SHORTEST_STEM], ()), self._by_beginning.get("", ()))
        candidates = {n for key in keys for n in self._by_key.get(key, ())}.union(*beginning)
        fitting = [n for n in sorted(candidates) if self._needles[n][0].fits(word)]
        phrases: dict[str, list[int]] = defaultdict(list)
        for number in (n for n in fitting if len(self._needles[n]) > 1):
            for key in self._needles[number][1].exact_keys():
                phrases[key].append(number)
        loose = tuple(n for n in fitting if self._needles[n][1:] and self._needles[n][1].word.truncated)
        return _Opened(
            single=tuple(n for n in fitting if len(self._needles[n]) == 1),
            phrases={key: tuple(numbers) for key, numbers in phrases.items()},
            loose=loose,
            inside=tuple(self._within(word).items()),
            longer=bool(phrases or loose),
        )

    def _within(self, word: Word) -> dict[int, Split]:
        """The terms of one plain word that are half of a compound, with how it was taken apart."""
        found: dict[int, Split] = {}
        for split in self._lexicon.splits(word.text):
            for number in (n for half in split for n in self._halves[half]):
                if not self._needles[number][0].fits(word):
                    found.setdefault(number, split)
        return found

    def _half(self, half: str) -> tuple[int, ...]:
        """The terms of one plain word that half of a compound is."""
        numbers = {n for key in self._lexicon.keys(half) for n in self._by_key.get(key, ())}
        return tuple(
            n for n in sorted(numbers) if len(self._needles[n]) == 1 and not self._needles[n][0].word.literal
        )

    def _longer(self, reading: Reading, number: int, word: Word, opened: _Opened) -> Sequence[int]:
        """The terms that may begin at a word of a stretch: phrases only if their second word follows."""
        following: list[int] = []
        phrases = opened.phrases
        after, behind = reading.behind(number, word)
        for one in behind:
            for key in one.keys:
                if key in phrases:
                    following += phrases[key]
            if opened.loose:
                following += [term for term in opened.loose if self._needles[term][1].fits(one)]
        if following:
            return sorted({*opened.single, *following})
        if after == number + 1 and len(opened.closed) < MOST_CLOSED:
            opened.closed.add(reading.stretches[after])
        return opened.single

    def _found(self, reading: Reading, number: int, word: Word, terms: Sequence[int]) -> list[Found]:
        """The terms that stand at a word of a stretch, of those that may begin there."""
        start, end, first, last = reading.place(number, word)
        found = []
        for term in terms:
            rest = self._rest[term]
            if not rest:
                found.append(Found(term, start, end, first, last, self._how[term]))
            elif behind := _follow(reading, number, word, rest):
                found.append(Found(term, start, behind.end, first, behind.last, self._how[term]))
        return found


def _needle(word: TermWord, words: Lexicon) -> _Needle:
    plain = re.sub(r"[^\w*]", "", word.text)
    text = folded(plain, words.language)
    if word.literal or word.truncated:
        return _Needle(word, Glob(text), frozenset({text}))
    return _Needle(word, None, frozenset(words.keys(plain)))


def _follow(reading: Reading, number: int, word: Word, needles: Sequence[_Needle]) -> Word | None:
    """The last word of a term of which `needles` must still follow a word; None when they do not."""
    if not needles:
        return reading.placed(number, word)
    after, behind = reading.behind(number, word)
    ends = (_follow(reading, after, one, needles[1:]) for one in behind if needles[0].fits(one))
    return next((end for end in ends if end is not None), None)

"""Find indicator terms in a text: on lemmas, truncated, as a phrase, literally, or inside a compound."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Literal, NamedTuple

from synth.coding.lemmas import Lexicon, Split, folded, lexicon
from synth.coding.memory import Memory
from synth.coding.reading import Reading
from synth.coding.stretches import Word, is_plain, pieces
from synth.coding.terms import SHORTEST_STEM, Term, TermWord
from synth.globs import Glob

MOST_CLOSED = 1_000
"""Stretches behind it that are kept for a word."""

How = Literal["word", "truncation", "compound"]


class Found(NamedTuple):
    """A term found: its number in the index, and its place in words."""

    term: int
    first: int
    last: int
    how: How
    split: Split | None = None


_new = tuple.__new__
"""Makes a named tuple in half the time; what stands in the texts is made by the million."""


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

    def fits(self, text: str, keys: Iterable[str]) -> bool:
        """Whether a word is meant, by its folded text and its keys."""
        return self.form.matches(text) if self.form else not self.keys.isdisjoint(keys)


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
    """What was met behind it with which no phrase goes on: most is met again and again."""

    def anything(self) -> bool:
        """Whether the word opens any term."""
        return bool(self.single or self.longer or self.inside)


class _Opening(NamedTuple):
    """A word that can open terms, placed in its stretch, and whether it ends it."""

    word: Word
    opened: _Opened
    ends: bool


class TermIndex:
    """Terms of one language, found together in one pass over a text."""

    def __init__(self, terms: Sequence[Term], language: str) -> None:
        self.language = language
        self._lexicon = lexicon(language)
        self._keys: Callable[[str], tuple[str, ...]] = self._lexicon.keys
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
        self._first_keys = frozenset(self._by_key)
        self._any_beginning = "" in self._by_beginning
        self._halves = Memory(self._half)
        self._opens = Memory(self._open)
        self._openers = Memory(self._opening)

    def find(self, reading: Reading) -> tuple[Found, ...]:
        """Every place where a term stands, in the order of the text; places may overlap."""
        cores = reading.cores
        openings = list(map(self._openers.__getitem__, cores))
        found: list[Found] = []
        for number in compress(range(len(cores)), openings):  # most stretches open nothing
            behind = cores[number + 1] if number + 1 < len(cores) else None
            for word, opened, ends in openings[number]:
                terms: Sequence[int] = opened.single
                if opened.longer and not (ends and (behind is None or behind in opened.closed)):
                    terms = self._longer(reading, number, word, opened)
                if terms:
                    found += self._standing(reading, number, word, terms)
                if opened.inside:
                    first, last = reading.bases[number] + word.first, reading.bases[number] + word.last
                    found += [_new(Found, (t, first, last, "compound", split)) for t, split in opened.inside]
        return tuple(found)

    def _standing(self, reading: Reading, number: int, word: Word, terms: Sequence[int]) -> list[Found]:
        """Those of the terms that may begin at a word of a stretch that do."""
        base = reading.bases[number]
        first, last = base + word.first, base + word.last
        found = []
        for term in terms:
            rest = self._rest[term]
            end = self._behind(reading, number, word, rest) if rest else last
            if end:
                found.append(_new(Found, (term, first, end, self._how[term], None)))
        return found

    def _opening(self, core: str) -> tuple[_Opening, ...]:
        """The words of a stretch that can open a term."""
        if is_plain(core) and not self._may_open(core):  # as most are
            return ()
        places = self._pieces[core]
        able = [word for words in places for word in words if self._may_open(word.written)]
        opened = [_Opening(word, self._opens[word.written], word.last == len(places)) for word in able]
        return tuple([one for one in opened if one.opened.anything()])

    def _may_open(self, written: str) -> bool:
        """Whether a word may open a term: one of its keys does, or its beginning, or a half of it."""
        if not self._first_keys.isdisjoint(self._keys(written)) or self._any_beginning:
            return True
        text = folded(written, self.language)
        if text[:SHORTEST_STEM] in self._by_beginning:
            return True
        splits = self._lexicon.splits(text) if self._lexicon.splitting else ()
        return any(self._halves[half] for split in splits for half in split)

    def _open(self, written: str) -> _Opened:
        text, keys = folded(written, self.language), self._keys(written)
        beginning = (self._by_beginning.get(text[:SHORTEST_STEM], ()), self._by_beginning.get("", ()))
        candidates = {n for key in keys for n in self._by_key.get(key, ())}.union(*beginning)
        fitting = [n for n in sorted(candidates) if self._needles[n][0].fits(text, keys)]
        phrases: dict[str, list[int]] = defaultdict(list)
        for number in (n for n in fitting if len(self._needles[n]) > 1):
            for key in self._needles[number][1].exact_keys():
                phrases[key].append(number)
        loose = tuple(n for n in fitting if self._needles[n][1:] and self._needles[n][1].word.truncated)
        return _Opened(
            single=tuple(n for n in fitting if len(self._needles[n]) == 1),
            phrases={key: tuple(numbers) for key, numbers in phrases.items()},
            loose=loose,
            inside=tuple(self._within(text, keys).items()),
            longer=bool(phrases or loose),
        )

    def _within(self, text: str, keys: tuple[str, ...]) -> dict[int, Split]:
        """The terms of one plain word that are half of a compound, with how it was taken apart."""
        found: dict[int, Split] = {}
        for split in self._lexicon.splits(text):
            for number in (n for half in split for n in self._halves[half]):
                if not self._needles[number][0].fits(text, keys):
                    found.setdefault(number, split)
        return found

    def _half(self, half: str) -> tuple[int, ...]:
        """The terms of one plain word that half of a compound is."""
        numbers = {n for key in self._keys(half) for n in self._by_key.get(key, ())}
        return tuple(
            n for n in sorted(numbers) if len(self._needles[n]) == 1 and not self._needles[n][0].word.literal
        )

    def _longer(self, reading: Reading, number: int, word: Word, opened: _Opened) -> Sequence[int]:
        """The terms that may begin at a word of a stretch: phrases only if their second word follows."""
        following: list[int] = []
        phrases = opened.phrases
        after, behind = reading.behind(number, word)
        for one in behind:
            keys = self._keys(one.written)
            for key in keys:
                if key in phrases:
                    following += phrases[key]
            if opened.loose:
                following += [term for term in opened.loose if self._needles[term][1].fits(one.text, keys)]
        if following:
            return sorted({*opened.single, *following})
        if after == number + 1 and len(opened.closed) < MOST_CLOSED:
            opened.closed.add(reading.cores[after])
        return opened.single

    def _behind(self, reading: Reading, number: int, word: Word, rest: Sequence[_Needle]) -> int:
        """The place behind a term of which `rest` must still follow a word; 0 when it does not."""
        if not rest:
            return reading.bases[number] + word.last
        after, behind = reading.behind(number, word)
        for one in behind:
            if rest[0].fits(one.text, self._keys(one.written)):
                end = self._behind(reading, after, one, rest[1:])
                if end:
                    return end
        return 0


def _needle(word: TermWord, words: Lexicon) -> _Needle:
    plain = re.sub(r"[^\w*]", "", word.text)
    text = folded(plain, words.language)
    if word.literal or word.truncated:
        return _Needle(word, Glob(text), frozenset({text}))
    return _Needle(word, None, frozenset(words.keys(plain)))

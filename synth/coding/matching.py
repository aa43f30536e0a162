"""Find indicator terms in a text: on lemmas, truncated, as a phrase, literally, or inside a compound."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Literal, NamedTuple

from synth.coding.lemmas import Lexicon, Split, folded, lexicon
from synth.coding.reading import Memory, Reading, Word, pieces
from synth.coding.terms import SHORTEST_STEM, Term, TermWord
from synth.strategy.wildcards import Glob

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

    `phrases` by a key of their second word, `loose` those whose second word is truncated.
    """

    single: tuple[int, ...]
    phrases: Mapping[str, tuple[int, ...]]
    loose: tuple[int, ...]
    inside: tuple[tuple[int, Split], ...]

    def anything(self) -> bool:
        """Whether the word opens any term."""
        return bool(self.single or self.phrases or self.loose or self.inside)


_NOTHING = _Opened((), {}, (), ())


class TermIndex:
    """Terms of one language, found together in one pass over a text."""

    def __init__(self, terms: Sequence[Term], language: str) -> None:
        self.language = language
        self._lexicon = lexicon(language)
        self._needles = [tuple(_needle(word, self._lexicon) for word in term.words) for term in terms]
        self._how: list[How] = [
            "truncation" if any(word.truncated for word in term.words) else "word" for term in terms
        ]
        self._by_key: dict[str, list[int]] = defaultdict(list)
        self._by_beginning: dict[str, list[int]] = defaultdict(list)
        for number, needles in enumerate(self._needles):
            if needles[0].word.truncated:
                self._by_beginning[needles[0].beginning].append(number)
            for key in needles[0].exact_keys():
                self._by_key[key].append(number)
        self._opened = lru_cache(maxsize=100_000)(self._open)
        self._openers = Memory(self._opening)

    def find(self, reading: Reading) -> tuple[Found, ...]:
        """Every place where a term stands, in the order of the text; places may overlap."""
        openers = map(self._openers.__getitem__, reading.stretches)
        begun = [(number, *one) for number, words in enumerate(openers) if words for one in words]
        found: list[Found] = []
        for number, word, opened in begun:
            found.extend(self._whole(reading, number, word, opened))
            if opened.inside:
                found.extend(_inside(reading, number, word, opened))
        return tuple(found)

    def _opening(self, stretch: str) -> tuple[tuple[Word, _Opened], ...]:
        """The words of a stretch of text that can open a term, with what they open: most have none."""
        words = chain.from_iterable(pieces(self.language)[stretch].at)
        opened = ((word, self._opened(word.text, word.keys)) for word in words)
        return tuple((word, one) for word, one in opened if one.anything())

    def _open(self, text: str, keys: frozenset[str]) -> _Opened:
        word = Word(text, keys, 0, 0, 0, 0)
        opening = [self._by_key[key] for key in self._by_key.keys() & keys]
        beginning = (self._by_beginning.get(text[:SHORTEST_STEM], ()), self._by_beginning.get("", ()))
        candidates = set(chain.from_iterable(opening)).union(*beginning)
        fitting = [n for n in sorted(candidates) if self._needles[n][0].fits(word)]
        inside = tuple(self._halves(word).items())
        if not fitting and not inside:
            return _NOTHING
        phrases: dict[str, list[int]] = defaultdict(list)
        for number in (n for n in fitting if len(self._needles[n]) > 1):
            for key in self._needles[number][1].exact_keys():
                phrases[key].append(number)
        return _Opened(
            single=tuple(n for n in fitting if len(self._needles[n]) == 1),
            phrases={key: tuple(numbers) for key, numbers in phrases.items()},
            loose=tuple(n for n in fitting if self._needles[n][1:] and self._needles[n][1].word.truncated),
            inside=inside,
        )

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

    def _whole(self, reading: Reading, number: int, word: Word, opened: _Opened) -> Sequence[Found]:
        """The terms that begin at a word of a stretch, by the number of the stretch."""
        terms = (
            self._terms(reading, number, word, opened) if opened.phrases or opened.loose else opened.single
        )
        if not terms:
            return ()
        first, found = reading.placed(number, word), []
        for term in terms:
            last = _follow(reading, first, self._needles[term][1:])
            if last is not None:
                found.append(Found(term, first.start, last.end, first.first, last.last, self._how[term]))
        return found

    def _terms(self, reading: Reading, number: int, word: Word, opened: _Opened) -> Sequence[int]:
        """The terms that may begin at a word, judged by it and the one behind it."""
        phrases, behind = opened.phrases, reading.behind(number, word)
        if not opened.loose and all(phrases.keys().isdisjoint(one.keys) for one in behind):
            return opened.single
        second = {term for one in behind for key in one.keys for term in phrases.get(key, ())}
        second.update(term for term in opened.loose for one in behind if self._needles[term][1].fits(one))
        return sorted(second.union(opened.single))


def _inside(reading: Reading, number: int, word: Word, opened: _Opened) -> Iterator[Found]:
    """The terms that stand inside a word."""
    for term, split in opened.inside:
        whole = reading.placed(number, word)
        yield Found(term, whole.start, whole.end, whole.first, whole.last, "compound", split)


def _needle(word: TermWord, words: Lexicon) -> _Needle:
    plain = re.sub(r"[^\w*]", "", word.text)
    text = folded(plain, words.language)
    if word.literal or word.truncated:
        return _Needle(word, Glob(text), frozenset({text}))
    return _Needle(word, None, words.keys(plain))


def _follow(reading: Reading, word: Word, needles: Sequence[_Needle]) -> Word | None:
    """The last word of a term of which `needles` must still follow `word`; None when they do not."""
    if not needles:
        return word
    fitting = (one for one in reading.words_at(word.last) if needles[0].fits(one))
    ends = (_follow(reading, one, needles[1:]) for one in fitting)
    return next((end for end in ends if end is not None), None)

"""Find indicator terms in a text: on lemmas, truncated, as a phrase, literally, or inside a compound."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Literal, NamedTuple

from synth.coding.lemmas import Split, folded, lexicon
from synth.coding.memory import Memory
from synth.coding.phrases import Branch, Phrases, needle
from synth.coding.reading import Row, Stretches
from synth.coding.stretches import BARRIER, Word, is_plain, pieces
from synth.coding.terms import SHORTEST_STEM, Term

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
class _Opened:
    """What a word can open: terms of one word, phrases, and terms that stand inside it, with the split."""

    single: tuple[int, ...]
    phrases: Branch | None
    inside: tuple[tuple[int, Split], ...]
    closed: set[str] = field(default_factory=lambda: {BARRIER})
    """What was met behind it with which no phrase goes on: most is met again and again."""

    def anything(self) -> bool:
        """Whether the word opens any term."""
        return bool(self.single or self.phrases or self.inside)


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
        self._needles = [tuple(needle(word, self._lexicon) for word in term.words) for term in terms]
        self._phrases = Phrases(self._needles, self._lexicon)
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

    def find(self, row: Row, sentences: Iterable[Stretches] | None = None) -> tuple[Found, ...]:
        """Every place where a term stands, in the order of the text; places may overlap.

        Only in the `sentences` that are given as their stretches, if any are.
        """
        openers, cores = self._openers.__getitem__, row.cores
        found: list[Found] = []
        for first, last in row.sentences if sentences is None else sentences:
            openings = list(map(openers, cores[first:last]))
            for at in compress(range(last - first), openings):  # most stretches open nothing
                number = first + at
                behind = cores[number + 1] if number + 1 < len(cores) else BARRIER
                for word, opened, ends in openings[at]:
                    base = row.bases[number]
                    start, end = base + word.first, base + word.last
                    if opened.phrases and not (ends and behind in opened.closed):
                        found += self._longer(row, number, word, opened)
                    else:
                        found += [_new(Found, (t, start, end, self._how[t], None)) for t in opened.single]
                    if opened.inside:
                        found += [
                            _new(Found, (t, start, end, "compound", split)) for t, split in opened.inside
                        ]
        return tuple(found)

    def _longer(self, row: Row, number: int, word: Word, opened: _Opened) -> list[Found]:
        """The terms that begin at a word of a stretch, with phrases that go on behind it."""
        base = row.bases[number]
        ends = dict.fromkeys(opened.single, base + word.last)
        if opened.phrases is not None:
            further = self._phrases.follow(row, number, word, opened.phrases)
            after, _ = row.behind(number, word)
            if further is None and after == number + 1 and len(opened.closed) < MOST_CLOSED:
                opened.closed.add(row.cores[after])
            ends.update(further or {})
        return [_new(Found, (t, base + word.first, ends[t], self._how[t], None)) for t in sorted(ends)]

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
        phrases = tuple([n for n in fitting if len(self._needles[n]) > 1])
        return _Opened(
            single=tuple(n for n in fitting if len(self._needles[n]) == 1),
            phrases=self._phrases.behind_first(phrases) if phrases else None,
            inside=tuple(self._within(text, keys).items()),
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


def by_sentence(row: Row, found: Iterable[Found]) -> dict[int, list[Found]]:
    """What was found in each sentence of a row, by its number."""
    firsts = row.firsts
    sentences: dict[int, list[Found]] = {}
    for one in found:
        sentences.setdefault(bisect_right(firsts, one.first) - 1, []).append(one)
    return sentences

"""Find indicator terms in a text: on lemmas, truncated, as a phrase, literally, or inside a compound."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Literal, NamedTuple

from synth.coding.clues import clues, of_word
from synth.coding.lemmas import Split, lexicon
from synth.coding.memory import Memory
from synth.coding.phrases import Branch, Ended, Phrases, needle
from synth.coding.reading import Row
from synth.coding.stretches import BARRIER, Word, pieces
from synth.coding.terms import Term

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


class _Openings(NamedTuple):
    """The words of a stretch that can open terms, each with what it opens, and whether it ends the stretch.

    Of a stretch that is one word, `single` are the terms of that word, and `phrases` tells whether it opens
    others, which none does behind which stands what is in `closed`.
    """

    words: tuple[tuple[Word, _Opened, bool], ...]
    single: tuple[tuple[int, How], ...] | None
    phrases: bool
    closed: Container[str]


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
        self._by_clue: dict[str, list[int]] = defaultdict(list)
        self._alone: dict[str, list[int]] = defaultdict(list)
        """Terms of one plain word, which may be half of a compound, by their keys."""
        for number, (first, *further) in enumerate(self._needles):
            for clue in first.clues():
                self._by_clue[clue].append(number)
            if first.form is None and not further:
                for key in first.keys:
                    self._alone[key].append(number)
        self._opened_by = frozenset(self._by_clue)
        self._clues = clues(language)
        self._opens = Memory(self._open)
        self._openers = Memory(self._opening)

    def find(self, reading: Row) -> Sequence[Found]:
        """Every place where a term stands in a single sentence, in its order; places may overlap."""
        return self.find_in(reading, (0,)).get(0, ())

    def find_in(self, row: Row, sentences: Iterable[int]) -> dict[int, list[Found]]:
        """The same for sentences of a row, by their numbers; without those in which none stands."""
        openers, cores = self._openers.__getitem__, row.cores
        everywhere: dict[int, list[Found]] = {}
        for sentence in sentences:
            first, last = row.sentences[sentence]
            openings = list(map(openers, cores[first:last]))
            if not any(openings):
                continue
            bases = row.bases(sentence)
            found: list[Found] = []
            for at, one in compress(enumerate(openings), openings):  # most stretches open nothing
                if one is None:
                    continue
                _, single, phrases, closed = one
                if single is None or (
                    phrases and first + at + 1 < last and cores[first + at + 1] not in closed
                ):
                    found += self._opened(row, sentence, first + at, one)
                else:
                    base = bases[at]
                    for term, how in single:
                        found.append(_new(Found, (term, base, base + 1, how, None)))
            if found:
                everywhere[sentence] = found
        return everywhere

    def _opened(self, row: Row, sentence: int, number: int, openings: _Openings) -> list[Found]:
        """The terms that begin at the words of a stretch."""
        first, last = row.sentences[sentence]
        bases, behind = row.bases(sentence), row.cores[number + 1] if number + 1 < last else BARRIER
        base = bases[number - first]
        found: list[Found] = []
        for word, opened, ends in openings.words:
            if opened.phrases and not (ends and self._ends_before(behind, opened, opened.phrases)):
                for term, (stretch, words) in self._longer(row, number, word, opened):
                    end = bases[stretch - first] + words
                    found.append(_new(Found, (term, base + word.first, end, self._how[term], None)))
            elif opened.single:
                start, end = base + word.first, base + word.last
                found += [_new(Found, (term, start, end, self._how[term], None)) for term in opened.single]
            if opened.inside:
                start, end = base + word.first, base + word.last
                found += [_new(Found, (term, start, end, "compound", split)) for term, split in opened.inside]
        return found

    def _longer(self, row: Row, number: int, word: Word, opened: _Opened) -> list[tuple[int, Ended]]:
        """The terms that begin at a word of a stretch, with phrases that go on behind it."""
        ends = dict.fromkeys(opened.single, (number, word.last))
        if opened.phrases is not None:
            ends.update(self._phrases.follow(row, number, word, opened.phrases))
        return sorted(ends.items())

    def _ends_before(self, behind: str, opened: _Opened, phrases: Branch) -> bool:
        """Whether no phrase goes on with the stretch behind a word; beyond one without words it may."""
        if behind in opened.closed:
            return True
        found = self._clues[behind]
        if not found or not phrases.further.isdisjoint(found):
            return False
        if len(opened.closed) < MOST_CLOSED:
            opened.closed.add(behind)
        return True

    def _opening(self, core: str) -> _Openings | None:
        """The words of a stretch that can open a term, if any can."""
        if self._opened_by.isdisjoint(self._clues[core]):  # as most are
            return None
        places = self._pieces[core]
        all_words = [(word, self._opens[word.written]) for words in places for word in words]
        words = tuple([(word, one, word.last == len(places)) for word, one in all_words if one.anything()])
        if not words:
            return None
        opened = words[0][1]
        if len(places) > 1 or len(words) > 1 or opened.inside:
            return _Openings(words, None, phrases=True, closed=())
        single = tuple([(term, self._how[term]) for term in opened.single])
        return _Openings(words, single, bool(opened.phrases), opened.closed)

    def _open(self, written: str) -> _Opened:
        keys = self._keys(written)
        candidates = {n for clue in of_word(keys) for n in self._by_clue.get(clue, ())}
        fitting = [n for n in sorted(candidates) if self._needles[n][0].fits(keys[0], keys)]
        phrases = tuple([n for n in fitting if len(self._needles[n]) > 1])
        return _Opened(
            single=tuple([n for n in fitting if len(self._needles[n]) == 1]),
            phrases=self._phrases.behind_first(phrases) if phrases else None,
            inside=tuple(self._within(keys).items()),
        )

    def _within(self, keys: Sequence[str]) -> dict[int, Split]:
        """The terms of one plain word that are half of a compound, with how it was taken apart."""
        found: dict[int, Split] = {}
        for split in self._lexicon.splits(keys[0]) if keys else ():
            for number in (n for half in split for n in self._having(half)):
                if not self._needles[number][0].fits(keys[0], keys):
                    found.setdefault(number, split)
        return found

    def _having(self, half: str) -> Sequence[int]:
        """The terms of one plain word that half of a compound is."""
        return sorted({n for key in self._keys(half) for n in self._alone.get(key, ())})

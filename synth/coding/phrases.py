"""Terms of several words as trees: from the first word of each, all words that may follow, and so on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from synth.coding.clues import of_stem
from synth.coding.lemmas import Lexicon, folded
from synth.coding.reading import Row
from synth.coding.stretches import Word
from synth.coding.terms import TermWord
from synth.globs import Glob


@dataclass(frozen=True, slots=True)
class Needle:
    """One word of a term, ready to compare: a form (literal or truncated), or else keys."""

    word: TermWord
    form: Glob | None
    keys: frozenset[str]

    def clues(self) -> Iterable[str]:
        """The clues of which a word must have one."""
        return (of_stem(self.form.first),) if self.form and self.word.truncated else self.keys

    def fits(self, text: str, keys: Sequence[str]) -> bool:
        """Whether a word is meant, by its folded text and its keys."""
        return self.form.matches(text) if self.form else not self.keys.isdisjoint(keys)


def needle(word: TermWord, lexicon: Lexicon) -> Needle:
    """A word of a term as it is compared in the language of `lexicon`."""
    plain = re.sub(r"[^\w*]", "", word.text)
    text = folded(plain, lexicon.language)
    if word.literal or word.truncated:
        return Needle(word, Glob(text), frozenset({text}))
    return Needle(word, None, frozenset(lexicon.keys(plain)))


@dataclass(frozen=True, slots=True)
class Branch:
    """Words of terms met so far: the terms that end with the last, and what may follow it.

    `keyed` are branches by a key of their first word, `literal` by its text; that of `loose` is truncated.
    What follows has a clue of `further`.
    """

    ends: tuple[int, ...]
    keyed: Mapping[str, Sequence[Branch]]
    literal: Mapping[str, Sequence[Branch]]
    loose: Sequence[tuple[Glob, Branch]]
    further: frozenset[str]

    @property
    def goes_on(self) -> bool:
        """Whether anything may follow."""
        return bool(self.further)


Ended = tuple[int, int]
"""The stretch in which a term ends, and how many words of it belong to the term."""


class Phrases:
    """The terms of an index, each as the words that must follow each other."""

    def __init__(self, needles: Sequence[Sequence[Needle]], lexicon: Lexicon) -> None:
        self._needles = needles
        self._keys = lexicon.keys
        self._grown: dict[tuple[int, ...], Branch] = {}

    def behind_first(self, terms: tuple[int, ...]) -> Branch:
        """What may follow the first word of these terms."""
        if terms not in self._grown:
            self._grown[terms] = self._grow(terms, 1)
        return self._grown[terms]

    def _grow(self, terms: Sequence[int], words: int) -> Branch:
        following: dict[TermWord, list[int]] = defaultdict(list)
        for term in terms:
            if len(self._needles[term]) > words:
                following[self._needles[term][words].word].append(term)
        keyed: dict[str, list[Branch]] = defaultdict(list)
        literal: dict[str, list[Branch]] = defaultdict(list)
        loose = []
        for some in following.values():
            one, branch = self._needles[some[0]][words], self._grow(some, words + 1)
            if one.form is None:
                for key in one.keys:
                    keyed[key].append(branch)
            elif one.word.truncated:
                loose.append((one.form, branch))
            else:
                literal[one.form.first].append(branch)
        ends = tuple([term for term in terms if len(self._needles[term]) == words])
        further = frozenset([*keyed, *literal, *(of_stem(form.first) for form, _ in loose)])
        return Branch(ends, dict(keyed), dict(literal), loose, further)

    def follow(self, row: Row, number: int, word: Word, branch: Branch) -> dict[int, Ended]:
        """The terms of a branch that go on to their end behind a word of a stretch, each with where it ends.

        Where a joined word can be read in several ways the first that fits counts.
        """
        found: dict[int, Ended] = {}
        after, behind = row.behind(number, word)
        for one in behind:
            for following in self._fitting(branch, one):
                for term in following.ends:
                    found.setdefault(term, (after, one.last))
                if following.goes_on:
                    found = {**self.follow(row, after, one, following), **found}
        return found

    def _fitting(self, branch: Branch, word: Word) -> Iterator[Branch]:
        keyed = branch.keyed
        for key in self._keys(word.written):
            if key in keyed:
                yield from keyed[key]
        if branch.literal:
            yield from branch.literal.get(word.text, ())
        for form, following in branch.loose:
            if form.matches(word.text):
                yield following

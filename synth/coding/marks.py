"""The cue words of a sentence, each with what it tells of the direction of a factor."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from synth.coding.matching import Found, TermIndex
from synth.coding.reading import KEPT, Reading, Row
from synth.coding.terms import parse_term
from synth.coding.wordlists import Kind, wordlist

SIGNS: dict[Kind, int] = {
    **{"lack": -1, "lacks": -1, "presence": 1, "hinder": -1, "help": 1, "valued": 1},
    **{"bad": -1, "good": 1},
}
NEGATIONS = frozenset({"negation", "nobody"})

_new = tuple.__new__
"""Makes a named tuple in half the time; cues are made by the hundred thousand."""


class Mark(NamedTuple):
    """A cue at its place, in words; `negated` once a negation turned it."""

    kind: Kind
    first: int
    last: int
    compound: bool
    negated: bool = False

    @property
    def sign(self) -> int:
        """What it says for the direction: 1 helps, -1 hinders."""
        return -SIGNS[self.kind] if self.negated else SIGNS[self.kind]

    def turned(self) -> Mark:
        """The same cue after one negation more."""
        return self._replace(negated=not self.negated)


@lru_cache(maxsize=KEPT)
def marks(reading: Reading) -> Sequence[Mark]:
    """The cues in a sentence, in its order; they do not overlap."""
    return marks_in(reading, (0,))[0]


def marks_in(row: Row, sentences: Sequence[int]) -> list[Sequence[Mark]]:
    """The same for sentences of a row, by their numbers."""
    index, kinds = _index(row.language)
    found = index.find_in(row, sentences)
    return [_marks(found[number], kinds) if number in found else () for number in sentences]


def _marks(hits: Sequence[Found], kinds: Sequence[Kind]) -> list[Mark]:
    found = [
        _new(Mark, (kinds[term], first, last, how == "compound", False)) for term, first, last, how, _ in hits
    ]
    if len(found) > 1 and any(one[2] > other[1] for one, other in pairwise(found)):  # some overlap
        found = _apart_from_each_other(found)
    return [m for m in found if m[0] != "apart"]


def _apart_from_each_other(found: Sequence[Mark]) -> list[Mark]:
    """The cues in order without those that overlap a plainer or longer one."""
    kept: list[Mark] = []
    taken: set[int] = set()
    for mark in sorted(found, key=lambda m: (m.compound, m.first - m.last, m.kind != "apart", m.first)):
        places = range(mark.first, mark.last)
        if taken.isdisjoint(places):
            kept.append(mark)
            taken.update(places)
    return sorted(kept, key=lambda m: m.first)


@cache
def _index(language: str) -> tuple[TermIndex, tuple[Kind, ...]]:
    cues = [(kind, parse_term(cue)) for kind, cues in wordlist(language).cues.items() for cue in cues]
    return TermIndex([term for _, term in cues], language), tuple(kind for kind, _ in cues)

"""The cue words of a sentence, each with what it tells of the direction of a factor."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from synth.coding.matching import Found, TermIndex
from synth.coding.reading import Row
from synth.coding.terms import parse_term
from synth.coding.wordlists import Kind, wordlist

SIGNS: dict[Kind, int] = {
    **{"lack": -1, "lacks": -1, "presence": 1, "hinder": -1, "help": 1, "valued": 1},
    **{"bad": -1, "good": 1},
}
NEGATIONS = frozenset({"negation", "nobody"})


class Mark(Struct, frozen=True, gc=False):
    """A cue at its place, in words; `sign` is what it says for the direction: 1 helps, -1 hinders.

    It is `negated` once a negation turned it. Cues are made by the hundred thousand, a struct the fastest.
    """

    kind: Kind
    first: int
    last: int
    sign: int
    compound: bool
    negated: bool = False

    def turned(self) -> Mark:
        """The same cue after one negation more."""
        return replace(self, sign=-self.sign, negated=not self.negated)


def marks_in(row: Row, sentences: Sequence[int]) -> list[Sequence[Mark]]:
    """The cues in sentences of a row, by their numbers, in the order of each; they do not overlap."""
    index, kinds = _index(row.language)
    found = index.find_in(row, sentences)
    return [_marks(found[number], kinds) if number in found else () for number in sentences]


def _marks(hits: Sequence[Found], kinds: Sequence[Kind]) -> list[Mark]:
    if len(hits) > 1 and any(one.last > other.first for one, other in pairwise(hits)):  # some overlap
        hits = _apart_from_each_other(hits, kinds)
    return [
        Mark(kind, hit.first, hit.last, SIGNS.get(kind, 0), hit.how == "compound")
        for hit in hits
        if (kind := kinds[hit.term]) != "apart"
    ]


def _apart_from_each_other(hits: Sequence[Found], kinds: Sequence[Kind]) -> list[Found]:
    """The hits in order without those that overlap a plainer or longer one."""

    def rank(hit: Found) -> tuple[bool, int, bool, int]:
        return hit.how == "compound", hit.first - hit.last, kinds[hit.term] != "apart", hit.first

    kept: list[Found] = []
    taken: set[int] = set()
    for hit in sorted(hits, key=rank):
        places = range(hit.first, hit.last)
        if taken.isdisjoint(places):
            kept.append(hit)
            taken.update(places)
    return sorted(kept, key=lambda hit: hit.first)


@cache
def _index(language: str) -> tuple[TermIndex, tuple[Kind, ...]]:
    cues = [(kind, parse_term(cue)) for kind, cues in wordlist(language).cues.items() for cue in cues]
    return TermIndex([term for _, term in cues], language), tuple(kind for kind, _ in cues)

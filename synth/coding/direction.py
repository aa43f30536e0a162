"""Guess whether a sentence shows a factor as helping or hindering, from the cue words around its term.

The rules look at the clause of the term only. A guess is a start for the person who reads it, no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from sys import maxsize

from synth.coding.clauses import Clause, Judgement
from synth.coding.marks import Mark, marks_in
from synth.coding.matching import Found
from synth.coding.parts import UNPARTED, Parts, parts
from synth.coding.reading import Row
from synth.coding.wordlists import Kind, wordlist
from synth.model import Direction

_DIRECTIONS: dict[int, Direction] = {-1: "failure", 0: "neutral", 1: "success"}


class Clauses:
    """The clauses of a sentence, parted at `stops`, to judge any number of terms in it."""

    __slots__ = ("_clauses", "_marks", "_parts", "_reach", "_stops")

    def __init__(self, marks: Sequence[Mark], parts: Parts, reach: int, stops: Sequence[int]) -> None:
        self._marks = marks
        self._parts = parts
        self._reach = reach
        self._stops = stops
        self._clauses: dict[tuple[int, int], Clause] = {}

    def judge(self, found: Found, others: Sequence[Found] = ()) -> Judgement:
        """What the clause says about the term at `found`; `others` are all terms found in the sentence."""
        start = max([n for n in self._stops if n <= found.first], default=0)
        end = min([n for n in self._stops if n >= found.last], default=maxsize)
        clause = self._clauses.get((start, end))
        if clause is None:
            marks = [m for m in self._marks if start <= m.first and m.last <= end]
            clause = self._clauses[start, end] = Clause(marks, self._parts, self._reach)
        return clause.judge(found, others)


Heard = Clause | Clauses
"""What is heard in a sentence; most sentences are one clause."""

SILENT = Clause((), UNPARTED, 0)
"""Nothing that tells a direction of anything."""


def choose(judgement: Judgement, allowed: Sequence[Direction]) -> Direction:
    """The direction of those the code can take that fits best; neutral when it can take none."""
    by_sign = _DIRECTIONS[judgement.sign]
    wishes: tuple[Direction, ...] = (by_sign, "neutral")
    if judgement.mixed:
        wishes = ("mixed", *wishes)
    return next((wish for wish in wishes if wish in allowed), allowed[0] if allowed else "neutral")


def cues(row: Row, sentences: Sequence[int] = (0,)) -> list[Heard]:
    """What is heard in sentences, by their numbers in the row."""
    return list(map(hear, repeat(row), sentences, marks_in(row, sentences)))


def hear(row: Row, sentence: int, marks: Sequence[Mark]) -> Heard:
    """What is heard in a sentence that has these cues."""
    if not marks:
        return SILENT
    kinds = [mark.kind for mark in marks]
    if _asks(row.stretches[row.sentences[sentence][1] - 1], kinds):
        return SILENT
    inside = parts(row, sentence)
    reach = wordlist(row.language).negation_after
    stops = inside.breaks
    if "stop" in kinds:
        stops = [*stops, *[mark.first for mark in marks if mark.kind == "stop"]]
    return Clauses(marks, inside, reach, stops) if stops else Clause(marks, inside, reach)


def _asks(end: str, kinds: Sequence[Kind]) -> bool:
    """Whether a sentence with this end, and cues of these kinds, asks something or tells what was asked."""
    return end.endswith("?") or ("ask" in kinds and "report" not in kinds)

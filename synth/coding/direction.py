"""Guess whether a sentence shows a factor as helping or hindering, from the cue words around its term.

The rules look at the clause of the term only: what is said to be lacking or present, what is said to help or
hinder, and which of these is negated. A guess is a start for the person who reads the passage, no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import NamedTuple

from synth.coding.marks import NEGATIONS, SIGNS, Mark, marks, marks_in
from synth.coding.matching import Found
from synth.coding.parts import parts
from synth.coding.reading import Reading, Row
from synth.coding.wordlists import Kind, wordlist
from synth.model import Direction

REACH_STATE = 4
"""Words from `gebrek`, `voldoende` to the term, unless a list lies between."""
REACH_BACK = 6
"""Words from the term to what is said of it after: `de tijd om te lezen ontbreekt`."""
REACH_LIST = 10
REACH_EFFECT = 14
REACH_NEGATION = 5
BEHIND = 100
"""Added to the distance of what a negation stands behind: what follows it always goes first."""
TERM = -1
"""The number that stands for the term itself, where others number the cues."""
REACH_HELP = 3
"""Words from a lack to the help that is lacking."""
SIDE_BY_SIDE = 4
"""Words between a helping and a hindering cue that are said together (`fördernd oder hemmend`)."""

_DIRECTIONS: dict[int, Direction] = {-1: "failure", 0: "neutral", 1: "success"}
_STATE, _EFFECT = frozenset({"lack", "lacks", "presence"}), frozenset({"hinder", "help", "valued"})
_LACKING = frozenset({"lack", "lacks"})
_TURNED_BEHIND = _EFFECT | {"lacks"}
"""What a negation may stand behind: verbs, as in `an Zeit fehlt es nicht`."""
_OWN = frozenset({"bad", "good"})
"""Said by a term of itself only: a method may be `ingewikkeld`, which says nothing of time."""
_TELLING = frozenset(SIGNS) - _OWN
"""What tells something of a term beside it."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the cues say: `sign` -1 (hinders), 0 (nothing) or 1 (helps); `mixed` when both are said."""

    sign: int = 0
    mixed: bool = False
    negated: bool = False


class Cues:
    """The cue words found in one sentence, to judge any number of terms in it."""

    __slots__ = ("_judged", "_marks", "_parts", "_reach", "_size", "_stops", "_told", "silent")

    def __init__(self, row: Row, sentence: int, marks: Sequence[Mark]) -> None:
        kinds = [mark[0] for mark in marks]
        self._marks = marks
        self.silent = not marks or _asks(row.stretches[row.sentences[sentence][1] - 1], kinds)
        """Whether nothing in the sentence tells a direction of anything."""
        if self.silent:
            return
        self._size = row.bases(sentence)[-1]
        self._reach = wordlist(row.language).negation_after
        self._parts = parts(row, sentence)
        self._stops = list(self._parts.breaks)
        """Where clauses end."""
        if "stop" in kinds:
            self._stops += [m.first for m in marks if m.kind == "stop"]
        self._judged: dict[tuple[int, int], Judgement] = {}
        self._told: dict[tuple[int, int], _Told] = {}

    def judge(self, found: Found, others: Sequence[Found] = ()) -> Judgement:
        """What the clause says about the term at `found`; `others` are all terms found in the sentence."""
        if self.silent:
            return UNTOLD
        place = found.first, found.last
        judged = self._judged.get(place)
        if judged is None:
            judged = self._judged[place] = self._judge(found, others)
        return judged

    def _judge(self, found: Found, others: Sequence[Found]) -> Judgement:
        told = self._clause(found)
        first, last = found.first, found.last
        if [m for m in told.all if first <= m.first and m.last <= last]:
            return self._judge_with(found, self._tell_within(told.all, found), others)
        if not told.marks and not told.negations:
            return UNTOLD
        marks, term_negated = self._negate(found, told)
        return self._combine(found, _Clause((), marks, term_negated), others)

    def _judge_with(self, found: Found, told: _Told, others: Sequence[Found]) -> Judgement:
        """The same for a term that cues are part of."""
        if not told.marks and not told.negations:
            return UNTOLD
        marks, term_negated = self._negate(found, told)
        inside = [m for m in marks if _within(m, found)]
        outside = [m for m in marks if not _within(m, found)] if len(inside) < len(marks) else ()
        return self._combine(found, _Clause(inside, outside, term_negated), others)

    def _clause(self, found: Found) -> _Told:
        """What the cues of the clause of a term tell of a term that none of them is part of."""
        stops = self._stops
        start, end = 0, self._size
        if stops:
            start = max([n for n in stops if n <= found.first], default=start)
            end = min([n for n in stops if n >= found.last], default=end)
        told = self._told.get((start, end))
        if told is None:
            every = [m for m in self._marks if start <= m.first and m.last <= end]
            telling = [m for m in every if m.kind in _TELLING and not m.compound]
            told = self._turning(every, telling, [m for m in every if m.kind in NEGATIONS])
            self._told[start, end] = told
        return told

    def _tell_within(self, every: Sequence[Mark], found: Found) -> _Told:
        """What the cues of a clause tell of the term at `found`; those inside it are read as part of it."""
        read: list[Mark] = []
        telling: list[Mark] = []
        for mark in every:
            if _within(mark, found):
                read.append(_lacking(mark))
                telling += [read[-1]] if read[-1].kind in SIGNS else []
            else:
                read.append(mark)
                telling += [mark] if mark.kind in _TELLING and not mark.compound else []
        return self._turning(every, telling, [m for m in read if m.kind in NEGATIONS])

    def _turning(self, every: Sequence[Mark], telling: Sequence[Mark], negations: Sequence[Mark]) -> _Told:
        """The cues that tell something, and for each negation the nearest of them that it may turn."""
        marks = self._without_help(telling)
        if not negations:
            return _Told(every, marks, ())
        targets = [
            _Target(m.first, m.last, n, behind=m.kind in _TURNED_BEHIND, lacks=m.kind == "lacks")
            for n, m in enumerate(marks)
        ]
        turned = []
        for negation in negations:
            distances = [(self._distance(negation, one), one.number) for one in targets]
            near = [(distance, number) for distance, number in distances if distance is not None]
            turned.append((negation, min(near, default=None)))
        return _Told(every, marks, turned)

    def _combine(self, found: Found, clause: _Clause, others: Sequence[Found]) -> Judgement:
        inside, outside, term_negated = clause
        states = [m for m in outside if m.kind in _STATE and self._reaches(m, found, others)]
        effects = [m for m in outside if m.kind in _EFFECT and _gap(m, found) <= REACH_EFFECT]
        if not term_negated and len(states) + len(effects) + len(inside) < 2:  # as most are
            (only,) = states or effects or inside or (None,)
            return judgement(only.sign, negated=only.negated) if only else UNTOLD
        if len(effects) > 1:
            effects = [m for m in effects if m.kind != "valued"] or effects
        state, effect = _nearest(states, found), _nearest(effects, found)
        applied = [m for m in (*inside, state, effect) if m is not None]
        if effect is not None and effect.kind == "hinder" and effect.negated:
            applied = [effect]  # what does not hinder helps, whatever it is: `Komplexität war kein Hindernis`
        signs = [m.sign for m in applied] + ([-1] if term_negated else [])
        negated = term_negated or True in [m.negated for m in applied]
        both = len(effects) > 1 and effect is not None and self._contrary(effects, effect)
        return judgement(min(signs, default=0), mixed=both, negated=negated)

    def _contrary(self, effects: Sequence[Mark], effect: Mark) -> bool:
        """Whether beside an effect the contrary is said."""
        others = (m for m in effects if m is not effect and m.sign == -effect.sign)
        return any(self._side_by_side(m, effect) for m in others)

    def _side_by_side(self, one: Mark, other: Mark) -> bool:
        """Whether two cues are said together, as in `fördernd oder hemmend`."""
        low, high = sorted((one, other), key=lambda m: m.first)
        return self._joined(low.last, high.first - 1) and _apart(one, other) <= SIDE_BY_SIDE

    def _joined(self, first: int, last: int) -> bool:
        """Whether anything joins words from one place up to another."""
        return not self._parts.joints.isdisjoint(range(first, last + 1))

    def _negate(self, found: Found, told: _Told) -> tuple[Sequence[Mark], bool]:
        """The cues after each negation turned what it stands nearest to: a cue, or the term itself."""
        if not told.negations:
            return told.marks, False
        # a term such as tijdgebrek says its own direction
        says = any(_within(m, found) for m in told.marks)
        term = None if says else _Target(found.first, found.last, TERM, behind=True)
        turned = list(told.marks)
        term_negated = False
        for negation, nearest in told.negations:
            distance = self._distance(negation, term) if term else None
            if distance is not None and (nearest is None or distance <= nearest[0]):
                term_negated = not term_negated
            elif nearest is not None:
                number = nearest[1]
                turned[number] = turned[number].turned()
        return turned, term_negated

    def _distance(self, negation: Mark, target: _Target) -> int | None:
        """Words between a negation and what it may turn; None when it cannot. What follows it goes first.

        A negation stands behind verbs (`bevordert het gebruik niet`) and the term, not behind a lack (in
        `door tijdgebrek leest men niet` nothing is said against the lack), and not behind an `en` or comma.
        """
        before, after = target.first - negation.last, negation.first - target.last
        reach = self._reach if target.behind else 0
        follows = 0 <= after < reach and not self._joined(target.last, negation.first)
        if target.lacks and follows:
            return after - BEHIND  # `an Zeit fehlt es nicht`: nothing else can be meant
        if negation.kind == "nobody":  # it governs its whole clause: what is said goes before the term
            said = target.number != TERM
            return before + (0 if said else BEHIND) if 0 <= before < REACH_EFFECT else None
        if 0 <= before < REACH_NEGATION:
            listed = not self._parts.commas.isdisjoint(range(negation.last, target.first + 1))
            return None if listed and target.number != TERM else before
        return after + BEHIND if follows else None

    def _without_help(self, marks: Sequence[Mark]) -> Sequence[Mark]:
        """The cues, with help that is lacking turned: `lack of political support` helps nobody."""
        lacks = [m.last for m in marks if m.kind in _LACKING and not m.compound] if len(marks) > 1 else ()
        if not lacks:
            return marks
        turned = [m for m in marks if m.kind == "help" and any(self._leads(a, m.first) for a in lacks)]
        return [m._replace(negated=True) if m in turned else m for m in marks]

    def _leads(self, last: int, first: int) -> bool:
        """Whether a lack that ends at `last` is said of what begins at `first`, a few words on."""
        return 0 <= first - last < REACH_HELP and not self._joined(last, first)

    def _reaches(self, mark: Mark, found: Found, others: Sequence[Found]) -> bool:
        """Whether a word such as `gebrek` or `voldoende` is said of the term, not of something else."""
        gap = _gap(mark, found)
        before = mark.last <= found.first
        low, high = (mark.last, found.first) if before else (found.last, mark.first)
        listed = self._joined(low + 1, high)
        if not before:
            return gap <= REACH_BACK and not listed
        if mark.last in self._parts.commas:  # it ended its own clause: `fehlte, …`
            return False
        taken = any(mark.last <= o.first and o.last <= found.first for o in others)
        return gap <= (REACH_LIST if listed else REACH_STATE) and (listed or not taken)


class _Told(NamedTuple):
    """The cues of a clause: `all` of them, those that tell a direction by themselves, and what negates.

    With each negation stands how far it is from the nearest of `marks` that it may turn, and its number.
    """

    all: Sequence[Mark]
    marks: Sequence[Mark]
    negations: Sequence[tuple[Mark, tuple[int, int] | None]]


class _Clause(NamedTuple):
    """The cues of a clause within and around a term, and whether a negation turned the term itself."""

    inside: Sequence[Mark]
    outside: Sequence[Mark]
    term_negated: bool


class _Target(NamedTuple):
    """What a negation can turn: its place in words, its number, whether a negation may stand behind it.

    `lacks` marks a verb of lack, which a negation behind it turns before all else.
    """

    first: int
    last: int
    number: int
    behind: bool
    lacks: bool = False


_JUDGEMENTS = {
    (sign, mixed, negated): Judgement(sign, mixed, negated)
    for sign in (-1, 0, 1)
    for mixed in (False, True)
    for negated in (False, True)
}


def judgement(sign: int = 0, *, mixed: bool = False, negated: bool = False) -> Judgement:
    """The judgement of that name: there are only a few, each made once."""
    return _JUDGEMENTS[sign, mixed, negated]


UNTOLD = judgement()
"""Nothing is said."""


def choose(judgement: Judgement, allowed: Sequence[Direction]) -> Direction:
    """The direction of those the code can take that fits best; neutral when it can take none."""
    by_sign = _DIRECTIONS[judgement.sign]
    wishes: tuple[Direction, ...] = (by_sign, "neutral")
    if judgement.mixed:
        wishes = ("mixed", *wishes)
    return next((wish for wish in wishes if wish in allowed), allowed[0] if allowed else "neutral")


def cues(row: Row, sentences: Sequence[int] = (0,)) -> list[Cues]:
    """The cues of sentences, by their numbers in the row."""
    found = [marks(row)] if isinstance(row, Reading) else marks_in(row, sentences)
    return list(map(Cues, repeat(row), sentences, found))


def _asks(end: str, kinds: Sequence[Kind]) -> bool:
    """Whether a sentence with this end, and cues of these kinds, asks something or tells what was asked."""
    return end.endswith("?") or ("ask" in kinds and "report" not in kinds)


def _within(mark: Mark, found: Found) -> bool:
    return found.first <= mark.first and mark.last <= found.last


def _lacking(mark: Mark) -> Mark:
    """A negation that belongs to the term (`geen consensus`) says that the thing is not there."""
    return mark._replace(kind="lack") if mark.kind in NEGATIONS else mark


def _gap(mark: Mark, found: Found) -> int:
    """Words between a cue and a term, on whichever side it stands."""
    before = found.first - mark.last
    if before > 0:
        return before
    behind = mark.first - found.last
    return behind if behind > 0 else 0


def _apart(one: Mark, other: Mark) -> int:
    return max(one.first - other.last, other.first - one.last, 0)


def _nearest(marks: Sequence[Mark], found: Found) -> Mark | None:
    if len(marks) < 2:
        return marks[0] if marks else None
    return min(marks, key=lambda m: (_gap(m, found), m.first), default=None)

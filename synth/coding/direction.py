"""Guess whether a sentence shows a factor as helping or hindering, from the cue words around its term.

The rules look at the clause of the term only: what is said to be lacking or present, what is said to help or
hinder, and which of these is negated. A guess is a start for the person who reads the passage, no more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from synth.coding.matching import Found, TermIndex
from synth.coding.reading import KEPT, Reading
from synth.coding.terms import parse_term
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

_BREAK = re.compile(r"[;:]|\s[–—-]\s")
"""Signs that end the reach of all cues."""
_COMMA, _LISTED = re.compile(","), re.compile("[/(]")

SIGNS: dict[Kind, int] = {
    **{"lack": -1, "lacks": -1, "presence": 1, "hinder": -1, "help": 1, "valued": 1},
    **{"bad": -1, "good": 1},
}
_DIRECTIONS: dict[int, Direction] = {-1: "failure", 0: "neutral", 1: "success"}
_STATE, _EFFECT = frozenset({"lack", "lacks", "presence"}), frozenset({"hinder", "help", "valued"})
NEGATIONS = frozenset({"negation", "nobody"})
_TURNED_BEHIND = _EFFECT | {"lacks"}
"""What a negation may stand behind: verbs, as in `an Zeit fehlt es nicht`."""
_OWN = frozenset({"bad", "good"})
"""Said by a term of itself only: a method may be `ingewikkeld`, which says nothing of time."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the cues say: `sign` -1 (hinders), 0 (nothing) or 1 (helps); `mixed` when both are said."""

    sign: int = 0
    mixed: bool = False
    negated: bool = False


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
        return SIGNS[self.kind] * (-1 if self.negated else 1)


class Cues:
    """The cue words found in one sentence, to judge any number of terms in it."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._marks = marks(reading)
        self.silent = not self._marks or self._asks()
        """Whether nothing in the sentence tells a direction of anything."""
        self._stops = [] if self.silent else self._ends()
        self._commas_kept: frozenset[int] | None = None
        self._joints_kept: frozenset[int] | None = None
        self._judged: dict[tuple[int, int], Judgement] = {}
        self._told: dict[tuple[int, int], _Told] = {}

    def _asks(self) -> bool:
        kinds = {mark.kind for mark in self._marks}
        return self._reading.text.rstrip().endswith("?") or ("ask" in kinds and "report" not in kinds)

    @property
    def _commas(self) -> frozenset[int]:
        if self._commas_kept is None:
            self._commas_kept = self._reading.places_of(_COMMA)
        return self._commas_kept

    @property
    def _joints(self) -> frozenset[int]:
        if self._joints_kept is None:
            reading, joins = self._reading, wordlist(self._reading.language).joins
            joining = [n for n, word in enumerate(reading.texts) if word in joins]
            self._joints_kept = self._commas.union(reading.places_of(_LISTED), joining)
        return self._joints_kept

    def _ends(self) -> list[int]:
        """Where clauses end, in order."""
        stops = {mark.first for mark in self._marks if mark.kind == "stop"}
        return sorted(self._reading.places_of(_BREAK) | stops)

    def judge(self, found: Found, others: Sequence[Found] = ()) -> Judgement:
        """What the clause says about the term at `found`; `others` are all terms found in the sentence."""
        if self.silent:
            return judgement()
        place = found.first, found.last
        judged = self._judged.get(place)
        if judged is None:
            judged = self._judged[place] = self._judge(found, others)
        return judged

    def _judge(self, found: Found, others: Sequence[Found]) -> Judgement:
        clause = self._clause(found)
        told = self._told.get(clause)
        if told is None:
            start, end = clause
            told = self._tell(tuple([m for m in self._marks if start <= m.first and m.last <= end]))
            self._told[clause] = told
        own = [m for m in told.all if _within(m, found)]
        if own:
            told = self._tell_within(told.all, found)
        if not told.marks and not told.negations:
            return judgement()
        marks, term_negated = self._negate(found, told)
        inside = [m for m in marks if _within(m, found)] if own else []
        outside = [m for m in marks if not _within(m, found)] if own else marks
        return self._combine(found, _Clause(inside, outside, term_negated), others)

    def _tell(self, every: tuple[Mark, ...]) -> _Told:
        """What the cues of a clause tell of a term that none of them is part of."""
        telling = [m for m in every if m.kind in SIGNS and not (m.compound or m.kind in _OWN)]
        return self._turning(every, telling, [m for m in every if m.kind in NEGATIONS])

    def _tell_within(self, every: tuple[Mark, ...], found: Found) -> _Told:
        """What the cues of a clause tell of the term at `found`; those inside it are read as part of it."""
        own = [_within(m, found) for m in every]
        read = [_lacking(m) if mine else m for m, mine in zip(every, own, strict=True)]
        telling = [
            m
            for m, mine in zip(read, own, strict=True)
            if m.kind in SIGNS and (mine or not (m.compound or m.kind in _OWN))
        ]
        return self._turning(every, telling, [m for m in read if m.kind in NEGATIONS])

    def _turning(self, every: tuple[Mark, ...], telling: Sequence[Mark], negations: Sequence[Mark]) -> _Told:
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
        return _Told(every, marks, tuple(turned))

    def _combine(self, found: Found, clause: _Clause, others: Sequence[Found]) -> Judgement:
        outside = clause.outside
        states = [m for m in outside if m.kind in _STATE and self._reaches(m, found, others)]
        effects = [m for m in outside if m.kind in _EFFECT and _gap(m, found) <= REACH_EFFECT]
        if not (states or effects or clause.inside or clause.term_negated):
            return judgement()
        if len(effects) > 1:
            effects = [m for m in effects if m.kind != "valued"] or effects
        state, effect = _nearest(states, found), _nearest(effects, found)
        applied = [m for m in (*clause.inside, state, effect) if m is not None]
        if effect is not None and effect.kind == "hinder" and effect.negated:
            applied = [effect]  # what does not hinder helps, whatever it is: `Komplexität war kein Hindernis`
        signs = [m.sign for m in applied] + ([-1] if clause.term_negated else [])
        negated = clause.term_negated or any(m.negated for m in applied)
        both = len(effects) > 1 and effect is not None and self._contrary(effects, effect)
        return judgement(min(signs, default=0), mixed=both, negated=negated)

    def _contrary(self, effects: Sequence[Mark], effect: Mark) -> bool:
        """Whether beside an effect the contrary is said."""
        others = (m for m in effects if m is not effect and m.sign == -effect.sign)
        return any(self._side_by_side(m, effect) for m in others)

    def _side_by_side(self, one: Mark, other: Mark) -> bool:
        """Whether two cues are said together, as in `fördernd oder hemmend`."""
        low, high = sorted((one, other), key=lambda m: m.first)
        joined = any(low.last <= n < high.first for n in self._joints)
        return joined and _apart(one, other) <= SIDE_BY_SIDE

    def _clause(self, found: Found) -> tuple[int, int]:
        if not self._stops:
            return 0, self._reading.size
        start = max((n for n in self._stops if n <= found.first), default=0)
        return start, min((n for n in self._stops if n >= found.last), default=self._reading.size)

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
                turned[number] = turned[number]._replace(negated=not turned[number].negated)
        return turned, term_negated

    def _distance(self, negation: Mark, target: _Target) -> int | None:
        """Words between a negation and what it may turn; None when it cannot. What follows it goes first.

        A negation stands behind verbs (`bevordert het gebruik niet`) and the term, not behind a lack (in
        `door tijdgebrek leest men niet` nothing is said against the lack), and not behind an `en` or comma.
        """
        before, after = target.first - negation.last, negation.first - target.last
        joined = any(target.last <= n <= negation.first for n in self._joints)
        reach = wordlist(self._reading.language).negation_after if target.behind else 0
        if target.lacks and 0 <= after < reach and not joined:
            return after - BEHIND  # `an Zeit fehlt es nicht`: nothing else can be meant
        if negation.kind == "nobody":  # it governs its whole clause: what is said goes before the term
            said = target.number != TERM
            return before + (0 if said else BEHIND) if 0 <= before < REACH_EFFECT else None
        if 0 <= before < REACH_NEGATION:
            listed = any(negation.last <= n <= target.first for n in self._commas)
            return None if listed and target.number != TERM else before
        return after + BEHIND if 0 <= after < reach and not joined else None

    def _without_help(self, marks: Sequence[Mark]) -> tuple[Mark, ...]:
        """The cues, with help that is lacking turned: `lack of political support` helps nobody."""
        if len(marks) < 2:
            return tuple(marks)
        lacks = [m.last for m in marks if m.kind in {"lack", "lacks"} and not m.compound]
        turned = [m for m in marks if m.kind == "help" and any(self._leads(a, m.first) for a in lacks)]
        return tuple([m._replace(negated=True) if m in turned else m for m in marks])

    def _leads(self, last: int, first: int) -> bool:
        """Whether a lack that ends at `last` is said of what begins at `first`, a few words on."""
        return 0 <= first - last < REACH_HELP and not any(last <= n <= first for n in self._joints)

    def _reaches(self, mark: Mark, found: Found, others: Sequence[Found]) -> bool:
        """Whether a word such as `gebrek` or `voldoende` is said of the term, not of something else."""
        gap = _gap(mark, found)
        before = mark.last <= found.first
        low, high = (mark.last, found.first) if before else (found.last, mark.first)
        listed = any(low < n <= high for n in self._joints)
        if not before:
            return gap <= REACH_BACK and not listed
        if mark.last in self._commas:  # it ended its own clause: `fehlte, …`
            return False
        taken = any(mark.last <= o.first and o.last <= found.first for o in others)
        return gap <= (REACH_LIST if listed else REACH_STATE) and (listed or not taken)


class _Told(NamedTuple):
    """The cues of a clause: `all` of them, those that tell a direction by themselves, and what negates.

    With each negation stands how far it is from the nearest of `marks` that it may turn, and its number.
    """

    all: tuple[Mark, ...]
    marks: tuple[Mark, ...]
    negations: tuple[tuple[Mark, tuple[int, int] | None], ...]


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


@cache
def judgement(sign: int = 0, *, mixed: bool = False, negated: bool = False) -> Judgement:
    """The judgement of that name: there are only a few, each made once."""
    return Judgement(sign, mixed, negated)


def choose(judgement: Judgement, allowed: Sequence[Direction]) -> Direction:
    """The direction of those the code can take that fits best; neutral when it can take none."""
    by_sign = _DIRECTIONS[judgement.sign]
    wishes: tuple[Direction, ...] = (by_sign, "neutral")
    if judgement.mixed:
        wishes = ("mixed", *wishes)
    return next((wish for wish in wishes if wish in allowed), allowed[0] if allowed else "neutral")


@cache
def _index(language: str) -> tuple[TermIndex, tuple[Kind, ...]]:
    cues = [(kind, parse_term(cue)) for kind, cues in wordlist(language).cues.items() for cue in cues]
    return TermIndex([term for _, term in cues], language), tuple(kind for kind, _ in cues)


@lru_cache(maxsize=KEPT)
def marks(reading: Reading) -> tuple[Mark, ...]:
    """The cues in a text, in its order; they do not overlap."""
    index, kinds = _index(reading.language)
    found = [Mark(kinds[f.term], f.first, f.last, f.how == "compound") for f in index.find(reading)]
    if len(found) > 1:
        found = _apart_from_each_other(found)
    return tuple([m for m in found if m.kind != "apart"])


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

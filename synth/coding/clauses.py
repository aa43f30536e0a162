"""Guess from the cue words of a clause whether it shows a term as helping or hindering.

What is said to be lacking or present tells it, what is said to help or hinder, and which of these is negated.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product, starmap
from typing import NamedTuple

from msgspec.structs import replace

from synth.coding.marks import NEGATIONS, SIGNS, Mark
from synth.coding.matching import Found
from synth.coding.parts import Parts

REACH_STATE = 4
"""Words from `gebrek`, `voldoende` to the term, unless a list lies between."""
REACH_BACK = 6
"""Words from the term to what is said of it after: `de tijd om te lezen ontbreekt`."""
REACH_LIST = 10
REACH_EFFECT = 14
REACH_NEGATION = 5
BEHIND = 100
"""Added to the distance of what a negation stands behind: what follows it always goes first."""
REACH_HELP = 3
"""Words from a lack to the help that is lacking."""
SIDE_BY_SIDE = 4
"""Words between a helping and a hindering cue that are said together (`fördernd oder hemmend`)."""

_STATE, _EFFECT = frozenset({"lack", "lacks", "presence"}), frozenset({"hinder", "help", "valued"})
_LACKING = frozenset({"lack", "lacks"})
_TURNED_BEHIND = _EFFECT | {"lacks"}
"""What a negation may stand behind: verbs, as in `an Zeit fehlt es nicht`."""
_TELLING = _STATE | _EFFECT
"""What tells something of a term beside it; `bad` and `good` do not: a method may be `ingewikkeld`."""


class Judgement(NamedTuple):
    """What the cues say: `sign` -1 (hinders), 0 (nothing) or 1 (helps); `mixed` when both are said."""

    sign: int = 0
    mixed: bool = False
    negated: bool = False


UNTOLD = Judgement()
"""Nothing is said."""

JUDGEMENTS = tuple(starmap(Judgement, product((-1, 0, 1), (False, True), (False, True))))
"""All that can be said."""

_ALONE = {(one.sign, one.negated): one for one in JUDGEMENTS if one.sign and not one.mixed}
"""What one cue says by itself."""


class _Told(NamedTuple):
    """The cues that tell something of a term, and what negates around it.

    With each negation stands how far it is from the nearest of `marks` that it may turn, and its number.
    A term such as `tijdgebrek` has a direction of its `own`, which no negation turns but as that of a cue.
    """

    marks: Sequence[Mark]
    negations: Sequence[tuple[Mark, tuple[int, int] | None]]
    own: bool


class Clause:
    """The cues of a clause and what parts its words, to judge any number of terms in it."""

    __slots__ = ("_marks", "_negations", "_parts", "_reach", "_told")

    def __init__(self, marks: Sequence[Mark], parts: Parts, reach: int) -> None:
        """A clause in whose language a negation reaches that many words back."""
        self._parts = parts
        self._reach = reach
        self._negations = [m for m in marks if m.kind in NEGATIONS]
        self._marks = marks if self._negations else self._without_help(marks)
        self._told: _Told | None = None

    def judge(self, found: Found, others: Sequence[Found] = ()) -> Judgement:
        """What is said of the term at `found`; `others` are all terms found in the sentence."""
        if not self._marks:
            return UNTOLD
        marks, term_negated = self._negate(found) if self._negations else (self._marks, False)
        said = [m for m in marks if self._says(m, found, others)]
        if term_negated or len(said) > 1:
            return self._weigh(found, said, term_negated=term_negated)
        return _ALONE[said[0].sign, said[0].negated] if said else UNTOLD

    def _says(self, mark: Mark, found: Found, others: Sequence[Found]) -> bool:
        """Whether a cue tells something of the term, as part of it or beside it, not of something else."""
        first, last = found.first, found.last
        if first <= mark.first and mark.last <= last:
            return mark.sign != 0
        if mark.compound:
            return False
        if mark.kind in _EFFECT:
            return first - mark.last <= REACH_EFFECT and mark.first - last <= REACH_EFFECT
        return mark.kind in _STATE and self._state_reaches(mark, found, others)

    def _negate(self, found: Found) -> tuple[Sequence[Mark], bool]:
        """The cues after each negation turned what it stands nearest to: a cue, or the term itself."""
        marks, negations, own = self._told_of(found)
        turned = list(marks)
        term_negated = False
        for negation, nearest in negations:
            far = None if own else self._to_term(negation, found)
            if far is not None and (nearest is None or far <= nearest[0]):
                term_negated = not term_negated
            elif nearest is not None:
                turned[nearest[1]] = turned[nearest[1]].turned()
        return turned, term_negated

    def _told_of(self, found: Found) -> _Told:
        first, last = found.first, found.last
        own = [m for m in self._marks if first <= m.first and m.last <= last]
        if own:
            return self._tell(own)
        if self._told is None:
            self._told = self._tell(())
        return self._told

    def _tell(self, own: Sequence[Mark]) -> _Told:
        """What the clause tells of a term that these cues are part of."""
        read = [one for m in own if (one := _lacking(m)).sign]
        beside = [m for m in self._marks if _tells(m) and m not in own]
        marks = self._without_help(sorted([*read, *beside], key=_first) if read else beside)
        negations = [m for m in self._negations if m not in own]
        return _Told(marks, [(one, self._nearest_cue(one, marks)) for one in negations], own=bool(read))

    def _nearest_cue(self, negation: Mark, marks: Sequence[Mark]) -> tuple[int, int] | None:
        """How far a negation is from the nearest cue that it may turn, and the number of that."""
        distances = [(self._to_cue(negation, mark), number) for number, mark in enumerate(marks)]
        return min([(far, number) for far, number in distances if far is not None], default=None)

    def _without_help(self, marks: Sequence[Mark]) -> Sequence[Mark]:
        """The cues, with help that is lacking turned: `lack of political support` helps nobody."""
        lacks = [m.last for m in marks if m.kind in _LACKING and not m.compound] if len(marks) > 1 else ()
        if not lacks:
            return marks
        return [m.turned() if m.kind == "help" and self._lacks(m, lacks) else m for m in marks]

    def _lacks(self, help_: Mark, lacks: Sequence[int]) -> bool:
        """Whether a lack, of those that end there, is said of a help a few words on."""
        return any(0 <= help_.first - at < REACH_HELP and not self._joined(at, help_.first) for at in lacks)

    def _to_term(self, negation: Mark, found: Found) -> int | None:
        """Words between a negation and the term that it may turn; None when it cannot.

        What follows it goes first; it may stand behind the term, but not behind an `en` or comma.
        """
        before = found.first - negation.last
        if negation.kind == "nobody":  # it governs its whole clause: what is said goes before the term
            return before + BEHIND if 0 <= before < REACH_EFFECT else None
        return before if 0 <= before < REACH_NEGATION else self._from_behind(negation, found.last)

    def _to_cue(self, negation: Mark, mark: Mark) -> int | None:
        """The same for a cue that it may turn.

        A negation stands behind verbs (`bevordert het gebruik niet`), not behind a lack (in `door tijdgebrek
        leest men niet` nothing is said against the lack).
        """
        from_behind = self._from_behind(negation, mark.last) if mark.kind in _TURNED_BEHIND else None
        if mark.kind == "lacks" and from_behind is not None:
            return from_behind - 2 * BEHIND  # `an Zeit fehlt es nicht`: nothing else can be meant
        before = mark.first - negation.last
        if negation.kind == "nobody":
            return before if 0 <= before < REACH_EFFECT else None
        if 0 <= before < REACH_NEGATION:
            listed = _any_within(self._parts.commas, negation.last, mark.first)
            return None if listed else before
        return from_behind

    def _from_behind(self, negation: Mark, last: int) -> int | None:
        """How far a negation is that stands behind what ends there; None when it does not reach it."""
        after = negation.first - last
        follows = 0 <= after < self._reach and not self._joined(last, negation.first)
        return after + BEHIND if follows else None

    def _state_reaches(self, mark: Mark, found: Found, others: Sequence[Found]) -> bool:
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

    def _weigh(self, found: Found, said: Sequence[Mark], *, term_negated: bool) -> Judgement:
        """What several cues say of the term together, or a negation of the term itself."""
        ways = {(m.sign, m.negated) for m in said}
        if len(ways) == 1 and not term_negated:  # all say the same
            return _ALONE[ways.pop()]
        inside = [m for m in said if _within(m, found)]
        states = [m for m in said if m.kind not in _EFFECT and m not in inside]
        effects = [m for m in said if m.kind in _EFFECT and m not in inside]
        if len(effects) > 1:
            effects = [m for m in effects if m.kind != "valued"] or effects
        state, effect = _nearest(states, found), _nearest(effects, found)
        applied = [m for m in (*inside, state, effect) if m is not None]
        if effect is not None and effect.kind == "hinder" and effect.negated:
            applied = [effect]  # what does not hinder helps, whatever it is: `Komplexität war kein Hindernis`
        signs = [m.sign for m in applied] + ([-1] if term_negated else [])
        negated = term_negated or any(m.negated for m in applied)
        both = len(effects) > 1 and effect is not None and self._contrary(effects, effect)
        return Judgement(min(signs, default=0), both, negated)

    def _contrary(self, effects: Sequence[Mark], effect: Mark) -> bool:
        """Whether beside an effect the contrary is said."""
        return any(m.sign == -effect.sign and self._side_by_side(m, effect) for m in effects)

    def _side_by_side(self, one: Mark, other: Mark) -> bool:
        """Whether two cues are said together, as in `fördernd oder hemmend`."""
        low, high = sorted((one, other), key=_first)
        return high.first - low.last <= SIDE_BY_SIDE and self._joined(low.last, high.first - 1)

    def _joined(self, first: int, last: int) -> bool:
        """Whether anything joins words from one place up to another."""
        return _any_within(self._parts.joints, first, last)


def _any_within(places: frozenset[int], first: int, last: int) -> bool:
    return bool(places) and not places.isdisjoint(range(first, last + 1))


def _within(mark: Mark, found: Found) -> bool:
    return found.first <= mark.first and mark.last <= found.last


def _tells(mark: Mark) -> bool:
    """Whether a cue tells something of a term beside it."""
    return mark.kind in _TELLING and not mark.compound


def _first(mark: Mark) -> int:
    return mark.first


def _lacking(mark: Mark) -> Mark:
    """A negation that belongs to the term (`geen consensus`) says that the thing is not there."""
    return replace(mark, kind="lack", sign=SIGNS["lack"]) if mark.kind in NEGATIONS else mark


def _gap(mark: Mark, found: Found) -> int:
    """Words between a cue and a term, on whichever side it stands."""
    before = found.first - mark.last
    return before if before > 0 else max(mark.first - found.last, 0)


def _nearest(marks: Sequence[Mark], found: Found) -> Mark | None:
    return min(marks, key=lambda m: (_gap(m, found), m.first), default=None)

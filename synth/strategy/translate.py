"""A strategy as what most sources can be asked: ANDs of ORs of terms, one request for each.

NOT is left out and NEAR becomes AND: the requests then hold more than the strategy accepts, never less, and
the records that come back are verified locally. What was left out is reported.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from typing import TypeVar

from synth.errors import UsageError
from synth.strategy.expression import And, Expression, Leaf, Named, Near, Not, all_of, inside, to_text

MAX_ALTERNATIVES = 100
"""Requests a strategy may become; writing out brackets can multiply them."""


class TooMuchError(UsageError):
    """A strategy becomes more requests, or a longer one, than a source takes."""


Item = TypeVar("Item")
Group = tuple[Leaf, ...]
Groups = tuple[Group, ...]
"""Joined by AND; the leaves of a group by OR. No groups at all is what everything matches."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One conjunction: each of `groups` must match, and a group matches when one of its leaves does.

    `dropped` are the NOT parts that were left out and the NEAR parts that became AND, as text: the
    alternative holds more than the strategy accepts.
    """

    groups: Groups
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Case:
    groups: Groups
    dropped: tuple[str, ...] = ()


def alternatives(expression: Expression, *, most: int = MAX_ALTERNATIVES) -> tuple[Alternative, ...]:
    """Return conjunctions whose union holds everything that `expression` accepts.

    Raises UsageError when a part asks for everything that lacks a term (no source can be asked that), and
    TooMuchError when there would be more than `most` alternatives.
    """
    cases = _cases(expression, positive=True, most=most)
    for case in cases:
        if not case.groups:
            lacking = "; ".join(case.dropped)
            raise UsageError(
                f"The strategy accepts everything that fits `{lacking}`: no source can be asked for that.",
                remedy="Write what to look for before NOT: `term NOT other`.",
            )
    return tuple(Alternative(case.groups, case.dropped) for case in cases)


def _cases(expression: Expression, *, positive: bool, most: int) -> tuple[_Case, ...]:
    if isinstance(expression, Leaf):
        kept = ((expression,),) if positive else ()
        return (_Case(kept, () if positive else (to_text(Not(expression)),)),)
    if isinstance(expression, Named):
        raise UsageError(
            f"The set `{expression.name}` is not filled in.", remedy="Use `Strategy.expression`."
        )
    if isinstance(expression, Not):
        return _cases(expression.part, positive=not positive, most=most)
    if isinstance(expression, Near):
        return _far(expression, positive=positive, most=most)
    inner = [_cases(part, positive=positive, most=most) for part in inside(expression)]
    together = _conjoin if isinstance(expression, And) is positive else _disjoin
    return together(inner, most)


def _far(expression: Near, *, positive: bool, most: int) -> tuple[_Case, ...]:
    """Return the sides joined by AND, with the distance reported; under NOT nothing of it can be kept."""
    if not positive:
        return (_Case((), (to_text(Not(expression)),)),)
    both = _cases(all_of(*inside(expression)), positive=True, most=most)
    return tuple(_Case(case.groups, (to_text(expression), *case.dropped)) for case in both)


def _conjoin(inner: list[tuple[_Case, ...]], most: int) -> tuple[_Case, ...]:
    cases: tuple[_Case, ...] = (_Case(()),)
    for part in inner:
        if len(cases) * len(part) > most:
            raise TooMuchError(
                f"Written out, the strategy becomes more than {most} requests.",
                remedy="Use fewer ORs of ANDs inside an AND, or split the strategy.",
            )
        cases = tuple(_merge(left, right) for left, right in product(cases, part))
    return _absorbed(cases)


def _merge(left: _Case, right: _Case) -> _Case:
    return _Case(_unique((*left.groups, *right.groups)), _unique((*left.dropped, *right.dropped)))


def _disjoin(inner: list[tuple[_Case, ...]], most: int) -> tuple[_Case, ...]:
    """Unite the cases; those that are one group with nothing left out become one group."""
    group: list[Leaf] = []
    others: list[_Case] = []
    for case in (case for part in inner for case in part):
        if len(case.groups) == 1 and not case.dropped:
            group.extend(case.groups[0])
        else:
            others.append(case)
    joined = (_Case((_unique(group),)),) if group else ()
    if len(joined) + len(others) > most:
        raise TooMuchError(f"The strategy becomes more than {most} requests.", remedy="Split the strategy.")
    return _absorbed((*joined, *others))


def _absorbed(cases: tuple[_Case, ...]) -> tuple[_Case, ...]:
    """Leave out each case that another holds already: whatever fits `a AND b` fits `a`."""
    sets = [frozenset(map(frozenset, case.groups)) for case in cases]
    return tuple(
        case
        for i, case in enumerate(cases)
        if not any(sets[j] < sets[i] or (sets[j] == sets[i] and j < i) for j in range(len(cases)) if j != i)
    )


def _unique(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(dict.fromkeys(items))

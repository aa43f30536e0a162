"""What each term of a strategy does to a record, so that a strategy without a term or set can be judged.

A record is looked at once; which terms hold for it is a set of numbers. Whatever is asked after that (the
strategy without a term, without a set) is worked out on those sets.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, islice

from synth.model import Record
from synth.strategy.definition import Strategy, TermSet
from synth.strategy.expression import (
    ANY,
    And,
    Expression,
    Leaf,
    Named,
    Not,
    Or,
    any_of,
    in_field,
    labelled,
    named,
    to_text,
)
from synth.strategy.matching import Matcher
from synth.strategy.opening import opened

Held = frozenset[int]
"""The numbers of the units that hold for a record."""

MAX_WAYS = 20_000
"""Combinations of sets that are tried when looking for what stands in the way."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A term of a set as `combine` calls it: what is left out to see what it does."""

    set: str
    term: str


class Judge:
    """A strategy taken apart into its terms; years and languages are not looked at here."""

    def __init__(self, strategy: Strategy) -> None:
        strategy = opened(strategy)
        parts = list(_units(strategy))
        self.strategy = strategy
        self.units = tuple(unit for unit, _ in parts)
        self._sets: dict[str, frozenset[int]] = {}
        for number, unit in enumerate(self.units):
            self._sets[unit.set] = self._sets.get(unit.set, frozenset()) | {number}
        plain = {number: part for number, (_, part) in enumerate(parts) if _is_plain(part)}
        self._plain = _matcher(any_of(*(labelled(p, str(n)) for n, p in plain.items()))) if plain else None
        self._others = {n: _matcher(part) for n, (_, part) in enumerate(parts) if n not in plain}

    def true(self, record: Record) -> Held:
        """Return the units that hold for a record, on what it has: a missing abstract holds nothing."""
        hits = self._plain.match(record).hits if self._plain else ()
        found = {int(hit.term) for hit in hits}
        found.update(number for number, matcher in self._others.items() if matcher.match(record).accepted)
        return frozenset(found)

    def unit_of(self, name: str) -> int:
        """The number of a unit of a set: with it held, the set holds."""
        return min(self._sets[name])

    def accepts(self, true: Held, *, without: str = "") -> bool:
        """Whether the strategy holds when these units do; `without` leaves a set out of it."""
        return bool(_verdict(self.strategy.combine, self._values(true), without))

    def failed(self, true: Held, language: str = "") -> tuple[str, ...]:
        """Return the fewest sets that stand in the way: were they otherwise, the record would be accepted.

        Of equals, those in the record's `language` come first, then those written first.
        """
        values = self._values(true)
        tongues = {one.name: one.language for one in self.strategy.sets}

        def strange(chosen: tuple[str, ...]) -> int:
            written = (tongues.get(_name(call)) for call in chosen)
            return sum(bool(language and tongue) and tongue != language for tongue in written)

        for size in range(1, len(values) + 1):
            tried = islice(combinations(values, size), MAX_WAYS)
            ways = [chosen for chosen in tried if self._repaired(values, chosen)]
            if ways:
                return min(ways, key=strange)
        return ()

    def sets(self) -> tuple[str, ...]:
        """The sets that the strategy calls, in order; one in a field is written `title:name`."""
        return tuple(self._sets)

    def holds(self, true: Held, name: str) -> bool:
        """Whether a set holds when these units do."""
        return bool(self._sets[name] & true)

    def _values(self, true: Held) -> dict[str, bool]:
        return {name: bool(numbers & true) for name, numbers in self._sets.items()}

    def _repaired(self, values: dict[str, bool], chosen: tuple[str, ...]) -> bool:
        changed = {name: value != (name in chosen) for name, value in values.items()}
        return bool(_verdict(self.strategy.combine, changed, ""))


def call_name(node: Expression) -> str:
    """Return how a part of `combine` is called: the set, with its field if it names one, or the term."""
    if isinstance(node, Named):
        return node.name if node.field == ANY else f"{node.field}:{node.name}"
    return to_text(node)


def _name(call: str) -> str:
    return call.rpartition(":")[2]


def _units(strategy: Strategy) -> Iterator[tuple[Unit, Expression]]:
    """Yield the terms of every set that is called, and every term that stands in `combine` itself."""
    known = {one.name: one for one in strategy.sets}
    for node in dict.fromkeys(_calls(strategy.combine)):
        if not isinstance(node, Named):
            yield Unit(call_name(node), to_text(node)), _filled(node, known)
            continue
        for label, part in _parts(known[node.name]):
            yield Unit(call_name(node), label), part if node.field == ANY else in_field(part, node.field)


def _parts(one: TermSet) -> Iterator[tuple[str, Expression]]:
    if one.terms:
        yield from ((term.label, term.expression) for term in one.terms)
        return
    parts = one.expression.parts if isinstance(one.expression, Or) else (one.expression,)
    yield from ((to_text(part), part) for part in parts)


def _filled(node: Expression, known: dict[str, TermSet]) -> Expression:
    """Return a part of `combine` with the sets in it filled in."""
    if any(named(node)):
        return Strategy("part", node, tuple(known.values())).expression
    return node


def _calls(node: Expression) -> Iterator[Expression]:
    """Yield what AND, OR and NOT join in `combine`."""
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from _calls(part)
    elif isinstance(node, Not):
        yield from _calls(node.part)
    else:
        yield node


def _verdict(node: Expression, values: dict[str, bool], without: str) -> bool | None:
    """Return whether a part of `combine` holds; None when nothing is left of it."""
    if isinstance(node, And | Or):
        found = (_verdict(part, values, without) for part in node.parts)
        kept = [value for value in found if value is not None]
        if not kept:
            return None
        return all(kept) if isinstance(node, And) else any(kept)
    if isinstance(node, Not):
        inner = _verdict(node.part, values, without)
        return None if inner is None else not inner
    name = call_name(node)
    return None if name == without else values[name]


def _is_plain(part: Expression) -> bool:
    leaves = part.parts if isinstance(part, Or) else (part,)
    return all(isinstance(leaf, Leaf) for leaf in leaves)


def _matcher(expression: Expression) -> Matcher:
    return Matcher(Strategy("part", expression, ()))

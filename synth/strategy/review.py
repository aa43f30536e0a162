"""What a good information specialist would ask about the terms of a strategy that can be used."""

from __future__ import annotations

from collections.abc import Iterator

from synth.errors import Position, Problem
from synth.strategy.definition import Strategy
from synth.strategy.expression import ANY, Expression, Leaf, Or, inside, leaves
from synth.strategy.problems import problem
from synth.strategy.stop_words import stop_words
from synth.strategy.wildcards import Patterns
from synth.strategy.words import is_wild, pattern_parts, stem_length
from synth.text import fold

_OPERATORS = frozenset(("AND", "OR", "NOT", "NEAR"))
_COMPOUNDING = ("nl", "de")
_PAIR = 2
_SHORTEST_PART = 4
"""Letters of each part of a compound."""
_INFLECTED = ("e", "en", "er", "es", "em", "isch", "ig", "lijk", "ief")
"""Endings of adjectives: `sociale zekerheid` is no compound."""


def reviewed(strategy: Strategy) -> tuple[Problem, ...]:
    """Return the warnings on the terms of a strategy, each once."""
    review = _Review(strategy)
    found = list(_redundant(strategy.expression))
    for leaf in leaves(strategy.expression):
        found += review.leaf(leaf)
    return tuple(dict.fromkeys(found))


class _Review:
    """The words of a strategy and their languages, to judge each term by."""

    def __init__(self, strategy: Strategy) -> None:
        terms = {term.label: term.language for term in strategy.terms}
        sets = {leaf.label: one.language for one in strategy.sets for leaf in leaves(one.expression)}
        only = strategy.languages[0] if len(strategy.languages) == 1 else ""
        self.languages = {label: terms.get(label) or spoken or only for label, spoken in sets.items()}
        found = [_parts(leaf) for leaf in leaves(strategy.expression)]
        self.phrases = {parts for parts in found if len(parts) == _PAIR}
        self.single = {parts[0] for parts in found if len(parts) == 1}
        self.patterns = Patterns(sorted(self.single))

    def leaf(self, leaf: Leaf) -> Iterator[Problem]:
        """Yield the warnings on one term."""
        where = leaf.position or Position("strategy")
        if _OPERATORS.intersection(leaf.words[1:-1]):
            yield problem("S107", where, text=leaf.text)
        yield from _few_letters(leaf, where)
        listed = stop_words(self.languages.get(leaf.label, ""))
        yield from _skipped(leaf, listed, where)
        if self.languages.get(leaf.label) in _COMPOUNDING:
            yield from (
                problem("S110", where, text=leaf.text, how=how) for how in self._written(leaf, listed)
            )

    def _written(self, leaf: Leaf, listed: frozenset[str]) -> Iterator[str]:
        """Yield how else a compound is written that the strategy does not have."""
        parts = _parts(leaf)
        joined = "".join(parts)
        if len(parts) == len(leaf.words) == _PAIR and _may_join(parts[0], parts[1], listed):
            if not list(self.patterns.fitting(joined.rstrip("*"))):
                yield f"as one word: add `{joined}`"
        elif len(parts) == 1 and not is_wild(joined):
            for at in range(_SHORTEST_PART, len(joined) - _SHORTEST_PART + 1):
                pair = (joined[:at], joined[at:])
                if self.single.issuperset(pair) and pair not in self.phrases:
                    yield f'apart: add `"{pair[0]} {pair[1]}"`'


def _parts(leaf: Leaf) -> tuple[str, ...]:
    return tuple(part for word in leaf.words for part in pattern_parts(word))


def _few_letters(leaf: Leaf, where: Position) -> Iterator[Problem]:
    for word in leaf.words:
        if word.endswith(("$", "?")):
            few = "needs exactly one letter more" if word.endswith("?") else "allows one letter more at most"
            yield problem("S109", where, text=word, few=few, stem=word.rstrip("$?"))


def _skipped(leaf: Leaf, listed: frozenset[str], where: Position) -> Iterator[Problem]:
    skipped = [word for word in leaf.words if fold(word) in listed and word not in _OPERATORS]
    rest = [word for word in leaf.words if fold(word) not in listed]
    if skipped and rest:
        instead = f"`{rest[0]} NEAR/{len(skipped)} {rest[-1]}`" if len(rest) > 1 else f"`{rest[0]}`"
        yield problem("S108", where, text=leaf.text, word=skipped[0], instead=instead)


def _may_join(first: str, second: str, listed: frozenset[str]) -> bool:
    long = min(stem_length(first), stem_length(second)) >= _SHORTEST_PART
    plain = not is_wild(first) and not is_wild(second.removesuffix("*"))
    return long and plain and not first.endswith(_INFLECTED) and not listed.intersection((first, second))


def _redundant(node: Expression) -> Iterator[Problem]:
    """Yield a warning for each term of an OR that holds nothing beside another term of it."""
    if isinstance(node, Or):
        yield from _held([part for part in node.parts if isinstance(part, Leaf)])
    for part in inside(node):
        yield from _redundant(part)


def _held(terms: list[Leaf]) -> Iterator[Problem]:
    singles = [leaf for leaf in terms if len(leaf.words) == 1]
    patterns = Patterns("".join(pattern_parts(leaf.words[0])) for leaf in singles)
    for leaf in terms:
        words = ["".join(pattern_parts(word)) for word in leaf.words]
        fitting = [singles[n] for word in words for n in patterns.fitting(word.removesuffix("*"))]
        other = next((one for one in fitting if one is not leaf and _holds(one, leaf)), None)
        if other is not None:
            place = leaf.position or Position("strategy")
            yield problem("S111", place, text=leaf.text, other=other.text)


def _holds(holder: Leaf, leaf: Leaf) -> bool:
    """Whether whatever has `leaf` has `holder`, given that the letters fit; forms of one term may overlap."""
    own, wild = "".join(pattern_parts(holder.words[0])), [word for word in leaf.words if is_wild(word)]
    if holder.field not in (ANY, leaf.field) or (holder.label == leaf.label != leaf.text):
        return False
    return not wild or (own.endswith("*") and all(not is_wild(word.removesuffix("*")) for word in wild))

"""A first look at a text: whether it has the letters without which the expression cannot hold.

Every term needs some runs of letters to stand in the text, whatever its hyphens: those of its words between
wildcards. A look for them costs a fraction of a look at the words, and rejects most records of most sources.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import reduce

from synth.strategy.expression import And, Expression, Leaf, Near, Not, inside
from synth.strategy.words import pattern_parts

Look = Callable[[str], bool]
"""Whether the expression may hold for a text that was folded and squeezed; False is certain."""

_WILD = re.compile(r"[*?$]+")
_CHANCE = 0.3
"""How much rarer a run of letters becomes by each letter more: to look for the rarest set first."""


def squeeze(folded: str) -> str:
    """Return a folded text without hyphens and apostrophes, so that each word stands in it as one run."""
    return folded.replace("-", "").replace("'", "")


def look_for(expression: Expression) -> Look:
    """Return the first look for an expression without named sets."""
    return _look(expression)[0]


def _look(node: Expression) -> tuple[Look, float]:
    """Return the look for a part, and a guess of how many texts pass it."""
    if isinstance(node, Not):
        return _always, 1.0
    if isinstance(node, Leaf):
        return _any_of_needles((node,))
    if isinstance(node, And | Near):
        looks, chances = zip(*sorted(map(_look, inside(node)), key=lambda look: look[1]), strict=True)
        return reduce(_both, looks), chances[0]
    leaves = tuple(part for part in inside(node) if isinstance(part, Leaf))
    others = [_look(part) for part in inside(node) if not isinstance(part, Leaf)]
    if not others:
        return _any_of_needles(leaves)
    looks, chances = zip(*([_any_of_needles(leaves)] if leaves else []), *others, strict=True)
    return reduce(_either, looks), sum(chances)


def _both(first: Look, second: Look) -> Look:
    return lambda text: first(text) and second(text)


def _either(first: Look, second: Look) -> Look:
    return lambda text: first(text) or second(text)


def _always(_: str) -> bool:
    return True


def _any_of_needles(leaves: tuple[Leaf, ...]) -> tuple[Look, float]:
    needles = dict.fromkeys(map(_needles, leaves))
    alone = [first for first, *rest in needles if not rest]
    singles = tuple(one for one in alone if not any(other in one for other in alone if other != one))
    several = tuple((first, tuple(rest)) for first, *rest in needles if rest)

    def look(text: str) -> bool:
        for needle in singles:  # a plain loop: this is run for every record
            if needle in text:
                return True
        return any(needle in text and all(one in text for one in rest) for needle, rest in several)

    return look, sum(_CHANCE ** sum(map(len, one)) for one in needles)


def _needles(leaf: Leaf) -> tuple[str, ...]:
    """Return the runs of letters that a text must have for a leaf to match, the longest first."""
    parts = (part for word in leaf.words for part in pattern_parts(word))
    found = {piece for part in parts for piece in _WILD.split(part) if piece}
    longest = sorted(found, key=lambda piece: (-len(piece), piece))
    return tuple(piece for i, piece in enumerate(longest) if not any(piece in one for one in longest[:i]))

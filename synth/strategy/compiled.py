"""An expression prepared for matching: leaves as chains of numbered word patterns, the rest as bit masks.

A leaf is a chain from node 0 to its last node; an edge is one word. A hyphenated word gives an edge for each
of its parts and for each run of parts written together, so `return-to-work` has a path of three words, one of
a single word, and those between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from synth.strategy.expression import And, Expression, Leaf, Named, Near, Not, inside, sided
from synth.strategy.words import in_order, pattern_parts
from synth.text import runs

Verdict = Callable[[int, int], bool]
"""Whether the expression holds, given a bit for each leaf that counts as matched and as matched under NOT."""


@dataclass(frozen=True, slots=True)
class Chain:
    """A leaf ready to match.

    `edges[node]` are pairs (next node, pattern number); `needs` holds for each word a mask of the patterns it
    can begin with; `labels` are the terms it is a form of, those under NOT or beside NEAR left out.
    """

    bit: int
    field: str
    edges: tuple[tuple[tuple[int, int], ...], ...]
    needs: tuple[int, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sides near each other: each side is a mask of leaves, and `labels` are the terms of each leaf."""

    bit: int
    left: int
    right: int
    gap: int
    labels: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A whole expression: its leaves and pairs, the word patterns by number, and the verdict on them."""

    chains: tuple[Chain, ...]
    pairs: tuple[Pair, ...]
    patterns: tuple[str, ...]
    verdict: Verdict


_Key = tuple[str, tuple[tuple[str, ...], ...]]
"""What makes two leaves the same: the field and the folded parts of every word."""

_Sides = tuple[int, int, int]
"""What makes two pairs the same: the leaves of both sides and the gap."""


def compile_expression(expression: Expression) -> Compiled:
    """Return the expression prepared for matching; it must hold no named sets."""
    builder = _Builder()
    verdict = builder.verdict(expression, positive=True)
    return Compiled(builder.chains(), builder.pairs(), tuple(builder.patterns), verdict)


class _Builder:
    def __init__(self) -> None:
        self.patterns: dict[str, int] = {}
        self.leaves: dict[_Key, int] = {}
        self.nears: dict[_Sides, int] = {}
        self.labels: dict[int, dict[str, None]] = {}
        self.near_labels: dict[int, dict[tuple[int, str], None]] = {}

    def verdict(self, node: Expression, *, positive: bool) -> Verdict:
        """Return a function that reads leaves from the first mask, those under NOT from the second."""
        if isinstance(node, Leaf | Near):
            mask = self._bit(node, positive=positive)
            return (lambda yes, _: bool(yes & mask)) if positive else (lambda _, no: bool(no & mask))
        if isinstance(node, Named):
            raise ValueError(f"The set {node.name} is not filled in: use Strategy.expression.")
        if isinstance(node, Not):
            inner = self.verdict(node.part, positive=not positive)
            return lambda yes, no: not inner(yes, no)
        return self._joined(inside(node), every=isinstance(node, And), positive=positive)

    def _joined(self, parts: tuple[Expression, ...], *, every: bool, positive: bool) -> Verdict:
        mask = 0
        for part in parts:
            mask |= self._bit(part, positive=positive) if isinstance(part, Leaf | Near) else 0
        others = (part for part in parts if not isinstance(part, Leaf | Near))
        rest = tuple(self.verdict(part, positive=positive) for part in others)

        def all_match(yes: int, no: int) -> bool:
            return ((yes if positive else no) & mask) == mask and all(one(yes, no) for one in rest)

        def any_matches(yes: int, no: int) -> bool:
            return bool((yes if positive else no) & mask) or any(one(yes, no) for one in rest)

        return all_match if every else any_matches

    def _bit(self, node: Leaf | Near, *, positive: bool) -> int:
        if isinstance(node, Near):
            return self._near_bit(node, positive=positive)
        bit = self._leaf_bit(node)
        if positive:
            self.labels.setdefault(bit, {})[_label(node)] = None
        return bit

    def _next(self) -> int:
        return 1 << (len(self.leaves) + len(self.nears))

    def _leaf_bit(self, leaf: Leaf) -> int:
        key: _Key = (leaf.field, tuple(pattern_parts(word) for word in leaf.words))
        return self.leaves.setdefault(key, self._next())

    def _near_bit(self, near: Near, *, positive: bool) -> int:
        sides = [[leaf for leaf in sided(side) if isinstance(leaf, Leaf)] for side in inside(near)]
        left, right = (_united(self._leaf_bit(leaf) for leaf in side) for side in sides)
        bit = self.nears.setdefault((left, right, near.gap), self._next())
        labels = self.near_labels.setdefault(bit, {})
        for leaf in (*sides[0], *sides[1]) if positive else ():
            labels[self._leaf_bit(leaf), _label(leaf)] = None
        return bit

    def pairs(self) -> tuple[Pair, ...]:
        return tuple(Pair(bit, *sides, tuple(self.near_labels[bit])) for sides, bit in self.nears.items())

    def chains(self) -> tuple[Chain, ...]:
        return tuple(self._chain(bit, key) for key, bit in self.leaves.items())

    def _chain(self, bit: int, key: _Key) -> Chain:
        field, words = key
        edges: list[list[tuple[int, int]]] = [[] for part in words for _ in part]
        needs: list[int] = []
        base = 0
        for word in words:
            for run in runs(word):
                edges[base + run.first].append((base + run.last, self._pattern(run.word)))
            needs.append(_united(1 << pattern for _, pattern in edges[base]))
            base += len(word)
        return Chain(bit, field, tuple(map(tuple, edges)), tuple(needs), tuple(self.labels.get(bit, ())))

    def _pattern(self, word: str) -> int:
        return self.patterns.setdefault(in_order(word), len(self.patterns))


def _label(leaf: Leaf) -> str:
    return leaf.label or leaf.text


def _united(masks: Iterable[int]) -> int:
    united = 0
    for mask in masks:
        united |= mask
    return united

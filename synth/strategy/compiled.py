"""An expression prepared for matching: leaves as chains of numbered word patterns, the rest as bit masks.

A leaf is a chain from node 0 to its last node; an edge is one word. A hyphenated word gives an edge for each
of its parts and for each run of parts written together, so `return-to-work` has a path of three words, one of
a single word, and those between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from synth.strategy.expression import And, Expression, Leaf, Named, Not
from synth.strategy.words import pattern_parts
from synth.text import runs

Verdict = Callable[[int, int], bool]
"""Whether the expression holds, given a bit for each leaf that counts as matched and as matched under NOT."""


@dataclass(frozen=True, slots=True)
class Chain:
    """A leaf ready to match.

    `edges[node]` are pairs (next node, pattern number); `needs` holds for each word a mask of the patterns it
    can begin with; `labels` are the terms it is a form of, those under NOT left out.
    """

    bit: int
    field: str
    edges: tuple[tuple[tuple[int, int], ...], ...]
    needs: tuple[int, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A whole expression: its leaves, the word patterns they share by number, and the verdict on them."""

    chains: tuple[Chain, ...]
    patterns: tuple[str, ...]
    verdict: Verdict


_Key = tuple[str, tuple[tuple[str, ...], ...]]
"""What makes two leaves the same: the field and the folded parts of every word."""


def compile_expression(expression: Expression) -> Compiled:
    """Return the expression prepared for matching; it must hold no named sets."""
    builder = _Builder()
    verdict = builder.verdict(expression, positive=True)
    return Compiled(builder.chains(), tuple(builder.patterns), verdict)


class _Builder:
    def __init__(self) -> None:
        self.patterns: dict[str, int] = {}
        self.numbers: dict[_Key, int] = {}
        self.labels: list[dict[str, None]] = []

    def verdict(self, node: Expression, *, positive: bool) -> Verdict:
        """Return a function that reads leaves from the first mask, those under NOT from the second."""
        if isinstance(node, Leaf):
            mask = self._bit(node, positive=positive)
            return (lambda yes, _: bool(yes & mask)) if positive else (lambda _, no: bool(no & mask))
        if isinstance(node, Named):
            raise ValueError(f"The set {node.name} is not filled in: use Strategy.expression.")
        if isinstance(node, Not):
            inner = self.verdict(node.part, positive=not positive)
            return lambda yes, no: not inner(yes, no)
        return self._joined(node.parts, every=isinstance(node, And), positive=positive)

    def _joined(self, parts: tuple[Expression, ...], *, every: bool, positive: bool) -> Verdict:
        mask = 0
        for leaf in parts:
            mask |= self._bit(leaf, positive=positive) if isinstance(leaf, Leaf) else 0
        rest = tuple(self.verdict(part, positive=positive) for part in parts if not isinstance(part, Leaf))

        def all_match(yes: int, no: int) -> bool:
            return ((yes if positive else no) & mask) == mask and all(one(yes, no) for one in rest)

        def any_matches(yes: int, no: int) -> bool:
            return bool((yes if positive else no) & mask) or any(one(yes, no) for one in rest)

        return all_match if every else any_matches

    def _bit(self, leaf: Leaf, *, positive: bool) -> int:
        key: _Key = (leaf.field, tuple(pattern_parts(word) for word in leaf.words))
        number = self.numbers.setdefault(key, len(self.numbers))
        if number == len(self.labels):
            self.labels.append({})
        if positive:
            self.labels[number][leaf.label or leaf.text] = None
        return 1 << number

    def chains(self) -> tuple[Chain, ...]:
        return tuple(self._chain(number, key) for key, number in self.numbers.items())

    def _chain(self, number: int, key: _Key) -> Chain:
        field, words = key
        edges: list[list[tuple[int, int]]] = [[] for part in words for _ in part]
        needs: list[int] = []
        base = 0
        for word in words:
            for run in runs(word):
                edges[base + run.first].append((base + run.last, self._pattern(run.word)))
            needs.append(_mask(pattern for _, pattern in edges[base]))
            base += len(word)
        return Chain(1 << number, field, tuple(map(tuple, edges)), tuple(needs), tuple(self.labels[number]))

    def _pattern(self, word: str) -> int:
        return self.patterns.setdefault(word.replace("**", "*"), len(self.patterns))


def _mask(numbers: Iterable[int]) -> int:
    mask = 0
    for number in numbers:
        mask |= 1 << number
    return mask

"""Numbered lines that call others, written out down to the lines that hold terms.

A strategy of lines often combines by its last one (`#3 #1 AND #2`); taken apart, it is `#1 AND #2`.
"""

from __future__ import annotations

from dataclasses import replace

from synth.errors import FileError
from synth.strategy.definition import Strategy, TermSet, filled
from synth.strategy.expression import ANY, Expression, Leaf, Named, in_field, named, transform
from synth.strategy.parser import parse


def opened(strategy: Strategy) -> Strategy:
    """Return the strategy whose `combine` calls no line that only combines others; it means the same."""
    calling = {one.name: call for one in strategy.sets if (call := _calls(one, strategy)) is not None}

    def open_(node: Leaf | Named) -> Expression:
        if isinstance(node, Leaf) or node.name not in calling:
            return node
        inner = calling[node.name]
        return transform(inner if node.field == ANY else in_field(inner, node.field), open_)

    return replace(strategy, combine=transform(strategy.combine, open_)) if calling else strategy


def _calls(one: TermSet, strategy: Strategy) -> Expression | None:
    """Return what a line calls; None when it calls no other line, or its text alone does not tell."""
    if not one.written:
        return None
    known = {other.name: other.expression for other in strategy.sets if other.written}
    try:
        expression = parse(one.written, lines=tuple(known)).expression
    except FileError:
        return None
    same = any(named(expression)) and filled(expression, known) == one.expression
    return expression if same else None

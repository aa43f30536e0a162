"""A strategy without one of its sets, a set alone, or with a spelling more: to count what each adds."""

from __future__ import annotations

from dataclasses import replace

from synth.errors import Position
from synth.strategy.definition import Strategy
from synth.strategy.expression import And, Expression, Named, Not, Or, all_of, any_of, named
from synth.strategy.parser import parse_literal


def sets_used(strategy: Strategy) -> tuple[str, ...]:
    """Return the names of the sets that the strategy calls, in order, each once."""
    return tuple(dict.fromkeys(call.name for call in named(strategy.combine)))


def alone(strategy: Strategy, name: str) -> Strategy:
    """Return the strategy with nothing but the set `name`, under the same filters."""
    return replace(strategy, combine=Named(name))


def without(strategy: Strategy, name: str) -> Strategy | None:
    """Return the strategy without the set `name`; None when nothing is left of it."""
    left = _without(strategy.combine, name)
    return None if left is None or isinstance(left, Not) else replace(strategy, combine=left)


def with_form(strategy: Strategy, name: str, form: str) -> Strategy:
    """Return the strategy with one more term in the set `name`. Raises FileError when `form` is no term."""
    added = parse_literal(form, Position("variant", 1, 1)).expression
    return replace(
        strategy,
        sets=tuple(
            replace(one, expression=any_of(one.expression, added)) if one.name == name else one
            for one in strategy.sets
        ),
    )


def _without(expression: Expression, name: str) -> Expression | None:
    if isinstance(expression, Named):
        return None if expression.name == name else expression
    if isinstance(expression, Not):
        part = _without(expression.part, name)
        return None if part is None else Not(part)
    if isinstance(expression, And | Or):
        parts = [part for each in expression.parts if (part := _without(each, name)) is not None]
        join = all_of if isinstance(expression, And) else any_of
        return join(*parts) if parts else None
    return expression

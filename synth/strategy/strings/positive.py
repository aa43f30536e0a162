"""An expression in which NOT stands only beside something to search, since databases never take it alone.

`a AND (b OR NOT c)` becomes `a NOT (c NOT b)`.
"""

from __future__ import annotations

from synth.errors import UsageError
from synth.strategy.expression import And, Expression, Not, Or, all_of, any_of, to_text


def positive(expression: Expression) -> Expression:
    """Return an expression of the same meaning whose NOTs are parts of an AND that also has other parts.

    Raises UsageError when it accepts everything that lacks a term.
    """
    asked, negated = _split(expression)
    if negated:
        raise UsageError(
            f"The strategy accepts everything that lacks `{to_text(asked)}`: no database can be asked that.",
            remedy="Write what to look for before NOT: `term NOT other`.",
        )
    return asked


def _split(expression: Expression) -> tuple[Expression, bool]:
    """Return an expression and whether it is the negation of it that is meant."""
    if isinstance(expression, Not):
        inner, negated = _split(expression.part)
        return inner, not negated
    if not isinstance(expression, And | Or):
        return expression, False
    parts = [_split(part) for part in expression.parts]
    yes = [part for part, negated in parts if not negated]
    no = [part for part, negated in parts if negated]
    if isinstance(expression, And):
        return (_without(yes, no), False) if yes else (any_of(*no), True)
    return (_without(no, yes), True) if no else (any_of(*yes), False)


def _without(kept: list[Expression], left_out: list[Expression]) -> Expression:
    """Return what has all of `kept` and none of `left_out`."""
    return all_of(*kept, *(Not(part) for part in left_out))

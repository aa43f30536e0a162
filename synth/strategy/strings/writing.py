"""A strategy as a string of a database, whole or line by line, with what it says otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from synth.errors import UsageError
from synth.strategy.definition import Strategy
from synth.strategy.expression import (
    ANY,
    And,
    Expression,
    Leaf,
    Named,
    Near,
    Not,
    Or,
    all_of,
    any_of,
    in_field,
    leaves,
    named,
    transform,
)
from synth.strategy.opening import opened
from synth.strategy.parser import is_bounded
from synth.strategy.strings.dialect import Dialect
from synth.strategy.strings.fitting import Fitted, fit
from synth.strategy.strings.layout import LINE, bracketed, text_of
from synth.strategy.strings.limits import Limited, limits
from synth.strategy.strings.notes import Note, Notes
from synth.strategy.strings.positive import positive


@dataclass(frozen=True, slots=True)
class Line:
    """One numbered line: `name` is the set it stands for, or what it does."""

    number: int
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Written:
    """A strategy in the search language of a database.

    `text` is the whole in one string, and `lines` the same with a set a line; limits that only a line of its
    own can set follow `text` as further lines there. `notes` say what differs from the strategy.
    """

    database: str
    text: str
    lines: tuple[Line, ...]
    notes: tuple[Note, ...]


def write(strategy: Strategy, dialect: Dialect) -> Written:
    """Return the strategy as a string of `dialect`.

    Raises UsageError when the database can be asked nothing of it, or it accepts all that lacks a term.
    """
    notes = Notes()
    limited = limits(strategy, dialect, notes)
    whole = _asked(fit(positive(strategy.expression), dialect, notes), dialect)
    first = bracketed(whole, dialect) if limited.parts else text_of(whole, dialect)
    text = " AND ".join((first, *limited.parts))
    for remark in dialect.remarks:
        notes.add("remark", remark)
    if dialect.wildcards.most and any("*" in leaf.text for leaf in leaves(strategy.expression)):
        notes.add("narrowed", f"Truncation stands for at most {dialect.wildcards.most} letters.")
    once = [line.replace("{line}", dialect.line.format(n=i)) for i, line in enumerate(limited.lines, start=1)]
    lines = tuple(_lines(opened(strategy), dialect, limited))
    return Written(dialect.name, "\n".join((text, *once)), lines, notes.all())


def _asked(fitted: Fitted, dialect: Dialect) -> Expression:
    """Return what can be asked. Raises UsageError when that is nothing."""
    if fitted.expression is None:
        raise UsageError(
            f"{dialect.label} cannot be asked anything of this strategy.",
            remedy="Write words without a `*` at the beginning, and with more letters before it.",
        )
    return fitted.expression


def _lines(strategy: Strategy, dialect: Dialect, limited: Limited) -> Iterator[Line]:
    """Yield a line for each set, one that combines them, and one for each limit."""
    known = {one.name: one.expression for one in strategy.sets}

    def filled(node: Leaf | Named) -> Expression:
        if isinstance(node, Leaf):
            return node
        return known[node.name] if node.field == ANY else in_field(known[node.name], node.field)

    combine = positive(_opened(strategy.combine, filled))
    fitted = {
        (call.name, call.field): fit(positive(filled(call)), dialect, Notes()) for call in named(combine)
    }
    combined = _asked(fit(combine, dialect, Notes(), lines=fitted), dialect)
    numbers: dict[tuple[str, str], int] = {}
    for call in named(combined):
        key = (call.name, call.field)
        if key not in numbers:
            numbers[key] = len(numbers) + 1
            name = call.name if call.field == ANY else f"{call.field}:{call.name}"
            yield Line(numbers[key], name, text_of(_asked(fitted[key], dialect), dialect))
    last = len(numbers)
    if not isinstance(combined, Named):
        last += 1
        yield Line(last, "combined", text_of(_called(combined, numbers, dialect), dialect))
    yield from _limit_lines(last, dialect, limited)


def _called(combined: Expression, numbers: dict[tuple[str, str], int], dialect: Dialect) -> Expression:
    """Return the expression with every set replaced by the number of its line."""

    def call(node: Leaf | Named) -> Expression:
        if isinstance(node, Leaf):
            return node
        return Leaf((dialect.line.format(n=numbers[node.name, node.field]),), LINE)

    return transform(combined, call)


def _opened(node: Expression, filled: Callable[[Leaf | Named], Expression]) -> Expression:
    """Return the expression with those sets written out that cannot be a line: in a NEAR, or a mere NOT."""
    if isinstance(node, Near):
        return transform(node, filled)
    if isinstance(node, Not):
        return Not(_opened(node.part, filled))
    if isinstance(node, And | Or):
        join = all_of if isinstance(node, And) else any_of
        return join(*(_opened(part, filled) for part in node.parts))
    return node if is_bounded(filled(node)) else filled(node)


def _limit_lines(last: int, dialect: Dialect, limited: Limited) -> Iterator[Line]:
    if limited.parts:
        yield Line(last + 1, "limits", " AND ".join((dialect.line.format(n=last), *limited.parts)))
    for number, text in enumerate(limited.lines, start=last + 1):
        yield Line(number, "limit", text.replace("{line}", dialect.line.format(n=number - 1)))

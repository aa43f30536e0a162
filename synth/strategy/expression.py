"""A search strategy as a boolean expression of terms: a small immutable tree, and its written form."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from synth.errors import Position

ANY = "any"
"""The field of a term that may stand in the title, the abstract or the keywords."""

SEARCH_FIELDS = ("title", "abstract", "keywords", ANY)


OPERATORS = {
    "AND": "AND",
    "OR": "OR",
    "NOT": "NOT",
    "EN": "AND",
    "OF": "OR",
    "NIET": "NOT",
    "UND": "AND",
    "ODER": "OR",
    "NICHT": "NOT",
}
"""Words that people write as operators, and the operator they mean; only the first three are operators."""

_PLAIN = re.compile(r"[A-Za-z0-9*]+(?:-[A-Za-z0-9*]+)*\Z")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A word, or a phrase of words next to each other, in one field.

    `words` are as written (case and hyphens kept) and may hold `*`; `label` is the term it is a form of,
    verbatim; `position` is where it was written. Two leaves are equal when words, field and label are.
    """

    words: tuple[str, ...]
    field: str = ANY
    label: str = ""
    position: Position | None = dataclasses.field(default=None, compare=False, repr=False)

    @property
    def text(self) -> str:
        """The words as a person reads them, without quotes."""
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class Named:
    """A set of the strategy, called by its name; `field` limits the terms in it that name no field."""

    name: str
    field: str = ANY
    position: Position | None = dataclasses.field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class And:
    """Every part matches."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part matches."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not match."""

    part: Expression


Expression = Leaf | Named | And | Or | Not


def all_of(*parts: Expression) -> Expression:
    """Return the parts joined by AND; a single part is returned as it is, an AND inside is opened."""
    return _join(And, parts)


def any_of(*parts: Expression) -> Expression:
    """Return the parts joined by OR; a single part is returned as it is, an OR inside is opened."""
    return _join(Or, parts)


def _join(kind: type[And] | type[Or], parts: tuple[Expression, ...]) -> Expression:
    if not parts:
        raise ValueError("There must be at least one part.")
    flat: list[Expression] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, kind) else (part,))
    return flat[0] if len(flat) == 1 else kind(tuple(flat))


def transform(expression: Expression, change: Callable[[Leaf | Named], Expression]) -> Expression:
    """Return the expression with every leaf and named set replaced by what `change` returns for it."""
    if isinstance(expression, And):
        return all_of(*(transform(part, change) for part in expression.parts))
    if isinstance(expression, Or):
        return any_of(*(transform(part, change) for part in expression.parts))
    if isinstance(expression, Not):
        return Not(transform(expression.part, change))
    return change(expression)


def leaves(expression: Expression) -> Iterator[Leaf]:
    """Yield the leaves in the order they are written, those under NOT included."""
    if isinstance(expression, Leaf):
        yield expression
    elif isinstance(expression, Not):
        yield from leaves(expression.part)
    elif isinstance(expression, And | Or):
        for part in expression.parts:
            yield from leaves(part)


def named(expression: Expression) -> Iterator[Named]:
    """Yield the named sets the expression calls, in the order they are written."""
    if isinstance(expression, Named):
        yield expression
    elif isinstance(expression, Not):
        yield from named(expression.part)
    elif isinstance(expression, And | Or):
        for part in expression.parts:
            yield from named(part)


def in_field(expression: Expression, name: str) -> Expression:
    """Return the expression with every leaf and set that names no field limited to the field `name`."""
    return transform(expression, lambda leaf: replace(leaf, field=name) if leaf.field == ANY else leaf)


def labelled(expression: Expression, label: str) -> Expression:
    """Return the expression with every leaf marked as a form of the term `label`."""
    return transform(expression, lambda leaf: replace(leaf, label=label) if isinstance(leaf, Leaf) else leaf)


def to_text(expression: Expression) -> str:
    """Write the expression in the syntax of strategy files; parsing it gives the same expression.

    Labels are not written. An expression that calls named sets has all its terms in quotes.
    """
    return _write(expression, quoted=any(named(expression)))


def _write(expression: Expression, *, quoted: bool) -> str:
    if isinstance(expression, Leaf):
        return _prefix(expression.field) + _leaf_text(expression, quoted=quoted)
    if isinstance(expression, Named):
        return _prefix(expression.field) + expression.name
    if isinstance(expression, Not):
        return f"NOT {_bracketed(expression.part, quoted=quoted)}"
    operator = " AND " if isinstance(expression, And) else " OR "
    return operator.join(_bracketed(part, quoted=quoted) for part in expression.parts)


def _prefix(name: str) -> str:
    return "" if name == ANY else f"{name}:"


def _leaf_text(leaf: Leaf, *, quoted: bool) -> str:
    plain = len(leaf.words) == 1 and leaf.text.upper() not in OPERATORS and _PLAIN.match(leaf.text)
    return leaf.text if plain and not quoted else f'"{leaf.text}"'


def _bracketed(part: Expression, *, quoted: bool) -> str:
    text = _write(part, quoted=quoted)
    return f"({text})" if isinstance(part, And | Or) else text

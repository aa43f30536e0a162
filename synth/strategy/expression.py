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

SHORT_FIELDS = {"ti": "title", "ab": "abstract", "kw": "keywords"}
"""Short names of fields that people type, and the field they mean."""


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

NEAR = "NEAR"
"""The operator of proximity: `NEAR/3`, or alone."""

DEFAULT_GAP = 15
"""Words between at most when NEAR has no number (as in Web of Science, whose syntax it is)."""

MAX_GAP = 99

_PLAIN = re.compile(r"[A-Za-z0-9*?$]+(?:-[A-Za-z0-9*?$]+)*\Z")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A word, or a phrase of words next to each other, in one field.

    `words` are as written (case and hyphens kept) and may hold wildcards; `label` is the term it is a form
    of, verbatim; `position` is where it was written. Two leaves are equal when words, field and label are.
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


@dataclass(frozen=True, slots=True)
class Near:
    """Both sides stand in one text, in either order, with at most `gap` words between them.

    A side is a leaf, a named set, or an OR of those; make one with `near`.
    """

    left: Expression
    right: Expression
    gap: int = DEFAULT_GAP


Expression = Leaf | Named | And | Or | Not | Near


def near(left: Expression, right: Expression, gap: int = DEFAULT_GAP) -> Near:
    """Return the two sides near each other; where one names a field and the other none, it is that of both.

    Raises ValueError when a side is not a term or an OR of terms.
    """
    one, other = (_only_field(sided(side)) for side in (left, right))
    return Near(in_field(left, other), in_field(right, one), gap)


def _only_field(terms: tuple[Leaf | Named, ...]) -> str:
    names = {term.field for term in terms}
    return names.pop() if len(names) == 1 else ANY


def share_field(near: Near) -> bool:
    """Whether there is a text in which both sides may stand."""
    one, other = ({term.field for term in sided(side)} for side in inside(near))
    return ANY in one | other or bool(one & other)


def nears(expression: Expression) -> Iterator[Near]:
    """Yield every NEAR of the expression, in the order they are written."""
    if isinstance(expression, Near):
        yield expression
    for part in inside(expression):
        yield from nears(part)


def excludes(expression: Expression) -> bool:
    """Whether a NOT stands anywhere in the expression."""
    return isinstance(expression, Not) or any(map(excludes, inside(expression)))


def sided(side: Expression) -> tuple[Leaf | Named, ...]:
    """Return the terms of a side of `Near`; raises ValueError when it is more than terms joined by OR."""
    parts = side.parts if isinstance(side, Or) else (side,)
    terms = tuple(part for part in parts if isinstance(part, Leaf | Named))
    if len(terms) < len(parts):
        raise ValueError("A side of NEAR is a term, or terms joined by OR.")
    return terms


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
    if isinstance(expression, Near):
        left, right = transform(expression.left, change), transform(expression.right, change)
        return Near(left, right, expression.gap)
    return change(expression)


def leaves(expression: Expression) -> Iterator[Leaf]:
    """Yield the leaves in the order they are written, those under NOT included."""
    return (atom for atom in _atoms(expression) if isinstance(atom, Leaf))


def named(expression: Expression) -> Iterator[Named]:
    """Yield the named sets the expression calls, in the order they are written."""
    return (atom for atom in _atoms(expression) if isinstance(atom, Named))


def inside(expression: Expression) -> tuple[Expression, ...]:
    """Return the expressions that an expression is made of; none for a leaf or a named set."""
    if isinstance(expression, And | Or):
        return expression.parts
    if isinstance(expression, Near):
        return (expression.left, expression.right)
    return (expression.part,) if isinstance(expression, Not) else ()


def _atoms(expression: Expression) -> Iterator[Leaf | Named]:
    if isinstance(expression, Leaf | Named):
        yield expression
    for part in inside(expression):
        yield from _atoms(part)


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
    if isinstance(expression, Near):
        left, right = (_bracketed(side, quoted=quoted) for side in inside(expression))
        return f"{left} {NEAR}/{expression.gap} {right}"
    operator = " AND " if isinstance(expression, And) else " OR "
    return operator.join(_bracketed(part, quoted=quoted) for part in expression.parts)


def _prefix(name: str) -> str:
    return "" if name == ANY else f"{name}:"


def _leaf_text(leaf: Leaf, *, quoted: bool) -> str:
    plain = len(leaf.words) == 1 and not _is_operator(leaf.text) and _PLAIN.match(leaf.text)
    return leaf.text if plain and not quoted else f'"{leaf.text}"'


def _is_operator(text: str) -> bool:
    return text.upper() in OPERATORS or text == NEAR


def _bracketed(part: Expression, *, quoted: bool) -> str:
    text = _write(part, quoted=quoted)
    return f"({text})" if isinstance(part, And | Or | Near) else text

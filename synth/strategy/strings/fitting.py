"""An expression as a database can be asked it, with what was widened or narrowed on the way.

The leaves of the result hold words in the signs of the database. What cannot be said is widened where that
is possible; a term of an OR that cannot be asked at all is left out, and the note says that it narrows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

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
    sided,
    to_text,
)
from synth.strategy.strings.dialect import Dialect
from synth.strategy.strings.notes import Effect, Notes
from synth.strategy.strings.words import MAX_FORMS, Form, forms

MAX_PAIRS = 64
"""Pairs of terms that a NEAR is written out as, where a database takes no lists in it."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """What can be asked (None: nothing), and whether it means the same as the strategy."""

    expression: Expression | None
    exact: bool = True


_NO_FIELD = ""
"""The field of a side of NEAR that is no list of terms."""

_NOTHING = Fitted(None, exact=False)


Lines = Mapping[tuple[str, str], Fitted]
"""The sets that have lines of their own, by name and field, as they were fitted."""


def fit(expression: Expression, dialect: Dialect, notes: Notes, *, lines: Lines | None = None) -> Fitted:
    """Return the expression in the words of `dialect`.

    NOT must stand beside something to search (see `positive`). Named sets must have `lines`, and are kept.
    """
    return _Fitter(dialect, notes, lines or {}).fit(expression)


class _Fitter:
    def __init__(self, dialect: Dialect, notes: Notes, lines: Lines) -> None:
        self.dialect, self.notes, self.lines = dialect, notes, lines

    def fit(self, node: Expression) -> Fitted:
        if isinstance(node, Leaf):
            return self.leaf(node)
        if isinstance(node, Named):
            line = self.lines[node.name, node.field]
            return Fitted(node if line.expression is not None else None, exact=line.exact)
        if isinstance(node, Near):
            return self.near(node)
        if isinstance(node, Not):
            return self.negation(node)
        return self.joined(node, "widened" if isinstance(node, And) else "narrowed")

    def joined(self, node: And | Or, effect: Effect) -> Fitted:
        fitted = [(part, self.fit(part)) for part in node.parts]
        for part, one in fitted:
            if one.expression is None and not isinstance(part, Not):
                self._note(effect, f"`{to_text(part)}` cannot be asked and is left out.")
        kept = [one.expression for _, one in fitted if one.expression is not None]
        if not kept or all(isinstance(part, Not) for part in kept):
            return _NOTHING
        join = all_of if isinstance(node, And) else any_of
        return Fitted(join(*kept), exact=all(one.exact for _, one in fitted))

    def negation(self, node: Not) -> Fitted:
        """What is excluded must be said exactly: more would exclude what the strategy accepts."""
        inner = _Fitter(self.dialect, Notes(), self.lines).fit(node.part)
        if inner.exact and inner.expression is not None:
            return Fitted(Not(inner.expression))
        self._note("widened", f"`{to_text(node)}` cannot be said exactly and is left out.")
        return _NOTHING

    def leaf(self, leaf: Leaf) -> Fitted:
        asked, tagged = self._in_field(leaf)
        phrase = len(leaf.words) > 1 or "-" in leaf.text
        options = [forms(word, self.dialect.wildcards, phrase=phrase) for word in leaf.words]
        ways = list(product(*(option or (None,) for option in options)))[:MAX_FORMS]
        made = [self._pieces(way, asked) for way in ways]
        kept = [all_of(*pieces) for pieces in made if pieces]
        if not kept:
            return _NOTHING
        whole = all(len(pieces) == 1 for pieces in made) and all(options)
        exact = whole and all(form.exact for option in options for form in option)
        result = any_of(*dict.fromkeys(kept))
        if not exact:
            self._note("widened", f"`{to_text(leaf)}` is asked as {_shown(result)}.")
        return Fitted(result, exact=exact and tagged)

    def _in_field(self, leaf: Leaf) -> tuple[str, bool]:
        if leaf.field in self.dialect.fields:
            return leaf.field, True
        self._note("widened", f"The field `{leaf.field}` cannot be asked: title, abstract and keywords are.")
        return ANY, False

    def _pieces(self, way: tuple[Form | None, ...], field: str) -> tuple[Leaf, ...]:
        """Return the phrases that a phrase falls apart into, at words that cannot be asked or must end it."""
        pieces: list[list[str]] = [[]]
        for place, form in enumerate(way):
            if form is None:
                pieces.append([])
                continue
            pieces[-1].append(form.text)
            ends = form.wild and self.dialect.wildcards.in_phrase == "last"
            if ends and place < len(way) - 1:
                pieces.append([])
        return tuple(Leaf(tuple(words), field) for words in pieces if words)

    def near(self, node: Near) -> Fitted:
        left, right = self.fit(node.left), self.fit(node.right)
        if left.expression is None or right.expression is None:
            rest = left.expression or right.expression
            self._note("widened", f"`{to_text(node)}` is asked without the side that cannot be asked.")
            return Fitted(rest, exact=False)
        near = Near(left.expression, right.expression, node.gap)
        written = self._near(near)
        if written is None:
            self._note("widened", f"`{to_text(node)}` is asked with AND instead of NEAR.")
            return Fitted(all_of(near.left, near.right), exact=False)
        return Fitted(written, exact=left.exact and right.exact)

    def _near(self, near: Near) -> Expression | None:
        """Return the NEAR as the database takes it, None when it cannot."""
        fields = {leaf.field for leaf in _leaves(near)}
        if len(fields) != 1 or _NO_FIELD in fields:
            return None
        proximity = self.dialect.proximity
        if proximity is not None and proximity.lists:
            return near
        pairs = [Near(a, b, near.gap) for a, b in product(sided(near.left), sided(near.right))]
        if len(pairs) > MAX_PAIRS:
            return None
        if proximity is None and not all(self._as_phrase(leaf, fields) for leaf in _leaves(near)):
            return None
        return any_of(*pairs)

    def _as_phrase(self, leaf: Leaf, fields: set[str]) -> bool:
        """Whether a side may stand among the words of a proximity phrase: a single word as it is."""
        single = len(leaf.words) == 1 and leaf.text.isalnum()
        return single and fields <= set(self.dialect.near_fields)

    def _note(self, effect: Effect, text: str) -> None:
        self.notes.add(effect, text)


def _leaves(near: Near) -> Iterator[Leaf]:
    """Yield the terms of both sides; a side that fell apart into an AND gives terms in no common field."""
    for side in (near.left, near.right):
        parts = side.parts if isinstance(side, Or) else (side,)
        for part in parts:
            yield part if isinstance(part, Leaf) else Leaf(("",), _NO_FIELD)


def _shown(expression: Expression) -> str:
    """Return the words that are asked, as a person reads them."""
    if isinstance(expression, Leaf):
        return f"`{expression.text}`"
    joiner = " and " if isinstance(expression, And) else " or "
    parts = expression.parts if isinstance(expression, And | Or) else ()
    return joiner.join(_shown(part) for part in parts)

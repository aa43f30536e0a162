"""A search strategy: its sets, how they combine, its filters, and what all of it means."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from synth.errors import Problem
from synth.strategy.expression import (
    ANY,
    And,
    Expression,
    Leaf,
    Named,
    Near,
    Not,
    Or,
    in_field,
    inside,
    to_text,
    transform,
)
from synth.strategy.words import pattern_parts


@dataclass(frozen=True, slots=True)
class Years:
    """Years of publication from `first` to `last`, both included; None is open."""

    first: int | None = None
    last: int | None = None

    def __contains__(self, year: int) -> bool:
        return (self.first is None or year >= self.first) and (self.last is None or year <= self.last)

    def __bool__(self) -> bool:
        return self.first is not None or self.last is not None

    def __str__(self) -> str:
        return f"{self.first or ''}-{self.last or ''}" if self else ""


@dataclass(frozen=True, slots=True)
class Term:
    """A term verbatim (`label`), what is searched for it, and why (`reading`, by language).

    `language` (ISO 639-1) is that of its words, empty when nobody said: it limits nothing.
    """

    label: str
    expression: Expression
    forms: tuple[str, ...] = ()
    reading: Mapping[str, str] = field(default_factory=dict)
    language: str = ""


@dataclass(frozen=True, slots=True)
class TermSet:
    """A named set; `terms` is empty when the file gives an expression instead.

    `written` is the text of a numbered line, in which `expression` has the lines that it calls filled in.
    """

    name: str
    expression: Expression
    terms: tuple[Term, ...] = ()
    label: Mapping[str, str] = field(default_factory=dict)
    language: str = ""
    written: str = ""


def filled(expression: Expression, sets: Mapping[str, Expression]) -> Expression:
    """Return the expression with the sets that it calls by name filled in."""

    def fill(node: Leaf | Named) -> Expression:
        if isinstance(node, Leaf):
            return node
        inner = sets[node.name]
        return inner if node.field == ANY else in_field(inner, node.field)

    return transform(expression, fill)


@dataclass(frozen=True)
class Strategy:
    """A search strategy, ready to match and to translate.

    `combine` calls the sets by name; `expression` is the whole with the sets filled in, each leaf marked
    with the term it is a form of. `warnings` are what a person should look at.
    """

    id: str
    combine: Expression
    sets: tuple[TermSet, ...]
    years: Years = Years()
    languages: tuple[str, ...] = ()
    title: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    warnings: tuple[Problem, ...] = ()

    @cached_property
    def expression(self) -> Expression:
        """The whole expression, without named sets."""
        return filled(self.combine, {one.name: one.expression for one in self.sets})

    @cached_property
    def text(self) -> str:
        """The whole strategy in one text: the expression, then the filters."""
        filters = [f"years: {self.years}"] if self.years else []
        filters += [f"languages: {', '.join(self.languages)}"] if self.languages else []
        return "\n".join([to_text(self.expression), *filters])

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex) of the meaning: it changes when other records match, not with names or order."""
        meaning = [canonical(self.expression), self.years.first, self.years.last, sorted(set(self.languages))]
        return hashlib.sha256(json.dumps(meaning).encode()).hexdigest()

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms of all sets, in order."""
        return tuple(term for one in self.sets for term in one.terms)


def canonical(expression: Expression) -> list[object]:
    """Return the meaning of an expression as nested lists: words folded, the order of parts left out."""
    if isinstance(expression, Leaf):
        return ["term", expression.field, ["-".join(pattern_parts(word)) for word in expression.words]]
    if isinstance(expression, Named):
        return ["set", expression.field, expression.name]
    if isinstance(expression, Not):
        return ["not", canonical(expression.part)]
    parts = {json.dumps(part): part for part in map(canonical, inside(expression))}
    in_order = [parts[key] for key in sorted(parts)]
    if isinstance(expression, Near):
        return ["near", expression.gap, *in_order]
    return [{And: "and", Or: "or"}[type(expression)], *in_order]

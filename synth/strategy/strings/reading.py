"""A string of PubMed, Web of Science or EBSCOhost as an expression with its limits.

What the string says and a strategy cannot is left out or read in another way; each time a warning says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from synth.errors import FileError, Position, Problem, UsageError
from synth.strategy.definition import Years
from synth.strategy.expression import (
    ANY,
    And,
    Expression,
    Leaf,
    Near,
    Not,
    Or,
    all_of,
    any_of,
    leaves,
    near,
    transform,
)
from synth.strategy.lexer import Place, check_words
from synth.strategy.parser import in_text
from synth.strategy.strings.library import tree
from synth.strategy.strings.limits import FIRST_YEAR, LANGUAGES, LAST_YEAR
from synth.strategy.strings.problems import string_problem
from synth.strategy.strings.tags import READINGS, STAND_INS, Reading
from synth.strategy.words import split_words

if TYPE_CHECKING:
    from search_query.query import Query

_CODES = {name: code for code, name in LANGUAGES.items()}
_YEAR = re.compile(r"\d{4}")
_SHOWN = {stand_in: tag for tag, stand_in in STAND_INS.items()}
_QUOTES = '"“”'


@dataclass(frozen=True, slots=True)
class ReadString:
    """What a string means here: the expression, its limits, and what was read otherwise."""

    expression: Expression
    years: Years
    languages: tuple[str, ...] = ()
    warnings: tuple[Problem, ...] = ()


def read_string(text: str, database: str, *, name: str = "string") -> ReadString:
    """Read a string of `database` (pubmed, wos, ebsco), or its numbered lines; `name` is what errors call it.

    Raises FileError when it cannot be read, UsageError for a database whose strings cannot be read.
    """
    if database not in READINGS:
        known = ", ".join(f"`{one}`" for one in READINGS)
        raise UsageError(f"Strings of `{database}` cannot be read.", remedy=f"These can: {known}.")
    reading, place = READINGS[database], in_text(text, name)
    read = tree(text, reading.library, place)
    reader = _Reader(reading, place)
    expression = reader.node(read.query, "")
    if reader.errors:
        raise FileError(tuple(reader.errors))
    if expression is None:
        raise FileError((string_problem("S307", place(0)),))
    warnings = (*read.warnings, *dict.fromkeys(reader.warnings))
    return ReadString(_collapsed(expression), reader.years, tuple(reader.languages), warnings)


class _Reader:
    """Turns the nodes of the library into an expression; limits are kept apart, the rest is told."""

    def __init__(self, reading: Reading, place: Place) -> None:
        self.reading, self.place = reading, place
        self.years = Years()
        self.languages: list[str] = []
        self.warnings: list[Problem] = []
        self.errors: list[Problem] = []

    def node(self, query: Query, field: str) -> Expression | None:
        """Return the expression of a node, None when nothing of it can be kept; `field` is that around it."""
        kind = type(query).__name__
        field = str(query.field.value) if query.field else field
        if kind == "NEARQuery":
            return self._near(query, field)
        if kind in ("Term", "RangeQuery"):
            return self._term(query, field)
        if self._is_limit(query, field):
            return None
        parts = [self.node(child, field) for child in query.children]
        kept = [part for part in parts if part is not None]
        if kind == "NotQuery":
            return _without(parts)
        join = all_of if kind == "AndQuery" else any_of
        return join(*kept) if kept else None

    def _is_limit(self, query: Query, field: str) -> bool:
        """Whether a group only limits years or languages; then the limit is kept."""
        terms = list(_terms(query, field))
        limits = self.reading.years + self.reading.languages
        if not terms or not all(tag in limits for _, tag in terms):
            return False
        for term, tag in terms:
            self._limit(term, tag)
        return True

    def _term(self, query: Query, field: str) -> Expression | None:
        text = str(query.value)
        if query.children:  # a range of years
            text = ":".join(str(child.value) for child in query.children)
            field = str(query.children[0].field.value) if query.children[0].field else field
        tag = field.lower() if field.startswith("[") else field.upper()
        if tag in self.reading.years + self.reading.languages:
            self._limit(text, tag)
            return None
        if tag not in self.reading.fields:
            self._warn("S304", query, text=text, field=_SHOWN.get(tag, field))
            return None
        if tag in self.reading.odd:
            self._warn("S303", query, text=text, field=field or "none", instead=self.reading.odd[tag])
        return self._words(query, text, self.reading.fields[tag])

    def _words(self, query: Query, text: str, field: str) -> Expression | None:
        quoted = text[:1] in _QUOTES
        words = split_words(self._signs(text.strip(_QUOTES)))
        position = self._position(query)
        errors, _ = check_words(words, text, position)
        self.errors += errors
        if errors:
            return None
        if quoted or len(words) == 1:
            return Leaf(words, field, position=position)
        self._warn("S305", query, text=text)
        return all_of(*(Leaf((word,), field, position=position) for word in words))

    def _signs(self, text: str) -> str:
        return text.replace(self.reading.optional, "$") if self.reading.optional else text

    def _near(self, query: Query, field: str) -> Expression | None:
        if len(query.children) == 1:
            return self._near_phrase(query, field)
        sides = [self.node(child, _first_field(query) or field) for child in query.children]
        kept = [side for side in sides if side is not None]
        if len(kept) < 2:
            return kept[0] if kept else None
        if str(query.value).upper() == "WITHIN":
            self._warn("S306", query, text=_shown(query))
        try:
            result: Expression = near(kept[0], kept[1], int(query.distance or 0))
        except ValueError:
            self._warn("S308", query, text=_shown(query))
            return all_of(*kept)
        return result

    def _near_phrase(self, query: Query, field: str) -> Expression | None:
        """Return the words of a proximity phrase of PubMed, each near the next."""
        (term,) = query.children
        tag = str(term.field.value).lower() if term.field else field
        name = self.reading.fields.get(tag, ANY)
        words = split_words(str(term.value).strip(_QUOTES))
        errors, _ = check_words(words, str(term.value), self._position(term))
        self.errors += errors
        if errors:
            return None
        leaves = [Leaf((word,), name, position=self._position(term)) for word in words]
        gap = int(query.distance or 0)
        pairs = [near(a, b, gap) for a, b in pairwise(leaves)]
        if len(pairs) > 1:
            self._warn("S308", query, text=str(term.value))
        return all_of(*pairs) if pairs else all_of(*leaves)

    def _limit(self, text: str, tag: str) -> None:
        if tag in self.reading.years:
            found = [int(year) for year in _YEAR.findall(text)]
            if found:
                first, last = min(found), max(found)
                self.years = Years(_open(first, at=FIRST_YEAR), _open(last, at=LAST_YEAR))
            return
        for name in re.findall(r"\w+", text.lower()):
            code = _CODES.get(name, name)
            if len(code) == 2 and code not in self.languages and name not in ("or", "la"):
                self.languages.append(code)

    def _position(self, query: Query) -> Position:
        start = query.position[0] if query.position else 0
        return self.place(max(start, 0))

    def _warn(self, code: str, query: Query, **values: str) -> None:
        self.warnings.append(string_problem(code, self._position(query), **values))


def _open(year: int, *, at: int) -> int | None:
    """Return a year; None for those that stand for an open end (3000 in PubMed, 1800 and 2100 here)."""
    return None if year == at or year >= LAST_YEAR or year <= FIRST_YEAR else year


def _without(parts: list[Expression | None]) -> Expression | None:
    """Return what the first part has and the others have not; a part that cannot be said excludes nothing."""
    first, *others = parts
    left_out = [Not(other) for other in others if other is not None]
    return all_of(first, *left_out) if first is not None else None


def _terms(query: Query, field: str) -> Iterator[tuple[str, str]]:
    """Yield the terms under a node with the tag that holds for each."""
    tag = str(query.field.value) if query.field else field
    if not query.children:
        yield str(query.value), tag.lower() if tag.startswith("[") else tag.upper()
    for child in query.children:
        yield from _terms(child, tag)


def _first_field(query: Query) -> str:
    """Return the tag of the first side of a NEAR: EBSCOhost writes it once, before that."""
    found = query.children[0].field
    return str(found.value) if found else ""


def _shown(query: Query) -> str:
    return f" {query.value} ".join(str(child.value) for child in query.children)


def _collapsed(expression: Expression) -> Expression:
    """Return the expression with `title:a OR abstract:a OR keywords:a` written as `a`."""
    if isinstance(expression, And):
        return all_of(*(_collapsed(part) for part in expression.parts))
    if isinstance(expression, Not):
        return Not(_collapsed(expression.part))
    if not isinstance(expression, Or):
        return expression
    parts = tuple(_collapsed(part) for part in expression.parts)
    fields: dict[Expression, set[str]] = {}
    for part in parts:
        if isinstance(part, Leaf | Near):
            fields.setdefault(_anywhere(part), set()).update(leaf.field for leaf in leaves(part))
    everywhere = {term for term, found in fields.items() if found >= EVERY_FIELD}
    return any_of(*dict.fromkeys(_widest(part, everywhere) for part in parts))


EVERY_FIELD = {"title", "abstract", "keywords"}


def _widest(part: Expression, everywhere: set[Expression]) -> Expression:
    return anywhere if isinstance(part, Leaf | Near) and (anywhere := _anywhere(part)) in everywhere else part


def _anywhere(term: Leaf | Near) -> Expression:
    """Return a term without its fields."""
    return transform(term, lambda leaf: replace(leaf, field=ANY))

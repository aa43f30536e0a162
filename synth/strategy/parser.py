"""From the text of an expression to the tree: `a AND (b OR "c d*") NOT title:e`.

    either   = together { OR together }
    together = negated { AND negated | NOT … }
    negated  = NOT negated | near
    near     = term [ NEAR/n term ]
    term     = word | "phrase" | #line | ( either ) | field: term

NEAR is read first, AND before OR; where they stand side by side without brackets there is a warning.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import takewhile
from typing import NoReturn

from synth.errors import FileError, Position, Problem
from synth.strategy.expression import (
    ANY,
    NEAR,
    OPERATORS,
    And,
    Expression,
    Leaf,
    Named,
    Not,
    Or,
    all_of,
    any_of,
    near,
    share_field,
)
from synth.strategy.lexer import Lexeme, Place, check_words, lex
from synth.strategy.problems import problem
from synth.strategy.rules import MAX_DEPTH
from synth.strategy.words import split_words

SHOWN_WORDS = 8
"""Words of a longer phrase are not repeated in a remedy."""

_BARE_PROXIMITY = re.compile(r"[NW](\d{1,2})")
"""Proximity in EBSCOhost; alone it could be a term."""

_BEGINS = ("word", "phrase", "line", "field", "(")


@dataclass(frozen=True, slots=True)
class Parsed:
    """An expression and the warnings that come with it."""

    expression: Expression
    warnings: tuple[Problem, ...] = ()


def parse(
    text: str,
    *,
    sets: Collection[str] | None = None,
    lines: Collection[str] | None = None,
    place: Place | None = None,
) -> Parsed:
    """Return the tree of an expression; with `sets` given, words without quotes are names of sets.

    `lines` are the numbered lines that it may call (`#1`), None where there are none. `place` says where an
    offset of `text` stands in a file. Raises FileError with every problem found.
    """
    where = place or in_text(text)
    lexed = lex(text, where)
    if lexed.errors:
        raise FileError(lexed.errors)
    parser = _Parser(lexed.lexemes, where, sets, lines)
    expression = parser.whole(len(text.rstrip()))
    warnings = [*lexed.warnings, *parser.warnings]
    if not is_bounded(expression):
        warnings.append(problem("S101", where(0)))
    return Parsed(expression, tuple(warnings))


def parse_literal(text: str, position: Position) -> Parsed:
    """Return the leaf of a term that is read as it stands: its words in this order, `*` as truncation.

    Raises FileError when it has no words or a `*` alone.
    """
    words = split_words(text)
    errors, warnings = check_words(words, text, position)
    if errors:
        raise FileError(tuple(errors))
    if any(sign in text for sign in ',;:()[]/"') or {"AND", "OR", "NOT"} & set(text.split()):
        warnings.append(problem("S104", position, text=text))
    return Parsed(Leaf(words, label=text, position=position), tuple(warnings))


def in_text(text: str, name: str = "expression") -> Place:
    """Return the places of a text that stands in no file: lines and columns count from 1."""

    def place(offset: int) -> Position:
        before = text[:offset]
        return Position(name, before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)

    return place


def is_bounded(expression: Expression, *, positive: bool = True) -> bool:
    """Whether something that matches must hold a term: `a NOT b` is bounded, `NOT b` is not."""
    if isinstance(expression, Not):
        return is_bounded(expression.part, positive=not positive)
    if isinstance(expression, And | Or):
        quantifier = any if isinstance(expression, And) is positive else all
        return quantifier(is_bounded(part, positive=positive) for part in expression.parts)
    return positive


class _Parser:
    """Recursive descent over the lexemes; the first error of grammar ends it."""

    def __init__(
        self,
        lexemes: tuple[Lexeme, ...],
        place: Place,
        sets: Collection[str] | None,
        lines: Collection[str] | None,
    ) -> None:
        self.lexemes, self.place, self.sets, self.lines = lexemes, place, sets, lines
        self.at = 0
        self.end = 0
        self.open_and = False
        """Whether the AND read last has no brackets around it."""
        self.warnings: list[Problem] = []

    def whole(self, end: int) -> Expression:
        self.end = end
        if not self.lexemes:
            self._fail("S009", None, where="in the expression")
        expression = self.either(ANY, 0)
        rest = self._peek()
        if rest is not None:
            self._fail("S003", rest)
        return expression

    def either(self, field: str, depth: int) -> Expression:
        start = self._peek()
        parts, mixed = [self.together(field, depth)], False
        open_and = self.open_and
        while self._accept("OR"):
            parts.append(self.together(field, depth))
            open_and, mixed = open_and or self.open_and, True
        if start is not None and mixed and open_and:
            self.warnings.append(problem("S102", self.place(start.start)))
        self.open_and = False
        return any_of(*parts)

    def together(self, field: str, depth: int) -> Expression:
        parts = [self.negated(field, depth)]
        while (ahead := self._peek()) is not None and not _ends_together(ahead):
            if ahead.kind in _BEGINS:
                self._no_operator(ahead)
            self._accept("AND")
            parts.append(self.negated(field, depth))
        self.open_and = len(parts) > 1
        return all_of(*parts)

    def negated(self, field: str, depth: int) -> Expression:
        lexeme = self._peek()
        if self._accept("NOT"):
            return Not(self.negated(field, self._deeper(depth, lexeme)))
        return self.near(field, depth)

    def near(self, field: str, depth: int) -> Expression:
        left = self.term(field, depth)
        operator = self._peek()
        if operator is None or operator.kind != "near":
            return left
        self.at += 1
        right = self.term(field, depth)
        ahead = self._peek()
        if ahead is not None and ahead.kind == "near":
            self._fail("S020", ahead, text=ahead.text)
        return self._near(left, right, operator)

    def _near(self, left: Expression, right: Expression, operator: Lexeme) -> Expression:
        try:
            both = near(left, right, operator.gap)
        except ValueError:
            self._fail("S020", operator, text=operator.text)
        if not share_field(both):
            self._fail("S021", operator, text=operator.text)
        return both

    def term(self, field: str, depth: int) -> Expression:
        lexeme = self._peek()
        if lexeme is None or lexeme.kind not in _BEGINS:
            self._fail("S004", lexeme, **self._missing(lexeme))
        self.at += 1
        if lexeme.kind == "(":
            return self._group(lexeme, field, self._deeper(depth, lexeme))
        if lexeme.kind == "field":
            if field != ANY:
                self._fail("S012", lexeme, name=lexeme.text)
            return self.term(lexeme.text, depth)
        return self._leaf(lexeme, field)

    def _missing(self, ahead: Lexeme | None) -> dict[str, str]:
        """Return where a term is missing, and what to write."""
        before = self.lexemes[self.at - 1] if self.at else None
        if ahead is None:
            where = "at the end"
        elif before is not None and {before.kind, ahead.kind} <= {"operator", "near"}:
            both = f"`{before.text}` and `{ahead.text}`"
            return {"where": f"between {both}", "remedy": "Keep one of the two operators, or write a term."}
        else:
            where = f"before `{ahead.text}`"
        return {"where": where, "remedy": 'Write a word, a "phrase" or a group in brackets there.'}

    def _group(self, opened: Lexeme, field: str, depth: int) -> Expression:
        ahead = self._peek()
        if ahead is not None and ahead.kind == ")":
            self._fail("S009", opened, where="between the brackets")
        expression = self.either(field, depth)
        if self._peek() is None:
            self._fail("S002", opened)
        self.at += 1
        return expression

    def _leaf(self, lexeme: Lexeme, field: str) -> Expression:
        position = self.place(lexeme.start)
        if lexeme.kind == "line":
            return self._line(lexeme, field)
        if lexeme.kind == "phrase" or self.sets is None:
            if lexeme.kind == "word" and self.lines and f"#{lexeme.text.lstrip('SsLl')}" in self.lines:
                self._fail("S023", lexeme, text=lexeme.text, line=f"#{lexeme.text.lstrip('SsLl')}")
            return Leaf(lexeme.words, field, lexeme.text, position)
        if lexeme.text not in self.sets:
            close = difflib.get_close_matches(lexeme.text, self.sets, n=1)
            closest = f"Did you mean `{close[0]}`? " if close else ""
            self._fail(
                "S013", lexeme, name=lexeme.text, closest=closest, known=", ".join(self.sets) or "none"
            )
        return Named(lexeme.text, field, position)

    def _line(self, lexeme: Lexeme, field: str) -> Named:
        if self.lines is None:
            self._fail("S017", lexeme, text=lexeme.text)
        if lexeme.text not in self.lines:
            self._fail("S022", lexeme, name=lexeme.text, known=", ".join(self.lines) or "none")
        return Named(lexeme.text, field, self.place(lexeme.start))

    def _no_operator(self, right: Lexeme) -> NoReturn:
        left = self.lexemes[self.at - 1]
        if right.kind == "word" and right.text == "near":
            self._fail("S006", right, text=right.text, operator=NEAR)
        if right.kind == "word" and (proximity := _BARE_PROXIMITY.fullmatch(right.text)):
            self._fail("S016", right, text=right.text, instead=f"{NEAR}/{proximity[1]}")
        meant = OPERATORS.get(right.text.upper()) if right.kind == "word" else None
        if meant and self.sets is None:
            self._fail("S007", right, text=right.text, operator=meant)
        before = list(takewhile(_is_word, reversed(self.lexemes[: self.at])))
        words = [word.text for word in (*reversed(before), *takewhile(_is_word, self.lexemes[self.at :]))]
        shown = f': "{" ".join(words)}"' if len(words) <= SHOWN_WORDS else ""
        phrase = f", or put the phrase in quotes{shown}" if _is_word(left) and _is_word(right) else ""
        self._fail("S005", right, left=left.text, right=right.text, phrase=phrase)

    def _peek(self) -> Lexeme | None:
        return self.lexemes[self.at] if self.at < len(self.lexemes) else None

    def _accept(self, operator: str) -> bool:
        lexeme = self._peek()
        found = lexeme is not None and lexeme.kind == "operator" and lexeme.text == operator
        self.at += found
        return found

    def _deeper(self, depth: int, lexeme: Lexeme | None) -> int:
        if depth >= MAX_DEPTH:
            self._fail("S018", lexeme)
        return depth + 1

    def _fail(self, code: str, lexeme: Lexeme | None, **values: str) -> NoReturn:
        position = self.place(lexeme.start if lexeme else self.end)
        raise FileError((problem(code, position, **values),))


def _is_word(lexeme: Lexeme) -> bool:
    return lexeme.kind == "word"


def _ends_together(lexeme: Lexeme) -> bool:
    return lexeme.kind == ")" or (lexeme.kind == "operator" and lexeme.text == "OR")

"""Works by what they say: a few words, or an expression as in a strategy, looked up in the full-text index.

An expression is put into the index's own language, as wide as needed; where that is wider than what was
written, the works that come back are judged by the matcher of strategies.
"""

from __future__ import annotations

import re

from sqlite_utils import Database

from synth.errors import FileError, UsageError
from synth.store import catalogue as store
from synth.strategy.definition import Strategy
from synth.strategy.expression import ANY, And, Expression, Leaf, Near, Or
from synth.strategy.matching import Matcher
from synth.strategy.parser import parse
from synth.strategy.words import is_wild, pattern_parts
from synth.text import fold

_SYNTAX = re.compile(r'["()*?$]|\b(?:AND|OR|NOT|NEAR)\b|\b(?:title|abstract|keywords|ti|ab|kw):')
_WORD = re.compile(r"[^\W_]+")
_WILD = re.compile(r"[*?$]")
LONGEST = 2000
"""Characters of what is looked for."""


def find(db: Database, text: str) -> list[int]:
    """The numbers of the works that a text finds; best match first when they are few.

    Words alone must all stand somewhere, authors included. Raises UsageError for an expression that cannot
    be read.
    """
    if len(text) > LONGEST:
        raise UsageError(f"That is longer than {LONGEST} characters.", remedy="Make it a strategy instead.")
    if not _SYNTAX.search(text):
        words = _WORD.findall(fold(text))
        return store.matching(db, " AND ".join(map(_quoted, words))) if words else []
    expression = _read(text)
    wide = _wide(expression)
    if wide is None:
        remedy = "Put a word or phrase beside it that must be there."
        raise UsageError("There is no word in this that a work must have.", remedy=remedy)
    ids = store.matching(db, wide)
    return ids if _exact(expression) else _judged(db, expression, ids)


def _read(text: str) -> Expression:
    try:
        return parse(text).expression
    except FileError as error:
        problem = error.problems[0]
        place = f"Character {problem.position.column}: " if problem.position.column else ""
        raise UsageError(f"{place}{problem.message}", remedy=problem.remedy) from error


def _judged(db: Database, expression: Expression, ids: list[int]) -> list[int]:
    matcher = Matcher(Strategy("found", expression, ()))
    right = {number for number, record in store.texts(db, ids) if matcher.match(record).accepted}
    return [number for number in ids if number in right]


def _exact(expression: Expression) -> bool:
    """Whether the index understands the expression as the matcher does."""
    if isinstance(expression, Leaf):
        *before, last = expression.words
        return not any(map(is_wild, (*before, last.removesuffix("*"))))
    if isinstance(expression, And | Or):
        return all(map(_exact, expression.parts))
    return False


def _wide(expression: Expression) -> str | None:
    """The expression for the index, at least as wide; None when it would take every work."""
    if isinstance(expression, Leaf):
        return _leaf(expression)
    if isinstance(expression, Near):
        return _wide(And((expression.left, expression.right)))
    if isinstance(expression, And):
        known = [part for part in map(_wide, expression.parts) if part]
        return f"({' AND '.join(known)})" if known else None
    if isinstance(expression, Or):
        parts = [_wide(part) for part in expression.parts]
        return f"({' OR '.join(filter(None, parts))})" if all(parts) else None
    return None  # a negation takes every work that does not have it; a text has no sets


def _leaf(leaf: Leaf) -> str | None:
    """A phrase, cut where a wildcard stands inside it; a word with hyphens also written as one."""
    words = [pattern_parts(word) for word in leaf.words]
    columns = "{title abstract keywords}" if leaf.field == ANY else leaf.field
    spelled = [part for parts in words for part in parts]
    written = [_phrase(spelled)]
    if any(len(parts) > 1 for parts in words):
        written.append(_phrase(["".join(parts) for parts in words]))
    known = list(dict.fromkeys(filter(None, written)))
    return f"({' OR '.join(f'{columns} : {one}' for one in known)})" if known else None


def _phrase(words: list[str]) -> str | None:
    """Words in a row; where one has a wildcard, the row ends with what stands before it, as a beginning."""
    row: list[str] = []
    for word in words:
        before = _WILD.split(word)[0]
        if before:
            row.append(before)
        if before != word:
            return f"{_quoted(' '.join(row))} *" if before else _row(row)
    return _row(row)


def _row(words: list[str]) -> str | None:
    return _quoted(" ".join(words)) if words else None


def _quoted(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'

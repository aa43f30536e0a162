"""Whether quotes and brackets of a string are closed, told before the search-query library reads it.

The library runs in a circle on some strings whose brackets are not.
"""

from __future__ import annotations

from collections.abc import Iterator

from synth.errors import Problem
from synth.strategy.lexer import Place
from synth.strategy.strings.problems import string_problem

MAX_DEPTH = 50
"""Brackets inside each other."""

_QUOTE = '"'


def unclosed(text: str, place: Place) -> Iterator[Problem]:
    """Yield a problem for a quote that is not closed, and for the first bracket that has no other."""
    if text.count(_QUOTE) % 2:
        at = text.rindex(_QUOTE)
        yield string_problem("S301", place(at), text="A quote is opened here or before, and not closed.")
        return
    opened: list[int] = []
    quoted = False
    for at, sign in enumerate(text):
        quoted ^= sign == _QUOTE
        if quoted or sign not in "()":
            continue
        if sign == "(":
            opened.append(at)
        elif opened:
            opened.pop()
        else:
            yield string_problem("S301", place(at), text="The bracket `)` was not opened.")
            return
        if len(opened) > MAX_DEPTH:
            yield string_problem("S301", place(at), text=f"Brackets stand more than {MAX_DEPTH} deep.")
            return
    if opened:
        yield string_problem("S301", place(opened[-1]), text="The bracket `(` is not closed.")

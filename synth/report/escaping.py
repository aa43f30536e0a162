"""Texts of the document as they can stand in markup."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

from synth.text import visible

SEEN, REMEMBERED = 200_000, 60
"""Texts that are remembered as markup, and how long they are at most: labels and citations come again."""
FIRST_TURNED = "\u0590"
"""The first letter of a script that runs from right to left; text before it needs no isolation."""

MARKED = re.compile("[&<>\"']")


def written(text: str) -> str:
    """The text, escaped, with characters that hide or turn round other text written out."""
    if not (text.isascii() and text.isprintable()):
        text = visible(text)
    return escape(text) if MARKED.search(text) else text


def isolated(text: str) -> str:
    """The text, escaped; when it may run from right to left it is kept apart from what surrounds it."""
    if text.isascii() and text.isalnum():
        return text
    return _remembered(text) if len(text) <= REMEMBERED else _isolated(text)


def _isolated(text: str) -> str:
    shown = written(text)
    if text.isascii() or max(text) < FIRST_TURNED:
        return shown
    return f'<bdi dir="auto">{shown}</bdi>'


_remembered = lru_cache(maxsize=SEEN)(_isolated)

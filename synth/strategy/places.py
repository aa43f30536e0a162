"""Where the characters of a value stand in the file it was read from."""

from __future__ import annotations

import bisect
import re

from synth.documents import Document
from synth.errors import Position
from synth.strategy.lexer import Place

_CHUNK = re.compile(r"\S+")
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_NEAR = 200
"""Characters of indentation and line breaks that may stand between two words of a value."""
_MARKS = 3
"""Signs that may stand before the first word: a quote, or `|` and `>` with their indicators."""


class Places:
    """The places in one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.lines = [0, *(match.end() for match in _BREAK.finditer(document.text))]

    def of(self, path: tuple[str | int, ...], value: str) -> Place:
        """Return the places of the characters of the text `value`, which stands at `path`.

        The words of the value are found back one after another, so that lines and columns are right for
        plain, quoted and block texts; behind an escape the column is counted from the last word found.
        """
        start = self.document.position(*path)
        if not (self.document.text and 0 < start.line <= len(self.lines)):
            return lambda _: start
        offsets, sources = self._anchors(self.lines[start.line - 1] + start.column - 1, value)

        def place(offset: int) -> Position:
            nearest = bisect.bisect_right(offsets, offset) - 1
            source = sources[nearest] + offset - offsets[nearest]
            line = bisect.bisect_right(self.lines, source)
            return Position(start.file, line, source - self.lines[line - 1] + 1)

        return place

    def _anchors(self, at: int, value: str) -> tuple[list[int], list[int]]:
        """Return offsets in the value and the places in the file where the same characters stand."""
        offsets, sources = [0], [at]
        text = self.document.text
        for chunk in _CHUNK.finditer(value):
            found = text.find(chunk.group(), at, at + len(chunk.group()) + _NEAR)
            if found >= 0 and len(text[at:found].strip()) <= _MARKS:
                offsets.append(chunk.start())
                sources.append(found)
                at = found + len(chunk.group())
        return offsets, sources

"""Values of BibTeX fields: `{…}`, `"…"`, numbers and `@string` names, joined by `#`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from synth.formats.bibtex_tables import MONTHS

EXPANSION_CAP = 100_000
"""Characters that one value may become when its strings are put in."""

DEPTH_CAP = 100
"""Braces inside braces."""

PIECES_CAP = 1_000
"""Pieces joined by `#` in one value."""

_NAME = re.compile(r"[^\s\"#%'(),={}]+")


class BadValueError(ValueError):
    """The value is not written as BibTeX; the message completes 'The field … '."""


@dataclass(slots=True)
class Strings:
    """The `@string` definitions of a file: raw values by name in lower case."""

    raw: Mapping[str, str]
    unknown: set[str] = field(default_factory=set)
    _done: dict[str, str] = field(default_factory=dict)
    _busy: set[str] = field(default_factory=set)

    def value(self, name: str) -> str:
        """The text a name stands for; a name that is not defined, or defined by itself, stands for itself."""
        key = name.lower()
        if key in self._done:
            return self._done[key]
        if key in MONTHS:
            return name
        if key not in self.raw or key in self._busy or len(self._busy) > DEPTH_CAP:
            self.unknown.add(name)
            return name
        self._busy.add(key)
        try:
            self._done[key] = resolve(self.raw[key], self)
        finally:
            self._busy.discard(key)
        return self._done[key]


def resolve(raw: str, strings: Strings) -> str:
    """Return the text of a raw value with its strings put in.

    Raises BadValueError when pieces lack a `#` between them, braces do not pair, or it grows too large.
    """
    pieces: list[str] = []
    rest = raw.strip()
    while rest:
        piece, rest = _first_piece(rest, strings)
        pieces.append(piece)
        if len(pieces) > PIECES_CAP:
            raise BadValueError(f"has more than {PIECES_CAP} pieces joined by #.")
        if sum(map(len, pieces)) > EXPANSION_CAP and "#" in raw:
            raise BadValueError(
                f"becomes longer than {EXPANSION_CAP} characters when its strings are put in."
            )
        rest = rest.lstrip()
        if rest and not rest.startswith("#"):
            raise BadValueError("is followed by text where a comma should be.")
        rest = rest[1:].lstrip()
    return "".join(pieces)


def _first_piece(rest: str, strings: Strings) -> tuple[str, str]:
    if rest[0] == "{":
        end = _closing(rest)
        return rest[1:end], rest[end + 1 :]
    if rest[0] == '"':
        end = _closing_quote(rest)
        return rest[1:end], rest[end + 1 :]
    found = _NAME.match(rest)
    if found is None:
        raise BadValueError("has a value that is neither in braces nor in quotes.")
    word = found.group()
    return (word if word[0].isdigit() else strings.value(word)), rest[found.end() :]


def _closing(text: str) -> int:
    """The place of the brace that closes the first one."""
    depth = 0
    for found in re.finditer(r"\\.|[{}]", text, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(found.group(), 0)
        if depth > DEPTH_CAP:
            raise BadValueError(f"has braces nested deeper than {DEPTH_CAP}.")
        if depth == 0 and found.group() == "}":
            return found.start()
    raise BadValueError("has a brace that is never closed.")


def _closing_quote(text: str) -> int:
    """The place of the quote, outside braces, that closes the first character."""
    depth = 0
    for found in re.finditer(r"\\[{}]|[{}\"]", text[1:]):
        depth += {"{": 1, "}": -1}.get(found.group(), 0)
        if depth > DEPTH_CAP:
            raise BadValueError(f"has braces nested deeper than {DEPTH_CAP}.")
        if depth <= 0 and found.group() == '"':
            return found.start() + 1
    raise BadValueError("has a quote or brace that is never closed.")

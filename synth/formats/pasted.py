"""Exports of several formats pasted into one file: where another one begins."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

from synth.errors import Position
from synth.formats.entries import EntryCounts, EntryProblem, Parsed, distinct_ids

_OPENINGS = {
    "ris": r"TY  - [A-Z]{3,6}[ \t]*$",
    "nbib": r"PMID- ?\d+[ \t]*$",
    "bibtex": r"@(?!comment\b)\w+\{[^\s,{}]+,",
    "endnote": r"%0 [A-Z][a-z]+",
    "wos": r"FN [^\n]{3,60}\nVR \d",
}
_ANY = re.compile("|".join(f"(?P<{name}>{opening})" for name, opening in _OPENINGS.items()), re.MULTILINE)
_FIRST = tuple("TP@%F")
"""How a line must begin to open an entry of any of them."""
_CLOSED = frozenset({"", "ER  -", "ER  - ", "}"})
"""Lines behind which another format may begin: an empty one, and those that close an entry."""


@dataclass(frozen=True, slots=True)
class Part:
    """All that a text holds in one format; the lines of others are left empty, so that each keeps its number.

    `begins` are the lines at which it takes over from another format, from 1.
    """

    format: str
    text: str
    begins: tuple[int, ...]


def parts(text: str, first: str) -> list[Part]:
    """Return what a text that begins in the format `first` holds in each format, `first` first.

    Another format begins where one of its entries opens behind an empty line or a closed entry.
    """
    lines = text.split("\n")
    changes = [(first, 0)]
    at, before = 0, ""
    for number, line in enumerate(lines):
        if line.startswith(_FIRST) and before in _CLOSED:
            found = _ANY.match(text, at)
            if found and found.lastgroup and found.lastgroup != changes[-1][0]:
                changes.append((found.lastgroup, number))
        at, before = at + len(line) + 1, line
    if len(changes) == 1:
        return [Part(first, text, (1,))]
    held = {name: [""] * len(lines) for name in dict.fromkeys(name for name, _ in changes)}
    for (name, start), (_, end) in pairwise([*changes, ("", len(lines))]):
        held[name][start:end] = lines[start:end]
    return [
        Part(name, "\n".join(own), tuple(start + 1 for other, start in changes if other == name))
        for name, own in held.items()
    ]


def parse(
    pieces: Iterable[Part], parsers: Callable[[str], Callable[[str, str], Parsed]], name: str
) -> Parsed:
    """Return what all parts hold as one; each place where the format changes is told. Raises FileError."""
    read = [(piece, parsers(piece.format)(piece.text, name)) for piece in pieces]
    notes = [
        EntryProblem(
            Position(name, line),
            f"Here another format begins ({piece.format}): two exports in one file; both are read.",
        )
        for piece, _ in read
        for line in piece.begins
        if line > 1
    ]
    placed = [one for _, parsed in read for one in zip(parsed.lines, parsed.records, strict=True)]
    placed.sort(key=itemgetter(0))
    lines = [line for line, _ in placed]
    distinct, repeated = distinct_ids([record for _, record in placed], lines, name=name)
    counted = [(one.starts, one.ends, one.parsed) for one in (parsed.entries for _, parsed in read)]
    return Parsed(
        distinct,
        tuple(lines),
        EntryCounts(*map(sum, zip(*counted, strict=True))),
        tuple(problem for _, parsed in read for problem in parsed.problems),
        (
            *sorted(notes, key=lambda note: note.position.line),
            *(note for _, parsed in read for note in parsed.notes),
            *repeated,
        ),
    )

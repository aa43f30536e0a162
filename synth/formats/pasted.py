"""Exports of several formats pasted into one file: where another one begins."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from synth.errors import Position
from synth.formats.entries import EntryCounts, EntryProblem, Parsed, distinct_ids

_OPENINGS = {
    "ris": r"TY  - [A-Z]{3,6}[ \t]*$",
    "nbib": r"PMID- ?\d+[ \t]*$",
    "bibtex": r"@(?!comment\b)\w+\{[^\s,{}]+,",
    "endnote": r"%0 [A-Z][a-z]+",
    "wos": r"FN [^\n]{3,60}\nVR \d",
}
_BEFORE = r"(?:\A|(?<=\n\n)|(?<=\nER  -\n)|(?<=\nER  - \n)|(?<=\n\}\n))"
_ANY = re.compile(
    "|".join(f"(?P<{name}>{_BEFORE}^{opening})" for name, opening in _OPENINGS.items()), re.MULTILINE
)


def parts(text: str, first: str) -> list[tuple[str, str]]:
    """Return the parts of a text that begins in the format `first`, each with its format.

    Another format begins where one of its entries opens behind a blank line or a closed entry. A part keeps
    its line numbers: what is before it is left as empty lines.
    """
    found = [(first, 0)]
    for one in _ANY.finditer(text):
        if one.lastgroup and one.lastgroup != found[-1][0]:
            found.append((one.lastgroup, one.start()))
    ends = [start for _, start in found[1:]] + [len(text)]
    return [
        (name, "\n" * text.count("\n", 0, start) + text[start:end])
        for (name, start), end in zip(found, ends, strict=True)
    ]


def parse(
    pieces: Iterable[tuple[str, str]], parsers: Callable[[str], Callable[[str, str], Parsed]], name: str
) -> Parsed:
    """Return what all parts hold as one; each place where the format changes is told. Raises FileError."""
    read = [(format_, text, parsers(format_)(text, name)) for format_, text in pieces]
    notes = [
        EntryProblem(
            Position(name, len(text) - len(text.lstrip("\n")) + 1),
            f"Here another format begins ({format_}): two exports in one file; both are read.",
        )
        for format_, text, _ in read[1:]
    ]
    records = [record for *_, parsed in read for record in parsed.records]
    lines = [line for *_, parsed in read for line in parsed.lines]
    counted = [(one.starts, one.ends, one.parsed) for one in (parsed.entries for *_, parsed in read)]
    distinct, repeated = distinct_ids(records, lines, name=name)
    return Parsed(
        distinct,
        tuple(lines),
        EntryCounts(*map(sum, zip(*counted, strict=True))),
        tuple(problem for *_, parsed in read for problem in parsed.problems),
        (*notes, *(note for *_, parsed in read for note in parsed.notes), *repeated),
    )

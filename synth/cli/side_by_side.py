"""Two records beside each other on a terminal, field by field, with what differs marked."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from unicodedata import east_asian_width

from synth.cli.options import Heading
from synth.dedupe.beside import Field, beside
from synth.model import Record
from synth.text import visible

MARKS = {"same": "=", "spelling": "~", "different": "#", "one": " "}
"""Equal; the same, written otherwise; different; said by one record only."""

LEGEND = "= the same   ~ the same, written otherwise   # different"

_LABEL, _GAP = 9, 2
_NARROW, _WIDE = 60, 140
_LINES: Mapping[str, int] = {"title": 9, "authors": 6, "abstract": 6}


def side_by_side(records: Mapping[int, Record], *, width: int) -> Iterator[str]:
    """Yield the lines that show two records, by their numbers, in `width` columns of text."""
    (a, one), (b, other) = sorted(records.items())
    column = (min(max(width, _NARROW), _WIDE) - _LABEL - 2 - 2 * _GAP) // 2
    yield Heading(_row("", " ", f"record {a} ({one.source})", f"record {b} ({other.source})", column))
    for field in beside(one, other):
        yield from _field(field, column)


def _field(field: Field, column: int) -> Iterator[str]:
    most = _LINES.get(field.name, 4)
    left, right = _wrapped(field.left, column, most), _wrapped(field.right, column, most)
    for number, (here, there) in enumerate(zip_longest(left, right, fillvalue="")):
        label, mark = ("", " ") if number else (field.name, MARKS[field.agreement])
        row = _row(label, mark, here, there, column)
        yield Heading(row) if field.agreement == "different" else row


def _wrapped(text: str, column: int, most: int) -> Sequence[str]:
    lines = textwrap.wrap(visible(" ".join(text.split())), width=column, break_on_hyphens=False)
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], textwrap.shorten(" ".join(lines[most - 1 :]), column, placeholder=" …")]


def _row(label: str, mark: str, left: str, right: str, column: int) -> str:
    return f"{label:>{_LABEL}} {mark}{' ' * _GAP}{_padded(left, column)}{' ' * _GAP}{right}".rstrip()


def _padded(text: str, column: int) -> str:
    wide = sum(east_asian_width(character) in "WF" for character in text)
    return text + " " * max(0, column - len(text) - wide)

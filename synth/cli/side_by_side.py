"""Two records beside each other on a terminal, field by field, with what differs marked."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest
from unicodedata import east_asian_width

from synth.cli.options import Heading
from synth.model import Record
from synth.text import fold, visible

MARKS = {"same": "=", "spelling": "~", "different": "#", "one": " "}
"""Equal, equal but for case, signs and accents, different, said by one record only."""

LEGEND = "= the same   ~ the same but for spelling   # different"

_LABEL, _GAP = 9, 2
_NARROW, _WIDE = 60, 140
_ABSTRACT = 420
_LINES: Mapping[str, int] = {"title": 9, "authors": 6, "abstract": 6}


def _authors(record: Record) -> str:
    return "; ".join(map(str, record.authors))


def _beginning(record: Record) -> str:
    text = " ".join(record.abstract.split())
    return text if len(text) <= _ABSTRACT else f"{text[:_ABSTRACT].rsplit(' ', 1)[0]} …"


_FIELDS: tuple[tuple[str, Callable[[Record], str]], ...] = (
    ("title", lambda record: record.title),
    ("authors", _authors),
    ("year", lambda record: str(record.year or "")),
    ("in", lambda record: record.container_title),
    ("volume", lambda record: record.volume),
    ("issue", lambda record: record.issue),
    ("pages", lambda record: record.page),
    ("type", lambda record: record.type),
    ("language", lambda record: record.language),
    ("DOI", lambda record: record.doi),
    ("ISBN", lambda record: record.isbn),
    ("abstract", _beginning),
)


def side_by_side(records: Mapping[int, Record], *, width: int) -> Iterator[str]:
    """Yield the lines that show two records, by their numbers, in `width` columns of text."""
    (a, one), (b, other) = sorted(records.items())
    column = (min(max(width, _NARROW), _WIDE) - _LABEL - 2 - 2 * _GAP) // 2
    yield Heading(_row("", " ", f"record {a} ({one.source})", f"record {b} ({other.source})", column))
    for label, read in _FIELDS:
        left, right = read(one), read(other)
        if left or right:
            yield from _field(label, left, right, column)


def _field(label: str, left: str, right: str, column: int) -> Iterator[str]:
    kind = agreement(left, right)
    most = _LINES.get(label, 4)
    lines = zip_longest(_wrapped(left, column, most), _wrapped(right, column, most), fillvalue="")
    for number, (here, there) in enumerate(lines):
        row = _row("" if number else label, MARKS[kind] if number == 0 else " ", here, there, column)
        yield Heading(row) if kind == "different" else row


def agreement(left: str, right: str) -> str:
    """`same`, `spelling`, `different`, or `one` when one of the two says nothing."""
    if not left or not right:
        return "one"
    if left == right:
        return "same"
    return "spelling" if _letters(left) == _letters(right) else "different"


def _letters(text: str) -> str:
    return "".join(character for character in fold(text) if character.isalnum())


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

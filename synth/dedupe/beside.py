"""Two records beside each other, field by field: where they agree, and where not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from synth.model import Record
from synth.text import fold

Agreement = Literal["same", "spelling", "different", "one"]
"""Equal; equal but for case, signs and accents; different; said by one record only."""

ABSTRACT = 420
"""Characters of an abstract that are shown; enough to tell two apart."""


@dataclass(frozen=True, slots=True)
class Field:
    """What two records say in one field; `name` is the field in the words of people."""

    name: str
    left: str
    right: str
    agreement: Agreement


def beside(one: Record, other: Record) -> Iterator[Field]:
    """The fields in which at least one of the records says something, in a fixed order."""
    for name, read in _FIELDS:
        left, right = read(one), read(other)
        if left or right:
            yield Field(name, left, right, agreement(left, right))


def agreement(left: str, right: str) -> Agreement:
    """How far two texts agree."""
    if not left or not right:
        return "one"
    if left == right:
        return "same"
    return "spelling" if _letters(left) == _letters(right) else "different"


def _authors(record: Record) -> str:
    return "; ".join(map(str, record.authors))


def _beginning(record: Record) -> str:
    text = " ".join(record.abstract.split())
    return text if len(text) <= ABSTRACT else f"{text[:ABSTRACT].rsplit(' ', 1)[0]} …"


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


def _letters(text: str) -> str:
    return "".join(character for character in fold(text) if character.isalnum())

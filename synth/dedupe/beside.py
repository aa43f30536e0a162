"""Two records beside each other, field by field: where they agree, and where not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from synth.dedupe.compare import compare
from synth.dedupe.normalise import prepare
from synth.model import Name, Record
from synth.text import fold

Agreement = Literal["same", "spelling", "different", "one"]
"""Equal; the same, written otherwise; different; said by one record only."""

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
    container = compare(prepare(1, one), prepare(2, other)).container
    alike = {"authors": _same_people(one.authors, other.authors), "in": container == 1.0}
    for name, read in _FIELDS:
        left, right = read(one), read(other)
        if left or right:
            said = agreement(left, right)
            again = said == "different" and alike.get(name, False)
            yield Field(name, left, right, "spelling" if again else said)


def agreement(left: str, right: str) -> Agreement:
    """How far two texts agree; case, signs and accents are only spelling."""
    if not left or not right:
        return "one"
    if left == right:
        return "same"
    return "spelling" if _letters(left) == _letters(right) else "different"


def _authors(record: Record) -> str:
    return "; ".join(map(str, record.authors))


def _same_people(some: Sequence[Name], others: Sequence[Name]) -> bool:
    """Whether two lists name the same people in the same order, given names in full or as initials."""
    return len(some) == len(others) and all(map(_same_person, some, others))


def _same_person(one: Name, other: Name) -> bool:
    if _letters(one.family or one.literal) != _letters(other.family or other.literal):
        return False
    given, others = fold(one.given).split(), fold(other.given).split()
    return all(_initial_of(a, b) for a, b in zip(given, others, strict=False))


def _initial_of(one: str, other: str) -> bool:
    short, long = sorted((_letters(one), _letters(other)), key=len)
    return short == long or (len(short) == 1 and long.startswith(short))


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

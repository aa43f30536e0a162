"""Make one record out of several: each field from the record that has it best, and which that was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from synth.model import BIBLIOGRAPHIC, Name, Record

Quality = Callable[[Any], tuple[float, ...]]


def merge(records: Sequence[tuple[int, Record]]) -> tuple[Record, dict[str, int]]:
    """Return the merged record and, for each field that has a value, the id of the record that gave it.

    A field comes from the record where it is best (a title that is not in capitals, the longest abstract,
    the most complete authors); of equally good ones from the fullest record, then from the lowest id.
    """
    ordered = sorted(records, key=lambda one: (-_fullness(one[1]), one[0]))
    best: dict[str, Any] = {}
    origin: dict[str, int] = {}
    for field in BIBLIOGRAPHIC:
        quality = _QUALITY.get(field, _any)
        offered = [(number, getattr(record, field)) for number, record in ordered if getattr(record, field)]
        if not offered:
            continue
        number, value = max(offered, key=lambda one: quality(one[1]))
        best[field], origin[field] = value, number
    return replace(ordered[0][1], **best), origin


def _fullness(record: Record) -> int:
    """How many fields a record has; a DOI counts double, for the publisher gave such a record."""
    return sum(bool(getattr(record, field)) for field in BIBLIOGRAPHIC) + bool(record.doi)


def _any(_value: object) -> tuple[float, ...]:
    return (0.0,)


def _title(value: str) -> tuple[float, ...]:
    """Not in capitals, no markup, not cut off; then the longer one, which has the subtitle."""
    return (not value.isupper(), "<" not in value, not value.endswith(("...", "…")), len(value))


def _authors(value: tuple[Name, ...]) -> tuple[float, ...]:
    """The most people; then names that are not in capitals; then the fullest given names."""
    loud = sum(str(name).isupper() for name in value)
    return (len(value), -loud, sum(len(name.given) for name in value))


def _container(value: str) -> tuple[float, ...]:
    """In full rather than abbreviated, and not in capitals unless it is an acronym."""
    return (not value.isupper() or len(value) < 8, -value.count("."), len(value))


def _length(value: str) -> tuple[float, ...]:
    return (len(value),)


def _page(value: str) -> tuple[float, ...]:
    """A range rather than the first page only."""
    return ("-" in value,)


def _type(value: str) -> tuple[float, ...]:
    return (value != "document",)


_QUALITY: dict[str, Quality] = {
    "title": _title,
    "authors": _authors,
    "container_title": _container,
    "abstract": _length,
    "page": _page,
    "type": _type,
    "keywords": lambda value: (len(value),),
}

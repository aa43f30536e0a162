"""The little of a record that tells whether comparing it can be of use: kept with its keys, read in a moment.

Most records that share a key are plainly not one work, and to see that the records themselves need not be
read. An outline has the fields of the prepared form that this takes.
"""

from __future__ import annotations

import json
from typing import NamedTuple

from rapidfuzz.distance import Indel

from synth.dedupe.compare import MAIN_TITLE_LENGTH
from synth.dedupe.normalise import Prepared

_LITTLE = 0.8
"""Titles less alike than this have little in common."""


class Outline(NamedTuple):
    """What `promising` asks of a record; each field is that of the prepared form."""

    title: str
    others: tuple[str, ...]
    year: int | None
    volume: str
    doi: str
    isbn: str
    language: str
    translated: bool


def written(record: Prepared) -> str:
    """The outline of a record as text to be kept."""
    return json.dumps([getattr(record, name) for name in Outline._fields])


def read(text: str) -> Outline:
    """The outline that `written` wrote."""
    title, others, *more = json.loads(text)
    return Outline(title, tuple(others), *more)


def promising(a: Prepared | Outline, b: Prepared | Outline) -> bool:
    """Whether two records that share a key can be one work at all; quick, for most cannot.

    When the titles have little in common, only the same DOI, ISBN or volume can make something of the two, a
    title in another language beside one of them, or the same year when one of them may be a translation.
    """
    if (a.volume and a.volume == b.volume) or (a.doi and a.doi == b.doi) or (a.isbn and a.isbn == b.isbn):
        return True
    if a.others or b.others or (a.year == b.year and _perhaps_translated(a, b)):
        return True
    shorter, longer = (a, b) if len(a.title) <= len(b.title) else (b, a)
    if len(shorter.title) >= MAIN_TITLE_LENGTH and longer.title.startswith(shorter.title):
        return True
    return Indel.normalized_similarity(a.title, b.title, score_cutoff=_LITTLE) > 0.0


def _perhaps_translated(a: Prepared | Outline, b: Prepared | Outline) -> bool:
    return a.translated or b.translated or a.language != b.language

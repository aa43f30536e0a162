"""Words of one family as one truncated term: `implementatie`, `implementaties` and `implementeren`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

FEWEST_LETTERS = 6
"""Letters that the members of a family begin with in common."""

LONGEST_ENDING = 5
"""Letters that a member may have beyond them."""


def families(words: Iterable[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the stems that several of the words share, each with the words that belong to it.

    Only endings differ: a compound that begins with the stem is not of the family.
    """
    ordered = sorted({word for word in words if word.isalpha() and len(word) >= FEWEST_LETTERS})
    for _, group in groupby(ordered, key=lambda word: word[:FEWEST_LETTERS]):
        members = list(group)
        stem = _shared(members)
        near = frozenset(word for word in members if len(word) - len(stem) <= LONGEST_ENDING)
        if len(near) > 1:
            yield stem, near


def _shared(words: list[str]) -> str:
    """Return how sorted words begin alike: what the first and the last share."""
    first, last = words[0], words[-1]
    length = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))
    return first[:length]

"""The words of a text, and the words of many texts in one place, to be found by what they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

import numpy as np

WORD = re.compile(r"\b\w\w+\b")


def words_of(text: str, *, pairs: bool) -> list[str]:
    """The words of two letters or more as they follow each other, in lower case; after them their `pairs`."""
    words = WORD.findall(text.lower())
    return [*words, *map(" ".join, pairwise(words))] if pairs else words


class Words:
    """Words in alphabetical order, each at its place: a twentieth of the memory of a dictionary."""

    def __init__(self, ordered: Iterable[str]) -> None:
        encoded = [word.encode() for word in ordered]
        self._text = b"".join(encoded)
        self._ends = np.cumsum([len(word) for word in encoded], dtype=np.int64)

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, place: int) -> str:
        return self._at(place).decode()

    def place(self, word: str) -> int | None:
        """Where a word stands; None for one that is not there."""
        wanted, low, high = word.encode(), 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self._at(middle) < wanted:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self) and self._at(low) == wanted else None

    def _at(self, place: int) -> bytes:
        start = int(self._ends[place - 1]) if place else 0
        return self._text[start : int(self._ends[place])]

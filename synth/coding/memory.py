"""What was worked out for a text and need not be again: a plain dictionary that never grows too large."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

MOST_KEPT = 200_000
"""Distinct texts that are kept: when there are more, it starts anew."""

Kept = TypeVar("Kept")


class Memory(dict[str, Kept]):
    """What was worked out for each text, worked out when it is first asked for."""

    def __init__(self, work_out: Callable[[str], Kept], most: int = MOST_KEPT) -> None:
        self._work_out = work_out
        self._most = most

    def __missing__(self, text: str) -> Kept:
        if len(self) >= self._most:
            self.clear()
        found = self[text] = self._work_out(text)
        return found

"""What a string says otherwise than the strategy: one sentence each, told once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Effect = Literal["widened", "narrowed", "remark"]


@dataclass(frozen=True, slots=True)
class Note:
    """One difference: the string finds more (`widened`), may miss something (`narrowed`), or a `remark`."""

    effect: Effect
    text: str


class Notes:
    """Notes in the order in which they come up, each once."""

    def __init__(self) -> None:
        self._found: dict[Note, None] = {}

    def add(self, effect: Effect, text: str) -> None:
        """Keep a note."""
        self._found[Note(effect, text)] = None

    def all(self) -> tuple[Note, ...]:
        """The notes, first come first."""
        return tuple(self._found)

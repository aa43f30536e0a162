"""Numbers that stand in a sentence, each with the id that `synth show` gives its works and passages for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from synth.i18n import Messages


@dataclass(frozen=True, slots=True)
class Number:
    """A number and the id of what it counts."""

    n: int
    id: str


def numbers(ids: Mapping[str, str], values: Mapping[str, object]) -> tuple[Number, ...]:
    """The whole numbers among named values, each with its id; of nothing there is nothing to show."""
    return tuple(
        Number(value, name)
        for key, name in ids.items()
        if isinstance(value := values.get(key), int) and value
    )


def keyed(many: Iterable[Number], messages: Messages, mark: str = "") -> str:
    """The numbers in a line, each before its id, which stands between two `mark`s."""
    return " · ".join(f"{messages.number(one.n)} {mark}{one.id}{mark}" for one in dict.fromkeys(many))

"""What stands behind a number of the synthesis: passages under their works, each with its codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from synth.report.localised import Text
from synth.report.lookup import Lookup
from synth.report.works import DIRECTED


@dataclass(frozen=True, slots=True)
class Code:
    """A code on a passage; the direction is empty where it says nothing."""

    label: Text
    direction: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage: where it stands, its words or those of the coder, and its codes."""

    id: str
    section: str
    text: Text
    quoted: bool
    codes: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class WorkHere:
    """A work with the passages of it that count here."""

    key: str
    citation: str
    language: str
    passages: tuple[Shown, ...]


def behind(lookup: Lookup, works: Iterable[str], passages: Iterable[str] = ()) -> tuple[WorkHere, ...]:
    """The works with their passages, in the order of the works; passages of other works come after."""
    found: dict[str, list[Mapping[str, Any]]] = {key: [] for key in works}
    for identifier in passages:
        passage = lookup.passages[identifier]
        found.setdefault(passage["work"], []).append(passage)
    return tuple(
        WorkHere(
            key,
            lookup.citations.get(key, key),
            lookup.language_of(key),
            tuple(_shown(one, lookup) for one in mine),
        )
        for key, mine in found.items()
    )


def _shown(passage: Mapping[str, Any], lookup: Lookup) -> Shown:
    quote, words = passage["quote"], lookup.pick(passage["paraphrase"])
    codes = dict.fromkeys(
        Code(lookup.label(one["dimension"], one["code"]), _direction(one)) for one in passage["codings"]
    )
    return Shown(
        id=str(passage["id"]),
        section=passage["section"],
        text=Text(quote) if quote else words,
        quoted=bool(quote),
        codes=tuple(codes),
    )


def _direction(coding: Mapping[str, Any]) -> str:
    silent = coding["direction"] == "neutral" and coding["dimension"] not in DIRECTED
    return "" if silent else str(coding["direction"])

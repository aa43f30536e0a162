"""A list answer of OpenAlex cut into works that are not read: a page has 600 kB, and each is read once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec

from synth.sources.values import loaded


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list answer says of itself, and the JSON of each of its works."""

    meta: dict[str, Any]
    works: tuple[str, ...]


class _Answer(msgspec.Struct):
    meta: dict[str, Any]
    results: list[msgspec.Raw]


class _Named(msgspec.Struct):
    id: Any = None


_ANSWERS, _NAMES = msgspec.json.Decoder(_Answer), msgspec.json.Decoder(_Named)


def cut(text: str) -> Listing | None:
    """Return the parts of a list answer; None when it is broken or of another shape."""
    try:
        answer = _ANSWERS.decode(text)
        works = tuple(bytes(work).decode() for work in answer.results)
    except (ValueError, RecursionError):
        return None
    counted = isinstance(answer.meta.get("count"), int)
    return Listing(answer.meta, works) if counted and all(work[0] == "{" for work in works) else None


def name(work: str) -> Any:
    """Return what the JSON of one work has as its id, whatever that is; None without any."""
    try:
        return _NAMES.decode(work).id
    except (ValueError, RecursionError):  # half a character, which JSON may hold and msgspec refuses
        return loaded(work).get("id")

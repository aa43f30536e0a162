"""What an id of a synthesis stands for, and how works and passages of the document are gathered for it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Behind:
    """What an id stands for: `kind` is a word of the document; the works and passages it rests on.

    `things` are the ids of what it counts where that is neither works, passages nor records: findings of a
    determinant, gaps of a type, searches, coders, studies.
    """

    id: str
    kind: str
    works: tuple[str, ...]
    passages: tuple[str, ...] = ()
    records: tuple[int, ...] = ()
    things: tuple[str, ...] = ()


Find = Callable[[Document, str], Behind | None]
"""Looks an id up in a document; None when it is not of that kind."""


def of_works(
    document: Document, identifier: str, kind: str, keys: Collection[str], *, things: Iterable[str] = ()
) -> Behind:
    """These works in the order of the document, with all their passages and records."""
    chosen = set(keys)
    works = [one for one in document["works"] if one["key"] in chosen]
    return Behind(
        identifier,
        kind,
        tuple(one["key"] for one in works),
        tuple(one["id"] for one in document["passages"] if one["work"] in chosen),
        tuple(n for one in works for n in one["record_ids"]),
        tuple(things),
    )


def of_passages(
    identifier: str, kind: str, passages: Sequence[Document], *, things: Iterable[str] = ()
) -> Behind:
    """These passages, with the works they stand in."""
    works = tuple(sorted({one["work"] for one in passages}))
    return Behind(identifier, kind, works, tuple(one["id"] for one in passages), things=tuple(things))


def of_parts(identifier: str, kind: str, many: Iterable[Document], *, things: Iterable[str] = ()) -> Behind:
    """What findings, gaps, cells and the like that list works and passages rest on together."""
    listed = list(many)
    works, passages = (sorted({key for one in listed for key in one[part]}) for part in ("works", "passages"))
    return Behind(identifier, kind, tuple(works), tuple(passages), things=tuple(things))


def carrying(document: Document, names: Iterable[str], accept: Callable[[Document], bool]) -> list[Document]:
    """Those of the passages called so that have a coding which is accepted."""
    wanted = set(names)
    return [one for one in document["passages"] if one["id"] in wanted and any(map(accept, one["codings"]))]

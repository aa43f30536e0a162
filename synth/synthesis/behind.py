"""What stands behind anything that a synthesis names: from an id to its works and passages, in one step.

The ids are those of the document (`synth synthesize --json`) and of the tables; numbered things have a letter
in front, as the report writes them: `R12` is a record, `S3` a search.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from synth.errors import UsageError
from synth.synthesis.behind_flow import in_box

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Behind:
    """What an id stands for: `kind` is a word of the document; the works and passages it rests on."""

    id: str
    kind: str
    works: tuple[str, ...]
    passages: tuple[str, ...]
    records: tuple[int, ...] = ()


def behind(document: Document, identifier: str) -> Behind:
    """What stands behind an id of a synthesis. Raises UsageError when there is none with this id."""
    for find in FINDERS:
        if (found := find(document, identifier)) is not None:
            return found
    raise UsageError(
        f"Nothing in the synthesis is called `{identifier}`.",
        remedy="`synth synthesize --json` has the ids; `synth show --help` says how each kind is written.",
    )


def _listed(kind: str, part: str) -> Callable[[Document, str], Behind | None]:
    """Findings, gaps and recommendations: they list their works and passages."""

    def find(document: Document, identifier: str) -> Behind | None:
        for one in document.get(part, ()):
            if one["id"] == identifier:
                return Behind(identifier, kind, tuple(one["works"]), tuple(one["passages"]))
        return None

    return find


def _contradiction(document: Document, identifier: str) -> Behind | None:
    for one in document.get("contradictions", ()):
        if one["id"] == identifier:
            finding = behind(document, one["finding"])
            return Behind(identifier, "contradiction", finding.works, finding.passages)
    return None


def _passage(document: Document, identifier: str) -> Behind | None:
    for one in document["passages"]:
        if one["id"] == identifier:
            return Behind(identifier, "passage", (one["work"],), (one["id"],))
        if any(coding["uid"] == identifier for coding in one["codings"]):
            return Behind(identifier, "coding", (one["work"],), (one["id"],))
    return None


def _work(document: Document, identifier: str) -> Behind | None:
    """A work by its key; a study or author group is called after its first work: `study=KEY`, `group=KEY`."""
    name, equals, key = identifier.partition("=")
    field, wanted = (name, key) if equals and name in ("study", "group") else ("key", identifier)
    works = [one for one in document["works"] if one[field] == wanted]
    return _of_works(document, identifier, "work" if field == "key" else field, works) if works else None


def _record(document: Document, identifier: str) -> Behind | None:
    number = _numbered(identifier, "R")
    if number not in {one["id"] for one in document["records"]}:
        return None
    works = [one for one in document["works"] if number in one["record_ids"]]
    found = _of_works(document, identifier, "record", works)
    return Behind(identifier, "record", found.works, found.passages, (number,))


def _search(document: Document, identifier: str) -> Behind | None:
    number = _numbered(identifier, "S")
    if number not in {one["id"] for one in document["searches"]}:
        return None
    records = tuple(
        one["id"] for one in document["records"] if any(a["search"] == number for a in one["searches"])
    )
    works = [one for one in document["works"] if number in one["found_by"]]
    found = _of_works(document, identifier, "search", works)
    return Behind(identifier, "search", found.works, found.passages, records)


def _box(document: Document, identifier: str) -> Behind | None:
    """A box of the flow diagram by its name, or a part: `records_excluded`, `dbr_excluded=background`."""
    if (found := in_box(document, identifier)) is None:
        return None
    works, records = found
    passages = tuple(one["id"] for one in document["passages"] if one["work"] in set(works))
    return Behind(identifier, "box", works, passages, records)


def _characteristic(document: Document, identifier: str) -> Behind | None:
    """A characteristic of the included works: `year=2011`, `country=nl`.

    `country=` are the works without one, `country=silent` those that do not report it, as coders said.
    """
    name, equals, value = identifier.partition("=")
    keys = _characteristics(document).get((name, value)) if equals else None
    if keys is None:
        return None
    works = _of_works(
        document, identifier, "characteristic", [w for w in document["works"] if w["key"] in keys]
    )
    coded = _code(document, identifier)
    return replace(works, passages=coded.passages, records=()) if coded and coded.passages else works


def _characteristics(document: Document) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    counted = document["characteristics"]
    for name, field in (("year", "years"), ("language", "languages"), ("type", "types")):
        for one in counted[field]:
            found[name, "" if one[name] is None else str(one[name])] = set(one["works"])
    for dimension in counted["dimensions"]:
        for code in dimension["codes"]:
            found[dimension["dimension"], code["code"]] = set(code["works"])
        silent = set(dimension.get("not_reported", ()))
        found[dimension["dimension"], ""] = set(dimension["without"]) - silent
        found[dimension["dimension"], "silent"] = silent
    return found | _of_passages(document)


def _of_passages(document: Document) -> dict[tuple[str, str], set[str]]:
    """The same for phases and perspectives, which works carry in their passages only."""
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for work in (one for one in document["works"] if one["included"]):
        for name in ("phase", "perspective"):
            silent = work.get("not_reported", {}).get(name) == []
            for code in work[f"{name}s"] or ["silent" if silent else ""]:
                found[name, code].add(work["key"])
    return found


def _cell(document: Document, identifier: str) -> Behind | None:
    """A place of a table: `row/column`, one of these alone, or with a direction: `user/adoption/failure`."""
    places = {"/".join(_place(one)): one for one in _cells(document)}
    found = places.get(identifier)
    return Behind(identifier, "cell", tuple(found["works"]), tuple(found["passages"])) if found else None


def _cells(document: Document) -> Iterator[Mapping[str, Any]]:
    matrix = document["matrix"]
    for part in ("row_totals", "column_totals", "totals", "cells"):
        yield from matrix[part]
    for table in document.get("tables", ()):
        yield from table["cells"]
    for voices in document.get("perspectives", ()):
        yield from voices["cells"]


PLACES = ("determinant", "phase", "row", "column", "direction")


def _place(cell: Mapping[str, Any]) -> Iterable[str]:
    return (str(cell[name]) for name in PLACES if name in cell)


def _code(document: Document, identifier: str) -> Behind | None:
    """A code as `dimension=code`: every passage that carries it, in included works."""
    dimension, equals, code = identifier.partition("=")
    known = {one["id"]: one["codes"] for one in document["codebook"]["dimensions"]}
    if not equals or code not in {one["id"] for one in known.get(dimension, ())}:
        return None
    included = {one["key"] for one in document["works"] if one["included"]}
    passages = [
        one
        for one in document["passages"]
        if one["work"] in included
        and any((coding["dimension"], coding["code"]) == (dimension, code) for coding in one["codings"])
    ]
    works = tuple(sorted({one["work"] for one in passages}))
    return Behind(identifier, "code", works, tuple(one["id"] for one in passages))


def _of_works(document: Document, identifier: str, kind: str, works: Sequence[Document]) -> Behind:
    keys = tuple(one["key"] for one in works)
    passages = tuple(one["id"] for one in document["passages"] if one["work"] in keys)
    return Behind(identifier, kind, keys, passages, tuple(n for one in works for n in one["record_ids"]))


def _numbered(identifier: str, letter: str) -> int:
    """The number behind a letter; -1 when it is not written so."""
    number = identifier.removeprefix(letter)
    return int(number) if number != identifier and number.isascii() and number.isdecimal() else -1


FINDERS: tuple[Callable[[Document, str], Behind | None], ...] = (
    _listed("finding", "findings"),
    _listed("gap", "gaps"),
    _listed("recommendation", "recommendations"),
    _contradiction,
    _passage,
    _work,
    _record,
    _search,
    _characteristic,
    _code,
    _cell,
    _box,
)
"""How each kind of thing is found, in this order."""

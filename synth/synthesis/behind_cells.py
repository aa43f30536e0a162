"""What stands behind a place of a table: `map/user/adoption/failure`, `stakeholder/learning/ministry`.

The name of the table may be left out where row and column tell it apart: `user/adoption`.
"""

from __future__ import annotations

from collections.abc import Iterator

from synth.model import DIRECTIONS
from synth.synthesis.behind_thing import Behind, Document, carrying, of_parts, of_works

MAP = "map"
"""The map of determinants by phases; tables of voices are called after the dimension of their columns."""
PLACES = ("determinant", "phase", "row", "column", "direction")
SILENT = "not-reported"


def in_table(document: Document, identifier: str) -> Behind | None:
    """A place of a table: row and column, or one of these, then perhaps a direction or `not-reported`.

    The name of a table of voices alone stands for all voices that are heard.
    """
    found = list(_cells(document, identifier))
    for cell, part in found:
        if not part:
            return Behind(identifier, "cell", tuple(cell["works"]), tuple(cell["passages"]))
    for cell, part in found:
        if (within := _within(document, cell, identifier, part)) is not None:
            return within
    return _voices(document, identifier)


def _cells(document: Document, identifier: str) -> Iterator[tuple[Document, str]]:
    """The cells at this place in any table, each with what the id has behind the place."""
    for name, cells in _tables(document):
        steps = identifier.removeprefix(f"{name}/").split("/")
        axes = [axis for axis in PLACES if cells and axis in cells[0]]
        if not axes or len(axes) > len(steps):
            continue
        first, *others = axes
        for cell in (one for one in cells if one[first] == steps[0]):
            if all(cell[axis] == step for axis, step in zip(others, steps[1:], strict=False)):
                yield cell, "/".join(steps[len(axes) :])


def _tables(document: Document) -> Iterator[tuple[str, list[Document]]]:
    for voices in document.get("perspectives", ()):
        yield voices["columns"], voices["cells"]
    for table in document.get("tables", ()):
        yield table["id"], table["cells"]
    for part in ("row_totals", "column_totals", "totals", "cells"):
        yield MAP, document["matrix"][part]


def _within(document: Document, cell: Document, identifier: str, part: str) -> Behind | None:
    """The works of a place that speak in a direction, or that do not report it."""
    if part == SILENT:
        return of_works(document, identifier, "cell", cell.get("not_reported", ()))
    if part not in DIRECTIONS:
        return None
    determinant = cell.get("determinant")

    def accept(coding: Document) -> bool:
        about = (coding["dimension"], coding["code"]) == ("determinant", determinant)
        return coding["direction"] == part and (about if determinant else coding["dimension"] == "factor")

    chosen = carrying(document, cell["passages"], accept)
    told = cell["directions"].get(part, ()) if "directions" in cell else {one["work"] for one in chosen}
    works = tuple(key for key in cell["works"] if key in set(told))
    return Behind(identifier, "cell", works, tuple(one["id"] for one in chosen if one["work"] in works))


def _voices(document: Document, identifier: str) -> Behind | None:
    for table in document.get("perspectives", ()):
        if table["columns"] == identifier:
            heard = table["voices"]
            names = [f"{identifier}={one['view']}" for one in heard]
            return of_parts(identifier, "voices", heard, things=names)
    return None

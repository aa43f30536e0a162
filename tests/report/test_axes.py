"""The data of the map: laid out by determinant and phase it gives the cells of the synthesis."""

from __future__ import annotations

import json
from typing import Any

from synth.i18n import Messages
from synth.model import DIRECTIONS
from synth.report.axes import map_data, map_values
from synth.report.lookup import look_up

Document = dict[str, Any]


def values(document: Document, language: str = "en") -> Document:
    return map_values(look_up(document, Messages.load(language)))


def counted(document: Document) -> dict[tuple[str, str, str], set[str]]:
    """Determinant, phase and direction to the anchors of the works, as the script of the page counts them."""
    data = values(document)
    cells: dict[tuple[str, str, str], set[str]] = {}
    determinants, phases = ([c["id"] for c in codes(document, name)] for name in ("determinant", "phase"))
    for place, _, claims, others in data["passages"]:
        for phase in others.get("phase", [-1]):
            for determinant, _, direction in claims:
                column = phases[phase] if phase >= 0 else "unspecified"
                key = (determinants[determinant], column, DIRECTIONS[direction])
                cells.setdefault(key, set()).add(data["works"][place][0])
    return cells


def codes(document: Document, name: str) -> list[Document]:
    return next(one["codes"] for one in document["codebook"]["dimensions"] if one["id"] == name)


def test_the_cells_are_those_of_the_matrix(document: Document) -> None:
    assert counted(document) == {
        (cell["determinant"], cell["phase"], cell["direction"]): {f"W-{key}" for key in cell["works"]}
        for cell in document["matrix"]["cells"]
    }


def test_only_what_was_coded_is_an_axis(document: Document, language: str) -> None:
    used = {coding["dimension"] for passage in document["passages"] for coding in passage["codings"]}
    names = {axis["id"] for axis in values(document, language)["axes"]}
    assert names == used | {"determinant", "year", "type", "language"}


def test_works_that_are_not_included_are_left_out(document: Document) -> None:
    assert len(values(document)["works"]) == sum(work["included"] for work in document["works"])


def test_the_data_cannot_end_the_element_it_stands_in(document: Document) -> None:
    document["works"][0]["csl"]["author"] = [{"literal": "</script><script>alert(1)</script>"}]
    data = map_data(look_up(document, Messages.load("en")))
    assert "<" not in data
    assert json.loads(data) == values(document)

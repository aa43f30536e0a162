"""The evidence map: counts by shape and number, empty cells marked, gaps where they stand."""

from __future__ import annotations

from typing import Any

from synth.i18n import Messages
from synth.report import html
from synth.report.evidence_map import EvidenceMap, evidence_map
from synth.report.lookup import look_up

from .tree import Element, by_id, parse

Document = dict[str, Any]


def laid_out(document: Document) -> EvidenceMap:
    return evidence_map(look_up(document, Messages.load("nl")))


def cells(tree: Element) -> list[Element]:
    table = next(one for one in tree.all("table") if "map" in one.attributes["class"].split())
    return [one for row in table.all("tbody")[0].all("tr") for one in row.all("td")]


def test_each_mark_counts_the_works_of_its_cell(document: Document) -> None:
    shown = {
        mark.anchor: mark.n
        for row in laid_out(document).rows
        for cell in row.cells
        for mark in cell.marks
        if mark.n
    }
    assert shown == {
        f"M-{cell['determinant']}-{cell['phase']}-{cell['direction']}": len(cell["works"])
        for cell in document["matrix"]["cells"]
    }


def test_a_mark_leads_to_the_works_and_passages_it_counts(document: Document, language: str) -> None:
    ids = by_id(parse(html(document, language)))
    for cell in document["matrix"]["cells"]:
        listed = ids[f"M-{cell['determinant']}-{cell['phase']}-{cell['direction']}"].hrefs
        assert {f"W-{key}" for key in cell["works"]} <= set(listed)
        assert set(cell["passages"]) <= set(listed)


def test_a_mark_is_told_by_shape_number_and_words_not_only_by_colour(document: Document) -> None:
    for cell in cells(parse(html(document, "en"))):
        for mark in cell.all("a"):
            kind = mark.attributes["class"].split()
            if kind[0] == "mark":
                assert mark.all("use")[0].attributes["href"] == f"#d-{kind[1]}"
                number, word = mark.text.split()
                assert number.isdecimal()
                assert word in {"helping", "hindering", "mixed", "neutral"}


def test_an_empty_cell_is_marked_and_leads_to_its_gap(document: Document) -> None:
    shown = cells(parse(html(document, "en")))
    places = [(row, column) for row in document["matrix"]["rows"] for column in document["matrix"]["columns"]]
    filled = {(cell["determinant"], cell["phase"]) for cell in document["matrix"]["cells"]}
    gaps = {(g["cell"].get("determinant"), g["cell"].get("phase")): g["id"] for g in document["gaps"]}
    empty = [place for place in places if place not in filled]
    assert empty
    for place, cell in zip(places, shown, strict=True):
        assert ("empty" in cell.attributes.get("class", "")) == (place in empty)
        if place in gaps:
            assert gaps[place] in cell.hrefs
    assert any(gaps.get(place) for place in empty)


def test_a_cell_with_more_works_has_a_larger_bubble(document: Document) -> None:
    seen = sorted({(c.n_works, c.bubble.radius) for row in laid_out(document).rows for c in row.cells})
    assert len(seen) > 1
    assert [radius for _, radius in seen] == sorted(radius for _, radius in seen)


def test_a_gap_about_one_direction_stands_in_the_cell(document: Document, language: str) -> None:
    gap = document["gaps"][0]
    row, column = document["matrix"]["rows"][0], document["matrix"]["columns"][0]
    gap["cell"] = {"determinant": row, "phase": column, "direction": "success"}
    shown = evidence_map(look_up(document, Messages.load(language)))
    assert gap["id"] in {link.anchor for link in shown.rows[0].cells[0].gaps}

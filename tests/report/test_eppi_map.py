"""Data for EPPI-Mapper: every included work with its codes, in the form that comes in again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from synth.formats import eppi_coding, eppi_json
from synth.model import DIRECTIONS
from synth.outputs import write_reports
from synth.report.eppi_map import eppi_map

from .hostile import PAYLOADS, poisoned

Document = dict[str, Any]


def read(document: Document, language: str = "en") -> eppi_coding.EppiExport:
    return eppi_coding.read_coding(eppi_map(document, language).encode(), "map.json")


def test_the_works_come_back_as_records(document: Document) -> None:
    back = eppi_json.parse(eppi_map(document, "en"), "map.json")
    included = [work for work in document["works"] if work["included"]]
    assert [one.title for one in back.records] == [work["csl"]["title"] for work in included]
    assert not back.problems


def test_each_dimension_is_a_code_set_and_so_are_the_directions(document: Document, language: str) -> None:
    sets = json.loads(eppi_map(document, language))["CodeSets"]
    dimensions = document["codebook"]["dimensions"]
    assert len(sets) == len(dimensions) + 1
    assert len(sets[-1]["Attributes"]["AttributesList"]) == len(DIRECTIONS)
    codes = read(document, language).codes
    labels = [code["label"][language] for one in dimensions for code in one["codes"]]
    assert [one.name for one in codes if int(one.id) <= len(labels)] == labels


def test_a_work_has_a_tick_for_each_code_with_the_passages_beside_it(document: Document) -> None:
    export = read(document)
    names = {one.id: one.name for one in export.codes}
    labels = {c["id"]: c["label"]["en"] for d in document["codebook"]["dimensions"] for c in d["codes"]}
    included = [work["key"] for work in document["works"] if work["included"]]
    for key, reference in zip(included, export.references, strict=True):
        coded = [one for p in document["passages"] if p["work"] == key for one in p["codings"]]
        ticked = {names[one.code] for one in reference.ticks}
        assert {labels[one["code"]] for one in coded} <= ticked
        assert all(one.contexts for one in reference.ticks)
        assert reference.status == "I"


@pytest.mark.parametrize("payload", PAYLOADS[:4])
def test_any_text_gives_json_that_is_read(document: Document, payload: str) -> None:
    assert read(poisoned(document, payload)).references


def test_a_review_in_which_nothing_happened_gives_an_empty_map(empty: Document, language: str) -> None:
    assert json.loads(eppi_map(empty, language))["References"] == []


def test_it_is_a_format_of_the_report(document: Document, tmp_path: Path) -> None:
    written = write_reports(tmp_path, document, formats=["eppi"], languages=["nl", "de"])
    assert [path.name for path in written] == ["eppi-mapper.nl.json", "eppi-mapper.de.json"]
    assert written[0].read_text(encoding="utf-8") == eppi_map(document, "nl")

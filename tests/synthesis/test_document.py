"""The document: its schema, its sameness, its links."""

from __future__ import annotations

import json
import random
import re
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.model import Decision, Name
from synth.synthesis import CodebookView, State, check, dumps, schema, synthesise
from synth.synthesis.wording import templates
from tests.synthesis.build import REVIEWS, WIDE_REVIEWS, article, found, review, rows
from tests.synthesis.made_up import CODEBOOK, STATE

EXAMPLE = Path(__file__).with_name("example.json")
VALIDATOR = jsonschema.Draft202012Validator(schema())


def made(state: State) -> Any:
    return json.loads(dumps(synthesise(state)))


def test_the_schema_is_a_valid_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


def test_every_key_of_the_schema_is_described() -> None:
    def undescribed(node: Any, path: str) -> list[str]:
        found = []
        for name, one in node.get("properties", {}).items():
            target = one if "$ref" not in one else {**schema()["$defs"][one["$ref"].rsplit("/", 1)[1]], **one}  # type: ignore[index]
            found += [] if target.get("description") else [f"{path}.{name}"]
            found += undescribed(one, f"{path}.{name}")
        return found + (
            undescribed(node["items"], f"{path}[]") if isinstance(node.get("items"), dict) else []
        )

    assert undescribed(schema(), "$") == []


def test_the_example_is_what_the_program_makes_of_the_made_up_review() -> None:
    """If this fails on purpose, write the new text: dumps(synthesise(STATE)) into example.json."""
    assert EXAMPLE.read_text(encoding="utf-8") == dumps(synthesise(STATE))


@settings(max_examples=50)
@given(st.one_of(REVIEWS, WIDE_REVIEWS, found()))
def test_any_state_makes_a_document_the_schema_accepts(state: State) -> None:
    VALIDATOR.validate(made(state))


def test_an_empty_state_makes_a_valid_document() -> None:
    document = made(State(STATE.protocol, CODEBOOK))
    VALIDATOR.validate(document)
    assert (document["findings"], document["gaps"], document["references"]) == ([], [], [])


def test_a_codebook_without_phases_and_perspectives_still_gives_findings() -> None:
    codebook = replace(CODEBOOK, dimensions=CODEBOOK.dimensions[:2])
    document = made(replace(STATE, codebook=codebook))
    VALIDATOR.validate(document)
    assert document["matrix"]["columns"] == ["unspecified"]
    assert {gap["type"] for gap in document["gaps"]} == {"void", "thin", "contradictory"}


@settings(max_examples=50)
@given(st.one_of(REVIEWS, WIDE_REVIEWS, found()), st.randoms(use_true_random=False))
def test_the_order_of_what_is_stored_changes_nothing(state: State, chance: random.Random) -> None:
    assert dumps(synthesise(shuffled(state, chance))) == dumps(synthesise(state))


def test_the_order_of_a_whole_review_changes_nothing() -> None:
    assert dumps(synthesise(shuffled(STATE, random.Random(7)))) == dumps(synthesise(STATE))


def shuffled(state: State, chance: random.Random) -> State:
    names = [one.name for one in fields(state) if isinstance(getattr(state, one.name), tuple)]
    return replace(state, **{name: tuple(chance.sample(v := getattr(state, name), len(v))) for name in names})


def test_the_counts_of_the_document_add_up() -> None:
    assert check(made(STATE)["flow"]) == ()


def test_only_included_works_are_references_and_evidence() -> None:
    document = made(STATE)
    included = [work["key"] for work in document["works"] if work["included"]]
    assert document["references"] == included
    assert {key for one in document["findings"] for key in one["works"]} <= set(included)
    assert document["generated_from"]["included"] == document["flow"]["total_reports"] == len(included)


@settings(max_examples=50)
@given(st.one_of(REVIEWS, WIDE_REVIEWS))
def test_every_reference_leads_somewhere(state: State) -> None:
    document = made(state)
    works, passages = (
        {one[key] for one in document[name]} for name, key in (("works", "key"), ("passages", "id"))
    )
    searches, records = ({one["id"] for one in document[name]} for name in ("searches", "records"))
    cells = [
        cell
        for name in ("cells", "totals", "row_totals", "column_totals")
        for cell in document["matrix"][name]
    ]
    cells += [cell for table in document["tables"] for cell in table["cells"]]
    cells += [cell for one in document["perspectives"] for cell in (*one["cells"], *one["voices"])]
    made_of = ("findings", "gaps", "contradictions", "recommendations")
    for one in [*(one for name in made_of for one in document[name]), *cells]:
        assert set(one["works"]) <= works
        assert set(one["passages"]) <= passages
    for work in document["works"]:
        assert set(work["record_ids"]) <= records
        assert set(work["found_by"]) <= searches


def test_a_finding_leads_to_the_search_that_brought_its_work() -> None:
    document = made(STATE)
    finding = next(one for one in document["findings"] if one["factor"] == "lack-of-time")
    passage = next(one for one in document["passages"] if one["id"] == finding["passages"][0])
    work = next(one for one in document["works"] if one["key"] == passage["work"])
    record = next(one for one in document["records"] if one["id"] == work["record_ids"][0])
    search = next(one for one in document["searches"] if one["id"] == record["searches"][0]["search"])
    assert (passage["section"], work["citation"]) == ("3", "Jansen & de Boer (2004)")
    assert (search["source"], search["requests"]) == ("ris", ["ris: kennis* AND gebruik*"])


@given(REVIEWS)
def test_ids_are_unique(state: State) -> None:
    document = made(state)
    for name in ("findings", "gaps", "passages", "records"):
        ids = [one["id"] for one in document[name]]
        assert len(ids) == len(set(ids))


OPAQUE = {"determinant": "Zaak", "factor": "Reden", "phase": "Tijd", "perspective": "Oog"}


def opaque() -> tuple[CodebookView, dict[tuple[str, str], str]]:
    """The made-up codebook with ids that look like ids, and labels that do not."""
    new = {(d.id, c.id): f"zz-{d.id[:2]}{n}" for d in CODEBOOK.dimensions for n, c in enumerate(d.codes)}
    dimensions = tuple(
        replace(
            d,
            codes=tuple(
                replace(
                    c,
                    id=new[d.id, c.id],
                    parent=new["determinant", c.parent] if c.parent else "",
                    label={"nl": f"{OPAQUE[d.id]} {n}", "en": f"{OPAQUE[d.id]} {n}"},
                )
                for n, c in enumerate(d.codes)
            ),
        )
        for d in CODEBOOK.dimensions
    )
    return replace(CODEBOOK, dimensions=dimensions), new


def sentences(node: Any) -> list[str]:
    """Every text that the program composed."""
    if isinstance(node, list):
        return [text for one in node for text in sentences(one)]
    if not isinstance(node, dict):
        return []
    composed = [text for key in ("nl", "en", "de") for text in ([node[key]] if key in node else [])]
    flat = [text for one in composed for text in (one if isinstance(one, list) else [one])]
    return flat + [
        text for key, one in node.items() if key not in ("nl", "en", "de") for text in sentences(one)
    ]


@given(REVIEWS)
def test_sentences_hold_labels_never_ids_or_open_slots(state: State) -> None:
    codebook, new = opaque()
    renamed = tuple(
        replace(one, coding=replace(one.coding, code=new[one.coding.dimension, one.coding.code]))
        for one in state.codings
    )
    document = made(replace(state, codebook=codebook, codings=renamed))
    for text in sentences([document["findings"], document["gaps"], document["cautions"]]):
        assert "zz-" not in text
        assert not re.search(r"[{}]|  |\.\.| ,", text)
        assert text[0].isupper() or text[0].isdigit() or text in LABELS
        assert text.endswith((".", "?")) or text in LABELS


LABELS = {
    text
    for language in ("nl", "en", "de")
    for key, text in templates()[language].items()
    if key.startswith(("confidence.level.", "confidence.part.", "confidence.concern."))
}


@pytest.mark.parametrize("name", ["awaiting", "uncoded", "phase", "perspective"])
def test_what_is_unfinished_is_said_before_any_gap(name: str) -> None:
    bare = review([])
    phaseless = tuple(one for one in STATE.codings if one.coding.dimension not in ("phase", "perspective"))
    state = replace(STATE, codings=phaseless) if name != "uncoded" else replace(STATE, codings=())
    cautions = {one["id"]: one for one in made(state)["cautions"]}
    assert made(bare)["cautions"] == []
    assert cautions[name]["en"] != cautions[name]["nl"]


def test_the_text_is_readable_and_ends_with_a_newline() -> None:
    text = dumps(synthesise(STATE))
    assert "Tijdschrift für" not in text
    assert "Zeitschrift für Arbeit" in text
    assert text.endswith("}\n")


def test_the_study_of_an_included_work_is_the_one_its_findings_name() -> None:
    part = {"type": "interview", "authors": (Name(literal="TNO"),), "container_title": "Report"}
    state = review(
        rows("b skills success adoption client"), works=[article("a", 1, **part), article("b", 2, **part)]
    )
    excluded = Decision("a", "full-text", "exclude", "other-subject", coder="ann")
    state = replace(state, decisions=(excluded, *(one for one in state.decisions if one.work != "a")))
    document = synthesise(state)
    study = {work["key"]: work["group"] for work in document["works"] if work["included"]}  # type: ignore[index]
    (finding,) = document["findings"]  # type: ignore[misc]
    assert finding["sides"]["success"] == [study["b"]] == ["b"]  # type: ignore[index]

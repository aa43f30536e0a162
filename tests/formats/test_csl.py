"""CSL-JSON out and in."""

from __future__ import annotations

import json

import pytest

from synth.errors import FileError
from synth.formats import csl
from synth.model import Name, Record

RECORD = Record(
    source="csl-json",
    source_id="koning-2008",
    raw="",
    title="Werken aan werk",
    authors=(Name("de Koning", "Jan"), Name(literal="TNO")),
    year=2008,
    container_title="Sociaal Bestek",
    volume="24",
    issue="2",
    page="525-542",
    publisher="Sdu",
    language="nl",
    type="article-journal",
    doi="10.1000/a",
    isbn="9789012345675",
    issn="01692216",
    url="https://example.org/",
    abstract="Kort.",
    keywords=("kennis", "gebruik"),
    note="Gezien.",
)


def test_an_item_has_the_names_of_the_csl_schema():
    item = csl.to_csl(RECORD)
    assert item["id"] == "koning-2008"
    assert item["author"] == [{"family": "de Koning", "given": "Jan"}, {"literal": "TNO"}]
    assert item["issued"] == {"date-parts": [[2008]]}
    assert (item["DOI"], item["container-title"], item["type"]) == (
        "10.1000/a",
        "Sociaal Bestek",
        "article-journal",
    )


def test_empty_fields_are_left_out():
    assert csl.to_csl(Record("x", "a", "")) == {"id": "a", "type": "document"}


def test_what_is_written_reads_back():
    from dataclasses import replace

    (record,) = csl.parse(csl.write([RECORD]), "x.json").records
    assert replace(record, raw="") == RECORD


@pytest.mark.parametrize(
    ("item", "attribute", "value"),
    [
        ({"issued": {"raw": "12 March 2009"}}, "year", 2009),
        ({"issued": {"date-parts": [["2009", 3]]}}, "year", 2009),
        (
            {"author": [{"family": "Berg", "non-dropping-particle": "van den", "given": "J."}]},
            "authors",
            (Name("van den Berg", "J."),),
        ),
        ({"volume": 12}, "volume", "12"),
        ({"author": "wrong"}, "authors", ()),
        ({"issued": {"date-parts": [[]]}}, "year", None),
    ],
)
def test_items_of_other_programs_are_understood(item: dict[str, object], attribute: str, value: object):
    (record,) = csl.parse(json.dumps([{"id": "a", "type": "book", **item}]), "x.json").records
    assert getattr(record, attribute) == value


def test_an_item_without_a_type_is_a_problem():
    parsed = csl.parse('[{"id": "a"}, {"id": "b", "type": "book"}, 3]', "x.json")
    assert (len(parsed.records), len(parsed.problems)) == (1, 2)


@pytest.mark.parametrize("text", ['[{"id": "a", "type": "book"', "[" * 100_000 + '"type""id"'])
def test_json_that_is_cut_off_or_too_deep_is_refused(text: str):
    with pytest.raises(FileError):
        csl.parse(text, "x.json")


def test_a_number_of_thousands_of_digits_is_refused_not_a_crash():
    with pytest.raises(FileError, match="thousands of digits"):
        csl.parse('[{"id": "a", "type": "book", "volume": ' + "1" * 5000 + "}]", "x.json")


@pytest.mark.parametrize("escape", ["\\ud800", "\\u0000", "\\u202e", "\\u001b"])
def test_hidden_characters_written_as_escapes_are_taken_out_and_told(escape: str):
    parsed = csl.parse(f'[{{"id": "a", "type": "book", "title": "Ken{escape}nis"}}]', "x.json")
    (record,) = parsed.records
    assert record.title in ("Kennis", "Ken\ufffdnis")
    assert record.raw.encode()
    assert "Item 1" in parsed.notes[0].reason

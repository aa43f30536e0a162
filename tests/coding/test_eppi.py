"""Coding of EPPI-Reviewer as codings of ours, and back."""

import json

import pytest

from synth.coding import eppi
from synth.coding.foreign import codebook_of, places
from synth.formats.eppi_coding import read_coding
from synth.formats.eppi_writing import write
from synth.model import Coding, Passage, Record
from tests.eppi import export, tick


def read(made):
    return read_coding(json.dumps(made).encode(), "export.json")


def taken(made, coder="anna", book=None):
    found = read(made)
    codes = eppi.foreign_codes(found)
    book = book or codebook_of(codes, name="setting", origin=eppi.origin(found))
    works = {one.id: one.name.lower() + "-2010" for one in found.references}
    where = places(codes, book, eppi.origin(found))
    return book, list(eppi.Reader(book, where, works, coder).read(found)[0].values())


ADA = export(
    {"Ada": [tick(100, 'Page 4:\n[¬s]"een dorp[¬e]"', arm="Coach"), tick(2), tick(101, context="x")]}
)


def test_each_quote_is_a_coding_and_a_tick_without_one_is_of_the_whole_work() -> None:
    _, (quote, whole, context) = taken(ADA)
    assert (quote.code, quote.passage) == (
        "town",
        Passage("ada-2010", section="p. 4", quote="een dorp", arm="Coach"),
    )
    assert (whole.code, whole.passage.shown) == ("people", False)
    assert context.passage.quote == "x"


def test_the_same_coding_in_a_later_export_is_the_same_and_another_coders_is_not() -> None:
    first = {one.uid for one in taken(ADA)[1]}
    assert {one.uid for one in taken({**ADA, "References": ADA["References"] * 2})[1]} == first
    assert not first & {one.uid for one in taken(ADA, coder="ben")[1]}


PASSAGES = [
    Passage("ada-2010", section="3.3", paraphrase={"nl": "Te weinig tijd.", "en": "Too little time."}),
    Passage("ada-2010", quote="een dorp", field="abstract", start=3, end=11, arm="Coach & co"),
    Passage("ada-2010", section="p. 4", quote='zei "ja"; nee [synth?x]'),
    Passage("ada-2010"),
]


@pytest.mark.parametrize("passage", PASSAGES)
@pytest.mark.parametrize("direction", ["failure", "neutral"])
def test_what_goes_out_comes_back_as_it_was(passage, direction) -> None:
    book, _ = taken(ADA)
    coding = Coding(
        "ab12:setting/town", passage, book.id, book.version, "setting", "town", direction, "anna", ""
    )
    made = eppi.export([coding], book, works=["ada-2010"], included=["ada-2010"])
    record = Record("work", "ada-2010", "", title="On Ada", year=2010)
    text = write(made, {made.references[0].id: record})
    again = read_coding(text.encode(), "again.json")
    assert again.references[0].status == "I"
    where = places(eppi.foreign_codes(again), book, eppi.origin(again))
    works = {made.references[0].id: "ada-2010"}
    assert list(eppi.Reader(book, where, works, "anna").read(again)[0].values()) == [coding]


def test_a_mark_that_was_copied_to_another_tick_is_no_second_coding_of_the_same_uid() -> None:
    marked = "text [synth?uid=ab12]"
    _, found = taken(export({"Ada": [tick(2, context=marked), tick(101, context=marked)]}))
    assert len({one.uid for one in found}) == 2


@pytest.mark.parametrize(
    "mark", ["uid=%00&direction=bad&field=body&at=9-1", "&" * 50, "uid=a&at=999999999999-1"]
)
def test_a_mark_that_somebody_made_up_changes_nothing_else(mark) -> None:
    _, found = taken(export({"Ada": [tick(2, context=f"text [synth?{mark}]")]}))
    assert found[0].passage.quote.startswith("text")
    assert (found[0].direction, found[0].passage.start) == ("neutral", -1)


def test_what_stands_beside_a_quote_is_a_memo_on_its_coding() -> None:
    found = read(export({"Ada": [tick(100, "een dorp", "een stad", context="in een dorp;;;en stad")]}))
    codes = eppi.foreign_codes(found)
    book = codebook_of(codes, name="setting", origin=eppi.origin(found))
    reader = eppi.Reader(
        book, places(codes, book, eppi.origin(found)), {found.references[0].id: "ada-2010"}, "a"
    )
    codings, memos = reader.read(found)
    first = next(one.uid for one in codings.values() if one.passage.quote == "een dorp")
    assert memos == {first: "in een dorp\nen stad"}


NUMBERS = {
    *("SetId", "ReviewSetId", "AttributeSetId", "AttributeId", "OriginalAttributeID"),
    *("ItemId", "ArmId", "ItemDocumentId", "TextFrom", "TextTo"),
}
LISTS = {"CodeSets", "References", "AttributesList", "Codes", "Outcomes", "ItemAttributeFullTextDetails"}
KINDS = {**dict.fromkeys(NUMBERS, int), **dict.fromkeys(LISTS, list), "SetType": dict, "Attributes": dict}
TEXTS = {
    *("SetName", "SetDescription", "SetTypeName", "SetTypeDescription", "AttributeSetDescription"),
    *("AttributeType", "AttributeName", "AttributeDescription", "ExtURL", "ExtType", "AdditionalText"),
    *("ArmTitle", "Text", "DocTitle", "ItemArm"),
}
REFERENCE = {
    *(
        "OldItemId",
        "Title",
        "ParentTitle",
        "ShortTitle",
        "DateCreated",
        "CreatedBy",
        "DateEdited",
        "EditedBy",
    ),
    *("Year", "Month", "StandardNumber", "City", "Country", "Publisher", "Institution", "Volume", "Pages"),
    *("Edition", "Issue", "Availability", "URL", "Abstract", "Comments", "TypeName", "Authors", "DOI"),
    *("ParentAuthors", "Keywords", "ItemStatus", "ItemStatusTooltip", "QuickCitation"),
}
"""The fields of a reference in exports of EPPI-Reviewer (2019 to 2021) that are texts."""


def fields(value):
    """Every field in a value, and below it, with its value."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield name, one
            yield from fields(one)
    for one in value if isinstance(value, list) else ():
        yield from fields(one)


def test_what_goes_out_has_the_fields_that_exports_of_eppi_reviewer_have() -> None:
    book, _ = taken(ADA)
    made = [
        Coding(f"u{n}:setting/town", one, book.id, book.version, "setting", "town", "failure", "anna", "")
        for n, one in enumerate(PASSAGES)
    ]
    export = eppi.export(made, book, works=["ada-2010"], included=["ada-2010"])
    record = Record("work", "ada-2010", "", title="On Ada", year=2010)
    sent = json.loads(write(export, {export.references[0].id: record}))
    for name, one in fields(sent):
        kind = KINDS.get(name, bool if name == "IsFromPDF" else str)
        assert type(one) is kind, name
        assert name in {*KINDS, *TEXTS, *REFERENCE, "IsFromPDF"}
    (reference,) = sent["References"]
    assert set(reference) == {*REFERENCE, "ItemId", "Codes", "Outcomes"}
    codes = [one for name, one in fields(sent["CodeSets"]) if name == "AttributeId"]
    assert len(codes) == len(set(codes))
    assert {one["AttributeId"] for one in reference["Codes"]} <= set(codes)

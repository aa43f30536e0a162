"""The coding in exports of EPPI-Reviewer: codes, ticks, quotes and arms."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.errors import FileError
from synth.formats.eppi_coding import EppiQuote, quotes, read_coding
from tests.eppi import export, tick


def read(made):
    return read_coding(json.dumps(made, ensure_ascii=False).encode(), "export.json")


def test_codes_know_what_is_above_them_and_whether_they_can_be_ticked():
    made = export({})
    made["CodeSets"][0]["Attributes"]["AttributesList"][1]["AttributeType"] = "Not selectable (no checkbox)"
    codes = {code.name: code for code in read(made).codes}
    assert list(codes) == ["Place", "Town", "Village", "People", "Nurses", "Teachers, primary"]
    assert codes["Nurses"].path == ("Setting", "People")
    assert (codes["Nurses"].parent, codes["People"].id, codes["People"].parent) == ("2", "2", "")
    assert (codes["People"].selectable, codes["Town"].selectable) == (False, True)
    assert codes["Town"].description == "About town."


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ('Page 4:\n[¬s]"een dorp in\nFriesland[¬e]"', [("een dorp in Friesland", 4)]),
        ('Page 12:\n[¬s]"Pflegekräfte"\n"auf dem Land[¬e]"', [("Pflegekräfte", 12), ("auf dem Land", 12)]),
        ("[¬s]a town[¬e]", [("a town", 0)]),
        ('she said "no"', [('she said "no', 0)]),
        ("", []),
    ],
)
def test_quotes_lose_their_marks_and_keep_their_page(written, found):
    assert quotes(written) == tuple(EppiQuote(text, page) for text, page in found)


def test_a_tick_is_of_the_arm_it_is_quoted_for_and_else_of_its_own():
    ticks = read(export({"Ada": [tick(100, 'Page 1:\n[¬s]"x[¬e]"', arm="Control"), tick(2, arm="Coaching")]}))
    assert [(one.code, one.arm, len(one.quotes)) for one in ticks.references[0].ticks] == [
        ("100", "Control", 1),
        ("2", "Coaching", 0),
    ]


def test_contexts_beside_a_tick_are_told_apart():
    found = read(export({"Ada": [tick(2, context="one\rline;;; ;;;two")]})).references[0].ticks[0]
    assert found.contexts == ("one line", "two")


def test_letters_written_as_two_halves_are_read_as_one():
    data = json.dumps(export({"𝑛 = 15, é": []}), ensure_ascii=False).encode("utf-16", "surrogatepass")
    halves = "".join(
        chr(unit) for unit in memoryview(data[2:]).cast("H")
    )  # each half of a pair by itself, as some programs write it
    found = read_coding(halves.encode("utf-8", "surrogatepass"), "export.json")
    assert found.references[0].name == "𝑛 = 15, é"


def test_codes_nested_beyond_reason_are_refused():
    codes = {}
    for _ in range(60):
        codes = {"deeper": codes}
    with pytest.raises(FileError, match="nested deeper"):
        read(export({}, codes=codes))


@pytest.mark.parametrize("made", [[], {}, {"CodeSets": []}, "text", 3])
def test_other_json_is_refused_with_what_to_do(made):
    with pytest.raises(FileError, match="Export"):
        read(made)


WILD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "Attributes",
                    "AttributesList",
                    "AttributeId",
                    "Codes",
                    "ItemId",
                    "ItemAttributeFullTextDetails",
                    "Text",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(WILD, WILD)
def test_what_is_not_as_expected_is_left_out_and_the_rest_is_read(sets, references):
    read({"CodeSets": sets, "References": references})
    good = export({})
    beside = {**good, "CodeSets": [*good["CodeSets"], sets], "References": [*good["References"], references]}
    told, alone = read(beside), read(good)
    assert told.codes[: len(alone.codes)] == alone.codes
    assert told.references[: len(alone.references)] == alone.references

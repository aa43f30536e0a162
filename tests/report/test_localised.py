"""Texts in the language of the report, or the nearest there is."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.report.anchors import safe
from synth.report.localised import Text, others, pick


@pytest.mark.parametrize(
    ("localised", "language", "expected"),
    [
        ({"nl": "een", "en": "one"}, "nl", Text("een", "nl")),
        ({"nl": "een", "en": "one"}, "de", Text("one", "en")),
        ({"de": "eins"}, "nl", Text("eins", "de")),
        ({"nl": "", "en": "one"}, "nl", Text("one", "en")),
        ({"nl": ["Een.", "Twee."]}, "nl", Text("Een. Twee.", "nl")),
        ({"nl": ["een", "twee"]}, "nl", Text("een; twee", "nl")),
        ({}, "nl", Text("")),
        ("plain", "nl", Text("plain")),
        ("nl: een\nen: one", "en", Text("one", "en")),
        ("nl: een", "en", Text("een", "nl")),
        ("nl: een\nand more", "en", Text("nl: een\nand more")),
        ("no: such: thing\nno: twice", "en", Text("no: such: thing\nno: twice")),
        (None, "nl", Text("")),
    ],
)
def test_the_nearest_language_is_chosen(localised: Any, language: str, expected: Text) -> None:
    assert pick(localised, language) == expected


def test_the_other_languages_are_what_was_not_chosen() -> None:
    assert others({"nl": "een", "en": "one", "de": ""}, "nl") == (Text("one", "en"),)
    assert others("plain", "nl") == ()


@given(st.text(), st.text())
def test_anchors_are_safe_and_never_the_same_for_two_names(one: str, other: str) -> None:
    assert safe(one).isascii()
    assert not set(safe(one)) & set(" \"'<>&#%/?")
    assert (safe(one) == safe(other)) == (one == other)

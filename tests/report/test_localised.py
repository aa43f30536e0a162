"""Texts in the language of the report, or the nearest there is; nothing unseen in them."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.report.anchors import safe
from synth.report.localised import Text, others, pick, visible


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


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u202egnp.exe", "a[U+202E]gnp.exe"),
        ("a\u200bb\ufeff", "a[U+200B]b[U+FEFF]"),
        ("a\x00b\x1b", "a[U+0000]b[U+001B]"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("می‌خواهم שלום é", "می‌خواهم שלום é"),
    ],
)
def test_characters_that_hide_or_turn_text_are_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_no_control_or_override_is_left(text: str) -> None:
    for character in visible(text):
        assert character in "\t\n\r" or unicodedata.category(character) != "Cc"
        assert unicodedata.bidirectional(character) not in {
            "LRE",
            "RLE",
            "LRO",
            "RLO",
            "PDF",
            "LRI",
            "RLI",
            "FSI",
            "PDI",
        }


@given(st.text(), st.text())
def test_anchors_are_safe_and_never_the_same_for_two_names(one: str, other: str) -> None:
    assert safe(one).isascii()
    assert not set(safe(one)) & set(" \"'<>&#%/?")
    assert (safe(one) == safe(other)) == (one == other)

"""Texts in the language of the report, or the nearest there is."""

from __future__ import annotations

import io
from typing import Any

import docx as word
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from synth.i18n import Messages
from synth.report import markdown
from synth.report.anchors import safe
from synth.report.html import html
from synth.report.localised import Text, others, pick
from synth.report.word import docx
from tests.report.tree import by_id, parse


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


def test_passages_in_another_language_are_marked_and_it_is_said(document: dict[str, Any]) -> None:
    first, *others = document["passages"]
    first["paraphrase"] = {"nl": "Iets over kennis."}
    said = Messages.load("de")("foreign.some", languages="Niederländisch", tag="NL")
    tree = by_id(parse(html(document, "de")))
    assert said in tree["findings"].text
    assert "nl" in [one.attributes.get("lang") for one in tree[first["id"]].all("span")]
    assert "Iets over kennis. (NL)" in markdown(document, "de")
    for one in others:
        one["paraphrase"] = {"en": "Something."}
    most = Messages.load("de")("foreign.most", languages="Englisch und Niederländisch", tag="EN")
    body = word.Document(io.BytesIO(docx(document, "de"))).element.body
    assert most in " ".join(one.text or "" for one in body.iter(qn("w:t")))
    assert said not in html(document, "nl")

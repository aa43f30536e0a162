"""The Word report: real styles, headings, captions, contents and links that lead somewhere."""

from __future__ import annotations

import io
from typing import Any

import docx as word
import pytest
from docx.oxml.ns import qn

from synth.report.view import page
from synth.report.word import docx
from synth.report.word_parts import bookmark_name

from .hostile import PAYLOADS, poisoned

Document = dict[str, Any]


def opened(document: Document, language: str = "en") -> Any:
    return word.Document(io.BytesIO(docx(document, language)))


def test_headings_follow_the_report(document: Document, language: str) -> None:
    shown = page(document, language)
    found = opened(document, language)
    headings = [p.text for p in found.paragraphs if p.style.name == "Heading 1"]
    assert shown.messages("section.summary") == headings[0]
    assert shown.messages("section.gaps") in headings
    factors = [p.text for p in found.paragraphs if p.style.name == "Heading 3"]
    assert factors[: len(shown.findings)] == [finding.label.value for finding in shown.findings]
    assert len(factors) == len(shown.findings) + sum(len(gap.members) for gap in shown.gaps)


def test_every_link_inside_leads_to_a_bookmark_and_names_are_unique(document: Document) -> None:
    body = opened(document).element.body
    names = [one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))]
    led = {one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink")) if one.get(qn("w:anchor"))}
    assert len(names) == len(set(names))
    assert led <= set(names)
    assert len(led) > 10


def test_tables_have_captions_and_headings_that_repeat(document: Document) -> None:
    found = opened(document)
    captions = [p.text for p in found.paragraphs if p.style.name == "Caption"]
    assert captions[0].startswith("Table 1. ")
    assert len(captions) == len(found.tables)
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in found.tables)


def test_the_contents_are_a_field_with_entries(document: Document) -> None:
    found = opened(document)
    codes = [one.text for one in found.element.body.iter(qn("w:instrText"))]
    assert any(code.strip().startswith("TOC ") for code in codes)
    entries = [p.text.strip() for p in found.paragraphs if p.style.name == "TOC 1"]
    headings = [p.text for p in found.paragraphs if p.style.name == "Heading 1"]
    assert entries == headings
    begun = [one.get(qn("w:fldCharType")) for one in found.element.body.iter(qn("w:fldChar"))]
    assert begun.count("begin") == begun.count("end")


def test_references_are_those_of_the_report(document: Document) -> None:
    lines = [p.text for p in opened(document, "nl").paragraphs if p.style.name == "Bibliography"]
    assert len(lines) == len(document["works"])


@pytest.mark.parametrize("payload", PAYLOADS[:12])
def test_any_text_gives_a_document_that_opens(document: Document, payload: str) -> None:
    assert opened(poisoned(document, payload)).paragraphs


def test_the_same_document_gives_the_same_bytes(document: Document) -> None:
    assert docx(document, "de") == docx(document, "de")


def test_a_review_in_which_nothing_happened_gives_a_document(empty: Document, language: str) -> None:
    assert opened(empty, language).paragraphs


@pytest.mark.parametrize("anchor", ["W-a-b", "W-a_b", "x" * 80, "x" * 79 + "y", "é"])
def test_bookmarks_have_names_that_word_allows(anchor: str) -> None:
    name = bookmark_name(anchor)
    assert len(name) <= 40
    assert name.isascii()
    assert name.replace("_", "").isalnum()

"""The Markdown report: the same content, with texts that stay texts in any reader of Markdown."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from synth.report import markdown
from synth.report.markdown_text import escaped
from synth.text import visible

from .conftest import example
from .hostile import PAYLOADS, poisoned
from .tree import by_id, parse

Document = dict[str, Any]


def rendered(text: str) -> str:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_stays_text(payload: str) -> None:
    """As a paragraph, in a list, in a table cell and in a heading."""
    text = escaped(payload)
    expected = " ".join(visible(payload).split())
    for before, after, tags in (
        ("", "", ["p"]),
        ("- ", "", ["ul", "li"]),
        ("## ", "", ["h2"]),
        ("| a |\n| --- |\n| ", " |", ["table", "thead", "tr", "th", "tbody", "tr", "td"]),
    ):
        tree = parse(rendered(f"{before}{text}{after}"))
        assert [one.tag for one in tree.walk()][1:] == tags
        assert tree.text.replace("\n", "").endswith(expected)


@given(st.text(min_size=1))
def test_any_text_comes_out_of_markdown_as_it_went_in(text: str) -> None:
    expected = " ".join(visible(text).split())
    tree = parse(rendered(f"x {escaped(text)}"))
    assert [one.tag for one in tree.walk()][1:] == ["p"]
    assert " ".join(tree.text.split()) == f"x {expected}".strip()


def tags(words: str) -> list[str]:
    """The elements of a report in which every text is these words."""
    tree = parse(rendered(markdown(poisoned(example(), words), "en")))
    return [one.tag for one in tree.walk() if one.tag not in {"p", "em"}]


@cache
def harmless() -> list[str]:
    return tags("plain words")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_report_full_of_hostile_text_has_the_build_of_a_harmless_one(payload: str) -> None:
    assert tags(payload) == harmless()


def test_links_lead_from_each_finding_to_the_search_that_brought_its_evidence(
    document: Document, language: str
) -> None:
    text = markdown(document, language)
    tree = parse(rendered(text))
    ids = by_id(tree)
    assert set(tree.hrefs) <= set(ids)
    records = {record["id"]: record for record in document["records"]}
    works = {work["key"]: work for work in document["works"]}
    for finding in document["findings"]:
        section = text.split(f'<a id="{finding["id"]}">')[1].split("<a id=")[0]
        for key in finding["works"]:
            assert f"(#W-{key})" in section
            for number in works[key]["record_ids"]:
                assert f"R{number}" in ids[f"W-{key}"].inside("li").hrefs
                for search in records[number]["searches"]:
                    assert f"S{search['search']}" in ids[f"R{number}"].inside("li").hrefs
        for identifier in finding["passages"]:
            assert f"(#{identifier})" in section
            assert finding["id"] in ids[identifier].inside("li").hrefs


def test_every_gap_has_its_statement_question_and_counts(document: Document, language: str) -> None:
    text = markdown(document, language)
    for gap in document["gaps"]:
        assert f'<a id="{gap["id"]}">' in text
        assert escaped(gap["statement"][language]) in text
        assert escaped(gap["question"][language]) in text


def test_a_request_is_shown_as_sent_whatever_it_holds(document: Document) -> None:
    request = "(kennis* OR `x`) AND ```\n<b>#"
    document["searches"][0]["requests"] = [request]
    shown = [one.text for one in parse(rendered(markdown(document, "nl"))).all("code")]
    assert f"{request}\n" in shown


def test_a_review_in_which_nothing_happened_gives_a_report(empty: Document, language: str) -> None:
    tree = parse(rendered(markdown(empty, language)))
    assert set(tree.hrefs) <= set(by_id(tree))


def test_the_same_document_gives_the_same_text(document: Document, language: str) -> None:
    assert markdown(document, language) == markdown(document, language)


@pytest.mark.parametrize(
    ("fences", "expected"), [("plain", "```text"), ("a ``` b", "````text"), ("`````", "``````text")]
)
def test_a_request_that_holds_a_fence_cannot_end_its_block(
    document: Document, fences: str, expected: str
) -> None:
    document["searches"][0]["requests"] = [fences]
    text = markdown(document, "en")
    opening = text.index(f"{expected}\n{fences}\n")
    assert text[opening:].split("\n")[2] == expected.removesuffix("text")


def test_a_work_without_an_address_is_not_linked(document: Document) -> None:
    for work in document["works"]:
        work["csl"].pop("DOI", None)
        work["csl"]["URL"] = "javascript:alert(1)"
    assert "javascript" not in markdown(document, "nl")

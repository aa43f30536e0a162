"""The HTML report: one file, complete without script, safe with any text; numbers lead to their source."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from functools import cache
from hashlib import sha256
from itertools import pairwise
from typing import Any

import pytest

from synth.model import DIRECTIONS
from synth.report import html
from synth.text import visible

from .conftest import example
from .hostile import PAYLOADS, poisoned
from .tree import Element, by_id, parse

Document = dict[str, Any]


@pytest.fixture
def tree(document: Document, language: str) -> Element:
    return parse(html(document, language))


def fingerprint(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@cache
def harmless() -> Counter[tuple[str, tuple[str, ...]]]:
    return skeleton(parse(html(poisoned(example(), "plain words"), "nl")))


def skeleton(tree: Element) -> Counter[tuple[str, tuple[str, ...]]]:
    """Which elements with which attributes a page has, and how many; those that only isolate text aside."""
    return Counter((one.tag, tuple(sorted(one.attributes))) for one in tree.walk() if one.tag != "bdi")


def test_nothing_is_loaded_from_anywhere(tree: Element) -> None:
    for one in tree.walk():
        assert one.tag not in {"link", "img", "iframe", "object", "embed", "base", "form[action]"}
        assert "src" not in one.attributes
        assert one.tag in {"a", "use"} or "href" not in one.attributes
        assert one.tag != "use" or one.attributes["href"].startswith("#")
    style = tree.all("style")[0].text
    assert "url(" not in style
    assert "@import" not in style


def test_only_our_own_style_and_script_may_run(tree: Element) -> None:
    policy = next(
        one.attributes["content"]
        for one in tree.all("meta")
        if one.attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'")
    assert "unsafe-inline" not in policy
    assert f"style-src {fingerprint(tree.all('style')[0].text)}" in policy
    running = [one for one in tree.all("script") if "type" not in one.attributes]
    assert f"script-src {fingerprint(running[0].text)}" in policy
    assert len(running) == len(tree.all("style")) == 1
    data = [one.attributes["type"] for one in tree.all("script") if one not in running]
    assert set(data) <= {"application/json", "text/plain"}


def test_no_element_carries_style_or_script_of_its_own(tree: Element) -> None:
    for one in tree.walk():
        assert not [name for name in one.attributes if name == "style" or name.startswith("on")]


def test_every_link_inside_the_report_leads_somewhere(tree: Element) -> None:
    assert set(tree.hrefs) <= set(by_id(tree))


def test_every_reference_to_a_label_is_met(tree: Element) -> None:
    ids = by_id(tree)
    for one in tree.walk():
        for name in one.attributes.get("aria-labelledby", "").split():
            assert name in ids


def test_links_lead_from_each_finding_to_the_search_that_brought_its_evidence(
    tree: Element, document: Document
) -> None:
    """Finding, then works; finding, then passage with codings and section; work, record, search."""
    ids = by_id(tree)
    passages = {passage["id"]: passage for passage in document["passages"]}
    works = {work["key"]: work for work in document["works"]}
    records = {record["id"]: record for record in document["records"]}
    assert document["findings"]
    for finding in document["findings"]:
        article = ids[finding["id"]]
        for key in finding["works"]:
            assert f"W-{key}" in article.hrefs
        for identifier in finding["passages"]:
            assert identifier in article.hrefs
            passage, shown = passages[identifier], ids[identifier]
            assert passage["section"] in shown.text
            assert {f"K-{coding['uid']}" for coding in passage["codings"]} <= set(by_id(shown))
            assert finding["id"] in shown.hrefs
            assert f"W-{passage['work']}" in shown.inside("section").hrefs
            for number in works[passage["work"]]["record_ids"]:
                assert f"R{number}" in ids[f"W-{passage['work']}"].hrefs
                for search in records[number]["searches"]:
                    assert f"S{search['search']}" in ids[f"R{number}"].hrefs


def test_each_count_of_a_finding_is_a_link_to_its_evidence(tree: Element, document: Document) -> None:
    ids = by_id(tree)
    for finding in document["findings"]:
        counts = next(one for one in ids[finding["id"]].all("p") if one.attributes.get("class") == "counts")
        used = [finding["directions"][one] for one in DIRECTIONS if finding["directions"][one]]
        assert counts.hrefs == [f"{finding['id']}-evidence"] * len(used)
        assert [int(one.text.split()[0]) for one in counts.all("a")] == used


def test_each_gap_leads_to_its_works_passages_and_searches(tree: Element, document: Document) -> None:
    ids = by_id(tree)
    section = ids["gaps"].hrefs
    for gap in document["gaps"]:
        article = ids[gap["id"]]
        assert {f"W-{key}" for key in gap["works"]} <= set(article.hrefs)
        assert set(gap["passages"]) <= set(article.hrefs)
        assert {f"S{number}" for number in gap["search_scope"]} <= set(section)


def test_works_and_records_lead_to_each_other(tree: Element, document: Document) -> None:
    ids = by_id(tree)
    for work in document["works"]:
        for number in work["record_ids"]:
            assert f"R{number}" in ids[f"W-{work['key']}"].hrefs
            assert f"W-{work['key']}" in ids[f"R{number}"].hrefs


def test_an_excluded_work_says_why(tree: Element, document: Document, language: str) -> None:
    labels = {one["id"]: one["label"][language] for one in document["review"]["criteria"]}
    ids = by_id(tree)
    excluded = [work for work in document["works"] if work["standing"].startswith("excluded")]
    assert excluded
    for work in excluded:
        assert labels[work["decisions"][-1]["criterion"]] in ids[f"W-{work['key']}"].text


def test_numbers_at_a_glance_are_those_of_the_document(tree: Element, document: Document) -> None:
    strip = next(one for one in tree.all("ul") if one.attributes.get("class") == "glance")
    codings = sum(len(passage["codings"]) for passage in document["passages"])
    included = sum(work["included"] for work in document["works"])
    parts = [document[name] for name in ("searches", "records", "works")]
    gaps = sum(not gap["folded_into"] for gap in document["gaps"])
    expected = [*map(len, parts), included, codings, len(document["findings"]), gaps]
    assert [int(one.text) for one in strip.all("strong")] == expected


def test_without_script_only_the_filters_are_missing(tree: Element) -> None:
    hidden = [one for one in tree.walk() if "hidden" in one.attributes]
    assert hidden
    assert {one.attributes["class"] for one in hidden} == {"tools", "behind"}


def test_headings_descend_one_level_at_a_time(tree: Element) -> None:
    levels = [int(one.tag[1]) for one in tree.walk() if re.fullmatch("h[1-6]", one.tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_page_has_landmarks_a_language_and_a_way_past_the_contents(tree: Element, language: str) -> None:
    assert tree.all("html")[0].attributes["lang"] == language
    for landmark in ("header", "nav", "main", "footer"):
        assert len(tree.all(landmark)) == 1
    first = tree.all("body")[0].all("a")[0]
    assert first.attributes["href"] == "#content"
    assert by_id(tree)["content"].tag == "main"


def test_controls_have_labels_and_table_heads_have_a_scope(tree: Element) -> None:
    for one in tree.walk():
        if one.tag in {"input", "select"}:
            assert one.inside("label").tag == "label"
        if one.tag == "th":
            assert one.attributes.get("scope")


def test_texts_in_another_language_say_so(document: Document) -> None:
    tree = parse(html(document, "en"))
    dutch = next(work for work in document["works"] if work["csl"].get("language") == "nl")
    reference = by_id(tree)[f"W-{dutch['key']}"]
    assert any(one.attributes.get("lang") == "nl" for one in reference.walk())


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_creates_no_element_and_no_attribute(document: Document, payload: str) -> None:
    tree = parse(html(poisoned(document, payload), "nl"))
    assert skeleton(tree) == harmless()
    assert set(tree.hrefs) <= set(by_id(tree))
    assert tree.all("h1")[0].text.split() == visible(payload).split()


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "file:///etc/passwd"]
)
def test_only_web_addresses_become_links(document: Document, url: str) -> None:
    document["works"][0]["csl"]["URL"] = url
    outside = [one.attributes["href"] for one in parse(html(document, "en")).all("a")]
    assert all(href.startswith(("#", "https://", "http://")) for href in outside)


def test_the_same_document_gives_the_same_bytes(document: Document, language: str) -> None:
    assert html(document, language) == html(document, language)


def test_a_review_in_which_nothing_happened_gives_a_report(empty: Document, language: str) -> None:
    tree = parse(html(empty, language))
    assert set(tree.hrefs) <= set(by_id(tree))


def test_the_two_languages_have_the_same_build_and_other_words(document: Document) -> None:
    dutch, english = (parse(html(document, language)) for language in ("nl", "en"))
    tags = [[one.tag for one in tree.all("main")[0].walk()] for tree in (dutch, english)]
    assert abs(len(tags[0]) - len(tags[1])) < len(tags[0]) / 100
    assert "Kennisleemten" in dutch.text
    assert "Knowledge gaps" in english.text
    assert "Knowledge gaps" not in dutch.text

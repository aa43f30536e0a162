"""The report of a large review: a file that opens at once, and pages beside it that its numbers lead to."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path
from posixpath import join, normpath
from typing import Any

import pytest

from synth.outputs import write_reports
from synth.report import html
from synth.report.html import html_files
from synth.synthesis import synthesise
from tests.report.conftest import example
from tests.report.measure_scale import told
from tests.report.tree import Element, by_id, parse
from tests.synthesis.build import review
from tests.synthesis.measure_scale import rows

LINK = re.compile(r'<a\b[^>]*? href="([^"]+)"')
Files = dict[str, str]


@cache
def made() -> dict[str, Any]:
    """The synthesis of a large review, made once; nobody changes it."""
    chance = random.Random(1)
    return synthesise(told(review(rows(1_500, 18_000, chance)), chance))


def large_files(language: str) -> Files:
    """The report of a large review: the texts by their names."""
    return dict(html_files(made(), language, f"report.{language}"))


@pytest.fixture(scope="module")
def large() -> dict[str, Any]:
    return made()


@pytest.fixture(scope="module")
def files() -> Files:
    return large_files("en")


@pytest.fixture(scope="module")
def trees(files: Files) -> dict[str, dict[str, Element]]:
    return {name: by_id(parse(text)) for name, text in files.items()}


def end(name: str, href: str) -> tuple[str, str]:
    """The file and the anchor that a link in this file leads to."""
    path, _, anchor = href.partition("#")
    return normpath(join(name, "..", path)) if path else name, anchor


def test_a_small_review_is_one_file() -> None:
    document = example()
    assert dict(html_files(document, "nl", "report.nl")) == {"report.nl.html": html(document, "nl")}


def test_the_report_itself_stays_small(files: Files) -> None:
    sizes = {name: len(text.encode()) for name, text in files.items()}
    assert len(files) > 20
    assert sizes["report.en.html"] < 2_000_000
    assert max(sizes.values()) < 2_000_000


def test_every_link_leads_to_something_that_is_there(
    files: Files, trees: dict[str, dict[str, Element]]
) -> None:
    for name, text in files.items():
        for href in LINK.findall(text):
            if not href.startswith("http"):
                path, anchor = end(name, href)
                assert path in trees, f"{name}: {href}"
                assert not anchor or anchor in trees[path], f"{name}: {href}"


def test_every_work_passage_and_record_stands_on_one_page(
    large: dict[str, Any], trees: dict[str, dict[str, Element]]
) -> None:
    anchors = [anchor for tree in trees.values() for anchor in tree]
    wanted = [one["id"] for one in large["passages"]]
    wanted += [f"R{one['id']}" for one in large["records"]]
    wanted += [f"W-{one['key']}" for one in large["works"]]
    assert all(anchors.count(one) == 1 for one in random.Random(1).sample(wanted, 50))
    assert set(wanted) <= set(anchors)


def test_a_number_of_the_map_leads_to_its_works_and_passages(
    large: dict[str, Any], files: Files, trees: dict[str, dict[str, Element]]
) -> None:
    marks = [
        one for one in parse(files["report.en.html"]).all("a") if "mark" in one.attributes.get("class", "")
    ]
    assert marks
    counted = {f"M-{c['determinant']}-{c['phase']}-{c['direction']}": c for c in large["matrix"]["cells"]}
    listed = 0
    for mark in marks:
        page, anchor = end("report.en.html", mark.attributes["href"])
        if page != "report.en.html":
            assert not anchor
            ends = {end(page, href)[1] for href in LINK.findall(files[page])}
            cell = next(c for c in counted.values() if set(c["passages"]) <= ends and set(c["passages"]))
            assert {f"W-{key}" for key in cell["works"]} <= ends
            listed += 1
    assert listed > 10


def test_a_list_says_how_many_more_there_are(files: Files, large: dict[str, Any]) -> None:
    cell = max(large["matrix"]["cells"], key=lambda one: len(one["passages"]))
    assert f"and {len(cell['passages']) - 25} more" in files["report.en.html"]


def test_a_page_leads_back_and_runs_no_script(files: Files) -> None:
    for name, text in files.items():
        if name != "report.en.html":
            assert "<script" not in text
            assert 'href="../report.en.html' in text


def test_the_map_that_is_drawn_anew_leads_to_the_pages(files: Files) -> None:
    assert '"folder":"report.en"' in files["report.en.html"]
    assert re.search(r'"page-\d{4}\.html","page-\d{4}\.html"\]', files["report.en.html"])


def test_pages_of_an_earlier_report_are_taken_away(large: dict[str, Any], tmp_path: Path) -> None:
    written = write_reports(tmp_path, large, formats=["html"], languages=["en"])
    assert written == (tmp_path / "report.en.html",)
    kept = tmp_path / "report.en" / "notes.html"
    kept.write_text("mine", encoding="utf-8")
    assert len(list((tmp_path / "report.en").iterdir())) > 20
    write_reports(tmp_path, example(), formats=["html"], languages=["en"])
    assert list((tmp_path / "report.en").iterdir()) == [kept]

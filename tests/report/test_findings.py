"""Findings by determinant: counts, bars, and the passages each rests on."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from synth.i18n import Messages
from synth.model import DIRECTIONS
from synth.report import html
from synth.report.findings import BAR, Determinant, Finding, determinants, segments
from synth.report.lookup import look_up

from .tree import by_id, parse

Document = dict[str, Any]


def listed(document: Document, language: str = "en") -> tuple[Determinant, ...]:
    return determinants(look_up(document, Messages.load(language)))


def every(document: Document, language: str = "en") -> list[tuple[Document, Finding]]:
    """Each finding of the document beside what the report shows of it."""
    shown = {one.anchor: one for determinant in listed(document, language) for one in determinant.findings}
    return [(finding, shown[finding["id"]]) for finding in document["findings"]]


def test_every_finding_stands_under_its_determinant_most_works_first(document: Document) -> None:
    for identifier, shown in zip(document["matrix"]["rows"], listed(document), strict=True):
        mine = [one["id"] for one in document["findings"] if one["determinant"] == identifier]
        assert sorted(one.anchor for one in shown.findings) == sorted(mine)
        counts = [one.n_works for one in shown.findings]
        assert counts == sorted(counts, reverse=True)


def test_the_summary_says_how_sure_the_findings_are_and_leads_to_them(document: Document) -> None:
    ids = by_id(parse(html(document, "en")))
    counted = Counter(finding["confidence"]["level"] for finding in document["findings"])
    for level, n in counted.items():
        assert f"level-{level}" in ids["summary"].hrefs
        led = [one for one in ids[f"level-{level}"].hrefs if one.startswith("F-")]
        assert len(led) == len(set(led)) == n


def test_a_determinant_without_findings_says_so(document: Document, language: str) -> None:
    empty = {one["determinant"] for one in document["findings"]}
    silent = [row for row in document["matrix"]["rows"] if row not in empty]
    ids = by_id(parse(html(document, language)))
    words = Messages.load(language)("findings.none")
    assert silent
    assert all(words in ids[f"D-{row}"].text for row in silent)


def test_bars_are_as_long_as_their_works_and_fit(document: Document) -> None:
    for finding, shown in every(document):
        assert {one.direction: one.n for one in shown.bar} == finding["directions"]
        ends = [one.x + one.width for one in shown.bar]
        assert ends == sorted(ends)
        assert ends[-1] <= BAR + 1


@pytest.mark.parametrize("most", [1, 3, 10])
def test_segments_follow_each_other_in_the_order_of_the_directions(document: Document, most: int) -> None:
    lookup = look_up(document, Messages.load("nl"))
    drawn = segments({"failure": 2, "success": 1}, lookup, most)
    assert tuple(one.direction for one in drawn) == DIRECTIONS
    assert drawn[1].x == drawn[0].width
    assert drawn[1].width == pytest.approx(2 * drawn[0].width, abs=0.2)


def test_evidence_holds_each_passage_once_under_its_work(document: Document, language: str) -> None:
    works = {passage["id"]: passage["work"] for passage in document["passages"]}
    for finding, shown in every(document, language):
        pairs = [(one.work.anchor, passage.anchor) for one in shown.evidence for passage in one.passages]
        assert sorted(pairs) == sorted((f"W-{works[one]}", one) for one in finding["passages"])


def test_a_passage_shows_the_direction_in_which_the_factor_was_coded(document: Document) -> None:
    codings = {passage["id"]: passage["codings"] for passage in document["passages"]}
    for finding, shown in every(document):
        for passage in (one for evidence in shown.evidence for one in evidence.passages):
            directions = {
                coding["direction"] for coding in codings[passage.name] if coding["code"] == finding["factor"]
            }
            assert passage.direction in directions


def test_a_quoted_passage_without_paraphrase_is_shown_as_a_quotation(document: Document) -> None:
    document["passages"][-1] |= {"paraphrase": {}, "quote": "word for word"}
    tree = parse(html(document, "en"))
    assert any(one.text == "word for word" for one in tree.all("q"))
    assert any("word for word" in one.text for one in tree.all("blockquote"))


def test_the_words_come_in_the_language_of_the_report(document: Document, language: str) -> None:
    for finding, shown in every(document, language):
        assert shown.statement.value == finding["statement"][language]
        assert shown.level == finding["confidence"]["label"][language]
        assert shown.reasons.value == " ".join(finding["confidence"]["reasons"][language])


def test_a_contradictory_finding_is_marked(document: Document) -> None:
    ids = by_id(parse(html(document, "en")))
    marked = {
        one["id"] for one in document["findings"] if "Contradictory" in ids[one["id"]].all("h4")[0].text
    }
    assert marked == {one["id"] for one in document["findings"] if one["contradictory"]}
    assert marked


def test_a_finding_leads_to_the_gaps_about_its_factor(document: Document) -> None:
    for finding, shown in every(document):
        about = [gap["id"] for gap in document["gaps"] if gap["cell"].get("factor") == finding["factor"]]
        assert [link.anchor for link in shown.gaps] == about


@pytest.mark.parametrize("most", [1, 4, 6])
def test_a_bar_of_works_that_say_several_things_still_fits(document: Document, most: int) -> None:
    lookup = look_up(document, Messages.load("nl"))
    bar = segments({"success": 3, "failure": 3, "mixed": 1}, lookup, most)
    assert bar[-1].x + bar[-1].width <= BAR + 0.5

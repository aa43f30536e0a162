"""The gap list: ordered, narrower gaps inside wider ones, nothing told twice."""

from __future__ import annotations

from typing import Any

from synth.i18n import Messages
from synth.report import html
from synth.report.gaps import Gap, gaps, kinds, shared
from synth.report.lookup import look_up

from .tree import by_id, parse

Document = dict[str, Any]


def listed(document: Document, language: str = "en") -> tuple[Gap, ...]:
    return gaps(look_up(document, Messages.load(language)))


def test_gaps_stand_in_the_order_of_their_rank(document: Document) -> None:
    ranks = {gap["id"]: gap["priority"]["rank"] for gap in document["gaps"]}
    document["gaps"].reverse()
    shown = [ranks[gap.identifier] for gap in listed(document)]
    assert shown == sorted(shown)


def test_a_folded_gap_stands_inside_the_gap_that_implies_it(document: Document) -> None:
    folded = {gap["id"]: gap["folded_into"] for gap in document["gaps"] if gap["folded_into"]}
    assert folded
    top = {gap.identifier: gap for gap in listed(document)}
    for identifier, parent in folded.items():
        assert identifier not in top
        assert identifier in {member.identifier for member in top[parent].members}


def test_no_gap_is_lost_when_its_parent_is_unknown(document: Document) -> None:
    document["gaps"][0]["folded_into"] = "G-not-there"
    document["gaps"][1]["folded_into"] = document["gaps"][1]["id"]
    shown = [one.identifier for gap in listed(document) for one in (gap, *gap.members)]
    assert sorted(shown) == sorted(gap["id"] for gap in document["gaps"])


def test_the_types_are_counted(document: Document) -> None:
    counted = kinds(listed(document), look_up(document, Messages.load("nl")))
    assert sum(kind.n for kind in counted) == sum(not gap["folded_into"] for gap in document["gaps"])


def test_what_holds_for_every_gap_is_told_once(document: Document, language: str) -> None:
    told = {gap["explanations"]["search"][language] for gap in document["gaps"]}
    assert len(told) == 1
    assert shared(listed(document, language)).explanations
    assert parse(html(document, language)).text.count(told.pop()) == 1


def test_what_differs_is_told_with_each_gap(document: Document, language: str) -> None:
    ids = by_id(parse(html(document, language)))
    for n, gap in enumerate(document["gaps"]):
        gap["explanations"]["coding"][language] = f"told {n}"
    ids = by_id(parse(html(document, language)))
    for n, gap in enumerate(document["gaps"]):
        assert f"told {n}" in ids[gap["id"]].text


def test_the_place_of_a_gap_leads_to_what_stands_there(document: Document) -> None:
    findings = {finding["factor"]: finding["id"] for finding in document["findings"]}
    for gap in listed(document):
        source = next(one for one in document["gaps"] if one["id"] == gap.identifier)
        for facet, (dimension, code) in zip(gap.facets, source["cell"].items(), strict=True):
            if dimension == "factor" and code in findings:
                assert facet.anchor == findings[code]
            assert facet.anchor


def test_the_summary_names_a_gap_of_every_type(document: Document) -> None:
    summary = by_id(parse(html(document, "en")))["summary"]
    top = {gap.kind: gap.kind_label for gap in listed(document)}
    assert all(label in summary.text for label in top.values())


def test_a_gap_says_whether_its_works_are_in_it_or_around_it(document: Document) -> None:
    inside = {gap["id"]: bool(gap["passages"]) for gap in document["gaps"]}
    everyone = [one for gap in listed(document) for one in (gap, *gap.members)]
    assert {gap.identifier: gap.around for gap in everyone} == {
        gap["id"]: bool(gap["works"]) and not inside[gap["id"]] for gap in document["gaps"]
    }
    assert any(gap.around for gap in everyone) and not all(gap.around for gap in everyone)


def test_the_words_for_works_in_a_gap_and_around_it_differ(document: Document, language: str) -> None:
    words = Messages.load(language)
    ids = by_id(parse(html(document, language)))
    assert words("gap.around") in ids["G-absent-perspective-client"].text
    assert words("gap.around") not in ids["G-thin-skills"].text
    assert words("gap.works") in ids["G-thin-skills"].text


def test_counts_lead_to_what_was_counted_and_nothing_leads_nowhere(document: Document) -> None:
    ids = by_id(parse(html(document, "en")))
    for gap in listed(document):
        for count in gap.counted:
            assert not count.anchor or count.anchor in ids


def test_the_numbers_a_rule_compared_are_written_in_the_language(document: Document) -> None:
    document["gaps"] = document["gaps"][:1]
    document["gaps"][0]["basis"]["expected"] = 1234.5
    shown = {language: listed(document, language)[0].compared[0].value for language in ("nl", "en")}
    assert shown == {"nl": "1.234,50", "en": "1,234.50"}


def test_what_a_gap_is_compared_with_can_be_followed(document: Document, language: str) -> None:
    first = listed(document, language)[0]
    around = Messages.load(language)("denominators.around_studies")
    (found,) = (one for one in first.compared if one.label == around)
    assert found.id == f"{first.identifier}/around"


def test_a_gap_in_a_direction_names_the_direction(document: Document, language: str) -> None:
    document["gaps"] = document["gaps"][:1]
    document["gaps"][0]["cell"] = {"factor": "not-in-the-codebook", "direction": "failure"}
    (gap,) = listed(document, language)
    factor, direction = gap.facets
    assert (factor.label.value, factor.anchor) == ("not-in-the-codebook", "")
    assert direction.label.value == Messages.load(language)("direction.failure")

"""The PRISMA flow: the boxes of the template, numbers that lead somewhere, sums that are checked."""

from __future__ import annotations

from typing import Any

from synth.i18n import Messages
from synth.report import html
from synth.report.flow import Flow, flow
from synth.report.lookup import look_up

from .tree import by_id, parse

Document = dict[str, Any]


def laid_out(document: Document, language: str = "en") -> Flow:
    return flow(look_up(document, Messages.load(language)))


def test_the_picture_and_the_table_show_the_same_numbers(document: Document, language: str) -> None:
    tree = parse(html(document, language))
    section = by_id(tree)["flow"]
    drawn = sorted(
        one.text.partition("(n = ")[2].rstrip(")") for one in section.all("text") if "(n = " in one.text
    )
    listed = sorted(one.text for one in section.all("td"))
    assert drawn == listed
    assert len(drawn) > 15


def test_the_picture_has_a_title_and_a_description(document: Document, language: str) -> None:
    tree = parse(html(document, language))
    picture = by_id(tree)["flow"].all("svg")[0]
    names = picture.attributes["aria-labelledby"].split()
    assert all(by_id(tree)[name].text for name in names)


def test_every_number_of_the_template_is_in_a_box(document: Document) -> None:
    counts = document["flow"]
    shown = [count.n for box in laid_out(document).boxes for count in box.counts]
    for name in ("database_results", "duplicates", "records_screened", "dbr_assessed", "new_studies"):
        assert counts[name] in shown
    for name in ("database_specific_results", "dbr_excluded"):
        assert all(n in shown for n in counts[name].values())


def test_exclusions_are_named_by_their_criterion(document: Document, language: str) -> None:
    labels = {one["id"]: one["label"][language] for one in document["review"]["criteria"]}
    words = [count.label for box in laid_out(document, language).boxes for count in box.counts]
    assert all(labels[reason] in words for reason in document["flow"]["dbr_excluded"])


def test_the_sums_of_a_sound_flow_hold(document: Document) -> None:
    checks = laid_out(document).checks
    assert len(checks) >= 6
    assert all(check.holds for check in checks)


def test_a_sum_that_fails_is_shown(document: Document) -> None:
    document["flow"]["records_screened"] += 1
    tree = parse(html(document, "en"))
    failing = [one.text for one in tree.all("li") if one.attributes.get("class") == "fails"]
    assert any("Records screened 6" in text and "does not add up" in text for text in failing)


def test_the_column_of_other_methods_shows_only_when_it_was_used(document: Document) -> None:
    assert len(laid_out(document).streams) == 2
    for name in document["flow"]:
        if name.startswith("other") or name in {
            "website_results",
            "organisation_results",
            "citations_results",
        }:
            document["flow"][name] = {} if name == "other_excluded" else 0
    assert len(laid_out(document).streams) == 1


def test_boxes_neither_touch_nor_leave_the_picture(document: Document, language: str) -> None:
    document["flow"]["dbr_excluded"] = {f"a very long reason for exclusion, number {n}": n for n in range(9)}
    drawn = laid_out(document, language)
    for box in drawn.boxes:
        assert box.x >= 0
        assert box.x + box.width <= drawn.width
        assert box.y + box.height <= drawn.height
        assert len(box.lines) * 17 < box.height
        for other in drawn.boxes:
            apart = box.x + box.width < other.x or other.x + other.width < box.x
            assert other is box or apart or box.y + box.height < other.y or other.y + other.height < box.y


def test_an_update_draws_what_was_there_before_and_the_total(document: Document, language: str) -> None:
    counts = document["flow"]
    counts |= {"previous_studies": 7, "previous_reports": 9}
    counts["total_studies"] = 7 + counts["new_studies"]
    counts["total_reports"] = 9 + counts["new_reports"]
    drawn = flow(look_up(document, Messages.load(language)))
    named = {count.name: count.n for box in drawn.boxes for count in box.counts}
    assert (named["previous_reports"], named["total_reports"]) == (9, counts["total_reports"])
    assert all(check.holds for check in drawn.checks)
    assert len(drawn.streams) == len(drawn.by_stream)
    assert sum(len(boxes) for _, boxes in drawn.by_stream) == len(drawn.boxes)
    assert all(box.x >= 0 and box.x + box.width <= drawn.width for box in drawn.boxes)


def test_a_first_version_has_no_boxes_of_an_update(document: Document) -> None:
    drawn = flow(look_up(document, Messages.load("en")))
    assert not [
        one for box in drawn.boxes for one in box.counts if one.name.startswith(("previous", "total"))
    ]

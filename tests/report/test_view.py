"""The page as a whole: scope, summary, cautions, codebook."""

from __future__ import annotations

from typing import Any

import pytest

from synth.errors import UsageError
from synth.report import html
from synth.report.view import IN_SHORT, page

from .tree import by_id, parse

Document = dict[str, Any]


@pytest.mark.parametrize(
    ("years", "languages", "expected"),
    [
        ((2000, None), ["nl", "de", "en"], "Published since 2000 in Dutch, German and English"),
        ((2000, 2011), ["en"], "Published 2000–2011 in English"),
        ((None, 2011), [], "Published up to 2011"),
        ((None, None), ["xx"], "in xx"),
        ((None, None), [], ""),
    ],
)
def test_the_scope_is_one_line(
    document: Document, years: tuple[int | None, int | None], languages: list[str], expected: str
) -> None:
    document["review"]["years"] = {"from": years[0], "to": years[1]}
    document["review"]["languages"] = languages
    assert page(document, "en").scope == expected


def test_the_summary_names_the_findings_with_most_works(document: Document) -> None:
    shown = page(document, "nl")
    counts = sorted((len(one["works"]) for one in document["findings"]), reverse=True)
    assert [one.n_works for one in shown.foremost] == counts[:IN_SHORT]


def test_cautions_are_read_before_the_gaps(document: Document, language: str) -> None:
    tree = parse(html(document, language))
    assert document["cautions"]
    for caution in document["cautions"]:
        assert caution[language] in by_id(tree)["summary"].text


def test_the_codebook_explains_every_code(document: Document, language: str) -> None:
    ids = by_id(parse(html(document, language)))
    for dimension in document["codebook"]["dimensions"]:
        for code in dimension["codes"]:
            assert code["label"][language] in ids[f"C-{dimension['id']}-{code['id']}"].text


def test_a_report_in_a_language_without_messages_is_refused(document: Document) -> None:
    with pytest.raises(UsageError, match="Choose one of: nl, en"):
        page(document, "la")


def test_a_code_the_codebook_does_not_know_is_shown_as_it_is(document: Document) -> None:
    document["passages"][0]["codings"].append(
        {"uid": "u", "dimension": "design", "code": "case-study", "direction": "neutral", "coder": "ann"}
    )
    tree = parse(html(document, "en"))
    assert "case-study" in by_id(tree)[document["passages"][0]["id"]].text
    assert set(tree.hrefs) <= set(by_id(tree))


def test_the_summary_has_room_for_every_type_of_gap(document: Document) -> None:
    first = document["gaps"][0]
    kinds = ["void", "thin", "contradictory", "missing-phase", "absent-perspective", "weak", "outdated"]
    document["gaps"] = [
        {**first, "id": f"G-{n}", "type": kind, "priority": {**first["priority"], "rank": n}}
        for n, kind in enumerate(["void"] * 5 + kinds)
    ]
    assert {gap.kind for gap in page(document, "en").pressing} == set(kinds)


def test_the_summary_fills_up_with_the_next_gaps_in_their_order(document: Document) -> None:
    first = document["gaps"][0]
    document["gaps"] = [
        {**first, "id": f"G-{n}", "priority": {**first["priority"], "rank": n}} for n in range(9)
    ]
    assert [gap.identifier for gap in page(document, "nl").pressing] == [f"G-{n}" for n in range(IN_SHORT)]

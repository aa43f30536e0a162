"""The sections beside findings and gaps: contradictions, views, tables, characteristics, recommendations."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from synth.judging import NotReported
from synth.synthesis import synthesise
from synth.synthesis.document import checked
from tests.synthesis.build import article, review, rows

DIVIDED = """
a skills success - professional country=nl
b skills success - professional country=nl
c skills failure - management country=ca
d skills failure - management country=nl
"""


def made(text: str, **years: int) -> Any:
    works = [article(key, 1, year=year) for key, year in years.items()]
    return synthesise(review(rows(text), works=works))


def test_a_contradiction_names_what_separates_the_sides() -> None:
    (one,) = made(DIVIDED)["contradictions"]
    assert (one["finding"], one["studies_for"], one["studies_against"]) == (
        "F-skills",
        ["a", "b"],
        ["c", "d"],
    )
    assert one["explained_by"] == ["perspective"]
    assert "helping: “professionals”; hindering: “managers”" in one["explanation"]["en"]
    country = next(context for context in one["contexts"] if context["dimension"] == "country")
    assert (country["separates"], country["for"], country["against"]) == (
        False,
        {"nl": ["a", "b"]},
        {"nl": ["d"], "ca": ["c"]},
    )


def test_nothing_coded_explains_a_contradiction_without_contexts() -> None:
    text = "a skills success - -\nb skills success - -\nc skills failure - -\nd skills failure - -"
    (one,) = made(text)["contradictions"]
    assert one["explained_by"] == []
    assert one["explanation"]["en"] == "Nothing that was coded tells the two sides apart."


def test_views_name_who_is_heard_absent_and_silent() -> None:
    text = """
    a skills success - professional issue=goals stakeholder=uwv
    b skills failure - professional issue=learning stakeholder=uwv
    """
    perspective, stakeholder = made(text)["perspectives"]
    assert (perspective["columns"], perspective["absent"]) == ("perspective", ["management", "client"])
    assert perspective["rows"] == "issue"
    cell = next(one for one in stakeholder["cells"] if one["row"] == "goals")
    assert (cell["works"], cell["directions"]) == (["a"], {"success": ["a"]})
    assert stakeholder["silent"] == [{"view": "uwv", "rows": []}]
    assert stakeholder["statement"]["en"].startswith("Of the two views in the codebook, one is heard.")
    assert stakeholder["statement"]["de"].endswith("Es fehlt „Ministry“.")


def test_views_go_by_determinant_where_there_are_no_issues() -> None:
    (perspective,) = made("a skills success - professional")["perspectives"]
    assert (perspective["rows"], perspective["cells"][0]["row"]) == ("determinant", "user")


def test_tables_cross_every_broad_subject_with_what_was_coded() -> None:
    found = {one["id"]: one for one in made(DIVIDED)["tables"]}
    assert sorted(found) == ["determinant-by-country", "determinant-by-perspective"]
    cells = {(one["row"], one["column"]): one["works"] for one in found["determinant-by-country"]["cells"]}
    assert cells == {("user", "nl"): ["a", "b", "d"], ("user", "ca"): ["c"]}


def test_characteristics_count_works_and_name_those_without_a_code() -> None:
    text = DIVIDED + "e skills neutral - -"
    found = made(text, a=1999)["characteristics"]
    (country,) = found["dimensions"]
    assert [(one["code"], one["n_works"]) for one in country["codes"]] == [("nl", 3), ("ca", 1)]
    assert country["without"] == ["e"]
    assert [(one["year"], one["works"]) for one in found["years"]] == [
        (1999, ["a"]),
        (2010, ["b", "c", "d", "e"]),
    ]


def test_what_coders_did_not_find_is_told_of_the_work_and_of_the_characteristic() -> None:
    said = [("e", "country", ""), ("a", "country", ""), ("a", "phase", "adoption"), ("f", "country", "")]
    silent = tuple(NotReported(work, "small", "1.0.0", *place, "ann") for work, *place in said)
    state = review(rows(DIVIDED + "e skills neutral - -\nf skills neutral - -"))
    found: Any = checked(synthesise(replace(state, not_reported=silent)))
    (country,) = found["characteristics"]["dimensions"]
    assert (country["without"], country["not_reported"]) == (["e", "f"], ["e", "f"])
    told = {one["key"]: one.get("not_reported") for one in found["works"]}
    assert told["a"] == {"phase": ["adoption"]}
    assert told["e"] == {"country": []}
    assert told["b"] is None


def test_a_context_of_a_passage_wins_from_that_of_the_work() -> None:
    text = "a - neutral - - country=nl\na skills success - - country=ca\na fit success - -"
    found = {one["factor"]: one["contexts"] for one in made(text)["findings"]}
    assert found == {"skills": {"country": {"ca": ["a"]}}, "fit": {"country": {"nl": ["a"]}}}


def test_recommendations_are_named_by_their_code_or_by_what_they_are_about() -> None:
    text = """
    a - neutral - - recommendation=train statement=recommendation
    b skills success - - statement=recommendation
    """
    found = {one["id"]: one for one in made(text)["recommendations"]}
    assert {name: one["works"] for name, one in found.items()} == {
        "R-recommendation-train": ["a"],
        "R-factor-skills": ["b"],
    }
    assert found["R-recommendation-train"]["statement"]["en"] == "One work recommends: “train”."


def test_the_design_of_studies_shows_in_the_confidence() -> None:
    text = "\n".join(f"w{n} skills success - - family=non-empirical" for n in range(5))
    made_of = made(text)["findings"][0]["confidence"]
    assert (made_of["level"], made_of["computed"]) == ("moderate", "moderate")
    methods = next(part for part in made_of["parts"] if part["id"] == "methods")
    assert (methods["concern"], methods["steps"], len(methods["studies"])) == ("serious", 1, 5)

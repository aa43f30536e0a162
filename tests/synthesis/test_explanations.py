"""What is known about the search and the coding, in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from synth.judging import NotReported
from synth.synthesis import State, synthesise
from tests.synthesis.build import review, rows
from tests.synthesis.made_up import PROTOCOL, STATE, SUGGESTIONS, run

TEXT = "\n".join(f"w{n} skills failure adoption professional" for n in range(3))


def explanations(state: State, gap: str = "G-absent-perspective-client") -> dict[str, Any]:
    made: Any = synthesise(state)["gaps"]
    return dict(next(one for one in made if one["id"] == gap)["explanations"])


@pytest.mark.parametrize(
    ("first", "last", "en", "nl"),
    [
        (None, None, "years: all.", "verschijnen: alle."),
        (2000, None, "years: from 2000.", "verschijnen: vanaf 2000."),
        (None, 2011, "years: up to 2011.", "verschijnen: tot en met 2011."),
        (2000, 2011, "years: 2000 to 2011.", "verschijnen: 2000 tot en met 2011."),
    ],
)
def test_the_years_are_stated(first: int | None, last: int | None, en: str, nl: str) -> None:
    state = replace(review(rows(TEXT)), protocol=replace(PROTOCOL, year_from=first, year_to=last))
    made = explanations(state)["search"]
    assert en in made["en"]
    assert nl in made["nl"]


def test_without_languages_in_the_protocol_none_is_named() -> None:
    state = replace(review(rows(TEXT)), protocol=replace(PROTOCOL, languages=()))
    assert "languages: none named" in explanations(state)["search"]["en"]


@pytest.mark.parametrize(
    ("n", "en", "nl"),
    [
        (1, "one search did not complete", "één zoekactie is niet voltooid"),
        (2, "two searches did not complete", "twee zoekacties zijn niet voltooid"),
    ],
)
def test_searches_that_did_not_complete_are_counted(n: int, en: str, nl: str) -> None:
    searches = tuple(
        run(one, "openalex", (0, 0, 0), "partial" if one <= n else "complete") for one in (1, 2, 3)
    )
    made = explanations(replace(review(rows(TEXT)), searches=searches))["search"]
    assert en in made["en"]
    assert nl in made["nl"]
    assert made["sign"] is True


@pytest.mark.parametrize(
    ("n", "en", "nl"),
    [
        (1, "One suggestion by the program", "Eén voorstel van het programma"),
        (2, "Two suggestions by the program", "Twee voorstellen van het programma"),
    ],
)
def test_suggestions_that_could_belong_here_are_counted(n: int, en: str, nl: str) -> None:
    made = explanations(replace(STATE, suggestions=SUGGESTIONS * n), "G-void-plain-language")["coding"]
    assert made["en"].split(". ")[1].startswith(en)
    assert made["nl"].split(". ")[1].startswith(nl)


@pytest.mark.parametrize("n", [1, 2])
def test_included_works_without_codings_are_counted(n: int) -> None:
    state = review(rows(TEXT + "".join(f"\nbare{one} skills" for one in range(n))))
    bare = {one.id for one in state.passages if one.passage.work.startswith("bare")}
    state = replace(state, codings=tuple(one for one in state.codings if one.passage_id not in bare))
    said = {1: "One included work has no coding yet.", 2: "Two included works have no coding yet."}
    assert explanations(state)["coding"]["en"].startswith(said[n])


def test_a_dimension_that_was_rarely_coded_is_named_with_its_share() -> None:
    state = review(rows(TEXT + "".join(f"\nx{one} skills failure adoption -" for one in range(9))))
    made = explanations(state)["coding"]
    assert "The perspective was coded in 25% of the coded studies, less than the 50%" in made["en"]
    assert "Het perspectief is gecodeerd bij 25% van de gecodeerde studies" in made["nl"]


def test_a_contradiction_without_phase_or_perspective_says_that_none_is_named() -> None:
    text = "\n".join(f"{side}{n} skills {side} - -" for side in ("success", "failure") for n in range(2))
    made = explanations(review(rows(text)), "G-contradictory-skills")["corpus"]
    assert "Helping: none named. Hindering: none named." in made["en"]
    assert "Bevorderend: geen genoemd." in made["nl"]


def unreported(*said: tuple[str, str, str]) -> tuple[NotReported, ...]:
    return tuple(NotReported(work, "small", "1.0.0", *place, "ann") for work, *place in said)


@pytest.mark.parametrize(
    ("said", "works"),
    [
        ([("w0", "perspective", "client")], ["w0"]),
        ([("w0", "perspective", "client"), ("w1", "perspective", "")], ["w0", "w1"]),
        ([("w0", "perspective", "researcher")], []),
        ([("w0", "phase", "")], []),
        ([("elsewhere", "perspective", "client")], []),
    ],
)
def test_what_authors_do_not_report_is_told_apart_from_what_nobody_coded(
    said: list[tuple[str, str, str]], works: list[str]
) -> None:
    state = replace(review(rows(TEXT)), not_reported=unreported(*said))
    made: Any = next(one for one in synthesise(state)["gaps"] if one["id"] == "G-absent-perspective-client")
    assert made["explanations"].get("authors", {"works": []})["works"] == works
    assert made["explanations"]["coding"]["sign"] is False
    assert made["first_explanation"] == ("authors" if works else "corpus")
    if works:
        assert "found that the authors do not report it" in made["explanations"]["authors"]["en"]
        assert "de auteurs het niet vermelden" in made["explanations"]["authors"]["nl"]
        assert "die Autoren es nicht berichten" in made["explanations"]["authors"]["de"]


def test_a_coding_outweighs_that_somebody_found_it_not_reported() -> None:
    state = replace(review(rows(TEXT)), not_reported=unreported(("w0", "phase", "adoption")))
    totals: Any = synthesise(state)["matrix"]
    assert all("not_reported" not in one for one in (*totals["totals"], *totals["column_totals"]))


def test_the_matrix_tells_where_authors_do_not_report() -> None:
    said = unreported(
        ("w0", "phase", "continuation"), ("w1", "determinant", "innovation"), ("w3", "phase", "")
    )
    state = replace(review(rows(f"{TEXT}\nw3 skills failure")), not_reported=said)
    matrix: Any = synthesise(state)["matrix"]
    silent = {
        (one["determinant"], one["phase"]): one["not_reported"]
        for one in matrix["totals"]
        if "not_reported" in one
    }
    assert silent["user", "continuation"] == ["w0", "w3"]
    assert silent["user", "adoption"] == ["w3"]
    assert silent["innovation", "adoption"] == ["w1", "w3"]
    assert silent["user", "unspecified"] == ["w3"]
    assert ("innovation", "unspecified") not in silent


def test_an_answer_that_there_is_none_is_an_answer_when_absence_is_judged() -> None:
    text = "a skills failure adoption\nb fit failure\nc lack-of-time failure"
    state = review(rows(text))
    rare: Any = [one["id"] for one in synthesise(state)["cautions"]]
    said = unreported(("b", "phase", ""), ("c", "phase", ""))
    answered: Any = [one["id"] for one in synthesise(replace(state, not_reported=said))["cautions"]]
    assert ("phase" in rare, "phase" in answered) == (True, False)

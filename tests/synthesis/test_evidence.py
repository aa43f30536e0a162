"""What counts as evidence, and which works are one study."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from synth.model import Name
from synth.synthesis import State, synthesise
from synth.synthesis.evidence import gather
from synth.synthesis.groups import independent_groups, study_groups
from tests.synthesis.build import Row, article, review, rows
from tests.synthesis.made_up import STATE


def studies(*works: object) -> int:
    return len(set(study_groups(lambda: [one.work for one in works]).values()))  # type: ignore[attr-defined]


def test_interview_chapters_of_one_report_are_one_study() -> None:
    part = {"type": "interview", "authors": (Name(literal="TNO"),), "container_title": "Knowledge  in use"}
    again = part | {"container_title": "knowledge in use"}
    assert studies(article("a", 1, **part), article("b", 2, **again)) == 1


@pytest.mark.parametrize("chapter", ["{}, hoofdstuk 4", "{}, chapter 12", "{} (Kap. IV)", "{}: ch. 3"])
def test_a_chapter_number_in_the_container_makes_no_difference(chapter: str) -> None:
    part = {"type": "interview", "authors": (Name(literal="TNO"),)}
    whole, numbered = "Report 12", chapter.format("Report 12")
    assert (
        studies(
            article("a", 1, **part, container_title=whole), article("b", 2, **part, container_title=numbered)
        )
        == 1
    )
    other = chapter.format("Report 13")
    assert (
        studies(
            article("a", 1, **part, container_title=whole), article("b", 2, **part, container_title=other)
        )
        == 2
    )


def test_interviews_without_a_container_are_one_study_when_authors_and_year_agree() -> None:
    part = {"type": "interview", "authors": (Name(literal="TNO"),)}
    assert studies(article("a", 1, **part), article("b", 2, **part), article("c", 3, **part, year=2012)) == 2


def test_chapters_by_different_authors_in_one_book_are_studies_of_their_own() -> None:
    book = {"type": "chapter", "container_title": "Handbook"}
    assert studies(article("a", 1, **book), article("b", 2, **book)) == 2
    assert studies(*(article(key, 1, **book, authors=(Name("Same"),)) for key in "ab")) == 1


def test_articles_in_one_journal_are_studies_of_their_own() -> None:
    same = {"authors": (Name("Same"),), "container_title": "Journal"}
    assert studies(article("a", 1, **same), article("b", 2, **same)) == 2


def test_works_about_which_nothing_is_known_are_studies_of_their_own() -> None:
    bare = {"type": "interview", "authors": (), "year": None}
    assert studies(article("a", 1, **bare), article("b", 2, **bare)) == 2


def test_a_study_is_named_after_the_first_of_its_works() -> None:
    part = {"type": "interview", "authors": (Name("X"),)}
    assert study_groups(lambda: [one.work for one in (article("b", 1, **part), article("a", 2, **part))]) == {
        "a": "a",
        "b": "a",
    }


def state_of(text: str) -> State:
    return review(rows(text))


def test_codings_of_works_that_are_not_included_count_nowhere() -> None:
    state = state_of("a lack-of-time\nb lack-of-time")
    evidence = gather(replace(state, decisions=state.decisions[:1]))
    assert evidence.support(evidence.passages("factor", "lack-of-time")).works == {"a"}


def test_a_factor_counts_for_its_determinant() -> None:
    evidence = gather(state_of("a lack-of-time"))
    assert evidence.passages("determinant", "organisation") == {1}


def test_a_determinant_can_be_coded_without_a_factor() -> None:
    evidence = gather(review([Row("a", "user", dimension="determinant")]))
    assert evidence.passages("determinant", "user") == {1}


def test_codings_of_another_codebook_are_left_out_and_counted() -> None:
    state = state_of("a lack-of-time adoption")
    other = tuple(replace(one, coding=replace(one.coding, codebook="midi")) for one in state.codings)
    evidence = gather(replace(state, codings=other))
    assert (evidence.coded, evidence.outside) == (frozenset(), 1)


def test_a_passage_with_only_a_phase_says_nothing_yet() -> None:
    state = state_of("a lack-of-time failure adoption")
    only_phase = tuple(one for one in state.codings if one.coding.dimension == "phase")
    assert gather(replace(state, codings=only_phase)).passages("phase", "adoption") == frozenset()


def test_two_coders_on_one_passage_make_one_passage() -> None:
    second = tuple(
        replace(one, coding=replace(one.coding, uid=f"bob-{one.coding.uid}", coder="bob"))
        for one in STATE.codings
    )
    assert gather(replace(STATE, codings=STATE.codings + second)).index == gather(STATE).index


def independent(*works: object) -> int:
    return len(set(independent_groups(one.work for one in works).values()))  # type: ignore[attr-defined]


def people(*names: str) -> tuple[Name, ...]:
    return tuple(Name(name, "A.") for name in names)


@pytest.mark.parametrize(
    ("one", "other", "n"),
    [
        (people("Jansen", "Bos"), people("Jansen", "Bos"), 1),
        (people("Jansen", "Bos"), people("Jansen", "Kok"), 1),
        (people("Jansen", "Bos", "Kok"), people("Jansen"), 2),
        (people("Jansen", "Bos"), people("Bos", "Jansen"), 2),
        (people("Jansen"), people("Jansen"), 1),
        ((Name("Jansen", "A."),), (Name("Jansen", "B."),), 2),
        ((Name(literal="Bureau"),), (Name(literal="Bureau"),), 2),
        ((), (), 2),
    ],
)
def test_one_author_group_is_one_independent_study(
    one: tuple[Name, ...], other: tuple[Name, ...], n: int
) -> None:
    assert independent(article("a", 1, authors=one), article("b", 2, authors=other)) == n


def test_author_groups_join_step_by_step() -> None:
    works = (
        article("a", 1, authors=people("Jansen", "Bos")),
        article("b", 2, authors=people("Jansen", "Bos", "Kok", "Vos")),
        article("c", 3, authors=people("Jansen", "Kok", "Vos")),
    )
    assert independent(*works) == 1


def test_a_report_is_one_study_with_its_chapters() -> None:
    shared = {"authors": (Name(literal="TNO"),), "year": 2011}
    chapter = {"type": "interview", "container_title": "The report, chapter 4", **shared}
    works = (
        article("whole", 1, title="The report", type="report", **shared),
        article("part", 2, **chapter),
        article("other", 3, title="The report", type="report", authors=(Name(literal="TNO"),), year=2012),
    )
    assert study_groups(lambda: [one.work for one in works]) == {
        "other": "other",
        "part": "part",
        "whole": "part",
    }


def test_the_flow_counts_studies_and_findings_count_groups() -> None:
    twins = [article(key, 1, authors=people("Jansen")) for key in ("a", "b")]
    made: Any = synthesise(review(rows("a skills success - -\nb skills success - -"), works=twins))
    assert made["flow"]["new_studies"] == 2
    assert made["findings"][0]["n_studies"] == 1
    assert [work["group"] for work in made["works"]] == ["a", "a"]


def test_works_by_the_same_people_are_one_group_however_many_there_are() -> None:
    people = (Name("Li", "X."), Name("Berg"), Name("Vos"))
    same = [article(f"s{n:03}", n, authors=people) for n in range(200)]
    near = article("t", 201, authors=(Name("Li", "X."), Name("Vos")))
    far = article(
        "u", 202, authors=(Name("Li", "X."), Name("Smit"), Name("Kok"), Name("Bos"), Name("Mulder"))
    )
    found = independent_groups(one.work for one in (*same, near, far))
    assert set(found.values()) == {"s000", "u"}


def test_a_book_of_another_year_is_not_the_whole_of_its_chapters() -> None:
    part = article("part", 1, type="chapter", container_title="Book", authors=(Name("A"),), year=2010)
    whole, other = (
        article(key, 2, type="book", title="Book", authors=(Name("A"),), year=year)
        for key, year in (("whole", 2010), ("other", 2011))
    )
    found = study_groups(lambda: [one.work for one in (part, whole, other)])
    assert found == {"other": "other", "part": "part", "whole": "part"}

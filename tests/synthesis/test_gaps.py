"""The gap rules: what each raises, when it stays silent, and what a reader sees first."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.errors import UsageError
from synth.model import Name, changed
from synth.synthesis import GapParameters, State, synthesise
from tests.synthesis.build import REVIEWS, WIDE_REVIEWS, article, codes, review, rows, without
from tests.synthesis.made_up import FACTORS, STATE, SUGGESTIONS

CASES = tomllib.loads(Path(__file__).with_name("gap_cases.toml").read_text(encoding="utf-8"))["case"]


def gaps_of(state: State) -> dict[str, dict[str, Any]]:
    found: Any = synthesise(state)["gaps"]
    return {gap["id"]: gap for gap in found}


def many(text: str) -> str:
    """`W*3 rest` written out as three works."""
    lines = []
    for line in text.strip().splitlines():
        key, rest = line.split(maxsplit=1)
        name, _, times = key.partition("*")
        lines += [f"{name.lower()}{n} {rest}" for n in range(int(times))] if times else [line]
    return "\n".join(lines)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    years = {key: article(key, 1, year=year) for key, year in case.get("years", {}).items()}
    twins = {key: article(key, 1, authors=(Name("Jansen", "J."),)) for key in case.get("twins", [])}
    years |= twins
    parameters = GapParameters.read(case.get("parameters", {}))
    gaps = gaps_of(review(rows(many(case["rows"])), parameters=parameters, works=years.values()))
    assert set(case.get("raised", [])) <= set(gaps)
    assert not set(case.get("silent", [])) & set(gaps)
    for one, larger in case.get("folded", {}).items():
        assert gaps[one]["folded_into"] == larger
    for one in case.get("top", []):
        assert gaps[one]["folded_into"] == ""
    assert [one for one in case.get("raised", []) if not gaps[one]["judged"]] == case.get("unjudged", [])


CELL_GAPS = {"adoption": "void", "implementation": "void", "continuation": "missing-phase"}


def full(per_cell: int) -> str:
    """A review with this many studies in every cell of the made-up codebook, from every perspective."""
    lines = [
        f"{factor}-{phase}-{n} {factor} failure {phase} {perspective}"
        for factor in (code.id for code in FACTORS)
        for phase in CELL_GAPS
        for n in range(per_cell)
        for perspective in ("professional", "management", "client")
    ]
    return "\n".join(lines)


FULL = review(rows(full(3)))


def left_out(state: State, word: str) -> State:
    """The state with the works that have this word in their key excluded."""
    return replace(
        state,
        decisions=tuple(
            replace(one, verdict="exclude") if word in one.work else one for one in state.decisions
        ),
    )


EMPTY_CELL = left_out(left_out(FULL, "skills-adoption"), "protocols-adoption")
"""Every cell is filled but one, and everything is finished."""


def test_a_fully_covered_review_has_no_gap() -> None:
    assert gaps_of(FULL) == {}


@pytest.mark.parametrize("determinant", ["innovation", "user", "organisation", "sociopolitical"])
@pytest.mark.parametrize("phase", list(CELL_GAPS))
def test_emptying_one_cell_raises_exactly_that_gap(determinant: str, phase: str) -> None:
    gaps = gaps_of(without(FULL, determinant=determinant, phase=phase))
    assert list(gaps) == [f"G-{CELL_GAPS[phase]}-{determinant}--{phase}"]


@pytest.mark.parametrize("factor", ["skills", "lack-of-time", "fit"])
def test_emptying_one_factor_raises_exactly_that_gap(factor: str) -> None:
    assert list(gaps_of(without(FULL, factor=factor))) == [f"G-void-{factor}"]


@pytest.mark.parametrize("perspective", ["client", "management"])
def test_silencing_one_perspective_raises_exactly_that_gap(perspective: str) -> None:
    assert list(gaps_of(without(FULL, perspective=perspective))) == [f"G-absent-perspective-{perspective}"]


def test_silencing_a_perspective_on_one_determinant_raises_exactly_that_gap() -> None:
    gaps = gaps_of(without(FULL, determinant="user", perspective="client"))
    assert list(gaps) == ["G-absent-perspective-user--client"]


@given(REVIEWS, codes("determinant"), codes("phase"))
def test_emptying_a_cell_changes_no_other_cell(state: State, determinant: str, phase: str) -> None:
    before, after = (synthesise(one) for one in (state, without(state, determinant=determinant, phase=phase)))

    def elsewhere(made: Any) -> tuple[list[Any], list[Any], list[Any]]:
        here = {"determinant": determinant, "phase": phase}
        cells = [cell for cell in made["matrix"]["cells"] if not here.items() <= cell.items()]
        thin = [
            gap
            for gap in made["gaps"]
            if gap["rule"] == "thin-cell" and gap["cell"] != here and not gap["members"]
        ]
        findings = [one for one in made["findings"] if one["determinant"] != determinant]
        return cells, sorted((gap["id"], gap["passages"]) for gap in thin), findings

    assert elsewhere(before) == elsewhere(after)


@settings(max_examples=40)
@given(st.one_of(REVIEWS, WIDE_REVIEWS))
def test_every_gap_is_well_formed(state: State) -> None:
    made: Any = synthesise(state)["gaps"]
    gaps = gaps_of(state)
    assert len(gaps) == len(made)
    assert [gap["priority"]["rank"] for gap in gaps.values()] == list(range(1, len(gaps) + 1))
    folded = [bool(gap["folded_into"]) for gap in gaps.values()]
    assert folded == sorted(folded)
    for gap in gaps.values():
        assert not gap["folded_into"] or gap["folded_into"] in gaps
        assert all(gaps[member]["folded_into"] == gap["id"] for member in gap["members"])
        assert gap["basis"]["n_passages"] == len(gap["passages"])
        assert gap["basis"]["n_studies"] <= gap["basis"]["denominators"]["coded_studies"]
        assert [e["sign"] for e in gap["explanations"].values()].count(True) >= 1


def test_many_thin_factors_do_not_fill_the_top_of_the_list() -> None:
    """Two works on each factor: the reader sees what is thin as a whole, not one line per factor."""
    text = "\n".join(
        f"w{n}-{code.id} {code.id} failure adoption client" for code in FACTORS for n in range(2)
    )
    gaps = gaps_of(review(rows(text))).values()
    assert len([gap for gap in gaps if "factor" in gap["cell"]]) == len(FACTORS)
    assert not [gap for gap in gaps if "factor" in gap["cell"] and not gap["folded_into"]][1:]


def test_the_basis_states_counts_denominators_and_thresholds() -> None:
    gap = gaps_of(without(FULL, determinant="user", phase="adoption"))["G-void-user--adoption"]
    basis = gap["basis"]
    assert (basis["n_works"], basis["n_studies"], basis["n_passages"]) == (0, 0, 0)
    assert basis["denominators"]["row_studies"] == 12
    assert basis["denominators"]["column_studies"] == 15
    assert basis["threshold"] == {"margin": 5, "expected": 1.0, "phase_share": 0.6}
    assert basis["expected"] == pytest.approx(12 * 15 / 57, abs=0.001)
    assert gap["robinson"] == "A1"
    assert len(gap["works"]) == 12


def test_the_statement_and_the_question_name_the_cell_in_both_languages() -> None:
    gap = gaps_of(without(FULL, determinant="user", phase="adoption"))["G-void-user--adoption"]
    en, nl = gap["statement"]["en"], gap["statement"]["nl"]
    assert en.startswith(
        "No included work speaks of the determinant “user” in the phase of adoption, although"
    )
    assert "twelve independent studies and the phase in 15 independent studies; by chance about 3.2" in en
    assert nl.startswith(
        "Geen opgenomen publicatie spreekt over de determinant ‘gebruiker’ in de fase van adoptie"
    )
    assert "twaalf onafhankelijke studies en de fase in 15 onafhankelijke studies; bij toeval" in nl
    assert "ongeveer 3,2" in nl
    assert gap["question"]["nl"].startswith("Welke factoren van de determinant ‘gebruiker’")


def test_a_group_that_could_not_be_larger_is_said_to_be_all() -> None:
    text = "\n".join(
        f"w{n}-{code.id} {code.id} failure adoption client" for code in FACTORS for n in range(2)
    )
    statement = gaps_of(review(rows(text)))["G-thin-user--factors"]["statement"]
    assert statement["en"].startswith("All two factors of the determinant “user” that are described rest on")
    assert statement["nl"].startswith(
        "Alle twee beschreven factoren van de determinant ‘gebruiker’ rusten elk op"
    )


def test_a_group_of_thin_cells_says_which_determinants_have_nothing_there() -> None:
    text = """
    W*3 skills failure adoption -\nV*3 lack-of-time failure adoption -\nU*3 fit failure adoption -
    T*3 changing-policy failure adoption -
    a skills failure implementation -
    b lack-of-time failure implementation -
    c lack-of-time failure implementation -
    """
    statement = gaps_of(review(rows(many(text))))["G-thin-implementation--determinants"]["statement"]
    assert statement["en"].endswith("in the phase of implementation; two have none.")
    assert statement["nl"].endswith("; twee hebben er geen.")


def test_thresholds_of_one_study_stay_grammatical() -> None:
    text = "a skills success adoption professional\nb skills failure adoption professional"
    gaps = gaps_of(review(rows(text), parameters=GapParameters(each_side=1)))
    assert gaps["G-contradictory-skills"]["statement"]["en"] == (
        "Studies contradict each other on “Skills”: in one independent study it only helps, "
        "in one independent study it only hinders."
    )


class TestExplanations:
    """The three explanations are tested in order: the search, the coding, else the corpus."""

    def first(self, state: State) -> str:
        return str(
            gaps_of(without(state, determinant="user", phase="adoption"))["G-void-user--adoption"][
                "first_explanation"
            ]
        )

    def test_with_everything_finished_the_corpus_is_silent(self) -> None:
        assert self.first(EMPTY_CELL) == "corpus"

    def test_an_unfinished_search_is_a_sign(self) -> None:
        searches = (replace(EMPTY_CELL.searches[0], status="partial"), *EMPTY_CELL.searches[1:])
        assert self.first(replace(EMPTY_CELL, searches=searches)) == "search"

    def test_works_that_await_a_decision_are_a_sign(self) -> None:
        assert self.first(replace(EMPTY_CELL, decisions=EMPTY_CELL.decisions[:-1])) == "search"

    def test_included_works_without_codings_are_a_sign(self) -> None:
        last = EMPTY_CELL.works[-1].work.key
        passages = {one.id for one in EMPTY_CELL.passages if one.passage.work == last}
        uncoded = tuple(one for one in EMPTY_CELL.codings if one.passage_id not in passages)
        assert self.first(replace(EMPTY_CELL, codings=uncoded)) == "coding"

    def test_a_suggestion_nobody_judged_is_a_sign_for_its_factor_only(self) -> None:
        gaps = gaps_of(STATE)
        assert gaps["G-void-plain-language"]["explanations"]["coding"]["sign"] is True
        assert "One suggestion" in gaps["G-void-plain-language"]["explanations"]["coding"]["en"]
        assert gaps["G-void-changing-policy"]["explanations"]["coding"]["sign"] is False

    def test_a_suggestion_on_a_work_that_is_not_included_is_no_sign(self) -> None:
        elsewhere = changed(SUGGESTIONS[0], passage=replace(SUGGESTIONS[0].passage, work="brown-2001"))
        gaps = gaps_of(replace(STATE, suggestions=(elsewhere,)))
        assert gaps["G-void-plain-language"]["explanations"]["coding"]["sign"] is False

    def test_the_scope_of_the_search_is_stated(self) -> None:
        text = gaps_of(STATE)["G-absent-perspective-client"]["explanations"]["search"]
        assert text["en"].startswith(
            "Searched: BibTeX files and RIS files; languages: German, English and Dutch; "
            "publication years: from 2000."
        )
        assert "één publicatie wacht nog op een besluit" in text["nl"]

    def test_a_contradiction_names_the_contexts_of_each_side(self) -> None:
        text = gaps_of(STATE)["G-contradictory-protocols"]["explanations"]["corpus"]["en"]
        assert "Helping: implementation, “professionals” and “managers”." in text
        assert "Hindering: implementation and “professionals”." in text

    def test_passages_of_the_determinant_without_a_phase_are_counted(self) -> None:
        text = gaps_of(STATE)["G-missing-phase-innovation--continuation"]["explanations"]["coding"]["en"]
        assert "Of the three passages about this subject, one stands without a phase." in text


class TestPriority:
    """Breadth, severity and closeness add up; people may overrule the result."""

    def test_the_ingredients_are_visible_and_add_up(self) -> None:
        for gap in gaps_of(STATE).values():
            made = gap["priority"]
            names = ("breadth", "severity", "closeness", "calls", "central", "old")
            parts = sum(made[name] for name in names) - (not gap["judged"])
            assert made["score"] == parts
            assert len(made["reasons"]["nl"]) == len(made["reasons"]["en"]) == 3 + (not gap["judged"])

    def test_an_absent_perspective_in_the_whole_review_ranks_above_a_thin_factor(self) -> None:
        gaps = gaps_of(STATE)
        assert gaps["G-absent-perspective-client"]["priority"]["level"] == "high"
        order = list(gaps)
        assert order.index("G-absent-perspective-client") < order.index("G-thin-skills")

    def test_an_absence_that_is_not_sure_costs_a_point(self) -> None:
        sure, unsure = (
            "W*6 skills failure adoption professional",
            "W*6 skills failure adoption professional\nV*7 skills",
        )
        before, after = (
            gaps_of(review(rows(many(text))))["G-missing-phase-continuation"] for text in (sure, unsure)
        )
        assert after["priority"]["reasons"]["en"][-1].endswith("one point less.")
        assert before["priority"]["score"] > after["priority"]["score"]


class TestParameters:
    """Parameters come from the protocol, and a mistake says what to do."""

    def test_parameters_are_read_by_name(self) -> None:
        read = GapParameters.read({"thin": 3, "impossible": [["user", "adoption"]]})
        assert (read.thin, read.impossible) == (3, (("user", "adoption"),))

    @pytest.mark.parametrize(
        ("values", "said"),
        [
            ({"thick": 1}, "'thick' is not a parameter"),
            ({"thin": "two"}, "whole number of at least 0"),
            ({"thin": True}, "whole number of at least 0"),
            ({"thin": 2.5}, "whole number of at least 0"),
            ({"thin": -1}, "whole number of at least 0"),
            ({"margin": 0}, "whole number of at least 1"),
            ({"each_side": 0}, "whole number of at least 1"),
            ({"minority": 25}, "share between 0 and 1"),
            ({"phase_share": -0.1}, "share between 0 and 1"),
            ({"perspective_share": float("nan")}, "share between 0 and 1"),
            ({"expected": float("inf")}, "number of at least 0"),
            ({"impossible": [["user"]]}, "pairs of codes"),
            ({"impossible": "user"}, "pairs of codes"),
        ],
    )
    def test_a_mistake_is_named(self, values: dict[str, object], said: str) -> None:
        with pytest.raises(UsageError, match=said):
            GapParameters.read(values)


@given(st.integers(0, 5))
def test_the_number_of_thin_studies_is_a_parameter(thin: int) -> None:
    gaps = gaps_of(
        review(rows(many("W*3 skills failure adoption client")), parameters=GapParameters(thin=thin))
    )
    assert ("G-thin-skills" in gaps) is (thin >= 3)


@pytest.mark.parametrize(("others", "closeness"), [(1, 2), (2, 1), (3, 1), (4, 0)])
def test_closeness_is_the_share_of_studies_around_the_gap(others: int, closeness: int) -> None:
    state = review(rows(many(f"a skills failure adoption client\nW*{others} fit failure adoption client")))
    assert gaps_of(state)["G-thin-skills"]["priority"]["closeness"] == closeness

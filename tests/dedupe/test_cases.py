"""The labelled cases of cases.yaml, one by one and all in one pool."""

from __future__ import annotations

import pytest

from synth.dedupe import Result, dedupe, explain
from synth.dedupe.rules import RULES
from tests.dedupe.cases import Case, cases

CASES = cases()


def outcome(result: Result, a: int, b: int) -> str:
    together = any(a in cluster and b in cluster for cluster in result.clusters)
    outcomes = [link.outcome for link in result.links if (link.a, link.b) == (a, b)]
    return "same" if together else next(iter(outcomes), "different")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
@pytest.mark.parametrize("turned", [False, True], ids=["as-written", "turned"])
def test_a_labelled_pair_gets_its_outcome_whichever_comes_first(case: Case, turned: bool):
    pair = (case.b, case.a) if turned else (case.a, case.b)
    assert outcome(dedupe([(1, pair[0]), (2, pair[1])]), 1, 2) == case.expect


@pytest.mark.parametrize("case", [case for case in CASES if case.rule], ids=lambda case: case.id)
def test_a_case_is_decided_by_the_rule_it_was_written_for(case: Case):
    assert explain((1, case.a), (2, case.b)).rule == case.rule
    assert explain((1, case.b), (2, case.a)).rule == case.rule


@pytest.mark.parametrize("rule", [rule.name for rule in RULES])
def test_every_rule_decides_at_least_one_case(rule: str):
    assert any(explain((1, case.a), (2, case.b)).rule == rule for case in CASES)


def test_cases_do_not_disturb_each_other_in_one_pool():
    pool = [(2 * place + side, (case.a, case.b)[side]) for place, case in enumerate(CASES) for side in (0, 1)]
    result = dedupe(pool)
    found = {case.id: outcome(result, 2 * place, 2 * place + 1) for place, case in enumerate(CASES)}
    assert found == {case.id: case.expect for case in CASES}
    assert all(len({number // 2 for number in cluster}) == 1 for cluster in result.clusters)


def test_every_case_that_is_joined_or_asked_about_says_why_in_words_and_numbers():
    for case in CASES:
        links = dedupe([(1, case.a), (2, case.b)]).links
        if case.expect != "different":
            assert links[0].rule and links[0].reasons and 0 < links[0].score <= 1
            assert any(character.isdigit() for reason in links[0].reasons for character in reason)

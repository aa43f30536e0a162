"""Choices of reviewers change what becomes of a pair, and nothing else."""

from __future__ import annotations

import pytest

from synth.dedupe import dedupe
from synth.dedupe.policy import CHOICES, policy
from synth.dedupe.rules import RULES
from synth.protocol import Deduplication
from tests.dedupe.cases import cases

CASE = {case.id: case for case in cases()}


def outcome(name: str, choices: dict[str, str]) -> str:
    case = CASE[name]
    result = dedupe([(1, case.a), (2, case.b)], policy=policy(choices))
    return "same" if len(result.clusters) == 1 else next((x.outcome for x in result.links), "different")


def test_every_choice_of_the_protocol_changes_rules_that_are_there() -> None:
    assert set(CHOICES) == set(Deduplication.model_fields)
    assert {rule for rules in CHOICES.values() for rule in rules} <= {rule.name for rule in RULES}


@pytest.mark.parametrize(
    ("case", "choice", "by_default"),
    [
        ("preprint-and-article", "preprints", "version"),
        ("translated-title-nl-en", "translations", "version"),
        ("translated-title-in-brackets-same-place", "translations", "version"),
        ("second-edition", "editions", "ask"),
        ("editions-of-a-cochrane-review", "updates", "same"),
    ],
)
@pytest.mark.parametrize("chosen", ["same", "ask", "version"])
def test_a_pair_becomes_what_the_review_chose(case: str, choice: str, by_default: str, chosen: str) -> None:
    assert outcome(case, {}) == by_default
    assert outcome(case, {choice: chosen}) == chosen


def test_without_its_guard_a_pair_is_decided_by_the_other_rules() -> None:
    assert outcome("parts-roman", {}) == "different"
    assert outcome("parts-roman", {"parts": "same"}) != "different"

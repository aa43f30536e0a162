"""The page on de-duplication names every rule, and no rule that is not there."""

from __future__ import annotations

import re
from pathlib import Path

from synth.dedupe.rules import ASK, GUARDS, RULES, SAME, VERSIONS

PAGE = Path(__file__).parents[2] / "docs" / "dedupe.md"


def test_every_rule_is_on_the_page_and_every_rule_on_the_page_is_there():
    listed = re.findall(r"^\| `([a-z-]+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert listed == [rule.name for rule in RULES]


def test_rules_have_their_own_names_and_the_outcome_of_their_table():
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names)
    assert {rule.outcome for rule in GUARDS} == {"different"}
    assert {rule.outcome for rule in SAME} == {"same"}
    assert {rule.outcome for rule in VERSIONS} == {"version"}
    assert {rule.outcome for rule in ASK} == {"ask"}

"""Numbered lines that only combine others."""

from __future__ import annotations

import pytest

from synth.strategy.expression import to_text
from synth.strategy.file import load_strategy
from synth.strategy.opening import opened
from synth.strategy.strings import database, write
from synth.strategy.truth import Judge

LINES = """
synth: strategy/1
id: lines
lines: |
  #1 re-integratie OR werkhervatting   # the topic
  #2 kennis* OR wissen*
  #3 "animals only"
  #4 #1 AND #2
  #5 #4 NOT #3
"""


@pytest.mark.parametrize(
    ("combine", "text"),
    [("", "#1 AND #2 AND NOT #3"), ("combine: 'title:#4 OR #3'\n", "(title:#1 AND title:#2) OR #3")],
)
def test_lines_are_opened_down_to_those_with_terms(combine: str, text: str) -> None:
    strategy = load_strategy(LINES + combine)
    found = opened(strategy)
    assert to_text(found.combine) == text
    assert found.digest == strategy.digest


def test_a_strategy_of_sets_stays_as_it_is() -> None:
    strategy = load_strategy("synth: strategy/1\nid: x\nsets: {a: {terms: [b]}}\ncombine: a\n")
    assert opened(strategy) is strategy


def test_every_line_with_terms_is_a_line_in_a_database() -> None:
    lines = [line.text for line in write(load_strategy(LINES), database("wos")).lines]
    assert lines[0].startswith('TS=("re-integratie"')
    assert lines[-1] == "(#1 AND #2) NOT #3"


def test_what_lines_do_is_measured_term_by_term() -> None:
    units = {(unit.set, unit.term) for unit in Judge(load_strategy(LINES)).units}
    assert ("#1", "werkhervatting") in units
    assert ("#2", "kennis*") in units

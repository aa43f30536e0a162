"""Which terms hold, and which sets stand in the way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.strategy.file import load_strategy
from synth.strategy.matching import Matcher
from synth.strategy.truth import Judge, Unit
from tests.replication.made import STRATEGY, work
from tests.strategy.drawn_expressions import records

JUDGE = Judge(STRATEGY)


def test_the_units_are_the_terms_of_the_sets_that_are_called() -> None:
    assert JUDGE.units[:3] == (
        Unit("topic-nl", "re-integratie"),
        Unit("topic-nl", "sociale zekerheid"),
        Unit("knowledge-nl", "kennis*"),
    )
    assert Unit("other", '"animals only"') in JUDGE.units


@pytest.mark.parametrize(
    ("title", "language", "failed"),
    [
        ("Reïntegratie en kennisbenutting", "nl", ()),
        ("Re-integratie in Nederland", "nl", ("knowledge-nl",)),
        ("Kennis over vee", "nl", ("topic-nl",)),
        ("Return to work in Germany", "en", ("knowledge-en",)),
        ("Iets anders", "nl", ("topic-nl", "knowledge-nl")),
        ("Something else", "en", ("topic-en", "knowledge-en")),
        ("Etwas anderes", "de", ("topic-nl", "knowledge-nl")),
        ("Re-integratie van dieren: kennis", "nl", ("other",)),
    ],
)
def test_the_sets_that_stand_in_the_way_are_named(title: str, language: str, failed: tuple[str, ...]) -> None:
    true = JUDGE.true(work(title, language=language))
    assert JUDGE.accepts(true) is (failed == ())
    assert (JUDGE.failed(true, language) if failed else ()) == failed


def test_a_set_left_out_of_an_and_lets_more_through() -> None:
    true = JUDGE.true(work("Re-integratie in Nederland"))
    assert JUDGE.accepts(true, without="knowledge-nl")
    assert not JUDGE.accepts(true, without="topic-nl")
    assert JUDGE.accepts(JUDGE.true(work("Re-integratie van dieren: kennis")), without="other")


@pytest.mark.parametrize(
    "combine",
    ["a AND b", "a OR NOT b", "title:a AND NOT (b OR a)", '"ab" NEAR/1 "ba" OR a', "NOT a", 'a AND "ba"'],
)
@given(record=records)
def test_the_sets_say_what_the_matcher_says(combine: str, record) -> None:
    strategy = load_strategy(
        "synth: strategy/1\nid: x\nsets:\n"
        "  a: {terms: ['a b', {term: b, forms: ['b* AND NOT ab', '\"b a\"']}]}\n"
        f"  b: {{expression: 'a* NOT title:ba OR keywords:b'}}\ncombine: '{combine}'\n"
    )
    judge = Judge(strategy)
    assert judge.accepts(judge.true(record)) is _verdict(strategy, record)


def _verdict(strategy, record) -> bool:
    return Matcher(strategy).match(record).accepted


@given(st.sets(st.integers(0, len(JUDGE.units) - 1)))
def test_repairing_what_failed_would_help(true: set[int]) -> None:
    held = frozenset(true)
    if JUDGE.accepts(held):
        return
    names = JUDGE.failed(held)
    numbers = {name: {i for i, unit in enumerate(JUDGE.units) if unit.set == name} for name in names}
    for name in names:
        held = held - numbers[name] if JUDGE.holds(held, name) else held | numbers[name]
    assert names
    assert JUDGE.accepts(held)

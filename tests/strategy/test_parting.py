"""A strategy in parts: what is left of it without a set, a set alone, and a spelling more."""

import pytest

from synth.strategy.expression import to_text
from synth.strategy.file import load_strategy
from synth.strategy.parting import alone, sets_used, with_form, without

TEXT = """synth: strategy/1
id: made
sets:
  topic: {terms: [re-integratie]}
  knowledge: {terms: [kennis, Wissen]}
  other: {terms: [knowledge]}
combine: COMBINE
years: {from: 2000}
"""


def made(combine):
    return load_strategy(TEXT.replace("COMBINE", combine))


def test_the_sets_in_the_order_in_which_they_are_called():
    assert sets_used(made("other AND (topic OR other)")) == ("other", "topic")


@pytest.mark.parametrize(
    ("combine", "name", "left"),
    [
        ("topic AND knowledge", "topic", "knowledge"),
        ("(topic AND knowledge) OR other", "other", "topic AND knowledge"),
        ("(topic AND knowledge) OR other", "knowledge", "topic OR other"),
        ("topic AND NOT other", "other", "topic"),
    ],
)
def test_what_is_left_without_a_set(combine, name, left):
    assert to_text(without(made(combine), name).combine) == left


@pytest.mark.parametrize(("combine", "name"), [("topic", "topic"), ("topic AND NOT other", "topic")])
def test_a_strategy_of_which_nothing_can_be_asked_any_more(combine, name):
    assert without(made(combine), name) is None


def test_a_set_alone_keeps_the_filters():
    one = alone(made("topic AND knowledge"), "knowledge")
    assert to_text(one.expression) == "kennis OR Wissen"
    assert one.years.first == 2000


def test_one_spelling_more_belongs_to_its_set():
    more = with_form(made("topic AND knowledge"), "topic", "reïntegratie")
    assert to_text(more.expression) == '(re-integratie OR "reïntegratie") AND (kennis OR Wissen)'

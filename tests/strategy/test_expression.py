"""The tree of an expression and its written form."""

from __future__ import annotations

import pytest
from hypothesis import given

from synth.strategy.expression import (
    And,
    Leaf,
    Named,
    Not,
    Or,
    all_of,
    any_of,
    in_field,
    labelled,
    leaves,
    named,
    to_text,
)
from synth.strategy.parser import parse
from tests.strategy.drawn_expressions import expressions

WORK, AID, PHRASE = Leaf(("work",)), Leaf(("aid*",), "title"), Leaf(("evidence-based", "practice"))


def test_parts_of_the_same_kind_are_opened():
    assert all_of(WORK, all_of(AID, PHRASE)) == And((WORK, AID, PHRASE))
    assert any_of(any_of(WORK), AID) == Or((WORK, AID))


def test_nothing_cannot_be_joined():
    with pytest.raises(ValueError, match="at least one"):
        all_of()


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (WORK, "work"),
        (PHRASE, '"evidence-based practice"'),
        (AID, "title:aid*"),
        (Leaf(("en",)), '"en"'),
        (Leaf(("Reïntegratie",)), '"Reïntegratie"'),
        (And((Or((WORK, AID)), Not(PHRASE))), '(work OR title:aid*) AND NOT "evidence-based practice"'),
        (Not(And((WORK, Not(AID)))), "NOT (work AND NOT title:aid*)"),
        (
            And((Named("topic-nl"), Named("knowledge", "title"), WORK)),
            'topic-nl AND title:knowledge AND "work"',
        ),
    ],
)
def test_an_expression_is_written_as_people_write_it(expression, text):
    assert to_text(expression) == text


@given(expressions)
def test_reading_what_was_written_gives_the_same_expression(expression):
    again = parse(to_text(expression)).expression
    assert labelled(again, "") == expression
    assert to_text(again) == to_text(expression)


def test_leaves_and_sets_come_in_the_order_they_are_written():
    expression = And((Or((WORK, Named("topic"))), Not(Or((AID, Named("spare"))))))
    assert list(leaves(expression)) == [WORK, AID]
    assert [call.name for call in named(expression)] == ["topic", "spare"]


def test_a_field_reaches_only_terms_without_one():
    assert in_field(Or((WORK, AID)), "keywords") == Or((Leaf(("work",), "keywords"), AID))


def test_a_label_marks_every_leaf():
    assert {leaf.label for leaf in leaves(labelled(Or((WORK, Not(AID))), "Werk"))} == {"Werk"}

"""What sources are asked: ANDs of ORs that hold everything the strategy accepts."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings

from synth.errors import UsageError
from synth.strategy.expression import Leaf, Named, Not, all_of, any_of
from synth.strategy.parser import is_bounded, parse
from synth.strategy.translate import alternatives
from tests.strategy.drawn_expressions import expressions, naive, records


def shape(text):
    """The alternatives of an expression as words only."""
    return [
        ([[leaf.text for leaf in group] for group in one.groups], list(one.dropped))
        for one in alternatives(parse(text).expression)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", [([["a"]], [])]),
        ('a OR "b c"', [([["a", "b c"]], [])]),
        ("(a OR b) AND c", [([["a", "b"], ["c"]], [])]),
        ("(a AND b) OR (c AND d)", [([["a"], ["b"]], []), ([["c"], ["d"]], [])]),
        ("a AND (b OR (c AND d))", [([["a"], ["b"]], []), ([["a"], ["c"], ["d"]], [])]),
        ("a OR (a AND b)", [([["a"]], [])]),
        ("a AND a", [([["a"]], [])]),
        ("a NOT b", [([["a"]], ["NOT b"])]),
        ("a AND NOT (b OR c)", [([["a"]], ["NOT b", "NOT c"])]),
        ("a AND NOT (b AND c)", [([["a"]], ["NOT b"])]),
        ("NOT (NOT a OR NOT b)", [([["a"], ["b"]], [])]),
        ("NOT NOT a", [([["a"]], [])]),
        ("a NEAR/3 b", [([["a"], ["b"]], ["a NEAR/3 b"])]),
        ("(a OR b) NEAR/3 c AND d", [([["a", "b"], ["c"], ["d"]], ["(a OR b) NEAR/3 c"])]),
        ("a NOT (b NEAR/3 c)", [([["a"]], ["NOT (b NEAR/3 c)"])]),
        ("(a NEAR/3 b) OR c", [([["c"]], []), ([["a"], ["b"]], ["a NEAR/3 b"])]),
    ],
)
def test_the_alternatives_of_an_expression(text, expected):
    assert shape(text) == expected


@pytest.mark.parametrize("text", ["NOT a", "a OR NOT b", "NOT (a AND b)"])
def test_what_only_lacks_a_term_cannot_be_asked(text):
    with pytest.raises(UsageError, match="no source can be asked"):
        alternatives(parse(text).expression)


def test_writing_out_brackets_is_bounded():
    pairs = [all_of(Leaf((f"a{i}",)), Leaf((f"b{i}",))) for i in range(40)]
    blown_up = all_of(*(any_of(*pairs[i : i + 4]) for i in range(0, 40, 4)))
    with pytest.raises(UsageError, match="more than 100 requests"):
        alternatives(blown_up)
    with pytest.raises(UsageError, match="more than 30 requests"):
        alternatives(any_of(*pairs), most=30)
    assert len(alternatives(any_of(*pairs))) == 40


def test_a_thousand_terms_joined_by_or_are_one_group():
    (one,) = alternatives(any_of(*(Leaf((f"a{i}",)) for i in range(1000))))
    assert len(one.groups) == 1
    assert len(one.groups[0]) == 1000


def test_a_named_set_must_be_filled_in_first():
    with pytest.raises(UsageError, match="topic"):
        alternatives(Named("topic"))


def asked(expression, record):
    return any(
        all(any(naive(leaf, record) for leaf in group) for group in one.groups)
        for one in alternatives(expression)
    )


@settings(max_examples=300)
@given(expressions, records)
def test_the_alternatives_hold_all_that_the_expression_accepts(expression, record):
    assume(is_bounded(expression))
    assert asked(expression, record) or not naive(expression, record)


@given(expressions, records)
def test_without_not_and_near_the_alternatives_mean_the_same(expression, record):
    kept = is_bounded(expression) and not any(one.dropped for one in alternatives(expression))
    assert not kept or asked(expression, record) == naive(expression, record)


@given(expressions)
def test_only_unbounded_expressions_are_refused(expression):
    for one in (expression, Not(expression)):
        try:
            alternatives(one)
        except UsageError:
            assert not is_bounded(one)
        else:
            assert is_bounded(one)


def test_written_out_brackets_ask_nothing_that_a_wider_request_holds_already():
    found = alternatives(parse("(a1 OR (b1 AND c1)) AND (a1 OR (b1 AND d1))").expression)
    assert [[leaf.text for group in one.groups for leaf in group] for one in found] == [
        ["a1"],
        ["b1", "c1", "d1"],
    ]

"""What several people said of the same units, set side by side."""

import pytest

from synth.comparison import Judgement, compare


def judged(text):
    """`unit coder code` a line."""
    return [Judgement(*line.split()) for line in text.strip().splitlines()]


ONE_EACH = """
1 anna helps
1 ben helps
2 anna hinders
2 ben helps
3 anna helps
"""


def test_one_code_each_is_compared_unit_by_unit():
    found = compare(judged(ONE_EACH))
    assert not found.several
    assert (found.overall.units, found.overall.paired, found.overall.percent) == (3, 2, 0.5)
    assert found.conflicts == {"2": {"anna": ("hinders",), "ben": ("helps",)}}


def test_a_code_is_given_or_not_by_those_who_judged_the_unit():
    found = compare(judged(ONE_EACH))
    assert found.codes["hinders"].used == 1
    assert found.codes["helps"].used == 4
    assert found.codes["hinders"].paired == 2


def test_with_several_codes_on_a_unit_each_unit_counts_with_each_code():
    found = compare(judged("1 anna a\n1 anna b\n1 ben a\n2 anna a\n2 ben a"))
    assert found.several
    assert (found.overall.units, found.overall.percent) == (4, 0.75)
    assert found.codes["b"].percent == 0.5


def test_an_empty_code_is_no_judgement_and_a_repeated_one_counts_once():
    found = compare([*judged("1 anna a\n1 anna a\n1 ben a"), Judgement("2", "anna", "")])
    assert (found.overall.units, found.several) == (1, False)


def test_three_coders_are_compared_pair_by_pair():
    found = compare(judged("1 a x\n1 b x\n1 c y\n2 a y\n2 b y\n2 c y"))
    assert found.overall.cohen_kappa is None
    assert {pair: one.percent for pair, one in found.pairs.items()} == {
        ("a", "b"): 1.0,
        ("a", "c"): 0.5,
        ("b", "c"): 0.5,
    }


def test_a_scale_is_for_one_number_a_unit():
    with pytest.raises(ValueError, match="several codes"):
        compare(judged("1 a 1\n1 a 2\n1 b 1"), level="ordinal")

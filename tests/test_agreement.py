"""Coefficients of agreement, against the worked examples they were published with."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.agreement import (
    Table,
    alpha_interval,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    percent,
)

FOUR = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
"""Krippendorff 2011, section C: four observers, twelve units, missing values; Gwet 2014 uses it too."""

BINARY = ("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
"""Krippendorff 2011, section A."""

FIVE = ("a a b b d c c c e d d a", "b a b b b c c c e d d d")
"""Krippendorff 2011, section B: two observers, five categories."""

FLEISS = (
    (0, 0, 0, 0, 14),
    (0, 2, 6, 4, 2),
    (0, 0, 3, 5, 6),
    (0, 3, 9, 2, 0),
    (2, 2, 8, 1, 1),
    (7, 7, 0, 0, 0),
    (3, 2, 6, 3, 0),
    (2, 5, 3, 2, 2),
    (6, 5, 2, 1, 0),
    (0, 2, 2, 3, 7),
)
"""Ten subjects, fourteen raters, five categories (the example commonly worked for Fleiss' kappa)."""


def rows(*lines):
    coders = [line.split() for line in lines]
    return Table.of(
        {str(who): value for who, value in enumerate(unit) if value != "."}
        for unit in zip(*coders, strict=True)
    )


def counted(counts):
    """A table of units of which only is known how many raters chose each value."""
    return Table.of(
        dict(enumerate(str(place) for place, n in enumerate(unit) for _ in range(n))) for unit in counts
    )


def crossed(cells):
    """A table of two coders from a square of counts: rows are what the first says."""
    return Table.of(
        {"a": str(i), "b": str(j)} for i, row in enumerate(cells) for j, n in enumerate(row) for _ in range(n)
    )


@pytest.mark.parametrize(
    ("level", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_alpha_with_missing_values_at_every_level(level, published):
    assert round(krippendorff_alpha(rows(*FOUR), level), 3) == published


@pytest.mark.parametrize(("lines", "published"), [(BINARY, 0.095), (FIVE, 0.692)])
def test_alpha_of_two_observers(lines, published):
    assert round(krippendorff_alpha(rows(*lines)), 3) == published


def test_the_coefficients_that_gwet_published_for_four_raters_with_missing_values():
    table = rows(*FOUR)
    assert round(percent(table), 7) == 0.8181818
    assert round(gwet_ac1(table), 5) == 0.77544
    assert round(fleiss_kappa(table), 5) == 0.76117
    assert round(krippendorff_alpha(table), 5) == 0.74342


def test_fleiss_kappa_of_ten_subjects_and_fourteen_raters():
    assert round(fleiss_kappa(counted(FLEISS)), 3) == 0.210


@pytest.mark.parametrize(
    ("cells", "kappa"),
    [
        (((20, 5), (10, 15)), 0.40),
        (((45, 15), (25, 15)), 0.1304),
        (((25, 35), (5, 35)), 0.2593),
    ],
)
def test_cohen_kappa_of_commonly_worked_tables(cells, kappa):
    assert round(cohen_kappa(crossed(cells)), 4) == kappa


def test_ac1_stays_high_where_kappa_collapses_on_a_rare_value():
    table = crossed(((118, 5), (2, 0)))
    assert percent(table) == pytest.approx(0.944)
    assert cohen_kappa(table) < 0
    assert gwet_ac1(table) == pytest.approx(0.9408, abs=5e-5)


def test_where_everyone_always_agrees_on_one_value_only_the_share_is_known():
    table = rows("1 1 1", "1 1 1")
    assert percent(table) == 1
    assert [f(table) for f in (cohen_kappa, fleiss_kappa, gwet_ac1, krippendorff_alpha, alpha_interval)] == [
        None
    ] * 5


def test_full_agreement_on_several_values_is_one():
    table = rows("1 2 1", "1 2 1", "1 2 1")
    assert [f(table) for f in (percent, fleiss_kappa, gwet_ac1, krippendorff_alpha)] == [1] * 4


@pytest.mark.parametrize("lines", [(), ("1 2 .",), ("1 . .", ". 2 .")])
def test_without_a_unit_judged_twice_nothing_is_claimed(lines):
    table = rows(*lines) if lines else Table(())
    functions = (percent, cohen_kappa, fleiss_kappa, gwet_ac1, krippendorff_alpha, alpha_interval)
    assert [f(table) for f in functions] == [None] * 6


def test_cohen_kappa_is_of_two_coders_only():
    assert cohen_kappa(rows("1 2", "1 2", "1 1")) is None


def test_numbers_that_are_none_are_refused():
    with pytest.raises(ValueError, match="could not convert"):
        krippendorff_alpha(rows("a b", "a a"), "interval")


@pytest.mark.parametrize(
    ("line", "level"),
    [("1 nan", "interval"), ("1 1e999", "interval"), ("1 1e300", "ratio"), ("-1 1", "ratio")],
)
def test_numbers_that_nothing_can_be_made_of_are_refused(line, level):
    with pytest.raises(ValueError, match=r"no number"):
        alpha_interval(rows(line, "1 2"), level)


def test_nothing_written_in_two_ways_is_no_difference_on_a_ratio_scale():
    assert krippendorff_alpha(rows("0 2 3", "0.0 2 3"), "ratio") == 1


def test_the_interval_holds_alpha_and_is_the_same_each_time():
    rng = random.Random(3)
    coder = [rng.choice("123") for _ in range(80)]
    other = [value if rng.random() < 0.7 else rng.choice("123") for value in coder]
    table = rows(" ".join(coder), " ".join(other))
    first, second = (alpha_interval(table) for _ in range(2))
    assert first == second
    assert first.low < krippendorff_alpha(table) < first.high
    assert 0.1 < first.high - first.low < 0.5


units = st.lists(st.dictionaries(st.sampled_from("abcd"), st.sampled_from("123"), max_size=4), max_size=12)


@given(units, st.permutations("abcd"))
def test_who_is_called_what_and_the_order_of_units_change_nothing(made, names):
    renamed = [{names["abcd".index(who)]: value for who, value in unit.items()} for unit in reversed(made)]
    for measure in (percent, fleiss_kappa, gwet_ac1, krippendorff_alpha):
        assert measure(Table.of(renamed)) == pytest.approx(measure(Table.of(made)))

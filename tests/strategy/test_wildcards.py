"""Truncation: `*` stands for any letters, none included, and never takes long."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.strategy.wildcards import Glob, Patterns


@pytest.mark.parametrize(
    ("pattern", "word", "fits"),
    [
        ("factor*", "factoren", True),
        ("factor*", "factor", True),
        ("factor*", "succesfactor", False),
        ("*factor", "succesfactor", True),
        ("organi*ation", "organisation", True),
        ("organi*ation", "organization", True),
        ("organi*ation", "organisaties", False),
        ("a*a", "a", False),
        ("a*a", "aa", True),
        ("*kenntnis*", "fachkenntnisse", True),
        ("method*", "methode", True),
        ("aba*aba", "aba", False),
        ("aba*aba", "ababa", False),
        ("aba*aba", "abaaba", True),
    ],
)
def test_truncation_is_exact(pattern, word, fits):
    assert Glob(pattern).matches(word) is fits
    assert bool(list(Patterns([pattern]).fitting(word))) is fits


@given(st.text(alphabet="ab*", min_size=1, max_size=8), st.text(alphabet="ab", max_size=10))
def test_a_pattern_fits_what_the_plain_meaning_says(pattern, word):
    expected = re.fullmatch(".*".join(map(re.escape, re.sub(r"\*+", "*", pattern).split("*"))), word)
    assert Glob(pattern).matches(word) is (expected is not None)


@given(
    st.lists(st.text(alphabet="ab*", min_size=1, max_size=5), unique=True), st.text(alphabet="ab", max_size=6)
)
def test_patterns_looked_up_together_answer_as_one_by_one(patterns, word):
    together = sorted(Patterns(patterns).fitting(word))
    assert together == [i for i, pattern in enumerate(patterns) if Glob(pattern).matches(word)]


class Counted(str):
    """A word that counts how often it is searched."""

    searches = 0

    def find(self, *args):
        Counted.searches += 1
        return super().find(*args)


@pytest.mark.parametrize("stars", [5, 50, 500])
def test_an_evil_pattern_looks_for_each_piece_once(stars):
    Counted.searches = 0
    assert not Glob("*a" * stars + "*b").matches(Counted("a" * 2000))
    assert not Glob("a*" * stars + "b*c").matches(Counted("a" * 2000 + "c"))
    assert Counted.searches <= 2 * stars + 2

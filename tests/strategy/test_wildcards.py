"""Wildcards: `*` stands for any letters or none, `?` for one, `$` for one or none; none takes long."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.globs import Glob
from synth.strategy.wildcards import Patterns
from synth.strategy.words import in_order
from tests.strategy.drawn_expressions import fits


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
        ("wom?n", "women", True),
        ("wom?n", "womn", False),
        ("wom?n", "womeen", False),
        ("model?", "model", False),
        ("model?", "modell", True),
        ("?odel", "model", True),
        ("labo$r", "labour", True),
        ("labo$r", "labor", True),
        ("labo$r", "labouur", False),
        ("model$$", "model", True),
        ("model$$", "models", True),
        ("model$$", "modelss", True),
        ("model$$", "modelled", False),
        ("$a$", "a", True),
        ("w?r$*k", "werrrk", True),
        ("w?r$*k", "wrk", False),
    ],
)
def test_truncation_is_exact(pattern, word, fits):
    assert Glob(pattern).matches(word) is fits
    assert bool(list(Patterns([pattern]).fitting(word))) is fits


@given(st.text(alphabet="ab*?$", min_size=1, max_size=8), st.text(alphabet="ab", max_size=10))
def test_a_pattern_fits_what_the_plain_meaning_says(pattern, word):
    assert Glob(pattern).matches(word) is fits(pattern, word)
    assert Glob(in_order(pattern)).matches(word) is fits(pattern, word)


@given(
    st.lists(st.text(alphabet="ab*?$", min_size=1, max_size=5), unique=True),
    st.text(alphabet="ab", max_size=6),
)
def test_patterns_looked_up_together_answer_as_one_by_one(patterns, word):
    together = sorted(Patterns(patterns).fitting(word))
    assert together == [i for i, pattern in enumerate(patterns) if Glob(pattern).matches(word)]


class Counted(str):
    """A word that counts how often its letters are asked for."""

    letters = 0

    def __iter__(self):
        for letter in super().__iter__():
            Counted.letters += 1
            yield letter


@pytest.mark.parametrize("signs", [5, 50, 500])
@pytest.mark.parametrize(
    ("one", "rest"), [("*a", "*b"), ("a*", "b*c"), ("*?", "b*"), ("$*a", "b*"), ("a$", "$*c*a")]
)
def test_an_evil_pattern_looks_at_each_letter_once(one, rest, signs):
    Counted.letters = 0
    assert not Glob(one * signs + rest).matches(Counted("a" * 2000))
    assert Counted.letters <= 2000

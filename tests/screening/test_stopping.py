"""Stopping rules: what they exclude, what they leave open, and how they see few finds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import nchypergeom_wallenius

from synth.screening.stopping import RULES, Screened, _reached, enough, estimate, most


def read(*places: int, upto: int, total: int) -> Screened:
    """`upto` records read of `total`, relevant at `places` (from 1)."""
    relevant = np.zeros(upto, dtype=bool)
    relevant[[place - 1 for place in places]] = True
    return Screened(relevant, total)


@pytest.mark.parametrize("rule", RULES)
def test_nothing_found_is_never_enough(rule: str) -> None:
    assert not enough(rule, read(upto=500, total=1000))


@pytest.mark.parametrize("rule", RULES)
def test_everything_read_is_always_enough(rule: str) -> None:
    assert enough(rule, read(1, 5, 900, upto=1000, total=1000))


@pytest.mark.parametrize("rule", RULES)
def test_a_long_silence_after_many_finds_is_enough(rule: str) -> None:
    assert enough(rule, read(*range(1, 101), upto=900, total=1000))


@pytest.mark.parametrize("rule", ["curve", "urn"])
def test_finds_that_keep_coming_are_not_enough(rule: str) -> None:
    assert not enough(rule, read(*range(1, 800, 8), upto=800, total=1000))


@pytest.mark.parametrize("rule", RULES)
def test_three_early_finds_ask_for_reading_on(rule: str) -> None:
    assert not enough(rule, read(2, 3, 5, upto=300, total=1000))


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=25, deadline=None)
@given(places=st.sets(st.integers(1, 120), min_size=1), unread=st.integers(0, 200))
def test_the_estimate_and_the_verdict_agree(rule: str, places: set[int], unread: int) -> None:
    screened = read(*places, upto=120, total=120 + unread)
    said = estimate(rule, screened)
    assert 0 < said.low <= said.recall <= 1
    assert said.enough == (said.low >= 0.95 - 1e-9)
    assert screened.found <= most(rule, screened) <= screened.found + unread


def test_the_default_is_never_sooner_than_its_guard() -> None:
    screened = read(1, 2, 4, 9, 20, upto=400, total=1000)
    assert most("curve", screened) >= most("biased urn", screened)


@pytest.mark.parametrize(("total", "relevant", "drawn"), [(1000, 40, 300), (500, 10, 250), (200, 50, 60)])
def test_the_biased_draw_is_close_to_the_exact_one(total: int, relevant: int, drawn: int) -> None:
    share = _reached(np.array([total]), np.array([relevant]), np.array([drawn]), 5.0)[0]
    exact = nchypergeom_wallenius.mean(total, relevant, drawn, 5.0) / relevant
    assert share == pytest.approx(exact, abs=0.01)

"""Sets by numbers behave as sets of their keys, whether these are numbers of passages or names of works."""

from __future__ import annotations

import gc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.synthesis.numbered import Chosen, Numbering
from synth.uncollected import uncollected

KEYS = st.one_of(st.frozensets(st.integers(0, 10**12), max_size=40), st.frozensets(st.text(), max_size=40))


@given(KEYS, st.data())
def test_they_cross_as_sets_do(keys: frozenset[Any], data: st.DataObject) -> None:
    some = st.frozensets(st.sampled_from(sorted(keys))) if keys else st.just(frozenset())
    one, other = data.draw(some), data.draw(some)
    numbering = Numbering(keys)
    here, there = numbering.of(one), numbering.of(other)
    assert list(here) == sorted(one)
    assert (len(here), bool(here), here.first) == (len(one), bool(one), min(one, default=None))
    assert all((key in here) is (key in one) for key in keys)
    assert here & there == one & other
    assert here | there == here.union(there) == one | other
    assert here - there == one - other
    assert here.isdisjoint(there) == one.isdisjoint(other)
    assert (here == there) == (one == other)
    assert here | Chosen() == Chosen() | here == one
    assert here & Chosen() == Chosen() - here == frozenset()


@given(st.dictionaries(st.sampled_from("abc"), st.frozensets(st.integers(0, 5)), max_size=3))
def test_each_key_has_the_names_of_the_sets_that_it_is_in(sets: dict[str, frozenset[int]]) -> None:
    numbering = Numbering(range(6))
    found = numbering.named([(name, numbering.of(keys)) for name, keys in sets.items()])
    assert found == [tuple(name for name, keys in sets.items() if key in keys) for key in range(6)]


@pytest.mark.parametrize("unknown", [-1, 0, 2, 4])
def test_a_key_that_is_not_numbered_is_refused(unknown: int) -> None:
    with pytest.raises(KeyError):
        Numbering([1, 3]).of([1, unknown])


def test_sets_of_two_reviews_are_not_crossed() -> None:
    with pytest.raises(ValueError, match="two reviews"):
        Numbering([1, 2]).of([1]) & Numbering([2, 3]).of([2])


def test_the_collector_works_again_after_a_failure_and_within_another() -> None:
    with pytest.raises(RuntimeError), uncollected():
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
        raise RuntimeError
    assert gc.isenabled()

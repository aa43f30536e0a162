"""Sets of passages behave as sets of their ids, however the passages are numbered."""

from __future__ import annotations

import gc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.synthesis.passages import Numbering, Passages
from synth.synthesis.uncollected import uncollected

IDS = st.frozensets(st.integers(0, 10**12), max_size=40)


@given(IDS, st.data())
def test_sets_of_passages_cross_as_sets_do(ids: frozenset[int], data: st.DataObject) -> None:
    some = st.frozensets(st.sampled_from(sorted(ids))) if ids else st.just(frozenset())
    one, other = data.draw(some), data.draw(some)
    numbering = Numbering(ids)
    here, there = numbering.of(one), numbering.of(other)
    assert list(here) == sorted(one)
    assert (len(here), bool(here)) == (len(one), bool(one))
    assert here & there == one & other
    assert here | there == here.union(there) == one | other
    assert here - there == one - other
    assert here.isdisjoint(there) == one.isdisjoint(other)
    assert (here == there) == (one == other)
    assert here | Passages() == Passages() | here == one
    assert here & Passages() == Passages() - here == frozenset()


@pytest.mark.parametrize("unknown", [-1, 0, 2, 4])
def test_an_id_that_is_no_passage_of_the_review_is_refused(unknown: int) -> None:
    with pytest.raises(KeyError):
        Numbering([1, 3]).of([1, unknown])


def test_passages_of_two_reviews_are_not_crossed() -> None:
    with pytest.raises(ValueError, match="two reviews"):
        Numbering([1, 2]).of([1]) & Numbering([2, 3]).of([2])


def test_the_collector_works_again_after_a_failure_and_within_another() -> None:
    with pytest.raises(RuntimeError), uncollected():
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
        raise RuntimeError
    assert gc.isenabled()

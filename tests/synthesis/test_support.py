"""What a set of passages rests on, however its passages are numbered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.synthesis.support import Supports

STUDIES = {"c": "a", "a": "a", "b": "b", "d": "d"}


@pytest.mark.parametrize("far", [0, 1, 10_000_000])
def test_works_and_studies_are_in_the_order_of_their_keys(far: int) -> None:
    work_of = {3 + far: "c", 1 + far: "b", 2 + far: "a", 9: "c"}
    found = Supports(work_of, STUDIES).of([3 + far, 1 + far])
    assert list(found.works) == ["b", "c"]
    assert list(found.studies) == ["a", "b"]
    assert list(found.passages) == [1 + far, 3 + far]
    assert found.names == [f"P{1 + far}", f"P{3 + far}"]
    assert (found.n_works, found.n_studies) == (2, 2)


def test_nothing_rests_on_nothing() -> None:
    supports = Supports({}, {})
    assert list(supports.of(()).works) == list(supports.works(())) == []


@given(
    st.dictionaries(st.integers(0, 10**6), st.sampled_from(sorted(STUDIES)), min_size=1, max_size=30),
    st.data(),
)
def test_support_is_what_its_passages_say(work_of: dict[int, str], data: st.DataObject) -> None:
    asked = data.draw(st.sets(st.sampled_from(sorted(work_of))))
    supports, works = Supports(work_of, STUDIES), {work_of[one] for one in asked}
    found = supports.of(asked)
    assert set(found.works) == set(supports.works(asked)) == works
    assert set(found.studies) == {STUDIES[key] for key in works}
    assert supports.of(frozenset(asked)) is found
    assert supports.in_works(found.works) == {one for one, work in work_of.items() if work in works}
    assert supports.in_studies(found.studies) == {
        one for one, work in work_of.items() if STUDIES[work] in found.studies
    }

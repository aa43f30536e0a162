"""What the synthesis is shown of a review."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from synth.synthesis import State, synthesise
from synth.views import blinded
from tests.synthesis.build import WIDE_REVIEWS

KEYS = st.frozensets(st.sampled_from([f"work-{n}" for n in range(8)]))


@settings(max_examples=40)
@given(WIDE_REVIEWS, KEYS)
def test_a_work_that_is_still_being_coded_counts_as_if_nobody_had_coded_it(
    state: State, finished: frozenset[str]
) -> None:
    ids = {one.id for one in state.passages if one.passage.work in finished}
    without = replace(
        state,
        passages=tuple(one for one in state.passages if one.id in ids),
        codings=tuple(one for one in state.codings if one.passage_id in ids),
    )
    seen, bare = synthesise(blinded(state, finished)), synthesise(without)
    for name in ("findings", "matrix", "tables", "passages", "perspectives", "flow", "works"):
        assert seen[name] == bare[name]
    assert [gap["id"] for gap in seen["gaps"]] == [gap["id"] for gap in bare["gaps"]]
    being = {one["key"] for one in seen["works"]} - finished
    assert seen["generated_from"]["being_coded"] == len(being)
    assert {key for one in seen["cautions"] if one["id"] == "being-coded" for key in one["works"]} == being


@settings(max_examples=15)
@given(WIDE_REVIEWS)
def test_nothing_is_left_out_once_all_are_done(state: State) -> None:
    keys = {one.work.key for one in state.works}
    assert synthesise(blinded(state, keys)) == synthesise(state)

"""Which records meet: every pair once, copies always, and not everyone with everyone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.dedupe.block import beside, pairs, within
from synth.dedupe.normalise import prepare
from tests.dedupe.cases import cases, record


@pytest.mark.parametrize(
    "case", [case for case in cases() if case.expect != "different"], ids=lambda case: case.id
)
def test_what_must_be_joined_or_asked_about_is_compared(case):
    assert list(pairs([prepare(1, case.a), prepare(2, case.b)])) == [(0, 1)]


def test_each_pair_comes_once_with_the_smaller_place_first():
    copies = [
        prepare(n, record({"title": "Kennis en werk", "authors": "Bos, M.", "year": 2001})) for n in range(9)
    ]
    found = list(pairs(copies))
    assert sorted(found) == [(a, b) for a in range(9) for b in range(a + 1, 9)]


def test_records_that_share_nothing_are_not_compared():
    words = ("Kennis", "Wissen", "Knowledge", "Arbeid", "Gesundheit")
    apart = [
        prepare(n, record({"title": f"{word} {n}", "authors": f"{word}, A.", "year": 2000 + n}))
        for n, word in enumerate(words)
    ]
    assert list(pairs(apart)) == []


def test_the_pairs_of_a_large_block_grow_with_its_records_not_with_their_square():
    def number(size: int) -> int:
        block = [
            prepare(n, record({"title": f"Onderwerp nummer {n:05}", "authors": "Bos, M.", "year": 2001}))
            for n in range(size)
        ]
        return len(list(pairs(block)))

    assert number(2000) < 3 * number(1000)


@given(
    st.lists(st.integers(0, 60), unique=True, max_size=40), st.frozensets(st.integers(0, 60)), st.booleans()
)
def test_the_pairs_beside_some_records_are_those_of_the_block_that_have_one(members, some, title):
    among = {pair for pair in within(members, title=title) if not some.isdisjoint(pair)}
    assert set(beside(members, some, title=title)) == among

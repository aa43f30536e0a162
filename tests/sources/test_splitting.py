"""Cutting a question into several that together ask the same."""

import pytest

from synth.errors import UsageError
from synth.sources.splitting import parts

ONE = tuple(f"a{n}" for n in range(150))
TWO = tuple(f"b{n}" for n in range(120))


def test_parts_cover_every_pair_of_values_once():
    cut = parts((ONE, TWO), lambda lists: sum(map(len, lists)) <= 120, label="X")
    pairs = [(a, b) for left, right in cut for a in left for b in right]
    assert len(pairs) == len(set(pairs)) == 150 * 120


def test_what_fits_stays_whole():
    assert parts((ONE, TWO), lambda lists: True, label="X") == ((ONE, TWO),)


def test_a_value_too_long_for_any_request_is_an_error_that_names_the_source():
    with pytest.raises(UsageError, match="too long to ask Voorbeeld for"):
        parts((("x" * 5000,),), lambda lists: False, label="Voorbeeld")


def test_too_many_requests_is_an_error_with_a_remedy():
    with pytest.raises(UsageError, match="more than 200 requests to Voorbeeld") as caught:
        parts((tuple(map(str, range(500))),), lambda lists: len(lists[0]) < 2, label="Voorbeeld")
    assert "truncation" in caught.value.remedy

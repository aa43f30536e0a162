"""Works in columns: selections, divisions and pages are those of a plain list."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.catalogue.columns import Catalogue, Column, column
from synth.store.catalogue import Stamp

STAMP = Stamp((1, 1, 0), 0, (0, 0))


def made(years: list[int], sources: list[set[int]]) -> Catalogue:
    ids = np.arange(3, 3 + 2 * len(years), 2, dtype=np.int64)
    bits = np.array([sum(1 << one for one in some) for some in sources], dtype=np.int64)
    columns = {
        "year": column([str(year) for year in years]),
        "source": Column(("a", "b", "c"), bits, several=True),
    }
    numbers = np.arange(len(years), dtype=np.int64)
    newest = np.lexsort((numbers, -np.array(years, dtype=np.int64)))
    return Catalogue(STAMP, 1, ids, columns, {"newest": newest})


works = st.lists(st.tuples(st.integers(2000, 2004), st.sets(st.integers(0, 2))), min_size=1, max_size=40).map(
    lambda some: made([year for year, _ in some], [set(one) for _, one in some])
)


@given(works, st.sets(st.integers(1999, 2004)), st.sets(st.sampled_from("abcx")))
def test_a_selection_takes_one_of_each_column(catalogue, years, sources):
    wanted = {"year": [str(year) for year in years], "source": sorted(sources)}
    mask = catalogue.select(wanted)
    for place in range(len(catalogue)):
        year = catalogue.label_of("year", int(catalogue.ids[place]))
        bits = int(catalogue.columns["source"].codes[place])
        has = {label for bit, label in enumerate("abc") if bits >> bit & 1}
        assert mask[place] == ((not years or int(year) in years) and (not sources or bool(has & sources)))


@given(works, st.sets(st.integers(2000, 2004)))
def test_numbers_of_a_facet_are_those_of_choosing_it(catalogue, years):
    wanted = {"year": [str(year) for year in years]}
    for label, n in catalogue.counts("source", wanted).items():
        assert catalogue.select({**wanted, "source": [label]}).sum() == n
    for label, n in catalogue.counts("year", wanted).items():
        assert catalogue.select({"year": [label]}).sum() == n


@given(works, st.integers(1, 7), st.sets(st.integers(2000, 2004)))
def test_leafing_on_and_back_shows_each_work_once_in_order(catalogue, size, years):
    mask = catalogue.select({"year": [str(year) for year in years]})
    order = catalogue.orders["newest"]
    everything = catalogue.leaf(mask, order, size=1000).numbers
    seen, leaf = (), catalogue.leaf(mask, order, size=size)
    while leaf.numbers:
        before = leaf
        seen += leaf.numbers
        assert leaf.earlier == (seen[: -len(leaf.numbers)] != ())
        leaf = (
            catalogue.leaf(mask, order, after=leaf.numbers[-1], size=size)
            if leaf.later
            else catalogue.leaf(mask & False, order)
        )
        if leaf.numbers:
            assert catalogue.leaf(mask, order, before=leaf.numbers[0], size=size).numbers == before.numbers
    assert seen == everything


def test_the_place_of_a_work_that_left_the_selection_is_kept():
    catalogue = made([2004, 2003, 2002, 2001], [set()] * 4)
    mask = catalogue.select({"year": ["2004", "2002", "2001"]})
    assert catalogue.leaf(mask, catalogue.orders["newest"], after=5, size=1).numbers == (7,)


@pytest.mark.parametrize("gone", [4, 999, 0])
def test_a_work_that_is_not_there_leads_to_the_beginning(gone):
    catalogue = made([2004, 2003], [set()] * 2)
    assert catalogue.leaf(catalogue.select({}), catalogue.orders["newest"], after=gone).numbers == (3, 5)


def test_what_was_found_comes_in_the_order_it_was_found():
    catalogue = made([2000, 2001, 2002], [set()] * 3)
    order = catalogue.ranked([7, 3, 100])
    assert catalogue.leaf(catalogue.among([7, 3, 100]), order).numbers == (7, 3)

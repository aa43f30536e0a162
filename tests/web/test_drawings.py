"""What follows from what is stored is drawn, read and counted once, and anew when it may be otherwise."""

from __future__ import annotations

from contextlib import closing

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.catalogue.columns import Catalogue, Column
from synth.store.catalogue import Stamp
from synth.web.catalogue import CatalogueKeeper, Found
from synth.web.desk import Desk
from synth.web.drawings import MOST, Drawings
from synth.web.synthesising import WORKS, leaves

NUMBER = 6
LABELS = ("a", "b")


def test_what_is_asked_for_again_is_not_drawn_again_and_the_longest_unused_goes_first(tmp_path):
    drawn = []

    def ask(name: int) -> int:
        return drawings.drawing(name, lambda: drawn.append(name) or name)

    with closing(Desk(tmp_path)) as desk:
        drawings = Drawings(desk)
        for name in (*range(MOST), 0, MOST, 0, 1):
            assert ask(name) == name
    assert drawn == [*range(MOST), MOST, 1]


changes = st.lists(
    st.tuples(st.sampled_from(("standing", "coded")), st.integers(1, NUMBER), st.sampled_from(LABELS)),
    max_size=6,
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory):
    with closing(Desk(tmp_path_factory.mktemp("desk"))) as desk:
        yield desk


@given(changes, st.lists(st.sampled_from(LABELS), unique=True), st.sampled_from(("", "word", "other")))
def test_how_a_list_divides_is_what_is_counted_whatever_changed_meanwhile(desk, changed, wanted, text):
    catalogue, keeper = _catalogue(), CatalogueKeeper(desk)
    masks = {"word": np.arange(NUMBER) % 2 == 0, "other": np.arange(NUMBER) < 2}
    for name, number, label in (("coded", 1, "a"), *changed):
        catalogue = catalogue.with_labels(catalogue.stamp, name, {number: label})
        for chosen in ({}, {"standing": wanted}, {"standing": wanted, "coded": LABELS[:1]}):
            for words in ("", text):
                found = Found(words, np.arange(0), masks[words]) if words else None
                for column in ("standing", "coded", "source"):
                    counted = catalogue.counts(column, chosen, within=found.mask if found else None)
                    assert keeper.divided(catalogue, column, chosen, found) == counted


def _catalogue() -> Catalogue:
    def column() -> Column:
        return Column(LABELS, np.zeros(NUMBER, dtype=np.int64))

    columns = {name: column() for name in ("standing", "coded", "source")}
    return Catalogue(Stamp((1, 1, 0), 0, (0, 0)), 1, np.arange(1, NUMBER + 1), columns, {})


def test_the_pages_of_a_finding_have_each_of_its_works_once_with_its_passages():
    works = [f"w{number}" for number in range(2 * WORKS + 1)]
    work_of = {f"{work}-{n}": work for work in works for n in range(3)}
    pages = list(leaves({"works": [*works, works[0]], "passages": [*work_of][::-1]}, work_of))
    assert [work for page, _ in pages for work in page] == works
    assert [len(page) for page, _ in pages] == [WORKS, WORKS, 1]
    assert {
        work for page, passages in pages for work in {work_of[one] for one in passages} - {*page}
    } == set()
    assert sorted(one for _, passages in pages for one in passages) == sorted(work_of)

"""The catalogue that is kept up with what people do is the one that would be built anew."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from synth.coding.entry import Entry
from synth.model import Decision, Passage
from synth.review import Review


def _screen(review: Review) -> None:
    catalogue = review.catalogue()
    included = catalogue.ids[catalogue.select({"standing": ("included",)})]
    key = review.works_numbered([int(included[0])])[0].key
    review.decide(Decision(key, "full-text", "exclude", "background", coder="anna"))


def _code(review: Review) -> None:
    catalogue = review.catalogue()
    uncoded = catalogue.ids[catalogue.select({"coded": ("uncoded",)})]
    key = review.works_numbered([int(uncoded[0])])[0].key
    review.code(Entry(Passage(key, paraphrase={"en": "It helps."}), {"phase": ("adoption",)}, "anna"))


def _take_back_every_coding(review: Review) -> None:
    work, uids = "", []
    for row in review.rows():
        work = work or row.work
        uids += [one.uid for side in row.sides.values() for one in side.codings if row.work == work]
    for uid in dict.fromkeys(uids):
        review.undo(uid, coder="tno-2011")


@pytest.mark.parametrize(
    ("done", "columns"),
    [
        (_screen, {"standing", "full-text"}),
        (_code, {"coded"}),
        (_take_back_every_coding, {"coded"}),
    ],
)
def test_what_is_brought_up_is_what_would_be_built(
    demonstrated: Path, tmp_path: Path, done: Callable[[Review], None], columns: set[str]
) -> None:
    with Review.open(shutil.copytree(demonstrated, tmp_path / "review")) as review:
        before = review.catalogue()
        done(review)
        kept, built = review.catalogue_since(before), review.catalogue()
    assert kept is not None
    assert kept.stamp == built.stamp != before.stamp
    changed = set()
    for name, column in built.columns.items():
        labels = [column.labels[code] for code in column.codes.tolist()] if not column.several else []
        was = kept.columns[name]
        assert labels == ([was.labels[code] for code in was.codes.tolist()] if labels else labels)
        changed |= set() if np.array_equal(before.columns[name].codes, was.codes) else {name}
    assert changed == columns

"""Crosswalks: every link leads to a code, both ways, and codings are read through them unchanged."""

from __future__ import annotations

from pathlib import Path

import pytest

from synth.coding.crosswalk import Crosswalk, Link, crosswalk_between, ends, load_crosswalk, seen_through
from synth.errors import FileError, UsageError
from synth.frameworks import codebook
from synth.model import Coding, Passage

FOLDER = Path(__file__).parents[2] / "codebooks" / "crosswalks"
BOOKS = {name: codebook(name) for name in ("determinants", "midi", "cfir")}
PAIRS = [("determinants", "midi"), ("determinants", "cfir"), ("midi", "cfir")]


def coding(book: str, dimension: str, code: str) -> Coding:
    passage = Passage("koning-2008", quote="te weinig tijd")
    return Coding("c1", passage, book, "1.0.0", dimension, code, "failure", "anna", "2026-01-01")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda p: p.stem)
def test_a_crosswalk_is_named_for_its_ends_and_fits_both_codebooks(path: Path) -> None:
    source, target = ends(path)
    assert path.stem == f"{source}-{target}"
    assert load_crosswalk(path, BOOKS[source], BOOKS[target]).rules


@pytest.mark.parametrize(("source", "target"), [*PAIRS, *((b, a) for a, b in PAIRS)])
def test_the_three_frameworks_are_linked_both_ways(source: str, target: str) -> None:
    walk = crosswalk_between(BOOKS[source], BOOKS[target])
    assert (walk.source, walk.target) == (source, target)
    assert all(BOOKS[target].has(*place) for link in walk.links for place in link.targets)


def test_every_determinant_of_midi_is_linked_to_cfir() -> None:
    walk = crosswalk_between(BOOKS["midi"], BOOKS["cfir"])
    found = [walk.translate((c.dimension, c.id), BOOKS["midi"]) for c in BOOKS["midi"].codes()]
    assert all(places for places, _ in found)


@pytest.mark.parametrize(
    ("code", "to", "how"),
    [
        ("fit-with-work-processes", ["compatibility"], "exact"),
        ("staff-turnover", ["replacement-of-staff"], "close"),
        ("knowledge-centre", ["innovation"], "group"),
        ("knowledge-too-abstract", ["innovation"], "group"),
    ],
)
def test_a_coding_is_seen_as_the_other_framework_has_it(code: str, to: list[str], how: str) -> None:
    made = coding("determinants", "factor", code)
    walk = crosswalk_between(BOOKS["determinants"], BOOKS["midi"])
    seen, found = seen_through(made, walk, BOOKS["determinants"], BOOKS["midi"])
    assert ([one.code for one in seen], found) == (to, how)
    assert {(one.codebook, one.direction, one.uid) for one in seen} == {("midi", "failure", "c1")}


def test_phases_and_perspectives_come_along_as_they_are() -> None:
    walk = crosswalk_between(BOOKS["determinants"], BOOKS["cfir"])
    seen, how = seen_through(
        coding("determinants", "phase", "adoption"), walk, BOOKS["determinants"], BOOKS["cfir"]
    )
    assert ([(one.dimension, one.code) for one in seen], how) == ([("phase", "adoption")], "kept")


def test_turned_around_broader_is_narrower_and_related_gives_way() -> None:
    a, b, x = ("factor", "a"), ("factor", "b"), ("factor", "x")
    walk = Crosswalk("w", "one", "two", (Link(a, (x,), "broad"), Link(b, (x,), "related")))
    assert walk.turned().links == (Link(x, (a,), "narrow"),)


def test_a_link_to_nowhere_is_told_with_its_place(tmp_path: Path) -> None:
    text = (FOLDER / "midi-cfir.yaml").read_text(encoding="utf-8")
    path = tmp_path / "wrong.yaml"
    path.write_text(text.replace("to: [factor/innovation-complexity]", "to: [factor/complex]"), "utf-8")
    with pytest.raises(FileError, match=r"wrong.yaml:\d+:\d+.*`factor/complex` is not a code of `cfir`"):
        load_crosswalk(path, BOOKS["midi"], BOOKS["cfir"])


def test_codebooks_that_nothing_links_are_answered_with_those_that_are() -> None:
    with pytest.raises(UsageError, match=r"no crosswalk between `midi` and `midi`.*determinants and midi"):
        crosswalk_between(BOOKS["midi"], BOOKS["midi"])

"""The deletion test on the codings of the bundled report: what docs/gaps.md says of it is what happens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache, reduce
from operator import and_
from pathlib import Path

import pytest

from synth.coding.codebook import load_codebook
from synth.documents import load
from synth.model import Coding, Decision, Name, Passage
from synth.synthesis import CodebookView, GapParameters, State, StoredCoding, StoredPassage
from synth.synthesis.confidence import Grounds
from synth.synthesis.evidence import Evidence, Facet, gather
from synth.synthesis.findings import findings
from synth.synthesis.gap_rules import Scene
from synth.synthesis.gaps import find_gaps
from synth.views import codebook_view
from tests.synthesis.build import article, review

ROOT = Path(__file__).parents[2]
DOCS = " ".join((ROOT / "docs" / "gaps.md").read_text(encoding="utf-8").split())


@cache
def codebook() -> CodebookView:
    return codebook_view(load_codebook(ROOT / "codebooks" / "determinants.yaml"))


@cache
def report() -> State:
    """The shipped codings on works of which only the study they belong to matters."""
    rows = load(ROOT / "corpus" / "tno-2011" / "codings.yaml").data["codings"]
    keys = sorted({row["work"] for row in rows})
    interviews = {"type": "interview", "authors": (Name(literal="TNO"),)}
    works = [article(key, 1, **(interviews if key.startswith("tno-2011-h") else {})) for key in keys]
    state = review([], works=works)
    return replace(
        state,
        codebook=codebook(),
        decisions=tuple(Decision(key, "full-text", "include") for key in keys),
        passages=tuple(StoredPassage(n, Passage(row["work"])) for n, row in enumerate(rows)),
        codings=tuple(one for n, row in enumerate(rows) for one in codings(n, row)),
    )


def codings(number: int, row: dict[str, object]) -> Iterator[StoredCoding]:
    passage = Passage(str(row["work"]))
    for dimension, value in row["codes"].items():  # type: ignore[attr-defined]
        for code in value if isinstance(value, list) else [value]:
            uid = f"{number}-{dimension}-{code}"
            direction = row["direction"]
            coding = Coding(uid, passage, "determinants", "1.0.0", dimension, code, direction, "ann", "")  # type: ignore[arg-type]
            yield StoredCoding(number, coding)


def evidence(state: State) -> Evidence:
    return gather(state)


def gaps(state: State) -> set[str]:
    found = evidence(state)
    return {gap.draft.id for gap in find_gaps(scene(found))}


def scene(found: Evidence) -> Scene:
    parameters = GapParameters()
    return Scene(found, codebook(), parameters, findings(Grounds(found, parameters, 2011), codebook()), 2011)


def emptied(*facets: Facet) -> State:
    """The report without the codings of every passage that carries all these codes."""
    index = evidence(report()).index
    gone = set(reduce(and_, (index[facet] for facet in facets)))
    return replace(report(), codings=tuple(one for one in report().codings if one.passage_id not in gone))


def used(dimension: str) -> list[str]:
    return [
        code.id for code in codebook().codes(dimension) if (dimension, code.id) in evidence(report()).index
    ]


def test_emptying_any_factor_raises_its_gap() -> None:
    factors = used("factor")
    assert f"any of the {len(factors)} factors" in DOCS
    assert [one for one in factors if f"G-void-{one}" not in gaps(emptied(("factor", one)))] == []


def test_silencing_any_perspective_raises_its_gap() -> None:
    perspectives = used("perspective")
    assert f"or {len(perspectives)} perspectives" in DOCS
    silent = [
        one
        for one in perspectives
        if f"G-absent-perspective-{one}" not in gaps(emptied(("perspective", one)))
    ]
    assert silent == []


def test_emptying_a_cell_raises_its_gap_unless_its_margins_are_small() -> None:
    index = evidence(report()).index
    pairs = [
        (("determinant", row), ("phase", column)) for row in used("determinant") for column in used("phase")
    ]
    filled = [pair for pair in pairs if index[pair[0]] & index[pair[1]]]
    raised = []
    for row, column in filled:
        cell = f"{row[1]}--{column[1]}"
        raised += [cell] if {f"G-void-{cell}", f"G-missing-phase-{cell}"} & gaps(emptied(row, column)) else []
    assert f"of the {len(filled)} filled cells of determinant × phase, {len(raised)}." in DOCS


@pytest.mark.parametrize("size", ["works", "studies", "passages"])
def test_the_sizes_the_page_gives_are_those_of_the_report(size: str) -> None:
    found = evidence(report())
    support = found.support(found.coded)
    sizes = {"works": support.n_works, "studies": support.n_studies, "passages": len(support.passages)}
    assert f"{sizes[size]} {size}" in DOCS


def test_the_list_a_reader_sees_first_stays_short() -> None:
    found = evidence(report())
    top = [gap.draft.id for gap in find_gaps(scene(found)) if not gap.draft.parent]
    assert len(top) <= 20
    assert top.index("G-absent-perspective-client") < top.index("G-thin-organisation--factors")

"""Measure the gap rules by machine, per rule and never pooled: deletion, time split, two coders.

python -m tests.synthesis.measure_rules DIR

DIR holds line-by-line codings of the Human Behaviour-Change Project: `hbcp_eppi` (two EPPI-Reviewer exports
of 109 papers on physical activity) and `hbcp_irr` (50 papers, each coded by two people). Further, the shipped
replication `five-seeds` is used. Shares come with a 95 % Wilson interval.
"""

from __future__ import annotations

import argparse
import csv
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from math import sqrt
from operator import and_
from pathlib import Path

from synth.demo import demo
from synth.formats.eppi_coding import EppiExport, read_coding
from synth.model import Coding, Decision, Name, Passage, Record, Work
from synth.review import Review
from synth.synthesis import CodebookView, CodeView, DimensionView, GapParameters, Protocol, State
from synth.synthesis.confidence import Grounds
from synth.synthesis.evidence import NOTHING, Facet, gather
from synth.synthesis.findings import findings
from synth.synthesis.gap_rules import RULES, Scene
from synth.synthesis.snapshot import snapshot
from synth.synthesis.state import LinkedWork, StoredCoding, StoredPassage
from synth.views import codebook_view, current, protocol_view

EXPORTS = (
    "PhysicalActivity_Sprint1ArmsAnd_Prioritised47Papers.json",
    "Batch2PhysicalActivityPrioritisedCodeset.json",
)
ROWS, COLUMNS = "Modes of Delivery", "Population"
"""The two parts of the code set that are crossed, as theme and issue; `Intervention` gives the factors."""


@dataclass(frozen=True)
class Paper:
    """A coded paper: its year (0: unknown) and the names of its codes per part of the code set."""

    key: str
    year: int
    codes: dict[str, frozenset[str]]


def wilson(hits: int, n: int) -> str:
    """A share with its 95 % interval."""
    if not n:
        return "none of none"
    z, p = 1.96, hits / n
    middle, spread = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    low, high = (middle - spread) / (1 + z * z / n), (middle + spread) / (1 + z * z / n)
    return f"{hits} of {n} = {p:.3f} ({low:.3f} to {high:.3f})"


def papers(folder: Path) -> list[Paper]:
    """The papers of both exports; one that stands in both is taken once."""
    found: dict[str, Paper] = {}
    for name in EXPORTS:
        export = read_coding((folder / name).read_bytes(), name)
        for one in _papers(export):
            found.setdefault(one.key, one)
    return [found[key] for key in sorted(found)]


def _papers(export: EppiExport) -> Iterator[Paper]:
    part = {code.id: (code.path[1] if len(code.path) > 1 else "", code.name) for code in export.codes}
    for one in export.references:
        codes: dict[str, set[str]] = {}
        for tick in one.ticks:
            group, name = part.get(tick.code, ("", ""))
            codes.setdefault(group, set()).add(name)
        year = re.search(r"(19|20)\d\d", one.name)
        known = {group: frozenset(names) for group, names in codes.items()}
        if known:
            yield Paper(one.name, int(year[0]) if year else 0, known)


def slug(text: str) -> str:
    """A code's name as an id."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-") or "none"


def state_of(coded: Sequence[Paper], everything: Sequence[Paper]) -> State:
    """A review of these papers with the codebook of all: a passage per row and column, and per factor."""
    names = {"theme": ROWS, "issue": COLUMNS, "factor": "Intervention"}
    dimensions = tuple(
        DimensionView(
            dimension,
            {},
            tuple(
                CodeView(code, {}, "intervention" if dimension == "factor" else "")
                for code in sorted({slug(n) for one in everything for n in one.codes.get(group, ())})
            ),
        )
        for dimension, group in names.items()
    )
    whole = DimensionView("determinant", {}, (CodeView("intervention", {}),))
    passages: list[StoredPassage] = []
    codings: list[StoredCoding] = []
    for paper in coded:
        own = {d: sorted({slug(n) for n in paper.codes.get(g, ())}) for d, g in names.items()}
        cells = [{"theme": row, "issue": column} for row in own["theme"] for column in own["issue"]]
        for codes in [*cells, *({"factor": one} for one in own["factor"])]:
            number = len(passages) + 1
            passages.append(StoredPassage(number, Passage(paper.key)))
            codings += [_coding(number, paper.key, facet) for facet in codes.items()]
    return State(
        Protocol("hbcp", {}, {}, gaps=GapParameters(crosses=(("theme", "issue"),), as_of=2020)),
        CodebookView("hbcp", "1", (whole, *dimensions)),
        works=tuple(_work(n, one) for n, one in enumerate(coded, 1)),
        decisions=tuple(Decision(one.key, "full-text", "include", coder="a") for one in coded),
        passages=tuple(passages),
        codings=tuple(codings),
    )


def _work(number: int, paper: Paper) -> LinkedWork:
    record = Record(
        "work", paper.key, "", title=paper.key, authors=(Name(paper.key),), year=paper.year or None
    )
    return LinkedWork(Work(number, paper.key, record, ()))


def _coding(number: int, key: str, facet: Facet) -> StoredCoding:
    uid = f"{number}-{facet[0]}-{facet[1]}"
    return StoredCoding(number, Coding(uid, Passage(key), "hbcp", "1", *facet, "neutral", "a", ""))


def scene_of(state: State) -> Scene:
    """What the rules look at."""
    evidence = gather(state)
    grounds = Grounds(evidence, state.protocol.gaps, state.protocol.gaps.as_of)
    return Scene(
        evidence, state.codebook, state.protocol.gaps, findings(grounds, state.codebook), grounds.year
    )


def raised(scene: Scene, rule: str) -> set[str]:
    """The ids of what one rule raises."""
    return {draft.id for draft in RULES[rule][0](scene)}


def emptied(state: State, *facets: Facet) -> State:
    """The state without the codings of every passage that carries all these facets."""
    index = gather(state).index
    gone = set(reduce(and_, (index.get(facet, NOTHING) for facet in facets)))
    return replace(state, codings=tuple(one for one in state.codings if one.passage_id not in gone))


def without(state: State, *facets: Facet) -> State:
    """The state without the codings of these facets; other codings on their passages stay."""
    kept = (one for one in state.codings if (one.coding.dimension, one.coding.code) not in facets)
    return replace(state, codings=tuple(kept))


Empty = Callable[..., State]


def deletion(
    state: State,
    rule: str,
    targets: Iterable[tuple[str, tuple[Facet, ...]]],
    empty: Empty = emptied,
    *,
    of: str = "",
) -> None:
    """Empty each target: must the rule raise it, and does anything else of the rule change?

    `of` is the dimension, where a rule is tried on more than one.

    Elsewhere counts ids that appeared or vanished and share no code with the target.
    """
    before = raised(scene_of(state), rule)
    hits, n, elsewhere = 0, 0, 0
    for name, facets in targets:
        after = raised(scene_of(empty(state, *facets)), rule)
        hits, n = hits + (name in after), n + 1
        codes = [code for _, code in facets]
        elsewhere += sum(not any(code in one for code in codes) for one in (before ^ after) - {name})
    named = f"{rule} ({of})" if of else rule
    print(f"deletion {named}: flagged {wilson(hits, n)}; changes elsewhere {elsewhere}")


def cells(state: State, rows: str, columns: str) -> list[tuple[Facet, Facet]]:
    """The filled cells of two dimensions."""
    index = gather(state).index
    pairs = [
        ((rows, row.id), (columns, column.id))
        for row in state.codebook.codes(rows)
        for column in state.codebook.codes(columns)
    ]
    return [(a, b) for a, b in pairs if index.get(a, NOTHING) & index.get(b, NOTHING)]


def used(state: State, dimension: str) -> list[Facet]:
    """The codes of a dimension that occur."""
    index = gather(state).index
    return [(dimension, one.id) for one in state.codebook.codes(dimension) if index.get((dimension, one.id))]


def covered(state: State, pair: tuple[Facet, Facet]) -> bool:
    """Whether row and column would still be covered, and chance would fill the cell, after it was emptied."""
    scene = scene_of(emptied(state, *pair))
    row, column = (scene.support(scene.ids(*facet)).n_studies for facet in pair)
    least = scene.parameters
    return min(row, column) >= least.margin and row * column / scene.coded.n_studies >= least.expected


def on_papers(found: Sequence[Paper]) -> None:
    """The deletion test and the time split on the coded papers."""
    state = state_of(found, found)
    print(f"papers={len(found)} passages={len(state.passages)} codings={len(state.codings)}")
    every = cells(state, "theme", "issue")
    guarded = [pair for pair in every if covered(state, pair)]
    named = [(f"G-void-theme-{a[1]}--issue-{b[1]}", (a, b)) for a, b in guarded]
    print(f"filled cells={len(every)}, of these covered when emptied={len(guarded)}")
    deletion(state, "void-cross", named)
    deletion(state, "void-code", [(f"G-void-{one[1]}", (one,)) for one in used(state, "factor")])
    for name in ("theme", "issue"):
        targets = [(f"G-void-{name}-{one[1]}", (one,)) for one in used(state, name)]
        deletion(state, "void-subject", targets, of=name)
    time_split(found)


def time_split(found: Sequence[Paper]) -> None:
    """Run on the older half: which flagged cells do newer papers fill, against the other empty ones?"""
    dated = sorted((one for one in found if one.year), key=lambda one: (one.year, one.key))
    older = dated[: len(dated) // 2]
    early, late = state_of(older, dated), state_of(dated, dated)
    filled = {f"G-void-theme-{a[1]}--issue-{b[1]}" for a, b in cells(late, "theme", "issue")}
    before = {f"G-void-theme-{a[1]}--issue-{b[1]}" for a, b in cells(early, "theme", "issue")}
    scene = scene_of(early)
    flagged = raised(scene, "void-cross")
    rows, columns = ([one.id for one in early.codebook.codes(name)] for name in ("theme", "issue"))
    empty = {f"G-void-theme-{a}--issue-{b}" for a in rows for b in columns} - before
    print(f"time split at {older[-1].year}: {len(older)} older, {len(dated) - len(older)} newer papers")
    print(f"time split void-cross: flagged and filled later {wilson(len(flagged & filled), len(flagged))}")
    rest = empty - flagged
    print(f"time split void-cross: empty, not flagged, filled later {wilson(len(rest & filled), len(rest))}")
    thin = raised(scene, "thin-subject")
    print(f"time split thin-subject: {len(thin)} thin rows and columns among the older papers")


def two_coders(path: Path) -> None:
    """The same papers by coder 1 and coder 2: how far do the rules flag the same codes?"""
    by_coder: list[dict[str, set[str]]] = [{}, {}]
    codes: set[str] = set()
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            code = slug(row["AttributeTitle"])
            codes.add(code)
            for place, column in enumerate(("Coder1Text", "Coder2Text")):
                given = by_coder[place].setdefault(row["paperID"], set())
                given |= {code} if row[column] == "1" else set()
    everything = [Paper("all", 0, {"Intervention": frozenset(codes)})]
    flagged: list[dict[str, set[str]]] = []
    for given in by_coder:
        coded = [Paper(key, 2010, {"Intervention": frozenset(some)}) for key, some in sorted(given.items())]
        scene = scene_of(state_of(coded, everything))
        flagged.append({rule: raised(scene, rule) for rule in ("void-code", "thin-code")})
    for rule in ("void-code", "thin-code"):
        one, other = (some[rule] for some in flagged)
        shared = wilson(len(one & other), len(one | other))
        print(f"two coders {rule}: {len(one)} and {len(other)} flagged; Jaccard {shared}")


def on_replication() -> None:
    """The deletion test on the shipped synthesis of five documents, for the rules that papers cannot test."""
    with tempfile.TemporaryDirectory() as folder:
        demo(Path(folder) / "five", "five-seeds")
        with Review.open(Path(folder) / "five") as review:
            view = codebook_view(review.codebook, review.protocol.codebooks[1:])
            state = current(snapshot(review.db, protocol_view(review.protocol), view), review.codebook)
    print(f"five-seeds: passages={len(state.passages)} codings={len(state.codings)}")
    for name in ("perspective", "stakeholder"):
        prefix = "" if name == "perspective" else "stakeholder-"
        coded = {one.coding.code for one in state.codings if one.coding.dimension == name}
        views = [
            (f"G-absent-perspective-{prefix}{one[1]}", (one,)) for one in used(state, name) if one[1] in coded
        ]
        deletion(state, "absent-perspective", views, without, of=name)
    deletion(state, "void-code", [(f"G-void-{one[1]}", (one,)) for one in used(state, "factor")])
    phases = cells(state, "determinant", "phase")
    last = [(f"G-missing-phase-{a[1]}--{b[1]}", (a, b)) for a, b in phases if b[1] == "continuation"]
    deletion(state, "missing-phase", last)
    early = [pair for pair in phases if pair[1][1] != "continuation" and covered(state, pair)]
    deletion(state, "void-cell", [(f"G-void-{a[1]}--{b[1]}", (a, b)) for a, b in early])
    for rule, facet in SILENCED.items():
        silence(state, rule, facet)


SILENCED: dict[str, str] = {
    "stated": "statement",
    "unused-evidence": "application",
    "contradictory": "presence",
    "weak-design": "family",
    "no-effect-study": "family",
}
"""Rules about what is there: without the codings of this dimension, what they raise must vanish."""


def silence(state: State, rule: str, dimension: str) -> None:
    """Take every coding of a dimension away: how much of what a rule raised vanishes?"""
    before = raised(scene_of(state), rule)
    bare = replace(state, codings=tuple(one for one in state.codings if one.coding.dimension != dimension))
    after = raised(scene_of(bare), rule)
    print(f"silence {rule} without {dimension}: vanished {wilson(len(before - after), len(before))}")


def main() -> None:
    """Print the measurements."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    on_papers(papers(folder / "hbcp_eppi"))
    two_coders(folder / "hbcp_irr" / "IrrSpreadsheetBinary.csv")
    on_replication()


if __name__ == "__main__":
    main()

"""The gap rules: each is one small function from the evidence to drafts of gaps, listed in RULES.

A rule counts independent studies, never passages. What each looks for, its guard against false alarms,
its parameters and the literature it is drawn from stand in docs/gaps.md, which a test compares with RULES.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from synth.synthesis.evidence import Evidence, Facet, Ids, Support
from synth.synthesis.findings import Finding
from synth.synthesis.state import CodebookView, CodeView, GapParameters


@dataclass(frozen=True)
class Scene:
    """What every rule looks at."""

    evidence: Evidence
    codebook: CodebookView
    parameters: GapParameters
    findings: tuple[Finding, ...]

    @cached_property
    def coded(self) -> Support:
        """All coded works, studies and passages."""
        return self.evidence.support(self.evidence.coded)

    @cached_property
    def shares(self) -> dict[str, float]:
        """Dimension to the share of coded studies with a passage that carries it."""
        return {
            one.id: self.support(self.evidence.of_dimension(one.id)).n_studies / self.coded.n_studies
            for one in self.codebook.dimensions
            if self.evidence.coded
        }

    @property
    def least(self) -> dict[str, float]:
        """Dimension to the share of coded studies that must carry it before an absence is judged."""
        return {"phase": self.parameters.phase_share, "perspective": self.parameters.perspective_share}

    @cached_property
    def parents(self) -> dict[str, str]:
        """Factor to its determinant."""
        return {code.id: code.parent for code in self.codebook.codes("factor")}

    def ids(self, dimension: str, code: str) -> Ids:
        """The coded passages with this code."""
        return self.evidence.passages(dimension, code)

    def support(self, ids: Iterable[int]) -> Support:
        """What a set of passages rests on."""
        return self.evidence.support(ids)

    def codes(self, dimension: str) -> tuple[CodeView, ...]:
        """The codes of a dimension; none if nobody used the dimension at all."""
        return self.codebook.codes(dimension) if self.shares.get(dimension) else ()

    def judged(self, dimension: str) -> bool:
        """Whether enough studies carry a dimension to read an absence as one."""
        return self.shares.get(dimension, 0.0) >= self.least.get(dimension, 0.0)


@dataclass(frozen=True, slots=True)
class Draft:
    """A gap as a rule raises it, before it is put into words, explained and ranked.

    `kind` names the templates; `support` is what stands in the cell itself and `around` what the rule
    compared it with; `margins` are the independent studies of its row and column; `dimension` is the one
    whose absence must be judged with care; `members` are set for a group.
    """

    kind: str
    cell: tuple[Facet, ...]
    support: Support
    around: Support
    thresholds: tuple[str, ...]
    margins: tuple[int, ...] = ()
    expected: float | None = None
    dimension: str = ""
    judged: bool = True
    parent: str = ""
    total: int = 0
    members: tuple[str, ...] = ()

    @property
    def type(self) -> str:
        """The gap type as people know it."""
        return KINDS[self.kind].type

    @property
    def id(self) -> str:
        """Stable: it depends on type and cell only."""
        codes = "--".join(code for _, code in self.cell)
        if self.members:
            codes += "--determinants" if self.cell[0][0] == "phase" else "--factors"
        elif self.kind in ("void-determinant", "void-phase", "thin-determinant", "thin-phase"):
            codes = f"{self.cell[0][0]}-{codes}"
        return f"G-{self.type}-{codes}"


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of draft is typed, and how broad it is: 0 a factor, 1 a determinant, 2 the review."""

    type: str
    breadth: int


KINDS: dict[str, Kind] = {
    "void-cell": Kind("void", 1),
    "void-determinant": Kind("void", 1),
    "void-phase": Kind("void", 2),
    "void-factor": Kind("void", 0),
    "void-factors": Kind("void", 0),
    "thin-cell": Kind("thin", 1),
    "thin-determinant": Kind("thin", 1),
    "thin-phase": Kind("thin", 2),
    "thin-factor": Kind("thin", 0),
    "thin-factors": Kind("thin", 0),
    "thin-cells": Kind("thin", 1),
    "contradictory": Kind("contradictory", 0),
    "missing-phase": Kind("missing-phase", 1),
    "missing-phase-all": Kind("missing-phase", 2),
    "absent-perspective": Kind("absent-perspective", 2),
    "absent-perspective-cell": Kind("absent-perspective", 1),
}


def void_cell(scene: Scene) -> Iterator[Draft]:
    """A determinant and a phase that never meet although both are well covered."""
    last = _last_phase(scene)
    for draft in _empty_cells(scene, "phase", "void-cell"):
        row, column = (code for _, code in draft.cell)
        if column != last or not _earlier(scene, row):
            yield draft


def void_code(scene: Scene) -> Iterator[Draft]:
    """A determinant, a phase or a factor of the codebook that no included work speaks of."""
    last = _last_phase(scene)
    for dimension in ("determinant", "phase", "factor"):
        for code in scene.codes(dimension):
            if not scene.ids(dimension, code.id) and (dimension, code.id) != ("phase", last):
                yield Draft(
                    f"void-{dimension}",
                    ((dimension, code.id),),
                    scene.support(()),
                    _around(scene, code),
                    thresholds=("phase_share",) if dimension == "phase" else (),
                    dimension="phase" if dimension == "phase" else "",
                    judged=dimension != "phase" or scene.judged("phase"),
                )


def thin_code(scene: Scene) -> Iterator[Draft]:
    """A determinant, a phase or a factor that only a few independent studies speak of."""
    for dimension in ("determinant", "phase", "factor"):
        for code in scene.codes(dimension):
            support = scene.support(scene.ids(dimension, code.id))
            if _thin(scene, support):
                around = _around(scene, code)
                yield Draft(
                    f"thin-{dimension}", ((dimension, code.id),), support, around, thresholds=("thin",)
                )


def thin_cell(scene: Scene) -> Iterator[Draft]:
    """A determinant and a phase that only a few independent studies bring together."""
    for row in scene.codes("determinant"):
        for column in scene.codes("phase"):
            across, down = scene.ids("determinant", row.id), scene.ids("phase", column.id)
            support = scene.support(across & down)
            if _thin(scene, support):
                margins = (scene.support(across), scene.support(down))
                yield Draft(
                    "thin-cell",
                    (("determinant", row.id), ("phase", column.id)),
                    support,
                    margins[0],
                    thresholds=("thin",),
                    margins=tuple(one.n_studies for one in margins),
                    dimension="phase",
                    judged=scene.judged("phase"),
                )


def contradictory(scene: Scene) -> Iterator[Draft]:
    """A factor that helps according to some studies and hinders according to others."""
    for finding in scene.findings:
        if finding.contradictory:
            yield Draft(
                "contradictory",
                (("factor", finding.factor),),
                finding.support,
                scene.support(scene.ids("determinant", finding.determinant)),
                thresholds=("each_side", "minority"),
            )


def missing_phase(scene: Scene) -> Iterator[Draft]:
    """A determinant, or the review as a whole, that is studied before the last phase but not in it."""
    last = _last_phase(scene)
    if not last:
        return
    shared = {"thresholds": ("phase_share", "thin"), "dimension": "phase", "judged": scene.judged("phase")}
    everything = scene.support(scene.evidence.of_dimension("phase"))
    if not scene.ids("phase", last):
        yield Draft("missing-phase-all", (("phase", last),), scene.support(()), everything, **shared)  # type: ignore[arg-type]
    for row in scene.codes("determinant"):
        all_of_row = scene.support(scene.ids("determinant", row.id))
        earlier = scene.support(_earlier(scene, row.id))
        silent = not scene.ids("determinant", row.id) & scene.ids("phase", last)
        allowed = (row.id, last) not in scene.parameters.impossible
        if silent and allowed and earlier.works and all_of_row.n_studies > scene.parameters.thin:
            yield Draft(
                "missing-phase",
                (("determinant", row.id), ("phase", last)),
                scene.support(()),
                earlier,
                margins=(all_of_row.n_studies, scene.support(scene.ids("phase", last)).n_studies),
                **shared,  # type: ignore[arg-type]
            )


def absent_perspective(scene: Scene) -> Iterator[Draft]:
    """A perspective of the codebook that is heard nowhere."""
    for code in scene.codes("perspective"):
        if not scene.ids("perspective", code.id):
            yield Draft(
                "absent-perspective",
                (("perspective", code.id),),
                scene.support(()),
                scene.support(scene.evidence.of_dimension("perspective")),
                thresholds=("perspective_share",),
                dimension="perspective",
                judged=scene.judged("perspective"),
            )


def absent_perspective_cell(scene: Scene) -> Iterator[Draft]:
    """A perspective that is heard on other subjects, but not on a well-covered determinant."""
    yield from _empty_cells(scene, "perspective", "absent-perspective-cell")


Rule = Callable[[Scene], Iterator[Draft]]
RULE_VERSION = "1"
RULES: dict[str, tuple[Rule, tuple[str, ...]]] = {
    "void-cell": (void_cell, ("margin", "expected", "phase_share", "impossible")),
    "void-code": (void_code, ("phase_share",)),
    "thin-code": (thin_code, ("thin",)),
    "thin-cell": (thin_cell, ("thin",)),
    "contradictory": (contradictory, ("each_side", "minority")),
    "missing-phase": (missing_phase, ("phase_share", "thin", "impossible")),
    "absent-perspective": (absent_perspective, ("perspective_share",)),
    "absent-perspective-cell": (
        absent_perspective_cell,
        ("margin", "expected", "perspective_share", "impossible"),
    ),
}
"""Rule id to its function and the parameters it reads."""


def _empty_cells(scene: Scene, dimension: str, kind: str) -> Iterator[Draft]:
    """Cells of determinant × dimension without a study, both margins covered and enough of them expected."""
    least = scene.parameters
    for row in scene.codes("determinant"):
        across = scene.support(scene.ids("determinant", row.id))
        for column in scene.codes(dimension):
            down = scene.support(scene.ids(dimension, column.id))
            expected = across.n_studies * down.n_studies / scene.coded.n_studies
            filled = scene.ids("determinant", row.id) & scene.ids(dimension, column.id)
            covered = min(across.n_studies, down.n_studies) >= least.margin and expected >= least.expected
            if not filled and covered and (row.id, column.id) not in least.impossible:
                yield Draft(
                    kind,
                    (("determinant", row.id), (dimension, column.id)),
                    scene.support(()),
                    across,
                    thresholds=("margin", "expected", f"{dimension}_share"),
                    margins=(across.n_studies, down.n_studies),
                    expected=round(expected, 3),
                    dimension=dimension,
                    judged=scene.judged(dimension),
                )


def _thin(scene: Scene, support: Support) -> bool:
    return 1 <= support.n_studies <= scene.parameters.thin


def _around(scene: Scene, code: CodeView) -> Support:
    """The evidence next to a code: that of its determinant, else everything coded."""
    return scene.support(scene.ids("determinant", code.parent)) if code.parent else scene.coded


def _last_phase(scene: Scene) -> str:
    phases = scene.codes("phase")
    return phases[-1].id if len(phases) > 1 else ""


def _earlier(scene: Scene, determinant: str) -> Ids:
    """The passages of a determinant that are about a phase before the last."""
    before: Sequence[CodeView] = scene.codes("phase")[:-1]
    row = scene.ids("determinant", determinant)
    return frozenset[int]().union(*(row & scene.ids("phase", code.id) for code in before))

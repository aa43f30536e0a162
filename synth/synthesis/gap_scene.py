"""What the gap rules look at, and what they raise: the scene, drafts of gaps, and the kinds there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from synth.synthesis.evidence import NOTHING, Evidence, Facet, Ids
from synth.synthesis.facets import CONTEXTS, OTHER_ROWS, STATEMENT, VIEWS
from synth.synthesis.findings import Finding
from synth.synthesis.parameters import GapParameters
from synth.synthesis.state import CodebookView, CodeView
from synth.synthesis.support import Support


@dataclass(frozen=True)
class Scene:
    """What every rule looks at."""

    evidence: Evidence
    codebook: CodebookView
    parameters: GapParameters
    findings: tuple[Finding, ...]
    year: int = 0

    @cached_property
    def coded(self) -> Support:
        """All coded works, studies and passages."""
        return self.evidence.support(self.evidence.coded)

    @cached_property
    def shares(self) -> dict[str, float]:
        """Dimension to the share of coded studies that carry it, or of which it was said that they do not."""
        return {
            one.id: self._answered(one.id) / self.coded.n_studies
            for one in self.codebook.dimensions
            if self.evidence.coded
        }

    def _answered(self, dimension: str) -> int:
        evidence = self.evidence
        carried = self.support(evidence.of_dimension(dimension)).studies
        silent = evidence.silences.whole(dimension).intersection(self.coded.works)
        return len({*carried, *map(evidence.studies.__getitem__, silent)}) if silent else len(carried)

    @property
    def least(self) -> dict[str, float]:
        """Dimension to the share of coded studies that must carry it before an absence is judged."""
        views = dict.fromkeys(VIEWS, self.parameters.perspective_share)
        contexts = dict.fromkeys((*CONTEXTS, *OTHER_ROWS), self.parameters.context_share)
        return {"phase": self.parameters.phase_share, **views, **contexts}

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

    @cached_property
    def asked(self) -> Ids:
        """The passages in which authors say what is not known."""
        return self.ids(STATEMENT, "gap")

    def around(self, code: CodeView) -> Support:
        """The evidence next to a code: that of its determinant, else everything coded."""
        return self.support(self.ids("determinant", code.parent)) if code.parent else self.coded

    def last_phase(self) -> str:
        """The last phase of the codebook, where there is more than one and any was coded."""
        phases = self.codes("phase")
        return phases[-1].id if len(phases) > 1 else ""

    def earlier(self, determinant: str) -> Ids:
        """The passages of a determinant that are about a phase before the last."""
        row = self.ids("determinant", determinant)
        return NOTHING.union(*(row & self.ids("phase", c.id) for c in self.codes("phase")[:-1]))

    def judged(self, dimension: str) -> bool:
        """Whether enough studies carry a dimension to read an absence as one."""
        return self.shares.get(dimension, 0.0) >= self.least.get(dimension, 0.0)


@dataclass(frozen=True, slots=True)
class Draft:
    """A gap as a rule raises it, before it is put into words, explained and ranked.

    `kind` names the templates; `support` is what stands in the cell itself and `around` what the rule
    compared it with; `margins` are the independent studies of its row and column; `dimension` is the one
    whose absence must be judged with care; `members` are set for a group, and `possible`, the codes
    (`dimension=code`) that there could be at most.
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
    possible: tuple[str, ...] = ()
    members: tuple[str, ...] = ()

    @property
    def type(self) -> str:
        """The gap type as people know it."""
        return KINDS[self.kind].type

    @property
    def id(self) -> str:
        """Stable: it depends on type and cell only."""
        codes = "--".join(code for _, code in self.cell)
        if self.members and not self.cell:
            codes = f"{self.dimension}--all"
        elif self.members:
            codes += "--determinants" if self.cell[0][0] == "phase" else "--factors"
        elif KINDS[self.kind].named or any(name == "stakeholder" for name, _ in self.cell):
            codes = "--".join(code if name == "factor" else f"{name}-{code}" for name, code in self.cell)
        return f"G-{self.type}-{KINDS[self.kind].prefix}{codes or 'review'}"


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of draft is typed, and how broad it is: 0 a factor, 1 a row of the table, 2 the review.

    `named` ids name the dimension of each code, `prefix` tells kinds of one type on one cell apart.
    `implied_by` is the kind that, about the whole review or the determinant, says the same.
    """

    type: str
    breadth: int
    named: bool = False
    prefix: str = ""
    implied_by: str = ""


KINDS: dict[str, Kind] = {
    "void-cell": Kind("void", 1),
    "void-determinant": Kind("void", 1, named=True),
    "void-phase": Kind("void", 2, named=True),
    "void-factor": Kind("void", 0),
    "void-factors": Kind("void", 0),
    "void-subject": Kind("void", 1, named=True),
    "void-cross": Kind("void", 1, named=True),
    "thin-cell": Kind("thin", 1),
    "thin-determinant": Kind("thin", 1, named=True),
    "thin-phase": Kind("thin", 2, named=True),
    "thin-factor": Kind("thin", 0),
    "thin-factors": Kind("thin", 0),
    "thin-cells": Kind("thin", 1),
    "thin-subject": Kind("thin", 1, named=True),
    "thin-subjects": Kind("thin", 1),
    "contradictory": Kind("contradictory", 0),
    "missing-phase": Kind("missing-phase", 1),
    "missing-phase-all": Kind("missing-phase", 2),
    "absent-perspective": Kind("absent-perspective", 2),
    "absent-perspective-cell": Kind("absent-perspective", 1),
    "weak-row": Kind("weak", 1, named=True),
    "weak-factor": Kind("weak", 0, named=True, implied_by="weak-row"),
    "weak-factors": Kind("weak", 0),
    "no-effect-review": Kind("weak", 2, prefix="effect-"),
    "no-effect-row": Kind("weak", 1, named=True, prefix="effect-", implied_by="no-effect-review"),
    "outdated-review": Kind("outdated", 2),
    "outdated-row": Kind("outdated", 1, named=True, implied_by="outdated-review"),
    "outdated-factor": Kind("outdated", 0, named=True, implied_by="outdated-row"),
    "outdated-factors": Kind("outdated", 0),
    "one-sided-review": Kind("one-sided", 2, named=True),
    "one-sided-row": Kind("one-sided", 1, named=True, implied_by="one-sided-review"),
    "unused": Kind("unused-evidence", 0, named=True),
    "stated": Kind("stated", 0, named=True),
    "stated-row": Kind("stated", 1, named=True),
}

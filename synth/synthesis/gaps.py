"""The ranked list of knowledge gaps a reader can use: what the rules raise, folded, with priorities."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import and_

from synth.synthesis.evidence import Ids
from synth.synthesis.gap_folding import fold
from synth.synthesis.gap_rules import KINDS, RULES, Draft, Scene

TYPE_ORDER = (
    "contradictory",
    "void",
    "missing-phase",
    "absent-perspective",
    "stated",
    "unused-evidence",
    "weak",
    "one-sided",
    "outdated",
    "thin",
)
SEVERITY = {
    "contradictory": 2,
    "void-factors": 2,
    "thin-factors": 1,
    "thin-cells": 1,
    "thin-subjects": 1,
    "weak-row": 1,
    "weak-factor": 1,
    "weak-factors": 1,
    "no-effect-review": 1,
    "no-effect-row": 1,
    "outdated-review": 1,
    "outdated-row": 1,
    "outdated-factor": 1,
    "outdated-factors": 1,
    "one-sided-review": 1,
    "one-sided-row": 1,
    "unused": 1,
    "stated": 1,
    "stated-row": 1,
}
"""Severity of the kinds where it is not a matter of the number of studies."""

LEVELS = ((5, "high"), (3, "medium"), (-9, "low"))
"""At least this score gives this priority."""

LEVEL_ORDER = tuple(name for _, name in LEVELS)


@dataclass(frozen=True, slots=True)
class Classification:
    """A gap type in the words of published taxonomies (docs/gaps.md); empty where none fits."""

    robinson: str
    mueller_bloch: str
    map: str
    miles: str


CLASSIFICATION: dict[str, Classification] = {
    "void": Classification("A1", "knowledge void", "absolute gap", "knowledge gap"),
    "thin": Classification("A2", "", "absolute gap", ""),
    "contradictory": Classification("C", "contradictory evidence", "", "evidence gap"),
    "missing-phase": Classification("D", "knowledge void", "absolute gap", ""),
    "absent-perspective": Classification("D", "knowledge void", "absolute gap", "population gap"),
    "weak": Classification("B", "methodological void", "", "methodological gap"),
    "outdated": Classification("D", "", "", ""),
    "one-sided": Classification("D", "", "", "population gap"),
    "unused-evidence": Classification("", "action-knowledge conflict", "", "practical-knowledge gap"),
    "stated": Classification("", "", "", ""),
}


@dataclass(frozen=True, slots=True)
class Priority:
    """The visible ingredients of a priority; an absence that is not sure costs a point.

    `breadth`, `severity`, `closeness` and `calls` (how often authors ask for research here) are 0 to 2;
    `central` (the protocol names it) and `old` (the evidence around it is) are 0 or 1.
    """

    breadth: int
    severity: int
    closeness: int
    calls: int
    central: int
    old: int
    unjudged: bool

    @property
    def score(self) -> int:
        """The sum, -1 to 10."""
        parts = (self.breadth, self.severity, self.closeness, self.calls, self.central, self.old)
        return sum(parts) - self.unjudged

    @property
    def level(self) -> str:
        """`high`, `medium` or `low`."""
        return next(name for least, name in LEVELS if self.score >= least)


@dataclass(frozen=True, slots=True)
class Gap:
    """A draft with the rule that raised it and its priority."""

    draft: Draft
    rule: str
    priority: Priority


def find_gaps(scene: Scene) -> tuple[Gap, ...]:
    """Every gap the rules raise, folded and ranked; none as long as nothing has been coded."""
    if not scene.evidence.coded:
        return ()
    raised = [(rule, draft) for rule, (function, _) in RULES.items() for draft in function(scene)]
    rules = {draft.id: rule for rule, draft in raised}
    drafts = fold(scene, [draft for _, draft in raised])
    found = [
        Gap(draft, rules.get(draft.id) or rules[draft.members[0]], priority(scene, draft)) for draft in drafts
    ]
    return tuple(sorted(found, key=lambda gap: rank(gap, gap.priority.level)))


def rank(gap: Gap, level: str) -> tuple[bool, int, int, int, str]:
    """What the list is in order of: folded gaps last; then this level, score, type and id."""
    draft = gap.draft
    place = TYPE_ORDER.index(draft.type)
    return (bool(draft.parent), LEVEL_ORDER.index(level), -gap.priority.score, place, draft.id)


def priority(scene: Scene, draft: Draft) -> Priority:
    """How broad the gap is, how little is known in it, how much around it, and who asks for it."""
    n = draft.support.n_studies
    share = draft.around.n_studies / scene.coded.n_studies
    calls = scene.support(_about(scene, draft) & scene.asked).n_studies
    return Priority(
        breadth=KINDS[draft.kind].breadth,
        severity=SEVERITY.get(draft.kind, 2 if not n else int(n == 1)),
        closeness=2 if share >= 0.5 else int(share >= 0.25),
        calls=min(calls, 2),
        central=int(any(code in scene.parameters.central for _, code in draft.cell)),
        old=int(draft.type != "outdated" and _old(scene, draft)),
        unjudged=not draft.judged,
    )


def _about(scene: Scene, draft: Draft) -> Ids:
    """The passages that speak of every code of a gap or of its members; of a void cell, those of its row."""
    if draft.members:
        return draft.support.passages
    carried = [scene.ids(*facet) for facet in draft.cell]
    both = reduce(and_, carried) if carried else scene.evidence.coded
    return both or (carried[0] if len(carried) > 1 else both)


def _old(scene: Scene, draft: Draft) -> bool:
    """Whether the newest work in the gap, else around it, is old."""
    near = (draft.support if draft.support.works else draft.around).works
    newest = scene.evidence.newest(near)
    return newest > 0 and scene.year - newest >= scene.parameters.outdated

"""What the decisions of several people on one work amount to, at a stage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Literal

from synth.model import STAGES, Decision, Stage, Verdict

_ORDER = attrgetter("stage", "coder", "at", "verdict", "criterion", "reason")
Outcome = Verdict | Literal["conflict", ""]
CONFLICT: Literal["conflict"] = "conflict"
"""The outcome where people disagree."""

KEPT_FROM_CODING: tuple[Outcome, ...] = ("exclude", CONFLICT)
"""The outcomes of a work that somebody excluded: until that is settled, nobody is asked to code it."""


def by_work(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    """Decisions per work key, in a fixed order."""
    found: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        found[decision.work].append(decision)
    return {key: sorted(some, key=_ORDER) if len(some) > 1 else some for key, some in found.items()}


def standing_at(decisions: Iterable[Decision], stage: Stage) -> tuple[Decision, ...]:
    """The decisions that count at a stage: those that settle it, else all."""
    here = tuple(decision for decision in decisions if decision.stage == stage)
    return tuple(decision for decision in here if decision.settles) or here


def outcome(decisions: Iterable[Decision], stage: Stage, *, screeners: int = 1) -> Outcome:
    """The common verdict at a stage; `conflict` where people disagree, empty while people are still missing.

    `screeners` have to decide before there is an outcome, or one who settles. `maybe` beside `include` keeps
    a work in.
    """
    counted = standing_at(decisions, stage)
    if not counted or (len(counted) < screeners and not counted[0].settles):
        return ""
    said = {decision.verdict for decision in counted}
    if "exclude" in said and len(said) > 1:
        return "conflict"
    return next(one for one in ("exclude", "maybe", "include") if one in said)


def kept_out(
    decisions: Sequence[Decision], stage: Stage, *, screeners: int = 1, staged: bool = False
) -> bool:
    """Whether the stage after has an outcome, or the one before excluded the work or has none yet.

    `staged`: titles and abstracts are screened in this review, so that full texts wait for that.
    """
    first, last = STAGES
    if stage == first:
        return outcome(decisions, last, screeners=screeners) != ""
    said = outcome(decisions, first, screeners=screeners)
    return said in ("exclude", CONFLICT) or (staged and not said)


def kept_from_coding(decisions: Sequence[Decision], *, screeners: int = 1) -> bool:
    """Whether somebody excluded the work at a stage, and nobody settled it otherwise."""
    return any(outcome(decisions, stage, screeners=screeners) in KEPT_FROM_CODING for stage in STAGES)


def criterion(decisions: Sequence[Decision]) -> str:
    """The criterion a work was excluded on: at full text if there is one, else on title and abstract."""
    stages: tuple[Stage, ...] = ("full-text", "title-abstract")
    for stage in stages:
        counted = standing_at(decisions, stage)
        named = sorted(decision.criterion for decision in counted if decision.verdict == "exclude")
        if named:
            return next((one for one in named if one), "unspecified")
    return "unspecified"

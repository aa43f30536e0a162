"""Where each work stands in screening, from the current decisions of all coders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Literal

from synth.model import Decision, Stage
from synth.synthesis.state import NOT_RETRIEVED, State

Standing = Literal[
    "awaiting-screening",
    "excluded-screening",
    "awaiting-full-text",
    "not-retrieved",
    "excluded-full-text",
    "included",
]


def by_work(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    """Decisions per work key, in a fixed order."""
    found: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        found[decision.work].append(decision)
    return {
        key: sorted(some, key=lambda d: (d.stage, d.coder, d.at, d.verdict, d.criterion, d.reason))
        for key, some in found.items()
    }


def standings(state: State) -> dict[str, Standing]:
    """Work key to standing; every work has exactly one."""
    decided = by_work(state.decisions)
    last = state.protocol.stages[-1]
    return {one.work.key: standing(decided.get(one.work.key, []), last_stage=last) for one in state.works}


def standing(decisions: list[Decision], *, last_stage: Stage = "full-text") -> Standing:
    """The standing that follows from one work's decisions.

    A full-text verdict outweighs one on title and abstract. `maybe` keeps a work in. Coders who disagree
    at a stage leave the work waiting there until one of the decisions is changed.
    """
    full, early = (verdict(decisions, stage) for stage in ("full-text", "title-abstract"))
    if last_stage == "title-abstract" and not full:
        return _EARLY_LAST[early]
    if full == "exclude":
        return "not-retrieved" if _not_retrieved(decisions) else "excluded-full-text"
    if full == "include":
        return "included"
    if full:
        return "awaiting-full-text"
    return _EARLY[early]


_EARLY: dict[str, Standing] = {
    "": "awaiting-screening",
    "conflict": "awaiting-screening",
    "exclude": "excluded-screening",
    "include": "awaiting-full-text",
    "maybe": "awaiting-full-text",
}
_EARLY_LAST: dict[str, Standing] = {**_EARLY, "include": "included", "maybe": "awaiting-screening"}


def verdict(decisions: list[Decision], stage: str) -> str:
    """The common verdict at a stage: `include`, `exclude`, `maybe`, `conflict`, or empty without one."""
    said = {decision.verdict for decision in decisions if decision.stage == stage}
    if {"include", "exclude"} <= said or {"maybe", "exclude"} <= said:
        return "conflict"
    return next((one for one in ("exclude", "maybe", "include") if one in said), "")


def criterion(decisions: list[Decision]) -> str:
    """The criterion a work was excluded on: at full text if there is one, else on title and abstract."""
    for stage in ("full-text", "title-abstract"):
        named = sorted(d.criterion for d in decisions if d.stage == stage and d.verdict == "exclude")
        if named:
            return next((one for one in named if one), "unspecified")
    return "unspecified"


def _not_retrieved(decisions: list[Decision]) -> bool:
    excluded = [d for d in decisions if d.stage == "full-text" and d.verdict == "exclude"]
    return all(decision.criterion == NOT_RETRIEVED for decision in excluded)

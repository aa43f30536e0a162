"""Where each work stands in screening, from the current decisions of all coders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from synth.model import Decision, Stage
from synth.protocol import NOT_RETRIEVED
from synth.synthesis.state import State
from synth.verdicts import Outcome, by_work, outcome, standing_at

Standing = Literal[
    "awaiting-screening",
    "excluded-screening",
    "awaiting-full-text",
    "not-retrieved",
    "excluded-full-text",
    "included",
]


@dataclass(frozen=True, slots=True)
class Screened:
    """How screening stands: work key to its decisions in a fixed order, and work key to standing.

    Every work has exactly one standing; one without decisions has none of the first.
    """

    decided: Mapping[str, Sequence[Decision]]
    where: Mapping[str, Standing]

    @classmethod
    def of(cls, state: State) -> Screened:
        """Read it off the state."""
        decided = by_work(state.decisions)
        last, screeners = state.protocol.stages[-1], state.protocol.screeners
        where = {
            key: standing(decided.get(key, ()), last_stage=last, screeners=screeners)
            for key, _ in state.homes()
        }
        return cls(decided, where)


def standing(
    decisions: Sequence[Decision], *, last_stage: Stage = "full-text", screeners: int = 1
) -> Standing:
    """The standing that follows from one work's decisions.

    A full-text verdict outweighs one on title and abstract. `maybe` keeps a work in. Until `screeners` have
    decided at a stage the work waits there, and so it does while they disagree and nobody settled it.
    """
    if not decisions:
        return "awaiting-screening"
    full = outcome(decisions, "full-text", screeners=screeners)
    if last_stage == "title-abstract" and not full:
        return _EARLY_LAST[outcome(decisions, "title-abstract", screeners=screeners)]
    if full == "exclude":
        return "not-retrieved" if _not_retrieved(decisions) else "excluded-full-text"
    if full == "include":
        return "included"
    if full:
        return "awaiting-full-text"
    return _EARLY[outcome(decisions, "title-abstract", screeners=screeners)]


_EARLY: dict[Outcome, Standing] = {
    "": "awaiting-screening",
    "conflict": "awaiting-screening",
    "exclude": "excluded-screening",
    "include": "awaiting-full-text",
    "maybe": "awaiting-full-text",
}
_EARLY_LAST: dict[Outcome, Standing] = {**_EARLY, "include": "included", "maybe": "awaiting-screening"}


def _not_retrieved(decisions: Sequence[Decision]) -> bool:
    excluded = [d for d in standing_at(decisions, "full-text") if d.verdict == "exclude"]
    return all(decision.criterion == NOT_RETRIEVED for decision in excluded)

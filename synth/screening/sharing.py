"""Which works a screener still has to read, when several people share the work."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from synth.model import Decision, Stage
from synth.verdicts import kept_out


@dataclass(frozen=True, slots=True)
class Sharing:
    """How a stage is shared: `screeners` read each work, everyone reads those of the `pilot` (keys).

    `staged`: titles and abstracts are screened in this review, so that full texts wait for that.
    """

    stage: Stage
    screeners: int = 1
    pilot: frozenset[str] = field(default_factory=frozenset)
    staged: bool = False

    def waits_for(self, coder: str, work: str, decisions: Sequence[Decision]) -> bool:
        """Whether `coder` still has to read a work that has these decisions."""
        here = [decision for decision in decisions if decision.stage == self.stage]
        if any(decision.settles or decision.coder == coder for decision in here):
            return False
        return work in self.pilot or (len(here) < self.screeners and not self.kept_out(decisions))

    def kept_out(self, decisions: Sequence[Decision]) -> bool:
        """Whether the stage after has an outcome, or the one before excluded the work or has none yet."""
        return kept_out(decisions, self.stage, screeners=self.screeners, staged=self.staged)


def pilot(works: Iterable[str], size: int, seed: str) -> tuple[str, ...]:
    """`size` works (keys) drawn by chance: the same for everyone, whatever the order they come in.

    The draw is by SHA-256 of seed and key, so that works which come later change little of it.
    """
    return tuple(sorted(works, key=lambda key: hashlib.sha256(f"{seed} {key}".encode()).digest())[:size])

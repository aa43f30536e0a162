"""What stands behind the numbers of screening: `title-abstract`, `full-text/left`, `full-text/conflicts`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from synth.model import STAGES, Decision, Stage
from synth.synthesis.behind_thing import Behind, Document, of_works
from synth.verdicts import CONFLICT, kept_out, outcome, standing_at


def in_stage(document: Document, identifier: str) -> Behind | None:
    """The works of a stage of screening, or of a part (`PARTS`, `pilot`); None when it is no such stage."""
    name, _, part = identifier.partition("/")
    told = next((one for one in document.get("screening", ()) if one["stage"] == name), None)
    if told and part == "pilot":
        return of_works(document, identifier, "screening", told.get("pilot_works", ()))
    if told is None or part not in PARTS:
        return None
    stage: Stage = told["stage"]
    decided = _decisions(document)
    staged = any(one.stage == STAGES[0] for some in decided.values() for one in some)
    keys = [
        key
        for key, some in decided.items()
        if PARTS[part](_Work(some, stage, int(told["screeners"]), staged=staged))
    ]
    return of_works(document, identifier, "screening", keys)


def _decisions(document: Document) -> Mapping[str, Sequence[Decision]]:
    return {
        work["key"]: [Decision(work=work["key"], **one) for one in work["decisions"]]
        for work in document["works"]
    }


class _Work:
    """The decisions on a work as they count at one stage."""

    def __init__(self, some: Sequence[Decision], stage: Stage, screeners: int, *, staged: bool) -> None:
        self.some, self.stage = some, stage
        self.said = outcome(some, stage, screeners=screeners)
        self.left = not self.said and not kept_out(some, stage, screeners=screeners, staged=staged)

    @property
    def twice(self) -> bool:
        """Whether more than one person judged it."""
        return len({one.coder for one in standing_at(self.some, self.stage)}) > 1


PARTS: Mapping[str, Callable[[_Work], bool]] = {
    "": lambda work: bool(work.said) or work.left,
    "read": lambda work: bool(work.said),
    "left": lambda work: work.left,
    "kept": lambda work: work.said not in ("", "exclude", CONFLICT),
    "conflicts": lambda work: work.said == CONFLICT,
    "twice": lambda work: work.twice,
}
"""The parts of a stage: what was read, is left unread, stays in, is disputed, or was judged by several."""

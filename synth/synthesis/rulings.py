"""What people made of findings and gaps: their rulings stand beside what the rules propose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from synth.model import Aspect, Assessment
from synth.synthesis.matrix import Json
from synth.synthesis.state import State


class Rulings:
    """The assessments in force, by what they are about."""

    def __init__(self, assessments: Iterable[Assessment]) -> None:
        self._found = {(one.subject, one.aspect): one for one in assessments}

    def of(self, subject: str, aspect: Aspect) -> dict[str, str]:
        """The ruling on one aspect of a finding or gap: value, reason, coder and time; empty without one."""
        found = self._found.get((subject, aspect))
        return {key: getattr(found, key) for key in ("value", "reason", "coder", "at")} if found else {}


def assessments(state: State) -> list[Json]:
    """Every assessment in force, by subject."""
    ordered = sorted(state.assessments, key=lambda one: (one.subject, one.aspect))
    return [asdict(one) for one in ordered]

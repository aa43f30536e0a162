"""People overrule the confidence of findings and judge gaps, each time with a reason that stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synth.errors import UsageError
from synth.model import ASPECTS, Aspect, Assessment
from synth.review.reporting import Reporting

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

VALUES: Mapping[Aspect, tuple[str, ...]] = {
    "confidence": ("very-limited", "limited", "moderate", "substantial"),
    "priority": ("high", "medium", "low"),
    "status": ("proposed", "confirmed", "rejected"),
}
"""What each aspect can be given."""


class Assessing(Reporting):
    """What people make of findings and gaps, as events."""

    def assess(self, assessment: Assessment) -> None:
        """Store what a person makes of a finding or gap. Raises UsageError when it does not fit."""
        from synth.store.assessments import add_assessment

        self._refuse_unusable(assessment, VALUES[assessment.aspect])
        add_assessment(self.db, assessment)

    def unassess(self, assessment: Assessment) -> None:
        """Undo: the rules count again for this aspect; both events stay. Raises UsageError."""
        from dataclasses import replace

        from synth.store.assessments import WITHDRAWN, add_assessment, current_assessments

        key = (assessment.subject, assessment.aspect)
        if key not in {(one.subject, one.aspect) for one in current_assessments(self.db)}:
            raise UsageError(
                f"Nobody assessed the {assessment.aspect} of {assessment.subject}.",
                remedy="`synth synthesize --json` lists what is in force under `assessments`.",
            )
        add_assessment(self.db, replace(assessment, value=WITHDRAWN))

    def assessments(self) -> tuple[Assessment, ...]:
        """What is in force, in the order it was said."""
        from synth.store.assessments import current_assessments

        return current_assessments(self.db)

    def _refuse_unusable(self, one: Assessment, values: Collection[str]) -> None:
        if not one.reason.strip():
            raise UsageError("An assessment needs a reason.", remedy="Add `--reason`.")
        if one.value not in values:
            raise UsageError(f"`{one.value}` is no {one.aspect}.", remedy=f"Choose from {', '.join(values)}.")
        subjects = self._subjects(one.aspect)
        if one.subject not in subjects:
            what = "finding" if one.aspect == "confidence" else "gap"
            raise UsageError(
                f"There is no {what} `{one.subject}`.",
                remedy="`synth synthesize --json` and `synth gaps --all` list their ids.",
            )

    def _subjects(self, aspect: Aspect) -> set[str]:
        """The ids of the findings, or of the gaps, as they are now."""
        made = self.synthesize()["findings" if aspect == ASPECTS[0] else "gaps"]
        return {one["id"] for one in made}

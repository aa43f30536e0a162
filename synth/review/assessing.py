"""People overrule the confidence of findings and judge gaps, each time with a reason that stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from synth.errors import UsageError
from synth.model import ASPECTS, Aspect, Assessment
from synth.review.reporting import Reporting

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from synth.model import GapLink
    from synth.synthesis.gap_list_file import GapList

VALUES: Mapping[Aspect, tuple[str, ...]] = {
    "confidence": ("very-limited", "limited", "moderate", "substantial"),
    "priority": ("high", "medium", "low"),
    "status": ("proposed", "confirmed", "rejected"),
}
"""What each aspect can be given."""


class Assessing(Reporting):
    """What people make of findings and gaps, as events."""

    def assess(self, assessment: Assessment, *, known: Collection[str] | None = None) -> None:
        """Store what a person makes of a finding or gap. Raises UsageError when it does not fit.

        `known` are the ids of findings or gaps, when the caller has a synthesis at hand; else one is made.
        """
        from synth.store.assessments import add_assessment

        self._refuse_unusable(assessment, known)
        add_assessment(self.db, assessment)

    def unassess(self, assessment: Assessment) -> None:
        """Undo: the rules count again for this aspect; both events stay. Raises UsageError."""
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

    def compare_gaps(self, listed: str) -> dict[str, Any]:
        """The gaps beside a published list: a file, or a bundled one. Raises FileError, UsageError.

        Links that ship with the list count until somebody says otherwise of the same statement and gap.
        """
        from synth.store.assessments import current_gap_links
        from synth.synthesis.comparing import compare, merged
        from synth.synthesis.gap_list_file import Link

        found = self._list(listed)
        links = current_gap_links(self.db, found.id)
        own = [Link(one.statement, one.gap, one.verdict, one.reason, one.coder) for one in links]
        shipped = found.links.get(self.protocol.id, ())
        return compare(found, self.synthesize()["gaps"], merged(shipped, own))

    def link_gap(self, link: GapLink, *, undo: bool = False) -> None:
        """Store (or take back) what a person says of a statement and a gap. Raises UsageError."""
        from synth.store.assessments import WITHDRAWN, add_gap_link

        found = self._list(link.list)
        known = [one.id for one in found.statements]
        if link.statement not in known:
            raise UsageError(
                f"`{found.id}` has no statement `{link.statement}`.", remedy=f"It has: {', '.join(known)}."
            )
        if bool(link.gap) == (link.verdict == "none"):
            raise UsageError(
                "A link names a gap, or says none.", remedy="Write STATEMENT= with --verdict none."
            )
        if not undo and not link.reason.strip():
            raise UsageError("A link needs a reason.", remedy="Add `--reason`.")
        if link.gap and not undo and link.gap not in self._subjects("status"):
            raise UsageError(f"There is no gap `{link.gap}`.", remedy="`synth gaps --all` lists their ids.")
        add_gap_link(self.db, replace(link, list=found.id, verdict=WITHDRAWN if undo else link.verdict))

    def _list(self, listed: str) -> GapList:
        from synth import bundled
        from synth.synthesis.gap_list_file import read_gap_list

        path = Path(listed)
        return read_gap_list(path if path.is_file() else bundled.path("corpus", "lists", f"{listed}.yaml"))

    def _refuse_unusable(self, one: Assessment, known: Collection[str] | None) -> None:
        values = VALUES[one.aspect]
        if not one.reason.strip():
            raise UsageError("An assessment needs a reason.", remedy="Add `--reason`.")
        if one.value not in values:
            raise UsageError(f"`{one.value}` is no {one.aspect}.", remedy=f"Choose from {', '.join(values)}.")
        if one.subject not in (self._subjects(one.aspect) if known is None else known):
            what = "finding" if one.aspect == "confidence" else "gap"
            raise UsageError(
                f"There is no {what} `{one.subject}`.",
                remedy="`synth synthesize --json` and `synth gaps --all` list their ids.",
            )

    def _subjects(self, aspect: Aspect) -> set[str]:
        """The ids of the findings, or of the gaps, as they are now."""
        made = self.synthesize()["findings" if aspect == ASPECTS[0] else "gaps"]
        return {one["id"] for one in made}

"""What several people said of the same works, for setting side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synth.comparison import Judgement
from synth.model import Stage
from synth.review.folder import Folder

if TYPE_CHECKING:
    from synth.comparison import Comparison


class Agreeing(Folder):
    """Judgements of screeners and coders."""

    def judgements(self, *, stage: Stage | None = None) -> tuple[Judgement, ...]:
        """Who gave which verdict to which work at `stage`; without a stage, who gave it which code.

        A coder who coded anything in a work judged it: a code that they did not give there is absent.
        """
        from synth.coding.changes import carried
        from synth.store import codings, decisions

        if stage is not None:
            current = decisions.current_decisions(self.db)
            return tuple(
                Judgement(d.work, d.coder, d.verdict) for d in current if d.stage == stage and not d.settles
            )
        given = carried((coding for _, coding in codings.current_codings(self.db)), self.codebook)
        return tuple(
            Judgement(coding.passage.work, coding.coder, f"{coding.dimension}={coding.code}")
            for coding in given
        )

    def other_codebook(self) -> str:
        """The codebook of all codings, when it is one that is not the review's own; else empty."""
        from synth.store import codings

        used = {coding.codebook for _, coding in codings.current_codings(self.db)}
        return used.pop() if len(used) == 1 and self.codebook.id not in used else ""

    def compare_ticks(self, codebook: str) -> Comparison:
        """How far coders agree on each code of a codebook, given or not, in each work and arm they read.

        Raises UsageError when there is no such codebook.
        """
        from synth.coding.ticks import ticks
        from synth.comparison import compare_ticks
        from synth.store import codings, imports

        book = self.named_codebook(codebook)
        given = (coding for _, coding in codings.current_codings(self.db))
        return compare_ticks(ticks(given, imports.reads(self.db, book.id), book))

"""What several people said of the same works, for setting side by side."""

from __future__ import annotations

from synth.comparison import Judgement
from synth.model import Stage
from synth.review.folder import Folder


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

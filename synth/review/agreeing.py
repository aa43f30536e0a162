"""What several people said of the same works, for setting side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synth.comparison import NOTHING, Judgement
from synth.judging import NotReported
from synth.model import Stage
from synth.review.teamwork import Teamwork

if TYPE_CHECKING:
    from synth.comparison import Comparison


class Agreeing(Teamwork):
    """Judgements of screeners and coders."""

    def judgements(self, *, stage: Stage | None = None) -> tuple[Judgement, ...]:
        """Who gave which verdict to which work at `stage`; without a stage, who gave it which code.

        Those who are done with a work judged it, or, as long as nobody is, those who began: a code that they
        did not give there is absent. "Not reported" is an answer like a code. Works of which coders may not
        see each other's codings yet are left out.
        """
        from synth.coding.settling import judges
        from synth.store import decisions

        if stage is not None:
            current = decisions.current_decisions(self.db)
            return tuple(
                Judgement(d.work, d.coder, d.verdict) for d in current if d.stage == stage and not d.settles
            )
        said = self.said()
        finished = self.finished() if self.blinded else judges(said).keys()
        coders = {work: who for work, who in judges(said).items() if work in finished}
        given = [(c.passage.work, c.coder, f"{c.dimension}={c.code}") for c in said.codings]
        given += [(one.work, one.coder, _silence(one)) for one in said.not_reported]
        given += [(work, coder, NOTHING) for work, who in coders.items() for coder in who]
        return tuple(Judgement(*one) for one in given if one[1] in coders.get(one[0], ()))

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


def _silence(one: NotReported) -> str:
    return f"{one.dimension}={one.code or '*'} not reported"

"""What several people said of the same works, for setting side by side."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from synth.comparison import NOTHING, Judgement
from synth.model import Stage
from synth.review.teamwork import Teamwork

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from synth.coding.settling import Said
    from synth.comparison import Comparison


class Agreeing(Teamwork):
    """Judgements of screeners and coders."""

    def judgements(self, *, stage: Stage | None = None) -> tuple[Judgement, ...]:
        """Who gave which verdict to which work at `stage`; without a stage, who gave it which code.

        Those who are done with a work judged it, or, as long as nobody is, those who began: a code that they
        did not give there is absent. Where someone said that a work does not report something, all who coded
        nothing of the kind agree. Works of which people may not see yet what the others said are left out.
        """
        from synth.coding.settling import judges
        from synth.store import decisions

        if stage is not None:
            current = decisions.current_decisions(self.db)
            return self._open(
                Judgement(d.work, d.coder, d.verdict) for d in current if d.stage == stage and not d.settles
            )
        said = self.said()
        finished = self.finished() if self.blinded else judges(said).keys()
        coders = {work: who for work, who in judges(said).items() if work in finished}
        given = [(c.passage.work, c.coder, f"{c.dimension}={c.code}") for c in said.codings]
        given += _silences(said, coders)
        given += [(work, coder, NOTHING) for work, who in coders.items() for coder in who]
        return tuple(Judgement(*one) for one in given if one[1] in coders.get(one[0], ()))

    def _open(self, judged: Iterable[Judgement]) -> tuple[Judgement, ...]:
        """Those of works on which as many people decided as the protocol asks for, where they are blinded."""
        listed, asked = tuple(judged), self.protocol.screening
        if not asked.blinded or asked.screeners == 1:
            return listed
        counts = Counter(one.unit for one in listed)
        return tuple(one for one in listed if counts[one.unit] >= asked.screeners)

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

        book = self.codebook_called(codebook)
        given = self.common(coding for _, coding in codings.current_codings(self.db))
        return compare_ticks(ticks(given, imports.reads(self.db, book.id), book))


def _silences(said: Said, coders: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str, str]]:
    """Who agrees that a work is silent on something: those who said so, and those who coded nothing of it."""
    coded = {(c.passage.work, c.coder, c.dimension, code) for c in said.codings for code in ("", c.code)}
    return [
        (work, coder, f"{dimension}={code or '*'} not reported")
        for work, dimension, code in sorted(
            {(one.work, one.dimension, one.code) for one in said.not_reported}
        )
        for coder in coders.get(work, ())
        if (work, coder, dimension, code) not in coded
    ]

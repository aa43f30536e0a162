"""People decide which works come in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synth.errors import UsageError
from synth.model import Decision, Stage, Work
from synth.review.folder import Folder

if TYPE_CHECKING:
    from synth.screening.queue import Queue

RELEVANT = {"include": True, "exclude": False, "maybe": None}
"""What a verdict tells the ranking."""


class Screening(Folder):
    """Screening decisions, all of them events."""

    def to_screen(self, *, stage: Stage, coder: str) -> tuple[Work, ...]:
        """The works that `coder` has not decided on at `stage`, and that nobody excluded before it."""
        from synth.store import decisions, works

        current = decisions.current_decisions(self.db)
        done = {d.work for d in current if d.stage == stage and d.coder == coder}
        out = {d.work for d in current if d.stage != stage and d.verdict == "exclude"}
        in_review = works.in_review(self.db)
        return tuple(
            work for work in works.works(self.db) if work.id in in_review and work.key not in done | out
        )

    def queue(self, *, stage: Stage, coder: str) -> tuple[tuple[Work, ...], Queue]:
        """The works of the review, and the queue in which `coder` reads those left at `stage` by relevance.

        The queue's places are those of the works; works without a place in it are decided or out.
        """
        from synth.screening.queue import Queue
        from synth.screening.ranking import Text
        from synth.store import decisions, works

        left = self.to_screen(stage=stage, coder=coder)
        said = {
            one.work: RELEVANT[one.verdict]
            for one in decisions.current_decisions(self.db)
            if (one.stage, one.coder) == (stage, coder)
        }
        done = tuple(work for work in works.works(self.db) if work.key in said)
        texts = [Text(work.record.title, work.record.abstract) for work in (*left, *done)]
        decided = {place: said[work.key] for place, work in enumerate(done, start=len(left))}
        return (*left, *done), Queue(texts, self._topic(), decided)

    def _topic(self) -> str:
        """What the review asks, in all its languages: question, criteria to include by, terms."""
        from synth.strategy.matching import Matcher

        protocol = self.protocol
        texts = [
            *protocol.question.values(),
            *(text for one in protocol.criteria.include for text in one.label.values()),
        ]
        terms = [name for strategy in self.strategies() for name in Matcher(strategy).terms]
        return " ".join([*texts, *terms])

    def disagreements(self, *, stage: Stage) -> tuple[str, ...]:
        """The keys of works on which coders say different things at `stage`; these wait for one of them."""
        from synth.store.decisions import current_decisions
        from synth.synthesis.standing import by_work, verdict

        decided = by_work(current_decisions(self.db))
        return tuple(sorted(key for key, said in decided.items() if verdict(said, stage) == "conflict"))

    def decide(self, decision: Decision) -> None:
        """Store a screening decision. Raises UsageError for an unknown work or criterion."""
        from synth.store.decisions import add_decisions

        known = self.protocol.criteria_for(decision.verdict)
        remedy = f"Choose from {', '.join(known) or 'none: write one in review.yaml first'}."
        if decision.verdict == "exclude" and not decision.criterion:
            raise UsageError("An exclusion needs a criterion.", remedy=remedy)
        if decision.criterion and decision.criterion not in known:
            message = f"`{decision.criterion}` is not a criterion of the protocol to {decision.verdict} by."
            raise UsageError(message, remedy=remedy)
        add_decisions(self.db, [decision], protocol=self.protocol.digest)

    def undecide(self, work: str, *, stage: Stage, coder: str) -> None:
        """Undo the coder's decision on a work at a stage; both events stay. Raises UsageError."""
        from synth.store.decisions import current_decisions, withdraw_decision

        for decision in current_decisions(self.db):
            if (decision.work, decision.stage, decision.coder) == (work, stage, coder):
                withdraw_decision(self.db, decision, protocol=self.protocol.digest)
                return
        raise UsageError(f"{coder} has no decision on `{work}` at {stage}.")

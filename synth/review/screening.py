"""People decide which works come in."""

from __future__ import annotations

from synth.errors import UsageError
from synth.model import Decision, Stage, Work
from synth.review.folder import Folder


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

"""People decide which works come in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from synth.errors import UsageError
from synth.model import STAGES, Decision, Field, Record, Stage, Verdict, Work
from synth.review.folder import Folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from synth.screening.queue import Queue
    from synth.screening.sharing import Sharing
    from synth.screening.stopping import Estimate
    from synth.strategy.matching import Matcher

RELEVANT: dict[Verdict, bool | None] = {"include": True, "exclude": False, "maybe": None}
"""What a verdict tells the ranking."""


Kind = Literal["term", "include", "exclude"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a record that matters for screening: offsets count characters of the field's text.

    `of` is the term of a strategy (`kind` is `term`), or the id of the criterion that is looked for.
    """

    kind: Kind
    of: str
    field: Field
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """A work on which screeners disagree at a stage, with what each of them decided."""

    work: str
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """How far reading is at a stage; `estimate` is None before the first relevant work.

    A work is read when enough screeners decided on it; `mine` counts, per coder, what each decided on.
    """

    stage: Stage
    total: int
    read: int
    found: int
    conflicts: int
    mine: dict[str, int]
    estimate: Estimate | None


class Screening(Folder):
    """Screening decisions, all of them events."""

    def to_screen(self, *, stage: Stage, coder: str) -> tuple[Work, ...]:
        """The works that `coder` has to read at `stage`, those of the pilot first.

        Left out are works that they or enough others decided on, and those that the stage before excluded or
        is not done with.
        """
        from synth.store.decisions import current_decisions
        from synth.verdicts import by_work

        works, decided = self._works(), by_work(current_decisions(self.db))
        sharing = self._sharing(stage, works)
        waiting = (work for work in works if sharing.waits_for(coder, work.key, decided.get(work.key, ())))
        return tuple(sorted(waiting, key=lambda work: work.key not in sharing.pilot))

    def queue(self, *, stage: Stage, coder: str) -> tuple[tuple[Work, ...], Queue]:
        """The works of the review, and the queue in which `coder` reads those left at `stage` by relevance.

        The queue's places are those of the works; works without a place in it are decided or out. The works
        of the pilot come first. The queue learns from the coder's own decisions, and from those of others
        unless screening is blinded.
        """
        from synth.screening.queue import Queue
        from synth.screening.ranking import Text
        from synth.store.decisions import current_decisions

        left = self.to_screen(stage=stage, coder=coder)
        blinded = self.protocol.screening.blinded
        said = {
            one.work: RELEVANT[one.verdict]
            for one in sorted(current_decisions(self.db), key=lambda one: one.coder == coder)
            if one.stage == stage and (one.coder == coder or not blinded)
        }
        waiting = {work.key for work in left}
        done = tuple(work for work in self._works() if work.key in said and work.key not in waiting)
        texts = [Text(work.record.title, work.record.abstract) for work in (*left, *done)]
        decided = {place: said[work.key] for place, work in enumerate(done, start=len(left))}
        drawn = self._sharing(stage, self._works()).pilot
        first = [place for place, work in enumerate(left) if work.key in drawn]
        return (*left, *done), Queue(texts, self._topic(), decided, first=first)

    def marks(self, record: Record) -> tuple[Mark, ...]:
        """Where terms of the strategies and of the criteria stand in a record, in the order of the text.

        Raises FileError for a term of a criterion that cannot be read.
        """
        found = {
            Mark(kind, name or hit.term, hit.field, hit.start, hit.end)
            for kind, name, matcher in self._markers
            for hit in matcher.hits(record)
        }
        return tuple(sorted(found, key=lambda mark: (mark.field, mark.start, mark.end, mark.kind, mark.of)))

    def conflicts(self, *, stage: Stage) -> tuple[Conflict, ...]:
        """The works on which screeners disagree at `stage`; each waits until somebody settles it."""
        from synth.store.decisions import current_decisions
        from synth.verdicts import by_work, outcome, standing_at

        decided = by_work(current_decisions(self.db))
        screeners = self.protocol.screening.screeners
        return tuple(
            Conflict(key, standing_at(said, stage))
            for key, said in sorted(decided.items())
            if outcome(said, stage, screeners=screeners) == "conflict"
        )

    def decide(self, decision: Decision) -> None:
        """Store a screening decision. Raises UsageError for an unknown work or criterion.

        One that settles needs a reason, and a work on which screeners disagree (or that was settled before).
        """
        from synth.store.decisions import add_decisions

        known = self.protocol.criteria_for(decision.verdict)
        remedy = f"Choose from {', '.join(known) or 'none: write one in review.yaml first'}."
        if decision.verdict == "exclude" and not decision.criterion:
            raise UsageError("An exclusion needs a criterion.", remedy=remedy)
        if decision.criterion and decision.criterion not in known:
            message = f"`{decision.criterion}` is not a criterion of the protocol to {decision.verdict} by."
            raise UsageError(message, remedy=remedy)
        if decision.settles:
            self._check_settling(decision)
        add_decisions(self.db, [decision], protocol=self.protocol.digest)

    def undecide(self, work: str, *, stage: Stage, coder: str) -> None:
        """Undo the coder's last decision on a work at a stage; both events stay. Raises UsageError."""
        from synth.store.decisions import current_decisions, withdraw_decision

        mine = [
            decision
            for decision in current_decisions(self.db)
            if (decision.work, decision.stage, decision.coder) == (work, stage, coder)
        ]
        if not mine:
            raise UsageError(f"{coder} has no decision on `{work}` at {stage}.")
        withdraw_decision(self.db, mine[-1], protocol=self.protocol.digest)

    def reading(self, *, stage: Stage) -> Reading:
        """How far reading is at `stage`, and what the stopping rule of the protocol says of it."""
        from collections import Counter

        import numpy as np

        from synth.screening.stopping import Screened, estimate
        from synth.store.decisions import current_decisions
        from synth.verdicts import by_work, outcome

        current = current_decisions(self.db)
        decided, asked = by_work(current), self.protocol.screening
        said = {
            key: outcome(decided[key], stage, screeners=asked.screeners)
            for key in dict.fromkeys(one.work for one in current if one.stage == stage)
        }
        found = np.array([one != "exclude" for one in said.values() if one], dtype=bool)
        works = self._works()
        sharing = self._sharing(stage, works)
        left = sum(
            not said.get(work.key) and not sharing.kept_out(decided.get(work.key, ())) for work in works
        )
        screened = Screened(found, len(found) + left)
        rule = asked.stopping
        return Reading(
            stage=stage,
            total=screened.total,
            read=len(found),
            found=screened.found,
            conflicts=sum(one == "conflict" for one in said.values()),
            mine=dict(Counter(one.coder for one in current if one.stage == stage and not one.settles)),
            estimate=estimate(rule.rule, screened, rule.recall, rule.confidence) if found.any() else None,
        )

    def _check_settling(self, decision: Decision) -> None:
        from synth.store.decisions import current_decisions

        if not decision.reason.strip():
            raise UsageError("Settling needs a reason.", remedy="Say why in a few words: --reason.")
        stage = decision.stage
        open_ = {one.work for one in self.conflicts(stage=stage)}
        settled = {one.work for one in current_decisions(self.db) if one.settles and one.stage == stage}
        if decision.work not in open_ | settled:
            raise UsageError(
                f"Nobody disagrees on `{decision.work}` at {stage}, or not everyone has decided yet.",
                remedy="`synth screen --conflicts` lists the works to settle.",
            )

    def _works(self) -> tuple[Work, ...]:
        from synth.store import works

        standing = works.in_review(self.db)
        return tuple(work for work in works.works(self.db) if work.id in standing)

    def _sharing(self, stage: Stage, works: Sequence[Work]) -> Sharing:
        from synth.screening.sharing import Sharing, pilot
        from synth.store.decisions import current_decisions

        asked = self.protocol.screening
        staged = any(one.stage == STAGES[0] for one in current_decisions(self.db))
        first = STAGES[0] if staged else stage
        drawn = pilot((work.key for work in works), asked.pilot, self.protocol.id) if stage == first else ()
        return Sharing(stage, asked.screeners, frozenset(drawn), staged=staged)

    @cached_property
    def _markers(self) -> tuple[tuple[Kind, str, Matcher], ...]:
        """What is marked: kind, id of the criterion (empty for a strategy), and what finds it."""
        from synth.screening.criteria import looked_for
        from synth.strategy.matching import Matcher

        terms = (Matcher(strategy) for strategy in self.strategies())
        return (*(("term", "", one) for one in terms), *looked_for(self.protocol.criteria))

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

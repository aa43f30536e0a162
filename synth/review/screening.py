"""People decide which works come in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Literal

from synth.errors import UsageError
from synth.model import STAGES, Decision, Field, Record, Stage, Verdict
from synth.review.folder import Folder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from threading import Lock

    from synth.screening.counting import Counted
    from synth.screening.queue import Queue
    from synth.screening.ranking import Model
    from synth.screening.sharing import Sharing
    from synth.screening.stopping import Estimate
    from synth.strategy.matching import Matcher

RELEVANT: dict[Verdict, bool | None] = {"include": True, "exclude": False, "maybe": None}
"""What a verdict tells the ranking."""


MOST_MARKED = 250
"""Records of which the marks are kept while a review is open."""

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

    @property
    def span(self) -> tuple[int, int, str]:
        """The place and, of a criterion, its kind."""
        return (self.start, self.end, "" if self.kind == "term" else self.kind)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The works of a review to be ranked: their keys, and their words (None: there are none to rank by)."""

    keys: tuple[str, ...]
    counted: Counted | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A work on which screeners disagree at a stage, with what each of them decided."""

    work: str
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """How far reading is at a stage; `estimate` is None before the first relevant work.

    A work is read when enough screeners decided on it. Those read stay in (`found`), go out, or are in
    conflict (`conflicts`): the rule counts these among what may be relevant. `mine` counts, per coder, what
    each decided on; `last` is when the last decision was made (ISO 8601, empty without one).
    """

    stage: Stage
    total: int
    read: int
    found: int
    conflicts: int
    mine: dict[str, int]
    last: str
    estimate: Estimate | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How works stand at a stage for one person, by their places on the shelf.

    `decided` are those that do not wait: true (relevant), false, or None when there is nothing to learn from.
    """

    decided: dict[int, bool | None]
    sharing: Sharing


def lined_up(
    keys: Sequence[str], model: Model | None, standing: Standing, *, turn: Lock | None = None
) -> Queue:
    """The queue of the works with these keys, which the rows of the model are.

    Queues that are given the same `turn` learn one after the other.
    """
    from synth.screening.queue import Queue

    pilot = standing.sharing.pilot
    first = [place for place, key in enumerate(keys) if key in pilot] if pilot else []
    return Queue(model, len(keys), standing.decided, first=first, turn=turn)


class Screening(Folder):
    """Screening decisions, all of them events."""

    def to_screen(self, *, stage: Stage, coder: str) -> tuple[str, ...]:
        """The keys of the works that `coder` has to read at `stage`, those of the pilot first.

        Left out are works that they or enough others decided on, and those that the stage before excluded or
        is not done with.
        """
        from synth.store.decisions import current_decisions
        from synth.verdicts import by_work

        keys, decided = self._keys(), by_work(current_decisions(self.db))
        sharing = self.sharing(stage, keys)
        waiting = (key for key in keys if sharing.waits_for(coder, key, decided.get(key, ())))
        return tuple(sorted(waiting, key=lambda key: key not in sharing.pilot))

    def decisions_on(self, work: str) -> tuple[Decision, ...]:
        """The current decisions on one work, in the order they were made. Raises UsageError."""
        from synth.store.decisions import decisions_on

        return decisions_on(self.db, work)

    def waits(self, work: str, *, coder: str, sharing: Sharing) -> bool:
        """Whether `coder` has to read a work, as the stage is shared now. Raises UsageError."""
        from synth.store.decisions import decisions_on, screened

        now = replace(sharing, staged=sharing.staged or screened(self.db, STAGES[0]))
        return now.waits_for(coder, work, decisions_on(self.db, work))

    def is_screened(self, stage: Stage) -> bool:
        """Whether anything was decided at a stage that still counts."""
        from synth.store.decisions import screened

        return screened(self.db, stage)

    def pilot(self) -> Sharing:
        """How the stage of the pilot is shared; a review without a pilot has no works in it."""
        from synth.screening.sharing import Sharing

        stage = STAGES[0] if self.is_screened(STAGES[0]) else STAGES[-1]
        if not self.protocol.screening.pilot:
            return Sharing(stage)
        return self.sharing(stage, self._keys())

    def pilot_left(self, pilot: Sharing, *, coder: str) -> int:
        """How many works of the pilot `coder` has still to read."""
        return sum(self.waits(key, coder=coder, sharing=pilot) for key in pilot.pilot)

    def sharing(self, stage: Stage, keys: Sequence[str]) -> Sharing:
        """How the works with these keys, all of the review, are shared at a stage."""
        from synth.screening.sharing import Sharing, pilot
        from synth.store.decisions import screened

        asked, staged = self.protocol.screening, screened(self.db, STAGES[0])
        first = STAGES[0] if staged else stage
        drawn = pilot(keys, asked.pilot, self.protocol.id) if stage == first else ()
        return Sharing(stage, asked.screeners, frozenset(drawn), staged=staged)

    def shelf(self) -> Shelf:
        """All works to be ranked, their words counted: what takes long, once for everyone who reads them."""
        from synth.screening.counting import LARGE, Text, count_words
        from synth.store import works

        keys = works.keys(self.db)
        texts = (Text(title, abstract) for title, abstract in works.texts(self.db, keys))
        topic = Text(self._topic(), "")
        try:
            counted = count_words(chain(texts, [topic]), large=len(keys) >= LARGE)
        except UsageError:
            counted = None
        return Shelf(tuple(keys.values()), counted)

    def standing_of(self, keys: tuple[str, ...], *, stage: Stage, coder: str) -> Standing:
        """How the works with these keys, all of the review, stand at `stage` for `coder`.

        Learnt is from the coder's own decisions, and from those of others unless screening is blinded.
        """
        from synth.store.decisions import current_decisions
        from synth.verdicts import by_work

        current = current_decisions(self.db)
        sharing, blinded = self.sharing(stage, keys), self.protocol.screening.blinded
        said = {
            one.work: RELEVANT[one.verdict]
            for one in sorted(current, key=lambda one: one.coder == coder)
            if one.stage == stage and (one.coder == coder or not blinded)
        }
        waits = {key: sharing.waits_for(coder, key, some) for key, some in by_work(current).items()}
        untouched = sharing.waits_for(coder, "", ())
        return Standing(
            {
                place: said.get(key)
                for place, key in enumerate(keys)
                if not waits.get(key, untouched or key in sharing.pilot)
            },
            sharing,
        )

    def queue(self, shelf: Shelf, *, stage: Stage, coder: str) -> Queue:
        """The works of the shelf in the order in which `coder` reads those left at `stage`, likeliest first.

        Those of the pilot come before; places that do not wait for the coder are passed over.
        """
        from synth.screening.ranking import WordModel

        model = WordModel(shelf.counted) if shelf.counted else None
        return lined_up(shelf.keys, model, self.standing_of(shelf.keys, stage=stage, coder=coder))

    def marks(self, record: Record) -> tuple[Mark, ...]:
        """Where terms of the strategies and of the criteria stand in a record, in the order of the text.

        Raises FileError for a term of a criterion that cannot be read.
        """
        return self._marked(record)

    @cached_property
    def _marked(self) -> Callable[[Record], tuple[Mark, ...]]:
        """The marks in a record, kept for those that were looked at last."""

        @lru_cache(MOST_MARKED)
        def marked(record: Record) -> tuple[Mark, ...]:
            found = {
                Mark(kind, name or hit.term, hit.field, hit.start, hit.end)
                for kind, name, matcher in self._markers
                for hit in matcher.hits(record)
            }
            return tuple(
                sorted(found, key=lambda mark: (mark.field, mark.start, mark.end, mark.kind, mark.of))
            )

        return marked

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

    def conflict_on(self, work: str, *, stage: Stage) -> Conflict | None:
        """What screeners disagree on at `stage` about one work; None when they do not. Raises UsageError."""
        from synth.verdicts import CONFLICT, outcome, standing_at

        said = self.decisions_on(work)
        if outcome(said, stage, screeners=self.protocol.screening.screeners) != CONFLICT:
            return None
        return Conflict(work, standing_at(said, stage))

    def decided_since(self, seq: int) -> tuple[str, ...]:
        """The keys of the works about which a decision was made, or taken back, after event `seq`."""
        from synth.store import catalogue, works

        return works.keys_of(self.db, catalogue.decided_since(self.db, seq))

    def settled(self, *, stage: Stage) -> tuple[Decision, ...]:
        """The decisions by which works were settled at `stage`, in the order they were made."""
        from synth.store.decisions import current_decisions

        return tuple(one for one in current_decisions(self.db) if one.settles and one.stage == stage)

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
        from synth.store.decisions import decisions_on, withdraw_decision

        here = decisions_on(self.db, work)
        mine = [one for one in here if (one.stage, one.coder) == (stage, coder)]
        if not mine:
            raise UsageError(f"{coder} has no decision on `{work}` at {stage}.")
        withdraw_decision(self.db, mine[-1], protocol=self.protocol.digest)

    def reading(self, *, stage: Stage) -> Reading:
        """How far reading is at `stage`, and what the stopping rule of the protocol says of it."""
        from collections import Counter

        import numpy as np

        from synth.screening.stopping import Screened, estimate
        from synth.store.decisions import current_decisions
        from synth.verdicts import CONFLICT, by_work, outcome

        current = current_decisions(self.db)
        decided, asked = by_work(current), self.protocol.screening
        said = {
            key: outcome(decided[key], stage, screeners=asked.screeners)
            for key in dict.fromkeys(one.work for one in current if one.stage == stage)
        }
        found = np.array([one != "exclude" for one in said.values() if one], dtype=bool)
        keys = self._keys()
        sharing = self.sharing(stage, keys)
        left = sum(not said.get(key) and not sharing.kept_out(decided.get(key, ())) for key in keys)
        screened = Screened(found, len(found) + left)
        conflicts = sum(one == CONFLICT for one in said.values())
        rule = asked.stopping
        return Reading(
            stage=stage,
            total=screened.total,
            read=len(found),
            found=screened.found - conflicts,
            conflicts=conflicts,
            mine=dict(Counter(one.coder for one in current if one.stage == stage and not one.settles)),
            last=max((one.at for one in current if one.stage == stage), default=""),
            estimate=estimate(rule.rule, screened, rule.recall, rule.confidence) if found.any() else None,
        )

    def _check_settling(self, decision: Decision) -> None:
        from synth.store.decisions import decisions_on
        from synth.verdicts import CONFLICT, outcome

        if not decision.reason.strip():
            raise UsageError("Settling needs a reason.", remedy="Say why in a few words: --reason.")
        stage, said = decision.stage, decisions_on(self.db, decision.work)
        settled = any(one.settles and one.stage == stage for one in said)
        said_so = outcome(said, stage, screeners=self.protocol.screening.screeners)
        if not settled and said_so != CONFLICT:
            raise UsageError(
                f"Nobody disagrees on `{decision.work}` at {stage}, or not everyone has decided yet.",
                remedy="`synth screen --conflicts` lists the works to settle.",
            )

    def _keys(self) -> tuple[str, ...]:
        from synth.store import works

        return tuple(works.keys(self.db).values())

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

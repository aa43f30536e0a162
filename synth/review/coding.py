"""People say what passages are about; the program suggests."""

from __future__ import annotations

from dataclasses import replace
from secrets import token_hex
from typing import TYPE_CHECKING

from synth.errors import UsageError
from synth.model import Coding as CodingEvent
from synth.model import Suggestion
from synth.review.teamwork import Teamwork

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from synth.coding.changes import Coded
    from synth.coding.entry import Entry
    from synth.coding.learning import Trial


class Coding(Teamwork):
    """Suggestions and codings, all of them events."""

    def suggest(self) -> int:
        """Store suggestions for every work; return how many are new."""
        from synth.coding.suggest import Suggester
        from synth.store import codings, works

        suggester = Suggester(self.codebook)
        made = (s for work in works.works(self.db) for s in suggester.suggest(work.key, work.record))
        return codings.add_suggestions(self.db, (s for s in made if not self.codebook.refined(s.dimension)))

    def learn(self) -> tuple[int, Mapping[str, Trial]]:
        """Store suggestions learned from the codings so far; return how many are new, and the trials.

        In the trials, one per dimension, works were held back: learning suggests only where it won.
        """
        from synth.coding.learned import Past, learn
        from synth.coding.suggest import Suggester
        from synth.store import codings, works

        made = tuple(codings.suggestions(self.db))
        past = Past(
            codings=self._known(self.common(one for _, one in codings.current_codings(self.db))),
            rejected=self._known(self.common(one for one, verdict in made if verdict == "rejected")),
            suggested=self._known(one for one, _ in made),
        )
        found = learn(past, works.works(self.db), self.codebook, Suggester(self.codebook))
        return codings.add_suggestions(self.db, found.suggestions), found.trials

    def pending(self, key: str = "", *, coder: str = "") -> tuple[tuple[int, Suggestion], ...]:
        """The suggestions nobody judged yet, best first per work; where several code, those `coder` did not.

        Those of the work called `key`, or of all works that nobody excluded. Raises UsageError.
        """
        from synth.store import codings

        whose = coder if self.protocol.coding.coders > 1 else ""
        wanted = codings.pending(self.db, key, coder=whose)
        excluded = frozenset() if key else self._excluded()
        found = ((i, self._known([s])) for i, s in wanted if s.passage.work not in excluded)
        return tuple((i, now[0]) for i, now in found if now)

    def _excluded(self) -> frozenset[str]:
        from synth.store.decisions import current_decisions

        return frozenset(d.work for d in current_decisions(self.db) if d.verdict == "exclude")

    def _known(self, made: Iterable[Coded]) -> tuple[Coded, ...]:
        """Those of the codebook, with the codes that it has now; without what was split or dropped."""
        from synth.coding.changes import carried

        book = self.codebook
        return tuple(
            one
            for one in carried(made, book)
            if one.codebook == book.id and book.has(one.dimension, one.code)
        )

    def code(self, entry: Entry, *, suggestion: int = 0) -> tuple[CodingEvent, ...]:
        """Store what a coder says about a passage; `suggestion` is the one it accepts, if any.

        Raises UsageError when the codebook does not allow it, or the work is unknown.
        """
        from synth.coding.entry import expand, mistakes
        from synth.store.codings import accept, add_codings

        for mistake in mistakes(entry, self.codebook):
            raise UsageError(mistake.message, remedy=mistake.remedy)
        self._check(entry)
        made = expand(replace(entry, uid=entry.uid or token_hex(10)), self.codebook)
        if suggestion:
            accept(self.db, suggestion, made, coder=entry.coder)
        else:
            add_codings(self.db, made)
        return made

    def _check(self, entry: Entry) -> None:
        """Raise UsageError when this coder may not code, is done with the work, or said the opposite."""
        work = entry.passage.work
        self.check_open(work, self.coder(entry.coder))
        coded = [(dimension, code) for dimension, codes in entry.codes.items() for code in codes]
        self.check_reported(work, coded, entry.coder)

    def withdraw(self, uid: str, *, coder: str) -> None:
        """Undo a coding; both events stay in the trail."""
        self.undo(uid, coder=coder)

    def reject(self, suggestion_id: int, *, coder: str) -> None:
        """Store that a person rejected a suggestion."""
        from synth.store.codings import reject

        reject(self.db, suggestion_id, coder=coder)

    def unreject(self, suggestion_id: int, *, coder: str) -> None:
        """Undo a rejection: the suggestion waits again."""
        from synth.store.codings import unreject

        unreject(self.db, suggestion_id, coder=coder)

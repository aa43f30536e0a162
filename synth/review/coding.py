"""People say what passages are about; the program suggests."""

from __future__ import annotations

from dataclasses import replace
from secrets import token_hex
from typing import TYPE_CHECKING

from synth.errors import UsageError
from synth.model import Coding as CodingEvent
from synth.model import Passage, Suggestion
from synth.review.suggesting import Suggesting

if TYPE_CHECKING:
    from synth.catalogue.offered import Offered
    from synth.coding.entry import Entry


class Coding(Suggesting):
    """Codings, made by people, all of them events."""

    def pending(self, key: str = "", *, coder: str = "") -> tuple[tuple[int, Suggestion], ...]:
        """The suggestions nobody judged yet, best first per work; where several code, those `coder` did not.

        Those of the work called `key`, or of all works that nobody excluded. Raises UsageError.
        """
        from synth.store import codings

        wanted = codings.pending(self.db, key, coder=self._judge(coder))
        excluded = frozenset() if key else self._kept_from_coding()
        found = ((i, self._known([s])) for i, s in wanted if s.passage.work not in excluded)
        return tuple((i, now[0]) for i, now in found if now)

    def offered(self) -> Offered:
        """Every suggestion that `pending` can list, judged or not, to be counted without reading them."""
        from synth.catalogue.offered import Offered
        from synth.store import codings

        known: dict[tuple[str, ...], bool] = {}
        pairs = []
        for number, work, *said in codings.offered(self.db):
            place = tuple(said)
            if place not in known:
                known[place] = bool(self._known([_suggestion(*place)]))
            if known[place]:
                pairs.append((number, work))
        return Offered.of(pairs)

    def judged(self, coder: str) -> tuple[int, ...]:
        """The numbers of the suggestions that somebody judged; where several code, those that `coder` did."""
        from synth.store import codings

        return codings.judged(self.db, self._judge(coder))

    def _judge(self, coder: str) -> str:
        return coder if self.protocol.coding.coders > 1 else ""

    def _kept_from_coding(self) -> frozenset[str]:
        from synth.store.decisions import current_decisions
        from synth.verdicts import by_work, kept_from_coding

        screeners = self.protocol.screening.screeners
        said = by_work(current_decisions(self.db))
        return frozenset(key for key, some in said.items() if kept_from_coding(some, screeners=screeners))

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


def _suggestion(codebook: str, version: str, dimension: str, code: str) -> Suggestion:
    """A suggestion of this code, to ask of it what is asked of each."""
    return Suggestion(Passage(""), codebook, version, dimension, code, "neutral", (), 0.0)

"""Everything in the review to look through: lists of works, and one work with its whole history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from synth.review.folder import Folder

if TYPE_CHECKING:
    from synth.catalogue.columns import Catalogue
    from synth.model import SearchRun, Work
    from synth.store.catalogue import Stamp
    from synth.store.histories import History
    from synth.store.tallies import Amounts, Tallies, Tally


class Browsing(Folder):
    """Works in lists, and what happened to each."""

    def stamp(self) -> Stamp:
        """How far the review is: another one after every event that changes a list."""
        from synth.store import catalogue

        return catalogue.stamp(self.db)

    def event_stamp(self) -> tuple[tuple[str, int], ...]:
        """How far everything is that a synthesis rests on: another value after each such event."""
        from synth.store.events import events

        return events(self.db)

    def coding_stamp(self) -> tuple[tuple[str, int], ...]:
        """How far everything is that coders said: another value after each such event."""
        from synth.store.events import SCREENING, events

        return tuple(one for one in events(self.db) if one[0] not in SCREENING)

    def suggestion_stamp(self) -> tuple[int, int]:
        """How far suggestions and their works are: another value when there are more, or works changed."""
        from synth.store.events import events

        last = dict(events(self.db))
        return (last["suggestion"], last["dedupe_run"])

    def catalogue(self) -> Catalogue:
        """Every work in few columns, to be filtered and leafed through."""
        from synth.catalogue import building

        return building.build(self.db, self.protocol.screening.screeners)

    def catalogue_since(self, old: Catalogue) -> Catalogue | None:
        """A catalogue brought up to now; None when works changed and it is to be made anew."""
        from synth.catalogue import building

        return building.brought_up(self.db, old, self.protocol.screening.screeners)

    def people(self) -> tuple[Tally, ...]:
        """What each person did, the one who did something last first."""
        return self.tallies().people

    def tallies(self) -> Tallies:
        """What each person did until now, to be kept up with `tallies_since`."""
        from synth.store import tallies

        return tallies.tallied(self.db)

    def tallies_since(self, old: Tallies) -> Tallies | None:
        """What was counted before, brought up to now; None when it is to be counted anew."""
        from synth.store import tallies

        return tallies.tallied_since(self.db, old)

    def amounts(self) -> Amounts:
        """How many searches and records there are."""
        from synth.store import tallies

        return tallies.amounts(self.db)

    def term_counts(self) -> dict[str, int]:
        """For each term of a strategy that was found anywhere the number of works that have it."""
        from synth.store import tallies

        return tallies.terms(self.db)

    def searches(self) -> tuple[SearchRun, ...]:
        """Every search that counts, with its numbers, oldest first."""
        from synth.store import searches

        return searches.runs(self.db)

    def search_problems(self, search: int) -> tuple[tuple[str, int, str], ...]:
        """What a search brought and could not be read: file, line and reason."""
        from synth.store import tallies

        return tallies.unread(self.db, search)

    def search_works(self, text: str) -> list[int]:
        """The numbers of works that have these words, or that an expression accepts. Raises UsageError."""
        from synth.catalogue.finding import find

        return find(self.db, text)

    def works_numbered(self, numbers: Sequence[int]) -> tuple[Work, ...]:
        """The works with these numbers, in this order; without those that are gone."""
        from synth.store import catalogue

        found = catalogue.works_of(self.db, numbers)
        return tuple(found[one] for one in numbers if one in found)

    def work(self, key: str) -> Work:
        """The work called `key`, also when it was merged into another. Raises UsageError."""
        from synth.store import works

        number = works.work_id(self.db, key)
        return self.works_numbered([number])[0]

    def works_called(self, keys: Iterable[str]) -> dict[str, Work]:
        """The works called `keys`, by what they were called; without those that are gone."""
        from synth.store import catalogue, works

        numbers = works.work_ids(self.db, keys)
        found = catalogue.works_of(self.db, list(numbers.values()))
        return {key: found[number] for key, number in numbers.items() if number in found}

    def history(self, work: Work) -> History:
        """What happened to a work, from the request that brought it to what is coded."""
        from synth.store import histories

        return histories.history(self.db, work)

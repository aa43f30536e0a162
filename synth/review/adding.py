"""Hand-picked works: looked up, shown, kept with the reason, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synth.errors import UsageError
from synth.model import ADDED, How, Record
from synth.review.folder import Folder, Listen, quiet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from synth.sources.finding import Found
    from synth.sources.protocol import Source

FINDERS = ("openalex", "crossref", "kb", "dnb", "k10plus")
"""Sources that are asked for one work, in this order."""


class Adding(Folder):
    """Works that somebody pointed to."""

    def look_up(self, given: str, *, on_event: Listen = quiet) -> Found:
        """Ask the sources for the work that `given` points to: a DOI, ISBN, other identifier, or a title.

        Nothing is stored. A source that gives no answer is in `unreachable`, never taken for not having it.
        """
        from synth.sources.finding import find
        from synth.sources.identifiers import identify
        from synth.sources.pacing import Patience

        soon = Patience(attempts=3, deadline=30.0)
        return find(identify(given), self._finders(), on_event=on_event, patience=soon)

    def add(self, record: Record, *, given: str, reason: str, how: How = "other") -> bool:
        """Keep a hand-picked work with how it came to be known and why; whether it is new."""
        from synth.sources.adding import keep

        if not reason.strip():
            raise UsageError("The reason is missing.", remedy='Say why it comes in: --reason "…".')
        _, new = keep(self.db, record, given=given, how=how, reason=reason.strip())
        if new:
            self.note("add", given=given, source=record.source, id=record.source_id, how=how, reason=reason)
        return new

    def take_back(self, given: str, *, coder: str = "") -> int:
        """Take back what was added as `given` (what was typed, a DOI, id or work key); how many additions.

        Raises UsageError when there is none, or when people decided on or coded it.
        """
        from synth.sources.identifiers import identify
        from synth.store.database import writing
        from synth.store.withdrawals import additions, withdraw_search

        wanted = {given, identify(given).value}
        found = [number for number, names in additions(self.db, ADDED).items() if wanted & set(names)]
        if not found:
            raise UsageError(f"Nothing was added as `{given}`.", remedy="`synth log` lists what was added.")
        with writing(self.db):
            for number in found:
                withdraw_search(self.db, number, coder=coder)
        self.note("add-withdrawn", given=given, searches=found)
        return len(found)

    def _finders(self) -> Iterator[Source]:
        from synth.sources.registry import get, names

        known = names()
        yield from (get(name)() for name in FINDERS if name in known)

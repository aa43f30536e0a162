"""Records become works, and people rule on pairs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from synth.review.folder import Folder

if TYPE_CHECKING:
    from synth.dedupe.storing import Linked
    from synth.store.works import Pair


class Deduplicating(Folder):
    """Links between records, and what people ruled on them."""

    def rule(self, a: int, b: int, *, verdict: str, coder: str) -> Linked:
        """Store a person's ruling on two records (same, different, withdrawn) and link again."""
        from synth.store import works

        works.rule(self.db, a, b, verdict=verdict, coder=coder)
        return self.dedupe()

    def pairs(self, outcome: str) -> Iterator[Pair]:
        """The compared pairs with this outcome: same, or ask."""
        from synth.store import works

        return works.pairs(self.db, outcome)

    def titles(self) -> dict[int, str]:
        """The title of every record with its year, by the number of the record."""
        from synth.store import searches

        return {i: f"{r.title} ({r.year or 'n.d.'})" for i, r in searches.records(self.db)}

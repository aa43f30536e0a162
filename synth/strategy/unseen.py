"""Which terms of a strategy stand in none of the records that were looked at."""

from __future__ import annotations

from synth.errors import Position, Problem
from synth.model import Record
from synth.strategy.expression import leaves
from synth.strategy.matching import Matcher
from synth.strategy.problems import problem


class TermsSeen:
    """Looks at records one by one, and remembers the terms that stand in any, whatever the verdict."""

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher
        self._waiting = set(matcher.terms)
        self.records = 0

    def look(self, record: Record) -> None:
        """Take the terms of a record as seen."""
        self.records += 1
        if self._waiting:
            self._waiting -= self._matcher.terms_in(record, self._waiting)

    def unseen(self) -> tuple[Problem, ...]:
        """Return a warning for each term that stood in none of the records; empty without records."""
        places = {
            leaf.label or leaf.text: leaf.position for leaf in leaves(self._matcher.strategy.expression)
        }
        return tuple(
            problem("S120", places.get(term) or Position("strategy"), text=term, records=f"{self.records:,}")
            for term in self._matcher.terms
            if self.records and term in self._waiting
        )

"""Records become works, and people rule on pairs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from synth.review.folder import Folder

if TYPE_CHECKING:
    from synth.dedupe.links import Link
    from synth.dedupe.storing import Linked
    from synth.model import Record
    from synth.store.pairs import Pair, Run


class Deduplicating(Folder):
    """Links between records, and what people ruled on them."""

    def rule(self, a: int, b: int, *, verdict: str, coder: str) -> Linked:
        """Store a person's ruling on two records (same, different, withdrawn) and link again."""
        self.answer(a, b, verdict=verdict, coder=coder)
        return self.dedupe()

    def answer(self, a: int, b: int, *, verdict: str, coder: str) -> None:
        """Store a person's ruling on two records; the works follow with the next `dedupe`.

        Raises UsageError for what are not two records, or when there is nothing to withdraw.
        """
        from synth.store import works

        works.rule(self.db, a, b, verdict=verdict, coder=coder)

    def unanswered(self) -> tuple[Pair, ...]:
        """The questions to people that nobody answered since the works were linked."""
        from synth.store import works

        ruled = {pair[:2] for pair in works.rulings(self.db)}
        return tuple(pair for pair in self.pairs("ask") if (pair.a, pair.b) not in ruled)

    def ruling_mark(self, a: int, b: int) -> str:
        """A mark of the last ruling on two records, withdrawn or not; another after each one."""
        from synth.store import works

        return str(works.last_ruling(self.db, a, b))

    def compare_afresh(self) -> Linked:
        """Compare all records again, also those that were compared before."""
        from synth.dedupe.storing import link_records

        return link_records(self.db, self.protocol.deduplication.choices, afresh=True)

    def pairs(self, outcome: str) -> Sequence[Pair]:
        """The compared pairs with this outcome: same, version, or ask for what a person has to answer."""
        from synth.dedupe.storing import questions
        from synth.store import pairs

        return questions(self.db) if outcome == "ask" else tuple(pairs.pairs(self.db, outcome))

    def explain(self, a: int, b: int) -> Link:
        """What is known of two records, also when they were never compared. Raises UsageError."""
        from synth.dedupe.storing import explained

        self.records_of(a, b)
        return explained(self.db, a, b, self.protocol.deduplication.choices)

    def records_of(self, *numbers: int) -> dict[int, Record]:
        """The records with these numbers. Raises UsageError when one is not there."""
        from synth.errors import UsageError
        from synth.store import searches

        found = searches.records_of(self.db, numbers)
        for number in numbers:
            if number not in found:
                raise UsageError(f"There is no record {number}.", remedy="`synth dedupe --links` lists them.")
        return found

    def records_in(self, key: str) -> tuple[int, ...]:
        """The numbers of the records of a work. Raises UsageError for an unknown key."""
        from synth.store import works

        return works.records_in(self.db, works.work_id(self.db, key))

    def reasons(self, records: Sequence[int]) -> dict[int, tuple[str, ...]]:
        """For each of these records why it is in its work."""
        from synth.store import works

        return works.reasons(self.db, records)

    def origins(self, record: int) -> str:
        """Which record gave which fields to the work of a record, as a sentence."""
        from synth.store import works

        gave: dict[int, list[str]] = {}
        for name, number in works.origin(self.db, record).items():
            gave.setdefault(number, []).append(name.replace("_", " "))
        parts = (f"{', '.join(sorted(names))} from record {number}" for number, names in sorted(gave.items()))
        return f"The work has {'; '.join(parts)}."

    def runs(self) -> tuple[tuple[Run, int, bool], ...]:
        """Every run that joined records, how many pairs it joined, and whether it was undone."""
        from synth.store import pairs

        return pairs.runs(self.db)

    def rule_run(self, run: int, *, undone: bool, coder: str) -> Linked:
        """Take back what a run joined, or put it back. Raises UsageError for a run that joined nothing."""
        from synth.store import pairs

        pairs.rule_run(self.db, run, undone=undone, coder=coder)
        return self.dedupe()

    def titles(self) -> dict[int, str]:
        """The title of every record with its year, by the number of the record."""
        from synth.store import searches

        return {i: f"{r.title} ({r.year or 'n.d.'})" for i, r in searches.records(self.db)}

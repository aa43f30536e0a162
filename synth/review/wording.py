"""Words of strategies: proposals from known works, variants of terms, and writing accepted ones."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from synth.review.folder import Folder

if TYPE_CHECKING:
    from synth.model import Record
    from synth.strategy.adding import Addition
    from synth.strategy.variants import Variant
    from synth.terms.proposing import Proposal


class Wording(Folder):
    """Terms for strategies; only `add_terms` changes a file, and only what it is told."""

    def propose_terms(self, strategy: str, *, known: Sequence[Path] = ()) -> tuple[Proposal, ...]:
        """Propose terms for a strategy from the included works, or from the works in the files `known`.

        They are compared with the other works of the review. Raises FileError or UsageError.
        """
        from synth.terms.proposing import propose

        (one,) = self.strategies(strategy)
        works, others = self._parted(known)
        return propose(works, others, one)

    def variants(self, strategy: str) -> tuple[Variant, ...]:
        """Other ways to write the terms of a strategy. Raises FileError or UsageError."""
        from synth.strategy.variants import variants

        (one,) = self.strategies(strategy)
        return variants(one)

    def add_terms(self, strategy: str, additions: Sequence[Addition]) -> Path:
        """Write terms into the file of a strategy, whose comments and layout stay; return its path.

        Raises FileError or UsageError, and then the file is as it was.
        """
        from synth.formats.files import read_file, write_atomic
        from synth.strategy.adding import add_terms

        path = self.file("queries", strategy)
        text = read_file(path).decode("utf-8-sig")
        write_atomic(path, add_terms(text, additions, name=str(path)))
        self.note("terms", strategy=strategy, added=[f"{one.set}: {one.term}" for one in additions])
        return path

    def _parted(self, files: Sequence[Path]) -> tuple[list[Record], list[Record]]:
        """Return the known works and the others of the review."""
        from synth.dedupe.matching import matching
        from synth.replicating import read_references
        from synth.store import decisions, works

        self.settle()
        everything = [(work.key, work.record) for work in works.works(self.db)]
        if files:
            known = [record for path in files for record in read_references(path)]
            same = {match.other for match in matching(known, [record for _, record in everything])}
            return known, [record for place, (_, record) in enumerate(everything) if place not in same]
        included = {d.work for d in decisions.current_decisions(self.db) if d.verdict == "include"}
        out = {d.work for d in decisions.current_decisions(self.db) if d.verdict == "exclude"}
        kept = included - out
        return [r for key, r in everything if key in kept], [r for key, r in everything if key not in kept]

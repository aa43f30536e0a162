"""Following citations of works that are in the review."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from synth.errors import UsageError
from synth.model import CHASED
from synth.review.folder import Listen, quiet
from synth.review.reporting import Reporting

if TYPE_CHECKING:
    from synth.sources.chasing import Chased
    from synth.sources.citing import CitationSource, Direction, Seed

SOURCES = ("openalex", "semanticscholar")
"""Sources that are asked for citations unless others are named."""

FALLBACK = "crossref"
"""Asked for the references of works of which no other source gave any."""


class Chasing(Reporting):
    """References and citing works."""

    def chase(
        self,
        works: Sequence[str] = (),
        *,
        directions: Sequence[Direction] = ("backward", "forward"),
        sources: Sequence[str] = (),
        strategy: str = "",
        on_event: Listen = quiet,
    ) -> tuple[Chased, ...]:
        """Follow the citations of the included works, or of the ones named by key, at each source.

        What comes is verified against the strategy, kept whatever the verdict, and marked with the works
        that led to it. Raises UsageError when there is nothing to follow or no strategy to verify with.
        """
        from synth.sources.chasing import Trail, chase

        seeds = self._seeds(works)
        plan = self.some_strategies(strategy)[0]

        def follow(name: str, some: Sequence[Seed]) -> Chased:
            return chase(self.db, _source(name), Trail(some, directions, plan), on_event=on_event)

        chased = [follow(name, seeds) for name in sources or SOURCES]
        if "backward" in directions and not sources:
            without = _without_references(seeds, chased)
            chased += [follow(FALLBACK, without)] if without else []
        self.note("chase", works=[seed.key for seed in seeds], searches=[one.search for one in chased])
        return tuple(chased)

    def chase_news(self, chased: Chased) -> tuple[int, int]:
        """How many works a chase brought, and how many were not in the review before; de-duplicate first."""
        from synth.store.citations import novelty

        return (0, 0) if chased.search is None else novelty(self.db, chased.search)

    def take_back_chase(self, number: int, *, coder: str = "") -> None:
        """Take back a search by citations: what only it brought counts nowhere. Raises UsageError."""
        from synth.store.searches import runs
        from synth.store.withdrawals import withdraw_search

        known = {run.id for run in runs(self.db) if run.source.startswith(CHASED)}
        if number not in known:
            listed = ", ".join(f"S{one}" for one in sorted(known)) or "none"
            raise UsageError(f"S{number} is no search by citations.", remedy=f"There is: {listed}.")
        withdraw_search(self.db, number, coder=coder)
        self.note("chase-withdrawn", search=number)

    def _seeds(self, keys: Sequence[str]) -> list[Seed]:
        from synth.sources.citing import Seed
        from synth.store.works import work_id, works

        self.settle()
        by_id = {work.id: work for work in works(self.db)}
        if keys:
            chosen = [by_id[one] for key in keys if (one := work_id(self.db, key)) in by_id]
        else:
            included = {work["key"] for work in self.synthesize()["works"] if work["included"]}
            chosen = [work for work in by_id.values() if work.key in included]
        if not chosen:
            remedy = "Include works first (`synth screen`), or name works: `synth chase KEY`."
            raise UsageError("There are no works to follow.", remedy=remedy)
        return [Seed(w.key, w.record.doi, w.record.pmid, w.record.openalex) for w in chosen]


def _source(name: str) -> CitationSource:
    from synth.sources.crossref_citing import CrossrefCitations
    from synth.sources.openalex_citing import OpenAlexCitations
    from synth.sources.semanticscholar_citing import SemanticScholarCitations

    known: dict[str, type[CitationSource]] = {
        "openalex": OpenAlexCitations,
        "semanticscholar": SemanticScholarCitations,
        "crossref": CrossrefCitations,
    }
    if name not in known:
        remedy = f"Known are {', '.join(known)}."
        raise UsageError(f"`{name}` cannot be asked for citations.", remedy=remedy)
    return known[name]()


def _without_references(seeds: Sequence[Seed], chased: Sequence[Chased]) -> list[Seed]:
    """The works with a DOI of which no source gave a reference."""
    given = {row.key for one in chased for row in one.followed if row.direction == "backward" and row.unique}
    return [seed for seed in seeds if seed.doi and seed.key not in given]

"""What a search will ask, before it asks anything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from synth.intake import kind_of
from synth.review.folder import Folder, Listen, quiet

if TYPE_CHECKING:
    from synth.sources.closed import Closed
    from synth.sources.planning import Plan
    from synth.sources.probing import Probed, Spelling
    from synth.sources.protocol import Source
    from synth.strategy.file import Strategy

    Ask = Callable[[Source, Strategy], Probed]


class Planning(Folder):
    """Plans of searches; with a probe the sources tell their totals, and nothing is fetched."""

    def plan(
        self,
        sources: Sequence[str] = (),
        *,
        strategy: str = "",
        probe: bool = False,
        variants: bool = False,
        on_event: Listen = quiet,
    ) -> tuple[Probed, ...]:
        """Plan the strategies on the sources of the protocol, or on `sources`; only a probe asks anything.

        A probe asks each source for its totals with the cheapest call that it has; `on_event` hears before
        (`Begins`) what it will cost. With `variants` it also counts other spellings of the terms, which takes
        several times the calls. Raises FileError or UsageError.
        """
        ask = self._prober(on_event, variants=variants) if probe else None
        planned = [
            self._plan_one(name, one, ask)
            for one in self.strategies(strategy)
            for name in sources or self.protocol.sources
        ]
        if probe:
            cost = round(sum(one.usd for one in planned), 6)
            self.note("probe", calls=sum(one.calls for one in planned), cost_usd=cost)
        return tuple(planned)

    def source_names(self) -> tuple[str, ...]:
        """The names of every source there is, and of databases that can only be searched by hand."""
        from synth.sources.closed import CLOSED
        from synth.sources.registry import names

        return (*names(), *(one.name for one in CLOSED if one.name not in names()))

    def by_hand(self, planned: Sequence[str]) -> tuple[Closed, ...]:
        """The databases that nothing here can ask, but for those that are planned by name."""
        from synth.sources.closed import CLOSED

        return tuple(one for one in CLOSED if one.name not in planned)

    def _plan_one(self, name: str, strategy: Strategy, ask: Ask | None) -> Probed:
        from synth.sources.closed import closed
        from synth.sources.planning import by_hand, plan
        from synth.sources.probing import Probed
        from synth.sources.registry import CORPUS, names

        if name == CORPUS:
            return Probed(self._plan_corpus(strategy))
        if name not in names() and (known := closed(name)):
            return Probed(by_hand(strategy, known))
        source = self.maker(name)()
        return ask(source, strategy) if ask else Probed(plan(source, strategy))

    def _prober(self, on_event: Listen, *, variants: bool) -> Ask:
        from synth.sources.probing import probe

        def ask(source: Source, strategy: Strategy) -> Probed:
            spellings = self._spellings(strategy) if variants else ()
            return probe(source, strategy, spellings=spellings, on_event=on_event)

        return ask

    def _plan_corpus(self, strategy: Strategy) -> Plan:
        from synth.sources.planning import files

        return files(strategy, [p.name for p in self.corpus_files() if kind_of(p) == "records"])

    def _spellings(self, strategy: Strategy) -> Sequence[Spelling]:
        """The variants of the terms, to be counted; what truncation adds is left out."""
        from synth.sources.probing import Spelling
        from synth.strategy.variants import PLURAL, variants

        spelled = (one for one in variants(strategy) if one.rule != PLURAL)
        return tuple(Spelling(one.set, one.term, one.form) for one in spelled)

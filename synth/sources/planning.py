"""What a search will ask of a source: requests, what is lost, calls, cost, time and key; nothing is sent."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Literal

from synth.errors import SourceError, UsageError
from synth.sources.protocol import Request, Source, SourceFacts
from synth.sources.registry import CORPUS
from synth.strategy.expression import excludes, leaves

if TYPE_CHECKING:
    from synth.sources.closed import Closed
    from synth.strategy.definition import Strategy

Kind = Literal["complete", "capped", "ranked", "files", "none"]
"""What a search is: all that matches; cut off at a limit; the top of a ranking; of files; or not possible."""


@dataclass(frozen=True, slots=True)
class Key:
    """The key of a source: the variable that holds it (empty: none exists) and where to get one."""

    variable: str
    page: str
    needed: bool
    present: bool


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a search takes: calls, US dollars, minutes at the rate of the source, and days of its budget.

    `records` is None when totals are unknown: then the other numbers are the least that it takes.
    """

    records: int | None
    calls: int
    usd: float
    minutes: float
    days: int


@dataclass(frozen=True, slots=True)
class Plan:
    """One strategy at one source. `problem` says why it cannot be asked; then there are no requests.

    `cannot` is what the source can never express, as far as it matters to the strategy.
    `cut` is the number of records of a request that come at most, 0 when there is no such limit. `totals`
    are the numbers that the source reported for the requests; empty when it was not asked.
    """

    source: str
    strategy: str
    facts: SourceFacts
    key: Key
    requests: tuple[Request, ...] = ()
    widened: tuple[str, ...] = ()
    cannot: tuple[str, ...] = ()
    problem: str = ""
    totals: tuple[int | None, ...] = ()

    @property
    def cut(self) -> int:
        """Records of a request that come at most; 0 without a limit."""
        return self.facts.sample or self.facts.reach

    @property
    def kind(self) -> Kind:
        """What the search will be; one with a limit is complete when its totals stay under it."""
        if self.problem:
            return "none"
        if self.source == CORPUS:
            return "files"
        if self.facts.sample:
            return "ranked"
        within = bool(self.totals) and all(total is not None and total <= self.cut for total in self.totals)
        return "capped" if self.cut and not within else "complete"

    @property
    def budget_usd(self) -> float:
        """US dollars of a day, with the key there is; 0 when nothing is counted."""
        return self.facts.daily_usd if self.key.present else self.facts.keyless_usd

    @property
    def budget_calls(self) -> int:
        """Calls of a day, with the key there is; 0 when nothing is counted."""
        return self.facts.daily_calls if self.key.present else self.facts.keyless_calls

    @property
    def per_second(self) -> float:
        """Calls per second that the source bears, with the key there is."""
        return self.facts.per_second if self.key.present else self.facts.keyless_per_second

    @property
    def estimate(self) -> Estimate:
        """What the search takes."""
        known = [self._coming(total) for total in self.totals if total is not None]
        all_known = bool(self.requests) and len(known) == len(self.requests)
        calls = sum(max(1, ceil(n / self.facts.page_size)) for n in known) + len(self.requests) - len(known)
        return Estimate(
            records=sum(known) if all_known else None,
            calls=calls,
            usd=calls * self.facts.cost_usd,
            minutes=calls / self.per_second / 60,
            days=self._days(calls),
        )

    def _coming(self, total: int) -> int:
        return min(total, self.cut) if self.cut else total

    def _days(self, calls: int) -> int:
        shares = [1.0]
        if self.budget_usd:
            shares.append(calls * self.facts.cost_usd / self.budget_usd)
        if self.budget_calls:
            shares.append(calls / self.budget_calls)
        return ceil(round(max(shares), 6))


def plan(source: Source, strategy: Strategy) -> Plan:
    """Return what `strategy` becomes at `source`, or why it cannot be asked. Nothing is sent."""
    key = key_of(source.facts)
    try:
        translation = source.translate(strategy)
    except (UsageError, SourceError) as error:
        return Plan(source.name, strategy.id, source.facts, key, problem=str(error))
    return Plan(
        source=source.name,
        strategy=strategy.id,
        facts=source.facts,
        key=key,
        requests=translation.requests,
        widened=translation.widened,
        cannot=tuple(one for one in source.facts.cannot if _matters(one, strategy)),
    )


MATTERS: Mapping[str, Callable[[Strategy], bool]] = {
    "NOT ": lambda strategy: excludes(strategy.expression),
    "Languages ": lambda strategy: bool(strategy.languages),
    "`*` ": lambda strategy: any("*" in leaf.text for leaf in leaves(strategy.expression)),
}
"""By how a sentence on a source begins: whether what it is about stands in a strategy."""


def _matters(sentence: str, strategy: Strategy) -> bool:
    return all(there(strategy) for begins, there in MATTERS.items() if sentence.startswith(begins))


def key_of(facts: SourceFacts) -> Key:
    """Return what is known of the key of a source, and whether one is set; its value is not looked at."""
    present = bool(facts.key_variable and os.environ.get(facts.key_variable, "").strip())
    return Key(facts.key_variable, facts.key_page, facts.key_needed, present)


def total(plans: Sequence[Plan]) -> Estimate:
    """Return what several plans take together; sources are asked one after the other."""
    each = [one.estimate for one in plans if one.requests]
    records = [one.records for one in each]
    return Estimate(
        records=None if None in records else sum(n for n in records if n is not None),
        calls=sum(one.calls for one in each),
        usd=sum(one.usd for one in each),
        minutes=sum(one.minutes for one in each),
        days=max((one.days for one in each), default=1),
    )


def by_hand(strategy: Strategy, closed: Closed) -> Plan:
    """Return the plan for a database that cannot be asked: what covers a part, and what to do by hand."""
    facts = SourceFacts(label=closed.label, documentation="", page_size=1)
    command = f"synth translate queries/{strategy.id}.yaml --to {closed.writes}"
    written = f" `{command}` writes the string to paste." if closed.writes else ""
    problem = str(closed).removeprefix(f"{closed.label}: ") + written
    return Plan(closed.name, strategy.id, facts, key_of(facts), problem=problem)


def files(strategy: Strategy, names: Sequence[str]) -> Plan:
    """Return the plan for the exported files of the review: each is read whole."""
    facts = SourceFacts(label="the files in corpus/", documentation="", page_size=1)
    requests = tuple(
        Request(CORPUS, index, f"corpus/{name}", description="read whole, each entry verified")
        for index, name in enumerate(names)
    )
    problem = "" if names else "There is no exported file in corpus/. Put RIS or BibTeX files there."
    return Plan(CORPUS, strategy.id, facts, key_of(facts), requests, problem=problem)

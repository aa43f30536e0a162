"""What a source would give, counted with the cheapest call that it has; nothing is fetched or stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from synth.sources.fetching import Event, Fetched, fetch
from synth.sources.keeping import Memory
from synth.sources.pacing import Patience
from synth.sources.protocol import FIRST, Page, Request, Source, SourceFacts, Steps, Translation

if TYPE_CHECKING:
    from synth.model import Record
    from synth.sources.transport import Transport
    from synth.strategy.definition import Strategy


@runtime_checkable
class Countable(Protocol):
    """A source that tells a total more cheaply than with a page of records; `count_usd` is what it costs."""

    @property
    def count_usd(self) -> float:
        """What one count costs, in US dollars."""

    def count(self, request: Request) -> Steps[Page]:
        """Ask for a page without records: its total and its cost. Raises what `fetch` raises."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted: a total for each request (None: the source tells none), the calls, and their cost."""

    totals: tuple[int | None, ...]
    calls: int
    cost_usd: float

    @property
    def total(self) -> int | None:
        """The sum over the requests: at most this many works, since requests may share some."""
        known = [total for total in self.totals if total is not None]
        return sum(known) if len(known) == len(self.totals) else None


def count_usd(source: Source) -> float:
    """Return what one count at this source costs, in US dollars."""
    return source.count_usd if isinstance(source, Countable) else source.facts.cost_usd


def count(
    source: Source,
    requests: Sequence[Request],
    *,
    on_event: Callable[[Event], None],
    patience: Patience | None = None,
) -> Counted:
    """Return how many records each request has, asked with the patience of a search.

    Raises SourceError when the source gives no usable answer: that is never a count of nothing.
    """
    calls: list[Fetched] = []

    def listen(event: Event) -> None:
        if isinstance(event, Fetched):
            calls.append(event)
        on_event(event)

    keeper = Memory()
    fetch(_Counting(source), Translation(tuple(requests)), keeper, on_event=listen, patience=patience)
    found = {page.request: page for page in keeper.pages}
    totals = tuple(found[request.index].total if request.index in found else None for request in requests)
    return Counted(totals, len(calls), sum(call.cost_usd for call in calls))


class _Counting:
    """A source that answers with totals only, so that the shared loop does the waiting and trying again."""

    def __init__(self, source: Source) -> None:
        self.source = source

    @property
    def name(self) -> str:
        return self.source.name

    @property
    def facts(self) -> SourceFacts:
        return self.source.facts

    def translate(self, strategy: Strategy) -> Translation:
        return self.source.translate(strategy)

    @property
    def transport(self) -> Transport:
        return self.source.transport

    def fetch(self, request: Request, cursor: str) -> Steps[Page]:
        source = self.source
        steps = source.count(request) if isinstance(source, Countable) else source.fetch(request, FIRST)
        page = yield from steps
        return Page(
            page.request, cursor, None, page.total, (), (), cost_usd=page.cost_usd, complete=page.complete
        )

    def read(self, payload: str) -> Record:
        return self.source.read(payload)

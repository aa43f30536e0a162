"""Fetching a translation page by page, written once for every source: the one place that talks to servers.

Several requests are under way at the same time where a source allows it; the pages of one come one after
the other. Answers are kept in one thread beside the one that asks, in the order in which they come, so that
the calls keep their pace; records are read there page by page, when nothing waits to be kept. Each request
starts where the keeper says it stopped, and each page is kept before the next is asked for. A failure that
may pass is tried again; nothing runs in a circle, and nothing ends silently short: a request that did not
give what it promised is reported with its numbers.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import Any, Generic

import stamina

from synth.errors import SourceError
from synth.sources.keeping import Exchange, Keeper, Memory
from synth.sources.pacing import Pace, Patience, Purse
from synth.sources.progress import Progress, missing, over
from synth.sources.protocol import (
    Ask,
    Metered,
    Page,
    Request,
    Result,
    Source,
    Steps,
    TemporaryError,
    Translation,
)
from synth.sources.transport import Answer, Connection

PARTIAL_ATTEMPTS = 3
"""How often a page that the source itself calls incomplete is asked for."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """Event: a page came in. `unique` of the `total` records are here; `cost_usd` is this page's."""

    request: int
    pages: int
    unique: int
    total: int | None
    cost_usd: float


@dataclass(frozen=True, slots=True)
class Retrying:
    """Event: attempt number `attempt` failed for `reason`; the next one follows after `wait` seconds."""

    request: int
    attempt: int
    wait: float
    reason: str


@dataclass(frozen=True, slots=True)
class Ended:
    """Event: a request ended. Unless `complete`, `reason` says in one sentence what is missing or wrong.

    `total` is what the source reported last (None if never), `unique` the number of different records.
    """

    request: int
    complete: bool
    reason: str
    total: int | None
    unique: int


Event = Fetched | Retrying | Ended


def fetch(
    source: Source,
    translation: Translation,
    keeper: Keeper,
    *,
    on_event: Callable[[Event], None],
    patience: Patience | None = None,
) -> None:
    """Fetch every page that is still to come and give it to `keeper`.

    Each request ends with one `Ended` event. Raises SourceError (BudgetError, KeyRefused) when the source
    gives no usable answer any more; what was kept before can be gone on from.
    """
    run = _Run(source, keeper, on_event, patience or Patience())
    _in_loop(run.all(translation.requests))


def ask(
    source: Source,
    steps: Callable[[], Steps[Result]],
    *,
    on_event: Callable[[Event], None],
    patience: Patience | None = None,
) -> Result:
    """Return the result of one question to the server of `source`, tried again while that may help.

    `steps` begins the question anew: a generator that yields the calls. Raises SourceError as `fetch` does.
    """
    run = _Run(source, Memory(), on_event, patience or Patience())
    return _in_loop(run.one(steps))


@dataclass(slots=True)
class _Run:
    """The requests of one translation, or one question, while they are under way."""

    source: Source
    keeper: Keeper
    on_event: Callable[[Event], None]
    patience: Patience
    error: SourceError | None = None
    calls: int = 0
    usd: float = 0.0
    purse: Purse | None = None
    beside: Executor | None = None
    reading: asyncio.Task[None] | None = None
    pace: Pace = field(init=False)

    def __post_init__(self) -> None:
        facts, given = self.source.facts, self.patience.per_second
        own = facts.per_second if self.source.transport.key else facts.keyless_per_second
        self.pace = Pace(own if given is None else given)

    async def all(self, requests: tuple[Request, ...]) -> None:
        """Fetch the requests, as many at a time as the source allows; the first error stops them all."""
        waiting = iter(requests)
        self.purse = Purse()
        async with self.source.transport.open() as line:
            lanes = min(self.source.facts.in_flight, len(requests))
            with ThreadPoolExecutor(1) as self.beside:
                await asyncio.gather(*(self.lane(waiting, line) for _ in range(lanes)))
                await self.read_on()
        if self.error:
            raise self.error

    async def lane(self, waiting: Iterator[Request], line: Connection) -> None:
        """Fetch one request after the other until none is waiting."""
        for request in waiting:
            try:
                await _Chain(self, request, line).fetch()
            except SourceError as error:
                self.error = self.error or error
            if self.error:
                return

    def kept(self) -> None:
        """See to it that what was kept is read, page by page, while the thread has nothing better to do."""
        if self.reading is None or self.reading.done():
            self.reading = asyncio.create_task(self.read_on())

    async def read_on(self) -> None:
        """Read every page whose turn has come."""
        try:
            while await self.aside(self.keeper.read_on):
                pass
        except SourceError as error:
            self.error = self.error or error

    async def aside(self, work: Callable[..., Result], *given: Any) -> Result:
        """Return what `work` gives, done in the thread beside this one: one piece of work after the other."""
        if self.beside is None:
            return work(*given)
        return await asyncio.get_running_loop().run_in_executor(self.beside, work, *given)

    async def one(self, steps: Callable[[], Steps[Result]]) -> Result:
        """Return the result of `steps`, which are no page of a request."""
        async with self.source.transport.open() as line:
            return await self.tried(lambda: self.steps(steps(), line, []))

    async def tried(self, once: Callable[[], Awaitable[Result]], *, request: int = 0) -> Result:
        """Return the result of `once`, tried again while that may help."""
        logging.getLogger("stamina").addHandler(_SILENT)
        again = _Attempts(self, request).again
        async for attempt in stamina.retry_context(on=again, attempts=self.patience.attempts, timeout=None):
            with attempt:
                return await once()
        raise AssertionError("stamina ends with an answer or an error")

    async def steps(self, steps: Steps[Result], line: Connection, said: list[Exchange]) -> Result:
        """Drive a source's generator to its result; `said` is filled with what was asked and answered."""
        step: Ask | _End[Result] = await self.aside(_next, steps, None)
        while isinstance(step, Ask):
            said.append(await self.answer(step, line))
            step = await self.aside(_next, steps, said[-1].answer)
        return step.result

    async def answer(self, call: Ask, line: Connection) -> Exchange:
        """Return the answer that was kept, or ask the server when it is this call's turn."""
        if known := await self.aside(self.keeper.known, call):
            return Exchange(call, known, known=True)
        cost = self.source.facts.cost_usd
        self.patience.check(self.calls, self.usd, cost)
        self.calls, self.usd = self.calls + 1, self.usd + cost
        turn = await self.pace.turn(call.weight)
        return Exchange(call, await self.paid(lambda: line.send(call, sent=turn.taken)))

    async def paid(self, send: Callable[[], Awaitable[Answer]]) -> Answer:
        """Send a call that what is left of the budget pays; look what is left then."""
        purse, source = self.purse, self.source
        if purse is None or not isinstance(source, Metered):
            return await send()
        if not await purse.pays(source.facts.cost_usd):
            raise source.used_up()
        purse.under_way += 1
        try:
            answer = await send()
        finally:
            purse.under_way -= 1
        purse.told(source.left(answer), most=source.facts.in_flight * source.facts.cost_usd)
        return answer


@dataclass(frozen=True, slots=True)
class _End(Generic[Result]):
    """The end of the steps of a source, with what they return."""

    result: Result


def _next(steps: Steps[Result], answer: Answer | None) -> Ask | _End[Result]:
    """Return what the steps ask next, given the last answer (None: they begin), or their end.

    A StopIteration cannot go from one thread to another.
    """
    try:
        return next(steps) if answer is None else steps.send(answer)
    except StopIteration as end:
        return _End(end.value)


@dataclass(frozen=True, slots=True)
class _Chain:
    """The pages of one request."""

    run: _Run
    request: Request
    line: Connection

    async def fetch(self) -> None:
        """Fetch the pages that are still to come; stop when another request met an error."""
        facts, keeper = self.run.source.facts, self.run.keeper
        progress = await self.run.aside(keeper.progress, self.request.index)
        while progress.cursor is not None and not over(progress, facts.page_size):
            if self.run.error:
                return
            try:
                page, said = await self.page(progress.cursor)
            except SourceError as error:
                self.end(progress, str(error))
                raise
            progress = await self.run.aside(keeper.keep, page, said)
            self.run.kept()
            told = (progress.pages, progress.unique, progress.total, page.cost_usd)
            self.run.on_event(Fetched(self.request.index, *told))
        self.end(progress, missing(progress, facts))

    def end(self, progress: Progress, reason: str) -> None:
        told = Ended(self.request.index, not reason, reason, progress.total, progress.unique)
        self.run.on_event(told)

    async def page(self, cursor: str) -> tuple[Page, tuple[Exchange, ...]]:
        """Return one page with what was said for it, trying again while that may help."""
        try:
            return await self.run.tried(lambda: self.once(cursor), request=self.request.index)
        except _PartialError as partial:
            return partial.page, partial.said

    async def once(self, cursor: str) -> tuple[Page, tuple[Exchange, ...]]:
        """Return one page; raise _PartialError with it when the source calls it incomplete."""
        said: list[Exchange] = []
        page = await self.run.steps(self.run.source.fetch(self.request, cursor), self.line, said)
        live = sum(not one.known for one in said)
        self.run.usd += (page.cost_usd - self.run.source.facts.cost_usd * live) if live else 0.0
        if not page.complete:
            raise _PartialError(page, tuple(said))
        return page if live or not said else replace(page, cost_usd=0.0), tuple(said)


_SILENT = logging.NullHandler()
"""Keeps the log of stamina off the terminal: every retry is already reported as an event."""


class _PartialError(TemporaryError):
    """The source says itself that the page may miss records."""

    def __init__(self, page: Page, said: tuple[Exchange, ...]) -> None:
        super().__init__("The source stopped looking before it was done.")
        self.page, self.said = page, said


class _Attempts:
    """Counts the failed attempts for one page and decides whether and when to try again."""

    def __init__(self, run: _Run, request: int) -> None:
        self.run, self.request, self.failed, self.started = run, request, 0, monotonic()

    def again(self, error: Exception) -> bool | float:
        """Return the seconds to wait before the next attempt, or False to give up."""
        patience = self.run.patience
        self.failed += 1
        if not isinstance(error, TemporaryError) or self.failed >= patience.attempts or self.run.error:
            return False
        wait = patience.wait(error.wait, self.failed)
        if isinstance(error, _PartialError) and self.failed >= PARTIAL_ATTEMPTS:
            return False
        if monotonic() - self.started + wait > patience.deadline:
            return False
        if error.wait is not None:
            self.run.pace.hold(wait)
        self.run.on_event(Retrying(self.request, self.failed, wait, str(error)))
        return wait


def _in_loop(work: Coroutine[Any, Any, Result]) -> Result:
    """Run a coroutine to its end, also where an event loop runs already (a notebook)."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(1) as other:
        return other.submit(asyncio.run, work).result()

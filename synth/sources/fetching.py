"""Fetching a translation page by page, written once for every source.

The loop starts each request where the store says it stopped, hands over one page at a time (so that it is
stored before the next is asked for), tries again when a failure may pass, never runs in a circle, and
never ends silently short: a request that did not give what it promised is reported with its numbers.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import ceil
from time import monotonic

import stamina

from synth.errors import SourceError
from synth.sources.protocol import FIRST, Page, Request, Source, TemporaryError, Translation

SPARE_PAGES = 2
"""How many pages more than the reported total needs before the loop stops."""
STALE_PAGES = 2
"""How many pages in a row without a new record before the loop stops."""
PARTIAL_ATTEMPTS = 3
"""How often a page that the source itself calls incomplete is asked for."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to keep trying for one page; times in seconds.

    Waits start at `first_wait` and double up to `longest_wait`; a wait that the source asks for is honoured
    up to `retry_after`. No new attempt starts when it would end after `deadline`.
    """

    attempts: int = 8
    first_wait: float = 1.0
    longest_wait: float = 30.0
    retry_after: float = 120.0
    deadline: float = 600.0

    def wait(self, asked: float | None, attempt: int) -> float:
        """Return the seconds to wait after failed attempt number `attempt`, counted from 1."""
        if asked is not None and asked >= 0:
            return min(asked, self.retry_after)
        return float(min(self.longest_wait, self.first_wait * 2 ** (attempt - 1)))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a request has come, as the store knows it.

    `cursor` is the next to send, None when the request has ended; `pages` counts what was fetched; `total`
    is what the source reported first; `ids` are the records fetched and `used` the cursors sent; `stale`
    counts the latest pages that brought nothing new; `partial` the pages that the source called incomplete.
    """

    cursor: str | None = FIRST
    pages: int = 0
    total: int | None = None
    ids: frozenset[str] = frozenset()
    used: frozenset[str] = frozenset()
    stale: int = 0
    partial: int = 0

    def after(self, page: Page) -> Progress:
        """Return the progress with one more page."""
        return Progress(
            cursor=page.next_cursor if page.ids else None,
            pages=self.pages + 1,
            total=page.total if self.total is None else self.total,
            ids=self.ids | set(page.ids),
            used=self.used | {page.cursor},
            stale=0 if set(page.ids) - self.ids else self.stale + 1,
            partial=self.partial + (not page.complete),
        )

    @classmethod
    def of(cls, pages: Iterable[Page]) -> Progress:
        """Return the progress of a request with these pages, in the order they were fetched."""
        progress = cls()
        for page in pages:
            progress = progress.after(page)
        return progress


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

    `total` is what the source reported first (None if never), `unique` the number of different records.
    """

    request: int
    complete: bool
    reason: str
    total: int | None
    unique: int


Event = Fetched | Retrying | Ended


def pages(
    source: Source,
    translation: Translation,
    *,
    progress: Mapping[int, Progress],
    on_event: Callable[[Event], None],
    patience: Patience | None = None,
) -> Iterator[Page]:
    """Yield every page that is still to come, request by request.

    `progress` maps a request's index to how far it came before (missing: from the start). Each request
    ends with one `Ended` event. Raises SourceError (BudgetError, KeyRefused) when the source gives no
    usable answer any more; what was yielded before can be kept and resumed from.
    """
    try:
        for request in translation.requests:
            loop = _Loop(source, request, on_event, patience or Patience())
            yield from loop.run(progress.get(request.index, Progress()))
    finally:
        source.close()


@dataclass(frozen=True, slots=True)
class _Loop:
    """The pages of one request."""

    source: Source
    request: Request
    on_event: Callable[[Event], None]
    patience: Patience

    def run(self, progress: Progress) -> Iterator[Page]:
        size = self.source.facts.page_size
        while progress.cursor is not None and not (reason := circling(progress, size)):
            try:
                page = self.fetch(progress.cursor)
            except SourceError as error:
                self.end(progress, str(error))
                raise
            progress = progress.after(page)
            yield page
            total, unique = progress.total, len(progress.ids)
            self.on_event(Fetched(self.request.index, progress.pages, unique, total, page.cost_usd))
        if progress.cursor is None:
            most = self.source.facts.sample
            reason = ranked_sample(progress, most) if most else shortfall(progress)
        self.end(progress, reason)

    def end(self, progress: Progress, reason: str) -> None:
        self.on_event(Ended(self.request.index, not reason, reason, progress.total, len(progress.ids)))

    def fetch(self, cursor: str) -> Page:
        """Return one page, trying again while that may help."""
        attempts = _Attempts(self)
        logging.getLogger("stamina").addHandler(_SILENT)
        retries = stamina.retry_context(on=attempts.again, attempts=self.patience.attempts, timeout=None)
        try:
            for attempt in retries:
                with attempt:
                    page = self.source.fetch(self.request, cursor)
                    if not page.complete:
                        raise _PartialError(page)
                    return page
        except _PartialError as partial:
            return partial.page
        raise AssertionError("stamina ends with an answer or an error")


_SILENT = logging.NullHandler()
"""Keeps the log of stamina off the terminal: every retry is already reported as an event."""


class _PartialError(TemporaryError):
    """The source says itself that the page may miss records."""

    def __init__(self, page: Page) -> None:
        super().__init__("The source stopped looking before it was done.")
        self.page = page


class _Attempts:
    """Counts the failed attempts for one page and decides whether and when to try again."""

    def __init__(self, loop: _Loop) -> None:
        self.loop, self.failed, self.started = loop, 0, monotonic()

    def again(self, error: Exception) -> bool | float:
        """Return the seconds to wait before the next attempt, or False to give up."""
        patience = self.loop.patience
        self.failed += 1
        if not isinstance(error, TemporaryError) or self.failed >= patience.attempts:
            return False
        wait = patience.wait(error.wait, self.failed)
        if isinstance(error, _PartialError) and self.failed >= PARTIAL_ATTEMPTS:
            return False
        if monotonic() - self.started + wait > patience.deadline:
            return False
        self.loop.on_event(Retrying(self.loop.request.index, self.failed, wait, str(error)))
        return wait


def circling(progress: Progress, size: int) -> str:
    """Return why the next page must not be asked for, or an empty string; `size` is records per page."""
    here = f"after {progress.pages} pages with {len(progress.ids)} different records"
    if progress.cursor in progress.used:
        return f"The source gave a page marker that was used before, {here}; fetching stopped."
    if progress.stale >= STALE_PAGES:
        return (
            f"The source gave {progress.stale} pages in a row without a new record, {here}; fetching stopped."
        )
    if progress.total is not None and progress.pages >= ceil(progress.total / size) + SPARE_PAGES:
        return (
            f"The source gives more pages than its {progress.total} records need, {here}; fetching stopped."
        )
    return ""


def shortfall(progress: Progress) -> str:
    """Return what an ended request still misses, or an empty string when it is complete."""
    unique, total = len(progress.ids), progress.total
    if total is not None and unique < total:
        return f"The source reported {total} records and gave {unique} different ones."
    if progress.partial:
        return f"The source stopped looking early on {progress.partial} of {progress.pages} pages."
    return ""


def ranked_sample(progress: Progress, most: int) -> str:
    """Return what an ended request to a source that only ranks works is: a sample of at most `most`."""
    return (
        f"A ranked sample, not a complete search: the first {len(progress.ids)} of {progress.total} records, "
        f"at most {most} of a request."
    )

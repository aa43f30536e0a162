"""One search, stored page by page: verified locally, resumable, never silently short."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol, runtime_checkable

from sqlite_utils import Database

from synth.errors import BudgetError, SourceError, SynthError, UsageError
from synth.sources.fetching import Ended, Event, fetch
from synth.sources.pacing import Patience
from synth.sources.protocol import Request, Source, TemporaryError, Translation
from synth.sources.shelf import Reader, Shelf
from synth.store import pages, searches
from synth.store.searches import NewSearch
from synth.strategy.file import Strategy
from synth.strategy.matching import Matcher


@dataclass(frozen=True, slots=True)
class Resumed:
    """Event: an earlier search that did not end goes on; `records` are stored already."""

    search: int
    records: int


@dataclass(frozen=True, slots=True)
class Task:
    """What is searched: a strategy on a source, by `searcher`.

    `since` (a date, YYYY-MM-DD) asks only for what is new at the source since then; kept answers of at most
    `fresh_hours` old are used instead of asking (0: everything is asked anew).
    """

    source: Source
    strategy: Strategy
    searcher: str = ""
    since: str = ""
    fresh_hours: float = 24.0


@runtime_checkable
class Dated(Protocol):
    """A source that can be asked for what is new."""

    def since(self, request: Request, date: str) -> tuple[Request, str]:
        """Return the request for what is new since `date`, and in one sentence what that means there."""


def search(
    db: Database,
    source: Source,
    strategy: Strategy,
    *,
    on_event: Callable[[Event | Resumed], None],
    patience: Patience | None = None,
) -> int:
    """Run `strategy` on `source` and store what comes; return the id of the search. Raises as `run` does."""
    return run(db, Task(source, strategy), on_event=on_event, patience=patience)


def run(
    db: Database,
    task: Task,
    *,
    on_event: Callable[[Event | Resumed], None],
    patience: Patience | None = None,
) -> int:
    """Do a task and store what comes; return the id of the search.

    A search with the same meaning that did not end is gone on with. Raises SourceError when the source gives
    no usable answer or cannot be asked; that is stored too, what came stays, and the search can go on.
    """
    source = task.source
    try:
        translation = translated(task)
    except UsageError as error:
        refuse(db, source.name, task.strategy, error, searcher=task.searcher)
        raise SourceError(error.message, remedy=error.remedy) from error
    search_id = _begin(db, new_search(task, translation), on_event)
    notes: list[str] = []

    def listen(event: Event) -> None:
        if isinstance(event, Ended) and not event.complete:
            notes.append(event.reason)
        on_event(event)

    shelf = Shelf(db, search_id, Reader(source, Matcher(task.strategy)), since=_fresh_since(task.fresh_hours))
    try:
        fetch(source, translation, shelf.open(translation.requests), on_event=listen, patience=patience)
    except SourceError as error:
        searches.finish(db, search_id, failure(error), note=f"{error}{_waiting(db, search_id)}")
        raise
    found = "complete" if pages.fetched(db, search_id) else "empty"
    searches.finish(db, search_id, "partial" if notes else found, note=" ".join(dict.fromkeys(notes)))
    return search_id


def refuse(db: Database, source: str, strategy: Strategy, error: SynthError, *, searcher: str = "") -> int:
    """Store that a source could not be asked at all, and why; return the id of the search."""
    new = NewSearch(source, strategy.id, strategy.digest, strategy.text, (), searcher=searcher)
    search_id = searches.begin(db, new)
    searches.finish(db, search_id, "refused", note=str(error))
    return search_id


def failure(error: SourceError) -> str:
    """Return how a search ended that met this error: unreachable, out of budget or refused."""
    if isinstance(error, BudgetError):
        return "out-of-budget"
    return "unreachable" if isinstance(error, TemporaryError) else "refused"


def translated(task: Task) -> Translation:
    """Return the requests of a task.

    Raises UsageError when the source cannot be asked for the strategy, or for what is new.
    """
    translation = task.source.translate(task.strategy)
    if not task.since:
        return translation
    if not isinstance(task.source, Dated):
        raise UsageError(
            f"{task.source.facts.label} cannot be asked for what is new since a date.",
            remedy="Search it without --since: what is stored already is not doubled.",
        )
    dated = [task.source.since(request, task.since) for request in translation.requests]
    said = dict.fromkeys(sentence for _, sentence in dated)
    return Translation(tuple(request for request, _ in dated), (*translation.widened, *said))


def new_search(task: Task, translation: Translation) -> NewSearch:
    """Return what is known of a search before it begins."""
    return NewSearch(
        source=task.source.name,
        strategy=task.strategy.id,
        digest=task.strategy.digest,
        text=task.strategy.text,
        requests=tuple(str(request) for request in translation.requests),
        widened=translation.widened,
        params=tuple(request.params for request in translation.requests),
        filters=filters(task),
        since=task.since,
        searcher=task.searcher,
    )


def filters(task: Task) -> tuple[str, ...]:
    """Return what is asked beside the terms, in words."""
    strategy = task.strategy
    said = {
        "years": str(strategy.years),
        "languages": ", ".join(strategy.languages),
        "new since": task.since,
    }
    return tuple(f"{name}: {value}" for name, value in said.items() if value)


def _begin(db: Database, new: NewSearch, on_event: Callable[[Event | Resumed], None]) -> int:
    search_id = searches.unfinished(db, new)
    if search_id is None:
        return searches.begin(db, new)
    on_event(Resumed(search_id, pages.fetched(db, search_id)))
    return search_id


def _fresh_since(hours: float) -> str:
    """The moment since which answers are fresh; empty when none is."""
    moment = datetime.now(UTC) - timedelta(hours=hours)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if hours > 0 else ""


def _waiting(db: Database, search_id: int) -> str:
    records = pages.unread_records(db, search_id)
    return f" {records} more records are kept and are read when the search goes on." if records else ""

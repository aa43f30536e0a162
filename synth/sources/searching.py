"""One search, stored page by page: verified locally, resumable, never silently short."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from synth.errors import Position, Problem, SourceError
from synth.model import Record
from synth.sources.fetching import Ended, Event, fetch
from synth.sources.keeping import Exchange, Memory
from synth.sources.pacing import Patience
from synth.sources.progress import Progress
from synth.sources.protocol import Page, Source, Translation
from synth.store import searches
from synth.store.searches import Judged, NewSearch, PageMark
from synth.strategy.file import Strategy
from synth.strategy.matching import Matcher


@dataclass(frozen=True, slots=True)
class Resumed:
    """Event: an earlier search that did not end goes on; `records` are stored already."""

    search: int
    records: int


def search(
    db: Database,
    source: Source,
    strategy: Strategy,
    *,
    on_event: Callable[[Event | Resumed], None],
    patience: Patience | None = None,
) -> int:
    """Run `strategy` on `source` and store what comes; return the id of the search.

    A search with the same meaning that did not end is resumed from its last stored page. Raises SourceError
    when the source gives no usable answer; what was stored stays, and the search can be resumed.
    """
    translation = source.translate(strategy)
    new = _new(source, strategy, translation)
    search_id = _begin(db, new, on_event)
    notes: list[str] = []

    def listen(event: Event) -> None:
        if isinstance(event, Ended) and not event.complete:
            notes.append(event.reason)
        on_event(event)

    try:
        shelf = _Shelf(db, search_id, source, Matcher(strategy))
        fetch(source, translation, shelf, on_event=listen, patience=patience)
    except SourceError as error:
        searches.finish(db, search_id, "failed", note=str(error))
        raise
    searches.finish(db, search_id, "incomplete" if notes else "complete", note=" ".join(notes))
    return search_id


def judge(records: Iterable[Record], matcher: Matcher) -> list[Judged]:
    """Verify each record against the strategy: verified, unverifiable (it lacks an abstract) or rejected."""
    judged: list[Judged] = []
    for record in records:
        match = matcher.match(record)
        status = "verified" if match.accepted else "unverifiable" if match.undecidable else "rejected"
        judged.append(Judged(record, status, match.hits))
    return judged


def _new(source: Source, strategy: Strategy, translation: Translation) -> NewSearch:
    return NewSearch(
        source=source.name,
        strategy=strategy.id,
        digest=strategy.digest,
        text=strategy.text,
        requests=tuple(str(request) for request in translation.requests),
        widened=translation.widened,
    )


def _begin(db: Database, new: NewSearch, on_event: Callable[[Event | Resumed], None]) -> int:
    search_id = searches.unfinished(db, new)
    if search_id is None:
        return searches.begin(db, new)
    stored = sum(len(mark.ids) for mark in searches.marks(db, search_id))
    on_event(Resumed(search_id, stored))
    return search_id


class _Shelf(Memory):
    """Keeps pages in the database, each record verified."""

    def __init__(self, db: Database, search_id: int, source: Source, matcher: Matcher) -> None:
        super().__init__()
        self.db, self.search, self.source, self.matcher = db, search_id, source, matcher
        for mark in searches.marks(db, search_id):
            super().keep(_page(mark))

    def keep(self, page: Page, exchanges: tuple[Exchange, ...] = ()) -> Progress:
        """Keep a page with its records."""
        number = self.progress(page.request).pages
        records, problems = _read(self.source, page)
        judged = judge(records, self.matcher)
        searches.add_page(self.db, self.search, _mark(page, number), judged, problems)
        return super().keep(page, exchanges)


def _read(source: Source, page: Page) -> tuple[list[Record], list[tuple[Problem, str]]]:
    """Read each record; one that cannot be read becomes a problem, and the others are kept."""
    records, problems = [], []
    for payload in page.payloads:
        try:
            records.append(source.read(payload))
        except SourceError as error:
            problems.append((Problem(Position(source.name), error.message), payload))
    return records, problems


def _mark(page: Page, seq: int) -> PageMark:
    return PageMark(
        request=page.request,
        seq=seq,
        cursor=page.cursor,
        next_cursor=page.next_cursor,
        reported=page.total,
        ids=page.ids,
        cost_usd=page.cost_usd,
        whole=page.complete,
    )


def _page(mark: PageMark) -> Page:
    return Page(
        request=mark.request,
        cursor=mark.cursor,
        next_cursor=mark.next_cursor,
        total=mark.reported,
        payloads=(),
        ids=mark.ids,
        cost_usd=mark.cost_usd,
        complete=mark.whole,
    )

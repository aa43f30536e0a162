"""One search, stored page by page: verified locally, resumable, never silently short."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from synth.errors import Position, Problem, SourceError
from synth.model import Record
from synth.sources.fetching import Ended, Event, Patience, Progress, pages
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
        _fetch(db, search_id, _Run(source, translation, Matcher(strategy), listen, patience))
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


@dataclass(frozen=True, slots=True)
class _Run:
    source: Source
    translation: Translation
    matcher: Matcher
    on_event: Callable[[Event], None]
    patience: Patience | None


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


def _fetch(db: Database, search_id: int, run: _Run) -> None:
    stored = searches.marks(db, search_id)
    requests = {mark.request for mark in stored}
    progress = {r: Progress.of(_page(m) for m in stored if m.request == r) for r in requests}
    seq = {r: progress[r].pages for r in requests}
    for page in pages(
        run.source, run.translation, progress=progress, on_event=run.on_event, patience=run.patience
    ):
        number = seq.get(page.request, 0)
        records, problems = _read(run.source, page)
        searches.add_page(db, search_id, _mark(page, number), judge(records, run.matcher), problems)
        seq[page.request] = number + 1


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

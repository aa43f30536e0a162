"""The pages of a search in the database: kept as they come, read in the order of the requests.

Several requests are under way together, so pages come in any order. Each is kept at once with the answers it
was read from; its records are read when all pages before it were. So what a search stores does not depend on
the order of arrival, on failures, or on how often it was stopped.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from httpx import Headers
from sqlite_utils import Database

from synth.errors import Position, Problem, SourceError
from synth.model import Record
from synth.sources.keeping import Exchange, replayed
from synth.sources.progress import Progress, Step, over
from synth.sources.protocol import Ask, Page, Request, Source
from synth.sources.transport import Answer
from synth.store import pages, searches
from synth.store.database import writing
from synth.store.pages import PageMark, Said
from synth.store.searches import Judged
from synth.strategy.matching import Matcher


@dataclass(frozen=True, slots=True)
class Reader:
    """Makes judged records of pages: what a source reads, verified against a strategy."""

    source: Source
    matcher: Matcher

    def page(self, request: Request, cursor: str, bodies: Iterable[str]) -> Page:
        """Return the page that the source makes of kept answers. Raises SourceError."""
        return replayed(self.source.fetch(request, cursor), bodies)

    def records(self, page: Page) -> tuple[list[Judged], list[tuple[Problem, str]]]:
        """Read each record; one that cannot be read becomes a problem, and the others are kept."""
        records, problems = [], []
        for payload in page.payloads:
            try:
                records.append(self.source.read(payload))
            except SourceError as error:
                problems.append((Problem(Position(self.source.name), error.message), payload))
        return judge(records, self.matcher), problems


def judge(records: Iterable[Record], matcher: Matcher) -> list[Judged]:
    """Verify each record against the strategy: verified, unverifiable (it lacks an abstract) or rejected."""
    judged: list[Judged] = []
    for record in records:
        match = matcher.match(record)
        status = "verified" if match.accepted else "unverifiable" if match.undecidable else "rejected"
        judged.append(Judged(record, status, match.hits))
    return judged


class Shelf:
    """The keeper of one search. Kept answers are used again when they came at `since` or later."""

    def __init__(self, db: Database, search: int, reader: Reader, *, since: str = "") -> None:
        self.db, self.search, self.reader, self.since = db, search, reader, since
        self.requests: tuple[Request, ...] = ()
        self._progress: dict[int, Progress] = {}
        self._at = 0
        self._version = ""

    def open(self, requests: tuple[Request, ...]) -> Shelf:
        """Take the requests of the search, and read what an earlier run kept without reading it."""
        self.requests = requests
        while self.read_on():
            pass
        return self

    def progress(self, request: int) -> Progress:
        """Return how far a request has come, as the database knows it."""
        if request not in self._progress:
            now = Progress()
            for one in pages.stored(self.db, self.search, request):
                now = now.after(Step(one.next_cursor, one.reported, one.size, one.whole, one.fresh, False))
            if pages.was_sent(self.db, self.search, request, now.cursor):
                now = replace(now, repeated=True)
            self._progress[request] = now
        return self._progress[request]

    def known(self, ask: Ask) -> Answer | None:
        """Return the answer to a call that any search kept, when it is fresh enough."""
        if not self.since:
            return None
        body = pages.known(self.db, self.reader.source.name, written(ask), since=self.since)
        return None if body is None else Answer(200, Headers(), body)

    def keep(self, page: Page, exchanges: tuple[Exchange, ...]) -> Progress:
        """Keep a page with its answers, and read it when it is its turn."""
        before = self.progress(page.request)
        is_next = self._turn == page.request and not pages.unread(self.db, self.search, page.request)
        with writing(self.db):
            new = pages.keep(self.db, self.search, marked(page, before.pages), self._said(exchanges))
            repeated = pages.was_sent(self.db, self.search, page.request, page.next_cursor)
            self._note_version(page)
            if is_next:
                self._store(page, before.pages)
        self._progress[page.request] = before.after(Step.of(page, new=new, repeated=repeated))
        return self._progress[page.request]

    @property
    def _turn(self) -> int | None:
        """The request whose pages are read now; None after the last."""
        return self.requests[self._at].index if self._at < len(self.requests) else None

    def read_on(self) -> bool:
        """Read the first page in the order of the requests that is kept and not read.

        False when there is none, or when a request before it is still under way.
        """
        while self._at < len(self.requests):
            request = self.requests[self._at]
            for number, cursor in pages.unread(self.db, self.search, request.index)[:1]:
                self._read(request, number, cursor)
                return True
            if not over(self.progress(request.index), self.reader.source.facts.page_size):
                return False
            self._at += 1
        return False

    def _read(self, request: Request, number: int, cursor: str) -> None:
        bodies = pages.bodies(self.db, self.search, request.index, number)
        self._store(self.reader.page(request, cursor, bodies), number)

    def _store(self, page: Page, number: int) -> None:
        searches.read_page(self.db, self.search, (page.request, number), *self.reader.records(page))

    def _said(self, exchanges: tuple[Exchange, ...]) -> tuple[Said, ...]:
        name = self.reader.source.name
        return tuple(Said(name, written(one.ask), one.answer.text, one.known) for one in exchanges)

    def _note_version(self, page: Page) -> None:
        if page.version and not self._version:
            self._version = page.version
            searches.set_version(self.db, self.search, page.version)


def written(ask: Ask) -> str:
    """Return a call as text; the same call is the same text."""
    said = {"url": ask.url, "form": ask.form, "json": ask.json}
    return json.dumps({name: value for name, value in said.items() if value}, ensure_ascii=False)


def marked(page: Page, number: int) -> PageMark:
    """Return a page as it is stored, with its number in its request."""
    return PageMark(
        request=page.request,
        seq=number,
        cursor=page.cursor,
        next_cursor=page.next_cursor,
        reported=page.total,
        ids=page.ids,
        cost_usd=page.cost_usd,
        whole=page.complete,
    )

"""Reading a search again from the answers that were kept, without asking anyone: for a newer parser."""

from __future__ import annotations

from sqlite_utils import Database

from synth.sources.protocol import Request, Source
from synth.sources.shelf import Reader
from synth.store import pages, searches
from synth.store.database import writing
from synth.strategy.file import Strategy
from synth.strategy.matching import Matcher


class _Same(Exception):  # noqa: N818  # it says what was found, and takes the transaction back
    """Reading again gave what is stored."""


def reread(db: Database, source: Source, search_id: int, strategy: Strategy) -> int | None:
    """Read the records of a search again; return the id of a new search with them, None when all is the same.

    `strategy` must mean what was searched. The new search has the answers and the requests of the old one,
    and says so; nothing of the old one changes. Raises SourceError when this version cannot read the
    answers, and then nothing is stored.
    """
    old = searches.one(db, search_id)
    reader = Reader(source, Matcher(strategy))
    asked = zip(old.requests, old.params, strict=True)
    requests = [Request(source.name, index, url, params) for index, (url, params) in enumerate(asked)]
    try:
        with writing(db):
            new = searches.begin(db, old)
            pages.copy(db, search_id, new)
            for request, number, cursor in pages.all_pages(db, search_id):
                page = reader.page(requests[request], cursor, pages.bodies(db, search_id, request, number))
                searches.read_page(db, new, (request, number), *reader.records(page))
            if searches.outcome(db, new) == searches.outcome(db, search_id):
                raise _Same
            status, note = searches.ended(db, search_id)
            said = f"Read again from the answers of search {search_id}. {note}"
            searches.finish(db, new, status, note=said.strip())
    except _Same:
        return None
    return new


def readable(db: Database, search_id: int) -> bool:
    """Whether the answers of a search were kept, all of them."""
    kept = pages.all_pages(db, search_id)
    return bool(kept) and all(pages.bodies(db, search_id, request, number) for request, number, _ in kept)

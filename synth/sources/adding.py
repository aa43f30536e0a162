"""Keeping one hand-picked work: as a source knows it, or as it was given."""

from __future__ import annotations

import hashlib
import json

from sqlite_utils import Database

from synth.model import ADDED, How, Record
from synth.sources.identifiers import Identifier
from synth.store import searches
from synth.store.database import writing
from synth.store.pages import PageMark
from synth.store.searches import Judged, NewSearch
from synth.text import slug


def keep(db: Database, record: Record, *, given: str, how: How, reason: str) -> tuple[int, bool]:
    """Store a hand-picked work as a search of its own; return its id, and whether it is new.

    `given` is what was typed; `how` the way it came to be known, `reason` why it comes in.
    """
    meaning = hashlib.sha256(f"{record.source}\n{record.source_id}".encode()).hexdigest()
    known = searches.last_complete(db, ADDED, meaning)
    if known is not None:
        return known, False
    asked = f"add:{given} as {record.source}:{record.source_id}"
    new = NewSearch(source=ADDED, strategy="", digest=meaning, text="", requests=(asked,))
    mark = PageMark(request=0, seq=0, cursor="", next_cursor=None, reported=1, ids=(record.source_id,))
    with writing(db):
        search_id = searches.begin(db, new)
        searches.add_page(db, search_id, mark, [Judged(record, "given", (), how, reason)])
        searches.finish(db, search_id, "complete")
    return search_id, True


def as_given(identifier: Identifier, title: str = "") -> Record:
    """Return a record of what was typed and nothing else; `title` is what the work is called."""
    raw = {"given": identifier.given, "title": title}

    def when(kind: str) -> str:
        return identifier.value if identifier.kind == kind else ""

    return Record(
        source=ADDED,
        source_id=slug(identifier.given)[:100] or hashlib.sha256(identifier.given.encode()).hexdigest()[:16],
        raw=json.dumps(raw, ensure_ascii=False, sort_keys=True),
        title=title or identifier.given,
        type="document",
        doi=when("doi"),
        pmid=when("pmid"),
        openalex=when("openalex"),
        isbn=when("isbn"),
        url=when("url"),
        note="As given: no source was asked, or none knew it.",
    )

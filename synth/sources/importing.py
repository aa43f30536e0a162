"""Taking in files: each file is a search of its own, with every entry kept and counted."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from synth.errors import Problem
from synth.model import Record
from synth.sources.shelf import judge
from synth.store import searches
from synth.store.database import writing
from synth.store.pages import PageMark
from synth.store.searches import Judged, NewSearch
from synth.strategy.file import Strategy
from synth.strategy.matching import Matcher


@dataclass(frozen=True, slots=True)
class Import:
    """A file to take in: what it is called, its bytes, and what was read from it.

    `problems` are the entries that could not be read, each with its raw text. `picked` maps the
    id of a hand-picked record to how it came to be known, and why it came in.
    """

    source: str
    name: str
    data: bytes
    records: tuple[Record, ...]
    problems: tuple[tuple[Problem, str], ...] = ()
    picked: Mapping[str, tuple[str, str]] = dataclasses.field(default_factory=dict)


def take_in(db: Database, file: Import, *, strategy: Strategy | None = None) -> tuple[int, bool]:
    """Store the file's records as one search, all or nothing; return its id and whether it is new.

    With `strategy` each record is verified against it, otherwise it is taken as given. The same file with
    the same strategy twice adds nothing, whatever it is called.
    """
    digest = hashlib.sha256(file.data).hexdigest()
    meaning = f"{digest} {strategy.digest}" if strategy else digest
    known = searches.last_complete(db, file.source, meaning)
    if known is None and file.source.startswith("import/"):
        known = searches.imported(db, meaning)
    if known is not None:
        return known, False
    new = NewSearch(
        source=file.source,
        strategy=strategy.id if strategy else "",
        digest=meaning,
        text=strategy.text if strategy else "",
        requests=_requests(file, digest, strategy),
    )
    entries = len(file.records) + len(file.problems)
    ids = tuple(record.source_id for record in file.records)
    mark = PageMark(request=0, seq=0, cursor="", next_cursor=None, reported=entries, ids=ids)
    judged = _judged(file, strategy)
    with writing(db):
        search_id = searches.begin(db, new)
        searches.add_page(db, search_id, mark, judged, file.problems)
        searches.finish(db, search_id, "complete")
    return search_id, True


def _requests(file: Import, digest: str, strategy: Strategy | None) -> tuple[str, ...]:
    """What was asked of the file: all of it, and with a strategy the expression as it was applied."""
    whole = f"file:{file.name} sha256:{digest}"
    return (whole, strategy.text) if strategy else (whole,)


def _judged(file: Import, strategy: Strategy | None) -> Sequence[Judged]:
    if strategy is not None:
        return judge(file.records, Matcher(strategy))
    nothing = ("", "")
    return [Judged(one, "given", (), *file.picked.get(one.source_id, nothing)) for one in file.records]

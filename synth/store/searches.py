"""Searches, their pages, the records they brought, and what could not be read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlite_utils import Database

from synth.errors import Problem
from synth.model import Hit, Record, SearchRun
from synth.store import pages
from synth.store.database import inserted, now, writing
from synth.store.fields import digest, hits_json, read_hits, read_record, record_fields, to_json
from synth.store.pages import PageMark


@dataclass(frozen=True, slots=True)
class NewSearch:
    """What is known when a search begins: `digest` identifies the meaning, `text` is the strategy as run.

    `requests` are the addresses as sent, `params` their parameters; `filters` say in words what was asked
    beside the terms; `since` is a date when only what is new was asked for; `searcher` is who searched.
    """

    source: str
    strategy: str
    digest: str
    text: str
    requests: tuple[str, ...]
    widened: tuple[str, ...] = ()
    params: tuple[tuple[tuple[str, str], ...], ...] = ()
    filters: tuple[str, ...] = ()
    since: str = ""
    searcher: str = ""


@dataclass(frozen=True, slots=True)
class Appearance:
    """A record as one search gave it: its rank, the verdict of the local matcher, and where terms matched."""

    search_id: int
    record_id: int
    rank: int
    status: str
    hits: tuple[Hit, ...]
    how: str = ""
    reason: str = ""


class Origin(NamedTuple):
    """How one search gave a record: what is counted of an `Appearance`."""

    search_id: int
    status: str
    how: str
    reason: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A record as it enters a search.

    `status` is what the local matcher said (verified, unverifiable, rejected), or `given` when nothing was
    asked of it; `how` says how a hand-picked work came to be known (citation, contact, website …) and
    `reason` why it came in.
    """

    record: Record
    status: str
    hits: tuple[Hit, ...] = ()
    how: str = ""
    reason: str = ""


def begin(db: Database, new: NewSearch) -> int:
    """Store a new search as running and return its id."""
    with writing(db):
        row = {
            "source": new.source,
            "strategy": new.strategy,
            "digest": new.digest,
            "strategy_text": new.text,
            "requests": to_json(new.requests),
            "widened": to_json(new.widened),
            "params": to_json(new.params),
            "filters": to_json(new.filters),
            "since": new.since,
            "searcher": new.searcher,
            "started_at": now(),
            "status": "running",
        }
        return inserted(db.table("search").insert(row))


def unfinished(db: Database, new: NewSearch) -> int | None:
    """The newest search of the same meaning on the same source, with the same requests, that did not end."""
    sql = (
        "SELECT max(id) AS id FROM search WHERE source = ? AND digest = ? AND requests = ?"
        " AND status IN ('running', 'unreachable', 'refused', 'out-of-budget')"
        " AND id = (SELECT max(id) FROM search WHERE source = ? AND strategy = ?)"
    )
    rows = db.query(sql, (new.source, new.digest, to_json(new.requests), new.source, new.strategy))
    return _optional(next(rows)["id"])


def last_complete(db: Database, source: str, digest: str) -> int | None:
    """The newest complete search of this meaning on this source, if any."""
    sql = (
        "SELECT max(id) AS id FROM current_search"
        " WHERE source = ? AND digest = ? AND status IN ('complete', 'empty')"
    )
    return _optional(next(db.query(sql, (source, digest)))["id"])


def imported(db: Database, digest: str) -> int | None:
    """The newest import of a file with this content, whatever the file was called, if any."""
    sql = "SELECT max(id) AS id FROM current_search WHERE source LIKE 'import/%' AND digest = ?"
    return _optional(next(db.query(sql, (digest,)))["id"])


def one(db: Database, search_id: int) -> NewSearch:
    """What was known when a search began."""
    row = next(db.query("SELECT * FROM search WHERE id = ?", (search_id,)))
    return NewSearch(
        source=row["source"],
        strategy=row["strategy"],
        digest=row["digest"],
        text=row["strategy_text"],
        requests=tuple(json.loads(row["requests"])),
        widened=tuple(json.loads(row["widened"])),
        params=tuple(tuple((name, value) for name, value in one) for one in json.loads(row["params"])),
        filters=tuple(json.loads(row["filters"])),
        since=row["since"],
        searcher=row["searcher"],
    )


def ended(db: Database, search_id: int) -> tuple[str, str]:
    """How a search ended, and the note on it."""
    row = db.conn.execute("SELECT status, note FROM search WHERE id = ?", (search_id,)).fetchone()
    return str(row[0]), str(row[1])


def outcome(db: Database, search_id: int) -> list[tuple[Any, ...]]:
    """The records of a search in order, each with its verdict and hits, and what could not be read."""
    sql = "SELECT record_id, status, hits FROM appearance WHERE search_id = ? ORDER BY rank"
    rows = db.conn.execute(sql, (search_id,)).fetchall()
    return (
        rows + db.conn.execute("SELECT reason, raw FROM problem WHERE search_id = ?", (search_id,)).fetchall()
    )


def result_hash(db: Database, search_id: int) -> str:
    """SHA-256 over the ids, at the source, of the records that a search keeps, each with its verdict."""
    sql = (
        "SELECT source_id, appearance.status FROM appearance JOIN record ON record.id = record_id"
        " WHERE search_id = ? AND appearance.status != 'rejected' ORDER BY source_id, appearance.status"
    )
    hashed = hashlib.sha256()
    for source_id, status in db.conn.execute(sql, (search_id,)):
        hashed.update(f"{source_id}\t{status}\n".encode("utf-8", "surrogatepass"))
    return hashed.hexdigest()


def add_page(
    db: Database,
    search_id: int,
    mark: PageMark,
    judged: Sequence[Judged],
    problems: Iterable[tuple[Problem, str]] = (),
) -> int:
    """Store one page with its records and what could not be read (each problem with its raw text).

    All or nothing; returns how many records are new to the search.
    """
    with writing(db):
        pages.keep(db, search_id, mark)
        return read_page(db, search_id, (mark.request, mark.seq), judged, problems)


def read_page(
    db: Database,
    search_id: int,
    page: tuple[int, int],
    judged: Sequence[Judged],
    problems: Iterable[tuple[Problem, str]] = (),
) -> int:
    """Store the records of a page that was kept (request and number), and note that it was read."""
    with writing(db):
        pages.set_read(db, search_id, *page)
        db.table("problem").insert_all(
            {
                "search_id": search_id,
                "file": problem.position.file,
                "line": problem.position.line,
                "reason": problem.message,
                "raw": raw,
            }
            for problem, raw in problems
        )
        return _add_records(db, search_id, judged)


def finish(db: Database, search_id: int, status: str, *, note: str = "") -> None:
    """Mark a search as ended with `status` (`synth.model.SearchRun` says which there are)."""
    with writing(db):
        first, last = pages.totals(db, search_id)
        row = {
            "status": status,
            "finished_at": now(),
            "note": note,
            "reported": last,
            "first_reported": first,
        }
        db.table("search").update(search_id, row)


def set_version(db: Database, search_id: int, version: str) -> None:
    """Note which version of itself a source says that it is."""
    with writing(db):
        db.table("search").update(search_id, {"version": version})


def runs(db: Database) -> tuple[SearchRun, ...]:
    """Every search with its counts, oldest first."""
    return tuple(_run(row) for row in db.query(RUNS))


def records(db: Database) -> Iterator[tuple[int, Record]]:
    """Every record with its id, oldest first; not those of searches that were all taken back."""
    for row in db.query(COUNTED.format(columns="id, source, source_id, raw, fields")):
        yield row["id"], read_record(row["source"], row["source_id"], row["raw"], row["fields"])


def found(db: Database) -> Iterator[tuple[int, Record, tuple[Appearance, ...]]]:
    """Each record that `records` gives, with title and year alone, and the searches that brought it."""
    for number, rows in groupby(db.conn.execute(FOUND), key=itemgetter(0)):
        same = list(rows)
        source, own, title, year = same[0][1:5]
        brought = tuple(
            Appearance(search, number, rank, status, read_hits(hits), how, reason)
            for *_, search, rank, status, hits, how, reason in same
            if search is not None
        )
        yield number, Record(source, own, "", title=title or "", year=year), brought


def records_of(db: Database, ids: Iterable[int]) -> dict[int, Record]:
    """The records with these ids, without the payload as received."""
    sql = "SELECT id, source, source_id, fields FROM record WHERE id IN (SELECT value FROM json_each(?))"
    rows = db.conn.execute(sql, (to_json(sorted(ids)),))
    return {number: read_record(source, own, "", fields) for number, source, own, fields in rows}


def origins(db: Database) -> Iterator[tuple[int, str, tuple[Origin, ...]]]:
    """Each record that `records` gives, with its source alone and the searches that brought it, in order."""
    rows = db.conn.execute(ORIGINS)
    for (number, source), same in groupby(rows, key=itemgetter(0, 1)):
        yield number, source, tuple(Origin(*row[2:]) for row in same if row[2] is not None)


def appearances(db: Database) -> Iterator[Appearance]:
    """Every record in every search, in the order of searches and ranks."""
    sql = (
        "SELECT search_id, record_id, rank, status, hits, how, reason FROM current_appearance"
        " ORDER BY search_id, rank, record_id"
    )
    for row in db.query(sql):
        yield Appearance(**{**row, "hits": read_hits(row["hits"])})


COUNTED = """
SELECT {columns} FROM record WHERE id NOT IN (SELECT record_id FROM appearance)
OR id IN (SELECT record_id FROM current_appearance) ORDER BY id
"""

ORIGINS = """
SELECT id, source, search_id, status, how, reason FROM record LEFT JOIN current_appearance ON record_id = id
WHERE search_id IS NOT NULL OR id NOT IN (SELECT record_id FROM appearance) ORDER BY id, search_id
"""

FOUND = """
SELECT id, source, source_id, json_extract(fields, '$.title'), json_extract(fields, '$.year'),
    search_id, rank, status, hits, how, reason FROM record LEFT JOIN current_appearance ON record_id = id
WHERE search_id IS NOT NULL OR id NOT IN (SELECT record_id FROM appearance) ORDER BY id, search_id, rank
"""

RUNS = """
SELECT search.*,
    (SELECT count(*) FROM appearance WHERE search_id = search.id) AS fetched,
    (SELECT count(*) FROM appearance WHERE search_id = search.id AND status = 'verified') AS verified,
    (SELECT count(*) FROM appearance WHERE search_id = search.id AND status = 'unverifiable') AS unverifiable,
    (SELECT count(*) FROM appearance WHERE search_id = search.id AND status = 'rejected') AS rejected,
    (SELECT count(*) FROM problem WHERE search_id = search.id) AS problems,
    (SELECT coalesce(sum(cost_usd), 0.0) FROM page WHERE search_id = search.id) AS cost_usd,
    (SELECT coalesce(min(received_at), '') FROM page WHERE search_id = search.id) AS answered_at
FROM current_search AS search ORDER BY id
"""


def _optional(value: Any) -> int | None:
    return None if value is None else int(value)


def _run(row: dict[str, object]) -> SearchRun:
    names = SearchRun.__dataclass_fields__
    values = {name: value for name, value in row.items() if name in names}
    for name in ("requests", "widened", "filters"):
        values[name] = tuple(json.loads(str(values[name])))
    return SearchRun(**values)  # type: ignore[arg-type]  # the columns are the fields, checked by STRICT


def _add_records(db: Database, search_id: int, judged: Sequence[Judged]) -> int:
    sql = "SELECT coalesce(max(rank), 0) FROM appearance WHERE search_id = ?"
    before = rank = int(db.conn.execute(sql, (search_id,)).fetchone()[0])
    stored = _last_record(db)
    for one in judged:
        what = (one.status, one.how, one.reason, hits_json(one.hits))
        row = (search_id, _record_id(db, one.record), rank + 1, *what)
        rank += db.conn.execute("INSERT OR IGNORE INTO appearance VALUES (?, ?, ?, ?, ?, ?, ?)", row).rowcount
    new = _last_record(db) - stored
    db.conn.execute("UPDATE search SET new = new + ? WHERE id = ?", (new, search_id))
    return rank - before


def _last_record(db: Database) -> int:
    return int(db.conn.execute("SELECT coalesce(max(id), 0) FROM record").fetchone()[0])


def _record_id(db: Database, record: Record) -> int:
    fields = record_fields(record)
    key = (record.source, record.source_id, digest(fields))
    sql = "SELECT id FROM record WHERE source = ? AND source_id = ? AND fingerprint = ?"
    found = db.conn.execute(sql, key).fetchone()
    if found:
        return int(found[0])
    sql = "INSERT INTO record (source, source_id, fingerprint, fields, raw) VALUES (?, ?, ?, ?, ?)"
    return int(db.conn.execute(sql, (*key, fields, record.raw)).lastrowid or 0)

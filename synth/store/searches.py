"""Searches, their pages, the records they brought, and what could not be read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from synth.errors import Problem
from synth.model import Hit, Record, SearchRun
from synth.store.database import inserted, now, writing
from synth.store.fields import digest, hits_json, read_hits, read_record, record_fields, to_json


@dataclass(frozen=True, slots=True)
class NewSearch:
    """What is known when a search begins: `digest` identifies the meaning, `text` is the strategy as run."""

    source: str
    strategy: str
    digest: str
    text: str
    requests: tuple[str, ...]
    widened: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageMark:
    """One stored page of a request: where it began, where to go on, and what the source claimed.

    `ids` are the records' ids at the source; `whole` is False when the source said the page may miss some.
    """

    request: int
    seq: int
    cursor: str
    next_cursor: str | None
    reported: int | None
    ids: tuple[str, ...]
    cost_usd: float = 0.0
    whole: bool = True


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
            "started_at": now(),
            "status": "running",
        }
        return inserted(db.table("search").insert(row))


def unfinished(db: Database, new: NewSearch) -> int | None:
    """The newest search of the same meaning on the same source, with the same requests, that did not end."""
    sql = (
        "SELECT max(id) AS id FROM search WHERE source = ? AND digest = ? AND requests = ?"
        " AND status IN ('running', 'failed')"
        " AND id = (SELECT max(id) FROM search WHERE source = ? AND strategy = ?)"
    )
    rows = db.query(sql, (new.source, new.digest, to_json(new.requests), new.source, new.strategy))
    return _optional(next(rows)["id"])


def last_complete(db: Database, source: str, digest: str) -> int | None:
    """The newest complete search of this meaning on this source, if any."""
    sql = "SELECT max(id) AS id FROM current_search WHERE source = ? AND digest = ? AND status = 'complete'"
    return _optional(next(db.query(sql, (source, digest)))["id"])


def imported(db: Database, digest: str) -> int | None:
    """The newest import of a file with this content, whatever the file was called, if any."""
    sql = "SELECT max(id) AS id FROM current_search WHERE source LIKE 'import/%' AND digest = ?"
    return _optional(next(db.query(sql, (digest,)))["id"])


def marks(db: Database, search_id: int) -> tuple[PageMark, ...]:
    """The pages of a search that are stored, in order."""
    sql = (
        "SELECT request, seq, cursor, next_cursor, reported, ids, cost_usd, whole FROM page"
        " WHERE search_id = ? ORDER BY request, seq"
    )
    rows = db.query(sql, (search_id,))
    return tuple(
        PageMark(**{**row, "ids": tuple(json.loads(row["ids"])), "whole": bool(row["whole"])}) for row in rows
    )


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
        db.table("page").insert(
            {
                "search_id": search_id,
                "request": mark.request,
                "seq": mark.seq,
                "cursor": mark.cursor,
                "next_cursor": mark.next_cursor,
                "reported": mark.reported,
                "ids": to_json(mark.ids),
                "cost_usd": mark.cost_usd,
                "whole": int(mark.whole),
                "received_at": now(),
            }
        )
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
    """Mark a search as ended with `status` (complete, incomplete or failed)."""
    with writing(db):
        reported = _reported(marks(db, search_id))
        row = {"status": status, "finished_at": now(), "note": note, "reported": reported}
        db.table("search").update(search_id, row)


def withdraw(db: Database, search_id: int, *, coder: str) -> None:
    """Undo: the search and what it alone brought no longer count; nothing is removed."""
    with writing(db):
        row = {"search_id": search_id, "coder": coder, "at": now()}
        db.table("search_withdrawal").insert(row)


def runs(db: Database) -> tuple[SearchRun, ...]:
    """Every search with its counts, oldest first."""
    return tuple(_run(row) for row in db.query(RUNS))


def records(db: Database) -> Iterator[tuple[int, Record]]:
    """Every record with its id, oldest first; not those of searches that were all taken back."""
    sql = (
        "SELECT id, source, source_id, raw, fields FROM record"
        " WHERE id NOT IN (SELECT record_id FROM appearance)"
        " OR id IN (SELECT record_id FROM current_appearance) ORDER BY id"
    )
    for row in db.query(sql):
        yield row["id"], read_record(row["source"], row["source_id"], row["raw"], row["fields"])


def records_of(db: Database, ids: Iterable[int]) -> dict[int, Record]:
    """The records with these ids."""
    sql = "SELECT id, source, source_id, raw, fields FROM record WHERE id IN (SELECT value FROM json_each(?))"
    rows = db.query(sql, (to_json(sorted(ids)),))
    return {
        row["id"]: read_record(row["source"], row["source_id"], row["raw"], row["fields"]) for row in rows
    }


def appearances(db: Database) -> Iterator[Appearance]:
    """Every record in every search, in the order of searches and ranks."""
    sql = (
        "SELECT search_id, record_id, rank, status, hits, how, reason FROM current_appearance"
        " ORDER BY search_id, rank, record_id"
    )
    for row in db.query(sql):
        yield Appearance(**{**row, "hits": read_hits(row["hits"])})


RUNS = """
SELECT search.*,
    (SELECT count(*) FROM appearance WHERE search_id = search.id) AS fetched,
    (SELECT count(*) FROM appearance WHERE search_id = search.id AND status = 'verified') AS verified,
    (SELECT count(*) FROM appearance WHERE search_id = search.id AND status = 'unverifiable') AS unverifiable,
    (SELECT count(*) FROM appearance WHERE search_id = search.id AND status = 'rejected') AS rejected,
    (SELECT count(*) FROM problem WHERE search_id = search.id) AS problems
FROM current_search AS search ORDER BY id
"""


def _optional(value: Any) -> int | None:
    return None if value is None else int(value)


def _run(row: dict[str, object]) -> SearchRun:
    names = SearchRun.__dataclass_fields__
    values = {name: value for name, value in row.items() if name in names}
    for name in ("requests", "widened"):
        values[name] = tuple(json.loads(str(values[name])))
    return SearchRun(**values)  # type: ignore[arg-type]  # the columns are the fields, checked by STRICT


def _add_records(db: Database, search_id: int, judged: Sequence[Judged]) -> int:
    known = next(db.query("SELECT count(*) AS n FROM appearance WHERE search_id = ?", (search_id,)))["n"]
    rank = known
    for one in judged:
        what = (one.status, one.how, one.reason, hits_json(one.hits))
        row = (search_id, _record_id(db, one.record), rank + 1, *what)
        rank += db.conn.execute("INSERT OR IGNORE INTO appearance VALUES (?, ?, ?, ?, ?, ?, ?)", row).rowcount
    return int(rank - known)


def _record_id(db: Database, record: Record) -> int:
    fields = record_fields(record)
    key = (record.source, record.source_id, digest(fields))
    sql = "SELECT id FROM record WHERE source = ? AND source_id = ? AND fingerprint = ?"
    found = db.conn.execute(sql, key).fetchone()
    if found:
        return int(found[0])
    sql = "INSERT INTO record (source, source_id, fingerprint, fields, raw) VALUES (?, ?, ?, ?, ?)"
    return int(db.conn.execute(sql, (*key, fields, record.raw)).lastrowid or 0)


def _reported(pages: Iterable[PageMark]) -> int | None:
    """The sum over requests of the last total that the source claimed; None when it claims none."""
    last = {mark.request: mark.reported for mark in pages if mark.reported is not None}
    return sum(last.values()) if last else None

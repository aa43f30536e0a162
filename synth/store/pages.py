"""The pages of a search and the answers they were read from: kept before anything else is asked.

An answer is kept as the server gave it (compressed), so that a page can be read again by a newer parser, and
so that the same call within its time is not made twice.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from synth.store.database import inserted, now, writing
from synth.store.fields import digest, to_json

QUICKEST = 1
"""Level of compression: three times as quick as the usual one, and a fifth larger."""


@dataclass(frozen=True, slots=True)
class PageMark:
    """One page of a request: where it began, where to go on, and what the source claimed.

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
class StoredPage:
    """A page as it is stored: `size` records, `fresh` of them on no earlier page of the request."""

    request: int
    seq: int
    cursor: str
    next_cursor: str | None
    reported: int | None
    size: int
    fresh: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A call (`ask`, without key, as JSON) and the body of the answer; `known` was kept before."""

    source: str
    ask: str
    body: str
    known: bool = False

    @property
    def key(self) -> str:
        """What the answer is found by again."""
        return ask_key(self.source, self.ask)


def ask_key(source: str, ask: str) -> str:
    """Return the key of a call to a source."""
    return digest(f"{source}\n{ask}")


def keep(db: Database, search_id: int, mark: PageMark, said: Sequence[Said] = ()) -> int:
    """Store a page with its answers, all or nothing; return how many records are new to the request."""
    with writing(db):
        answers = [_answer_id(db, one, whole=mark.whole) for one in said]
        sql = "INSERT OR IGNORE INTO seen VALUES (?, ?, ?)"
        fresh = sum(db.conn.execute(sql, (search_id, mark.request, one)).rowcount for one in mark.ids)
        db.table("page").insert(
            {
                "search_id": search_id,
                "request": mark.request,
                "seq": mark.seq,
                "cursor": mark.cursor,
                "next_cursor": mark.next_cursor,
                "reported": mark.reported,
                "size": len(mark.ids),
                "fresh": fresh,
                "cost_usd": mark.cost_usd,
                "whole": int(mark.whole),
                "answers": to_json(answers),
                "received_at": _received(db, answers) or now(),
                "is_read": 0,
            }
        )
    return fresh


def known(db: Database, source: str, ask: str, *, since: str) -> str | None:
    """The body of the newest whole answer to a call that came at `since` or later; None without one."""
    sql = "SELECT body FROM answer WHERE key = ? AND whole AND received_at >= ? ORDER BY id DESC LIMIT 1"
    row = db.conn.execute(sql, (ask_key(source, ask), since)).fetchone()
    return _unpacked(row[0]) if row else None


def stored(db: Database, search_id: int, request: int) -> Iterator[StoredPage]:
    """The pages of a request that are stored, in order."""
    sql = (
        "SELECT request, seq, cursor, next_cursor, reported, size, fresh, whole FROM page"
        " WHERE search_id = ? AND request = ? ORDER BY seq"
    )
    for row in db.query(sql, (search_id, request)):
        yield StoredPage(**{**row, "whole": bool(row["whole"])})


def was_sent(db: Database, search_id: int, request: int, cursor: str | None) -> bool:
    """Whether a page of the request was asked for with this cursor."""
    sql = "SELECT 1 FROM page WHERE search_id = ? AND request = ? AND cursor = ?"
    return bool(db.conn.execute(sql, (search_id, request, cursor)).fetchone())


def unread(db: Database, search_id: int, request: int) -> list[tuple[int, str]]:
    """The pages of a request whose records were not read yet, in order: number and cursor."""
    sql = "SELECT seq, cursor FROM page WHERE search_id = ? AND request = ? AND NOT is_read ORDER BY seq"
    return [(row[0], row[1]) for row in db.conn.execute(sql, (search_id, request))]


def unread_records(db: Database, search_id: int) -> int:
    """The number of records on the stored pages of a search that were not read yet."""
    sql = "SELECT coalesce(sum(size), 0) FROM page WHERE search_id = ? AND NOT is_read"
    return int(db.conn.execute(sql, (search_id,)).fetchone()[0])


def fetched(db: Database, search_id: int) -> int:
    """The number of records on the stored pages of a search, each as often as it came."""
    sql = "SELECT coalesce(sum(size), 0) FROM page WHERE search_id = ?"
    return int(db.conn.execute(sql, (search_id,)).fetchone()[0])


def bodies(db: Database, search_id: int, request: int, seq: int) -> tuple[str, ...]:
    """The answers that a page was read from, in order; empty for a page of an older version or a file."""
    sql = "SELECT answers FROM page WHERE search_id = ? AND request = ? AND seq = ?"
    ids = json.loads(db.conn.execute(sql, (search_id, request, seq)).fetchone()[0])
    sql = "SELECT body FROM answer WHERE id = ?"
    return tuple(_unpacked(db.conn.execute(sql, (one,)).fetchone()[0]) for one in ids)


def all_pages(db: Database, search_id: int) -> list[tuple[int, int, str]]:
    """Every page of a search: request, number and cursor, in order."""
    sql = "SELECT request, seq, cursor FROM page WHERE search_id = ? ORDER BY request, seq"
    return [(row[0], row[1], row[2]) for row in db.conn.execute(sql, (search_id,))]


def copy(db: Database, old: int, new: int) -> None:
    """Give the search `new` the pages of the search `old`, with the same answers, as read."""
    sql = (
        "INSERT INTO page SELECT ?, request, seq, cursor, next_cursor, reported, size, fresh, 0.0, whole,"
        " answers, received_at, 1 FROM page WHERE search_id = ?"
    )
    with writing(db):
        db.execute(sql, (new, old))


def set_read(db: Database, search_id: int, request: int, seq: int) -> None:
    """Note that the records of a page were read."""
    sql = "UPDATE page SET is_read = 1 WHERE search_id = ? AND request = ? AND seq = ?"
    db.conn.execute(sql, (search_id, request, seq))


def totals(db: Database, search_id: int) -> tuple[int | None, int | None]:
    """The sums over the requests of the totals that the source reported first and last; None without any."""
    sql = (
        "SELECT request, reported FROM page WHERE search_id = ? AND reported IS NOT NULL"
        " ORDER BY request, seq"
    )
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for request, reported in db.conn.execute(sql, (search_id,)):
        first.setdefault(request, reported)
        last[request] = reported
    return (sum(first.values()), sum(last.values())) if last else (None, None)


def _answer_id(db: Database, said: Said, *, whole: bool) -> int:
    if said.known:
        sql = "SELECT id FROM answer WHERE key = ? AND whole ORDER BY id DESC LIMIT 1"
        return int(db.conn.execute(sql, (said.key,)).fetchone()[0])
    row = {
        "key": said.key,
        "source": said.source,
        "ask": said.ask,
        "body": zlib.compress(said.body.encode("utf-8", "surrogatepass"), QUICKEST),
        "whole": int(whole),
        "received_at": now(),
    }
    return inserted(db.table("answer").insert(row))


def _received(db: Database, answers: Iterable[int]) -> str:
    """When the oldest of some answers came; empty without any."""
    sql = "SELECT received_at FROM answer WHERE id = ?"
    return min((str(db.conn.execute(sql, (one,)).fetchone()[0]) for one in answers), default="")


def _unpacked(body: bytes) -> str:
    return zlib.decompress(body).decode("utf-8", "surrogatepass")

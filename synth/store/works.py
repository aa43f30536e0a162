"""Works: the mapping from records, the evidence of each link, and what people ruled."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from sqlite_utils import Database

from synth.errors import UsageError
from synth.model import Name, Record, Work
from synth.store import joined
from synth.store.database import now, writing
from synth.store.fields import read_record, record_fields, to_json
from synth.store.joined import Before

FAMILY = "(SELECT :work UNION ALL SELECT id FROM work WHERE merged_into = :work)"
"""The ids of a work and of those that were merged into it."""


@dataclass(frozen=True, slots=True)
class NewWork:
    """A cluster to be stored: `key` is the wish for a new work; an existing work keeps its own."""

    key: str
    record: Record
    origin: dict[str, int]
    record_ids: tuple[int, ...]
    reasons: dict[int, tuple[str, ...]]


def replace_works(db: Database, clusters: Iterable[NewWork]) -> None:
    """Store a new mapping of all records to works, all or nothing.

    A work keeps its id and key as long as one of its records stays in it, so that decisions and codings
    stay where they are; when two works become one, the older lives on.
    """
    with writing(db):
        old = {row["record_id"]: row["work_id"] for row in db.query("SELECT record_id, work_id FROM link")}
        db.execute("DELETE FROM link")
        db.execute("DELETE FROM work_fts")
        _store(db, clusters, joined.before(db, old))


def update_works(db: Database, clusters: Sequence[NewWork]) -> None:
    """Store the mapping of some records to works, as `replace_works` does; all others stay as they are.

    The clusters hold every record of each work that they touch.
    """
    with writing(db):
        old = homes(db, (record for one in clusters for record in one.record_ids))
        db.execute(
            "DELETE FROM link WHERE record_id IN (SELECT value FROM json_each(?))", (to_json(sorted(old)),)
        )
        touched = to_json(sorted(set(old.values())))
        db.execute("DELETE FROM work_fts WHERE rowid IN (SELECT value FROM json_each(?))", (touched,))
        _store(db, clusters, joined.before(db, old))


def _store(db: Database, clusters: Iterable[NewWork], before: Before) -> None:
    """Store clusters; one that only was joined with a work gets its name when nobody has more right to it."""
    given: set[int] = set()
    new: dict[int, int] = {}
    late: list[NewWork] = []
    names: dict[str, Iterator[str]] = {}

    def store(cluster: NewWork, wanted: set[int]) -> None:
        work = min(wanted, default=0) or _named(db, names.setdefault(cluster.key, _names(cluster.key)))
        given.add(work)
        new.update(dict.fromkeys(cluster.record_ids, work))
        _write(db, work, cluster)

    for cluster in clusters:
        wanted = before.sure(cluster.record_ids) - given
        if not wanted and before.lately(cluster.record_ids) & before.joined:
            late.append(cluster)
        else:
            store(cluster, wanted)
    settled = {work for record, work in before.own.items() if record in new}
    for cluster in late:
        store(cluster, before.lately(cluster.record_ids) - given - settled)
    joined.forward(db, before, new)


def works(db: Database) -> tuple[Work, ...]:
    """Every work that has records, by id."""
    ids: dict[int, list[int]] = {}
    for row in db.query("SELECT record_id, work_id FROM link ORDER BY record_id"):
        ids.setdefault(row["work_id"], []).append(row["record_id"])
    rows = db.query("SELECT id, key, fields, origin FROM work ORDER BY id")
    return tuple(_work(row, tuple(ids[row["id"]])) for row in rows if row["id"] in ids)


def shelved(db: Database) -> Iterator[tuple[Work, tuple[tuple[int, tuple[str, ...]], ...]]]:
    """Every work that has records, in the order of keys, with its records and why each is in it.

    Read while they are taken.
    """
    for number, key, fields, origin, linked in db.conn.execute(SHELVED):
        why = tuple((record, tuple(reasons)) for record, reasons in json.loads(linked))
        record = read_record("work", key, "", fields)
        yield Work(number, key, record, tuple(one for one, _ in why), json.loads(origin)), why


SHELVED = """
SELECT id, key, fields, origin, (SELECT json_group_array(json_array(record_id, json(reasons))) FROM (
    SELECT record_id, reasons FROM link WHERE work_id = work.id ORDER BY record_id
)) FROM work WHERE id IN (SELECT work_id FROM link) ORDER BY key
"""


def outlines(db: Database) -> Iterator[Work]:
    """Every work that has records, by id, with what a citation needs: authors and year, or a title."""
    for number, key, year, authors, title, own in db.conn.execute(OUTLINES):
        names = tuple(Name(**one) for one in json.loads(authors or "[]"))
        record = Record("work", key, "", title="" if names else title or "", authors=names, year=year)
        yield Work(number, key, record, tuple(json.loads(own)))


OUTLINES = """
SELECT id, key, json_extract(fields, '$.year'), json_extract(fields, '$.authors'),
    json_extract(fields, '$.title'),
    (SELECT json_group_array(record_id) FROM (
        SELECT record_id FROM link WHERE work_id = work.id ORDER BY record_id
    ))
FROM work WHERE id IN (SELECT work_id FROM link) ORDER BY id
"""


def keys_by_id(db: Database, search_id: int) -> dict[str, str]:
    """For each record that a search brought, by its id at the source, the key of its work."""
    sql = (
        "SELECT record.source_id, work.key FROM appearance JOIN record ON record.id = record_id"
        " JOIN link USING (record_id) JOIN work ON work.id = work_id WHERE search_id = ?"
    )
    return {row["source_id"]: row["key"] for row in db.query(sql, (search_id,))}


def settled(db: Database) -> bool:
    """Whether every record of a search that was not taken back belongs to a work, and no other does."""
    sql = (
        "SELECT 1 FROM (SELECT record_id FROM current_appearance EXCEPT SELECT record_id FROM link)"
        " UNION ALL SELECT 1 FROM link JOIN appearance USING (record_id)"
        " WHERE record_id NOT IN (SELECT record_id FROM current_appearance)"
    )
    return not db.execute(sql).fetchone()


def in_review(db: Database) -> frozenset[int]:
    """The ids of the works that stand in the review.

    One of their records was not rejected by the strategy or came by another way than a search, or a person
    decided on them.
    """
    sql = (
        "SELECT work_id FROM link JOIN current_appearance USING (record_id)"
        " WHERE status != 'rejected' OR how != ''"
        " UNION SELECT coalesce(merged_into, work.id) FROM current_decision"
        " JOIN work ON work.id = work_id"
    )
    return frozenset(row["work_id"] for row in db.query(sql))


def keys(db: Database) -> dict[int, str]:
    """The keys of the works that stand in the review, by id."""
    standing = in_review(db)
    rows = db.query("SELECT id, key FROM work WHERE id IN (SELECT work_id FROM link) ORDER BY id")
    return {row["id"]: row["key"] for row in rows if row["id"] in standing}


def keys_of(db: Database, works: Sequence[int]) -> tuple[str, ...]:
    """The keys of these works, in the order of their ids."""
    sql = "SELECT key FROM work WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
    return tuple(row[0] for row in db.conn.execute(sql, (to_json(list(works)),)))


def texts(db: Database, works: Iterable[int]) -> Iterator[tuple[str, str]]:
    """Title and abstract of each of these works, by ascending id; read while they are taken."""
    sql = (
        "SELECT coalesce(json_extract(fields, '$.title'), '') AS title,"
        " coalesce(json_extract(fields, '$.abstract'), '') AS abstract"
        " FROM work WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
    )
    return ((row["title"], row["abstract"]) for row in db.query(sql, (to_json(sorted(works)),)))


def links(db: Database) -> dict[int, tuple[int, tuple[str, ...]]]:
    """For each record id: the id of its work, and the reasons of the link."""
    rows = db.query("SELECT record_id, work_id, reasons FROM link")
    return {row["record_id"]: (row["work_id"], tuple(json.loads(row["reasons"]))) for row in rows}


def reasons(db: Database, records: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """For each of these records why it is in its work; empty for the one that stands alone."""
    sql = "SELECT record_id, reasons FROM link WHERE record_id IN (SELECT value FROM json_each(?))"
    return {
        row["record_id"]: tuple(json.loads(row["reasons"]))
        for row in db.query(sql, (to_json(sorted(records)),))
    }


def origin(db: Database, record: int) -> dict[str, int]:
    """For each field of the work of a record: the record that gave it."""
    sql = "SELECT origin FROM work WHERE id = (SELECT work_id FROM link WHERE record_id = ?)"
    return next((dict(json.loads(row["origin"])) for row in db.query(sql, (record,))), {})


def homes(db: Database, records: Iterable[int]) -> dict[int, int]:
    """For each of these records the id of its work."""
    sql = "SELECT record_id, work_id FROM link WHERE record_id IN (SELECT value FROM json_each(?))"
    return {row["record_id"]: row["work_id"] for row in db.query(sql, (to_json(sorted(records)),))}


def records_in(db: Database, work: int) -> tuple[int, ...]:
    """The ids of the records of a work, in ascending order."""
    rows = db.query("SELECT record_id FROM link WHERE work_id = ? ORDER BY record_id", (work,))
    return tuple(row["record_id"] for row in rows)


def rule(db: Database, a: int, b: int, *, verdict: str, coder: str) -> None:
    """Store a person's ruling (same, different or withdrawn) on two records; it outlives every re-run."""
    low, high = sorted((a, b))
    known = {row["id"] for row in db.query("SELECT id FROM record WHERE id IN (?, ?)", (low, high))}
    if low == high or known != {low, high}:
        raise UsageError(
            f"{a} and {b} are not two records.",
            remedy="`synth dedupe --links` and `--ask` list their numbers.",
        )
    if verdict == "withdrawn" and (low, high) not in {pair[:2] for pair in rulings(db)}:
        raise UsageError(
            f"Nobody ruled on {a} and {b}.", remedy="To take a link apart, use `synth dedupe --different`."
        )
    with writing(db):
        db.table("ruling").insert({"a": low, "b": high, "verdict": verdict, "coder": coder, "at": now()})


def rulings(db: Database) -> tuple[tuple[int, int, bool], ...]:
    """The rulings in force, as (record, record, same)."""
    rows = db.query("SELECT a, b, verdict FROM current_ruling ORDER BY seq")
    return tuple((row["a"], row["b"], row["verdict"] == "same") for row in rows)


def last_ruling(db: Database, a: int, b: int) -> int:
    """The number of the last ruling on two records, withdrawn or not; 0 without one."""
    sql = "SELECT coalesce(max(seq), 0) FROM ruling WHERE a = ? AND b = ?"
    return int(db.execute(sql, tuple(sorted((a, b)))).fetchone()[0])


def work_id(db: Database, key: str) -> int:
    """The id of the work called `key` (also when it was merged into another). Raises UsageError."""
    rows = list(db.query("SELECT coalesce(merged_into, id) AS id FROM work WHERE key = ?", (key,)))
    if not rows:
        like = db.query("SELECT key FROM work WHERE key LIKE ? ORDER BY key LIMIT 5", (key[:4] + "%",))
        near = ", ".join(row["key"] for row in like)
        remedy = f"Close to it: {near}." if near else "`synth export --format csv --all` lists the works."
        raise UsageError(f"There is no work `{key}`.", remedy=remedy)
    return int(rows[0]["id"])


def work_ids(db: Database, keys: Iterable[str]) -> dict[str, int]:
    """The ids of the works called `keys` (also when they were merged into others), of those there are."""
    sql = "SELECT key, coalesce(merged_into, id) FROM work WHERE key IN (SELECT value FROM json_each(?))"
    return dict(db.conn.execute(sql, (to_json(list(keys)),)))


def merged_keys(db: Database) -> dict[str, str]:
    """The keys of works that were merged into others, with the keys of those."""
    sql = "SELECT gone.key, kept.key FROM work AS gone JOIN work AS kept ON kept.id = gone.merged_into"
    return dict(db.conn.execute(sql))


def work_called(db: Database, key: str) -> Work:
    """The work called `key`, or the one it was merged into. Raises UsageError."""
    number = work_id(db, key)
    row = next(iter(db.query("SELECT id, key, fields, origin FROM work WHERE id = ?", (number,))))
    return _work(row, records_in(db, number))


def scope(db: Database, work: str) -> tuple[str, dict[str, int]]:
    """The condition that rows `e` are about the work called `work` (or any), and its values."""
    return (f"e.work_id IN {FAMILY}", {"work": work_id(db, work)}) if work else ("1", {})


def find(db: Database, text: str) -> tuple[str, ...]:
    """The keys of the works in which all words of `text` occur, best match first."""
    quoted = " ".join('"' + word.replace('"', '""') + '"' for word in text.split())
    if not quoted:
        return ()
    sql = (
        "SELECT key FROM work_fts JOIN work ON work.id = work_fts.rowid"
        " WHERE work_fts MATCH ? ORDER BY rank, key"
    )
    return tuple(row["key"] for row in db.query(sql, (quoted,)))


def _named(db: Database, names: Iterator[str]) -> int:
    """The id of a new work, under the first of these names that is free; those before it are used up."""
    for key in names:
        sql = "INSERT OR IGNORE INTO work (key, fields, origin) VALUES (?, '{}', '{}')"
        done = db.conn.execute(sql, (key,))
        if done.rowcount:
            return int(done.lastrowid or 0)
    raise AssertionError("names never end")


def _names(key: str) -> Iterator[str]:
    yield key
    yield from (f"{key}-{letter}" for letter in "bcdefghijklmnopqrstuvwxyz")
    yield from (f"{key}-{number}" for number in count(27))


def _write(db: Database, work: int, cluster: NewWork) -> None:
    record, execute = cluster.record, db.conn.execute
    values = (record_fields(record), to_json(cluster.origin), work)
    execute("UPDATE work SET fields = ?, origin = ?, merged_into = NULL WHERE id = ?", values)
    words = (record.title, record.abstract, " | ".join(record.keywords), "; ".join(map(str, record.authors)))
    execute(
        "INSERT INTO work_fts (rowid, title, abstract, keywords, authors) VALUES (?, ?, ?, ?, ?)",
        (work, *words),
    )
    reasons = ((r, work, to_json(cluster.reasons.get(r, ()))) for r in cluster.record_ids)
    db.conn.executemany("INSERT INTO link (record_id, work_id, reasons) VALUES (?, ?, ?)", reasons)


def _work(row: dict[str, object], record_ids: tuple[int, ...]) -> Work:
    key = str(row["key"])
    record = read_record("work", key, "", str(row["fields"]))
    return Work(int(str(row["id"])), key, record, record_ids, json.loads(str(row["origin"])))

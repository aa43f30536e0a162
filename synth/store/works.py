"""Works: the mapping from records, the evidence of each link, and what people ruled."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from synth.errors import UsageError
from synth.model import Record, Work
from synth.store.database import inserted, now, writing
from synth.store.fields import read_record, record_fields, to_json


@dataclass(frozen=True, slots=True)
class Pair:
    """What comparing two records gave: an outcome, a score from 0 to 1, and the reasons in words."""

    a: int
    b: int
    outcome: str
    score: float
    rule: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewWork:
    """A cluster to be stored: `key` is the wish for a new work; an existing work keeps its own."""

    key: str
    record: Record
    origin: dict[str, int]
    record_ids: tuple[int, ...]
    reasons: dict[int, tuple[str, ...]]


PAIR = ("a", "b", "outcome", "score", "rule")


def replace_works(db: Database, clusters: Sequence[NewWork], pairs: Iterable[Pair]) -> None:
    """Store a new mapping of records to works, all or nothing.

    A work keeps its id and key as long as one of its records stays in it, so that decisions and codings
    stay where they are; when two works become one, the older lives on.
    """
    with writing(db):
        old = {row["record_id"]: row["work_id"] for row in db.query("SELECT record_id, work_id FROM link")}
        taken = {row["key"]: row["id"] for row in db.query("SELECT id, key FROM work")}
        db.execute("DELETE FROM link")
        db.execute("DELETE FROM pair")
        db.execute("DELETE FROM work_fts")
        given: set[int] = set()
        for cluster in clusters:
            work_id = _settle(db, cluster, old, taken, given)
            _write(db, work_id, cluster)
        _forward(db, old)
        db.table("pair").insert_all(
            {name: getattr(pair, name) for name in PAIR} | {"reasons": to_json(pair.reasons)}
            for pair in pairs
        )


def works(db: Database) -> tuple[Work, ...]:
    """Every work that has records, by id."""
    ids: dict[int, list[int]] = {}
    for row in db.query("SELECT record_id, work_id FROM link ORDER BY record_id"):
        ids.setdefault(row["work_id"], []).append(row["record_id"])
    rows = db.query("SELECT id, key, fields, origin FROM work ORDER BY id")
    return tuple(_work(row, tuple(ids[row["id"]])) for row in rows if row["id"] in ids)


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


def links(db: Database) -> dict[int, tuple[int, tuple[str, ...]]]:
    """For each record id: the id of its work, and the reasons of the link."""
    rows = db.query("SELECT record_id, work_id, reasons FROM link")
    return {row["record_id"]: (row["work_id"], tuple(json.loads(row["reasons"]))) for row in rows}


def pairs(db: Database, outcome: str) -> Iterator[Pair]:
    """The compared pairs with this outcome (same, ask or different), highest score first."""
    for row in db.query("SELECT * FROM pair WHERE outcome = ? ORDER BY score DESC, a, b", (outcome,)):
        yield Pair(**{**row, "reasons": tuple(json.loads(row["reasons"]))})


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


def work_id(db: Database, key: str) -> int:
    """The id of the work called `key` (also when it was merged into another). Raises UsageError."""
    rows = list(db.query("SELECT coalesce(merged_into, id) AS id FROM work WHERE key = ?", (key,)))
    if not rows:
        like = db.query("SELECT key FROM work WHERE key LIKE ? ORDER BY key LIMIT 5", (key[:4] + "%",))
        near = ", ".join(row["key"] for row in like)
        remedy = f"Close to it: {near}." if near else "`synth export --format csv --all` lists the works."
        raise UsageError(f"There is no work `{key}`.", remedy=remedy)
    return int(rows[0]["id"])


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


def _settle(
    db: Database, cluster: NewWork, old: dict[int, int], taken: dict[str, int], given: set[int]
) -> int:
    previous = sorted({old[r] for r in cluster.record_ids if r in old} - given)
    if previous:
        work = previous[0]
    else:
        key = next(k for k in _names(cluster.key) if k not in taken)
        work = inserted(db.table("work").insert({"key": key, "fields": "{}", "origin": "{}"}))
        taken[key] = work
    given.add(work)
    return work


def _names(key: str) -> Iterator[str]:
    yield key
    yield from (f"{key}-{letter}" for letter in "bcdefghijklmnopqrstuvwxyz")
    yield from (f"{key}-{number}" for number in range(27, 10**6))


def _write(db: Database, work: int, cluster: NewWork) -> None:
    record = cluster.record
    values = {"fields": record_fields(record), "origin": to_json(cluster.origin), "merged_into": None}
    db.table("work").update(work, values)
    db.table("work_fts").insert(
        {
            "rowid": work,
            "title": record.title,
            "abstract": record.abstract,
            "keywords": " | ".join(record.keywords),
            "authors": "; ".join(str(name) for name in record.authors),
        }
    )
    db.table("link").insert_all(
        {"record_id": r, "work_id": work, "reasons": to_json(cluster.reasons.get(r, ()))}
        for r in cluster.record_ids
    )


def _forward(db: Database, old: dict[int, int]) -> None:
    """A work that lost all its records to another points there, so that its decisions and codings follow."""
    new = {row["record_id"]: row["work_id"] for row in db.query("SELECT record_id, work_id FROM link")}
    heirs = {work: new[record] for record, work in sorted(old.items(), reverse=True) if record in new}
    for work in set(heirs) - set(new.values()):
        db.execute(
            "UPDATE work SET merged_into = ? WHERE id = ? OR merged_into = ?", (heirs[work], work, work)
        )


def _work(row: dict[str, object], record_ids: tuple[int, ...]) -> Work:
    key = str(row["key"])
    record = read_record("work", key, "", str(row["fields"]))
    return Work(int(str(row["id"])), key, record, record_ids, json.loads(str(row["origin"])))

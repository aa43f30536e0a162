"""What comparing records gave, and what it takes to add to it: pairs, blocks, and runs of de-duplication."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from synth.errors import UsageError
from synth.store.database import now, writing
from synth.store.fields import to_json


@dataclass(frozen=True, slots=True)
class Pair:
    """What comparing two records gave: an outcome, a score from 0 to 1, and the reasons in words.

    `refused` says why a pair that is the same by the rules was not joined and became a question; `run` is
    the run of de-duplication that found the pair.
    """

    a: int
    b: int
    outcome: str
    score: float
    rule: str
    reasons: tuple[str, ...]
    refused: str = ""
    run: int = 0

    @property
    def said(self) -> str:
        """What the rules said, whatever became of it."""
        return "same" if self.refused else self.outcome


@dataclass(frozen=True, slots=True)
class Run:
    """A run of de-duplication: what it knew when it began, and how many records and works there were.

    `rules` is a digest of the rules and choices; `rulings` and `run_rulings` the last events it obeyed.
    """

    id: int
    at: str
    rules: str
    rulings: int
    run_rulings: int
    records: int
    works: int


_INSERT = (
    "INSERT OR REPLACE INTO pair (a, b, outcome, refused, score, rule, reasons, run)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)


def replace_pairs(db: Database, pairs: Iterable[Pair]) -> None:
    """Store these pairs instead of those that are there."""
    with writing(db):
        db.execute("DELETE FROM pair")
        add_pairs(db, pairs)


def add_pairs(db: Database, pairs: Iterable[Pair]) -> None:
    """Store pairs; one that is there already is replaced."""
    rows = (
        (one.a, one.b, one.outcome, one.refused, one.score, one.rule, to_json(one.reasons), one.run)
        for one in pairs
    )
    with writing(db):
        db.conn.executemany(_INSERT, rows)


def drop_pairs(db: Database, pairs: Iterable[tuple[int, int]]) -> None:
    """Remove pairs that are no longer compared."""
    with writing(db):
        db.conn.executemany("DELETE FROM pair WHERE a = ? AND b = ?", pairs)


def pairs(db: Database, outcome: str) -> Iterator[Pair]:
    """The compared pairs with this outcome (same, version, ask or different), highest score first."""
    for row in db.query("SELECT * FROM pair WHERE outcome = ? ORDER BY score DESC, a, b", (outcome,)):
        yield _pair(row)


def pairs_of(db: Database, ids: Iterable[int]) -> tuple[Pair, ...]:
    """The pairs of which at least one record is among `ids`, by their records."""
    wanted = to_json(sorted(ids))
    sql = (
        "SELECT * FROM pair WHERE a IN (SELECT value FROM json_each(?))"
        " UNION SELECT * FROM pair WHERE b IN (SELECT value FROM json_each(?)) ORDER BY a, b"
    )
    return tuple(_pair(row) for row in db.query(sql, (wanted, wanted)))


def pair_runs(db: Database) -> dict[tuple[int, int], int]:
    """For each pair the run that found it."""
    return {(row["a"], row["b"]): row["run"] for row in db.query("SELECT a, b, run FROM pair")}


def replace_blocks(
    db: Database, keys: Iterable[tuple[int, int]], known_by: Iterable[tuple[int, str, str]]
) -> None:
    """Store the keys, neighbourhood and outline of every record, instead of what is there."""
    with writing(db):
        db.execute("DELETE FROM block")
        db.execute("DELETE FROM compared")
        add_blocks(db, keys, known_by)


def add_blocks(
    db: Database, keys: Iterable[tuple[int, int]], known_by: Iterable[tuple[int, str, str]]
) -> None:
    """Store the keys of more records, as (key, record), and what else they are known by.

    That is a neighbourhood, which orders the records of a block, and an outline, as (record, text, text).
    """
    with writing(db):
        db.conn.executemany("INSERT OR IGNORE INTO block VALUES (?, ?)", keys)
        db.conn.executemany(
            "INSERT INTO compared (record_id, neighbourhood, outline) VALUES (?, ?, ?)", known_by
        )


def members(db: Database, keys: Iterable[int]) -> dict[int, list[int]]:
    """For each key the records that have it, by id."""
    sql = "SELECT key, record_id FROM block WHERE key IN (SELECT value FROM json_each(?)) ORDER BY 1, 2"
    found: dict[int, list[int]] = {}
    for key, record in db.conn.execute(sql, (to_json(sorted(keys)),)):
        found.setdefault(key, []).append(record)
    return found


def neighbourhoods(db: Database, ids: Iterable[int]) -> dict[int, str]:
    """For each of these records what it is ordered by within a block."""
    sql = "SELECT record_id, neighbourhood FROM compared WHERE record_id IN (SELECT value FROM json_each(?))"
    return dict(db.conn.execute(sql, (to_json(sorted(ids)),)))


def outlines(db: Database, ids: Iterable[int]) -> dict[int, str]:
    """For each of these records its outline; not those that an older version compared without one."""
    sql = (
        "SELECT record_id, outline FROM compared"
        " WHERE record_id IN (SELECT value FROM json_each(?)) AND outline != ''"
    )
    return dict(db.conn.execute(sql, (to_json(sorted(ids)),)))


def pending(db: Database) -> tuple[int, ...]:
    """The records that were never compared, by id; not those of searches that were all taken back."""
    sql = (
        "WITH new AS MATERIALIZED"
        " (SELECT id FROM record LEFT JOIN compared ON record_id = id WHERE record_id IS NULL)"
        " SELECT id FROM new WHERE NOT EXISTS (SELECT 1 FROM appearance WHERE record_id = new.id)"
        " OR EXISTS (SELECT 1 FROM current_appearance WHERE record_id = new.id) ORDER BY id"
    )
    return tuple(row["id"] for row in db.query(sql))


def taken_back(db: Database) -> bool:
    """Whether a record that was compared has gone since, with the searches that brought it."""
    sql = (
        "SELECT 1 FROM search_withdrawal CROSS JOIN appearance USING (search_id)"  # few are taken back
        " JOIN compared USING (record_id)"
        " WHERE record_id NOT IN (SELECT record_id FROM current_appearance) LIMIT 1"
    )
    return db.execute(sql).fetchone() is not None


def last_run(db: Database) -> Run | None:
    """The newest run of de-duplication, if there is one."""
    return next((Run(**row) for row in db.query("SELECT * FROM dedupe_run ORDER BY id DESC LIMIT 1")), None)


def runs(db: Database) -> tuple[tuple[Run, int, bool], ...]:
    """Every run that joined records: the run, how many pairs it joined, and whether it was undone."""
    count = dict(
        db.conn.execute("SELECT run, count(*) FROM pair WHERE outcome = 'same' OR refused != '' GROUP BY run")
    )
    undone = undone_runs(db)
    listed = (Run(**row) for row in db.query("SELECT * FROM dedupe_run ORDER BY id"))
    return tuple((one, count[one.id], one.id in undone) for one in listed if one.id in count)


def add_run(db: Database, rules: str, *, works: int) -> int:
    """Store that a run took place under these rules, and return its number."""
    sql = (
        "INSERT INTO dedupe_run (at, rules, rulings, run_rulings, records, works) VALUES (?, ?,"
        " (SELECT coalesce(max(seq), 0) FROM ruling), (SELECT coalesce(max(seq), 0) FROM run_ruling),"
        " (SELECT count(*) FROM record), ?)"
    )
    with writing(db):
        return int(db.conn.execute(sql, (now(), rules, works)).lastrowid or 0)


def undone_runs(db: Database) -> frozenset[int]:
    """The runs of which the joins were taken back."""
    return frozenset(row["run"] for row in db.query("SELECT run FROM undone_run"))


def rule_run(db: Database, run: int, *, undone: bool, coder: str) -> None:
    """Take back what a run joined, or put it back. Raises UsageError when there is no such run."""
    known = [one.id for one, _, _ in runs(db)]
    if run not in known:
        listed = ", ".join(map(str, known)) or "none"
        raise UsageError(f"Run {run} joined nothing.", remedy=f"Runs that joined records: {listed}.")
    with writing(db):
        row = {"run": run, "verdict": "undone" if undone else "redone", "coder": coder, "at": now()}
        db.table("run_ruling").insert(row)


def ruled_since(db: Database, run: Run) -> frozenset[int]:
    """The records of rulings, and of the pairs of undone or redone runs, that came after a run."""
    sql = (
        "SELECT a, b FROM ruling WHERE seq > ? UNION SELECT a, b FROM pair"
        " WHERE run IN (SELECT run FROM run_ruling WHERE seq > ?)"
    )
    rows = db.query(sql, (run.rulings, run.run_rulings))
    return frozenset(record for row in rows for record in (row["a"], row["b"]))


def _pair(row: Mapping[str, object]) -> Pair:
    values = {**row, "reasons": _reasons(str(row["reasons"]), str(row["refused"]))}
    return Pair(**values)  # type: ignore[arg-type]  # the columns are the fields, checked by STRICT


def _reasons(text: str, refused: str) -> Sequence[str]:
    return (*json.loads(text), refused) if refused else tuple(json.loads(text))

"""Files of codings and decisions that were taken in, so that each can be taken back as a whole."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlite_utils import Database

from synth.model import Decision
from synth.store.database import inserted, now, writing
from synth.store.fields import to_json
from synth.store.works import work_id

NEWEST = "SELECT (SELECT coalesce(max(seq), 0) FROM coding), (SELECT coalesce(max(seq), 0) FROM decision)"

COUNTED = """
SELECT i.id, i.file, i.kind, i.search_id, i.coding_upto - i.coding_after AS codings,
    i.decision_upto - i.decision_after AS decisions
FROM event_import AS i
WHERE i.id NOT IN (SELECT import_id FROM event_import_withdrawal) ORDER BY i.id
"""

BROUGHT = """
SELECT coalesce(root.key, work.key) AS work, d.stage, d.verdict, d.criterion, d.reason, d.coder, d.settles
FROM event_import AS i JOIN decision AS d ON d.seq > i.decision_after AND d.seq <= i.decision_upto
JOIN work ON work.id = d.work_id LEFT JOIN work AS root ON root.id = work.merged_into
WHERE i.id NOT IN (SELECT import_id FROM event_import_withdrawal)
"""

UNDONE = """
SELECT uid FROM withdrawal JOIN event_import_withdrawal AS w
ON withdrawal.seq > w.withdrawal_after AND withdrawal.seq <= w.withdrawal_upto
"""

WITHDRAW_CODINGS = """
INSERT INTO withdrawal (uid, coder, at)
SELECT c.uid, ?, ? FROM current_coding AS c JOIN event_import AS i ON i.id = ?
WHERE c.seq > i.coding_after AND c.seq <= i.coding_upto ORDER BY c.seq
"""

RESTORE_DECISIONS = """
WITH again AS (
    SELECT d.seq FROM current_decision AS d
    WHERE EXISTS (
        SELECT 1 FROM event_import AS i
        WHERE i.id = :id AND d.seq > i.decision_after AND d.seq <= i.decision_upto
    ) OR EXISTS (
        SELECT 1 FROM event_import_withdrawal AS w WHERE d.seq > w.decision_after AND d.seq <= w.decision_upto
    )
)
INSERT INTO decision (work_id, stage, verdict, criterion, reason, coder, at, protocol, settles)
SELECT d.work_id, d.stage, coalesce(b.verdict, 'withdrawn'), coalesce(b.criterion, d.criterion),
    coalesce(b.reason, d.reason), d.coder, coalesce(b.at, :now), coalesce(b.protocol, d.protocol),
    d.settles
FROM decision AS d LEFT JOIN decision AS b ON b.seq = (
    SELECT max(e.seq) FROM kin JOIN decision AS e ON e.work_id = kin.kin_id
    WHERE kin.work_id = d.work_id AND e.stage = d.stage AND e.coder = d.coder AND e.settles = d.settles
    AND e.seq < d.seq AND NOT EXISTS (
        SELECT 1 FROM event_import AS i
        WHERE (i.id = :id OR i.id IN (SELECT import_id FROM event_import_withdrawal))
        AND e.seq > i.decision_after AND e.seq <= i.decision_upto
    ) AND NOT EXISTS (
        SELECT 1 FROM event_import_withdrawal AS w WHERE e.seq > w.decision_after AND e.seq <= w.decision_upto
    )
)
WHERE d.seq IN (SELECT seq FROM again)
    AND (b.verdict, b.criterion, b.reason) IS NOT (d.verdict, d.criterion, d.reason)
ORDER BY d.seq
"""
"""What the file gave, or came back with another file that was taken back, becomes what was said before it.

Files that were taken back are left out of that.
"""

READS = """
SELECT coalesce(root.key, work.key), r.coder, i.codes FROM current_coding_read AS r
JOIN event_import AS i ON i.id = r.import_id
JOIN work ON work.id = r.work_id LEFT JOIN work AS root ON root.id = work.merged_into
WHERE r.codebook = ? ORDER BY r.seq
"""

KNOWN = """
SELECT r.work_id, r.coder FROM current_coding_read AS r JOIN event_import AS i ON i.id = r.import_id
WHERE r.codebook = ? AND i.codes = ?
"""

Codes = tuple[tuple[str, str], ...]
"""Codes by dimension and id."""


@dataclass(frozen=True, slots=True)
class EventImport:
    """A file of codings or decisions that counts: `search` was the newest search when it came."""

    id: int
    file: str
    kind: str
    search: int
    codings: int
    decisions: int


@dataclass(frozen=True, slots=True)
class Read:
    """Who went through which works (work, coder) with which codes (dimension, code) of a codebook."""

    codebook: str
    codes: Codes
    by: tuple[tuple[str, str], ...]


def newest(db: Database) -> tuple[int, int]:
    """The numbers of the newest coding and the newest decision: what is added later comes behind."""
    row = db.conn.execute(NEWEST).fetchone()
    return int(row[0]), int(row[1])


def add_import(
    db: Database, file: str, kind: str, *, since: tuple[int, int], read: Read | None = None
) -> int:
    """Store that a file gave all codings and decisions `since`, within one `writing` block; return its id.

    `read` tells what was gone through: a code that was not given is absent there, also when none was.
    Nothing is stored of a file that gave nothing new.
    """
    before, after = since, newest(db)
    fresh = _fresh(db, read) if read else []
    if before == after and not fresh:
        return 0
    with writing(db):
        row: dict[str, str | int] = {"file": file, "kind": kind, "at": now()}
        row |= {"codes": to_json(read.codes if read else ())}
        row |= {"search_id": db.conn.execute("SELECT coalesce(max(id), 0) FROM search").fetchone()[0]}
        row |= {"coding_after": before[0], "coding_upto": after[0]}
        row |= {"decision_after": before[1], "decision_upto": after[1]}
        made = inserted(db.table("event_import").insert(row))
        db.conn.executemany(
            "INSERT INTO coding_read (work_id, codebook, coder, import_id) VALUES (?, ?, ?, ?)",
            [(*one, made) for one in fresh],
        )
    return made


def decisions_brought(db: Database) -> frozenset[Decision]:
    """The decisions that files brought, of those that count, without times: people may differ since."""
    rows = db.query(BROUGHT)
    return frozenset(Decision(**{**row, "settles": bool(row["settles"])}) for row in rows)


def imports(db: Database) -> tuple[EventImport, ...]:
    """The files that count, in the order they came."""
    return tuple(EventImport(*row) for row in db.conn.execute(COUNTED))


def withdraw_import(db: Database, import_id: int, *, coder: str) -> frozenset[str]:
    """Take back a file: its codings no longer count, and decisions are again what they were before it.

    Returns the uids of the codings.
    """
    last = "SELECT coalesce(max(seq), 0) FROM withdrawal"
    with writing(db):
        before, decided = db.conn.execute(last).fetchone()[0], newest(db)[1]
        db.conn.execute(WITHDRAW_CODINGS, (coder, now(), import_id))
        db.conn.execute(RESTORE_DECISIONS, {"now": now(), "id": import_id})
        upto = db.conn.execute(last).fetchone()[0]
        row: dict[str, str | int] = {"import_id": import_id, "coder": coder, "at": now()}
        row |= {"withdrawal_after": before, "withdrawal_upto": upto}
        row |= {"decision_after": decided, "decision_upto": newest(db)[1]}
        db.table("event_import_withdrawal").insert(row)
        sql = "SELECT uid FROM withdrawal WHERE seq > ? AND seq <= ?"
        return frozenset(uid for (uid,) in db.conn.execute(sql, (before, upto)))


def undone(db: Database) -> frozenset[str]:
    """The uids of codings that went with a file that was taken back: they may come again under another."""
    return frozenset(row[0] for row in db.conn.execute(UNDONE))


def reads(db: Database, codebook: str) -> tuple[tuple[str, str, Codes], ...]:
    """Who went through which works with which codes of a codebook, as files told: (work, coder, codes)."""
    known: dict[str, Codes] = {}
    rows = db.conn.execute(READS, (codebook,)).fetchall()
    for row in rows:
        if row[2] not in known:
            known[row[2]] = tuple((dimension, code) for dimension, code in json.loads(row[2]))
    return tuple((row[0], row[1], known[row[2]]) for row in rows)


def _fresh(db: Database, read: Read) -> list[tuple[int, str, str]]:
    """What of it no file told before, with the same codes."""
    known = {(row[0], row[1]) for row in db.conn.execute(KNOWN, (read.codebook, to_json(read.codes)))}
    rows = dict.fromkeys((work_id(db, key), coder) for key, coder in read.by)
    return [(work, read.codebook, coder) for work, coder in rows if (work, coder) not in known]

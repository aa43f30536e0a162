"""Screening decisions as append-only events; the current state is a view."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlite_utils import Database

from synth.model import Decision
from synth.store.database import now, writing
from synth.store.works import work_id

SELECT = """
SELECT coalesce(root.key, work.key) AS work, stage, verdict, criterion, reason, coder, at, settles
FROM {table} AS d JOIN work ON work.id = d.work_id LEFT JOIN work AS root ON root.id = work.merged_into
ORDER BY seq
"""

ON_WORK = """
SELECT ? AS work, stage, verdict, criterion, reason, coder, at, settles FROM current_decision
WHERE work_id IN (SELECT ? UNION ALL SELECT id FROM work WHERE merged_into = ?) ORDER BY seq
"""

LAST = """
SELECT coalesce(max(seq), 0) FROM decision
WHERE work_id IN (SELECT ? UNION ALL SELECT id FROM work WHERE merged_into = ?) AND stage = ? AND coder = ?
"""

IN_FORCE = """
SELECT verdict, criterion, reason FROM current_decision
WHERE work_id IN (SELECT ? UNION ALL SELECT id FROM work WHERE merged_into = ?) AND stage = ? AND coder = ?
    AND settles = ?
ORDER BY seq DESC LIMIT 1
"""

SAID_SINCE = """
SELECT 1 FROM kin JOIN decision AS e ON e.work_id = kin.kin_id
WHERE kin.work_id = :work AND e.stage = :stage AND e.coder = :coder AND e.settles = :settles
AND (e.at > :at OR (e.at, e.verdict, e.criterion, e.reason) = (:at, :verdict, :criterion, :reason))
AND NOT EXISTS (
    SELECT 1 FROM event_import_withdrawal AS w JOIN event_import AS i ON i.id = w.import_id
    WHERE (e.seq > i.decision_after AND e.seq <= i.decision_upto)
    OR (e.seq > w.decision_after AND e.seq <= w.decision_upto)
) LIMIT 1
"""
"""Whether just this, or something later, was said there; what came and went with a file is left out."""


LAST_SAID = """
SELECT e.verdict, e.criterion, e.reason, e.at, EXISTS (
    SELECT 1 FROM event_import AS i WHERE e.seq > i.decision_after AND e.seq <= i.decision_upto
)
FROM kin JOIN decision AS e ON e.work_id = kin.kin_id
WHERE kin.work_id = :work AND e.stage = :stage AND e.coder = :coder AND e.settles = :settles
AND NOT EXISTS (
    SELECT 1 FROM event_import_withdrawal AS w JOIN event_import AS i ON i.id = w.import_id
    WHERE (e.seq > i.decision_after AND e.seq <= i.decision_upto)
    OR (e.seq > w.decision_after AND e.seq <= w.decision_upto)
) ORDER BY e.seq DESC LIMIT 1
"""
"""What a coder said there last, and whether it came with a file; what came and went with one is left out."""


def add_decisions(db: Database, decisions: Iterable[Decision], *, protocol: str) -> int:
    """Append decisions made under `protocol` (its digest), all or nothing; return how many were new.

    A decision equal to the current one of the same coder at the same stage adds nothing, nor does one that
    tells its time when the coder said something later there. Raises UsageError for an unknown work.
    """
    with writing(db):
        return sum(_add(db, decision, protocol) for decision in decisions)


def stands_against(db: Database, decision: Decision) -> Decision | None:
    """What a coder said in the review itself, where a decision that tells no time says another thing.

    A decision taken back counts as said. What came with the export of another program does not: the next
    export is newer. Raises UsageError for an unknown work.
    """
    if decision.at:
        return None
    target = work_id(db, decision.work)
    row = _row(decision, target, "")
    last = db.conn.execute(LAST_SAID, {**row, "work": target}).fetchone()
    if last is None or last[4] or last[:3] == (decision.verdict, decision.criterion, decision.reason):
        return None
    verdict, criterion, reason, at, _ = last
    return replace(decision, verdict=verdict, criterion=criterion, reason=reason, at=at)


def withdraw_decision(db: Database, decision: Decision, *, protocol: str) -> None:
    """Undo: the coder's decision at that stage no longer counts; both events stay."""
    with writing(db):
        row = _row(decision, work_id(db, decision.work), protocol)
        db.table("decision").insert({**row, "verdict": "withdrawn", "at": now()})


def current_decisions(db: Database) -> tuple[Decision, ...]:
    """The last decision of each coder per work and stage, in the order they were made.

    What a coder decided to settle a work stands beside what they decided before.
    """
    same: dict[str, str] = {}
    return tuple(_read(row, same) for row in db.conn.execute(SELECT.format(table="current_decision")))


def decisions_on(db: Database, work: str) -> tuple[Decision, ...]:
    """The current decisions on one work, in the order they were made. Raises UsageError."""
    target = work_id(db, work)
    rows = db.query(ON_WORK, (work, target, target))
    return tuple(Decision(**{**row, "settles": bool(row["settles"])}) for row in rows)


def screened(db: Database, stage: str) -> bool:
    """Whether anything was decided at a stage that still counts."""
    return bool(db.execute("SELECT 1 FROM current_decision WHERE stage = ? LIMIT 1", (stage,)).fetchone())


def last_event(db: Database, work: str, *, stage: str, coder: str) -> int:
    """The number of the coder's last event on a work at a stage, also when it is undone; 0 without one."""
    target = work_id(db, work)
    return int(db.conn.execute(LAST, (target, target, stage, coder)).fetchone()[0])


def _read(row: tuple[Any, ...], same: dict[str, str]) -> Decision:
    """A row as a decision; its texts are those of `same`, so that many decisions share them."""
    texts = row[:-1]
    values: list[Any] = [*map(same.setdefault, texts, texts), bool(row[-1])]
    return Decision(*values)


def _add(db: Database, decision: Decision, protocol: str) -> bool:
    """Append a decision, unless it is the one that the coder has in force there."""
    target = work_id(db, decision.work)
    place = (target, target, decision.stage, decision.coder, int(decision.settles))
    if db.conn.execute(IN_FORCE, place).fetchone() == (decision.verdict, decision.criterion, decision.reason):
        return False
    row = _row(decision, target, protocol)
    if decision.at and db.conn.execute(SAID_SINCE, {**row, "work": target}).fetchone():
        return False
    db.table("decision").insert(row)
    return True


def _row(decision: Decision, target: int, protocol: str) -> dict[str, object]:
    return {
        "work_id": target,
        "stage": decision.stage,
        "verdict": decision.verdict,
        "criterion": decision.criterion,
        "reason": decision.reason,
        "coder": decision.coder,
        "at": decision.at or now(),
        "settles": int(decision.settles),
        "protocol": protocol,
    }

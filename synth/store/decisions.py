"""Screening decisions as append-only events; the current state is a view."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlite_utils import Database

from synth.model import Decision
from synth.store.database import now, writing
from synth.store.works import work_id

SELECT = """
SELECT coalesce(root.key, work.key) AS work, stage, verdict, criterion, reason, coder, at, settles
FROM {table} AS d JOIN work ON work.id = d.work_id LEFT JOIN work AS root ON root.id = work.merged_into
ORDER BY seq
"""


def add_decisions(db: Database, decisions: Iterable[Decision], *, protocol: str) -> int:
    """Append decisions made under `protocol` (its digest), all or nothing; return how many were new.

    A decision equal to the current one of the same coder at the same stage adds nothing. Raises UsageError
    for an unknown work.
    """
    with writing(db):
        current = {(d.work, d.stage, d.coder, d.settles): d for d in current_decisions(db)}
        added = 0
        for decision in decisions:
            target = work_id(db, decision.work)
            before = current.get((decision.work, decision.stage, decision.coder, decision.settles))
            if before and _same(before, decision):
                continue
            db.table("decision").insert(_row(decision, target, protocol))
            added += 1
        return added


def withdraw_decision(db: Database, decision: Decision, *, protocol: str) -> None:
    """Undo: the coder's decision at that stage no longer counts; both events stay."""
    with writing(db):
        row = _row(decision, work_id(db, decision.work), protocol)
        db.table("decision").insert({**row, "verdict": "withdrawn", "at": now()})


def current_decisions(db: Database) -> tuple[Decision, ...]:
    """The last decision of each coder per work and stage, in the order they were made.

    What a coder decided to settle a work stands beside what they decided before.
    """
    rows = db.query(SELECT.format(table="current_decision"))
    return tuple(Decision(**{**row, "settles": bool(row["settles"])}) for row in rows)


def _same(one: Decision, other: Decision) -> bool:
    return replace(one, at="", work="") == replace(other, at="", work="")


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

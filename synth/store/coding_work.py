"""What coders say beside their codings: not reported, done, memos and settlements; all of them events.

Every function takes one work by its key, so that a page asks no more than it shows; without a key it gives
those of all works. What was said of a work that was merged into another is said of that one.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from secrets import token_hex
from typing import Any

from sqlite_utils import Database

from synth.errors import UsageError
from synth.judging import Answers, Done, Memo, NotReported, Progress, Settlement
from synth.model import Stage
from synth.store.database import now, writing
from synth.store.fields import to_json
from synth.store.works import scope, work_id

ROWS = """
SELECT coalesce(root.key, work.key) AS work, {columns} FROM {view} AS e
LEFT JOIN work ON work.id = e.work_id LEFT JOIN work AS root ON root.id = work.merged_into
WHERE {where} ORDER BY e.seq
"""

PROGRESS = """
SELECT coder, count(DISTINCT work_id) AS begun, sum(codings) AS codings, sum(unreported) AS unreported,
    sum(memos) AS memos, sum(done) AS done
FROM (
    SELECT coder, coalesce(merged_into, work.id) AS work_id,
        1 AS codings, 0 AS unreported, 0 AS memos, 0 AS done
    FROM current_coding JOIN passage ON passage.id = passage_id JOIN work ON work.id = passage.work_id
    UNION ALL SELECT coder, coalesce(merged_into, work.id), 0, 1, 0, 0
    FROM current_not_reported AS n JOIN work ON work.id = n.work_id
    UNION ALL SELECT coder, coalesce(merged_into, work.id), 0, 0, 1, 0
    FROM current_memo AS m JOIN work ON work.id = m.work_id
    UNION ALL SELECT coder, coalesce(merged_into, work.id), 0, 0, 0, 1
    FROM current_done AS d JOIN work ON work.id = d.work_id
) WHERE work_id IN (SELECT value FROM json_each(?)) GROUP BY coder ORDER BY coder
"""

DISPUTABLE = """
SELECT key FROM (
    SELECT DISTINCT coalesce(root.key, work.key) AS key, coder FROM (
        SELECT passage.work_id, coder FROM current_coding JOIN passage ON passage.id = passage_id
        UNION SELECT work_id, coder FROM current_not_reported UNION SELECT work_id, coder FROM current_done
    ) JOIN work ON work.id = work_id LEFT JOIN work AS root ON root.id = work.merged_into
) GROUP BY key HAVING count(*) > 1
UNION SELECT coalesce(root.key, work.key) FROM current_settlement
JOIN work ON work.id = work_id LEFT JOIN work AS root ON root.id = work.merged_into
"""

SAID_BY = "SELECT coder FROM current_{table} WHERE uid = ?"

INCLUDED = """
WITH d AS (
    SELECT coalesce(merged_into, work.id) AS id, verdict, coder, settles,
        max(settles) OVER (PARTITION BY coalesce(merged_into, work.id)) AS settled
    FROM current_decision JOIN work ON work.id = work_id WHERE stage = :stage
)
SELECT id FROM d WHERE settles = settled GROUP BY id
HAVING min(verdict) = 'include' AND max(verdict) = 'include' AND (settled OR count(*) >= :screeners)
"""
"""The works whose outcome at a stage is `include`, as `synth.verdicts.outcome` has it."""


def say_not_reported(db: Database, one: NotReported) -> str:
    """Store that a coder found nothing on a dimension or code; return the uid. Said twice, it is one.

    Raises UsageError for an unknown work.
    """
    with writing(db):
        for known in not_reported(db, one.work):
            if _about(known) == _about(one):
                return known.uid
        uid = one.uid or f"n-{token_hex(8)}"
        row = {**asdict(one), "uid": uid, "at": one.at or now(), "state": "said"}
        db.table("not_reported").insert(_placed(db, row))
    return uid


def not_reported(db: Database, work: str = "") -> tuple[NotReported, ...]:
    """What coders looked for and did not find, in the order in which they said so."""
    columns = "uid, codebook, version, dimension, code, coder, at"
    return tuple(NotReported(**row) for row in _rows(db, "current_not_reported", columns, work))


def set_done(db: Database, work: str, *, coder: str, done: bool) -> None:
    """Store that a coder is done with a work, or takes it up again; what is so already adds nothing.

    Raises UsageError for an unknown work.
    """
    with writing(db):
        if (coder in frozenset().union(*who_is_done(db, work).values())) != done:
            state = "done" if done else "open"
            row = {"work_id": work_id(db, work), "coder": coder, "state": state, "at": now()}
            db.table("done").insert(row)


def who_is_done(db: Database, work: str = "") -> Mapping[str, frozenset[str]]:
    """For each work the coders who are done with it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in _rows(db, "current_done", "coder", work):
        found[row["work"]].add(row["coder"])
    return {key: frozenset(coders) for key, coders in found.items()}


def disputable(db: Database) -> frozenset[str]:
    """The works of which two people or more said something, or on which something was settled."""
    return frozenset(row[0] for row in db.conn.execute(DISPUTABLE))


def add_memo(db: Database, memo: Memo) -> str:
    """Store a memo, or a newer text for one with the same uid; return the uid.

    Raises UsageError for an unknown work.
    """
    uid = memo.uid or f"m-{token_hex(8)}"
    with writing(db):
        row = {**asdict(memo), "uid": uid, "at": memo.at or now()}
        db.table("memo").insert(_placed(db, row))
    return uid


def memos(db: Database, work: str = "") -> tuple[Memo, ...]:
    """The memos on works and their codings, in the order in which they were last written."""
    columns = "uid, about, target, text, coder, at"
    return tuple(Memo(**row) for row in _rows(db, "current_memo", columns, work) if row["about"] != "code")


def code_memos(db: Database) -> tuple[Memo, ...]:
    """The memos on codes of the codebook, in the order in which they were last written."""
    sql = "SELECT uid, about, target, text, coder, at FROM current_memo WHERE about = 'code' ORDER BY seq"
    return tuple(Memo(**row) for row in db.query(sql))


def settle(db: Database, one: Settlement) -> str:
    """Store how a conflict was settled; it takes the place of what was settled there before. Return the uid.

    Raises UsageError for an unknown work.
    """
    uid = one.uid or f"s-{token_hex(8)}"
    with writing(db):
        row = {**asdict(one), "uid": uid, "at": one.at or now(), "directions": to_json(list(one.directions))}
        db.table("settlement").insert(_placed(db, row))
    return uid


def settlements(db: Database, work: str = "") -> tuple[Settlement, ...]:
    """The settlements in force, in the order in which they were made."""
    columns = "uid, codebook, version, dimension, code, verdict, directions, reason, coder, at"
    return tuple(
        Settlement(**{**row, "directions": tuple(json.loads(row["directions"]))})
        for row in _rows(db, "current_settlement", columns, work)
    )


def answers(db: Database) -> Answers:
    """All that coders said beside their codings and that is in force."""
    done = tuple(Done(**row) for row in _rows(db, "current_done", "coder, at", ""))
    return Answers(done, not_reported(db), (*memos(db), *code_memos(db)), settlements(db))


def add_answers(db: Database, new: Answers) -> int:
    """Append answers that were written to a file, all or nothing; return how many are new.

    What was said here before, or taken back since, adds nothing. Raises UsageError for an unknown work.
    """
    with writing(db):
        added = [_add_done(db, one) for one in new.done]
        for known in new.not_reported:
            added.append(not _has(db, "not_reported", known.uid) and bool(say_not_reported(db, known)))
        for memo in new.memos:
            added.append(not _outdated(db, memo) and bool(add_memo(db, memo)))
        for one in new.settlements:
            added.append(not _has(db, "settlement", one.uid) and bool(settle(db, one)))
    return sum(added)


def _add_done(db: Database, one: Done) -> bool:
    """Add that a coder was done, unless something newer, or just this, was said."""
    number = work_id(db, one.work)
    later = "work_id = ? AND coder = ? AND at >= ?"
    if db.table("done").count_where(later, (number, one.coder, one.at)):
        return False
    row = {"work_id": number, "coder": one.coder, "state": "done", "at": one.at or now()}
    db.table("done").insert(row)
    return True


def _outdated(db: Database, memo: Memo) -> bool:
    """Whether a memo was known with this text, or has a newer one."""
    return bool(
        db.table("memo").count_where("uid = ? AND (text = ? OR at > ?)", (memo.uid, memo.text, memo.at))
    )


def _has(db: Database, table: str, uid: str) -> bool:
    return bool(db.table(table).count_where("uid = ?", (uid,)))


def coders_of(db: Database, uids: Iterable[str]) -> dict[str, str]:
    """Who said what has these uids first: not-reported, memos and settlements, also what was taken back."""
    asked = to_json(list(uids))
    return {
        row["uid"]: row["coder"]
        for table in _TABLES.values()
        for row in db.query(CODERS_OF.format(table=table), (asked,))
    }


CODERS_OF = """
SELECT uid, coder, min(seq) FROM {table} WHERE uid IN (SELECT value FROM json_each(?)) GROUP BY uid
"""


def said_by(db: Database, uid: str) -> str:
    """Who said the not-reported, memo or settlement with this uid that is in force. Raises UsageError."""
    table = _TABLES.get(uid[:2])
    found = list(db.query(SAID_BY.format(table=table), (uid,))) if table else []
    if found:
        return str(found[0]["coder"])
    raise UsageError(f"There is nothing in force with the uid `{uid}`.", remedy=LISTED)


LISTED = "`synth code WORK --list` gives the uids."
_TABLES = {"n-": "not_reported", "m-": "memo", "s-": "settlement"}
_TAKEN_BACK = {"n-": {"state": "withdrawn"}, "m-": {"text": ""}, "s-": {"verdict": "withdrawn"}}
"""By the beginning of its uid, what makes a later event that takes the one with that uid back."""


def take_back(db: Database, uid: str, *, coder: str) -> None:
    """Undo a not-reported, memo or settlement; both events stay. Raises UsageError when none is in force."""
    said_by(db, uid)
    table = _TABLES[uid[:2]]
    with writing(db):
        *_, row = db.table(table).rows_where("uid = ?", (uid,), order_by="seq")
        del row["seq"]
        db.table(table).insert({**row, **_TAKEN_BACK[uid[:2]], "coder": coder, "at": now()})


def to_code(db: Database, *, screeners: int, stage: Stage = "full-text") -> tuple[int, ...]:
    """The ids of the works that are included at `stage`, where `screeners` decide; in ascending order."""
    rows = db.query(INCLUDED, {"stage": stage, "screeners": screeners})
    return tuple(sorted(row["id"] for row in rows))


def progress(db: Database, works: tuple[int, ...]) -> tuple[Progress, ...]:
    """How far everyone who said anything is with these works, by coder."""
    rows = db.query(PROGRESS, (to_json(list(works)),))
    return tuple(
        Progress(
            coder=row["coder"],
            works=len(works),
            begun=row["begun"],
            done=row["done"],
            codings=row["codings"],
            not_reported=row["unreported"],
            memos=row["memos"],
        )
        for row in rows
    )


def _rows(db: Database, view: str, columns: str, work: str) -> Iterator[dict[str, Any]]:
    where, values = scope(db, work)
    names = ", ".join(f"e.{name}" for name in columns.split(", "))
    return db.query(ROWS.format(columns=names, view=view, where=where), values)


def _placed(db: Database, row: dict[str, Any]) -> dict[str, Any]:
    """The row with the id of its work in place of the key; None for what is about no work."""
    key = row.pop("work")
    return {**row, "work_id": work_id(db, key) if key else None}


def _about(one: NotReported) -> tuple[str, ...]:
    return (one.codebook, one.dimension, one.code, one.coder)

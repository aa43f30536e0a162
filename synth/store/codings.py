"""Passages, codings and suggestions: append-only events, with views of what counts now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlite_utils import Database

from synth.errors import UsageError
from synth.model import Coding, Passage, Suggestion
from synth.store.database import inserted, now, writing
from synth.store.fields import (
    digest,
    passage_fields,
    read_passage,
    read_suggestion,
    suggestion_fields,
    to_json,
)
from synth.store.works import scope, work_id

CURRENT = """
SELECT c.uid, c.passage_id, c.codebook, c.version, c.dimension, c.code, c.direction, c.coder, c.at,
    coalesce(root.key, work.key) AS work, e.fields
FROM current_coding AS c JOIN passage AS e ON e.id = c.passage_id
JOIN work ON work.id = e.work_id LEFT JOIN work AS root ON root.id = work.merged_into
WHERE {where} ORDER BY c.seq
"""

AMONG = "coalesce(root.key, work.key) IN (SELECT value FROM json_each(:works))"

PENDING = """
SELECT e.id, coalesce(root.key, work.key) AS work, e.fields FROM suggestion AS e
JOIN work ON work.id = e.work_id LEFT JOIN work AS root ON root.id = work.merged_into
WHERE {where} AND NOT EXISTS (
    SELECT 1 FROM current_suggestion_ruling AS r
    WHERE r.suggestion_id = e.id AND (:coder = '' OR r.coder = :coder)
) ORDER BY work, e.score DESC, e.id
"""

RULED = "SELECT seq FROM current_suggestion_ruling WHERE {where}"

JUDGED = "SELECT 1 FROM current_suggestion_ruling WHERE suggestion_id = ? AND coder = ?"

WORK_OF = """
SELECT coalesce(root.key, work.key) AS key FROM current_coding AS c JOIN passage ON passage.id = c.passage_id
JOIN work ON work.id = passage.work_id LEFT JOIN work AS root ON root.id = work.merged_into
WHERE c.uid = :uid OR (c.uid >= :first AND c.uid < :last) LIMIT 1
"""

LISTED = "`synth code WORK --list` lists those of a work, `synth export` all of them."

IN_FORCE = "SELECT {what} FROM current_coding WHERE uid = ? OR (uid >= ? AND uid < ?) ORDER BY seq"
"""The codings with a uid, or of the entry with it."""

OFFERED = """
SELECT s.id, coalesce(work.merged_into, work.id),
    json_extract(s.fields, '$.codebook'), json_extract(s.fields, '$.version'),
    json_extract(s.fields, '$.dimension'), json_extract(s.fields, '$.code')
FROM suggestion AS s JOIN work ON work.id = s.work_id
"""

RULED_ON = """
SELECT DISTINCT suggestion_id FROM current_suggestion_ruling WHERE :coder = '' OR coder = :coder
"""

SUGGESTED = """
SELECT coalesce(root.key, work.key) AS work, s.fields, coalesce(ruling.verdict, '') AS verdict
FROM suggestion AS s JOIN work ON work.id = s.work_id LEFT JOIN work AS root ON root.id = work.merged_into
LEFT JOIN current_suggestion_ruling AS ruling ON ruling.suggestion_id = s.id AND ruling.seq = (
    SELECT max(seq) FROM current_suggestion_ruling WHERE suggestion_id = s.id
) ORDER BY s.id
"""


def add_codings(db: Database, codings: Iterable[Coding]) -> int:
    """Append codings with their passages, all or nothing; a known `uid` adds nothing.

    Returns how many are new. Raises UsageError for an unknown work.
    """
    with writing(db):
        return sum(_add(db, coding) for coding in codings)


def uids(db: Database) -> tuple[str, ...]:
    """The uids of all codings ever made, those that were withdrawn too."""
    return tuple(row[0] for row in db.conn.execute("SELECT uid FROM coding ORDER BY seq"))


def withdraw_coding(db: Database, uid: str, *, coder: str) -> None:
    """Undo: the coding no longer counts; both events stay. Raises UsageError for an unknown `uid`.

    The uid of an entry, as a file of codings has it, stands for all codings of that entry. A suggestion that
    became the coding waits again.
    """
    with writing(db):
        uids = [row[0] for row in db.conn.execute(IN_FORCE.format(what="uid"), _entry(uid))]
        if not uids:
            raise UsageError(f"There is no coding `{uid}` in force.", remedy=LISTED)
        db.table("withdrawal").insert_all({"uid": one, "coder": coder, "at": now()} for one in uids)
        ruled = db.query(
            RULED.format(where="coding_uid IN (SELECT value FROM json_each(?))"), (to_json(uids),)
        )
        _undo_rulings(db, [row["seq"] for row in ruled], coder)


def current_codings(db: Database, work: str = "") -> tuple[tuple[int, Coding], ...]:
    """The codings that count now, each with the id of its passage, in the order they were made.

    Those of the work called `work`, or of all. Raises UsageError for an unknown work.
    """
    return _codings(db, *scope(db, work))


def codings_among(db: Database, works: Iterable[str]) -> tuple[tuple[int, Coding], ...]:
    """Those of `current_codings` that are on the works with these keys."""
    return _codings(db, AMONG, {"works": to_json(sorted(works))})


def _codings(db: Database, where: str, values: Mapping[str, object]) -> tuple[tuple[int, Coding], ...]:
    known: dict[int, Passage] = {}
    same: dict[str, str] = {}
    found = []
    for uid, number, *said, key, fields in db.conn.execute(CURRENT.format(where=where), values):
        if number not in known:
            known[number] = read_passage(same.setdefault(key, key), fields)
        values_of: list[Any] = [same.setdefault(one, one) for one in said]
        found.append((number, Coding(uid, known[number], *values_of)))
    return tuple(found)


def coder_of(db: Database, uid: str) -> str:
    """Who made the coding, or the entry of codings, with this uid; empty when there is none in force."""
    row = db.conn.execute(IN_FORCE.format(what="coder"), _entry(uid)).fetchone()
    return str(row[0]) if row else ""


def work_of(db: Database, uid: str) -> str:
    """The key of the work that the coding, or the entry, with this uid is of. Raises UsageError."""
    for row in db.query(WORK_OF, {"uid": uid, "first": f"{uid}:", "last": f"{uid};"}):
        return str(row["key"])
    raise UsageError(f"There is no coding `{uid}` in force.", remedy=LISTED)


def passages(db: Database) -> dict[int, Passage]:
    """The passages that carry a coding that counts now, by id."""
    return {number: coding.passage for number, coding in current_codings(db)}


def add_suggestions(db: Database, suggestions: Iterable[Suggestion]) -> int:
    """Store suggestions that are not there yet; return how many are new. They count nowhere."""
    with writing(db):
        return sum(_suggest(db, suggestion) for suggestion in suggestions)


def pending(db: Database, work: str = "", *, coder: str = "") -> Iterator[tuple[int, Suggestion]]:
    """The suggestions that nobody (or not `coder`) accepted or rejected, per work, best first.

    Those of the work called `work`, or of all. Raises UsageError for an unknown work.
    """
    where, values = scope(db, work)
    for row in db.query(PENDING.format(where=where), {**values, "coder": coder}):
        yield row["id"], read_suggestion(row["work"], row["fields"])


def offered(db: Database) -> Iterator[tuple[int, int, str, str, str, str]]:
    """Every suggestion ever made: its number, that of its work, and codebook, version, dimension and code."""
    yield from db.conn.execute(OFFERED)


def judged(db: Database, coder: str = "") -> tuple[int, ...]:
    """The numbers of the suggestions that somebody (or `coder`) accepted or rejected."""
    return tuple(row[0] for row in db.conn.execute(RULED_ON, {"coder": coder}))


def suggestions(db: Database) -> Iterator[tuple[Suggestion, str]]:
    """Every suggestion ever made, in order, with what became of it: accepted, rejected or (yet) nothing."""
    for row in db.query(SUGGESTED):
        yield read_suggestion(row["work"], row["fields"]), row["verdict"]


def accept(db: Database, suggestion_id: int, codings: Iterable[Coding], *, coder: str) -> None:
    """Append the codings that a person made of a suggestion, and that it was accepted, in one step.

    Raises UsageError, and stores nothing, when they judged it already.
    """
    with writing(db):
        made = tuple(codings)
        for coding in made:
            _add(db, coding)
        _rule(db, suggestion_id, "accepted", coder=coder, uid=made[0].uid)


def reject(db: Database, suggestion_id: int, *, coder: str) -> None:
    """Store that a person rejected a suggestion. Raises UsageError when they judged it already."""
    with writing(db):
        _rule(db, suggestion_id, "rejected", coder=coder)


def unreject(db: Database, suggestion_id: int, *, coder: str) -> None:
    """Undo the coder's rejection of a suggestion, so that it waits again; both events stay."""
    where = "suggestion_id = ? AND coder = ? AND verdict = 'rejected'"
    with writing(db):
        ruled = db.query(RULED.format(where=where), (suggestion_id, coder))
        _undo_rulings(db, [row["seq"] for row in ruled], coder)


def _undo_rulings(db: Database, rulings: Iterable[int], coder: str) -> None:
    db.table("ruling_undone").insert_all({"ruling_seq": r, "coder": coder, "at": now()} for r in rulings)


def _add(db: Database, coding: Coding) -> bool:
    if db.conn.execute("SELECT 1 FROM coding WHERE uid = ?", (coding.uid,)).fetchone():
        return False
    row = {name: getattr(coding, name) for name in ("uid", "codebook", "version", "dimension", "code")}
    row |= {"direction": coding.direction, "coder": coding.coder, "at": coding.at or now()}
    db.table("coding").insert({**row, "passage_id": _passage_id(db, coding.passage)})
    return True


def _passage_id(db: Database, passage: Passage) -> int:
    target, fields = work_id(db, passage.work), passage_fields(passage)
    key = (target, digest(fields))
    found = db.conn.execute("SELECT id FROM passage WHERE work_id = ? AND digest = ?", key).fetchone()
    if found:
        return int(found[0])
    return inserted(db.table("passage").insert({"work_id": target, "digest": key[1], "fields": fields}))


def _entry(uid: str) -> tuple[str, str, str]:
    """A uid, and between which uids those of the codings of such an entry stand."""
    return (uid, f"{uid}:", f"{uid};")


def _suggest(db: Database, suggestion: Suggestion) -> int:
    target, fields = work_id(db, suggestion.passage.work), suggestion_fields(suggestion)
    row = (digest(f"{target} {fields}"), target, suggestion.score, fields)
    sql = "INSERT OR IGNORE INTO suggestion (uid, work_id, score, fields) VALUES (?, ?, ?, ?)"
    return int(db.conn.execute(sql, row).rowcount)


def _rule(db: Database, suggestion_id: int, verdict: str, *, coder: str, uid: str | None = None) -> None:
    if db.conn.execute(JUDGED, (suggestion_id, coder)).fetchone():
        remedy = "Take that back first, or code the passage anew."
        raise UsageError(f"{coder} judged this suggestion already.", remedy=remedy)
    row = {"suggestion_id": suggestion_id, "verdict": verdict, "coding_uid": uid, "coder": coder, "at": now()}
    db.table("suggestion_ruling").insert(row)

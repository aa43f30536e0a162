"""What lists of works are made of: few columns of every work, and marks that tell when they changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from synth.model import Decision, Record, Work
from synth.store.fields import read_record, to_json


@dataclass(frozen=True, slots=True)
class Stamp:
    """How far the review is: the last run of de-duplication, and the last event of each kind.

    `works` changes when works or what brought them did; the others grow with decisions and codings.
    """

    works: tuple[int, int, int]
    decisions: int
    codings: tuple[int, int]

    @property
    def events(self) -> int:
        """How many decisions, codings and withdrawals there were."""
        return self.decisions + sum(self.codings)


@dataclass(frozen=True, slots=True)
class Row:
    """A work in a list: its number, and what lists are divided by."""

    id: int
    year: int
    language: str
    type: str
    title: str


STAMP = """
SELECT (SELECT coalesce(max(id), 0) FROM dedupe_run), (SELECT coalesce(max(rowid), 0) FROM appearance),
    (SELECT coalesce(max(seq), 0) FROM search_withdrawal), (SELECT coalesce(max(seq), 0) FROM decision),
    (SELECT coalesce(max(seq), 0) FROM coding), (SELECT coalesce(max(seq), 0) FROM withdrawal)
"""

ROWS = """
SELECT id, coalesce(json_extract(fields, '$.year'), 0), coalesce(json_extract(fields, '$.language'), ''),
    coalesce(json_extract(fields, '$.type'), ''), coalesce(json_extract(fields, '$.title'), '')
FROM work WHERE id IN (SELECT work_id FROM link) ORDER BY id
"""

SOURCES = """
SELECT DISTINCT link.work_id, search.source FROM link JOIN current_appearance USING (record_id)
JOIN search ON search.id = search_id
"""

ACCEPTED = """
SELECT DISTINCT work_id FROM link JOIN current_appearance USING (record_id)
WHERE (status != 'rejected' OR how != '')
"""

AMONG = "AND work_id IN (SELECT value FROM json_each(?))"

DECIDED = """
SELECT DISTINCT coalesce(merged_into, work.id) FROM decision JOIN work ON work.id = work_id WHERE seq > ?
"""

DECISIONS = """
SELECT coalesce(work.merged_into, work.id) AS home, stage, verdict, criterion, reason, coder, at, settles
FROM work JOIN current_decision AS d ON d.work_id = work.id
WHERE work.id IN (
    SELECT value FROM json_each(:works)
    UNION SELECT id FROM work WHERE merged_into IN (SELECT value FROM json_each(:works))
) ORDER BY seq
"""

EVERY_DECISION = """
SELECT coalesce(work.merged_into, work.id) AS home, stage, verdict, criterion, reason, coder, at, settles
FROM current_decision AS d JOIN work ON work.id = d.work_id ORDER BY seq
"""

CODED = """
SELECT DISTINCT coalesce(work.merged_into, work.id) FROM current_coding
JOIN passage ON passage.id = passage_id JOIN work ON work.id = passage.work_id
"""

CODED_SINCE = """
SELECT DISTINCT coalesce(work.merged_into, work.id) FROM (
    SELECT passage_id FROM coding WHERE seq > ?
    UNION SELECT passage_id FROM coding WHERE uid IN (SELECT uid FROM withdrawal WHERE seq > ?)
) JOIN passage ON passage.id = passage_id JOIN work ON work.id = passage.work_id
"""

CODED_AMONG = """
SELECT DISTINCT coalesce(work.merged_into, work.id) FROM work JOIN passage ON passage.work_id = work.id
JOIN current_coding ON passage_id = passage.id
WHERE work.id IN (SELECT value FROM json_each(:works)) OR merged_into IN (SELECT value FROM json_each(:works))
"""


def stamp(db: Database) -> Stamp:
    """How far the review is now."""
    run, appearance, taken_back, decision, coding, withdrawal = db.conn.execute(STAMP).fetchone()
    return Stamp((run, appearance, taken_back), decision, (coding, withdrawal))


def rows(db: Database) -> Iterator[Row]:
    """Every work that has records, by its number."""
    for row in db.conn.execute(ROWS):
        yield Row(*row)


def sources(db: Database) -> Iterator[tuple[int, str]]:
    """Every work with each source that gave a record of it."""
    yield from db.conn.execute(SOURCES)


def accepted(db: Database) -> list[int]:
    """The works that a strategy accepts, or that came by another way than a search."""
    return [row[0] for row in db.conn.execute(ACCEPTED)]


def accepted_among(db: Database, works: Sequence[int]) -> list[int]:
    """Those of some works that `accepted` names."""
    return [row[0] for row in db.conn.execute(ACCEPTED + AMONG, (to_json(works),))]


def decided_since(db: Database, seq: int) -> list[int]:
    """The works with events of screening after number `seq`."""
    return [row[0] for row in db.conn.execute(DECIDED, (seq,))]


def decisions(db: Database, works: Sequence[int] | None = None) -> Iterator[tuple[int, Decision]]:
    """The decisions in force on these works (default: all), each with the number of its work."""
    found = (
        db.conn.execute(EVERY_DECISION)
        if works is None
        else db.conn.execute(DECISIONS, {"works": to_json(works)})
    )
    for home, stage, verdict, criterion, reason, coder, at, settles in found:
        yield home, Decision(str(home), stage, verdict, criterion, reason, coder, at, bool(settles))


def coded(db: Database) -> list[int]:
    """The works that carry a coding in force."""
    return [row[0] for row in db.conn.execute(CODED)]


def coded_since(db: Database, codings: tuple[int, int]) -> dict[int, bool]:
    """The works with events of coding after the last coding and withdrawal named: whether each is coded."""
    changed = [row[0] for row in db.conn.execute(CODED_SINCE, codings)]
    now = {row[0] for row in db.conn.execute(CODED_AMONG, {"works": to_json(changed)})} if changed else set()
    return {one: one in now for one in changed}


def matching(db: Database, expression: str) -> list[int]:
    """The works that an FTS5 expression finds, best match first while there are few."""
    sql = "SELECT rowid FROM work_fts WHERE work_fts MATCH ? {} LIMIT {}"
    few = [row[0] for row in db.conn.execute(sql.format("ORDER BY rank", FEW), (expression,))]
    if len(few) < FEW:
        return few
    return [row[0] for row in db.conn.execute(sql.format("", -1), (expression,))]


FEW = 2000
"""Works that are put in order of how well they match; more are not read that way."""


def works_of(db: Database, ids: Sequence[int]) -> dict[int, Work]:
    """These works by number, each with its records."""
    records: dict[int, list[int]] = {}
    sql = "SELECT record_id, work_id FROM link WHERE work_id IN (SELECT value FROM json_each(?))"
    for record, work in db.conn.execute(f"{sql} ORDER BY record_id", (to_json(ids),)):
        records.setdefault(work, []).append(record)
    sql = "SELECT id, key, fields, origin FROM work WHERE id IN (SELECT value FROM json_each(?))"
    found = {}
    for number, key, fields, origin in db.conn.execute(sql, (to_json(ids),)):
        record = read_record("work", key, "", fields)
        found[number] = Work(number, key, record, tuple(records.get(number, ())), dict(json.loads(origin)))
    return found


def texts(db: Database, ids: Iterable[int]) -> Iterator[tuple[int, Record]]:
    """The merged record of each of these works."""
    sql = "SELECT id, key, fields FROM work WHERE id IN (SELECT value FROM json_each(?))"
    for number, key, fields in db.conn.execute(sql, (to_json(list(ids)),)):
        yield number, read_record("work", key, "", fields)

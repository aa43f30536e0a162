"""What came into a review since a moment: records with the works that they went to, decisions, codings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlite_utils import Database

from synth.model import Coding, Decision, Record
from synth.store import codings, decisions
from synth.store.fields import read_record

Fate = Literal["new", "known", "again"]
FATES: tuple[Fate, ...] = ("new", "known", "again")
"""What becomes of a record: a new work, one that was there, or one that came a moment before."""

FATE = """
CASE WHEN a.record_id <= :record OR EXISTS (
    SELECT 1 FROM link AS other WHERE other.work_id = l.work_id AND other.record_id <= :record
) THEN 'known' WHEN EXISTS (
    SELECT 1 FROM link AS other WHERE other.work_id = l.work_id AND other.record_id < a.record_id
) THEN 'again' ELSE 'new' END
"""

CAME = """
FROM appearance AS a JOIN record AS r ON r.id = a.record_id
LEFT JOIN link AS l ON l.record_id = a.record_id LEFT JOIN work AS w ON w.id = l.work_id
WHERE a.search_id > :search
"""

RECORDS = f"""
SELECT r.source, r.source_id, r.fields, a.status, w.key, {FATE} AS fate {CAME}
ORDER BY a.search_id, a.rank LIMIT :limit
"""

COUNTS = f"SELECT {FATE} AS fate, count(*) {CAME} GROUP BY fate"


@dataclass(frozen=True, slots=True)
class Moment:
    """What was the newest at a moment, and what counted then."""

    record: int
    search: int
    decisions: frozenset[Decision]
    codings: frozenset[str]


@dataclass(frozen=True, slots=True)
class Arrived:
    """A record that came: what the strategy said of it, its work, and whether that was there before."""

    record: Record
    status: str
    work: str
    fate: Fate


def moment(db: Database) -> Moment:
    """Now, to ask later what came since."""
    sql = "SELECT (SELECT coalesce(max(id), 0) FROM record), (SELECT coalesce(max(id), 0) FROM search)"
    record, search = db.conn.execute(sql).fetchone()
    coded = frozenset(one.uid for _, one in codings.current_codings(db))
    return Moment(record, search, frozenset(decisions.current_decisions(db)), coded)


def counted(db: Database, since: Moment) -> dict[Fate, int]:
    """How many records came since, by what became of them; works are made of them already."""
    said = {"record": since.record, "search": since.search}
    found = dict(db.conn.execute(COUNTS, said).fetchall())
    return {fate: int(found.get(fate, 0)) for fate in FATES}


def records(db: Database, since: Moment, *, first: int) -> tuple[Arrived, ...]:
    """The `first` records that came since, in the order of the file."""
    said = {"record": since.record, "search": since.search, "limit": first}
    return tuple(
        Arrived(read_record(source, own, "", fields), status, key or "", fate)
        for source, own, fields, status, key, fate in db.conn.execute(RECORDS, said)
    )


def decided(db: Database, since: Moment) -> tuple[Decision, ...]:
    """The decisions that count since, in the order they were made."""
    return tuple(one for one in decisions.current_decisions(db) if one not in since.decisions)


def coded(db: Database, since: Moment) -> tuple[Coding, ...]:
    """The codings that count since, in the order they were made."""
    return tuple(one for _, one in codings.current_codings(db) if one.uid not in since.codings)

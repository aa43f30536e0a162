"""Works that became one, and which records each of them had: parted, each gets its own back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlite_utils import Database

SCHEMA = """
CREATE TABLE own_record (
    record_id INTEGER PRIMARY KEY REFERENCES record (id),
    work_id INTEGER NOT NULL REFERENCES work (id)
) STRICT;

CREATE VIEW kin AS
    SELECT own.id AS work_id, kin.id AS kin_id FROM work AS own JOIN work AS kin
    ON kin.id = coalesce(own.merged_into, own.id) OR kin.merged_into = coalesce(own.merged_into, own.id);

DROP VIEW current_decision;
CREATE VIEW current_decision AS
    SELECT * FROM decision AS d WHERE seq = (
        SELECT max(e.seq) FROM kin JOIN decision AS e ON e.work_id = kin.kin_id
        WHERE kin.work_id = d.work_id AND e.stage = d.stage AND e.coder = d.coder AND e.settles = d.settles
    ) AND verdict != 'withdrawn';

DROP VIEW current_done;
CREATE VIEW current_done AS
    SELECT * FROM done AS d WHERE seq = (
        SELECT max(e.seq) FROM kin JOIN done AS e ON e.work_id = kin.kin_id
        WHERE kin.work_id = d.work_id AND e.coder = d.coder
    ) AND state = 'done';

DROP VIEW current_settlement;
CREATE VIEW current_settlement AS
    SELECT * FROM settlement AS s WHERE seq = (
        SELECT max(e.seq) FROM kin JOIN settlement AS e ON e.work_id = kin.kin_id
        WHERE kin.work_id = s.work_id AND e.codebook = s.codebook AND e.dimension = s.dimension
        AND e.code = s.code
    ) AND verdict != 'withdrawn';

ALTER TABLE event_import_withdrawal ADD COLUMN decision_after INTEGER NOT NULL DEFAULT 0;
ALTER TABLE event_import_withdrawal ADD COLUMN decision_upto INTEGER NOT NULL DEFAULT 0;
"""
"""`own_record`: the work that a record was in before that work was first joined with another.

`kin`: a work with itself and those it was joined with, on which the last word counts for all of them. The
columns tell which decisions were made anew when a file was taken back.
"""


@dataclass(frozen=True)
class Before:
    """The work of each record before works are stored anew: `last` the one it is in, `own` its first one.

    `own` has only the records of works that were joined with others.
    """

    last: Mapping[int, int]
    own: Mapping[int, int]

    @cached_property
    def joined(self) -> frozenset[int]:
        """The works that have, or had, records of others."""
        return frozenset(self.own.values())

    def sure(self, records: Iterable[int]) -> set[int]:
        """The works that these records belong to by themselves, not by what they were joined with."""
        return {work for record in records if (work := self._sure(record)) is not None}

    def lately(self, records: Iterable[int]) -> set[int]:
        """The works that these records are in."""
        return {self.last[record] for record in records if record in self.last}

    def heirs(self, new: Mapping[int, int]) -> dict[int, int]:
        """For each work the one that has its first record now; `new` is the work of each record now."""
        found: dict[int, int] = {}
        for record in sorted(self.last, reverse=True):
            if record in new:
                found[self.last[record]] = new[record]
        return found | {
            work: new[record] for record, work in sorted(self.own.items(), reverse=True) if record in new
        }

    def records_of(self, works: set[int]) -> list[tuple[int, int]]:
        """Each record that belongs by itself to one of these works, with that work."""
        if not works:
            return []
        return [(record, work) for record in self.last if (work := self._sure(record)) in works]

    def _sure(self, record: int) -> int | None:
        if record in self.own:
            return self.own[record]
        work = self.last.get(record)
        return None if work in self.joined else work


def before(db: Database, last: Mapping[int, int]) -> Before:
    """What is known of the records in `last`, which has every record of each work that is stored anew."""
    rows = db.conn.execute("SELECT record_id, work_id FROM own_record")
    return Before(last, {record: work for record, work in rows if record in last})


def forward(db: Database, known: Before, new: Mapping[int, int]) -> None:
    """A work that lost all its records to another points there, so that its decisions and codings follow.

    What each of the two had is remembered, as long as it stays where the work points.
    """
    living, heirs = set(new.values()), known.heirs(new)
    roots = heirs | {work: work for work in living}
    gone = set(heirs) - living
    for work in gone:
        sql = "UPDATE work SET merged_into = ? WHERE id = ? OR merged_into = ?"
        db.execute(sql, (heirs[work], work, work))
    strayed = [(record,) for record, work in known.own.items() if new.get(record) != roots.get(work)]
    db.conn.executemany("DELETE FROM own_record WHERE record_id = ?", strayed)
    rows = known.records_of(gone | {heirs[work] for work in gone})
    here = [(record, work) for record, work in rows if new.get(record) == roots[work]]
    db.conn.executemany("INSERT OR IGNORE INTO own_record VALUES (?, ?)", here)

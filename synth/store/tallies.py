"""How much there is, and who did how much of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Tally:
    """What one person did: decisions and codings in force, suggestions judged, and when last."""

    coder: str
    decisions: int = 0
    codings: int = 0
    judged: int = 0
    last: str = ""


@dataclass(frozen=True, slots=True)
class Tallies:
    """What everybody did up to the events that `mark` names, by person."""

    mark: tuple[int, ...] = (0, 0, 0, 0, 0, 0)
    by: Mapping[str, Tally] = field(default_factory=dict)

    @property
    def people(self) -> tuple[Tally, ...]:
        """Those of whom something is in force, the one who did something last first."""
        there = (one for one in self.by.values() if one.decisions or one.codings or one.judged)
        return tuple(sorted(sorted(there, key=attrgetter("coder")), key=attrgetter("last"), reverse=True))


@dataclass(frozen=True, slots=True)
class Amounts:
    """Numbers of searches and records."""

    searches: int
    records: int


MARK = """
SELECT (SELECT coalesce(max(id), 0) FROM dedupe_run), (SELECT coalesce(max(seq), 0) FROM decision),
    (SELECT coalesce(max(seq), 0) FROM coding), (SELECT coalesce(max(seq), 0) FROM withdrawal),
    (SELECT coalesce(max(seq), 0) FROM suggestion_ruling), (SELECT coalesce(max(seq), 0) FROM ruling_undone)
"""

DECIDED = """
WITH touched AS (
    SELECT DISTINCT coalesce(merged_into, work.id) AS id FROM decision JOIN work ON work.id = work_id
    WHERE seq > :after
)
SELECT coder, sum(verdict != 'withdrawn') FROM (
    SELECT coder, verdict, max(seq) FROM touched JOIN kin ON kin.work_id = touched.id
    JOIN decision ON decision.work_id = kin_id WHERE seq <= :upto GROUP BY touched.id, stage, coder, settles
) GROUP BY coder
"""
"""The decisions in force after event `upto`, on the works of which something was said after `after`."""

COUNTED: tuple[tuple[str, str, int], ...] = (
    ("codings", "SELECT coder, count(*) FROM coding WHERE seq > ? AND seq <= ? GROUP BY coder", 2),
    (
        "codings",
        "SELECT c.coder, -count(*) FROM withdrawal AS e JOIN coding AS c USING (uid)"
        " WHERE e.seq > ? AND e.seq <= ? GROUP BY c.coder",
        3,
    ),
    ("judged", "SELECT coder, count(*) FROM suggestion_ruling WHERE seq > ? AND seq <= ? GROUP BY coder", 4),
    (
        "judged",
        "SELECT r.coder, -count(*) FROM ruling_undone AS e JOIN suggestion_ruling AS r ON r.seq = ruling_seq"
        " WHERE e.seq > ? AND e.seq <= ? GROUP BY r.coder",
        5,
    ),
)
"""What is counted as events come in: what it counts to, how, and the place of its last event in a mark."""

LAST = """
SELECT coder, max(at) FROM (
    SELECT coder, at FROM decision WHERE seq > ? AND seq <= ?
    UNION ALL SELECT coder, at FROM coding WHERE seq > ? AND seq <= ?
    UNION ALL SELECT coder, at FROM suggestion_ruling WHERE seq > ? AND seq <= ?
) GROUP BY coder
"""
TIMED = (1, 2, 4)
"""The places in a mark of the events of which the last one is told, in the order of the statement."""

MOST_EVENTS = 1000
"""Events that are added to what was counted; after more of them everything is counted anew."""

AMOUNTS = """
SELECT (SELECT count(*) FROM current_search), (SELECT count(*) FROM record)
"""


def tallied(db: Database) -> Tallies:
    """What everybody did until now."""
    return _added(db, Tallies(), _mark(db))


def tallied_since(db: Database, old: Tallies) -> Tallies | None:
    """What everybody did until now, out of what was counted before.

    None when that is to be counted anew: works changed, or too much was said to add it in no time.
    """
    mark = _mark(db)
    if mark[0] != old.mark[0] or sum(mark) - sum(old.mark) > MOST_EVENTS:
        return None
    return _added(db, old, mark)


def _mark(db: Database) -> tuple[int, ...]:
    mark: tuple[int, ...] = db.conn.execute(MARK).fetchone()
    return mark


def _added(db: Database, old: Tallies, mark: tuple[int, ...]) -> Tallies:
    by: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, coder, n in _counted(db, old.mark, mark):
        by[coder][name] += n
    bounds = [bound for place in TIMED for bound in (old.mark[place], mark[place])]
    last = dict(db.conn.execute(LAST, bounds).fetchall())
    new = {
        coder: _more(old.by.get(coder, Tally(coder)), by[coder], last.get(coder, ""))
        for coder in {*by, *last}
    }
    return Tallies(mark, {**old.by, **new})


def _counted(db: Database, old: tuple[int, ...], new: tuple[int, ...]) -> Iterator[tuple[str, str, int]]:
    """What came to or went from each person's numbers between two marks."""
    for upto, sign in ((new[1], 1), (old[1], -1)):
        if upto and old[1] != new[1]:
            for coder, n in db.conn.execute(DECIDED, {"after": old[1], "upto": upto}):
                yield "decisions", coder, sign * n
    for name, sql, place in COUNTED:
        for coder, n in db.conn.execute(sql, (old[place], new[place])):
            yield name, coder, n


def _more(old: Tally, more: Mapping[str, int], last: str) -> Tally:
    return Tally(
        old.coder,
        old.decisions + more.get("decisions", 0),
        old.codings + more.get("codings", 0),
        old.judged + more.get("judged", 0),
        max(old.last, last),
    )


def amounts(db: Database) -> Amounts:
    """How much there is."""
    return Amounts(*db.conn.execute(AMOUNTS).fetchone())


TERMS = """
SELECT json_extract(hit.value, '$.term'), count(DISTINCT link.work_id)
FROM current_appearance JOIN link USING (record_id), json_each(hits) AS hit GROUP BY 1
"""


def terms(db: Database) -> dict[str, int]:
    """For each term that was found anywhere the number of works that have it."""
    return dict(db.conn.execute(TERMS).fetchall())


def unread(db: Database, search: int, *, most: int = 500) -> tuple[tuple[str, int, str], ...]:
    """What a search brought and could not be read: file, line and reason, the first so many."""
    sql = "SELECT file, line, reason FROM problem WHERE search_id = ? ORDER BY id LIMIT ?"
    return tuple((str(file), int(line), str(why)) for file, line, why in db.conn.execute(sql, (search, most)))

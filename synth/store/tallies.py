"""How much there is, and who did how much of it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Tally:
    """What one person did: decisions and codings in force, suggestions judged, and when last."""

    coder: str
    decisions: int
    codings: int
    judged: int
    last: str


@dataclass(frozen=True, slots=True)
class Amounts:
    """Numbers of searches and records, and of suggestions that nobody judged yet."""

    searches: int
    records: int
    pending: int


PEOPLE = """
SELECT coder, sum(decisions), sum(codings), sum(judged), max(last) FROM (
    SELECT coder, count(*) AS decisions, 0 AS codings, 0 AS judged, max(at) AS last
    FROM current_decision GROUP BY coder
    UNION ALL SELECT coder, 0, count(*), 0, max(at) FROM current_coding GROUP BY coder
    UNION ALL SELECT coder, 0, 0, count(*), max(at) FROM current_suggestion_ruling GROUP BY coder
) GROUP BY coder ORDER BY max(last) DESC, coder
"""

AMOUNTS = """
SELECT (SELECT count(*) FROM current_search), (SELECT count(*) FROM record),
    (SELECT count(*) FROM suggestion WHERE id NOT IN (SELECT suggestion_id FROM current_suggestion_ruling))
"""


def people(db: Database) -> tuple[Tally, ...]:
    """What each person did, the one who did something last first."""
    return tuple(Tally(*row) for row in db.conn.execute(PEOPLE))


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

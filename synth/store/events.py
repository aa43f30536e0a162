"""How far everything that people said and sources gave is, as one value to compare with an earlier one."""

from __future__ import annotations

from sqlite_utils import Database

EVENTS = """
SELECT name, seq FROM sqlite_sequence WHERE name NOT IN ('log', 'memo', 'gap_link')
UNION ALL SELECT 'dedupe_run', coalesce(max(id), 0) FROM dedupe_run
UNION ALL SELECT 'appearance', coalesce(max(rowid), 0) FROM appearance
UNION ALL SELECT 'suggestion', coalesce(max(id), 0) FROM suggestion
UNION ALL SELECT 'event_import', coalesce(max(id), 0) FROM event_import
UNION ALL SELECT 'search', count(*) FROM search
UNION ALL SELECT 'search ended', count(*) FROM search WHERE finished_at != ''
ORDER BY 1
"""
"""The last number of each kind of event that a synthesis can rest on."""


SCREENING = frozenset({"decision", "form"})
"""The kinds that say nothing of what is coded."""


def events(db: Database) -> tuple[tuple[str, int], ...]:
    """Each kind of event with its last number: another value after anything that a synthesis rests on."""
    return tuple((str(name), int(last)) for name, last in db.conn.execute(EVENTS))

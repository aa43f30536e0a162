"""The search log as it is stored: every column of every search, those that were taken back too."""

from __future__ import annotations

import json
from typing import Any

from sqlite_utils import Database

LOG = """
SELECT search.*, w.at AS withdrawn_at, w.coder AS withdrawn_by,
    (SELECT count(*) FROM appearance WHERE search_id = search.id) AS fetched,
    (SELECT count(*) FROM appearance WHERE search_id = search.id AND status = 'verified') AS verified,
    (SELECT count(*) FROM appearance WHERE search_id = search.id AND status = 'unverifiable') AS unverifiable,
    (SELECT count(*) FROM appearance WHERE search_id = search.id AND status = 'rejected') AS rejected,
    (SELECT count(*) FROM appearance AS a WHERE search_id = search.id AND NOT EXISTS (
        SELECT 1 FROM appearance WHERE record_id = a.record_id AND search_id < a.search_id
    )) AS new_records,
    (SELECT count(*) FROM problem WHERE search_id = search.id) AS problems,
    (SELECT count(*) FROM page WHERE search_id = search.id) AS pages,
    (SELECT coalesce(sum(cost_usd), 0) FROM page WHERE search_id = search.id) AS cost_usd
FROM search LEFT JOIN search_withdrawal AS w ON w.search_id = search.id ORDER BY search.id
"""
LISTS = ("requests", "params", "filters", "widened")
"""Columns that hold JSON lists."""


def search_rows(db: Database) -> list[dict[str, Any]]:
    """Every search with its columns and counts, oldest first, as plain JSON values."""
    return [{**row, **{name: json.loads(row[name]) for name in LISTS}} for row in db.query(LOG)]

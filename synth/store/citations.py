"""What references and citing works led to, and what of it was not in the review before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from sqlite_utils import Database

from synth.i18n import one_text
from synth.store.database import writing

WORDS = {
    "nl": {"cited-by": "geciteerd door", "cites": "citeert"},
    "en": {"cited-by": "cited by", "cites": "cites"},
}
Lead = tuple[str, str]
"""How a record is related to a work (`cited-by` or `cites`), and the key of the work."""


def write_leads(db: Database, search_id: int, leads: Mapping[int, Lead]) -> None:
    """Say of each record of a search by citations which works led to it; `leads` is by request."""
    found: defaultdict[str, list[Lead]] = defaultdict(list)
    sql = "SELECT id, request FROM seen WHERE search_id = ? ORDER BY request"
    for row in db.query(sql, (search_id,)):
        found[row["id"]].append(leads[row["request"]])
    sql = "SELECT record_id, source_id FROM appearance JOIN record ON id = record_id WHERE search_id = ?"
    rows = [
        (_reason(found[row["source_id"]]), search_id, row["record_id"])
        for row in db.query(sql, (search_id,))
        if row["source_id"] in found
    ]
    with writing(db):
        db.conn.executemany(
            "UPDATE appearance SET how = 'citation', reason = ? WHERE search_id = ? AND record_id = ?", rows
        )


def novelty(db: Database, search_id: int) -> tuple[int, int]:
    """How many works a search brought, and how many of them no earlier search had brought."""
    sql = (
        "SELECT count(DISTINCT work_id) AS n FROM current_appearance AS a JOIN link USING (record_id)"
        " WHERE a.search_id = ?"
    )
    earlier = (
        " AND NOT EXISTS (SELECT 1 FROM current_appearance AS b JOIN link AS other USING (record_id)"
        " WHERE other.work_id = link.work_id AND b.search_id < a.search_id)"
    )
    return next(db.query(sql, (search_id,)))["n"], next(db.query(sql + earlier, (search_id,)))["n"]


def last_of(db: Database, source: str) -> int | None:
    """The last search of a source, if any."""
    found = next(db.query("SELECT max(id) AS id FROM search WHERE source = ?", (source,)))["id"]
    return None if found is None else int(found)


def _reason(leads: list[Lead]) -> str:
    return one_text({language: _said(leads, words) for language, words in WORDS.items()})


def _said(leads: list[Lead], words: Mapping[str, str]) -> str:
    by_kind: defaultdict[str, list[str]] = defaultdict(list)
    for kind, key in leads:
        by_kind[kind].append(key)
    return "; ".join(f"{words[kind]} {', '.join(dict.fromkeys(keys))}" for kind, keys in by_kind.items())

"""Taking back what was added by hand or by citations: an event, after which the search counts nowhere."""

from __future__ import annotations

from sqlite_utils import Database

from synth.errors import UsageError
from synth.store.database import now, writing

JUDGED = """
SELECT DISTINCT coalesce(root.key, work.key) AS key FROM appearance
JOIN link USING (record_id) JOIN work ON work.id = link.work_id
LEFT JOIN work AS root ON root.id = work.merged_into
WHERE appearance.search_id = ?
AND NOT EXISTS (
    SELECT 1 FROM current_appearance AS other JOIN link AS l USING (record_id)
    WHERE l.work_id = link.work_id AND other.search_id != appearance.search_id
)
AND (
    work.id IN (SELECT kin.work_id FROM kin JOIN current_decision AS d ON d.work_id = kin.kin_id)
    OR work.id IN (
        SELECT kin.work_id FROM kin JOIN passage ON passage.work_id = kin.kin_id
        JOIN current_coding ON passage_id = passage.id
    )
)
"""
"""Works that only this search brought, and that people decided on or coded."""


def withdraw_search(db: Database, search_id: int, *, coder: str) -> None:
    """Take back a search. Raises UsageError when people judged a work that only this search brought."""
    with writing(db):
        judged = [row["key"] for row in db.query(JUDGED, (search_id,))]
        if judged:
            raise UsageError(
                f"{', '.join(judged[:5])}: decided on or coded already, and known only from this.",
                remedy="Take back the decision (`synth screen KEY --undo`) or the codings first.",
            )
        db.table("search_withdrawal").insert({"search_id": search_id, "coder": coder, "at": now()})


def additions(db: Database, source: str) -> dict[int, tuple[str, ...]]:
    """The searches of a source that count, by id, each with the keys and the DOIs of what it brought."""
    sql = (
        "SELECT search_id, record.source_id, json_extract(record.fields, '$.doi') AS doi, work.key AS key,"
        " search.requests FROM current_appearance AS a JOIN current_search AS search ON search.id = search_id"
        " JOIN record ON record.id = record_id LEFT JOIN link USING (record_id)"
        " LEFT JOIN work ON work.id = link.work_id WHERE search.source = ? ORDER BY search_id"
    )
    found: dict[int, tuple[str, ...]] = {}
    for row in db.query(sql, (source,)):
        names = (row["source_id"], row["doi"] or "", row["key"] or "", *_given(row["requests"]))
        found[row["search_id"]] = (*found.get(row["search_id"], ()), *filter(None, names))
    return found


def _given(requests: str) -> tuple[str, ...]:
    """What was typed, out of a request such as `["add:10.1/x as openalex:W1"]`."""
    first = requests.removeprefix('["add:')
    return (first.rpartition(" as ")[0],) if first != requests else ()

"""What happened to one work: searches that brought it, links, decisions, codings, all with undone events."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from synth.model import Coding, Hit, Record, Work
from synth.store.fields import read_hits, read_passage, read_record


@dataclass(frozen=True, slots=True)
class Found:
    """A record in the results of a search: the request as sent, the rank, and what the strategy said."""

    search: int
    source: str
    strategy: str
    at: str
    rank: int
    status: str
    requests: tuple[str, ...]
    how: str
    reason: str
    hits: tuple[Hit, ...]
    taken_back: bool


@dataclass(frozen=True, slots=True)
class Description:
    """A record of the work: why it belongs to it, and the searches that found it."""

    id: int
    record: Record
    reasons: tuple[str, ...]
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class DecisionEvent:
    """A screening decision as it was made; `in_force` when it counts now."""

    at: str
    coder: str
    stage: str
    verdict: str
    criterion: str
    reason: str
    settles: bool
    in_force: bool


@dataclass(frozen=True, slots=True)
class CodingEvent:
    """A coding as it was made; `withdrawn_at` and `withdrawn_by` when it no longer counts."""

    coding: Coding
    withdrawn_at: str
    withdrawn_by: str


@dataclass(frozen=True, slots=True)
class History:
    """All of it, each part in the order in which it happened."""

    records: tuple[Description, ...]
    decisions: tuple[DecisionEvent, ...]
    codings: tuple[CodingEvent, ...]


FOUND = """
SELECT a.record_id, a.search_id, search.source, search.strategy, search.started_at, a.rank, a.status,
    search.requests, a.how, a.reason, a.hits, w.search_id IS NOT NULL
FROM appearance AS a JOIN search ON search.id = a.search_id
LEFT JOIN search_withdrawal AS w ON w.search_id = a.search_id
WHERE a.record_id IN (SELECT record_id FROM link WHERE work_id = ?) ORDER BY a.search_id, a.rank
"""

DECISIONS = """
SELECT d.at, d.coder, d.stage, d.verdict, d.criterion, d.reason,
    d.settles, d.seq IN (SELECT seq FROM current_decision WHERE work_id = d.work_id)
FROM decision AS d WHERE d.work_id IN (SELECT ? UNION ALL SELECT id FROM work WHERE merged_into = ?)
ORDER BY d.seq
"""

CODINGS = """
SELECT c.uid, c.codebook, c.version, c.dimension, c.code, c.direction, c.coder, c.at, passage.fields,
    coalesce(w.at, ''), coalesce(w.coder, '')
FROM passage JOIN coding AS c ON c.passage_id = passage.id LEFT JOIN withdrawal AS w ON w.uid = c.uid
WHERE passage.work_id IN (SELECT ? UNION ALL SELECT id FROM work WHERE merged_into = ?) ORDER BY c.seq
"""


def history(db: Database, work: Work) -> History:
    """What happened to a work."""
    return History(
        records=tuple(_descriptions(db, work.id)),
        decisions=tuple(map(_decision, db.conn.execute(DECISIONS, (work.id, work.id)))),
        codings=tuple(_coding(work.key, row) for row in db.conn.execute(CODINGS, (work.id, work.id))),
    )


def _decision(row: tuple[Any, ...]) -> DecisionEvent:
    at, coder, stage, verdict, criterion, reason, settles, in_force = row
    return DecisionEvent(at, coder, stage, verdict, criterion, reason, bool(settles), bool(in_force))


def _descriptions(db: Database, work: int) -> Iterator[Description]:
    found: dict[int, list[Found]] = {}
    for record, *row in db.conn.execute(FOUND, (work,)):
        found.setdefault(record, []).append(_found(row))
    sql = (
        "SELECT record.id, source, source_id, fields, reasons FROM link JOIN record ON record.id = record_id"
        " WHERE work_id = ? ORDER BY record.id"
    )
    for number, source, own, fields, reasons in db.conn.execute(sql, (work,)):
        record = read_record(source, own, "", fields)
        yield Description(number, record, tuple(json.loads(reasons)), tuple(found.get(number, ())))


def _found(row: list[Any]) -> Found:
    search, source, strategy, at, rank, status, requests, how, reason, hits, taken_back = row
    sent = tuple(json.loads(requests))
    return Found(
        search, source, strategy, at, rank, status, sent, how, reason, read_hits(hits), bool(taken_back)
    )


def _coding(key: str, row: tuple[Any, ...]) -> CodingEvent:
    uid, codebook, version, dimension, code, direction, coder, at, fields, gone_at, gone_by = row
    values: Mapping[str, Any] = {
        "uid": uid, "codebook": codebook, "version": version, "dimension": dimension, "code": code,
        "direction": direction, "coder": coder, "at": at,
    }  # fmt: skip
    return CodingEvent(Coding(passage=read_passage(key, fields), **values), gone_at, gone_by)

"""De-duplication over the store: all records and rulings in, works with the reason of each link out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from synth.dedupe.keys import key
from synth.dedupe.linking import dedupe
from synth.dedupe.links import Link, Ruling
from synth.dedupe.merge import merge
from synth.dedupe.policy import policy
from synth.documents import WORK_KEY
from synth.model import Record
from synth.store import searches, works
from synth.store.works import NewWork, Pair

_KEY = re.compile(WORK_KEY)


@dataclass(frozen=True, slots=True)
class Linked:
    """What a run of de-duplication gave: numbers of records, works, links made and pairs to ask about."""

    records: int
    works: int
    same: int
    ask: int


def link_records(db: Database, choices: Mapping[str, str] | None = None) -> Linked:
    """Make works out of all records, in one transaction; decisions and codings stay with their works.

    `choices` are those of the protocol on pairs that reviewers treat differently.
    """
    records = dict(searches.records(db))
    rulings = tuple(Ruling(a, b, same=same) for a, b, same in works.rulings(db))
    result = dedupe(records.items(), rulings=rulings, policy=policy(choices or {}))
    reasons = _reasons(result.links)
    clusters = [_cluster(ids, records, reasons) for ids in result.clusters]
    compared = [link for link in result.links if link.outcome in ("same", "ask")]
    works.replace_works(db, clusters, [_pair(link) for link in compared])
    same = sum(link.outcome == "same" for link in compared)
    return Linked(len(records), len(clusters), same, len(compared) - same)


def _reasons(links: Iterable[Link]) -> dict[int, tuple[str, ...]]:
    """For each record the words of its best link, with the other record named."""
    best: dict[int, tuple[float, tuple[str, ...]]] = {}
    for link in links:
        if link.outcome != "same":
            continue
        for one, other in ((link.a, link.b), (link.b, link.a)):
            words = (f"record {other}: {link.rule} ({link.score:.2f})", *link.reasons)
            best[one] = max(best.get(one, (-1.0, ())), (link.score, words), key=lambda pair: pair[0])
    return {record_id: words for record_id, (_, words) in best.items()}


def _cluster(
    ids: tuple[int, ...], records: Mapping[int, Record], reasons: Mapping[int, tuple[str, ...]]
) -> NewWork:
    merged, origin = merge([(record_id, records[record_id]) for record_id in ids])
    own = (records[i].source_id for i in ids)
    # a record that carries a key itself (`koning-2008`) names its work
    name = next(filter(_KEY.fullmatch, own), "") or key(merged)
    return NewWork(name, merged, origin, tuple(ids), {i: reasons[i] for i in ids if i in reasons})


def _pair(link: Link) -> Pair:
    low, high = sorted((link.a, link.b))
    return Pair(low, high, link.outcome, link.score, link.rule, link.reasons)

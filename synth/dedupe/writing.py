"""From links and clusters to what is stored: pairs with what became of them, works with their reasons."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace

from sqlite_utils import Database

from synth.dedupe.keys import key
from synth.dedupe.links import RULING, Link, Links
from synth.dedupe.merge import merge
from synth.documents import WORK_KEY
from synth.model import Record
from synth.store import searches
from synth.store.pairs import Pair
from synth.store.works import NewWork

UNDONE = "taken apart: the run that joined them was undone"
BATCH = 1000
"""Clusters of which the records are read together."""

_KEY = re.compile(WORK_KEY)


def kept_apart(links: Links, runs: Mapping[tuple[int, int], int], undone: Container[int]) -> Links:
    """The links, with those that an undone run joined as questions."""
    return {
        pair: replace(link, outcome="ask") if link.outcome == "same" and runs[pair] in undone else link
        for pair, link in links.items()
    }


def stored(
    links: Links, decided: Links, refused: Links, runs: Mapping[tuple[int, int], int]
) -> Iterator[Pair]:
    """What is stored of each pair that the rules know: what they said, and why it was not done.

    `decided` are the links after undone runs and rulings, `refused` those that would break a guard.
    """
    for pair, link in links.items():
        outcome, why = link.outcome, ""
        if link.outcome == "same" and decided[pair].outcome != "same":
            ruled = decided[pair].rule == RULING
            outcome, why = ("different", decided[pair].reasons[0]) if ruled else ("ask", UNDONE)
        elif link.outcome == "same" and pair in refused:
            outcome, why = "ask", refused[pair].reasons[-1]
        yield Pair(*pair, outcome, link.score, link.rule, link.reasons, why, runs[pair])


def works_of(
    db: Database, clusters: Sequence[tuple[int, ...]], links: Mapping[tuple[int, int], Link]
) -> Iterator[NewWork]:
    """The works that clusters of records make, read and merged batch by batch."""
    reasons = _reasons(links)
    for start in range(0, len(clusters), BATCH):
        batch = clusters[start : start + BATCH]
        records = searches.records_of(db, (number for ids in batch for number in ids))
        for ids in batch:
            yield _work(ids, records, reasons)


def _work(
    ids: tuple[int, ...], records: Mapping[int, Record], reasons: Mapping[int, tuple[str, ...]]
) -> NewWork:
    merged, origin = merge([(number, records[number]) for number in ids])
    own = (records[number].source_id for number in ids)
    # a record that carries a key itself (`koning-2008`) names its work
    name = next(filter(_KEY.fullmatch, own), "") or key(merged)
    return NewWork(name, merged, origin, ids, {i: reasons[i] for i in ids if i in reasons})


def _reasons(links: Mapping[tuple[int, int], Link]) -> dict[int, tuple[str, ...]]:
    """For each record the words of its best link, with the other record named."""
    best: dict[int, Link] = {}
    for _, link in sorted(links.items()):
        if link.outcome == "same":
            for one in (link.a, link.b):
                if one not in best or link.score > best[one].score:
                    best[one] = link
    return {
        number: (
            f"record {link.b if number == link.a else link.a}: {link.rule} ({link.score:.2f})",
            *link.reasons,
        )
        for number, link in best.items()
    }

"""Making the catalogue out of what is stored, and keeping it up with what people decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import get_args

import numpy as np
from sqlite_utils import Database

from synth.catalogue.columns import MOST_BITS, Catalogue, Column, Numbers, column
from synth.model import Decision
from synth.store import catalogue as store
from synth.store.catalogue import Row
from synth.synthesis.standing import Standing, standing
from synth.text import fold

LEFT_OUT = "left-out"
"""The standing of a work that the strategies themselves reject and nobody decided on."""

STANDINGS: tuple[str, ...] = (*get_args(Standing), LEFT_OUT)
CODED = ("coded", "uncoded")


def build(db: Database, screeners: int = 1) -> Catalogue:
    """The catalogue of the review as it is stored now; `screeners` have to decide on each work."""
    stamp = store.stamp(db)
    rows = list(store.rows(db))
    ids = np.array([row.id for row in rows], dtype=np.int64)
    return Catalogue(
        stamp=stamp,
        screeners=screeners,
        ids=ids,
        columns={
            "standing": _standings(db, ids, screeners),
            "year": column([str(row.year or "") for row in rows]),
            "language": column([row.language for row in rows]),
            "type": column([row.type for row in rows]),
            "source": _sources(db, ids),
            "coded": _coded(db, ids),
        },
        orders=_orders(rows),
    )


def brought_up(db: Database, old: Catalogue, screeners: int = 1) -> Catalogue | None:
    """The catalogue with what was decided and coded since; None when works changed and it is to be built."""
    stamp = store.stamp(db)
    if (stamp.works, screeners) != (old.stamp.works, old.screeners):
        return None
    new = old
    if stamp.decisions != old.stamp.decisions:
        ids = store.decided_since(db, old.stamp.decisions)
        new = new.with_labels(stamp, "standing", _stand(db, ids, screeners))
    if stamp.codings != old.stamp.codings:
        changed = store.coded_since(db, old.stamp.codings)
        new = new.with_labels(stamp, "coded", {one: CODED[not now] for one, now in changed.items()})
    return new


def _stand(db: Database, ids: Sequence[int], screeners: int) -> Mapping[int, str]:
    """The standing of some works now."""
    decided = _by_work(store.decisions(db, ids))
    accepted = set(store.accepted_among(db, ids))
    return {
        one: standing(decided.get(one, []), screeners=screeners)
        if one in decided or one in accepted
        else LEFT_OUT
        for one in ids
    }


def _standings(db: Database, ids: Numbers, screeners: int) -> Column:
    codes = np.full(len(ids), STANDINGS.index(LEFT_OUT), dtype=np.int64)
    codes[_places(ids, store.accepted(db))] = STANDINGS.index("awaiting-screening")
    decided = _by_work(store.decisions(db))
    places = _places(ids, decided)
    for place, number in zip(places.tolist(), ids[places].tolist(), strict=True):
        codes[place] = STANDINGS.index(standing(decided[number], screeners=screeners))
    return Column(STANDINGS, codes)


def _coded(db: Database, ids: Numbers) -> Column:
    codes = np.full(len(ids), CODED.index("uncoded"), dtype=np.int64)
    codes[_places(ids, store.coded(db))] = CODED.index("coded")
    return Column(CODED, codes)


def _sources(db: Database, ids: Numbers) -> Column:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for work, source in store.sources(db):
        found[source].append(work)
    codes = np.zeros(len(ids), dtype=np.int64)
    labels = sorted(found)
    for bit, label in enumerate(labels):
        codes[_places(ids, found[label])] |= 1 << min(bit, MOST_BITS - 1)
    return Column(tuple(labels[:MOST_BITS]), codes, several=True)


def _orders(rows: Sequence[Row]) -> dict[str, Numbers]:
    numbers = np.arange(len(rows), dtype=np.int64)
    years = np.array([row.year for row in rows], dtype=np.int64)
    titles = sorted(range(len(rows)), key=lambda i: (fold(rows[i].title), i))
    return {
        "newest": np.lexsort((numbers, -years)),
        "oldest": np.lexsort((numbers, years)),
        "title": np.array(titles, dtype=np.int64),
    }


def _places(ids: Numbers, wanted: Iterable[int]) -> Numbers:
    """Where works stand among `ids`; those that do not are left out."""
    numbers = np.unique(np.fromiter(wanted, dtype=np.int64))
    places = np.searchsorted(ids, numbers)
    inside = places < len(ids)
    places, numbers = places[inside], numbers[inside]
    there: Numbers = places[ids[places] == numbers]
    return there


def _by_work(found: Iterable[tuple[int, Decision]]) -> dict[int, list[Decision]]:
    decided: defaultdict[int, list[Decision]] = defaultdict(list)
    for home, decision in found:
        decided[home].append(decision)
    return decided

"""Making the catalogue out of what is stored, and keeping it up with what people decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import get_args

import numpy as np
from sqlite_utils import Database

from synth.catalogue.columns import MOST_BITS, Catalogue, Column, Numbers, column
from synth.model import STAGES, Decision, Stage, Verdict
from synth.store import catalogue as store
from synth.store.catalogue import Row
from synth.synthesis.standing import Standing, standing
from synth.text import fold
from synth.verdicts import CONFLICT, outcome

LEFT_OUT = "left-out"
"""The standing of a work that the strategies themselves reject and nobody decided on."""

STANDINGS: tuple[str, ...] = (*get_args(Standing), LEFT_OUT)
CODED = ("coded", "uncoded")

OUTCOMES: tuple[str, ...] = ("", *get_args(Verdict), CONFLICT)

Read = Callable[[Sequence[Decision], int], str]


def _outcome(decisions: Sequence[Decision], screeners: int, *, stage: Stage) -> str:
    return outcome(decisions, stage, screeners=screeners)


READ: Mapping[str, Read] = {
    "standing": lambda decisions, screeners: standing(decisions, screeners=screeners),
    **{stage: partial(_outcome, stage=stage) for stage in STAGES},
}
"""The columns that follow from the decisions on a work, each with how."""

LABELS = {"standing": STANDINGS, **dict.fromkeys(map(str, STAGES), OUTCOMES)}

MOST_EVENTS = 1000
"""Events that are added to a catalogue; after more of them it is built anew."""


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
            **_screened(db, ids, screeners),
            "year": column([str(row.year or "") for row in rows]),
            "language": column([row.language for row in rows]),
            "type": column([row.type for row in rows]),
            "source": _sources(db, ids),
            "coded": _coded(db, ids),
        },
        orders=_orders(rows),
    )


def brought_up(db: Database, old: Catalogue, screeners: int = 1) -> Catalogue | None:
    """The catalogue with what was decided and coded since, itself when that is nothing.

    None when it is to be built anew: works changed, or more was said since than can be added in no time.
    """
    stamp = store.stamp(db)
    if (stamp.works, screeners) != (old.stamp.works, old.screeners):
        return None
    if stamp.events - old.stamp.events > MOST_EVENTS:
        return None
    new = old
    if stamp.decisions != old.stamp.decisions:
        ids = store.decided_since(db, old.stamp.decisions)
        for name, labels in _screened_now(db, ids, screeners).items():
            new = new.with_labels(stamp, name, labels)
    if stamp.codings != old.stamp.codings:
        changed = store.coded_since(db, old.stamp.codings)
        new = new.with_labels(stamp, "coded", {one: CODED[not now] for one, now in changed.items()})
    return new


def _screened_now(db: Database, ids: Sequence[int], screeners: int) -> dict[str, dict[int, str]]:
    """The standing of some works now, and their outcome at each stage."""
    decided = _by_work(store.decisions(db, ids))
    accepted = set(store.accepted_among(db, ids))
    found = {name: {one: read(decided.get(one, ()), screeners) for one in ids} for name, read in READ.items()}
    found["standing"] |= {one: LEFT_OUT for one in ids if one not in decided and one not in accepted}
    return found


def _screened(db: Database, ids: Numbers, screeners: int) -> dict[str, Column]:
    """The columns of standing and of the outcome at each stage."""
    codes = {name: np.zeros(len(ids), dtype=np.int64) for name in READ}
    codes["standing"][:] = STANDINGS.index(LEFT_OUT)
    codes["standing"][_places(ids, store.accepted(db))] = STANDINGS.index("awaiting-screening")
    decided = _by_work(store.decisions(db))
    places = _places(ids, decided)
    for place, number in zip(places.tolist(), ids[places].tolist(), strict=True):
        for name, read in READ.items():
            codes[name][place] = LABELS[name].index(read(decided[number], screeners))
    return {name: Column(LABELS[name], codes[name]) for name in READ}


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

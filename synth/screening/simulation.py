"""What ranking and stopping would have saved, played over records that people have already judged."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from synth.screening.machine import Labels, Places
from synth.screening.ranking import Model
from synth.screening.stopping import CONFIDENCE, RULES, TARGET, Screened, enough

BATCH = 40
"""The model learns again after every decision, and once 80 are made after every 40th part of them."""
LOOKS = 200
"""How many times, evenly over the set, a stopping rule is asked."""
EARLY = 0.10


@dataclass(frozen=True, slots=True)
class Measures:
    """How well an order finds what is relevant; the two records given at the start do not count.

    `early`: recall after 10 % of the records. `wss`: work saved over sampling at 95 % recall (Cohen 2006,
    doi:10.1197/jamia.M1929). `atd`: average time to discovery, the mean place of a relevant record as a share
    of the set (Ferdinands 2023, doi:10.1186/s13643-023-02257-7). `loss`: area between the recall curve and
    the best one, 0 best and 1 worst. `ndcg`: normalized discounted cumulative gain.
    """

    early: float
    wss: float
    atd: float
    loss: float
    ndcg: float


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a rule would have said enough: the share of all records read by then and the recall reached."""

    rule: str
    read: float
    recall: float


def starts(relevant: Labels, seed: int) -> tuple[int, int]:
    """The records known at the start: a relevant and an irrelevant one, drawn by the seed."""
    chance = random.Random(seed)  # noqa: S311  # a simulation, not a secret
    return chance.choice(np.flatnonzero(relevant).tolist()), chance.choice(np.flatnonzero(~relevant).tolist())


def simulate(model: Model, relevant: Labels, seed: int, *, step: Callable[[], None] = lambda: None) -> Places:
    """All rows in the order in which they would have been read, the two known ones first.

    Needs a relevant and an irrelevant record. When all that is relevant has been read the rest follows in
    the last order. `step` is called after each learning.
    """
    order: list[int] = list(starts(relevant, seed))
    unread = np.ones(len(relevant), dtype=bool)
    unread[order] = False
    while unread.any():
        scores = model.scores(np.array(order), relevant[order])
        size = max(1, len(order) // BATCH) if relevant[unread].any() else len(relevant)
        best = np.argsort(np.where(unread, -scores, np.inf), kind="stable")[: min(size, int(unread.sum()))]
        unread[best] = False
        order.extend(best.tolist())
        step()
    return np.array(order)


def measures(relevant: Labels) -> Measures:
    """The measures of an order, given as the labels of the records in it without those known at the start."""
    size, places = len(relevant), np.flatnonzero(relevant) + 1
    count = len(places)
    gains = 1 / np.log2(places + 1)
    best = 1 / np.log2(np.arange(count) + 2)
    worst_distance = count * (size - count)
    return Measures(
        early=float((places <= size * EARLY).mean()),
        wss=float(0.95 - places[int(np.ceil(0.95 * count)) - 1] / size),
        atd=float(places.mean() / size),
        loss=float((places - np.arange(count) - 1).sum() / worst_distance) if worst_distance else 0.0,
        ndcg=float(gains.sum() / best.sum()),
    )


def stops(relevant: Labels, *, target: float = TARGET, confidence: float = CONFIDENCE) -> tuple[Stop, ...]:
    """Where each rule would first have said enough, given the labels in the order read, known ones first."""
    return tuple(_stop(rule, relevant, target, confidence) for rule in RULES)


def _stop(rule: str, relevant: Labels, target: float, confidence: float) -> Stop:
    size = len(relevant)
    for read in range(2, size, max(1, size // LOOKS)):
        screened = Screened(relevant[:read], size)
        if enough(rule, screened, target, confidence):
            return Stop(rule, read / size, screened.found / int(relevant.sum()))
    return Stop(rule, 1.0, 1.0)

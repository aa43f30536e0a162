"""Recall and precision, and what they are without a term or a set."""

from __future__ import annotations

from synth.replication.measure import Share, measure
from synth.strategy.truth import Judge
from tests.replication.made import STRATEGY, work

KNOWN = [
    work("Re-integratie en kennis"),
    work("Re-integratie, sociale zekerheid en innovatie"),
    work("Return to work and knowledge", language="en"),
    work("Re-integratie alleen"),
    work("Re-integratie en kennis", year=1990),
]
OTHERS = [work("Re-integratie en kennis van anderen"), work("Re-integratie zonder meer"), work("Vee")]
MEASURED = measure(
    Judge(STRATEGY), KNOWN, [*((one, True) for one in KNOWN), *((one, False) for one in OTHERS)]
)


def effect(name: str):
    return next(
        one
        for one in (*MEASURED.terms, *MEASURED.sets)
        if name in (one.term, one.set if not one.term else "")
    )


def test_recall_is_over_the_known_works_and_precision_over_what_is_found() -> None:
    assert MEASURED.recall == Share(3, 5)
    assert MEASURED.precision == Share(3, 4)
    assert MEASURED.recall.share == 0.6


def test_a_term_that_alone_finds_a_work_is_missed_without_it() -> None:
    assert (effect("kennis*").matches, effect("kennis*").only) == (1, 1)
    assert effect("kennis*").recall == Share(2, 5)
    assert effect("kennis*").precision == Share(2, 2)


def test_a_term_beside_another_is_not_missed() -> None:
    assert effect("sociale zekerheid").matches == 1
    assert effect("sociale zekerheid").only == 0
    assert effect("sociale zekerheid").recall == Share(3, 5)


def test_without_a_set_of_an_and_recall_rises_and_precision_falls() -> None:
    assert effect("knowledge-nl").recall == Share(4, 5)
    assert effect("knowledge-nl").precision == Share(4, 6)


def test_a_share_of_nothing_is_unknown_and_not_zero() -> None:
    empty = measure(Judge(STRATEGY), [], [])
    assert empty.recall.share is None
    assert empty.precision.share is None

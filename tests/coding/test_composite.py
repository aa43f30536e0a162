"""The self-scan of Regioplan 2012: scores and distribution as its tables B2.1 to B2.5 print them."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

import pytest

from synth.coding.codes import Dimension
from synth.coding.composite import Ratings, alpha, composite, mean_score
from synth.errors import UsageError
from synth.frameworks import codebook

SCAN = codebook("self-scan")
PRECONDITIONS, EXPERIENCED = SCAN.dimension("preconditions"), SCAN.dimension("experienced")
MET = {0: 272, 1: 208, 2: 104, 3: 42, 4: 15, 5: 3, 6: 1, 7: 0}
"""Table B2.1: how many people meet how many of the seven preconditions."""
SHARES = {0: 42.2, 1: 32.2, 2: 16.1, 3: 6.5, 4: 2.3, 5: 0.5, 6: 0.2, 7: 0.0}
PRECONDITION_SCORES = (27, 11, 10, 9, 23, 11, 7)
"""Table B2.2, percentages."""
ITEM_SCORES = (70, 74, 56, 54, 72)
"""Table B2.4, percentages."""
PRECONDITION_CORRELATIONS = (
    (1, 0.198, 0.052, 0.054, 0.052, 0.014, 0.007),
    (0.198, 1, 0.006, 0.084, 0.026, 0.024, 0.028),
    (0.052, 0.006, 1, 0.192, 0.147, 0.123, 0.06),
    (0.054, 0.084, 0.192, 1, 0.164, 0.134, 0.068),
    (0.052, 0.026, 0.147, 0.164, 1, 0.094, 0.076),
    (0.014, 0.024, 0.123, 0.134, 0.094, 1, 0.107),
    (0.007, 0.028, 0.06, 0.068, 0.076, 0.107, 1),
)
"""Table B2.3."""
ITEM_CORRELATIONS = (
    (1, 0.107, 0.269, 0.399, 0.058),
    (0.107, 1, 0.211, 0.143, 0.133),
    (0.269, 0.211, 1, 0.603, 0.203),
    (0.399, 0.143, 0.603, 1, 0.182),
    (0.058, 0.133, 0.203, 0.182, 1),
)
"""Table B2.5."""


def people(met: dict[int, int]) -> Iterator[Ratings]:
    """Raters who meet the first so many preconditions: which ones makes no difference to the score."""
    ids = [code.id for code in PRECONDITIONS.codes]
    for number, times in met.items():
        for _ in range(times):
            yield {criterion: float(place < number) for place, criterion in enumerate(ids)}


def test_the_score_of_the_preconditions_follows_from_the_published_distribution() -> None:
    score, raters = mean_score(tuple(people(MET)), PRECONDITIONS)
    assert (round(100 * score), raters) == (14, 645)
    some, raters = mean_score(tuple(people({n: t for n, t in MET.items() if n})), PRECONDITIONS)
    assert (round(100 * some), raters) == (24, 373)


def test_the_published_distribution_is_that_of_the_scores() -> None:
    scores = [composite(one, PRECONDITIONS) for one in people(MET)]
    counted = {n: sum(score is not None and round(7 * score) == n for score in scores) for n in MET}
    assert counted == MET
    for number, share in SHARES.items():
        assert round(100 * counted[number] / 645, 1) == share


@pytest.mark.parametrize(
    ("dimension", "printed", "total"),
    [(PRECONDITIONS, PRECONDITION_SCORES, 14), (EXPERIENCED, ITEM_SCORES, 65)],
)
def test_the_total_is_the_mean_of_the_items_with_equal_weight(
    dimension: Dimension, printed: tuple[int, ...], total: int
) -> None:
    average = {code.id: value / 100 for code, value in zip(dimension.codes, printed, strict=True)}
    score = composite(average, dimension)
    assert score is not None
    assert round(100 * score) == total


def test_the_alpha_of_the_preconditions_is_the_published_one() -> None:
    """They are met or not, so the printed shares give the deviations, and alpha every printed digit."""
    deviations = [sqrt(share / 100 * (1 - share / 100)) for share in PRECONDITION_SCORES]
    assert round(alpha(PRECONDITION_CORRELATIONS, deviations), 3) == 0.369


@pytest.mark.parametrize(
    ("kept", "published", "found"), [((0, 1, 2, 3, 4), 0.603, 0.600), ((0, 2, 3), 0.695, 0.688)]
)
def test_the_alpha_of_the_items_comes_as_near_as_the_report_allows(
    kept: tuple[int, ...], published: float, found: float
) -> None:
    """The report prints no deviations of these items, so only the standardised alpha can be had."""
    table = [[ITEM_CORRELATIONS[i][j] for j in kept] for i in kept]
    assert round(alpha(table), 3) == found
    assert alpha(table) == pytest.approx(published, abs=0.01)


def test_who_left_a_question_open_does_not_count() -> None:
    full = dict.fromkeys((code.id for code in EXPERIENCED.codes), 1.0)
    partial = {key: value for key, value in full.items() if key != "follows-results"}
    assert composite(partial, EXPERIENCED) is None
    assert mean_score((full, partial), EXPERIENCED) == (1.0, 1)
    with pytest.raises(UsageError, match="Nobody rated"):
        mean_score((partial,), EXPERIENCED)


def test_a_value_outside_the_scale_and_a_dimension_without_one_are_refused() -> None:
    with pytest.raises(UsageError, match=r"2 for `follows-results` lies outside.*from 0 to 1"):
        composite({"follows-results": 2}, EXPERIENCED)
    with pytest.raises(UsageError, match="has no scale"):
        composite({}, codebook("midi").dimension("factor"))
    with pytest.raises(UsageError, match="square"):
        alpha([[1.0]])

"""Composite indicators of a rating instrument: the mean of its criteria as a share of their scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import fmean

from synth.coding.codes import Dimension
from synth.errors import UsageError

Ratings = Mapping[str, float]
"""What one rater gave: criterion to a value on the scale of its dimension."""


def composite(ratings: Ratings, dimension: Dimension) -> float | None:
    """The score of one rater from 0 (lowest point everywhere) to 1 (highest); all criteria weigh the same.

    None when a criterion has no rating: a rater counts who answered everything. Raises UsageError when the
    dimension has no scale or a value lies outside it. (Regioplan 2012, annex 2.)
    """
    if not dimension.scale:
        raise UsageError(f"`{dimension.id}` has no scale.", remedy="Give it one, or score another dimension.")
    low, high = dimension.scale[0].value, dimension.scale[-1].value
    for criterion, value in ratings.items():
        if not low <= value <= high:
            message = f"{value} for `{criterion}` lies outside the scale of `{dimension.id}`."
            raise UsageError(message, remedy=f"Give a value from {low:g} to {high:g}.")
    given = [ratings.get(code.id) for code in dimension.codes]
    answered = [value for value in given if value is not None]
    if len(answered) < len(given):
        return None
    return (fmean(answered) - low) / (high - low)


def mean_score(raters: Sequence[Ratings], dimension: Dimension) -> tuple[float, int]:
    """The mean score over the raters who answered everything, and how many those are.

    Raises UsageError when there is none.
    """
    scores = [score for one in raters if (score := composite(one, dimension)) is not None]
    if not scores:
        message = f"Nobody rated every criterion of `{dimension.id}`."
        raise UsageError(message, remedy="Rate all of them, or leave the score out.")
    return fmean(scores), len(scores)


def alpha(correlations: Sequence[Sequence[float]], deviations: Sequence[float] = ()) -> float:
    """Cronbach's alpha of items from their correlations and standard deviations.

    Without deviations all count as equal: the standardised alpha, which is only near the other. For yes-or-no
    items the deviation follows from the share p that says yes: sqrt(p · (1 − p)). Source: Cronbach 1951,
    doi:10.1007/BF02310555. Raises UsageError for fewer than two items or a table that is not square.
    """
    size = len(correlations)
    spread = tuple(deviations) or (1.0,) * size
    if size < 2 or len(spread) != size or any(len(row) != size for row in correlations):
        raise UsageError(
            "Correlations come as a square table of two items or more.", remedy="Check the table."
        )
    places = range(size)
    total = sum(correlations[i][j] * spread[i] * spread[j] for i in places for j in places)
    return size / (size - 1) * (1 - sum(one * one for one in spread) / total)

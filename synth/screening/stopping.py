"""When enough has been read: rules from the literature that estimate the recall reached, with uncertainty.

A rule looks at what was read, in order, and how many records there are. It never stops by itself: it says
which recall is still in doubt. Recall is the share of all relevant records that have been found.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.float64]

TARGET = 0.95
CONFIDENCE = 0.95
ODDS = 2.5
"""How many times likelier a relevant record is shown next than an irrelevant one, where ranking works."""
SLOPES = np.concatenate([[1e-9], np.geomspace(0.2, 400, 60)])
"""Declines of the rate that are tried, over the whole set: from none to a fall by e⁻⁴⁰⁰."""


@dataclass(frozen=True, slots=True)
class Screened:
    """What was read, in order (true: relevant), out of `total` records."""

    relevant: NDArray[np.bool_]
    total: int

    @property
    def found(self) -> int:
        """How many relevant records were found."""
        return int(self.relevant.sum())


@dataclass(frozen=True, slots=True)
class Estimate:
    """Recall as a rule sees it: the likeliest value, and the lowest that the confidence leaves open."""

    rule: str
    recall: float
    low: float
    enough: bool


Possible = Callable[[Screened, int, float], bool]
"""Whether there can be so many relevant records in all, at a confidence; if not, then not more either."""


def urn(screened: Screened, relevant: int, confidence: float) -> bool:
    """Whether so many are possible when reading is drawing from an urn, relevant and irrelevant ones alike.

    For each stretch of reading that ends now: how likely would it hold so few if there were so many? Safe
    where ranking is no worse than chance, and slow where it is much better.
    Callaghan & Müller-Hansen 2020, doi:10.1186/s13643-020-01521-4.
    """
    return _chance(screened, relevant, 1.0) >= 1 - confidence


def biased_urn(screened: Screened, relevant: int, confidence: float) -> bool:
    """The same when a relevant record is two and a half times as likely to be shown as an irrelevant one.

    Wallenius' distribution, with Manly's mean (1974) and a binomial spread; trusts the ranking to the end.
    """
    return _chance(screened, relevant, ODDS) >= 1 - confidence


def curve(screened: Screened, relevant: int, confidence: float) -> bool:
    """Whether so many are possible when finding slows down exponentially.

    Relevant records come as a Poisson process whose rate falls as e⁻ᶜˣ; every decline c that the data allow
    (profile likelihood, one-sided) is extended over what is unread, and the worst is taken.
    Sneyd & Stevenson 2019, doi:10.18653/v1/D19-1351; Stevenson & Bin-Hezam 2023, doi:10.1145/3631990.
    """
    from scipy.stats import chi2, poisson

    more = relevant - screened.found
    if more <= 0 or not screened.found or len(screened.relevant) == screened.total:
        return more <= 0 or len(screened.relevant) < screened.total
    likelihood, expected = _declines(screened)
    allowed = likelihood >= likelihood.max() - chi2.ppf(max(2 * confidence - 1, 0), 1) / 2
    return bool(poisson.sf(more - 1, expected[allowed].max()) > 1 - confidence)


def guarded_curve(screened: Screened, relevant: int, confidence: float) -> bool:
    """Whether the curve or the biased urn finds so many possible.

    After few finds the curve is too sure of itself; the urn then asks for a longer stretch.
    """
    return curve(screened, relevant, confidence) or biased_urn(screened, relevant, confidence)


RULES: dict[str, Possible] = {"curve": guarded_curve, "urn": urn, "biased urn": biased_urn}
"""The rules by name; the first is the default."""


def most(rule: str, screened: Screened, confidence: float = CONFIDENCE) -> int:
    """The most relevant records there can be in all, by a rule of `RULES`."""
    possible = RULES[rule]
    low, high = screened.found, screened.found + screened.total - len(screened.relevant)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if possible(screened, middle, confidence) else (low, middle - 1)
    return low


def enough(rule: str, screened: Screened, target: float = TARGET, confidence: float = CONFIDENCE) -> bool:
    """Whether a rule excludes that recall is still below the target; when all is read, it is."""
    if len(screened.relevant) >= screened.total:
        return True
    found = screened.found
    return found > 0 and not RULES[rule](screened, int(found / target + 1e-9) + 1, confidence)


def estimate(
    rule: str, screened: Screened, target: float = TARGET, confidence: float = CONFIDENCE
) -> Estimate:
    """What a rule says now: recall at even odds, the lowest at the confidence, and whether it is enough."""
    found = screened.found
    recall, low = (found / max(most(rule, screened, sure), 1) for sure in (0.5, confidence))
    return Estimate(rule, recall, low, enough(rule, screened, target, confidence))


def _chance(screened: Screened, relevant: int, odds: float) -> float:
    """The smallest chance, over stretches ending now, of finding so few if there were `relevant` in all.

    A stretch can best begin right after a relevant record: beginning earlier adds reading and no find.
    """
    from scipy.stats import binom, hypergeom

    places = np.concatenate([[0], np.flatnonzero(screened.relevant) + 1])
    starts = places[places < len(screened.relevant)].astype(float)
    if not len(starts):
        return 1.0
    before = np.arange(len(starts))
    left, hidden = screened.total - starts, relevant - before
    drawn, found = len(screened.relevant) - starts, screened.found - before
    if odds == 1:
        return float(hypergeom.cdf(found, left, hidden, drawn).min())
    return float(binom.cdf(found, hidden, _reached(left, hidden, drawn, odds)).min())


def _reached(left: Any, hidden: Any, drawn: Any, odds: float) -> Counts:
    """The share of the hidden relevant records that a biased draw reaches (Manly's equation)."""
    low, high = np.zeros(len(left)), np.ones(len(left))
    for _ in range(40):
        middle = (low + high) / 2
        few = hidden * middle + (left - hidden) * (1 - (1 - middle) ** (1 / odds)) < drawn
        low, high = np.where(few, middle, low), np.where(few, high, middle)
    return (low + high) / 2


def _declines(screened: Screened) -> tuple[Counts, Counts]:
    """For each decline its log likelihood, and how many relevant records it expects in what is unread."""
    read, total = len(screened.relevant), screened.total
    slopes = SLOPES / total
    places, found = np.flatnonzero(screened.relevant) + 1, screened.found
    seen, rest = 1 - np.exp(-slopes * read), np.exp(-slopes * read) - np.exp(-slopes * total)
    return found * np.log(found * slopes / seen) - slopes * places.sum(), found * rest / seen

"""Agreement between people who judged the same units: coders, screeners, raters.

Written small from the published formulas; a coefficient that its formula leaves undefined (nobody varied,
nothing was judged twice) is None, never 0 or 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Literal

Level = Literal["nominal", "ordinal", "interval", "ratio"]
LEVELS: tuple[Level, ...] = ("nominal", "ordinal", "interval", "ratio")

Ratings = Mapping[str, str]
"""What was said of one unit: coder → value; a coder who said nothing is left out."""

Difference = Callable[[int, int], float]

LARGEST = 1e100
"""Numbers beyond this cannot be squared."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A bootstrap interval: percentiles of `samples` resamples, at a level of confidence such as 0.95."""

    low: float
    high: float
    confidence: float
    samples: int


@dataclass(frozen=True)
class Table:
    """Units, in any order, with what each coder said of them. Units nobody judged count nowhere."""

    units: tuple[Ratings, ...]

    @classmethod
    def of(cls, units: Iterable[Ratings]) -> Table:
        """Return the table of these units."""
        return cls(tuple(dict(unit) for unit in units if unit))

    @cached_property
    def coders(self) -> tuple[str, ...]:
        """Everyone who said something, in alphabetical order."""
        return tuple(sorted({coder for unit in self.units for coder in unit}))

    @cached_property
    def values(self) -> tuple[str, ...]:
        """Every value that was given; numbers in their order, before words in theirs."""
        return tuple(sorted({value for unit in self.units for value in unit.values()}, key=_order))

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each value in `values`."""
        return {value: place for place, value in enumerate(self.values)}

    @cached_property
    def paired(self) -> tuple[Ratings, ...]:
        """The units that two or more coders judged."""
        return tuple(unit for unit in self.units if len(unit) > 1)

    def between(self, first: str, second: str) -> Table:
        """Return the table of two coders, with the units that both judged."""
        both = (unit for unit in self.units if first in unit and second in unit)
        return Table(tuple({first: unit[first], second: unit[second]} for unit in both))


def percent(table: Table) -> float | None:
    """The share of pairs of coders who say the same, averaged over units judged twice or more; 0 to 1."""
    if not table.paired:
        return None
    return sum(_pairs_that_agree(unit) for unit in table.paired) / len(table.paired)


def cohen_kappa(table: Table) -> float | None:
    """Cohen's kappa of two coders, over units both judged (Cohen 1960, doi:10.1177/001316446002000104).

    None when there are not exactly two coders, no such units, or when chance alone would agree on all.
    """
    if len(table.coders) != 2 or not table.paired:
        return None
    first, second = table.coders
    n = len(table.paired)
    said = [Counter(unit[coder] for unit in table.paired) for coder in (first, second)]
    chance = sum(said[0][value] * said[1][value] for value in table.values) / n**2
    return _beyond(percent(table), chance)


def fleiss_kappa(table: Table) -> float | None:
    """Fleiss' kappa (Fleiss 1971, doi:10.1037/h0031619), for any number of coders.

    With missing judgements, agreement is taken over units judged twice or more and the prevalence of a value
    over all units, each unit counting once (Gwet 2014, Handbook of Inter-Rater Reliability, 4th ed., ch. 2).
    """
    return _beyond(percent(table), sum(share**2 for share in _prevalence(table).values()))


def gwet_ac1(table: Table) -> float | None:
    """Gwet's AC1 (Gwet 2008, doi:10.1348/000711006X126600): steady where one value is rare or common.

    Prevalence with missing judgements as for `fleiss_kappa`. Chance is shared out over
    the values that were given.
    """
    shares = _prevalence(table)
    if len(shares) < 2:
        return None
    chance = sum(share * (1 - share) for share in shares.values()) / (len(shares) - 1)
    return _beyond(percent(table), chance)


def krippendorff_alpha(table: Table, level: Level = "nominal") -> float | None:
    """Krippendorff's alpha (Krippendorff 2011, Computing Krippendorff's alpha-reliability).

    Values are numbers, unless the level is nominal. None when no unit was judged twice or all judgements are
    the same: without variation reliability is undefined. Raises ValueError for a word that should be a
    number, and for a negative one on a ratio scale.
    """
    margins = _margins(table)
    total = sum(margins)
    delta = _difference(table, level, margins)
    size = range(len(margins))
    expected = sum(margins[a] * margins[b] / (total - 1) * delta(a, b) for a in size for b in size if a != b)
    if not expected:
        return None
    return float(1 - sum(_disagreement(unit, table, delta) for unit in table.paired) / expected)


def alpha_interval(
    table: Table, level: Level = "nominal", *, confidence: float = 0.95, samples: int = 2000, seed: int = 1
) -> Interval | None:
    """The percentile bootstrap interval of alpha over resampled units; the same seed gives the same bytes.

    None when alpha is undefined. Resamples without variation are left out.
    """
    import numpy

    kinds = Counter(tuple(sorted(unit.items())) for unit in table.paired)
    if krippendorff_alpha(table, level) is None:
        return None
    patterns = [dict(kind) for kind in kinds]
    delta = _difference(table, level, _margins(table))
    size = range(len(table.values))
    observed = numpy.array([_disagreement(unit, table, delta) for unit in patterns])
    counts = numpy.array([[list(unit.values()).count(value) for value in table.values] for unit in patterns])
    distance = numpy.array([[0.0 if a == b else delta(a, b) for b in size] for a in size])
    weights = numpy.array(list(kinds.values()))
    drawn = numpy.random.default_rng(seed).multinomial(weights.sum(), weights / weights.sum(), size=samples)
    margins = drawn @ counts
    expected = numpy.einsum("ra,ab,rb->r", margins, distance, margins) / (margins.sum(axis=1) - 1)
    varied = expected > 0
    alphas = 1 - (drawn @ observed)[varied] / expected[varied]
    low, high = numpy.quantile(alphas, [(1 - confidence) / 2, (1 + confidence) / 2])
    return Interval(float(low), float(high), confidence, int(varied.sum()))


def _order(value: str) -> tuple[int, float, str]:
    try:
        return (0, float(value), value)
    except ValueError:
        return (1, 0.0, value)


def _pairs_that_agree(unit: Ratings) -> float:
    said, n = Counter(unit.values()), len(unit)
    return sum(count * (count - 1) for count in said.values()) / (n * (n - 1))


def _prevalence(table: Table) -> dict[str, float]:
    """The share of each value, each unit counting once however many judged it."""
    shares: Counter[str] = Counter()
    for unit in table.units:
        for value in unit.values():
            shares[value] += 1 / len(unit)  # type: ignore[assignment]  # a Counter may hold fractions
    return {value: shares[value] / len(table.units) for value in table.values}


def _beyond(agreed: float | None, chance: float) -> float | None:
    """Return agreement beyond chance, or None where chance leaves nothing to agree beyond."""
    if agreed is None or 1 - chance < 1e-12:
        return None
    return (agreed - chance) / (1 - chance)


def _margins(table: Table) -> list[int]:
    """How often each value was given, in units judged twice or more."""
    said = Counter(value for unit in table.paired for value in unit.values())
    return [said[value] for value in table.values]


def _disagreement(unit: Ratings, table: Table, delta: Difference) -> float:
    """The disagreement within a unit: its pairs of unlike values, each pair in both orders, over m - 1."""
    place, pairs = table.places, combinations(unit.values(), 2)
    return sum(2 * delta(place[a], place[b]) for a, b in pairs if a != b) / (len(unit) - 1)


def _difference(table: Table, level: Level, margins: Sequence[int]) -> Difference:
    """The squared difference of two values, by their places in `table.values`, at a level of measurement."""
    if level == "nominal":
        return lambda a, b: float(a != b)
    if level == "ordinal":
        return lambda a, b: _ordinal(margins, min(a, b), max(a, b))
    numbers = [_number(value) for value in table.values]
    if level == "interval":
        return lambda a, b: (numbers[a] - numbers[b]) ** 2
    if min(numbers, default=0) < 0:
        raise ValueError("a ratio has no numbers below 0")
    return lambda a, b: ((numbers[a] - numbers[b]) / ((numbers[a] + numbers[b]) or 1)) ** 2


def _number(value: str) -> float:
    number = float(value)
    if not abs(number) <= LARGEST:
        raise ValueError(f"{value!r} is no number to calculate with")
    return number


def _ordinal(margins: Sequence[int], low: int, high: int) -> float:
    return float((sum(margins[low : high + 1]) - (margins[low] + margins[high]) / 2) ** 2)

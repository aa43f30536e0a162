"""What several people said of the same units, set side by side: how far they agree, and where they do not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from synth.agreement import (
    Interval,
    Level,
    Ratings,
    Table,
    alpha_interval,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    percent,
)

PRESENT, ABSENT = "1", "0"
NOTHING = "nothing at all"
"""The code of a judgement that says no more than that the coder judged the unit."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One coder gave one code to one unit. An empty code is no judgement."""

    unit: str
    coder: str
    code: str


@dataclass(frozen=True, slots=True)
class Measures:
    """How far coders agree: shares and coefficients, None where undefined.

    `units` were judged by someone, `paired` of them by two or more; `used` counts how often the code was
    given (0 for measures that are not about one code). Kappa is Cohen's for two coders; with more
    see the pairs.
    """

    units: int
    paired: int
    used: int
    percent: float | None
    cohen_kappa: float | None
    fleiss_kappa: float | None
    gwet_ac1: float | None
    krippendorff_alpha: float | None
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The agreement of everyone over all codes, of each pair of coders, and code by code.

    With `several` codes on a unit, the units of `overall` are each unit with each code, present or absent;
    else they are the units, with one code each. `conflicts` are the units on which
    people differ: coder → codes. `used` leaves out the codes that nobody gave, where there can be any.
    """

    coders: tuple[str, ...]
    several: bool
    level: Level
    overall: Measures
    pairs: Mapping[tuple[str, str], Measures]
    codes: Mapping[str, Measures]
    conflicts: Mapping[str, Mapping[str, tuple[str, ...]]]
    used: Measures | None = None


Ticks = Mapping[str, Mapping[str, Ratings]]
"""Of each code, the units it was judged on, with who gave it there (`PRESENT`) and who did not (`ABSENT`)."""

Said = dict[str, dict[str, set[str]]]


def compare(judgements: Iterable[Judgement], *, level: Level = "nominal", seed: int = 1) -> Comparison:
    """Return how far people agree. The same judgement twice counts once; `seed` is that of the bootstrap.

    Raises ValueError for a level other than nominal when codes are no numbers, or a unit has several.
    """
    said = _said(judgements)
    several = any(len(codes) != 1 for unit in said.values() for codes in unit.values())
    if several and level != "nominal":
        raise ValueError(f"With several codes on a unit there is no {level} scale.")
    binary = {code: _presence(said, code) for code in _codes(said)}
    table = _together(binary.values()) if several else _single(said)
    return Comparison(
        coders=table.coders,
        several=several,
        level=level,
        overall=_measures(table, level, interval=alpha_interval(table, level, seed=seed)),
        pairs={pair: _measures(table.between(*pair), level) for pair in combinations(table.coders, 2)},
        codes={code: _measures(one, "nominal", used=_used(one)) for code, one in binary.items()},
        conflicts={unit: _sorted(codes) for unit, codes in said.items() if _differ(codes)},
    )


def paired(judgements: Iterable[Judgement]) -> Measures:
    """How far people agree, as `overall` of `compare`, from the units alone that two or more judged.

    Where few of many units were, it takes a fraction of time and memory. What counts single judgements too
    (`units`, Fleiss' kappa, Gwet's AC1, the interval) is left out.
    """
    said = _said(judgements)
    people = {coder for unit in said.values() for coder in unit}
    several = any(len(codes) != 1 for unit in said.values() for codes in unit.values())
    codes = _codes(said) if several else []
    shared = {name: unit for name, unit in said.items() if len(unit) > 1}
    table = _together(_presence(shared, code) for code in codes) if several else _single(shared)
    return Measures(
        units=0,
        paired=len(table.paired),
        used=0,
        percent=percent(table),
        cohen_kappa=cohen_kappa(table) if len(people) == 2 else None,
        fleiss_kappa=None,
        gwet_ac1=None,
        krippendorff_alpha=krippendorff_alpha(table),
        interval=None,
    )


def compare_ticks(ticks: Ticks, *, seed: int = 1) -> Comparison:
    """Return how far people agree on codes that were ticked or not, each on units of its own.

    A code that nobody ticked counts in `overall` alone: there all agree that it is absent.
    """
    tables = {code: Table.of(units.values()) for code, units in ticks.items()}
    given = {code: table for code, table in tables.items() if _used(table)}
    whole = _together(tables.values())
    return Comparison(
        coders=whole.coders,
        several=True,
        level="nominal",
        overall=_measures(whole, "nominal", interval=alpha_interval(whole, seed=seed)),
        pairs={pair: _measures(whole.between(*pair), "nominal") for pair in combinations(whole.coders, 2)},
        codes={code: _measures(one, "nominal", used=_used(one)) for code, one in given.items()},
        conflicts=_ticked_apart(ticks),
        used=_measures(_together(given.values()), "nominal"),
    )


def _ticked_apart(ticks: Ticks) -> dict[str, dict[str, tuple[str, ...]]]:
    """The units on which people ticked other codes: coder → the codes that not everyone gave there."""
    apart: dict[str, dict[str, tuple[str, ...]]] = {}
    for code, units in ticks.items():
        for unit, said in units.items():
            if len(set(said.values())) > 1:
                there = apart.setdefault(unit, {})
                for coder, value in sorted(said.items()):
                    there[coder] = (*there.get(coder, ()), *((code,) if value == PRESENT else ()))
    return apart


def _said(judgements: Iterable[Judgement]) -> Said:
    said: Said = defaultdict(lambda: defaultdict(set))
    for one in judgements:
        if one.code:
            said[one.unit][one.coder].update({one.code} - {NOTHING})
    return {unit: dict(coders) for unit, coders in said.items()}


def _codes(said: Said) -> list[str]:
    return sorted({code for unit in said.values() for codes in unit.values() for code in codes})


def _single(said: Said) -> Table:
    return Table.of({coder: next(iter(codes)) for coder, codes in unit.items()} for unit in said.values())


def _presence(said: Said, code: str) -> Table:
    """Whether each coder who judged a unit gave it the code."""
    return Table.of(
        {coder: PRESENT if code in codes else ABSENT for coder, codes in unit.items()}
        for unit in said.values()
    )


def _together(tables: Iterable[Table]) -> Table:
    return Table(tuple(unit for table in tables for unit in table.units))


def _used(table: Table) -> int:
    return sum(value == PRESENT for unit in table.units for value in unit.values())


def _measures(table: Table, level: Level, *, used: int = 0, interval: Interval | None = None) -> Measures:
    return Measures(
        units=len(table.units),
        paired=len(table.paired),
        used=used,
        percent=percent(table),
        cohen_kappa=cohen_kappa(table),
        fleiss_kappa=fleiss_kappa(table),
        gwet_ac1=gwet_ac1(table),
        krippendorff_alpha=krippendorff_alpha(table, level),
        interval=interval,
    )


def _differ(codes: Mapping[str, set[str]]) -> bool:
    return len({frozenset(one) for one in codes.values()}) > 1


def _sorted(codes: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    return {coder: tuple(sorted(given)) for coder, given in sorted(codes.items())}

"""The parameters of the gap rules, as the protocol writes them under `gaps:`; a table says what fits each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from math import inf

from synth.errors import UsageError


@dataclass(frozen=True, slots=True)
class GapParameters:
    """Thresholds of the gap rules; counts are independent studies, shares lie between 0 and 1.

    `thin`: a cell with 1 to this many studies is thin. `margin` and `expected`: an empty cell is a void only
    if its row and its column each hold at least `margin` studies and chance would put at least `expected` of
    them in the cell. `each_side` and `minority`: a factor is contradictory when this many studies stand on
    each side and the smaller side is at least this share. `phase_share`, `perspective_share` and
    `context_share`: share of coded studies that must carry the dimension before an absence is judged.
    `setting`: pairs of a context dimension and a code that the question is about, for the relevance of a
    finding. `crosses`: further pairs of dimensions whose empty cells are voids. `low_designs` and
    `effect_designs`: families of design that cannot carry a conclusion, and that can show an effect.
    `outdated`: years after which the newest study is old; `as_of`: the year to count from, 0 for that of the
    last search; `turning_point`: a year in which law or policy changed, 0 for none. `one_sided`: studies
    that must all share a country, sector or design. `known`: studies that must agree that something helps
    before not applying it is a gap. `stated`: studies whose authors must ask for it. `central`: codes that
    matter most to the question. `shown`: gaps that are shown first. `impossible`: pairs of codes that cannot
    meet and are never a gap. Defaults follow the literature named in docs/gaps.md.
    """

    thin: int = 2
    margin: int = 5
    expected: float = 1.0
    each_side: int = 2
    minority: float = 0.25
    phase_share: float = 0.6
    perspective_share: float = 0.5
    context_share: float = 0.5
    setting: tuple[tuple[str, ...], ...] = ()
    crosses: tuple[tuple[str, ...], ...] = ()
    low_designs: tuple[str, ...] = ("non-empirical",)
    effect_designs: tuple[str, ...] = ("randomised", "non-randomised")
    outdated: int = 10
    as_of: int = 0
    turning_point: int = 0
    one_sided: int = 3
    known: int = 2
    stated: int = 1
    central: tuple[str, ...] = ()
    shown: int = 20
    impossible: tuple[tuple[str, ...], ...] = ()

    @classmethod
    def read(cls, values: Mapping[str, object]) -> GapParameters:
        """Parameters from the protocol's `gaps:` mapping; UsageError names an unknown or unusable one."""
        known = [one.name for one in fields(cls)]
        for name in values:
            if name not in known:
                raise UsageError(
                    f"review.yaml, gaps: {name!r} is not a parameter.",
                    remedy=f"Use one of {', '.join(known)}.",
                )
        return cls(**{name: _value(name, value) for name, value in values.items()})  # type: ignore[arg-type]


_COUNTS = {
    "thin": 0,
    "margin": 1,
    "each_side": 1,
    "outdated": 1,
    "as_of": 0,
    "turning_point": 0,
    "one_sided": 2,
    "known": 1,
    "stated": 1,
    "shown": 1,
}
"""The least that each count may be."""

_PAIRS = {
    "impossible": ("pairs of codes", "[[organisation, adoption]]"),
    "setting": ("pairs of a dimension and a code", "[[country, nl]]"),
    "crosses": ("pairs of dimensions", "[[determinant, level]]"),
}
_LISTS = ("low_designs", "effect_designs", "central")


def _value(name: str, value: object) -> object:
    if name in _PAIRS:
        return _pairs(name, value)
    if name in _LISTS:
        return _list(name, value)
    return _number(name, value)


def _pairs(name: str, value: object) -> tuple[tuple[str, ...], ...]:
    pairs = [tuple(str(code) for code in pair) for pair in value] if isinstance(value, list | tuple) else [()]
    if any(len(pair) != 2 for pair in pairs):
        what, example = _PAIRS[name]
        raise UsageError(
            f"review.yaml, gaps: {name} must be a list of {what}.", remedy=f"Write it as {example}."
        )
    return tuple(pairs)


def _list(name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
        raise UsageError(
            f"review.yaml, gaps: {name} must be a list of codes.", remedy="Write it as [non-empirical]."
        )
    return tuple(value)


def _number(name: str, value: object) -> int | float:
    """The value of a parameter that is a number; UsageError when it is none or makes no sense."""
    number = None if isinstance(value, bool) or not isinstance(value, int | float) else value
    if name in _COUNTS:
        wanted = f"a whole number of at least {_COUNTS[name]}"
        fits = isinstance(number, int) and number >= _COUNTS[name]
    elif name == "expected":
        wanted, fits = "a number of at least 0", number is not None and 0 <= number < inf
    else:
        wanted, fits = "a share between 0 and 1", number is not None and 0 <= number <= 1
    if number is None or not fits:
        raise UsageError(
            f"review.yaml, gaps: {name} is {value!r}.", remedy=f"Write {wanted}, or leave it out."
        )
    return number

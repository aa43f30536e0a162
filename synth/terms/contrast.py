"""What stands in the known works more than in the others: counts of works, and how sure the difference is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log, sqrt

FEWEST = 2
"""Known works that must have a run of words."""

SURE = 1.645
"""Standard errors by which the log odds must exceed those of the other works (95 %, one-sided)."""

ENOUGH = 20
"""Known works, and others, from which chance can be told from more; with fewer, any more is shown."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A run of words: the places of known and other works that have it, and the z of the difference."""

    text: str
    known: frozenset[int]
    others: frozenset[int]
    z: float


def contrasted(known: Sequence[frozenset[str]], others: Sequence[frozenset[str]]) -> list[Counted]:
    """Return the runs that stand in the known works more than in the others, the surest first.

    The measure is the log odds ratio over its standard error, half a work added to each count (Haldane 1955;
    Monroe, Colaresi and Quinn 2008); with few works it only orders. Without other works the runs are ordered
    by how many known works have them, and nothing says that they are particular.
    """
    places = _places(known)
    wanted = {text for text, where in places.items() if len(where) >= FEWEST}
    elsewhere = _places(one & wanted for one in others)
    found = [
        Counted(
            text,
            places[text],
            where := elsewhere.get(text, frozenset()),
            _z(places[text], where, known, others),
        )
        for text in wanted
    ]
    least = SURE if min(len(known), len(others)) >= ENOUGH else 0.0
    kept = [one for one in found if one.z > least or not others]
    return sorted(_longest(kept), key=lambda one: (-one.z, -len(one.known), one.text))


def _places(works: Iterable[frozenset[str]]) -> dict[str, frozenset[int]]:
    places: dict[str, set[int]] = {}
    for place, texts in enumerate(works):
        for text in texts:
            places.setdefault(text, set()).add(place)
    return {text: frozenset(where) for text, where in places.items()}


def _z(
    there: frozenset[int], elsewhere: frozenset[int], known: Sequence[object], others: Sequence[object]
) -> float:
    if not others:
        return len(there) / max(len(known), 1)
    cells = [
        count + 0.5
        for count in (len(there), len(known) - len(there), len(elsewhere), len(others) - len(elsewhere))
    ]
    a, b, c, d = cells
    return (log(a / b) - log(c / d)) / sqrt(sum(1 / cell for cell in cells))


def _longest(found: list[Counted]) -> list[Counted]:
    """Leave out a run that stands only inside a longer one: in the same known and other works."""
    inside: Counter[tuple[str, frozenset[int], frozenset[int]]] = Counter()
    for one in found:
        words = one.text.split()
        for start in range(len(words)):
            for end in range(start + 1, len(words) + 1):
                if end - start < len(words):
                    inside[" ".join(words[start:end]), one.known, one.others] += 1
    return [one for one in found if not inside[one.text, one.known, one.others]]

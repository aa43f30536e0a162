"""Terms that go together: those that stand in the same known works, or in each other's place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from synth.terms.contrast import Counted

ALIKE = 0.5
"""Share of the known works of two terms that they have in common, to be in one group (Jaccard 1901)."""

MOST = 200
"""Terms that are grouped; the others, less particular, are left out."""


def grouped(counted: Sequence[Counted]) -> Iterator[tuple[str, Counted]]:
    """Yield every term with the name of its group, in the order of the terms.

    A term joins the first group whose first term it is alike to; so the surest terms lead the groups.
    """
    leaders: list[Counted] = []
    for one in counted[:MOST]:
        place = next((i for i, leader in enumerate(leaders) if _alike(one, leader)), len(leaders))
        if place == len(leaders):
            leaders.append(one)
        yield f"group-{place + 1}", one


def _alike(a: Counted, b: Counted) -> bool:
    return len(a.known & b.known) >= ALIKE * len(a.known | b.known)

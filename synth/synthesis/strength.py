"""How strong the studies behind a finding are: by the designs that were coded, and as they were appraised."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from synth.synthesis.evidence import Evidence
from synth.synthesis.facets import DESIGNS

UNCONTROLLED = frozenset({"sms-1", "sms-2"})
"""The levels of the Maryland scale without a comparison group: they cannot show an effect."""


@dataclass(frozen=True, slots=True)
class Strength:
    """Studies by what is known of how they were done, each in sorted order.

    `designed` have a known family of design, `weak` only families that cannot carry a conclusion,
    `uncontrolled` only levels without a comparison group. `appraised` were appraised, `heavy` with serious
    limits and `light` with some. `recognised` speak of a rated intervention, `founded` of a weak one.
    `instruments` are the dimensions they were rated on.
    """

    designed: tuple[str, ...]
    weak: tuple[str, ...]
    uncontrolled: tuple[str, ...]
    appraised: tuple[str, ...]
    heavy: tuple[str, ...]
    light: tuple[str, ...]
    recognised: tuple[str, ...]
    founded: tuple[str, ...]
    instruments: tuple[str, ...]

    @property
    def known(self) -> frozenset[str]:
        """The studies of which a design or an appraisal is known."""
        return frozenset((*self.designed, *self.appraised))

    @property
    def all_serious(self) -> bool:
        """Whether all of those are weak by design or have serious limits."""
        return bool(self.known) and self.known <= {*self.weak, *self.heavy}

    @property
    def any_rated(self) -> bool:
        """Whether anybody rated one of them."""
        return bool(self.appraised or self.recognised or self.uncontrolled)

    @property
    def concerned(self) -> tuple[str, ...]:
        """The studies that give any concern."""
        return tuple(sorted({*self.weak, *self.heavy, *self.light, *self.founded, *self.uncontrolled}))

    @property
    def rated(self) -> Mapping[str, tuple[str, ...]]:
        """The studies by what ratings say of them, for those who look them up."""
        return {
            "appraised": self.appraised,
            "serious": self.heavy,
            "some": self.light,
            "interventions": self.recognised,
            "weakly_founded": self.founded,
            "uncontrolled": self.uncontrolled,
        }


def strength(evidence: Evidence, studies: Sequence[str], low_designs: Collection[str]) -> Strength:
    """What is known of how these studies were done."""
    families, levels = (evidence.profile.get(name, {}) for name in (DESIGNS[0], DESIGNS[2]))
    appraised, recognised = evidence.limits("study"), evidence.limits("intervention")
    low = set(low_designs)

    def those(known: Mapping[str, object], *wanted: str) -> tuple[str, ...]:
        return tuple(one for one in studies if one in known and (not wanted or known[one] in wanted))

    return Strength(
        designed=those(families),
        weak=tuple(one for one in those(families) if families[one] <= low),
        uncontrolled=tuple(one for one in those(levels) if levels[one] <= UNCONTROLLED),
        appraised=those(appraised),
        heavy=those(appraised, "serious"),
        light=those(appraised, "some"),
        recognised=those(recognised),
        founded=those(recognised, "some"),
        instruments=evidence.instruments(studies),
    )

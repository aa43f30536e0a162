"""How strong the studies behind a finding are: by the designs that were coded, and as they were appraised."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from synth.synthesis.evidence import Evidence
from synth.synthesis.facets import DESIGNS
from synth.synthesis.numbered import Studies

UNCONTROLLED = frozenset({"sms-1", "sms-2"})
"""The levels of the Maryland scale without a comparison group: they cannot show an effect."""


@dataclass(frozen=True, slots=True)
class Strength:
    """Studies by what is known of how they were done.

    `designed` have a known family of design, `weak` only families that cannot carry a conclusion,
    `uncontrolled` only levels without a comparison group. `appraised` were appraised, `heavy` with serious
    limits and `light` with some. `recognised` speak of a rated intervention, `founded` of a weak one.
    `instruments` are the dimensions they were rated on.
    """

    designed: Studies
    weak: Studies
    uncontrolled: Studies
    appraised: Studies
    heavy: Studies
    light: Studies
    recognised: Studies
    founded: Studies
    instruments: tuple[str, ...]

    @property
    def known(self) -> Studies:
        """The studies of which a design or an appraisal is known."""
        return self.designed | self.appraised

    @property
    def all_serious(self) -> bool:
        """Whether all of those are weak by design or have serious limits."""
        return bool(self.known) and not self.known - self.weak - self.heavy

    @property
    def any_rated(self) -> bool:
        """Whether anybody rated one of them."""
        return bool(self.appraised or self.recognised or self.uncontrolled)

    @property
    def concerned(self) -> Studies:
        """The studies that give any concern."""
        return self.weak.union(self.heavy, self.light, self.founded, self.uncontrolled)

    @property
    def rated(self) -> Mapping[str, Studies]:
        """The studies by what ratings say of them, for those who look them up."""
        return {
            "appraised": self.appraised,
            "serious": self.heavy,
            "some": self.light,
            "interventions": self.recognised,
            "weakly_founded": self.founded,
            "uncontrolled": self.uncontrolled,
        }


def strength(evidence: Evidence, studies: Studies, low_designs: Collection[str]) -> Strength:
    """What is known of how these studies were done."""
    appraised, recognised = evidence.limits("study"), evidence.limits("intervention")
    return Strength(
        designed=studies & evidence.in_context(DESIGNS[0]),
        weak=studies & _with_only(evidence, DESIGNS[0], low_designs),
        uncontrolled=studies & _with_only(evidence, DESIGNS[2], UNCONTROLLED),
        appraised=studies & Studies().union(*appraised.values()),
        heavy=studies & appraised["serious"],
        light=studies & appraised["some"],
        recognised=studies & Studies().union(*recognised.values()),
        founded=studies & recognised["some"],
        instruments=evidence.instruments(studies),
    )


def _with_only(evidence: Evidence, dimension: str, codes: Collection[str]) -> Studies:
    """The studies that carry codes of a dimension, and none but these."""
    others = [code for code in evidence.profile.get(dimension, {}) if code not in codes]
    return evidence.in_context(dimension) - evidence.in_context(dimension, others)

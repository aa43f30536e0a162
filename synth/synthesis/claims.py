"""What studies claim about a factor, once it is known whether the thing itself was there or missing.

A passage that says that a thing helps and one that says that its lack hinders agree: both say that one is
better off with it. The direction alone does not tell them from a passage in which the thing itself hinders;
the dimension `presence` of the codebook (`present`, `absent`) does.
"""

from __future__ import annotations

from dataclasses import dataclass

from synth.synthesis.evidence import NOTHING, Evidence, Ids
from synth.synthesis.facets import PRESENCE
from synth.synthesis.numbered import Studies, Works


@dataclass(frozen=True, slots=True)
class Sides:
    """Studies by what they say: only helping, only hindering, or both."""

    success: Studies
    failure: Studies
    both: Studies

    def listed(self) -> dict[str, Studies]:
        """The sides by name."""
        return {"success": self.success, "failure": self.failure, "both": self.both}

    @property
    def minority(self) -> float:
        """The share of one-sided studies on the smaller side, 0 to 0.5."""
        n = len(self.success) + len(self.failure)
        return min(len(self.success), len(self.failure)) / n if n else 0.0


@dataclass(frozen=True, slots=True)
class Claim:
    """Studies and works for a factor (having it helps, or its lack hinders), against it, or both.

    `unclear` are the studies against it of which no passage says whether the thing was there or missing:
    they may be for it. `present` and `absent` are the works that say which of the two.
    """

    sides: Sides
    works_for: Works
    works_against: Works
    unclear: Studies
    present: Works
    absent: Works

    @property
    def agreed_by_lack(self) -> bool:
        """Whether some say that it helps and others that its lack hinders, and nobody the opposite."""
        return bool(self.absent) and bool(self.sides.success) and not self.sides.failure


def sides(evidence: Evidence, helping: Ids, hindering: Ids, mixed: Ids) -> Sides:
    """Sort studies by what their passages say."""
    one, other = evidence.support(helping).studies, evidence.support(hindering).studies
    both = evidence.support(mixed).studies | (one & other)
    return Sides(one - both, other - both, both)


def claim(evidence: Evidence, factor: str) -> Claim:
    """What the studies claim about a factor."""
    success, failure, mixed = (
        evidence.directed.get(("factor", factor, direction), NOTHING)
        for direction in ("success", "failure", "mixed")
    )
    present, absent = (evidence.passages(PRESENCE, code) for code in ("present", "absent"))
    for_it = (success - absent) | (failure & absent)
    against = (failure - absent) | (success & absent)
    unclear = evidence.support(failure - absent - present).studies
    clear = evidence.support((failure & present) | (success & absent)).studies
    found = sides(evidence, for_it, against, mixed)
    about = success | failure | mixed
    return Claim(
        sides=found,
        works_for=evidence.works_of(for_it),
        works_against=evidence.works_of(against),
        unclear=found.failure & (unclear - clear) if present or absent else Studies(),
        present=evidence.works_of(about & present),
        absent=evidence.works_of(about & absent),
    )

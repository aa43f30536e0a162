"""How much a finding rests on: a plain, visible scheme. It is not GRADE, and rates no study quality.

The number of independent studies sets the level; disagreement and indirectness lower it by one each.
Thresholds and the reading of publication types are tables here and are explained in docs/synthesis.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from synth.synthesis.evidence import Evidence, Ids, Support
from synth.synthesis.state import Text
from synth.synthesis.wording import Words

Directness = Literal["primary", "report", "interview", "other"]
LEVELS = ("very-limited", "limited", "moderate", "substantial")
FROM_STUDIES = ((5, 3), (3, 2), (2, 1), (0, 0))
"""At least this many independent studies gives this place in LEVELS."""

DIVIDED = 0.25
"""From this share of studies on the smaller side, the studies are divided."""

DIRECTNESS: Mapping[str, Directness] = {
    "article-journal": "primary",
    "book": "primary",
    "chapter": "primary",
    "paper-conference": "primary",
    "thesis": "primary",
    "report": "report",
    "interview": "interview",
}
"""What a CSL type says of how near a work is to the research itself; every other type is `other`."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Studies by what they say: only helping, only hindering, or both."""

    success: tuple[str, ...]
    failure: tuple[str, ...]
    both: tuple[str, ...]

    @property
    def minority(self) -> float:
        """The share of one-sided studies on the smaller side, 0 to 0.5."""
        n = len(self.success) + len(self.failure)
        return min(len(self.success), len(self.failure)) / n if n else 0.0


@dataclass(frozen=True, slots=True)
class Confidence:
    """A level with the components it was computed from."""

    level: str
    studies: int
    minority: float
    divided: bool
    directness: dict[Directness, int]
    indirect: bool


def sides(evidence: Evidence, success: Ids, failure: Ids, mixed: Ids) -> Sides:
    """Sort the studies of a factor by what their passages say."""
    helping = set(evidence.support(success).studies)
    hindering = set(evidence.support(failure).studies)
    both = set(evidence.support(mixed).studies) | (helping & hindering)
    return Sides(*(tuple(sorted(one)) for one in (helping - both, hindering - both, both)))


def confidence(evidence: Evidence, support: Support, sides: Sides) -> Confidence:
    """The level that follows from studies, consistency and directness."""
    kinds: dict[Directness, int] = {"primary": 0, "report": 0, "interview": 0, "other": 0}
    for kind in best_kinds(evidence, support.works):
        kinds[kind] += 1
    start = next(place for least, place in FROM_STUDIES if support.n_studies >= least)
    divided, indirect = sides.minority >= DIVIDED, not kinds["primary"]
    level = LEVELS[max(start - divided - indirect, 0)]
    return Confidence(level, support.n_studies, round(sides.minority, 3), divided, kinds, indirect)


def best_kinds(evidence: Evidence, works: Sequence[str]) -> list[Directness]:
    """One kind per study: that of its most direct work."""
    order: tuple[Directness, ...] = ("primary", "report", "interview", "other")
    best: dict[str, Directness] = {}
    for key in works:
        study, kind = evidence.studies[key], DIRECTNESS.get(evidence.works[key].record.type, "other")
        best[study] = min(best.get(study, "other"), kind, key=order.index)
    return [best[study] for study in sorted(best)]


def reasons(confidence: Confidence, words: Words) -> list[str]:
    """The stated reasons, one sentence per component."""
    kinds = [words.plural(f"kind.{kind}", n) for kind, n in confidence.directness.items() if n]
    consistency = "unknown" if confidence.studies == 1 else "divided" if confidence.divided else "agree"
    said = [
        words.plural("confidence.studies", confidence.studies),
        words.say(f"confidence.consistency.{consistency}"),
        words.say("confidence.directness", kinds=words.listing(kinds)),
    ]
    return said + ([words.say("confidence.indirect")] if confidence.indirect else [])


def document(confidence: Confidence, words: Sequence[Words]) -> dict[str, object]:
    """The confidence as it stands in the synthesis."""
    label: Text = {one.language: one.say(f"confidence.level.{confidence.level}") for one in words}
    return {
        "level": confidence.level,
        "label": label,
        "components": {
            "studies": confidence.studies,
            "minority": confidence.minority,
            "divided": confidence.divided,
            "directness": dict(confidence.directness),
            "indirect": confidence.indirect,
        },
        "reasons": {one.language: reasons(confidence, one) for one in words},
    }

"""Contradictions as findings of their own, with the contexts in which the two sides differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from synth.synthesis.claims import Sides
from synth.synthesis.evidence import Evidence
from synth.synthesis.facets import CONTEXTS, VIEWS
from synth.synthesis.findings import Finding
from synth.synthesis.matrix import Json
from synth.synthesis.numbered import Studies
from synth.synthesis.state import CodebookView
from synth.synthesis.wording import Words, bilingual

MODERATORS = ("phase", *VIEWS, *CONTEXTS)
"""The dimensions that may explain why studies disagree."""


@dataclass(frozen=True, slots=True)
class Moderator:
    """A dimension in which the sides can be told apart: code to the studies on each side.

    It separates when both sides carry it and share no code of it.
    """

    dimension: str
    success: dict[str, Studies]
    failure: dict[str, Studies]

    @property
    def separates(self) -> bool:
        """Whether the two sides share no code."""
        return bool(self.success) and bool(self.failure) and not set(self.success) & set(self.failure)


def moderators(evidence: Evidence, codebook: CodebookView, finding: Finding) -> tuple[Moderator, ...]:
    """The dimensions coded on the passages of a finding, with the studies of each side per code."""
    return tuple(_moderators(evidence, codebook, finding))


def _moderators(evidence: Evidence, codebook: CodebookView, finding: Finding) -> Iterator[Moderator]:
    ids = evidence.passages("factor", finding.factor)
    sides = finding.claim.sides
    for dimension in MODERATORS:
        found: dict[str, Studies] = {}
        for code in codebook.codes(dimension):
            if both := ids & evidence.passages(dimension, code.id):
                found[code.id] = evidence.support(both).studies
        if found:
            success, failure = (_on_side(found, side) for side in (sides.success, sides.failure))
            yield Moderator(dimension, success, failure)


def _on_side(found: dict[str, Studies], side: Studies) -> dict[str, Studies]:
    return {code: chosen for code, studies in found.items() if (chosen := studies & side)}


def contradictions(evidence: Evidence, codebook: CodebookView, found: Sequence[Finding]) -> list[Json]:
    """One entry per contradictory finding, as it stands in the synthesis."""
    return [_contradiction(evidence, codebook, one) for one in found if one.contradictory]


def _contradiction(evidence: Evidence, codebook: CodebookView, finding: Finding) -> Json:
    apart = moderators(evidence, codebook, finding)
    return {
        "id": f"C-{finding.factor}",
        "finding": finding.id,
        "factor": finding.factor,
        "determinant": finding.determinant,
        "statement": bilingual(
            codebook, lambda words: _statement(finding.claim.sides, finding.factor, words)
        ),
        "explanation": bilingual(codebook, lambda words: explanation(apart, words)),
        "studies_for": list(finding.claim.sides.success),
        "studies_against": list(finding.claim.sides.failure),
        "studies_both": list(finding.claim.sides.both),
        "unclear": list(finding.claim.unclear),
        "works_for": list(finding.claim.works_for),
        "works_against": list(finding.claim.works_against),
        "works": list(finding.support.works),
        "passages": list(finding.support.names),
        "contexts": [
            {
                "dimension": one.dimension,
                "separates": one.separates,
                "for": {code: list(studies) for code, studies in one.success.items()},
                "against": {code: list(studies) for code, studies in one.failure.items()},
            }
            for one in apart
        ],
        "explained_by": [one.dimension for one in apart if one.separates],
    }


def _statement(sides: Sides, factor: str, words: Words) -> str:
    numbers = {
        "success": words.plural("studies", len(sides.success)),
        "failure": words.plural("studies", len(sides.failure)),
    }
    both = words.plural("contradiction.both", len(sides.both))
    return words.say("contradiction.statement", code=words.name("factor", factor), both=both, **numbers)


def explanation(apart: Sequence[Moderator], words: Words) -> str:
    """In what the two sides differ, or that nothing coded tells them apart."""
    parts = [
        words.say(
            "contradiction.part",
            dimension=words.dimension(one.dimension),
            success=words.listing([words.name(one.dimension, code) for code in one.success]),
            failure=words.listing([words.name(one.dimension, code) for code in one.failure]),
        )
        for one in apart
        if one.separates
    ]
    return (
        words.say("contradiction.explained", parts="; ".join(parts))
        if parts
        else words.say("contradiction.unexplained")
    )

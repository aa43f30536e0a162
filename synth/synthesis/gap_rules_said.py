"""Rules about what studies say: that they contradict each other, are not used, or ask for research."""

from __future__ import annotations

from collections.abc import Iterator

from synth.synthesis.facets import APPLICATION
from synth.synthesis.gap_scene import Draft, Scene

ASKED_ABOUT = ("factor", "issue", "theme", "determinant")
"""What a call for research is about: the first of these that its passage carries."""


def contradictory(scene: Scene) -> Iterator[Draft]:
    """A factor that helps according to some studies and hinders according to others."""
    for finding in scene.findings:
        if finding.contradictory:
            yield Draft(
                "contradictory",
                (("factor", finding.factor),),
                finding.support,
                scene.support(scene.ids("determinant", finding.determinant)),
                thresholds=("each_side", "minority"),
            )


def unused_evidence(scene: Scene) -> Iterator[Draft]:
    """A factor that studies agree helps, while others say that it is not applied in practice."""
    unused, used = (scene.ids(APPLICATION, code) for code in ("not-applied", "applied"))
    for finding in scene.findings:
        about = scene.ids("factor", finding.factor)
        left = scene.support(about & unused)
        enough = len(finding.claim.sides.success) >= scene.parameters.known
        more = left.n_studies > scene.support(about & used).n_studies
        if enough and more and not finding.contradictory:
            helping = about & scene.evidence.in_works(finding.claim.works_for)
            yield Draft("unused", (("factor", finding.factor),), left, scene.support(helping), ("known",))


def stated(scene: Scene) -> Iterator[Draft]:
    """A subject that authors themselves say is not known, or ask research about."""
    left = scene.asked
    for dimension in ASKED_ABOUT:
        kind = "stated" if dimension == "factor" else "stated-row"
        for code in scene.codebook.codes(dimension):
            support = scene.support(left & scene.ids(dimension, code.id))
            if support.n_studies >= scene.parameters.stated:
                around = scene.support(scene.ids(dimension, code.id))
                yield Draft(kind, ((dimension, code.id),), support, around, ("stated",))
        left -= scene.evidence.of_dimension(dimension)

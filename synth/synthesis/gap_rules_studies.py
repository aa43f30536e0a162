"""Rules about the studies behind what is known: their designs, their age, and what they have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from synth.synthesis.evidence import Facet
from synth.synthesis.facets import DESIGNS, ROWS
from synth.synthesis.gap_scene import Draft, Scene
from synth.synthesis.numbered import Studies
from synth.synthesis.strength import strength
from synth.synthesis.support import Support

Cell: TypeAlias = tuple[Facet, ...]
"""The facets that a body of evidence shares; empty for the whole review."""

FAMILY = DESIGNS[0]
SIDES = ("country", "sector", "target-group", "evidence", FAMILY)
"""The contexts in which a body of evidence can be one-sided."""


def weak(scene: Scene) -> Iterator[Draft]:
    """A subject of which every study that is known is weak by design, or has serious limits as appraised."""
    made = strength(scene.evidence, scene.coded.studies, scene.parameters.low_designs)
    for cell, support in (*_bodies(scene, ROWS), *_bodies(scene, ("factor",))):
        known = support.studies & made.known
        enough = known and 2 * len(known) >= support.n_studies
        if enough and not known - made.weak - made.heavy:
            yield Draft(
                "weak-factor" if cell[0][0] == "factor" else "weak-row",
                cell,
                support,
                scene.coded,
                thresholds=("low_designs", "thin", "context_share"),
                dimension=FAMILY,
                judged=scene.judged(FAMILY),
            )


def no_effect_study(scene: Scene) -> Iterator[Draft]:
    """A subject, or the whole review, without a study whose design can show an effect."""
    able = scene.evidence.in_context(FAMILY, scene.parameters.effect_designs)
    for cell, support in (((), scene.coded), *_bodies(scene, ROWS)):
        known = support.studies & scene.evidence.in_context(FAMILY)
        if known and able.isdisjoint(known):
            yield Draft(
                "no-effect-row" if cell else "no-effect-review",
                cell,
                _of_studies(scene, support, known),
                scene.coded,
                thresholds=("effect_designs", "thin", "context_share"),
                dimension=FAMILY,
                judged=scene.judged(FAMILY),
            )


def outdated(scene: Scene) -> Iterator[Draft]:
    """A subject, or the whole review, whose newest study is old, or from before law or policy changed."""
    least = max(scene.year - scene.parameters.outdated + 1, scene.parameters.turning_point)
    thresholds = ("outdated", "as_of", "turning_point", "thin")
    for cell, support in (((), scene.coded), *_bodies(scene, ROWS), *_bodies(scene, ("factor",))):
        newest = scene.evidence.newest(support.works)
        if 0 < newest < least:
            kind = "review" if not cell else "factor" if cell[0][0] == "factor" else "row"
            yield Draft(f"outdated-{kind}", cell, support, scene.coded, thresholds)


def one_sided(scene: Scene) -> Iterator[Draft]:
    """A subject, or the whole review, of which all studies share one country, sector, group or design."""
    fixed = set(scene.parameters.setting)
    for dimension in SIDES:
        codes = scene.evidence.profile.get(dimension, {})
        for cell, support in (((), scene.coded), *_bodies(scene, ROWS)) if codes else ():
            shared = _shared(scene, support, codes)
            if shared and (dimension, shared) not in fixed:
                yield Draft(
                    "one-sided-row" if cell else "one-sided-review",
                    (*cell, (dimension, shared)),
                    support,
                    scene.coded,
                    thresholds=("one_sided", "setting", "thin", "context_share"),
                    dimension=dimension,
                    judged=scene.judged(dimension),
                )


def _shared(scene: Scene, support: Support, codes: Mapping[str, Studies]) -> str:
    """The one code that every study with a code has; empty when there is none or too few have any."""
    known = support.studies & Studies().union(*codes.values())
    enough = len(known) >= max(scene.parameters.one_sided, scene.parameters.context_share * support.n_studies)
    found = [code for code, studies in codes.items() if not known.isdisjoint(studies)]
    return found[0] if enough and len(found) == 1 else ""


def _bodies(scene: Scene, dimensions: tuple[str, ...]) -> Iterator[tuple[Cell, Support]]:
    """Every code with more studies than are thin: with fewer, that is the gap."""
    for dimension in dimensions:
        for code in scene.codes(dimension):
            support = scene.support(scene.ids(dimension, code.id))
            if support.n_studies > scene.parameters.thin:
                yield ((dimension, code.id),), support


def _of_studies(scene: Scene, support: Support, studies: Studies) -> Support:
    """The part of a body of evidence that these studies gave."""
    return scene.support(support.passages & scene.evidence.in_studies(studies))

"""Rules about the studies behind what is known: their designs, their age, and what they have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from synth.synthesis.evidence import Facet
from synth.synthesis.facets import DESIGNS, ROWS
from synth.synthesis.gap_scene import Draft, Scene
from synth.synthesis.support import Support

Cell: TypeAlias = tuple[Facet, ...]
"""The facets that a body of evidence shares; empty for the whole review."""

FAMILY = DESIGNS[0]
SIDES = ("country", "sector", "target-group", "evidence", FAMILY)
"""The contexts in which a body of evidence can be one-sided."""


def weak(scene: Scene) -> Iterator[Draft]:
    """A subject of which every study that is known is weak by design, or has serious limits as appraised."""
    families, low = scene.evidence.profile.get(FAMILY, {}), set(scene.parameters.low_designs)
    limits = scene.evidence.limits("study")
    poor = {study for study, coded in families.items() if coded <= low}
    poor |= {study for study, found in limits.items() if found == "serious"}
    for cell, support in (*_bodies(scene, ROWS), *_bodies(scene, ("factor",))):
        known = _known(support, {**families, **limits})
        enough = known and 2 * len(known) >= support.n_studies
        if enough and poor.issuperset(known):
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
    families, wanted = scene.evidence.profile.get(FAMILY, {}), set(scene.parameters.effect_designs)
    able = {study for study, coded in families.items() if coded & wanted}
    for cell, support in (((), scene.coded), *_bodies(scene, ROWS)):
        known = _known(support, families)
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


def _shared(scene: Scene, support: Support, codes: Mapping[str, frozenset[str]]) -> str:
    """The one code that every study with a code has; empty when there is none or too few have any."""
    known = _known(support, codes)
    enough = len(known) >= max(scene.parameters.one_sided, scene.parameters.context_share * support.n_studies)
    found = frozenset[str]().union(*set(map(codes.__getitem__, known)))
    return next(iter(found)) if enough and len(found) == 1 else ""


def _bodies(scene: Scene, dimensions: tuple[str, ...]) -> Iterator[tuple[Cell, Support]]:
    """Every code with more studies than are thin: with fewer, that is the gap."""
    for dimension in dimensions:
        for code in scene.codes(dimension):
            support = scene.support(scene.ids(dimension, code.id))
            if support.n_studies > scene.parameters.thin:
                yield ((dimension, code.id),), support


def _of_studies(scene: Scene, support: Support, studies: list[str]) -> Support:
    """The part of a body of evidence that these studies gave."""
    evidence = scene.evidence
    return scene.support(evidence.ids(support.passages) & evidence.in_studies(studies))


def _known(support: Support, codes: Mapping[str, object]) -> list[str]:
    return list(filter(codes.__contains__, support.studies))

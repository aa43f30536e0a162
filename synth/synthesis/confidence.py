"""How much a finding rests on: five visible components after GRADE-CERQual, and the level they give.

It is not GRADE-CERQual itself (Lewin et al., Implementation Science 2018;13(Suppl 1):2), which people judge:
here rules on counts propose, and a person may overrule. The number of independent studies sets the level;
serious concern about coherence, methods or relevance lowers it by one each. Recency is shown and lowers
nothing: a fact need not grow old. Thresholds are tables here and are explained in docs/synthesis.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from synth.synthesis.claims import Sides
from synth.synthesis.evidence import Evidence
from synth.synthesis.numbered import Chosen, Studies, Works
from synth.synthesis.parameters import GapParameters
from synth.synthesis.state import Text
from synth.synthesis.strength import Strength, strength
from synth.synthesis.support import Support
from synth.synthesis.wording import Words

Directness = Literal["primary", "report", "interview", "other"]
Concern = Literal["none", "minor", "serious", "unknown"]
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


ORDER: tuple[Directness, ...] = ("primary", "report", "interview", "other")
"""The most direct first."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """What confidence is judged against: the evidence, the parameters, and the year it is now."""

    evidence: Evidence
    parameters: GapParameters
    year: int


@dataclass(frozen=True, slots=True)
class Part:
    """One component: how much concern there is about it, the template that says why, and its values.

    `studies` are those that the concern is about. `more` is what else is said; `instruments` are the
    dimensions that studies were rated on, `rated` the studies by what the ratings say of them.
    """

    id: str
    concern: Concern
    template: str
    values: Mapping[str, int]
    studies: Studies = field(default_factory=Chosen)
    more: tuple[tuple[str, Mapping[str, int]], ...] = ()
    instruments: tuple[str, ...] = ()
    rated: Mapping[str, Studies] = field(default_factory=dict)

    @property
    def steps(self) -> int:
        """By how many levels it lowers the confidence."""
        return int(self.concern == "serious" and self.id in LOWERING)


LOWERING = ("coherence", "methods", "relevance")


@dataclass(frozen=True, slots=True)
class Confidence:
    """A level with the components it was computed from."""

    level: str
    studies: int
    minority: float
    divided: bool
    directness: dict[Directness, int]
    indirect: bool
    parts: tuple[Part, ...]


def confidence(grounds: Grounds, support: Support, sides: Sides) -> Confidence:
    """The level that follows from the components."""
    evidence = grounds.evidence
    kinds = best_kinds(evidence, support.works)
    start = next(place for least, place in FROM_STUDIES if support.n_studies >= least)
    divided, indirect = sides.minority >= DIVIDED, not kinds["primary"]
    parts = (
        _adequacy(support),
        _coherence(support, divided),
        _methods(grounds, support, indirect),
        _relevance(grounds, support),
        _recency(grounds, support),
    )
    level = LEVELS[max(start - sum(part.steps for part in parts), 0)]
    return Confidence(level, support.n_studies, round(sides.minority, 3), divided, kinds, indirect, parts)


def _adequacy(support: Support) -> Part:
    n = support.n_studies
    concern: Concern = (
        "none" if n >= FROM_STUDIES[0][0] else "minor" if n >= FROM_STUDIES[1][0] else "serious"
    )
    return Part("adequacy", concern, "studies", {"studies": n}, support.studies)


def _coherence(support: Support, divided: bool) -> Part:
    if support.n_studies == 1:
        return Part("coherence", "unknown", "consistency.unknown", {})
    if divided:
        return Part("coherence", "serious", "consistency.divided", {})
    return Part("coherence", "none", "consistency.agree", {})


def _methods(grounds: Grounds, support: Support, indirect: bool) -> Part:
    """By designs and appraisals; where less than half of the studies have either, by kind of publication."""
    made = strength(grounds.evidence, support.studies, grounds.parameters.low_designs)
    told, rated = tuple(_rated(made)), made.rated if made.any_rated else {}
    if 2 * len(made.known) < support.n_studies:
        concern: Concern = "serious" if indirect else "unknown"
        template = "indirect" if indirect else "few-appraised" if made.appraised else "no-designs"
        return Part("methods", concern, template, {}, Studies(), told, made.instruments, rated)
    serious = made.all_serious or 2 * len(made.heavy) > support.n_studies
    if serious and told:
        told = (*told, ("lower.all" if made.all_serious else "lower.most", {}))
    values = {"known": len(made.designed), "weak": len(made.weak)}
    concern = "serious" if serious else "minor" if made.concerned else "none"
    return Part("methods", concern, _by_design(made), values, made.concerned, told, made.instruments, rated)


def _by_design(made: Strength) -> str:
    """The sentence about designs, which says by itself what it does to the level where nothing was rated."""
    if made.any_rated:
        return "designs.able" if made.designed else "designs.none"
    return "designs.weak" if made.all_serious else "designs.able"


def _rated(made: Strength) -> Iterator[tuple[str, Mapping[str, int]]]:
    """What appraisals say, apart from designs; nothing where there are none."""
    if made.appraised:
        counts = {"appraised": len(made.appraised), "heavy": len(made.heavy), "light": len(made.light)}
        yield "rated.study", counts
    if made.recognised:
        yield "rated.intervention", {"rated": len(made.recognised), "weakly": len(made.founded)}
    if made.uncontrolled:
        yield "rated.levels", {"uncontrolled": len(made.uncontrolled)}


def _relevance(grounds: Grounds, support: Support) -> Part:
    """How many studies are about the setting that the protocol asks about."""
    setting, evidence = grounds.parameters.setting, grounds.evidence
    known = support.studies & Studies().union(*(evidence.in_context(dimension) for dimension, _ in setting))
    if not known:
        return Part("relevance", "unknown", "setting.unknown" if setting else "setting.none", {})
    elsewhere = known & Studies().union(*(_elsewhere(evidence, facet) for facet in setting))
    direct = len(known) - len(elsewhere)
    concern: Concern = "serious" if not direct else "minor" if elsewhere else "none"
    return Part("relevance", concern, "setting.direct", {"known": len(known), "direct": direct}, elsewhere)


def _elsewhere(evidence: Evidence, facet: Sequence[str]) -> Studies:
    """The studies that are not in this setting; one that does not say so in this dimension may be."""
    dimension, code = facet
    return evidence.in_context(dimension) - evidence.in_context(dimension, [code])


def _recency(grounds: Grounds, support: Support) -> Part:
    newest = grounds.evidence.newest(support.works)
    if not newest:
        return Part("recency", "unknown", "recency.unknown", {})
    age = max(grounds.year - newest, 0)
    old = age >= grounds.parameters.outdated
    values = {"newest": newest, "age": age, "year": grounds.year}
    template = "recency.old" if old else "recency.new" if age else "recency.same"
    return Part("recency", "minor" if old else "none", template, values)


def best_kinds(evidence: Evidence, works: Works) -> dict[Directness, int]:
    """The number of studies by the kind of their most direct work."""
    counted, left = dict[Directness, int](), evidence.studies_of(works)
    for kind in ORDER:
        types = evidence.published["type"].items()
        near = Works().union(*(some for one, some in types if DIRECTNESS.get(str(one), "other") == kind))
        studies = left & evidence.studies_of(works & near)
        counted[kind] = len(studies)
        left -= studies
    return counted


def said(part: Part, confidence: Confidence, words: Words) -> str:
    """A component in words, with what it did to the level."""
    key, values = f"confidence.{part.template}", part.values
    if part.template == "studies":
        return words.plural(key, values["studies"])
    text = words.say(key, **{name: _figure(name, n, words) for name, n in values.items()})
    if part.id != "methods":
        return text
    text = " ".join((text, *(_also(part, one, words) for one in part.more)))
    kinds = [words.plural(f"kind.{kind}", n) for kind, n in confidence.directness.items() if n]
    return f"{words.say('confidence.directness', kinds=words.listing(kinds))} {text}"


def _also(part: Part, one: tuple[str, Mapping[str, int]], words: Words) -> str:
    template, values = one
    named = words.listing([words.instrument(name) for name in part.instruments])
    counts = {name: _figure(name, n, words) for name, n in values.items()}
    return words.say(f"confidence.{template}", instruments=named, **counts)


def reasons(confidence: Confidence, words: Words) -> list[str]:
    """The components in words, without relevance when the protocol names nothing to compare with."""
    told = (part for part in confidence.parts if part.template != "setting.none")
    return [said(part, confidence, words) for part in told]


def _figure(name: str, n: int, words: Words) -> str:
    """A value of a component as text: a year as it is, an age in years, a number of studies in words."""
    if name in ("newest", "year"):
        return str(n)
    return words.plural("years" if name == "age" else "of_studies", n)


def document(confidence: Confidence, words: Sequence[Words], ruling: Mapping[str, str]) -> dict[str, object]:
    """The confidence as it stands in the synthesis; `ruling` is what a person made of it, if anything."""
    level = ruling.get("value", confidence.level)
    label: Text = {one.language: one.say(f"confidence.level.{level}") for one in words}
    return {
        "level": level,
        "computed": confidence.level,
        "ruling": dict(ruling) or None,
        "label": label,
        "components": {
            "studies": confidence.studies,
            "minority": confidence.minority,
            "divided": confidence.divided,
            "directness": dict(confidence.directness),
            "indirect": confidence.indirect,
        },
        "parts": [_part(part, confidence, words) for part in confidence.parts],
        "reasons": {one.language: reasons(confidence, one) for one in words},
    }


def _part(part: Part, confidence: Confidence, words: Sequence[Words]) -> dict[str, object]:
    return {
        "id": part.id,
        "label": {one.language: one.say(f"confidence.part.{part.id}") for one in words},
        "concern": part.concern,
        "concern_label": {one.language: one.say(f"confidence.concern.{part.concern}") for one in words},
        "steps": part.steps,
        "studies": list(part.studies),
        "text": {one.language: said(part, confidence, one) for one in words},
        **({"rated": {name: list(some) for name, some in part.rated.items()}} if part.rated else {}),
    }

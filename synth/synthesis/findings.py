"""One finding per factor that at least one coding in an included work speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from synth.model import DIRECTIONS, Direction
from synth.synthesis.claims import Claim, Sides, claim, sides
from synth.synthesis.confidence import Confidence, Grounds, confidence
from synth.synthesis.evidence import NOTHING, UNSPECIFIED, Evidence, Ids
from synth.synthesis.facets import CONTEXTS, VIEWS
from synth.synthesis.matrix import columns
from synth.synthesis.numbered import Works
from synth.synthesis.parameters import GapParameters
from synth.synthesis.state import CodebookView, CodeView
from synth.synthesis.support import Support
from synth.synthesis.wording import Words


@dataclass(frozen=True, slots=True)
class Finding:
    """What the included works say about one factor.

    Every mapping leads to the works behind a count. A work with passages in two directions, phases or
    perspectives is listed under each, so their sizes may add up to more than the number of works.
    """

    factor: str
    determinant: str
    support: Support
    directions: Mapping[Direction, Support]
    phases: Mapping[str, Works]
    perspectives: Mapping[str, Works]
    stakeholders: Mapping[str, Works]
    contexts: Mapping[str, Mapping[str, Works]]
    sides: Sides
    claim: Claim
    contradictory: bool
    confidence: Confidence

    @property
    def id(self) -> str:
        """`F-` and the factor."""
        return f"F-{self.factor}"


def findings(grounds: Grounds, codebook: CodebookView) -> tuple[Finding, ...]:
    """The findings in the codebook's order of determinants, then of factors."""
    evidence = grounds.evidence
    order = {code.id: place for place, code in enumerate(codebook.codes("determinant"))}
    factors = sorted(codebook.codes("factor"), key=lambda code: order.get(code.parent, len(order)))
    names = (*VIEWS, *CONTEXTS)
    split = {name: {c.id: evidence.passages(name, c.id) for c in codebook.codes(name)} for name in names}
    split["phase"] = columns(evidence, codebook)
    return tuple(_finding(grounds, code, split) for code in factors if evidence.passages("factor", code.id))


def _finding(grounds: Grounds, code: CodeView, split: Mapping[str, Mapping[str, Ids]]) -> Finding:
    evidence = grounds.evidence
    ids = evidence.passages("factor", code.id)
    by_direction = {one: _directed(evidence, code.id, one) for one in DIRECTIONS}
    support, claimed = evidence.support(ids), claim(evidence, code.id)
    contexts = {name: _works(evidence, ids, split[name]) for name in CONTEXTS}
    return Finding(
        factor=code.id,
        determinant=code.parent,
        support=support,
        directions={one: evidence.support(some) for one, some in by_direction.items()},
        phases=_works(evidence, ids, split["phase"]),
        perspectives=_works(evidence, ids, split["perspective"]),
        stakeholders=_works(evidence, ids, split["stakeholder"]),
        contexts={name: works for name, works in contexts.items() if works},
        sides=sides(evidence, by_direction["success"], by_direction["failure"], by_direction["mixed"]),
        claim=claimed,
        contradictory=is_contradictory(claimed.sides, grounds.parameters),
        confidence=confidence(grounds, support, claimed.sides),
    )


def is_contradictory(sides: Sides, gaps: GapParameters) -> bool:
    """Enough studies on each side, and the smaller side not a lone deviation (docs/gaps.md)."""
    smaller = min(len(sides.success), len(sides.failure))
    return smaller >= gaps.each_side and sides.minority >= gaps.minority


def _directed(evidence: Evidence, factor: str, direction: Direction) -> Ids:
    return evidence.directed.get(("factor", factor, direction), NOTHING)


def _works(evidence: Evidence, ids: Ids, split: Mapping[str, Ids]) -> dict[str, Works]:
    """Code to the works that carry it, for codes that occur."""
    return {code: evidence.works_of(both) for code, some in split.items() if (both := ids & some)}


def statement(finding: Finding, words: Words, phases: Sequence[str]) -> str:
    """The finding in words: who says what, from how many studies, about which phases."""
    said = [_directions(finding, words)]
    support = finding.support
    if support.n_studies < support.n_works:
        said.append(words.plural("finding.studies", support.n_studies))
    said.append(_agreement(finding, words))
    said.append(_phases(finding, words, phases))
    return " ".join(one for one in said if one)


def _agreement(finding: Finding, words: Words) -> str:
    """Whether the studies contradict each other, or agree although their directions differ."""
    claimed = finding.claim
    if finding.contradictory:
        sides = {"success": claimed.sides.success, "failure": claimed.sides.failure}
        numbers = {name: words.plural("studies", len(some)) for name, some in sides.items()}
        key = "contradictory_lack" if claimed.absent else "contradictory"
        return words.say(f"finding.{key}", **numbers)
    if claimed.agreed_by_lack and finding.directions["failure"].n_works:
        return words.say("finding.agreed", absent=words.plural("works", len(claimed.absent)))
    return ""


def _directions(finding: Finding, words: Words) -> str:
    found = {one: support.n_works for one, support in finding.directions.items() if support.n_works}
    ordered = sorted(found, key=lambda one: (-found[one], DIRECTIONS.index(one)))
    n, factor = finding.support.n_works, words.name("factor", finding.factor)
    named = [words.say(f"direction.{one}") for one in ordered]
    if len(ordered) == 1:
        return words.plural("finding.one_way", n, factor=factor, direction=named[0])
    key = "finding.more_ways_twice" if sum(found.values()) > n else "finding.more_ways"
    parts = [
        words.say("finding.part", n=words.number(found[one]), direction=name)
        for one, name in zip(ordered, named, strict=True)
    ]
    return words.plural(key, n, factor=factor, directions=words.listing(named), parts=words.listing(parts))


def _phases(finding: Finding, words: Words, phases: Sequence[str]) -> str:
    named = [phase for phase in phases if phase in finding.phases]
    if not named:
        return (
            words.plural("finding.no_phase", finding.support.n_works) if UNSPECIFIED in finding.phases else ""
        )
    named.sort(key=lambda phase: (-len(finding.phases[phase]), phases.index(phase)))
    present = [
        words.say(
            "phase_part",
            phase=words.name("phase", phase),
            works=words.plural("works", len(finding.phases[phase])),
        )
        for phase in named
    ]
    missing = [words.name("phase", phase) for phase in phases if phase not in finding.phases]
    absent = words.say("finding.absent", phases=_either(words, missing)) if missing else ""
    return words.say(
        "finding.phases", phases=words.listing(present), loose=_loose(finding, words), absent=absent
    )


def _loose(finding: Finding, words: Words) -> str:
    """The works that name a phase in none of their passages on this factor."""
    named = Works().union(*(works for phase, works in finding.phases.items() if phase != UNSPECIFIED))
    loose = finding.phases.get(UNSPECIFIED, Works()) - named
    return words.say("finding.loose", works=words.plural("works", len(loose))) if loose else ""


def _either(words: Words, items: Sequence[str]) -> str:
    return f" {words.say('or')} ".join(items)

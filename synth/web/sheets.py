"""What the pages show of findings and gaps: made behind them, in each language, read when somebody looks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from synth.report.findings import Finding, Segment, Tally, determinants
from synth.report.gaps import Facet, Gap, gaps
from synth.report.localised import Text
from synth.report.lookup import Lookup

Json = Mapping[str, Any]
Named = Iterator[tuple[str, object]]
"""Values with their names."""


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding; `facets` is its value on each facet of a list, `gaps` what the gaps about it are called."""

    id: str
    label: Text
    definition: Text
    statement: Text
    bar: tuple[Segment, ...]
    directions: Mapping[str, int]
    phases: tuple[Tally, ...]
    perspectives: tuple[Tally, ...]
    published: str
    confidence: str
    ruled: bool
    contradictory: bool
    gaps: tuple[str, ...]
    facets: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Group:
    """A determinant with its findings."""

    label: Text
    findings: tuple[ShownFinding, ...]


@dataclass(frozen=True, slots=True)
class ShownGap:
    """A gap as a list has it; `members` is the number of narrower gaps that it implies."""

    id: str
    kind: str
    places: tuple[Facet, ...]
    statement: Text
    priority: str
    ruled: bool
    status: str
    members: int
    facets: Mapping[str, str]


def sheets(lookup: Lookup) -> Named:
    """All that the pages show in the language of the report.

    `groups/LANGUAGE` are the findings, `list/LANGUAGE` the gaps by priority, `finding/LANGUAGE/ID` and
    `gap/LANGUAGE/ID` each of those.
    """
    language = lookup.language
    groups = [Group(one.label, tuple(map(_finding, one.findings))) for one in determinants(lookup)]
    yield f"groups/{language}", tuple(groups)
    for finding in (one for group in groups for one in group.findings):
        yield f"finding/{language}/{finding.id}", finding
    every = {one.identifier: one for one in _every(gaps(lookup))}
    ranked = sorted(lookup.document["gaps"], key=lambda one: float(one["priority"]["rank"]))
    yield f"list/{language}", tuple(_listed(every[stored["id"]], stored) for stored in ranked)
    for one in every.values():
        members = tuple(_alone(member) for member in one.members)
        yield f"gap/{language}/{one.identifier}", replace(_alone(one), members=members)


def _finding(one: Finding) -> ShownFinding:
    return ShownFinding(
        id=str(one.stored["id"]),
        label=one.label,
        definition=one.definition,
        statement=one.statement,
        bar=one.bar,
        directions=one.stored["directions"],
        phases=one.phases,
        perspectives=one.perspectives,
        published=one.published,
        confidence=one.confidence,
        ruled=bool(one.stored["confidence"].get("ruling")),
        contradictory=one.contradictory,
        gaps=tuple(dict.fromkeys(gap.label for gap in one.gaps)),
        facets=_of_finding(one.stored),
    )


def _listed(one: Gap, stored: Json) -> ShownGap:
    return ShownGap(
        id=one.identifier,
        kind=one.kind,
        places=one.facets,
        statement=one.statement,
        priority=stored["priority"]["level"],
        ruled=bool(stored["priority"].get("ruling")),
        status=stored["status"],
        members=len(one.members),
        facets=_of_gap(stored),
    )


def _alone(one: Gap) -> Gap:
    """A gap without its links: pages list the works and passages themselves."""
    return replace(one, works=(), passages=(), searches=(), members=())


def _every(listed: Sequence[Gap]) -> Iterator[Gap]:
    """All gaps, those that are folded into others too."""
    for one in listed:
        yield one
        yield from _every(one.members)


def _of_finding(stored: Json) -> dict[str, str]:
    """The value of a finding on each facet."""
    claim = stored["claim"]
    balance = "divided" if stored["contradictory"] else _balance(claim["balance"])
    return {
        "determinant": stored["determinant"],
        "confidence": stored["confidence"]["level"],
        "balance": balance,
    }


def _balance(balance: int) -> str:
    if balance:
        return "helps" if balance > 0 else "hinders"
    return "even"


def _of_gap(stored: Json) -> dict[str, str]:
    """The value of a gap on each facet."""
    return {
        "gap-type": stored["type"],
        "priority": stored["priority"]["level"],
        "gap-status": stored["status"],
        "place": "shown" if stored["place"] == "shown" else "folded",
    }

"""Findings by determinant: the counts of each factor and the evidence that stands behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from synth.model import DIRECTIONS
from synth.report import anchors
from synth.report.anchors import Link
from synth.report.evidence_map import gap_links
from synth.report.localised import Text
from synth.report.lookup import Lookup

LEVELS = ("substantial", "moderate", "limited", "very-limited")
"""The levels of confidence, the surest first."""
BAR = 120.0
"""The width in pixels of a bar for the finding with the most works."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One direction of a bar: its count, and where it starts and how wide it is."""

    direction: str
    label: str
    n: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Tally:
    """A facet code with the number of works, and the anchor of what was counted.

    `id` is the code as `synth show` takes it behind the id of the finding: `country=nl`.
    """

    label: Text
    n: int
    anchor: str
    place: int
    id: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage as evidence: what the coder wrote, where it stands, and what it was coded as."""

    anchor: str
    name: str
    section: str
    text: Text
    quoted: bool
    direction: str
    direction_label: str
    facets: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The passages of one work that a finding rests on."""

    work: Link
    passages: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class Component:
    """One component of the confidence: what is judged, how much concern it gives, and why."""

    label: str
    concern: str
    concern_label: str
    text: Text


@dataclass(frozen=True, slots=True)
class Context:
    """What the works of a finding carry of one dimension, with the number of works."""

    dimension: str
    tallies: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding as the report shows it."""

    anchor: str
    label: Text
    definition: Text
    statement: Text
    contradictory: bool
    bar: tuple[Segment, ...]
    n_works: int
    n_studies: int
    n_passages: int
    phases: tuple[Tally, ...]
    perspectives: tuple[Tally, ...]
    published: str
    confidence: str
    level: str
    reasons: Text
    components: tuple[Component, ...]
    ruling: str
    contexts: tuple[Context, ...]
    gaps: tuple[Link, ...]
    stored: Mapping[str, Any]
    lookup: Lookup

    @property
    def evidence(self) -> Iterator[Evidence]:
        """The works it rests on with their passages, one after the other."""
        return _evidence(self.stored, self.lookup)


@dataclass(frozen=True, slots=True)
class Level:
    """A level of confidence that occurs, and the findings that have it."""

    anchor: str
    confidence: str
    label: str
    findings: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Determinant:
    """The findings of one determinant; `phases` are the columns of its overview."""

    anchor: str
    id: str
    label: Text
    definition: Text
    phases: tuple[Text, ...]
    n_works: int
    n_passages: int
    works: tuple[Link, ...]
    bar: tuple[Segment, ...]
    findings: tuple[Finding, ...]
    gaps: tuple[Link, ...]


def determinants(lookup: Lookup) -> tuple[Determinant, ...]:
    """The findings of a synthesis document under their determinants, most works first."""
    most = max((len(finding["works"]) for finding in lookup.document["findings"]), default=1)
    return tuple(_determinant(row, lookup, most) for row in lookup.document["matrix"]["rows"])


def levels(findings: Sequence[Finding]) -> tuple[Level, ...]:
    """The findings by level of confidence, the surest first."""
    by_level: dict[str, list[Finding]] = {}
    for finding in findings:
        by_level.setdefault(finding.confidence, []).append(finding)
    known = [name for name in LEVELS if name in by_level]
    return tuple(
        Level(
            f"level-{anchors.safe(name)}",
            name,
            by_level[name][0].level,
            tuple(Link(one.anchor, one.label.value) for one in by_level[name]),
        )
        for name in (*known, *(one for one in by_level if one not in LEVELS))
    )


def segments(directions: Mapping[str, int], lookup: Lookup, most: int) -> tuple[Segment, ...]:
    """A bar of works by direction, `most` works wide at full length."""
    scale = BAR / max(most, sum(directions.values()), 1)
    drawn, x = [], 0.0
    for direction in DIRECTIONS:
        n = directions.get(direction, 0)
        width = round(n * scale, 1)
        drawn.append(Segment(direction, lookup.word("direction", direction), n, round(x, 1), width))
        x += width
    return tuple(drawn)


def _determinant(identifier: str, lookup: Lookup, most: int) -> Determinant:
    mine = [f for f in lookup.document["findings"] if f["determinant"] == identifier]
    mine.sort(key=lambda finding: -len(finding["works"]))
    cells = [c for c in lookup.document["matrix"]["cells"] if c["determinant"] == identifier]
    counted: dict[str, int] = {
        direction: len({key for cell in cells if cell["direction"] == direction for key in cell["works"]})
        for direction in DIRECTIONS
    }
    phases = [*lookup.document["matrix"]["columns"]]
    works = sorted({key for finding in mine for key in finding["works"]})
    return Determinant(
        anchor=anchors.determinant(identifier),
        id=f"findings/{identifier}",
        label=lookup.label("determinant", identifier),
        definition=lookup.definition("determinant", identifier),
        phases=tuple(lookup.label("phase", phase) for phase in phases),
        n_works=len(works),
        n_passages=len({key for finding in mine for key in finding["passages"]}),
        works=lookup.work_links(works),
        bar=segments(counted, lookup, 1),
        findings=tuple(_finding(finding, phases, lookup, most) for finding in mine),
        gaps=gap_links(_about(lookup, {"determinant": identifier}), lookup),
    )


def _finding(finding: Mapping[str, Any], phases: Sequence[str], lookup: Lookup, most: int) -> Finding:
    factor, determinant = finding["factor"], finding["determinant"]
    level = finding["confidence"]["level"]
    return Finding(
        anchor=anchors.finding(finding["id"]),
        label=lookup.label("factor", factor),
        definition=lookup.definition("factor", factor),
        statement=lookup.pick(finding["statement"]),
        contradictory=finding["contradictory"],
        bar=segments(finding["directions"], lookup, most),
        n_works=len(finding["works"]),
        n_studies=finding["n_studies"],
        n_passages=len(finding["passages"]),
        phases=tuple(
            Tally(
                lookup.label("phase", phase),
                finding["phases"].get(phase, 0),
                anchors.cell(determinant, phase),
                n,
                f"phase={phase}",
            )
            for n, phase in enumerate(phases, start=1)
        ),
        perspectives=tuple(
            Tally(
                lookup.label("perspective", code),
                works,
                anchors.code("perspective", code),
                n,
                f"perspective={code}",
            )
            for n, (code, works) in enumerate(finding["perspectives"].items(), start=1)
        ),
        published=_published(finding, lookup),
        confidence=level,
        level=lookup.pick(finding["confidence"]["label"]).value,
        reasons=lookup.pick(finding["confidence"]["reasons"]),
        components=tuple(_components(finding["confidence"], lookup)),
        ruling=ruled(finding["confidence"].get("ruling"), lookup),
        contexts=tuple(_contexts(finding, lookup)),
        stored=finding,
        lookup=lookup,
        gaps=gap_links(_about(lookup, {"factor": factor}), lookup),
    )


def ruled(ruling: Mapping[str, Any] | None, lookup: Lookup) -> str:
    """Who overruled what was computed, and why; empty when nobody did."""
    if not ruling:
        return ""
    reason = lookup.pick(ruling.get("reason", "")).value
    return lookup.messages("ruling.by", coder=str(ruling.get("coder", "")), reason=reason)


def _components(confidence: Mapping[str, Any], lookup: Lookup) -> Iterator[Component]:
    for one in confidence.get("parts", ()):
        yield Component(
            label=lookup.pick(one["label"]).value,
            concern=one["concern"],
            concern_label=lookup.pick(one["concern_label"]).value,
            text=lookup.pick(one["text"]),
        )


def _contexts(finding: Mapping[str, Any], lookup: Lookup) -> Iterator[Context]:
    found = {"stakeholder": finding.get("stakeholders", {}), **finding.get("contexts", {})}
    for name, codes in found.items():
        tallies = tuple(
            Tally(
                lookup.label(name, code),
                works if isinstance(works, int) else len(works),
                anchors.code(name, code),
                n,
                f"{name}={code}",
            )
            for n, (code, works) in enumerate(codes.items(), start=1)
        )
        if tallies:
            yield Context(lookup.dimension(name), tallies)


def _published(finding: Mapping[str, Any], lookup: Lookup) -> str:
    """First and last year, kinds and languages of the works."""
    years = list(dict.fromkeys(str(year) for year in finding["years"] if year))
    parts = (
        "–".join(years),
        ", ".join(lookup.word("type", one) for one in finding["types"]),
        ", ".join(lookup.word("language", one) for one in finding["languages"]),
    )
    return " · ".join(part for part in parts if part)


def _evidence(finding: Mapping[str, Any], lookup: Lookup) -> Iterator[Evidence]:
    by_work: dict[str, tuple[Link, list[str]]] = {
        work.anchor: (work, []) for work in lookup.work_links(finding["works"])
    }
    for to in lookup.passage_links(finding["passages"]):
        work = to.within or to
        by_work.setdefault(work.anchor, (work, []))[1].append(to.label)
    for work, names in by_work.values():
        said = (_quoted(lookup.passages[name], finding["factor"], lookup) for name in names)
        yield Evidence(work, tuple(said))


def _quoted(passage: Mapping[str, Any], factor: str, lookup: Lookup) -> Quoted:
    text = lookup.pick(passage["paraphrase"])
    coded = [c["direction"] for c in passage["codings"] if c["code"] == factor]
    direction = coded[0] if coded else "neutral"
    return Quoted(
        anchor=anchors.passage(passage["id"]),
        name=str(passage["id"]),
        section=passage["section"],
        text=text or Text(passage["quote"]),
        quoted=not text,
        direction=direction,
        direction_label=lookup.word("direction", direction),
        facets=" · ".join(
            lookup.label(c["dimension"], c["code"]).value
            for c in passage["codings"]
            if c["dimension"] in ("phase", "perspective")
        ),
    )


def _about(lookup: Lookup, place: Mapping[str, str]) -> Iterable[Mapping[str, Any]]:
    """The gaps whose cell holds this place: everything narrower counts too."""
    return [gap for gap in lookup.document["gaps"] if place.items() <= gap["cell"].items()]

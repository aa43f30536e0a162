"""Everything a report shows, as one frozen context for the templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from synth.i18n import Messages
from synth.report import anchors
from synth.report.anchors import Link
from synth.report.appraised import Appraisals, appraisals
from synth.report.axes import movable
from synth.report.characteristics import Characteristics, characteristics
from synth.report.charts import Charts, charts
from synth.report.checklist import ChecklistItem, prisma_2020
from synth.report.evidence_map import EvidenceMap, evidence_map
from synth.report.findings import Determinant, Finding, Level, determinants, levels
from synth.report.flow import Flow, flow
from synth.report.gaps import Gap, Kind, Shared, gaps, kinds, shared
from synth.report.localised import Text
from synth.report.lookup import Lookup, look_up
from synth.report.methods import Figure, Search, Stage, screening, searches
from synth.report.prisma_s import Item, items
from synth.report.prose import Facts, Paragraph, prose
from synth.report.style_file import Style
from synth.report.voices import (
    Contradiction,
    Recommendation,
    Voices,
    contradictions,
    recommendations,
    voices,
)
from synth.report.works import PassagesOfWork, Record, Work, passages, records, works
from synth.uncollected import uncollected

SECTIONS = (
    *("summary", "methods", "flow", "characteristics", "map", "findings", "contradictions", "voices"),
    *("recommendations", "gaps"),
    *("works", "passages", "records", "checklists", "notes"),
)
"""The sections of a report in their order; each has a template of that name."""
IN_SHORT = 5
"""How many findings and gaps the summary names."""


@dataclass(frozen=True, slots=True)
class Code:
    """One code of the codebook."""

    anchor: str
    label: Text
    definition: Text


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension of the codebook with its codes."""

    label: Text
    codes: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The whole report in one language; `messages` gives the fixed words."""

    messages: Messages
    title: Text
    question: Text
    scope: str
    figures: tuple[Figure, ...]
    levels: tuple[Level, ...]
    foremost: tuple[Finding, ...]
    contradictory: tuple[Finding, ...]
    pressing: tuple[Gap, ...]
    searches: tuple[Search, ...]
    screening: tuple[Stage, ...]
    prose: tuple[Paragraph, ...]
    prisma_s: tuple[Item, ...]
    prisma_2020: tuple[ChecklistItem, ...]
    flow: Flow
    charts: Charts
    characteristics: Characteristics
    appraisals: Appraisals
    map: EvidenceMap
    determinants: tuple[Determinant, ...]
    contradictions: tuple[Contradiction, ...]
    voices: tuple[Voices, ...]
    recommendations: tuple[Recommendation, ...]
    gaps: tuple[Gap, ...]
    selection: Text
    kinds: tuple[Kind, ...]
    shared: Shared
    n_included: int
    n_excluded: int
    codebook: tuple[Dimension, ...]
    codebook_name: str
    schema: str
    cautions: tuple[Text, ...]
    caution_ids: tuple[str, ...]
    cautioned: tuple[tuple[Link, ...], ...]
    n_gaps: int
    lookup: Lookup

    @property
    def language(self) -> str:
        """The language of the report."""
        return self.messages.language

    @property
    def movable(self) -> bool:
        """Whether rows and columns of the map can be chosen."""
        return movable(self.lookup)

    @property
    def sections(self) -> tuple[str, ...]:
        """The names of the sections that this report has, in order."""
        empty = {
            "contradictions": not self.contradictions,
            "voices": not self.voices,
            "recommendations": not self.recommendations,
        }
        return tuple(name for name in SECTIONS if not empty.get(name))

    @property
    def included(self) -> Iterator[Work]:
        """The included works, one after the other: a large report never holds them all."""
        return works(self.lookup, included=True)

    @property
    def excluded(self) -> Iterator[Work]:
        """The works that are not included."""
        return works(self.lookup, included=False)

    @property
    def passages(self) -> Iterator[PassagesOfWork]:
        """The passages under their works."""
        return passages(self.lookup)

    @property
    def records(self) -> Iterator[Record]:
        """The records in the order of their numbers."""
        return records(self.lookup)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding, determinant by determinant."""
        return tuple(finding for one in self.determinants for finding in one.findings)


def page(document: Mapping[str, Any], language: str, style: Style | None = None) -> Page:
    """The context of a report on a synthesis document, in `language`; works are cited in `style`."""
    with uncollected():
        return _page(look_up(document, Messages.load(language), style))


def _page(lookup: Lookup) -> Page:
    document, language = lookup.document, lookup.language
    by_determinant = determinants(lookup)
    findings = [finding for one in by_determinant for finding in one.findings]
    listed, table = gaps(lookup), characteristics(lookup)
    scope, screened, types = _scope(document["review"], lookup), screening(lookup), kinds(listed, lookup)
    told, rated = prose(Facts(lookup, scope, screened, types)), appraisals(lookup)
    book = document["codebook"]
    return Page(
        messages=lookup.messages,
        title=lookup.pick(document["review"]["title"]),
        question=lookup.pick(document["review"]["question"]),
        scope=scope,
        figures=tuple(_figures(lookup, n_included=len(table.rows), n_gaps=len(listed))),
        levels=levels(findings),
        foremost=tuple(sorted(findings, key=lambda finding: -finding.n_works)[:IN_SHORT]),
        contradictory=tuple(finding for finding in findings if finding.contradictory),
        pressing=_pressing(listed),
        searches=searches(lookup),
        screening=screened,
        prose=told,
        prisma_s=items(document, language),
        prisma_2020=_checklist(lookup, told, rated=bool(rated)),
        flow=flow(lookup),
        charts=charts(lookup),
        characteristics=table,
        appraisals=rated,
        map=evidence_map(lookup),
        determinants=by_determinant,
        contradictions=contradictions(lookup),
        voices=voices(lookup),
        recommendations=recommendations(lookup),
        gaps=listed,
        selection=lookup.pick(document.get("gap_selection", {}).get("statement")),
        kinds=types,
        shared=shared(listed),
        n_included=len(table.rows),
        n_excluded=len(document["works"]) - len(table.rows),
        lookup=lookup,
        codebook=tuple(_codebook(lookup)),
        codebook_name=f"{book['id']} {book['version']}",
        schema=str(document["schema"]),
        cautions=tuple(lookup.pick(caution) for caution in document["cautions"]),
        caution_ids=tuple(f"caution={caution['id']}" for caution in document["cautions"]),
        cautioned=tuple(lookup.work_links(caution["works"]) for caution in document["cautions"]),
        n_gaps=len(listed),
    )


def _checklist(lookup: Lookup, told: Sequence[Paragraph], *, rated: bool) -> tuple[ChecklistItem, ...]:
    blanks = [one.anchor for one in told if one.blank]
    return prisma_2020(lookup.messages, blanks=blanks, absent=() if rated else ("appraisals",))


def _pressing(listed: Sequence[Gap]) -> tuple[Gap, ...]:
    """The first gaps of the list, of every type at least one."""
    first = {gap.kind: gap for gap in reversed(listed)}
    rest = [gap for gap in listed if gap is not first[gap.kind]]
    chosen = [*first.values(), *rest][: max(IN_SHORT, len(first))]
    return tuple(gap for gap in listed if gap in chosen)


def _scope(review: Mapping[str, Any], lookup: Lookup) -> str:
    words = lookup.messages
    first, last = review["years"]["from"], review["years"]["to"]
    form = {(True, True): "between", (True, False): "since", (False, True): "until"}.get(
        (bool(first), bool(last))
    )
    years = words(f"scope.{form}", first=str(first), last=str(last)) if form else ""
    languages = words.join([lookup.word("language", code) for code in review["languages"]])
    return " ".join(
        part for part in (years, words("scope.languages", languages=languages) if languages else "") if part
    )


def _figures(lookup: Lookup, *, n_included: int, n_gaps: int) -> Iterator[Figure]:
    """The numbers at the top; a gap that a broader one implies is not counted again."""
    document, words = lookup.document, lookup.messages
    counts = {
        "searches": len(document["searches"]),
        "records": len(document["records"]),
        "works": len(document["works"]),
        "included": n_included,
        "codings": lookup.read.codings,
        "findings": len(document["findings"]),
        "gaps": n_gaps,
    }
    elsewhere = {"included": "works", "codings": "passages"}
    for name, n in counts.items():
        yield Figure(words(f"figure.{name}", n=n), words.number(n), elsewhere.get(name, name), name)


def _codebook(lookup: Lookup) -> Iterator[Dimension]:
    for dimension in lookup.document["codebook"]["dimensions"]:
        codes = tuple(
            Code(
                anchors.code(dimension["id"], code["id"]),
                lookup.pick(code["label"]),
                lookup.pick(code["definition"]),
            )
            for code in dimension["codes"]
            if "point" not in code
        )
        yield Dimension(lookup.pick(dimension["label"]), codes)

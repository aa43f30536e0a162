"""The synthesis as one JSON document: the same state gives the same bytes; no clock, no chance.

The shape is fixed by schema.json beside this file; docs/synthesis.md explains it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from importlib.resources import files

from synth.model import DIRECTIONS, Decision, SiteSearch
from synth.synthesis import confidence as levels
from synth.synthesis.csl import citation, csl_item, suffixes
from synth.synthesis.evidence import Evidence, gather, study_groups
from synth.synthesis.explanations import Scope, explain, first_sign
from synth.synthesis.findings import Finding, findings
from synth.synthesis.findings import statement as finding_statement
from synth.synthesis.flow import flow
from synth.synthesis.gap_rules import RULE_VERSION, Scene
from synth.synthesis.gaps import CLASSIFICATION, SEVERITY, Gap, find_gaps, question, statement
from synth.synthesis.matrix import Json, matrix, passage_id
from synth.synthesis.prisma_s import prisma_s
from synth.synthesis.standing import standings
from synth.synthesis.state import FoundRecord, LinkedWork, State, StoredPassage
from synth.synthesis.wording import LANGUAGES, Words, bilingual
from synth.verdicts import by_work

SCHEMA = "synthesis/1.2"


def synthesise(state: State) -> Json:
    """The synthesis of a state, as plain JSON values that `schema.json` accepts."""
    evidence = gather(state)
    found = findings(evidence, state.codebook, state.protocol.gaps)
    scene = Scene(evidence, state.codebook, state.protocol.gaps, found)
    scope = Scope.of(state, evidence)
    searches = sorted(run.id for run in state.searches)
    return {
        "schema": SCHEMA,
        "review": _review(state),
        "generated_from": _sizes(state, evidence),
        "cautions": _cautions(scene, scope),
        "searches": [asdict(run) | _lists(run) for run in sorted(state.searches, key=lambda run: run.id)],
        "sites": [_site(one) for one in state.sites],
        "prisma_s": prisma_s(state),
        "flow": flow(state),
        "works": _works(state, evidence),
        "records": [_record(one) for one in sorted(state.records, key=lambda one: one.id)],
        "passages": _passages(state),
        "codebook": asdict(state.codebook),
        "matrix": matrix(evidence, state.codebook),
        "findings": [_finding(one, scene) for one in found],
        "gaps": [
            _gap(gap, scene, scope, rank=rank, searches=searches)
            for rank, gap in enumerate(find_gaps(scene), start=1)
        ],
        "references": sorted(evidence.works),
    }


def dumps(document: Json) -> str:
    """The document as text: sorted keys, two spaces, UTF-8 characters as they are, a newline at the end."""
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True, allow_nan=False) + "\n"


def schema() -> Json:
    """The JSON Schema (2020-12) of the document."""
    loaded: Json = json.loads((files("synth.synthesis") / "schema.json").read_text(encoding="utf-8"))
    return loaded


def _lists(run: object) -> Json:
    return {name: list(getattr(run, name)) for name in ("requests", "widened", "filters")}


def _site(site: SiteSearch) -> Json:
    return asdict(site) | {"works": list(site.works)}


def _review(state: State) -> Json:
    protocol = state.protocol
    return {
        "id": protocol.id,
        "title": protocol.title,
        "question": protocol.question,
        "languages": list(protocol.languages),
        "years": {"from": protocol.year_from, "to": protocol.year_to},
        "criteria": [asdict(one) for one in sorted(protocol.criteria, key=lambda one: (one.verdict, one.id))],
        "stages": list(protocol.stages),
        "gap_parameters": asdict(protocol.gaps) | {"impossible": [list(p) for p in protocol.gaps.impossible]},
    }


def _sizes(state: State, evidence: Evidence) -> Json:
    return {
        "searches": len(state.searches),
        "records": len(state.records),
        "works": len(state.works),
        "decisions": len(state.decisions),
        "included": len(evidence.works),
        "included_studies": len(set(evidence.studies.values())),
        "passages": len(state.passages),
        "codings": len(state.codings),
        "codings_outside": evidence.outside,
        "coded_passages": len(evidence.coded),
    }


def _cautions(scene: Scene, scope: Scope) -> list[Json]:
    """What a reader must know before reading any absence in the document as a gap."""
    waiting = {"awaiting": scope.awaiting, "uncoded": scope.uncoded}
    said = [_about_works(scene, name, works) for name, works in waiting.items() if works]
    used = [name for name in scene.least if scene.codebook.codes(name) and scene.shares]
    rare = [name for name in used if not scene.judged(name)]
    return said + [_about_share(scene, name, scene.least[name]) for name in rare]


def _about_works(scene: Scene, name: str, works: Sequence[str]) -> Json:
    def text(words: Words) -> str:
        return words.say(f"caution.{name}", works=words.plural("works", len(works)))

    return {"id": name, "works": list(works), **bilingual(scene.codebook, text)}


def _about_share(scene: Scene, dimension: str, threshold: float) -> Json:
    def text(words: Words) -> str:
        share = words.percent(scene.shares.get(dimension, 0.0), below=threshold)
        return words.say(f"caution.{dimension}", share=share, threshold=words.percent(threshold))

    return {"id": dimension, "works": [], **bilingual(scene.codebook, text)}


def _works(state: State, evidence: Evidence) -> list[Json]:
    where, decided = standings(state), by_work(state.decisions)
    studies = {**study_groups(one.work for one in state.works), **evidence.studies}
    letters = suffixes(one.work for one in state.works)
    found_by = {one.id: {a.search_id for a in one.appearances} for one in state.records}
    seen: defaultdict[str, dict[str, set[str]]] = defaultdict(lambda: {"phase": set(), "perspective": set()})
    for (dimension, code), ids in evidence.index.items():
        for one in ids if dimension in ("phase", "perspective") else ():
            seen[evidence.work_of[one]][dimension].add(code)
    return [
        {
            **_bibliography(one, letters[one.work.key]),
            "included": where[one.work.key] == "included",
            "standing": where[one.work.key],
            "study": studies[one.work.key],
            "found_by": sorted(set().union(*(found_by.get(i, set()) for i in one.work.record_ids))),
            "decisions": [_decision(decision) for decision in decided.get(one.work.key, [])],
            "phases": sorted(seen[one.work.key]["phase"]),
            "perspectives": sorted(seen[one.work.key]["perspective"]),
        }
        for one in sorted(state.works, key=lambda one: one.work.key)
    ]


def _bibliography(linked: LinkedWork, suffix: str) -> Json:
    work = linked.work
    links = sorted(linked.links, key=lambda link: (link.record_id, link.reason))
    return {
        "key": work.key,
        "id": work.id,
        "citation": citation(work, suffix),
        "csl": csl_item(work, suffix),
        "record_ids": sorted(work.record_ids),
        "origin": dict(sorted(work.origin.items())),
        "links": [asdict(link) for link in links],
    }


def _decision(decision: Decision) -> Json:
    values = asdict(decision)
    return {name: value for name, value in values.items() if name != "work" and value is not False}


def _record(found: FoundRecord) -> Json:
    record = found.record
    appearances = sorted(found.appearances, key=lambda a: (a.search_id, a.rank))
    return {
        "id": found.id,
        "source": record.source,
        "source_id": record.source_id,
        "title": record.title,
        "year": record.year,
        "searches": [
            {
                "search": one.search_id,
                "rank": one.rank,
                "status": one.status,
                "how": one.how,
                "reason": one.reason,
                "hits": [
                    asdict(hit) for hit in sorted(one.hits, key=lambda h: (h.field, h.start, h.end, h.term))
                ],
            }
            for one in appearances
        ],
    }


def _passages(state: State) -> list[Json]:
    codings: defaultdict[int, list[Json]] = defaultdict(list)
    for one in sorted(state.codings, key=lambda one: one.coding.uid):
        keys = ("uid", "dimension", "code", "direction", "coder")
        codings[one.passage_id].append({key: getattr(one.coding, key) for key in keys})
    return [_passage(one, codings[one.id]) for one in sorted(state.passages, key=lambda one: one.id)]


def _passage(stored: StoredPassage, codings: list[Json]) -> Json:
    passage = stored.passage
    return {
        "id": passage_id(stored.id),
        "work": passage.work,
        "section": passage.section,
        "field": passage.field,
        "start": passage.start,
        "end": passage.end,
        "quote": passage.quote,
        "paraphrase": dict(sorted(passage.paraphrase.items())),
        "codings": codings,
    }


def _finding(finding: Finding, scene: Scene) -> Json:
    support, codebook = finding.support, scene.codebook
    words = [Words(language, codebook) for language in LANGUAGES]
    phases = [code.id for code in codebook.codes("phase")]
    return {
        "id": finding.id,
        "determinant": finding.determinant,
        "factor": finding.factor,
        "n_works": support.n_works,
        "n_studies": support.n_studies,
        "directions": {one: finding.directions[one].n_works for one in DIRECTIONS},
        "direction_works": {one: list(finding.directions[one].works) for one in DIRECTIONS},
        "sides": {name: list(works) for name, works in asdict(finding.sides).items()},
        "works": list(support.works),
        "passages": [passage_id(one) for one in support.passages],
        "phases": {phase: len(works) for phase, works in finding.phases.items()},
        "phase_works": {phase: list(works) for phase, works in finding.phases.items()},
        "perspectives": {code: len(works) for code, works in finding.perspectives.items()},
        "perspective_works": {code: list(works) for code, works in finding.perspectives.items()},
        **_profile(scene.evidence, support.works),
        "contradictory": finding.contradictory,
        "statement": {one.language: finding_statement(finding, one, phases) for one in words},
        "confidence": levels.document(finding.confidence, words),
    }


def _profile(evidence: Evidence, works: Sequence[str]) -> Json:
    """First and last year, languages and types of a set of works."""
    records = [evidence.works[key].record for key in works]
    years = sorted(record.year for record in records if record.year is not None)
    return {
        "years": [years[0], years[-1]] if years else [],
        "languages": sorted({record.language for record in records if record.language}),
        "types": sorted({record.type for record in records if record.type}),
    }


def _gap(gap: Gap, scene: Scene, scope: Scope, *, rank: int, searches: list[int]) -> Json:
    draft = gap.draft
    explanations = explain(draft, scene, scope)
    classes = CLASSIFICATION[draft.type]
    return {
        "id": draft.id,
        "type": draft.type,
        "rule": gap.rule,
        "rule_version": RULE_VERSION,
        "cell": dict(draft.cell),
        "statement": bilingual(scene.codebook, lambda words: statement(gap, scene, words)),
        "question": bilingual(scene.codebook, lambda words: question(gap, scene, words)),
        "basis": _basis(gap, scene),
        "works": list((draft.support if draft.support.works else draft.around).works),
        "passages": [passage_id(one) for one in draft.support.passages],
        "search_scope": searches,
        "explanations": explanations,
        "first_explanation": first_sign(explanations),
        "judged": draft.judged,
        "robinson": classes.robinson,
        "classification": asdict(classes),
        "priority": _priority(gap, scene, rank),
        "folded_into": draft.parent,
        "members": list(draft.members),
        "status": "proposed",
    }


def _basis(gap: Gap, scene: Scene) -> Json:
    draft, parameters = gap.draft, asdict(scene.parameters)
    denominators: dict[str, int] = {
        "included_works": len(scene.evidence.works),
        "included_studies": len(set(scene.evidence.studies.values())),
        "coded_works": scene.coded.n_works,
        "coded_studies": scene.coded.n_studies,
        "coded_passages": len(scene.coded.passages),
        "around_studies": draft.around.n_studies,
    }
    denominators |= dict(zip(("row_studies", "column_studies"), draft.margins, strict=False))
    if draft.members:
        denominators |= {"group": draft.total, "members": len(draft.members)}
    finding = next((one for one in scene.findings if draft.cell == (("factor", one.factor),)), None)
    return {
        "n_works": draft.support.n_works,
        "n_studies": draft.support.n_studies,
        "n_passages": len(draft.support.passages),
        "expected": draft.expected,
        "denominators": denominators,
        "threshold": {name: parameters[name] for name in draft.thresholds},
        "sides": {name: list(some) for name, some in asdict(finding.sides).items()} if finding else {},
        **_profile(scene.evidence, draft.support.works),
    }


def _priority(gap: Gap, scene: Scene, rank: int) -> Json:
    parts = gap.priority
    severity = gap.draft.kind if gap.draft.kind in SEVERITY else parts.severity

    def reasons(words: Words) -> list[str]:
        keys = [f"breadth.{parts.breadth}", f"severity.{severity}", f"closeness.{parts.closeness}"]
        return [words.say(f"priority.{key}") for key in keys + ["certainty.unjudged"] * parts.unjudged]

    return {
        "rank": rank,
        "level": parts.level,
        "score": parts.score,
        "breadth": parts.breadth,
        "severity": parts.severity,
        "closeness": parts.closeness,
        "reasons": {one: reasons(Words(one, scene.codebook)) for one in LANGUAGES},
    }

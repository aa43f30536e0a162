"""The synthesis as one JSON document: the same state gives the same bytes; no clock, no chance.

The shape is fixed by schema.json beside this file; docs/synthesis.md explains it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any

from synth.errors import UsageError
from synth.model import DIRECTIONS
from synth.rows import Rows
from synth.synthesis import confidence as levels
from synth.synthesis import listing
from synth.synthesis.characteristics import characteristics, profile
from synth.synthesis.contradictions import contradictions
from synth.synthesis.csl import citation, suffixes
from synth.synthesis.evidence import Evidence, gather
from synth.synthesis.explanations import Scope
from synth.synthesis.facets import VIEWS
from synth.synthesis.findings import Finding, findings
from synth.synthesis.findings import statement as finding_statement
from synth.synthesis.flow import Counted
from synth.synthesis.gap_listing import gap_list
from synth.synthesis.gap_rules import Scene
from synth.synthesis.illustrations import document as illustrations_document
from synth.synthesis.illustrations import illustrations, narrative
from synth.synthesis.listing import passages, record, search, site, works
from synth.synthesis.matrix import Json, matrix
from synth.synthesis.numbered import Works
from synth.synthesis.prisma_s import prisma_s
from synth.synthesis.recommendations import recommendations
from synth.synthesis.rulings import Rulings, assessments
from synth.synthesis.state import FoundRecord, LinkedWork, Shelf, State
from synth.synthesis.tables import perspectives, tables
from synth.synthesis.wording import LANGUAGES, Words, bilingual
from synth.uncollected import uncollected

SCHEMA = "synthesis/1.5"


Keep = Callable[[Iterable[Json], str], Sequence[Mapping[str, Any]]]
"""What holds rows, which are told apart by what this name says of each."""


def synthesise(state: State) -> Json:
    """The synthesis of a state, as plain JSON values that `schema.json` accepts."""
    return _synthesised(state, lambda _: _Held(state.works, state.records), _in_memory)


def synthesise_included(state: State) -> Json:
    """The synthesis of a state without the list of records, and with the included works only.

    The same as `synthesise` in everything else.
    """

    def held(evidence: Evidence) -> Shelf:
        return _Held([one for one in state.works if one.work.key in evidence.works], ())

    return _synthesised(state, held, _in_memory)


def synthesise_in_rows(state: State, shelf: Shelf, keep: Keep) -> Json:
    """The synthesis of a state that outlines works, with the long lists held as `keep` does.

    `shelf` gives works and records whole, one after the other. The same as `synthesise` in everything else.
    """
    return _synthesised(state, lambda _: shelf, keep)


def _in_memory(rows: Iterable[Json], _: str) -> list[Json]:
    return list(rows)


class _Held:
    """Works and records that are held in memory."""

    def __init__(self, works: Iterable[LinkedWork], records: Iterable[FoundRecord]) -> None:
        self.works = sorted(works, key=lambda one: one.work.key)
        self.records = sorted(records, key=lambda one: one.id)


def _synthesised(state: State, shelf_of: Callable[[Evidence], Shelf], keep: Keep) -> Json:
    with uncollected():
        evidence, letters = gather(state), _letters(state)
        shelf = shelf_of(evidence)
        listed = works(state, evidence, letters, lambda: shelf.works)
        return {
            **_made_of(state, evidence, letters),
            "works": keep(listed, "key"),
            "records": keep(map(record, shelf.records), "id"),
            "passages": keep(passages(state), "id"),
        }


def _made_of(state: State, evidence: Evidence, letters: Mapping[str, str]) -> Json:
    """All of the synthesis but what it lists: works, records and passages."""
    codebook, rulings = state.codebook, Rulings(state.assessments)
    grounds = levels.Grounds(evidence, state.protocol.gaps, year(state))
    found = findings(grounds, codebook)
    scene = Scene(evidence, codebook, state.protocol.gaps, found, grounds.year)
    scope = Scope.of(state, evidence)
    counted = Counted.of(state, evidence.screened)

    def cite(key: str) -> str:
        return citation(evidence.works[key], letters.get(key, ""))

    return {
        "schema": SCHEMA,
        "about": bilingual(codebook, lambda words: words.say("about")),
        "review": _review(state, grounds.year),
        "generated_from": _sizes(state, evidence),
        "cautions": _cautions(scene, scope),
        "searches": [search(run) for run in sorted(state.searches, key=lambda run: run.id)],
        "sites": [site(one) for one in state.sites],
        "prisma_s": prisma_s(state, counted),
        "flow": counted.boxes,
        "codebook": listing.codebook(codebook),
        "appraisals": listing.appraisals(evidence, codebook),
        "characteristics": characteristics(evidence, codebook),
        "matrix": matrix(evidence, codebook),
        "tables": tables(evidence, codebook),
        "findings": [_finding(one, scene, rulings, cite) for one in found],
        "contradictions": contradictions(evidence, codebook, found),
        "perspectives": perspectives(evidence, codebook),
        "recommendations": recommendations(evidence, codebook),
        **gap_list(scene, scope, rulings, searches=sorted(run.id for run in state.searches)),
        "assessments": assessments(state),
        "references": sorted(evidence.works),
    }


def _letters(state: State) -> dict[str, str]:
    """The letters of works with the same citation (`csl.suffixes`)."""
    whole = ((one.work.key, citation(one.work)) for one in state.works)
    return suffixes(chain(whole, ((one.key, one.cited) for one in state.outlined)))


def year(state: State) -> int:
    """The year the synthesis counts from: of the protocol, else of the last search, else the newest work."""
    searched = [int(run.started_at[:4]) for run in state.searches if run.started_at[:4].isdecimal()]
    return state.protocol.gaps.as_of or max(searched, default=0) or max(state.years(), default=0)


def dumps(document: Json) -> str:
    """The document as text: sorted keys, two spaces, UTF-8 characters as they are, a newline at the end."""
    return b"".join(written(document)).decode()


def written(document: Json) -> Iterator[bytes]:
    """The same in stretches, each row of a list that lies in a file by itself."""
    before = b"{"
    for name in sorted(document):
        yield before + b"\n  " + _formatted(name) + b": "
        yield from _value(document[name])
        before = b","
    yield b"\n}\n"


def _value(value: object) -> Iterator[bytes]:
    if not isinstance(value, Rows) or not value:
        yield _formatted(list(value) if isinstance(value, Rows) else value, 1)
        return
    before = b"["
    for row in value:
        yield before + b"\n    " + _formatted(row, 2)
        before = b","
    yield b"\n  ]"


def _formatted(value: object, depth: int = 0) -> bytes:
    """A value as it stands so deep in the document; text has no line ends of its own in JSON."""
    import msgspec

    text = msgspec.json.format(msgspec.json.encode(value, order="sorted"), indent=2)
    return text.replace(b"\n", b"\n" + b"  " * depth)


CHECKED_AT_ONCE = 1000
"""Rows of a list that lies in a file that are checked together."""


@cache
def _validator() -> Any:
    import jsonschema_rs

    return jsonschema_rs.validator_for(schema())


@cache
def _part_validator(name: str) -> Any:
    import jsonschema_rs

    whole = schema()
    properties: Any = whole["properties"]
    return jsonschema_rs.validator_for(
        {"$schema": whole["$schema"], "$defs": whole["$defs"], "properties": {name: properties[name]}}
    )


def checked(document: Json) -> Json:
    """The document, once the schema accepts it; UsageError names the first place that it does not."""
    long = {name: rows for name, rows in document.items() if isinstance(rows, Rows)}
    _accepted(_validator(), {name: [] if name in long else value for name, value in document.items()})
    for name, rows in long.items():
        for start in range(0, len(rows), CHECKED_AT_ONCE):
            _accepted(_part_validator(name), {name: rows[start : start + CHECKED_AT_ONCE]})
    return document


def _accepted(validator: Any, document: Json) -> None:
    for error in validator.iter_errors(document):
        place = "/".join(str(step) for step in error.instance_path) or "the whole"
        raise UsageError(
            f"The synthesis does not fit its schema: {place}: {error.message}.",
            remedy="Nothing was written. Please report this as a mistake in synth.",
        )


def schema() -> Json:
    """The JSON Schema (2020-12) of the document."""
    loaded: Json = json.loads((files("synth.synthesis") / "schema.json").read_text(encoding="utf-8"))
    return loaded


def _review(state: State, now: int) -> Json:
    protocol = state.protocol
    return {
        "id": protocol.id,
        "title": protocol.title,
        "question": protocol.question,
        "languages": list(protocol.languages),
        "years": {"from": protocol.year_from, "to": protocol.year_to},
        "criteria": [asdict(one) for one in sorted(protocol.criteria, key=lambda one: (one.verdict, one.id))],
        "stages": list(protocol.stages),
        "gap_parameters": {name: _plain(value) for name, value in asdict(protocol.gaps).items()},
        "year": now,
    }


def _plain(value: object) -> object:
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def _sizes(state: State, evidence: Evidence) -> Json:
    return {
        "searches": len(state.searches),
        "records": len(state.records),
        "works": state.n_works,
        "decisions": len(state.decisions),
        "included": len(evidence.works),
        "included_studies": len(set(evidence.parts.values())),
        "included_groups": len(set(evidence.studies.values())),
        "being_coded": len(state.being_coded & evidence.works.keys()),
        "passages": len(state.passages),
        "codings": len(state.codings),
        "codings_outside": evidence.outside,
        "coded_passages": len(evidence.coded),
    }


CAUTIONED = ("phase", *VIEWS, "country", "sector", "target-group", "family")
"""The dimensions of which a reader must know that they were rarely coded."""


def _cautions(scene: Scene, scope: Scope) -> list[Json]:
    """What a reader must know before reading any absence in the document as a gap."""
    waiting = {"awaiting": scope.awaiting, "being_coded": scope.being_coded, "uncoded": scope.uncoded}
    said = [_about_works(scene, name, works) for name, works in waiting.items() if works]
    used = [name for name in CAUTIONED if scene.codebook.codes(name) and scene.shares]
    rare = [name for name in used if not scene.judged(name)]
    return said + [_about_share(scene, name, scene.least[name]) for name in rare]


def _about_works(scene: Scene, name: str, works: Sequence[str]) -> Json:
    def text(words: Words) -> str:
        return words.say(f"caution.{name}", works=words.plural("works", len(works)))

    return {"id": name.replace("_", "-"), "works": list(works), **bilingual(scene.codebook, text)}


def _about_share(scene: Scene, dimension: str, threshold: float) -> Json:
    def text(words: Words) -> str:
        share = words.percent(scene.shares.get(dimension, 0.0), below=threshold)
        key = f"caution.{dimension if dimension in ('phase', *VIEWS) else 'context'}"
        label = words.dimension(dimension)
        named = {"dimension": label[:1].upper() + label[1:]} if key == "caution.context" else {}
        return words.say(key, share=share, threshold=words.percent(threshold), **named)

    works = list(scene.support(scene.evidence.of_dimension(dimension)).works)
    return {"id": dimension, "works": works, **bilingual(scene.codebook, text)}


def _finding(finding: Finding, scene: Scene, rulings: Rulings, cite: Callable[[str], str]) -> Json:
    support, codebook = finding.support, scene.codebook
    words = [Words(language, codebook) for language in LANGUAGES]
    phases = [code.id for code in codebook.codes("phase")]
    ruling = rulings.of(finding.id, "confidence")
    said = {one.language: finding_statement(finding, one, phases) for one in words}
    shown = illustrations(finding, scene.evidence)
    return {
        "id": finding.id,
        "determinant": finding.determinant,
        "factor": finding.factor,
        "n_works": support.n_works,
        "n_studies": support.n_studies,
        "directions": {one: finding.directions[one].n_works for one in DIRECTIONS},
        "direction_works": {one: list(finding.directions[one].works) for one in DIRECTIONS},
        "sides": _listed(finding.sides.listed()),
        "claim": _claim(finding),
        "works": list(support.works),
        "passages": list(support.names),
        "phases": _counted(finding.phases),
        "phase_works": _listed(finding.phases),
        "perspectives": _counted(finding.perspectives),
        "perspective_works": _listed(finding.perspectives),
        "stakeholders": _listed(finding.stakeholders),
        "contexts": {name: _listed(works) for name, works in finding.contexts.items()},
        **profile(scene.evidence, support.works),
        "contradictory": finding.contradictory,
        "statement": said,
        "narrative": {one.language: narrative(said, shown, scene.evidence, cite, one) for one in words},
        "illustrations": illustrations_document(shown),
        "confidence": levels.document(finding.confidence, words, ruling),
    }


def _claim(finding: Finding) -> Json:
    """What the studies claim, with presence taken into account, and the works for and against."""
    claim = finding.claim
    return {
        "balance": len(claim.sides.success) - len(claim.sides.failure),
        "studies_for": list(claim.sides.success),
        "studies_against": list(claim.sides.failure),
        "studies_both": list(claim.sides.both),
        "works_for": list(claim.works_for),
        "works_against": list(claim.works_against),
        "unclear": list(claim.unclear),
        "present": list(claim.present),
        "absent": list(claim.absent),
    }


def _counted(works: Mapping[str, Works]) -> dict[str, int]:
    return {code: len(some) for code, some in works.items()}


def _listed(works: Mapping[str, Works]) -> dict[str, list[str]]:
    return {code: list(some) for code, some in works.items()}

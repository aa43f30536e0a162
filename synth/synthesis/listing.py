"""Works, records, passages and searches as the synthesis lists them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, fields

from synth.model import Decision, SearchRun, SiteSearch
from synth.synthesis.characteristics import contexts_of
from synth.synthesis.csl import citation, csl_item, suffixes
from synth.synthesis.evidence import Evidence
from synth.synthesis.facets import CONTEXTS, VIEWS
from synth.synthesis.groups import study_groups
from synth.synthesis.matrix import Json, passage_id
from synth.synthesis.standing import standings
from synth.synthesis.state import FoundRecord, LinkedWork, State, StoredPassage
from synth.verdicts import by_work

DECISION = tuple(one.name for one in fields(Decision) if one.name != "work")
"""What a decision says of its work."""


def search(run: SearchRun) -> Json:
    """A search with its requests as sent."""
    return asdict(run) | {name: list(getattr(run, name)) for name in ("requests", "widened", "filters")}


def site(one: SiteSearch) -> Json:
    """A site that was searched by hand."""
    return asdict(one) | {"works": list(one.works)}


def citations(state: State) -> dict[str, str]:
    """Work key to its citation, with the letter that tells those of one year apart."""
    letters = suffixes(one.work for one in state.works)
    return {one.work.key: citation(one.work, letters[one.work.key]) for one in state.works}


def works(state: State, evidence: Evidence) -> list[Json]:
    """Every work, with where it stands, its decisions and what it was coded on."""
    where, decided = standings(state), by_work(state.decisions)
    studies = {**study_groups(one.work for one in state.works), **study_groups(evidence.works.values())}
    letters = suffixes(one.work for one in state.works)
    found_by = {one.id: {a.search_id for a in one.appearances} for one in state.records}
    seen: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for (dimension, code), ids in evidence.index.items():
        for one in ids if dimension in ("phase", *VIEWS) else ():
            seen[evidence.work_of[one]][dimension].add(code)
    for dimension, codes in contexts_of(evidence).items():
        for code, keys in codes.items():
            for key in keys:
                seen[key][dimension].add(code)
    return [
        {
            **_bibliography(one, letters[one.work.key]),
            "included": where[one.work.key] == "included",
            "standing": where[one.work.key],
            "study": studies[one.work.key],
            "group": evidence.studies.get(one.work.key, studies[one.work.key]),
            "found_by": sorted(set().union(*(found_by.get(i, set()) for i in one.work.record_ids))),
            "decisions": [_decision(decision) for decision in decided.get(one.work.key, [])],
            "phases": sorted(seen[one.work.key]["phase"]),
            "perspectives": sorted(seen[one.work.key]["perspective"]),
            "contexts": _contexts(seen[one.work.key]),
        }
        for one in sorted(state.works, key=lambda one: one.work.key)
    ]


def _contexts(seen: Mapping[str, set[str]]) -> Json:
    return {name: sorted(codes) for name, codes in sorted(seen.items()) if name in CONTEXTS and codes}


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
    values = ((name, getattr(decision, name)) for name in DECISION)
    return {name: value for name, value in values if value is not False}


def record(found: FoundRecord) -> Json:
    """A record with every search that brought it."""
    given = found.record
    appearances = sorted(found.appearances, key=lambda a: (a.search_id, a.rank))
    return {
        "id": found.id,
        "source": given.source,
        "source_id": given.source_id,
        "title": given.title,
        "year": given.year,
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


def passages(state: State) -> list[Json]:
    """Every passage with its codings."""
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

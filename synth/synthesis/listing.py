"""Works, records, passages and searches as the synthesis lists them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from operator import attrgetter, itemgetter

from synth.model import Coding, Decision, Hit, SearchRun, SiteSearch
from synth.synthesis.appraisals import OUTCOMES, Appraisal, instruments
from synth.synthesis.characteristics import contexts_of
from synth.synthesis.csl import citation, csl_item
from synth.synthesis.evidence import Evidence
from synth.synthesis.facets import CONTEXTS, VIEWS
from synth.synthesis.groups import study_groups
from synth.synthesis.matrix import Json
from synth.synthesis.numbered import Works
from synth.synthesis.passages import passage_id
from synth.synthesis.state import CodebookView, FoundRecord, LinkedWork, State, StoredPassage

DECISION = tuple(one.name for one in fields(Decision) if one.name != "work")
"""What a decision says of its work."""

_HITS = attrgetter("field", "start", "end", "term")
_NAME = itemgetter(0)


def search(run: SearchRun) -> Json:
    """A search with its requests as sent."""
    return asdict(run) | {name: list(getattr(run, name)) for name in ("requests", "widened", "filters")}


def site(one: SiteSearch) -> Json:
    """A site that was searched by hand."""
    return asdict(one) | {"works": list(one.works)}


def works(
    state: State, evidence: Evidence, letters: Mapping[str, str], listed: Callable[[], Iterable[LinkedWork]]
) -> Iterator[Json]:
    """The works that `listed` gives, with where each stands, its decisions and what it was coded on.

    `letters` tell works with the same citation apart (`csl.suffixes`).
    """
    screened, seen, silent = evidence.screened, _Seen(evidence), _silent(evidence)
    studies: dict[str, str] = {}
    if len(evidence.works) < state.n_works:
        studies = study_groups(lambda: (one.work for one in listed()))
    studies |= evidence.parts
    brought = {one.id: one.appearances for one in state.records}
    for one in listed():
        key, where = one.work.key, screened.where[one.work.key]
        coded = seen.of(key)
        yield {
            **_bibliography(one, letters.get(key, "")),
            "included": where == "included",
            "standing": where,
            "study": studies[key],
            "group": evidence.studies.get(key, studies[key]),
            "found_by": sorted({a.search_id for i in one.work.record_ids for a in brought.get(i, ())}),
            "decisions": [_decision(decision) for decision in screened.decided.get(key, ())],
            "phases": coded.get("phase", []),
            "perspectives": coded.get("perspective", []),
            "contexts": {name: codes for name, codes in coded.items() if name in CONTEXTS},
            **({"not_reported": silent[key]} if key in silent else {}),
            **_appraised(evidence.appraisals.get(key, ())),
        }


def appraisals(evidence: Evidence, codebook: CodebookView) -> list[Json]:
    """Every instrument that works were rated with: by whom, which works, and what follows of it."""
    listed = []
    for instrument in instruments(codebook):
        rated = {
            work: one
            for work, some in sorted(evidence.appraisals.items())
            for one in some
            if one.dimension == instrument.id
        }
        if rated:
            limits = {name: [w for w, one in rated.items() if one.limits == name] for name in OUTCOMES}
            coders = sorted({coder for one in rated.values() for coder in one.coders})
            listed.append(
                {
                    "dimension": instrument.id,
                    "label": instrument.instrument,
                    "appraises": instrument.appraises,
                    "coders": coders,
                    "n_works": len(rated),
                    "works": list(rated),
                    "limits": limits,
                }
            )
    return listed


def codebook(view: CodebookView) -> Json:
    """The codebook; only what is rated has a point or an instrument."""
    whole = asdict(view)
    for dimension in whole["dimensions"]:
        if not dimension["appraises"]:
            del dimension["appraises"], dimension["instrument"]
        for code in dimension["codes"]:
            if code["point"] is None:
                del code["point"]
    return whole


def _appraised(found: Sequence[Appraisal]) -> Json:
    return {"appraisals": [asdict(one) for one in found]} if found else {}


class _Seen:
    """What included works carry: phases, views and contexts."""

    def __init__(self, evidence: Evidence) -> None:
        found: defaultdict[str, dict[str, Works]] = defaultdict(dict, contexts_of(evidence))
        for (dimension, code), ids in evidence.index.items():
            if dimension in ("phase", *VIEWS):
                found[dimension][code] = evidence.works_of(ids)
        works = evidence.numbered
        self._place = works.place
        self._codes = {name: works.named(sorted(found[name].items(), key=_NAME)) for name in sorted(found)}

    def of(self, key: str) -> dict[str, list[str]]:
        """Dimension to the codes that a work carries, both in order."""
        if (place := self._place.get(key)) is None:
            return {}
        return {name: list(codes[place]) for name, codes in self._codes.items() if codes[place]}


def _silent(evidence: Evidence) -> dict[str, dict[str, list[str]]]:
    """Work key to dimension to the codes that coders said it does not report; none is the whole dimension."""
    silent: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
    for (dimension, code), works in evidence.silent():
        for work in works:
            codes = silent[work].setdefault(dimension, [])
            codes += [code] if code else []
    return silent


def _bibliography(linked: LinkedWork, suffix: str) -> Json:
    work = linked.work
    links = sorted(linked.links, key=attrgetter("record_id", "reason"))
    return {
        "key": work.key,
        "id": work.id,
        "citation": citation(work, suffix),
        "csl": csl_item(work, suffix),
        "record_ids": sorted(work.record_ids),
        "origin": dict(sorted(work.origin.items())),
        "links": [{"record_id": link.record_id, "reason": link.reason} for link in links],
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
                "hits": [_hit(hit) for hit in sorted(one.hits, key=_HITS)],
            }
            for one in appearances
        ],
    }


def _hit(hit: Hit) -> Json:
    return {
        "term": hit.term,
        "field": hit.field,
        "start": hit.start,
        "end": hit.end,
        "text": hit.text,
    }


def passages(state: State) -> Iterator[Json]:
    """Every passage with its codings."""
    codings: defaultdict[int, list[Coding]] = defaultdict(list)
    for one in state.codings:
        codings[one.passage_id].append(one.coding)
    return (_passage(one, codings.get(one.id, ())) for one in sorted(state.passages, key=attrgetter("id")))


def _coding(coding: Coding) -> Json:
    return {
        "uid": coding.uid,
        "dimension": coding.dimension,
        "code": coding.code,
        "direction": coding.direction,
        "coder": coding.coder,
    }


def _passage(stored: StoredPassage, codings: Iterable[Coding]) -> Json:
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
        "codings": [_coding(one) for one in sorted(codings, key=attrgetter("uid"))],
    }

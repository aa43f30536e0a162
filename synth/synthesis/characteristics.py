"""Characteristics of the included works: where, for whom, how and when they were done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from synth.model import Work
from synth.synthesis.evidence import Evidence
from synth.synthesis.facets import CONTEXTS
from synth.synthesis.matrix import Json
from synth.synthesis.state import CodebookView


def contexts_of(evidence: Evidence) -> dict[str, dict[str, frozenset[str]]]:
    """Context dimension to code to the included works that carry it, as a whole or in a passage."""
    found: defaultdict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for (dimension, code), ids in evidence.index.items():
        if dimension in CONTEXTS:
            in_passages = evidence.works_of(ids)
            found[dimension][code] = evidence.traits.get((dimension, code), frozenset()).union(in_passages)
    for (dimension, code), works in evidence.traits.items():
        found[dimension].setdefault(code, works)
    return dict(found)


def characteristics(evidence: Evidence, codebook: CodebookView) -> Json:
    """Counts of the included works per code of each context, per year, language and type of publication."""
    found, silent = (
        contexts_of(evidence),
        {name: works for (name, code), works in evidence.silent() if not code},
    )
    return {
        "dimensions": [
            {**_dimension(evidence, codebook, name, found.get(name, {})), **_silent(silent.get(name, ()))}
            for name in CONTEXTS
            if found.get(name) or silent.get(name)
        ],
        "years": _counted(evidence, "year"),
        "languages": _counted(evidence, "language"),
        "types": _counted(evidence, "type"),
    }


def contexts_in(evidence: Evidence, studies: Iterable[str]) -> dict[str, list[str]]:
    """Context dimension to the codes that these studies carry, for dimensions that any of them carries."""
    chosen = tuple(studies)
    found = {
        name: sorted(frozenset[str]().union(*set(filter(None, map(of_study.get, chosen)))))
        for name, of_study in evidence.profile.items()
    }
    return {name: codes for name, codes in sorted(found.items()) if codes}


def _dimension(
    evidence: Evidence, codebook: CodebookView, name: str, found: dict[str, frozenset[str]]
) -> Json:
    coded = frozenset[str]().union(*found.values())
    codes = [code.id for code in codebook.codes(name) if found.get(code.id)]
    return {
        "dimension": name,
        "codes": [{"code": code, **_works(evidence, found[code])} for code in codes],
        "without": sorted(set(evidence.works) - coded),
    }


def _silent(works: Iterable[str]) -> Json:
    """The works of which coders said that they do not report a dimension, where there are any."""
    return {"not_reported": sorted(works)} if works else {}


def _counted(evidence: Evidence, field: str) -> list[Json]:
    """The works per value of a bibliographic field, in order; works without one come last, with null."""
    groups: defaultdict[object, list[Work]] = defaultdict(list)
    for work in evidence.works.values():
        groups[getattr(work.record, field) or None].append(work)
    ordered = sorted(groups, key=lambda value: (value is None, str(value)))
    return [{field: value, **_works(evidence, (work.key for work in groups[value]))} for value in ordered]


def _works(evidence: Evidence, keys: Iterable[str]) -> Json:
    works = sorted(keys)
    return {
        "n_works": len(works),
        "n_studies": len({evidence.studies[key] for key in works}),
        "works": works,
    }


def profile(evidence: Evidence, works: Sequence[str]) -> Json:
    """First and last year, languages and types of a set of works."""
    published = set(map(evidence.published.__getitem__, works))
    years = sorted(year for year, _, _ in published if year is not None)
    return {
        "years": [years[0], years[-1]] if years else [],
        "languages": sorted({language for _, language, _ in published if language}),
        "types": sorted({kind for _, _, kind in published if kind}),
    }

"""Characteristics of the included works: where, for whom, how and when they were done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from synth.synthesis.evidence import Evidence
from synth.synthesis.facets import CONTEXTS
from synth.synthesis.matrix import Json
from synth.synthesis.numbered import Studies, Works
from synth.synthesis.state import CodebookView


def contexts_of(evidence: Evidence) -> dict[str, dict[str, Works]]:
    """Context dimension to code to the included works that carry it, as a whole or in a passage."""
    found: defaultdict[str, dict[str, Works]] = defaultdict(dict)
    for (dimension, code), ids in evidence.index.items():
        if dimension in CONTEXTS:
            in_passages = evidence.works_of(ids)
            found[dimension][code] = evidence.traits.get((dimension, code), Works()) | in_passages
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


def contexts_in(evidence: Evidence, studies: Studies) -> dict[str, list[str]]:
    """Context dimension to the codes that these studies carry, for dimensions that any of them carries."""
    found = {
        name: sorted(code for code, carrying in codes.items() if not carrying.isdisjoint(studies))
        for name, codes in evidence.profile.items()
    }
    return {name: codes for name, codes in sorted(found.items()) if codes}


def _dimension(evidence: Evidence, codebook: CodebookView, name: str, found: dict[str, Works]) -> Json:
    codes = [code.id for code in codebook.codes(name) if found.get(code.id)]
    return {
        "dimension": name,
        "codes": [{"code": code, **_works(evidence, found[code])} for code in codes],
        "without": list(evidence.numbered.of(evidence.works) - Works().union(*found.values())),
    }


def _silent(works: Iterable[str]) -> Json:
    """The works of which coders said that they do not report a dimension, where there are any."""
    return {"not_reported": sorted(works)} if works else {}


def _counted(evidence: Evidence, field: str) -> list[Json]:
    """The works per value of a bibliographic field, in order; works without one come last, with null."""
    groups = evidence.published[field]
    ordered = sorted(groups, key=lambda value: (value is None, str(value)))
    return [{field: value, **_works(evidence, groups[value])} for value in ordered]


def _works(evidence: Evidence, works: Works) -> Json:
    studies = evidence.studies_of(works)
    return {"n_works": len(works), "n_studies": len(studies), "works": list(works)}


def profile(evidence: Evidence, works: Works) -> Json:
    """First and last year, languages and types of a set of works."""
    years = evidence.published_in(works, "year")
    return {
        "years": [years[0], years[-1]] if years else [],
        "languages": evidence.published_in(works, "language"),
        "types": evidence.published_in(works, "type"),
    }

"""Recommendations as coded: each with the works that make it, and whom it is for."""

from __future__ import annotations

from collections.abc import Iterator

from synth.synthesis.evidence import NOTHING, Evidence, Facet, Ids
from synth.synthesis.facets import ADVICES, STATEMENT
from synth.synthesis.matrix import Json
from synth.synthesis.state import CodebookView
from synth.synthesis.wording import Words, bilingual

ABOUT = ("factor", "issue", "theme", "determinant")
"""What a recommendation without a code of its own is grouped by: the first of these that it carries."""


def recommendations(evidence: Evidence, codebook: CodebookView) -> list[Json]:
    """One entry per code of a recommendation, then one per subject of those without a code."""
    parents = {(name, code.id): code.parent for name in ADVICES for code in codebook.codes(name)}
    return [
        _recommendation(evidence, codebook, facet, ids=ids, addressee=parents.get(facet, ""))
        for facet, ids in (*_named(evidence, codebook), *_unnamed(evidence, codebook))
    ]


def _named(evidence: Evidence, codebook: CodebookView) -> Iterator[tuple[Facet, Ids]]:
    for name in ADVICES:
        for code in codebook.codes(name):
            if ids := evidence.passages(name, code.id):
                yield (name, code.id), ids


def _unnamed(evidence: Evidence, codebook: CodebookView) -> Iterator[tuple[Facet, Ids]]:
    named = NOTHING.union(*(evidence.of_dimension(name) for name in ADVICES))
    left = evidence.passages(STATEMENT, "recommendation") - named
    for name in ABOUT:
        for code in codebook.codes(name):
            if ids := left & evidence.passages(name, code.id):
                yield (name, code.id), ids
        left -= evidence.of_dimension(name)


def _recommendation(
    evidence: Evidence, codebook: CodebookView, facet: Facet, *, ids: Ids, addressee: str
) -> Json:
    support = evidence.support(ids)

    def statement(words: Words) -> str:
        key = "recommendation.coded" if facet[0] in ADVICES else "recommendation.about"
        return words.plural(key, support.n_works, code=words.name(*facet))

    return {
        "id": f"R-{facet[0]}-{facet[1]}",
        "dimension": facet[0],
        "code": facet[1],
        "addressee": addressee,
        "statement": bilingual(codebook, statement),
        "n_works": support.n_works,
        "n_studies": support.n_studies,
        "works": list(support.works),
        "passages": list(support.names),
    }

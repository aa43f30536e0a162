"""The evidence: coded passages of included works, indexed by code, with the study each work belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from synth.model import Direction, Passage, Work
from synth.synthesis.facets import CONTEXTS, SUBJECTS
from synth.synthesis.groups import independent_groups
from synth.synthesis.standing import standings
from synth.synthesis.state import CodebookView, State, Text

Ids: TypeAlias = frozenset[int]
Facet: TypeAlias = tuple[str, str]
"""A dimension and one of its codes."""

Index: TypeAlias = defaultdict[Facet, set[int]]
Traits: TypeAlias = Mapping[Facet, frozenset[str]]

NOTHING: Ids = frozenset()
UNSPECIFIED = "unspecified"


@dataclass(frozen=True, slots=True)
class Support:
    """What a set of passages rests on, in sorted order."""

    works: tuple[str, ...]
    studies: tuple[str, ...]
    passages: tuple[int, ...]

    @property
    def n_works(self) -> int:
        """Number of works."""
        return len(self.works)

    @property
    def n_studies(self) -> int:
        """Number of independent studies."""
        return len(self.studies)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Coded passages of included works: `index` maps a facet to the passages that carry it.

    `directed` does the same for a facet and a direction. `coded` are the passages with a subject
    (`facets.SUBJECTS`); a passage with only a phase or a perspective says nothing yet. `studies` maps a work
    to what counts as one independent study. `traits` are the contexts that describe a work as a whole;
    they also count for those of its passages that have none of their own. `profile` maps a context dimension
    to study to its codes. `says` is what a passage says, in the coder's words or (under an empty language)
    literally. `outside` counts current codings that the codebook does not know.
    """

    works: Mapping[str, Work]
    studies: Mapping[str, str]
    work_of: Mapping[int, str]
    index: Mapping[Facet, Ids]
    directed: Mapping[tuple[str, str, Direction], Ids]
    coded: Ids
    traits: Traits
    profile: Mapping[str, Mapping[str, frozenset[str]]]
    says: Mapping[int, Text]
    outside: int
    _known: dict[Ids, Support] = field(default_factory=dict, compare=False, repr=False)

    def passages(self, dimension: str, code: str) -> Ids:
        """The coded passages that carry this code."""
        return self.index.get((dimension, code), NOTHING)

    def of_dimension(self, dimension: str) -> Ids:
        """The coded passages that carry any code of this dimension."""
        return frozenset().union(*(ids for (name, _), ids in self.index.items() if name == dimension))

    def support(self, passages: Iterable[int]) -> Support:
        """The works and studies behind a set of passages; what was asked before is remembered."""
        ids = passages if isinstance(passages, frozenset) else frozenset(passages)
        if (known := self._known.get(ids)) is None:
            works = set(map(self.work_of.__getitem__, ids))
            studies = set(map(self.studies.__getitem__, works))
            known = Support(tuple(sorted(works)), tuple(sorted(studies)), tuple(sorted(ids)))
            self._known[ids] = known
        return known


def gather(state: State) -> Evidence:
    """Index the coded passages of the included works; codings of other codebooks are left out."""
    where = standings(state)
    works = {one.work.key: one.work for one in state.works if where[one.work.key] == "included"}
    work_of = {one.id: one.passage.work for one in state.passages if one.passage.work in works}
    implied, books = _implied(state.codebook), {state.codebook.id, *state.codebook.joined}
    index: Index = defaultdict(set)
    directed: defaultdict[tuple[str, str, Direction], set[int]] = defaultdict(set)
    outside = 0
    for stored in state.codings:
        coding = stored.coding
        facet = (coding.dimension, coding.code)
        if facet not in implied or coding.codebook not in books:
            outside += 1
            continue
        if stored.passage_id not in work_of:
            continue
        for dimension, code in implied[facet]:
            index[dimension, code].add(stored.passage_id)
            directed[dimension, code, coding.direction].add(stored.passage_id)
    coded = frozenset(i for (name, _), ids in index.items() if name in SUBJECTS for i in ids)
    traits = _traits(index, coded, work_of)
    _spread(index, coded, work_of=work_of, traits=traits)
    within = {facet: frozenset(ids) & coded for facet, ids in index.items()}
    studies = independent_groups(works.values())
    return Evidence(
        works=works,
        studies=studies,
        work_of=work_of,
        index=within,
        directed={facet: frozenset(ids) & coded for facet, ids in directed.items()},
        coded=coded,
        traits=traits,
        profile=_profile(within, traits, work_of=work_of, studies=studies),
        says={one.id: _says(one.passage) for one in state.passages if one.id in coded},
        outside=outside,
    )


def _says(passage: Passage) -> Text:
    return passage.paraphrase or ({"": passage.quote} if passage.quote else {})


def _profile(
    index: Mapping[Facet, Ids], traits: Traits, *, work_of: Mapping[int, str], studies: Mapping[str, str]
) -> dict[str, dict[str, frozenset[str]]]:
    """Context dimension to study to the codes that its works or passages carry."""
    made: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for (dimension, code), ids in index.items():
        if dimension in CONTEXTS:
            for study in {studies[work_of[one]] for one in ids}:
                made[dimension][study].add(code)
    for (dimension, code), works in traits.items():
        for work in works:
            made[dimension][studies[work]].add(code)
    return {name: {study: frozenset(codes) for study, codes in some.items()} for name, some in made.items()}


def _traits(index: Index, coded: Ids, work_of: Mapping[int, str]) -> Traits:
    """Context facet to the works that it describes as a whole: coded on a passage without a subject."""
    return {
        facet: frozenset(work_of[one] for one in whole)
        for facet, ids in index.items()
        if facet[0] in CONTEXTS and (whole := ids - coded)
    }


def _spread(index: Index, coded: Ids, *, work_of: Mapping[int, str], traits: Traits) -> None:
    """Give the passages of a work the contexts of the work, where a passage has none of its own."""
    of_work: defaultdict[str, set[int]] = defaultdict(set)
    for one in coded if traits else ():
        of_work[work_of[one]].add(one)
    own = {
        name: frozenset().union(*(ids for (dimension, _), ids in index.items() if dimension == name))
        for name in {dimension for dimension, _ in traits}
    }
    for facet, keys in traits.items():
        for key in keys:
            index[facet] |= of_work[key] - own[facet[0]]


def _implied(codebook: CodebookView) -> dict[Facet, tuple[Facet, ...]]:
    """Every code to itself and what it implies: the determinant of a factor, a broader code."""
    above: dict[Facet, Facet] = {}
    for dimension in codebook.dimensions:
        own = {code.id for code in dimension.codes}
        for code in dimension.codes:
            if dimension.id == "factor" and code.parent:
                above[dimension.id, code.id] = ("determinant", code.parent)
            elif code.parent in own and code.parent != code.id:
                above[dimension.id, code.id] = (dimension.id, code.parent)
    facets = ((dimension.id, code.id) for dimension in codebook.dimensions for code in dimension.codes)
    return {facet: _chain(facet, above) for facet in facets}


def _chain(facet: Facet, above: Mapping[Facet, Facet]) -> tuple[Facet, ...]:
    chain = [facet]
    while (higher := above.get(chain[-1])) and higher not in chain:
        chain.append(higher)
    return tuple(chain)

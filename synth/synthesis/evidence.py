"""The evidence: coded passages of included works, indexed by code, with the study each work belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from synth.model import Direction, Passage, Work
from synth.synthesis.appraisals import LIMITS, NOT_PRIMARY, Appraisals, Limits, appraisals, by_study
from synth.synthesis.facets import CONTEXTS, DESIGNS, SUBJECTS
from synth.synthesis.groups import independent_groups, study_groups
from synth.synthesis.numbered import Numbering, Passages, Studies, Works
from synth.synthesis.silences import Silences
from synth.synthesis.standing import Screened
from synth.synthesis.state import CodebookView, State, Text
from synth.synthesis.support import Support, Supports

Ids: TypeAlias = Passages
Facet: TypeAlias = tuple[str, str]
"""A dimension and one of its codes."""

Index: TypeAlias = defaultdict[Facet, Ids]
Directed: TypeAlias = defaultdict[tuple[str, str, Direction], Ids]
Traits: TypeAlias = Mapping[Facet, Works]

NOTHING: Ids = Passages()
FAMILY = DESIGNS[0]
UNSPECIFIED = "unspecified"
PUBLISHED = ("year", "language", "type")
"""What is told of the publication of works, by the names in their records."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Coded passages of included works: `index` maps a facet to the passages that carry it.

    `directed` does the same for a facet and a direction. `coded` are the passages with a subject
    (`facets.SUBJECTS`); a passage with only a phase or a perspective says nothing yet. `published` maps
    year, language and type (`PUBLISHED`) to the works that have each value, null for none. `parts` maps a
    work to the study it is a part of, `studies` to what counts as one independent study. `traits` are the
    contexts that describe a work as a whole; they also count for those of its passages that have none of
    their own. `profile` maps a context dimension to code to the studies that carry it. `read` are the
    passages by number, `told` those that say anything. `outside` counts current codings that the codebook
    does not know. `silences` are what coders found not reported. `appraisals` are the ratings of works.
    `screened` is where every work stands.
    """

    works: Mapping[str, Work]
    published: Mapping[str, Mapping[int | str | None, Works]]
    parts: Mapping[str, str]
    studies: Mapping[str, str]
    work_of: Mapping[int, str]
    index: Mapping[Facet, Ids]
    directed: Mapping[tuple[str, str, Direction], Ids]
    coded: Ids
    traits: Traits
    profile: Mapping[str, Mapping[str, Studies]]
    read: Mapping[int, Passage]
    told: Ids
    outside: int
    silences: Silences
    appraisals: Appraisals
    screened: Screened
    _supports: Supports = field(compare=False, repr=False)
    _whole: dict[str, Ids] = field(default_factory=dict, compare=False, repr=False)
    _limits: dict[str, Mapping[Limits, Studies]] = field(default_factory=dict, compare=False, repr=False)

    def passages(self, dimension: str, code: str) -> Ids:
        """The coded passages that carry this code."""
        return self.index.get((dimension, code), NOTHING)

    def of_dimension(self, dimension: str) -> Ids:
        """The coded passages that carry any code of this dimension; what was asked before is remembered."""
        if (known := self._whole.get(dimension)) is None:
            known = NOTHING.union(*(ids for (name, _), ids in self.index.items() if name == dimension))
            self._whole[dimension] = known
        return known

    def says(self, passage: int) -> Text:
        """What a passage says, in the coder's words or (under an empty language) literally."""
        one = self.read[passage]
        return one.paraphrase or ({"": one.quote} if one.quote else {})

    def support(self, passages: Iterable[int]) -> Support:
        """The works and studies behind a set of passages."""
        return self._supports.of(passages)

    @property
    def numbered(self) -> Numbering[str]:
        """The included works by their places."""
        return self._supports.all_works

    def works_of(self, passages: Iterable[int]) -> Works:
        """The works of a set of passages."""
        return self._supports.works(passages)

    def studies_of(self, works: Works) -> Studies:
        """The studies that works belong to."""
        return self._supports.studies(works)

    def in_context(self, dimension: str, codes: Iterable[str] | None = None) -> Studies:
        """The studies that carry one of these codes of a context, or any code of it."""
        profile = self.profile.get(dimension, {})
        return Studies().union(
            *(profile[one] for one in (profile if codes is None else codes) if one in profile)
        )

    def unreported(self, *facets: Facet) -> tuple[str, ...]:
        """The works that do not report one of these codes, as somebody said and nobody's coding gainsays."""
        silent: set[str] = set()
        for facet in facets:
            if said := self.silences.on(facet):
                silent |= said.difference(self.works_of(self.passages(*facet)))
        return tuple(sorted(silent))

    def silent(self) -> Iterator[tuple[Facet, frozenset[str]]]:
        """What coders said is not reported, with the works of which no coding gainsays it."""
        for facet, works in self.silences.said():
            dimension, code = facet
            carrying = {
                work
                for (name, one), ids in self.index.items()
                if name == dimension and code in ("", one)
                for work in (*self.works_of(ids), *self.traits.get((name, one), ()))
            }
            if left := works - carrying:
                yield facet, left

    def instruments(self, studies: Iterable[str]) -> tuple[str, ...]:
        """The dimensions that say something of works of these studies, in order of their names."""
        wanted = frozenset(studies) if self.appraisals else ()
        rated = (
            (work, one) for work, some in self.appraisals.items() for one in some if one.limits != "outside"
        )
        return tuple(sorted({one.dimension for work, one in rated if self.studies[work] in wanted}))

    def limits(self, appraises: str) -> Mapping[Limits, Studies]:
        """The studies by the limits that appraisals of studies, or of interventions, found; remembered."""
        if appraises not in self._limits:
            found, studies = by_study(self.appraisals, self.studies, appraises), self._supports.all_studies
            self._limits[appraises] = {
                limits: studies.of(study for study, one in found.items() if one == limits)
                for limits in LIMITS
            }
        return self._limits[appraises]

    def ids_of(self, keys: Iterable[str]) -> Ids:
        """The passages of the works with these keys."""
        return self._supports.in_works(self._supports.all_works.of(keys))

    def in_works(self, works: Works) -> Ids:
        """The passages of these works."""
        return self._supports.in_works(works)

    def in_studies(self, studies: Studies) -> Ids:
        """The passages of the works of these studies."""
        return self._supports.in_studies(studies)

    def published_in(self, works: Works, field: str) -> list[Any]:
        """The values that these works have of a field of `PUBLISHED`, in order; one without it has none."""
        said = ((value, some) for value, some in self.published[field].items() if value)
        return sorted(value for value, some in said if not some.isdisjoint(works))

    def newest(self, works: Works) -> int:
        """The year of the newest of these works; 0 when no year is known of any."""
        return max(self.published_in(works, "year"), default=0)


def gather(state: State) -> Evidence:
    """Index the coded passages of the included works; codings of other codebooks are left out."""
    screened = Screened.of(state)
    works = {one.work.key: one.work for one in state.works if screened.where[one.work.key] == "included"}
    work_of = {one.id: one.passage.work for one in state.passages if one.passage.work in works}
    parts = study_groups(works.values)
    studies = independent_groups(works.values(), parts)
    supports = Supports(work_of, studies)
    implied, books = _implied(state.codebook), {state.codebook.id, *state.codebook.joined}
    directed, outside = _directed(state, implied, books, supports=supports)
    index: Index = defaultdict(Passages)
    for (dimension, code, _), ids in directed.items():
        index[dimension, code] |= ids
    coded = NOTHING.union(*(ids for (name, _), ids in index.items() if name in SUBJECTS))
    traits = _traits(index, coded, supports)
    _spread(index, coded, supports=supports, traits=traits)
    within = {facet: coded & ids for facet, ids in index.items()}
    read = {one.id: one.passage for one in state.passages if one.id in work_of}
    return Evidence(
        works=works,
        published={field: _published(works, field, supports) for field in PUBLISHED},
        parts=parts,
        studies=studies,
        work_of=work_of,
        index=within,
        directed={facet: coded & ids for facet, ids in directed.items()},
        coded=coded,
        traits=traits,
        profile=_profile(within, traits, supports),
        read=read,
        told=supports.numbering.of(n for n, one in read.items() if one.paraphrase or one.quote),
        outside=outside,
        appraisals=appraisals(
            state.codings,
            state.codebook,
            works=works,
            books=books,
            not_primary=set(_not_primary(index, supports)),
        ),
        silences=Silences.of(state.not_reported, implied, works=works, books=books),
        screened=screened,
        _supports=supports,
    )


def _directed(
    state: State, implied: Mapping[Facet, tuple[Facet, ...]], books: Collection[str], *, supports: Supports
) -> tuple[Directed, int]:
    """Facet and direction to the passages of included works that carry it or what it implies.

    Also the number of codings that the codebook does not know.
    """
    coded: defaultdict[tuple[str, str, Direction], list[int]] = defaultdict(list)
    place_of, outside = supports.numbering.place, 0
    for stored in state.codings:
        coding = stored.coding
        if coding.codebook not in books or (coding.dimension, coding.code) not in implied:
            outside += 1
        elif (place := place_of.get(stored.passage_id)) is not None:
            coded[coding.dimension, coding.code, coding.direction].append(place)
    found: Directed = defaultdict(Passages)
    for (dimension, code, direction), places in coded.items():
        carrying = supports.numbering.at(places)
        for wider, other in implied[dimension, code]:
            found[wider, other, direction] |= carrying
    return found, outside


def _published(works: Mapping[str, Work], field: str, supports: Supports) -> dict[int | str | None, Works]:
    """The works by what they have in a field of their record; those without it under null."""
    found: defaultdict[int | str | None, list[str]] = defaultdict(list)
    for key, work in works.items():
        found[getattr(work.record, field) or None].append(key)
    return {value: supports.all_works.of(keys) for value, keys in found.items()}


def _profile(index: Mapping[Facet, Ids], traits: Traits, supports: Supports) -> dict[str, dict[str, Studies]]:
    """Context dimension to code to the studies of which works or passages carry it; none is left out."""
    made: defaultdict[str, dict[str, Studies]] = defaultdict(dict)
    carried = [(facet, supports.works(ids)) for facet, ids in index.items() if facet[0] in CONTEXTS]
    for (dimension, code), works in (*carried, *traits.items()):
        if works:
            made[dimension][code] = made[dimension].get(code, Studies()) | supports.studies(works)
    return dict(made)


def _not_primary(index: Index, supports: Supports) -> Works:
    """The works with a family of design of which all have no data of their own."""
    families = {code: supports.works(ids) for (dimension, code), ids in index.items() if dimension == FAMILY}
    without, primary = (
        Works().union(*(works for code, works in families.items() if (code in NOT_PRIMARY) is lacking))
        for lacking in (True, False)
    )
    return without - primary


def _traits(index: Index, coded: Ids, supports: Supports) -> Traits:
    """Context facet to the works that it describes as a whole: coded on a passage without a subject."""
    return {
        facet: supports.works(whole)
        for facet, ids in index.items()
        if facet[0] in CONTEXTS and (whole := ids - coded)
    }


def _spread(index: Index, coded: Ids, *, supports: Supports, traits: Traits) -> None:
    """Give the passages of a work the contexts of the work, where a passage has none of its own."""
    own = {
        name: NOTHING.union(*(ids for (dimension, _), ids in index.items() if dimension == name))
        for name in {dimension for dimension, _ in traits}
    }
    for facet, keys in traits.items():
        index[facet] |= (coded & supports.in_works(keys)) - own[facet[0]]


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

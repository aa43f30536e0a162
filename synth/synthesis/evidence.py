"""The evidence: coded passages of included works, indexed by code, with the study each work belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from synth.model import Direction, Passage, Work
from synth.synthesis.appraisals import NOT_PRIMARY, Appraisals, Limits, appraisals, by_study
from synth.synthesis.facets import CONTEXTS, DESIGNS, SUBJECTS
from synth.synthesis.groups import independent_groups, study_groups
from synth.synthesis.passages import Passages
from synth.synthesis.silences import Silences
from synth.synthesis.standing import Screened
from synth.synthesis.state import CodebookView, State, Text
from synth.synthesis.support import Support, Supports

Ids: TypeAlias = Passages
Facet: TypeAlias = tuple[str, str]
"""A dimension and one of its codes."""

Index: TypeAlias = defaultdict[Facet, Ids]
Directed: TypeAlias = defaultdict[tuple[str, str, Direction], Ids]
Published: TypeAlias = tuple[int | None, str, str]
Traits: TypeAlias = Mapping[Facet, frozenset[str]]

NOTHING: Ids = Passages()
FAMILY = DESIGNS[0]
UNSPECIFIED = "unspecified"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Coded passages of included works: `index` maps a facet to the passages that carry it.

    `directed` does the same for a facet and a direction. `coded` are the passages with a subject
    (`facets.SUBJECTS`); a passage with only a phase or a perspective says nothing yet. `years` has 0 for
    a work without a year. `published` has year, language and type of each work. `parts` maps a work to
    the study it is a part of, `studies` to what counts as one independent study. `traits` are the
    contexts that describe a work as a whole; they also count for those of its passages that have none of
    their own. `profile` maps a context dimension to study to its codes. `says` is what a passage says, in
    the coder's words or (under an empty language) literally. `outside` counts current codings that the
    codebook does not know. `silences` are what coders found not reported. `appraisals` are the ratings of
    works. `screened` is where every work stands.
    """

    works: Mapping[str, Work]
    years: Mapping[str, int]
    published: Mapping[str, Published]
    parts: Mapping[str, str]
    studies: Mapping[str, str]
    work_of: Mapping[int, str]
    index: Mapping[Facet, Ids]
    directed: Mapping[tuple[str, str, Direction], Ids]
    coded: Ids
    traits: Traits
    profile: Mapping[str, Mapping[str, frozenset[str]]]
    says: Mapping[int, Text]
    outside: int
    silences: Silences
    appraisals: Appraisals
    screened: Screened
    _supports: Supports = field(compare=False, repr=False)
    _whole: dict[str, Ids] = field(default_factory=dict, compare=False, repr=False)
    _limits: dict[str, Mapping[str, Limits]] = field(default_factory=dict, compare=False, repr=False)

    def passages(self, dimension: str, code: str) -> Ids:
        """The coded passages that carry this code."""
        return self.index.get((dimension, code), NOTHING)

    def of_dimension(self, dimension: str) -> Ids:
        """The coded passages that carry any code of this dimension; what was asked before is remembered."""
        if (known := self._whole.get(dimension)) is None:
            known = NOTHING.union(*(ids for (name, _), ids in self.index.items() if name == dimension))
            self._whole[dimension] = known
        return known

    def support(self, passages: Iterable[int]) -> Support:
        """The works and studies behind a set of passages."""
        return self._supports.of(passages)

    def works_of(self, passages: Iterable[int]) -> tuple[str, ...]:
        """The works of a set of passages, in order."""
        return self._supports.works(passages)

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

    def limits(self, appraises: str) -> Mapping[str, Limits]:
        """Study to the limits that appraisals of studies, or of interventions, found; remembered."""
        if appraises not in self._limits:
            self._limits[appraises] = by_study(self.appraisals, self.studies, appraises)
        return self._limits[appraises]

    def ids(self, passages: Iterable[int]) -> Ids:
        """These passages as a set that can be crossed with others."""
        return self._supports.numbering.of(passages)

    def in_works(self, keys: Iterable[str]) -> Ids:
        """The passages of these works."""
        return self._supports.in_works(keys)

    def in_studies(self, studies: Iterable[str]) -> Ids:
        """The passages of the works of these studies."""
        return self._supports.in_studies(studies)

    def newest(self, works: Iterable[str]) -> int:
        """The year of the newest of these works; 0 when no year is known of any."""
        return max(map(self.years.__getitem__, works), default=0)


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
    said = set(coded)
    return Evidence(
        works=works,
        years={key: work.record.year or 0 for key, work in works.items()},
        published=_published(works),
        parts=parts,
        studies=studies,
        work_of=work_of,
        index=within,
        directed={facet: coded & ids for facet, ids in directed.items()},
        coded=coded,
        traits=traits,
        profile=_profile(within, traits, supports=supports, studies=studies),
        says={one.id: _says(one.passage) for one in state.passages if one.id in said},
        outside=outside,
        appraisals=appraisals(
            state.codings, state.codebook, works=works, books=books, not_primary=_not_primary(index, supports)
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
    included, outside = set(supports.numbering.listed), 0
    for stored in state.codings:
        coding = stored.coding
        if coding.codebook not in books or (coding.dimension, coding.code) not in implied:
            outside += 1
        elif stored.passage_id in included:
            coded[coding.dimension, coding.code, coding.direction].append(stored.passage_id)
    found: Directed = defaultdict(Passages)
    for (dimension, code, direction), ids in coded.items():
        carrying = supports.numbering.of(ids)
        for wider, other in implied[dimension, code]:
            found[wider, other, direction] |= carrying
    return found, outside


def _published(works: Mapping[str, Work]) -> dict[str, Published]:
    """Year, language and type of each work; those that are the same are one value."""
    known: dict[Published, Published] = {}
    said = ((key, work.record) for key, work in works.items())
    told = ((key, (record.year, record.language, record.type)) for key, record in said)
    return {key: known.setdefault(one, one) for key, one in told}


def _says(passage: Passage) -> Text:
    return passage.paraphrase or ({"": passage.quote} if passage.quote else {})


def _profile(
    index: Mapping[Facet, Ids], traits: Traits, *, supports: Supports, studies: Mapping[str, str]
) -> dict[str, dict[str, frozenset[str]]]:
    """Context dimension to study to the codes that its works or passages carry."""
    made: defaultdict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    grown = _Grown()
    for (dimension, code), ids in index.items():
        if dimension in CONTEXTS and ids:
            grown.with_code(made[dimension], code, supports.of(ids).studies)
    for (dimension, code), works in traits.items():
        grown.with_code(made[dimension], code, {studies[work] for work in works})
    return dict(made)


def _not_primary(index: Index, supports: Supports) -> frozenset[str]:
    """The works with a family of design of which all have no data of their own."""
    families = {code: supports.works(ids) for (dimension, code), ids in index.items() if dimension == FAMILY}
    without, primary = set[str](), set[str]()
    for code, works in families.items():
        (without if code in NOT_PRIMARY else primary).update(works)
    return frozenset(without - primary)


class _Grown:
    """Sets of codes that grow code by code; equal ones are one set, for many studies have the same."""

    def __init__(self) -> None:
        self._after: dict[tuple[frozenset[str], str], frozenset[str]] = {}

    def with_code(self, made: dict[str, frozenset[str]], code: str, studies: Iterable[str]) -> None:
        """Add a code to what each of these studies carries."""
        nothing = frozenset[str]()
        for study in studies:
            before = made.get(study, nothing)
            if (after := self._after.get((before, code))) is None:
                after = self._after[before, code] = before | {code}
            made[study] = after


def _traits(index: Index, coded: Ids, supports: Supports) -> Traits:
    """Context facet to the works that it describes as a whole: coded on a passage without a subject."""
    return {
        facet: frozenset(supports.works(whole))
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

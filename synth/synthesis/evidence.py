"""The evidence: coded passages of included works, indexed by code, with the study each work belongs to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from synth.model import Direction, Work
from synth.synthesis.standing import standings
from synth.synthesis.state import CodebookView, State

Ids: TypeAlias = frozenset[int]
Facet: TypeAlias = tuple[str, str]
"""A dimension and one of its codes."""

NOTHING: Ids = frozenset()
UNSPECIFIED = "unspecified"
PARTS = frozenset({"interview", "chapter"})
"""CSL types of works that can be parts of one study."""


CHAPTER = re.compile(r"[\s,;:.(]+(?:hoofdstuk|hst|chapter|ch|kapitel|kap)\.?\s*[0-9ivxlc]+\)?$")
"""The chapter number at the end of a container title, which is not part of what holds the chapters."""


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

    `directed` does the same for a facet and a direction. `coded` are the passages with a determinant or
    a factor; a passage with only a phase or a perspective says nothing yet. `outside` counts current
    codings that the codebook does not know.
    """

    works: Mapping[str, Work]
    studies: Mapping[str, str]
    work_of: Mapping[int, str]
    index: Mapping[Facet, Ids]
    directed: Mapping[tuple[str, str, Direction], Ids]
    coded: Ids
    outside: int

    def passages(self, dimension: str, code: str) -> Ids:
        """The coded passages that carry this code."""
        return self.index.get((dimension, code), NOTHING)

    def of_dimension(self, dimension: str) -> Ids:
        """The coded passages that carry any code of this dimension."""
        return frozenset().union(*(ids for (name, _), ids in self.index.items() if name == dimension))

    def support(self, passages: Iterable[int]) -> Support:
        """The works and studies behind a set of passages."""
        ids = tuple(sorted(passages))
        works = {self.work_of[one] for one in ids}
        return Support(tuple(sorted(works)), tuple(sorted({self.studies[one] for one in works})), ids)


def study_groups(works: Iterable[Work]) -> dict[str, str]:
    """Work key to the id of its study: the smallest key among works that are parts of one study.

    Interviews by the same authors in the same year and container are one study, and so are chapters by
    the same authors in one book: the same people report them from the same material. A chapter number
    at the end of the container's title makes no difference. Every other work is a study of its own.
    """
    groups: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for work in works:
        groups[_study(work)].append(work.key)
    return {key: min(keys) for keys in groups.values() for key in keys}


def _study(work: Work) -> tuple[str, ...]:
    record = work.record
    container = CHAPTER.sub("", " ".join(record.container_title.casefold().split()))
    authors = tuple(sorted(str(name).casefold() for name in record.authors))
    part = record.type == "interview" or (record.type in PARTS and container)
    if not part or not (authors or container):
        return ("work", work.key)
    return (record.type, container, str(record.year), *authors)


def gather(state: State) -> Evidence:
    """Index the coded passages of the included works; codings of other codebooks are left out."""
    where = standings(state)
    works = {one.work.key: one.work for one in state.works if where[one.work.key] == "included"}
    work_of = {one.id: one.passage.work for one in state.passages if one.passage.work in works}
    parents = {code.id: code.parent for code in state.codebook.codes("factor")}
    known = _known(state.codebook)
    index: defaultdict[Facet, set[int]] = defaultdict(set)
    directed: defaultdict[tuple[str, str, Direction], set[int]] = defaultdict(set)
    outside = 0
    for stored in state.codings:
        coding = stored.coding
        facet = (coding.dimension, coding.code)
        if facet not in known or coding.codebook != state.codebook.id:
            outside += 1
            continue
        if stored.passage_id not in work_of:
            continue
        for dimension, code in _implied(facet, parents):
            index[dimension, code].add(stored.passage_id)
            directed[dimension, code, coding.direction].add(stored.passage_id)
    coded = frozenset(i for (name, _), ids in index.items() if name in ("determinant", "factor") for i in ids)
    return Evidence(
        works=works,
        studies=study_groups(works.values()),
        work_of=work_of,
        index={facet: frozenset(ids) & coded for facet, ids in index.items()},
        directed={facet: frozenset(ids) & coded for facet, ids in directed.items()},
        coded=coded,
        outside=outside,
    )


def _known(codebook: CodebookView) -> frozenset[Facet]:
    return frozenset((dimension.id, code.id) for dimension in codebook.dimensions for code in dimension.codes)


def _implied(facet: Facet, parents: Mapping[str, str]) -> Iterable[Facet]:
    """The facet itself and, for a factor, the determinant it belongs to."""
    yield facet
    if facet[0] == "factor" and parents.get(facet[1]):
        yield "determinant", parents[facet[1]]

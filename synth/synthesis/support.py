"""What a set of passages rests on: the works they stand in, and the independent studies behind those."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from synth.synthesis.numbered import Chosen, Numbering, Passages, Studies, Works
from synth.synthesis.passages import passage_id


@dataclass(frozen=True, slots=True)
class Support:
    """What a set of passages rests on, each in order."""

    works: Works
    studies: Studies
    passages: Passages
    _named: Callable[[Passages], list[str]] = field(compare=False, repr=False)

    @property
    def n_works(self) -> int:
        """Number of works."""
        return len(self.works)

    @property
    def n_studies(self) -> int:
        """Number of independent studies."""
        return len(self.studies)

    @property
    def names(self) -> list[str]:
        """The ids of the passages in the document, in order."""
        return self._named(self.passages)


class Supports:
    """Finds the support of sets of passages; what was asked before is remembered.

    Works and studies have numbers in the order of their keys, and passages the number of their work in an
    array: what a set rests on is then marked and read off, without looking up or sorting a key.
    """

    def __init__(self, work_of: Mapping[int, str], studies: Mapping[str, str]) -> None:
        import numpy as np

        self.all_works, self.all_studies = Numbering(studies), Numbering(set(studies.values()))
        self._study_of = self.all_studies.placed(studies[key] for key in self.all_works.listed)
        self.numbering = Numbering(work_of)
        self._work_of = self.all_works.placed(work_of[one] for one in self.numbering.listed)
        self._names = np.array([passage_id(one) for one in self.numbering.listed], dtype=object)
        self._known: dict[int, Support] = {}

    def of(self, passages: Iterable[int]) -> Support:
        """The works and studies behind a set of passages."""
        ids = self._set(passages)
        if (known := self._known.get(ids.bits)) is None:
            works = self.works(ids)
            known = self._known[ids.bits] = Support(works, self.studies(works), ids, self._named)
        return known

    def works(self, passages: Iterable[int]) -> Works:
        """The works of a set of passages."""
        return self.all_works.at(self._work_of[self.numbering.places(self._set(passages))])

    def studies(self, works: Works) -> Studies:
        """The studies that works belong to."""
        return self.all_studies.at(self._study_of[self.all_works.places(works)])

    def in_works(self, works: Works) -> Passages:
        """The passages of these works."""
        return self.numbering.where(self.all_works.marked(works)[self._work_of])

    def in_studies(self, studies: Studies) -> Passages:
        """The passages of the works of these studies."""
        return self.numbering.where(self.all_studies.marked(studies)[self._study_of[self._work_of]])

    def _named(self, passages: Passages) -> list[str]:
        listed: list[str] = self._names[self.numbering.places(passages)].tolist()
        return listed

    def _set(self, passages: Iterable[int]) -> Passages:
        return passages if isinstance(passages, Chosen) else self.numbering.of(passages)

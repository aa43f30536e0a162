"""What a set of passages rests on: the works they stand in, and the independent studies behind those."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

SPARSE = 20
"""An array of passages is at most so many times as long as there are passages."""


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


class Supports:
    """Finds the support of sets of passages; what was asked before is remembered.

    Works and studies have numbers in the order of their keys: sorting numbers that lie together takes a
    fraction of the time of sorting keys, and in a large review that was most of the work.
    """

    def __init__(self, work_of: Mapping[int, str], studies: Mapping[str, str]) -> None:
        self._works, self._studies = sorted(studies), sorted(set(studies.values()))
        work = {key: number for number, key in enumerate(self._works)}
        study = {key: number for number, key in enumerate(self._studies)}
        self._work_of = _numbered({passage: work[key] for passage, key in work_of.items()})
        self._study_of = array("l", (study[studies[key]] for key in self._works))
        self._known: dict[frozenset[int], Support] = {}

    def of(self, passages: Iterable[int]) -> Support:
        """The works and studies behind a set of passages."""
        ids = passages if isinstance(passages, frozenset) else frozenset(passages)
        if (known := self._known.get(ids)) is None:
            works = self._numbers(ids)
            studies = set(map(self._study_of.__getitem__, works))
            known = Support(
                tuple(map(self._works.__getitem__, works)),
                tuple(map(self._studies.__getitem__, sorted(studies))),
                tuple(sorted(ids)),
            )
            self._known[ids] = known
        return known

    def works(self, passages: Iterable[int]) -> tuple[str, ...]:
        """The works of a set of passages, where nothing else is asked: a third of the work."""
        return tuple(map(self._works.__getitem__, self._numbers(passages)))

    def _numbers(self, passages: Iterable[int]) -> list[int]:
        return sorted(set(map(self._work_of.__getitem__, passages)))


def _numbered(work_of: Mapping[int, int]) -> Mapping[int, int] | array[int]:
    """Passage to the number of its work: an array where the passages are numbered closely."""
    last = max(work_of, default=0)
    if min(work_of, default=0) < 0 or last > SPARSE * len(work_of):
        return work_of
    numbers = array("l", bytes(array("l").itemsize * (last + 1)))
    for passage, number in work_of.items():
        numbers[passage] = number
    return numbers

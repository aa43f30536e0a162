"""What a set of passages rests on: the works they stand in, and the independent studies behind those."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from synth.synthesis.passages import Numbering, Passages, passage_id

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Support:
    """What a set of passages rests on, in sorted order; `names` are those of the passages in the document."""

    works: tuple[str, ...]
    studies: tuple[str, ...]
    passages: tuple[int, ...]
    names: tuple[str, ...]

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

    Works and studies have numbers in the order of their keys, and passages the number of their work in an
    array: what a set rests on is then marked and read off, without looking up or sorting a key.
    """

    def __init__(self, work_of: Mapping[int, str], studies: Mapping[str, str]) -> None:
        import numpy as np

        self._works, self._studies = _Keys(studies), _Keys(set(studies.values()))
        self._study_of = self._studies.numbers(studies[key] for key in self._works.keys)
        self.numbering = Numbering(work_of)
        self._work_of = self._works.numbers(work_of[one] for one in self.numbering.listed)
        self._names = np.array([passage_id(one) for one in self.numbering.listed], dtype=object)
        self._known: dict[int, Support] = {}

    def of(self, passages: Iterable[int]) -> Support:
        """The works and studies behind a set of passages."""
        ids = self._set(passages)
        if (known := self._known.get(ids.bits)) is None:
            places = self.numbering.places(ids)
            works = self._works.marked(self._work_of[places])
            known = Support(
                self._works.named(works),
                self._studies.named(self._studies.marked(self._study_of[works])),
                tuple(self.numbering.ids_of(ids)),
                tuple(self._names[places].tolist()),
            )
            self._known[ids.bits] = known
        return known

    def works(self, passages: Iterable[int]) -> tuple[str, ...]:
        """The works of a set of passages, where nothing else is asked."""
        places = self.numbering.places(self._set(passages))
        return self._works.named(self._works.marked(self._work_of[places]))

    def in_works(self, keys: Iterable[str]) -> Passages:
        """The passages of these works."""
        return self.numbering.where(self._works.chosen(keys)[self._work_of])

    def in_studies(self, keys: Iterable[str]) -> Passages:
        """The passages of the works of these studies."""
        return self.numbering.where(self._studies.chosen(keys)[self._study_of[self._work_of]])

    def _set(self, passages: Iterable[int]) -> Passages:
        return passages if isinstance(passages, Passages) else self.numbering.of(passages)


class _Keys:
    """Keys with their numbers, in order."""

    def __init__(self, keys: Iterable[str]) -> None:
        import numpy as np

        self.keys = sorted(keys)
        self._array = np.array(self.keys, dtype=object)
        self._number = {key: number for number, key in enumerate(self.keys)}

    def numbers(self, keys: Iterable[str]) -> NDArray[np.intp]:
        """The numbers of these keys, in the order given."""
        import numpy as np

        return np.fromiter(map(self._number.__getitem__, keys), dtype=np.intp)

    def chosen(self, keys: Iterable[str]) -> NDArray[np.bool_]:
        """For each number, whether its key is among these."""
        import numpy as np

        marked = np.zeros(len(self.keys), dtype=bool)
        marked[self.numbers(keys)] = True
        return marked

    def marked(self, numbers: NDArray[np.intp]) -> NDArray[np.intp]:
        """These numbers in order, each once."""
        import numpy as np

        marked = np.zeros(len(self.keys), dtype=bool)
        marked[numbers] = True
        return np.flatnonzero(marked)

    def named(self, numbers: NDArray[np.intp]) -> tuple[str, ...]:
        """The keys with these numbers."""
        return tuple(self._array[numbers].tolist())

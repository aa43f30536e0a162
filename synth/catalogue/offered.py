"""How many suggestions wait for a person, counted out of numbers: no page reads the suggestions for that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from synth.catalogue.columns import Catalogue, Numbers
from synth.model import STAGES
from synth.verdicts import KEPT_FROM_CODING


@dataclass(frozen=True, slots=True)
class Offered:
    """The suggestions of codes that the codebook has: their numbers, and of each the number of its work."""

    suggestions: Numbers
    works: Numbers

    @classmethod
    def of(cls, pairs: Iterable[tuple[int, int]]) -> Offered:
        """Those of these pairs of suggestion and work."""
        numbers = np.array(list(pairs), dtype=np.int64).reshape(-1, 2)
        return cls(numbers[:, 0], numbers[:, 1])

    def waiting(self, catalogue: Catalogue, judged: Iterable[int]) -> int:
        """How many of them nobody judged, on works that nobody excluded."""
        said = [catalogue.columns[stage].has(one) for stage in STAGES for one in KEPT_FROM_CODING]
        excluded = catalogue.ids[np.logical_or.reduce(said)]
        done = np.fromiter(judged, dtype=np.int64)
        waits = ~np.isin(self.suggestions, done) & ~np.isin(self.works, excluded)
        return int(np.count_nonzero(waits))

"""Sentences as a sparse matrix, to fit weights on: the sums of `sentence_rows`, bucket by bucket."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from synth.coding.sentence_features import Features, Look, View
from synth.coding.sentence_hashing import BUCKETS, check_sum, pair_buckets
from synth.coding.sentence_rows import LEAST

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Parts:
    """The parts of sentences: how often each sentence has each part, how much each has of each bucket.

    `has` is a sparse matrix of sentences by parts, `features` one of parts by buckets; `terms` is what terms
    say of each sentence.
    """

    has: Any
    features: Any
    terms: NDArray[Any]

    def there(self) -> Any:
        """Which sentence has anything of which bucket: a sparse matrix of true and false."""
        return (self.has @ self.features) > 0

    def matrix(self, idf: NDArray[Any]) -> Any:
        """The sentences by buckets, at length 1, and what terms say behind them."""
        import numpy
        from scipy.sparse import csr_matrix, diags, hstack

        features = self.features @ diags(idf)
        features.eliminate_zeros()
        squares = numpy.asarray(features.power(2).sum(axis=1))[:, 0]
        lengths = numpy.sqrt(numpy.maximum(self.has @ squares, LEAST))
        return hstack([diags(1 / lengths) @ (self.has @ features), csr_matrix(self.terms)], format="csr")


def parts_of(looks: Sequence[Look], view: View) -> Parts:
    """The parts that sentences have in a view."""
    import numpy
    from scipy.sparse import hstack, vstack

    kinds = [
        _kind([tuple(dict.fromkeys(one.words)) for one in looks], view.features),
        _kind([_pairs(one.words) for one in looks], lambda places: _alone(places, view.pairs)),
        *(_kind([(whole.key(one),) for one in looks], whole.features) for whole in view.wholes),
    ]
    has, features = zip(*kinds, strict=True)
    return Parts(
        hstack(has, format="csr"), vstack(features, format="csr"), numpy.array([one.terms for one in looks])
    )


def idf_of(parts: Sequence[Parts]) -> NDArray[Any]:
    """How much each bucket counts: the less, the more sentences have it; nothing if only one does."""
    import numpy

    there = parts[0].there()
    for one in parts[1:]:
        there = there + one.there()
    found = numpy.bincount(there.indices, minlength=BUCKETS)
    idf: NDArray[Any] = numpy.log((1 + there.shape[0]) / (1 + found)) + 1
    idf[found < 2] = 0  # what stands in one example only teaches nothing
    return idf.astype(numpy.float32)


def _pairs(words: Sequence[str]) -> list[int]:
    import numpy

    sums = numpy.array(list(map(check_sum, words)), dtype=numpy.uint32)
    places: list[int] = pair_buckets(sums[:-1], sums[1:]).tolist()
    return places


def _alone(places: Sequence[int], amount: float) -> Features:
    """Parts that have one feature each."""
    import numpy

    return Features(numpy.arange(len(places)), numpy.array(places), numpy.full(len(places), amount))


def _kind(keys: Sequence[Sequence[Hashable]], features: Callable[[Any], Features]) -> tuple[Any, Any]:
    """The parts of one kind: which sentence has which, and what features each has."""
    import numpy

    numbers = {key: number for number, key in enumerate(dict.fromkeys(chain.from_iterable(keys)))}
    counts = [Counter(map(numbers.__getitem__, some)) for some in keys]
    has = Features(
        numpy.repeat(numpy.arange(len(keys)), list(map(len, counts))),
        numpy.array(list(chain.from_iterable(counts)), dtype=numpy.int64),
        numpy.array([count for some in counts for count in some.values()]),
    )
    return _sparse(has, len(keys), len(numbers)), _sparse(features(list(numbers)), len(numbers), BUCKETS)


def _sparse(features: Features, rows: int, width: int) -> Any:
    import numpy
    from scipy.sparse import csr_matrix

    ends = numpy.cumsum([0, *numpy.bincount(features.owners, minlength=rows)])
    amounts = features.amounts.astype(numpy.float32)
    return csr_matrix((amounts, features.places.astype(numpy.int32), ends), shape=(rows, width))

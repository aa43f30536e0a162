"""How a sentence gets its numbers: each of its parts has a row, worked out once, and the rows are added up.

A part p has features f, a(p,f) of each. With w for the weights and i for the inverse frequencies of features
(`idf`), its row holds, for each class c, the sum over f of a(p,f) i(f) w(f,c), and behind these the sum of
(a(p,f) i(f))². A sentence with the parts P then has for class c

    sum over P of the row at c  /  root of the sum over P of the last number  +  terms · their weights

that is its vector of features at length 1, where the parts count as if no two shared a feature.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from synth.coding.memory import MOST_KEPT, Memory
from synth.coding.sentence_features import Features, Look, View
from synth.coding.sentence_hashing import BUCKETS, check_sum, pair_buckets

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST = 1e-9
"""A length is at least this: a sentence may have no feature that is known."""


@dataclass(frozen=True)
class Weights:
    """The weights of buckets, and of terms behind them, for each class; how much buckets count (`idf`)."""

    idf: NDArray[Any]
    columns: NDArray[Any]

    def rows(self, places: NDArray[Any], amounts: NDArray[Any]) -> NDArray[Any]:
        """What each feature adds to each class, and to the square of the length."""
        import numpy

        values = amounts * self.idf[places]
        return numpy.column_stack([values[:, None] * self.columns[places], values * values])


class Rows:
    """The rows of parts of one kind, each by its key, worked out when it is first met."""

    def __init__(self, features: Callable[[Any], Features], weights: Weights, most: int = MOST_KEPT) -> None:
        import numpy

        self._features = features
        self._weights = weights
        self._most = most
        self._numbers: dict[Hashable, int] = {}
        self._rows = numpy.zeros((0, weights.columns.shape[1] + 1), dtype=numpy.float32)

    def of(self, keys: Sequence[Hashable]) -> NDArray[Any]:
        """The row of each key."""
        try:
            numbers = list(map(self._numbers.__getitem__, keys))
        except KeyError:  # some are new
            self._meet(keys)
            numbers = list(map(self._numbers.__getitem__, keys))
        rows: NDArray[Any] = self._rows[numbers]
        return rows

    def _meet(self, keys: Sequence[Hashable]) -> None:
        """Work out the rows of those that are new; of all when there are too many."""
        new = [key for key in dict.fromkeys(keys) if key not in self._numbers]
        if len(self._numbers) + len(new) > self._most:
            self._numbers.clear()
            new = list(dict.fromkeys(keys))
        self._work_out(new)

    def _work_out(self, new: Sequence[Hashable]) -> None:
        import numpy

        first = len(self._numbers)
        self._numbers.update(zip(new, range(first, first + len(new)), strict=True))
        if len(self._numbers) > len(self._rows):
            room = numpy.zeros((len(self._numbers), self._rows.shape[1]), dtype=numpy.float32)
            self._rows = numpy.concatenate([self._rows[:first], room])  # twice as much as there is, about
        owners, places, amounts = self._features(new)
        rows = self._rows[first : first + len(new)]
        rows[:] = 0
        _add(rows, owners, self._weights.rows(places, amounts))


class Sums:
    """What a view of sentences comes to, for each class."""

    def __init__(self, view: View, weights: Weights) -> None:
        self._view = view
        self._weights = weights
        self._words = Rows(view.features, weights)
        self._check_sums = Memory(check_sum)
        self._wholes = [(whole.key, Rows(whole.features, weights)) for whole in view.wholes]

    def of(self, looks: Sequence[Look]) -> NDArray[Any]:
        """The sum of each sentence for each class, at length 1, with what terms say."""
        import numpy

        total = self._of_words([look.words for look in looks])
        for key, rows in self._wholes:
            total += rows.of(list(map(key, looks)))
        lengths = numpy.sqrt(numpy.maximum(total[:, -1:], LEAST))
        said = numpy.array([look.terms for look in looks]) @ self._weights.columns[BUCKETS:]
        sums: NDArray[Any] = total[:, :-1] / lengths + said
        return sums

    def _of_words(self, sentences: Sequence[tuple[str, ...]]) -> NDArray[Any]:
        """What the words of each sentence, each once, and its pairs of words add up to."""
        import numpy

        total = numpy.zeros((len(sentences), self._weights.columns.shape[1] + 1))
        distinct = list(map(tuple, map(dict.fromkeys, sentences)))
        _add(total, _owners(distinct), self._words.of(list(chain.from_iterable(distinct))))
        words = chain.from_iterable(sentences)
        sums = numpy.array(list(map(self._check_sums.__getitem__, words)), dtype=numpy.uint32)
        places, owners = pair_buckets(sums[:-1], sums[1:]), _owners(sentences)
        known = numpy.flatnonzero((owners[:-1] == owners[1:]) & (self._weights.idf[places] > 0))
        amounts = numpy.full(len(known), self._view.pairs, dtype=numpy.float32)
        _add(total, owners[known], self._weights.rows(places[known], amounts))
        return total


def _owners(sentences: Sequence[Sequence[str]]) -> NDArray[Any]:
    """The number of the sentence that each word is of."""
    import numpy

    return numpy.repeat(numpy.arange(len(sentences)), list(map(len, sentences)))


def _add(total: NDArray[Any], owners: NDArray[Any], rows: NDArray[Any]) -> None:
    """Add each row to that of its owner; owners are in order."""
    import numpy

    starts = numpy.flatnonzero(numpy.diff(owners, prepend=-1))
    if len(starts):
        total[owners[starts]] += numpy.add.reduceat(rows, starts)
